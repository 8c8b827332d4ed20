"""A clock that was put right, or went wrong: the order is that of the log, the time is the clock's.

Where a machine's clock goes back, an event says from when to when. What was noted before it keeps in the log
the time that the clock had. In the meeting nothing that has happened may lie ahead of what happens next: such
times move to just before the moment to which the clock went back, in the order in which they were, so that
whoever was in the room stays in the room.

A clock that shows a year before the program existed has lost the time: it is not believed, times go on from
the last that was noted, and an event says with which time they went on and what the clock showed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.change import Event, Stamp, evolve
from chairtui.core.what_changes import adds_only

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting

_TICK = timedelta(microseconds=1)

AHEAD = frozenset(
    {
        "Meeting.scheduled_at",
        "Missing.next_check_at",
        "Authority.decides_at",
        "Override.reconvene_at",
        "Earlier.held_at",
        "Booking.at",
        "Decision.adjourned_until",
        "Action.due_at",
        "Carried.due_at",
        "Plan.next_meeting_at",
        "Delivery.due_at",
        "Period.starts_at",
        "Period.ends_at",
        "Request.reply_by",
        "Sent.meeting_at",
        "Side.at",
        "ClockChange.was",
        "ClockChange.now",
    }
)
"""Times that may lie ahead, or that tell of something else than this meeting; all others have come."""


class ClockChange(Struct, frozen=True, kw_only=True):
    """The clock of a machine went back while the meeting was prepared or held."""

    was: datetime
    """The latest time noted or shown before, in UTC; if the clock is not believed, the time that went on."""
    now: datetime
    """The time that the clock shows since, in UTC."""
    believed: bool = True
    """Whether times are those of the clock since; not where it had lost the time."""


@adds_only
class ClockWentBack(Event, frozen=True, kw_only=True):
    """The clock shows an earlier time than what was noted before; the program records this itself."""

    was: datetime
    now: datetime


@adds_only
class ClockNotBelieved(Event, frozen=True, kw_only=True):
    """The clock has lost the time, and times go on from `was`; the program records this itself."""

    was: datetime
    now: datetime


@evolve.register(ClockNotBelieved)
def _(event: ClockNotBelieved, meeting: Meeting, stamp: Stamp) -> Meeting:
    if meeting.closing.signature:
        return meeting  # what was signed stays as it was signed
    change = ClockChange(was=event.was, now=event.now, believed=False)
    return replace(meeting, clock_changes=(*meeting.clock_changes, change))


@evolve.register(ClockWentBack)
def _(event: ClockWentBack, meeting: Meeting, stamp: Stamp) -> Meeting:
    if meeting.closing.signature:
        return meeting  # what was signed stays as it was signed
    later = sorted({at for at in _happened(meeting) if at > event.now})
    moved = {at: event.now - _TICK * (len(later) - number) for number, at in enumerate(later)}
    change = ClockChange(was=event.was, now=event.now)
    meeting = _moved(meeting, moved) if moved else meeting
    return replace(meeting, clock_changes=(*meeting.clock_changes, change))


def has_come(value: Struct, field: str) -> bool:
    """Say whether a field of a value is, if it is a time at all, one at which something happened."""
    return f"{type(value).__name__}.{field}" not in AHEAD


def _happened(value: Any) -> Iterator[datetime]:
    if isinstance(value, tuple):
        for item in value:
            yield from _happened(item)
    elif isinstance(value, Struct):
        for field in value.__struct_fields__:
            held = getattr(value, field)
            if not isinstance(held, datetime):
                yield from _happened(held)
            elif has_come(value, field):
                yield held


def _moved(value: Any, moved: dict[datetime, datetime]) -> Any:
    if isinstance(value, tuple):
        items = tuple(_moved(item, moved) for item in value)
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
    if not isinstance(value, Struct):
        return value
    changed = {}
    for field in value.__struct_fields__:
        held = getattr(value, field)
        new = _moved(held, moved)
        if isinstance(held, datetime) and has_come(value, field):
            new = moved.get(held, held)
        if new is not held:
            changed[field] = new
    return replace(value, **changed) if changed else value
