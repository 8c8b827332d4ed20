"""The lists that commands print, as rows of texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from chairtui.core.calendar.deadlines import day_of
from chairtui.core.calendar.when import say_agreed, say_when
from chairtui.core.sentences.reminding import when_due
from chairtui.core.vocabulary import Stage
from chairtui.live.library import Due, Listed


def meeting_rows(meetings: Sequence[Listed], now: datetime) -> Iterator[tuple[str, ...]]:
    """Return the list of meetings below its headings."""
    if meetings:
        yield (
            "REFERENCE",
            "WHEN",
            "STAGE",
            "STOPS",
            "WARNINGS",
            "ACTIONS",
            "TO SEND",
            "CHILDREN",
            "CHAIR",
            "ID",
        )
    for meeting in meetings:
        when = meeting.started_at or meeting.scheduled_at
        yield (
            meeting.reference,
            say_when(when) if when else "no time",
            meeting.stage.words(meeting.undecided),
            str(meeting.stops),
            str(meeting.warns),
            str(meeting.actions_open),
            _to_send(meeting, now),
            meeting.children,
            meeting.chair,
            meeting.id,
        )


def _to_send(meeting: Listed, now: datetime) -> str:
    if not meeting.unsent or meeting.stage is not Stage.SIGNED:
        return ""
    return f"{meeting.unsent}{' OVERDUE' if meeting.send_is_late(now) else ''}"


def due_rows(actions: Sequence[Due], now: datetime) -> Iterator[tuple[str, ...]]:
    """Return open actions below their headings, with how late they are at `now` (UTC)."""
    if actions:
        yield ("BY WHEN", "", "WHO", "AGENCY", "MEETING", "WHAT")
    for action in actions:
        yield (
            say_agreed(action.due_on, action.due_at),
            when_due(day_of(action.due_on), action.due_at, now),
            action.owner or "nobody",
            action.agency,
            action.reference,
            action.what,
        )
