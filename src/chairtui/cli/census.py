"""What the returns ask about a meeting's children, from the case system."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chairtui.cli.exits import NOT_TAKEN, OK, USAGE, Refusal
from chairtui.cli.options import as_json, at_work, db_option, named, open_meeting, order_of, order_option
from chairtui.cli.output import columns, say, say_json

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting
    from chairtui.records.returns.census_table import Read
    from chairtui.tables.days import Order
    from chairtui.tables.table import Book
    from chairtui.wiring import Workplace


@click.command()
@click.argument("meeting", required=False, default="")
@db_option
@click.option(
    "--csv",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Take it from a CSV or XLSX file: a line for each child, by number in the case system.",
)
@click.option(
    "--lines", default="", metavar="2,7", help="Which lines count, where several are about one child."
)
@order_option
@click.option("--dry-run", is_flag=True, help="Say what would come of it, and change nothing.")
@as_json
def census(
    meeting: str,
    db: Path | None,
    file: Path | None,
    lines: str,
    order: str | None,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Show what returns ask beyond the meeting about its children, or take it from the case system.

    With a file and no meeting, all meetings that are about a child of the file take it. Headings are those
    of the census (LAchildID, Sex, Ethnicity, CINreferralDate …) or plain words. All lines are checked first:
    if one is wrong, nothing changes. It may be done after signing, too.
    """
    if file is None and not meeting:
        raise Refusal("Say which meeting, or give a file with --csv.", USAGE)
    with at_work(db, writes=file is not None and not dry_run) as place:
        if file is None:
            _show([open_meeting(place, meeting).outcome.meeting], as_json)
            return OK
        book = place.desk.read_table(file, lambda _count: True)
        ids = [named(place, meeting)] if meeting else _about_its_children(place, book)
        found = _read(place, book, ids, _numbers(lines), order_of(order))
        _tell(found)
        if found.failed:
            raise Refusal(f"{file.name} was not taken in, so nothing changed.", NOT_TAKEN)
        done = _take_in(place, ids, found, dry_run=dry_run)
        verb = "would be noted" if dry_run else "noted"
        say(f"{file.name}: {verb} in {len(done)} meeting{'' if len(done) == 1 else 's'}.", err=True)
        _show(done if not meeting else [_meeting(place, ids[0])], as_json)
    return OK


def _numbers(lines: str) -> frozenset[int]:
    parts = [part.strip() for part in lines.split(",") if part.strip()]
    if not all(part.isascii() and part.isdecimal() for part in parts):
        raise Refusal("--lines: write the numbers of lines, as in 2,7.", USAGE)
    return frozenset(map(int, parts))


def _meeting(place: Workplace, meeting_id: str) -> Meeting:
    from chairtui.core.log import fold

    return fold(place.log.read(meeting_id))


def _about_its_children(place: Workplace, book: Book) -> Sequence[str]:
    """Return the ids of the meetings about a child whom a table names."""
    from chairtui.records.returns.census_table import asked

    return place.desk.library.numbered(asked(book))


def _read(
    place: Workplace, book: Book, ids: Iterable[str], lines: frozenset[int], order: Order | None
) -> Read:
    from chairtui.records.returns.census_table import numbers_of, read

    numbers = numbers_of(_meeting(place, one) for one in ids)
    return read(book, numbers, place.desk.clock.now(), lines=lines, order=order)


def _take_in(place: Workplace, ids: Iterable[str], found: Read, *, dry_run: bool) -> list[Meeting]:
    """Note what a table says, and return the meetings in which it says something new."""
    done = []
    for meeting_id in ids:
        meeting = _meeting(place, meeting_id)
        if not (commands := found.commands(meeting)):
            continue
        done.append(meeting if dry_run else place.desk.open(meeting_id).do(*commands).meeting)
    return done


def _tell(found: Read) -> None:
    from chairtui.records.returns.census_table import remarks
    from chairtui.tables.telling import sentences

    for one in (*found.failed, *found.twice):
        say(f"line {one.number}: {one.why}", err=True)
    for words in sentences(remarks(found), found.headings):
        say(words, err=True)
    if count := len(found.elsewhere):
        say(f"{count} {'lines are' if count > 1 else 'line is'} about children of no meeting here.", err=True)


def _show(meetings: list[Meeting], as_json: bool) -> None:
    if as_json:
        say_json([fact for one in meetings for fact in one.concern.census])
        return
    words = "\n".join(filter(None, map(_known, meetings)))
    say(words or "Nothing is known for the returns yet.")


def _known(meeting: Meeting) -> str:
    from chairtui.records.returns.census_table import told

    return columns(told(meeting.concern.census, meeting))
