"""What the returns ask about a meeting's children, from the case system."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chairtui.cli.exits import NOT_TAKEN, OK, USAGE, Refusal
from chairtui.cli.options import as_json, at_work, db_option, named, open_meeting, order_of, order_option
from chairtui.cli.output import columns, say, say_json
from chairtui.core.listing import how_many

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting
    from chairtui.records.returns.census_table import About, Read
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
    from chairtui.records.returns.census_table import numbers_of, read

    with at_work(db, writes=file is not None and not dry_run) as workplace:
        if file is None:
            _show([_about(open_meeting(workplace, meeting).outcome.meeting)], as_json)
            return OK
        book = workplace.desk.records.read_table(file, lambda _count: True)
        ids = [named(workplace, meeting)] if meeting else _about_its_children(workplace, book)
        about = {one: _read(workplace, one) for one in ids}
        table = read(
            book,
            numbers_of(about.values()),
            workplace.desk.clock.now(),
            lines=_numbers(lines),
            order=order_of(order),
        )
        _tell(table)
        if table.failed:
            raise Refusal(f"{file.name} was not taken in, so nothing changed.", NOT_TAKEN)
        done = _take_in(workplace, about, table, dry_run=dry_run)
        verb = "would be noted" if dry_run else "noted"
        say(f"{file.name}: {verb} in {how_many(len(done), 'meeting')}.", err=True)
        _show(list(done.values()) if not meeting else [{**about, **done}[ids[0]]], as_json)
    return OK


def _numbers(lines: str) -> frozenset[int]:
    parts = [part.strip() for part in lines.split(",") if part.strip()]
    if not all(part.isascii() and part.isdecimal() for part in parts):
        raise Refusal("--lines: write the numbers of lines, as in 2,7.", USAGE)
    return frozenset(map(int, parts))


def _about(meeting: Meeting) -> About:
    from chairtui.records.returns.census_table import About

    return About.of(meeting)


def _read(workplace: Workplace, meeting_id: str) -> About:
    from chairtui.core.history.log import fold

    return _about(fold(workplace.log.read(meeting_id)))


def _about_its_children(workplace: Workplace, book: Book) -> Sequence[str]:
    """Return the ids of the meetings about a child whom a table names."""
    from chairtui.records.returns.census_table import asked

    return workplace.desk.library.numbered(asked(book))


def _take_in(
    workplace: Workplace, about: Mapping[str, About], table: Read, *, dry_run: bool
) -> dict[str, About]:
    """Note what a table says, and return the meetings in which it says something new, by their ids."""
    new = {one: commands for one, here in about.items() if (commands := table.commands(here))}
    if dry_run:
        return {one: about[one] for one in new}
    return {one: _about(workplace.desk.open(one).do(*commands).meeting) for one, commands in new.items()}


def _tell(table: Read) -> None:
    from chairtui.records.returns.census_table import remarks
    from chairtui.tables.telling import sentences

    for left_out in (*table.failed, *table.twice):
        say(f"line {left_out.number}: {left_out.why}", err=True)
    for words in sentences(remarks(table), table.headings):
        say(words, err=True)
    if count := len(table.elsewhere):
        say(f"{count} {'lines are' if count > 1 else 'line is'} about children of no meeting here.", err=True)


def _show(shown: list[About], as_json: bool) -> None:
    from chairtui.records.returns.census_table import told

    if as_json:
        say_json([fact for one in shown for fact in one.census])
        return
    words = "\n".join(filter(None, (columns(told(one)) for one in shown)))
    say(words or "Nothing is known for the returns yet.")
