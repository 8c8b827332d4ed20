"""From discussions to enquiries and conferences, over all meetings or one series."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chairtui.cli.exits import FOUND, OK
from chairtui.cli.options import as_json, at_work, db_option, named, warn_of_doubts
from chairtui.cli.output import say, say_columns, say_json
from chairtui.core.calendar.when import say_when

if TYPE_CHECKING:
    from chairtui.records.returns.tracing import Trace


@click.command()
@click.argument("meeting", required=False, metavar="[MEETING]")
@db_option
@as_json
def trace(meeting: str | None, db: Path | None, as_json: bool) -> int:
    """Show what followed each discussion: enquiry, outcome, conference; exit 1 if nothing followed one.

    Nothing followed where the time for a conference has run out and no outcome, end or conference is noted.
    With MEETING only the enquiries that it belongs to are shown.
    """
    from chairtui.cli.returns import every_meeting
    from chairtui.core.calendar.deadlines import local_day
    from chairtui.records.returns.enquiry_rows import enquiry_rows
    from chairtui.records.returns.tracing import orphans
    from chairtui.records.returns.tracing import trace as traced

    with at_work(db) as workplace:
        wanted = named(workplace, meeting) if meeting else ""
        if not meeting:
            warn_of_doubts(workplace)
        rows = enquiry_rows(every_meeting(workplace))
        today = local_day(workplace.desk.clock.now())
    shown = [row for row in rows if not wanted or wanted in (each.meeting_id for each in row.discussions)]
    traces = traced(shown, today)
    lost = orphans(traces)
    if as_json:
        say_json(traces)
    else:
        if traces:
            say_columns(lambda: _rows(traces))
        else:
            say("No section 47 enquiry was initiated here.")
        for words in _told_of(traces):
            say(words)
        for orphan in lost:
            say(
                f"Nothing followed {orphan.reference} for {orphan.child}: note what became of the enquiry.",
                err=True,
            )
    return FOUND if lost else OK


def _told_of(traces: Sequence[Trace]) -> Iterator[str]:
    """Yield a sentence for each child about whom there were enquiries of which only later meetings tell."""
    told = {(one.child, day): one.reference for one in reversed(traces) for day in one.told_of}
    for (child, day), reference in sorted(told.items(), key=str):
        began = f"which began {say_when(day)}" if day else "of which it is not known when it began"
        yield f"{reference} tells of an earlier enquiry about {child}, {began}; its meeting is not kept here."


def _rows(traces: Sequence[Trace]) -> Iterator[tuple[str, ...]]:
    yield (
        "MEETING",
        "CHILD",
        "DISCUSSED",
        "ENQUIRY",
        "OUTCOME",
        "CONFERENCE BY",
        "FROM LAST",
        "HELD",
        "STATE",
    )
    for enquiry in traces:
        yield (
            enquiry.reference,
            enquiry.child,
            ", ".join(_day(day) for day in enquiry.discussed_on),
            _day(enquiry.started_on) or "beginning not known",
            enquiry.outcome or "not known yet",
            _day(enquiry.target_on),
            _day(enquiry.target_from_last),
            _day(enquiry.held_on),
            enquiry.state.value,
        )


def _day(day: date | None) -> str:
    return say_when(day) if day else ""
