"""Looking at meetings: the list, one of them, and its history in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chairtui.cli.options import as_json, at_work, db_option, meeting_argument, open_meeting, warn_of_doubts
from chairtui.cli.output import columns, say, say_json
from chairtui.live.library import Part

if TYPE_CHECKING:
    from chairtui.core.history.log import Recorded
    from chairtui.core.sentences.every_event import Entry

MOMENT = timedelta(minutes=1)


@click.command("list")
@db_option
@click.option(
    "--due", is_flag=True, help="List open actions over all meetings instead, the most overdue first."
)
@click.option(
    "--to-send",
    is_flag=True,
    help="List only those whose record has to be sent, most overdue first.",
)
@click.option(
    "--limit", default=200, show_default=True, type=click.IntRange(min=1), help="How many lines at most."
)
@click.option("--after", metavar="KEY", default="", help="Go on after this line of the last page.")
@as_json
def list_meetings(db: Path | None, due: bool, to_send: bool, limit: int, after: str, as_json: bool) -> None:
    """List the meetings, newest first.

    Where there are more than the limit, the last line (on standard error) says how many there are and how to
    go on. Stops and warnings are the rows that the panel of the meeting and check have, by the sign they
    bear; what the clock alone has made so in a signed record since it was written to, check finds.
    """
    from chairtui import wiring
    from chairtui.cli.tables import due_rows, meeting_rows

    with at_work(db) as workplace:
        library, more = workplace.desk.library, limit + 1
        if due:
            actions = library.due(limit=more, after=after)
            shown = actions[:limit]
            rows = due_rows(shown, workplace.desk.clock.now())
            say_json(shown) if as_json else say(columns(rows) or "No action is open.")
            _say_rest(shown[-1].key if len(actions) == more else "", limit, library.due_count)
        else:
            wiring.show_ledgers(workplace)
            part = Part.TO_SEND if to_send else Part.ALL
            listed = library.meetings(part=part, limit=more, after=after)
            ready = workplace.desk.ready(listed[:limit])
            meetings = [one.counting(ready.get(one.id)) for one in listed[:limit]]
            none = "Nothing is to be sent." if to_send else "There is no meeting yet."
            rows = meeting_rows(meetings, workplace.desk.clock.now())
            say_json(meetings) if as_json else say(columns(rows) or none)
            last = meetings[-1].key if len(listed) == more else ""
            _say_rest(last, limit, lambda: library.count(part))
        warn_of_doubts(workplace)


def _say_rest(last: str, limit: int, count: Callable[[], int]) -> None:
    """Say that more follows after the last line shown; nothing where nothing does."""
    if last:
        of = count()
        lines = "1 line" if limit == 1 else f"{limit:,} lines"
        say(f"{lines} of {of:,}. “--after {last}” goes on; “--limit {of}” shows all.", err=True)


@click.command()
@meeting_argument
@db_option
@as_json
def show(meeting: str, db: Path | None, as_json: bool) -> None:
    """Show a meeting as it stands: who is here, the decision, the actions, and what is open."""
    from chairtui.cli.overview import overview
    from chairtui.records.interchange.document import brief

    with at_work(db) as workplace:
        live = open_meeting(workplace, meeting)
        if as_json:
            say_json(brief(live.outcome.meeting))
        else:
            say(overview(workplace.desk, live.outcome, [one.row for one in live.history]))


@click.command()
@meeting_argument
@db_option
@as_json
def log(meeting: str, db: Path | None, as_json: bool) -> None:
    """Tell the history of a meeting in words: what happened when, who noted it, and what was taken back.

    What an import noted has the time that the document gave it, or “no time given”. Where several machines
    wrote, each line says on which one.
    """
    from chairtui.core.calendar.when import say_when
    from chairtui.core.sentences.every_event import entries
    from chairtui.directory.naming import title_in

    with at_work(db) as workplace:
        live = open_meeting(workplace, meeting)
        history = live.history
        told = list(entries(history, title_in(live.outcome.meeting, workplace.desk.agencies)))
    if as_json:
        say_json(told)
        return
    late = told_later(history, told)
    several = len({line.device_id for line in told}) > 1
    for row, line in zip((each.row for each in history), told, strict=True):
        mark = "[taken back] " if line.withdrawn else ""
        noted = f" (noted {say_when(line.noted_at)})" if line.happened_at or row.act_id in late else ""
        at = line.happened_at or (None if row.act_id in late else line.noted_at)
        words = line.words.replace("\n", "\n    ")
        where = f", machine {line.device_id[-6:]}" if several else ""
        say(f"{say_when(at) if at else 'no time given'}  {mark}{words}  — {line.actor}{where}{noted}")


def told_later(history: Sequence[Recorded], told: Sequence[Entry]) -> frozenset[str]:
    """Return the acts that tell a meeting after it was held: what has no time in them was not when noted."""
    lines = list(zip((one.row for one in history), told, strict=True))
    begun = {row.act_id for row, _ in lines if row.kind == "MeetingPrepared"}
    return frozenset(
        row.act_id
        for row, entry in lines
        if row.act_id in begun and entry.happened_at and entry.noted_at - entry.happened_at > MOMENT
    )
