"""What was prepared, in words for the history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chairtui.core.calendar.when import say_when
from chairtui.core.change import Event
from chairtui.core.joining import JoiningSaid
from chairtui.core.preparing import (
    AgendaSet,
    AvailabilityNoted,
    InformationRequested,
    MeetingCancelled,
    PaperSent,
    RequestReturned,
)
from chairtui.core.sentences.names import Names


def _requested(event: InformationRequested, names: Names) -> str:
    by = f", reply by {say_when(event.request.reply_by)}" if event.request.reply_by else ""
    return f"{names.line(event.request.id)} is asked before the meeting{by}: {event.request.needs}"


def _sent(event: PaperSent, names: Names) -> str:
    how = f" by {event.sent.channel}" if event.sent.channel else ""
    return f"The {event.sent.paper.value} was sent to {names.line(event.sent.attendee_id)}{how}."


def _joining(event: JoiningSaid, names: Names) -> str:
    ways = [one for one in (event.joining.link, event.joining.number, event.joining.room) if one]
    return f"How to join: {'; '.join(ways)}." if ways else "It is not said any more how to join."


PREPARING_WORDS: dict[type[Event], Callable[[Any, Names], str]] = {
    AgendaSet: lambda event, _: f"The agenda has {len(event.items)} items.",
    AvailabilityNoted: lambda event, names: (
        f"{names.line(event.availability.id)} cannot come at {len(event.availability.unable)} times."
    ),
    InformationRequested: _requested,
    RequestReturned: lambda event, names: (
        f"{names.line(event.attendee_id)} answered the information request."
    ),
    PaperSent: _sent,
    MeetingCancelled: lambda event, _: f"The meeting is cancelled: {event.because}",
    JoiningSaid: _joining,
}
