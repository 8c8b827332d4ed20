"""A clock that was put right, or went wrong: the order is that of the log, the time is the clock's.

Where a machine's clock goes back, or comes right after that, an event says from when to when, and by how much
the entries of that machine are to be read by the clock as it is now. The log keeps each time as the clock had
it; the meeting has the times as they are read (`core/history/right_times.py`). A time that a person wrote is
theirs, read off their own watch or a letter: no clock ever moves it.

Events of an earlier program do not say how the entries are to be read. Where such a one says that the clock
went back, all that had happened by then and lies ahead moves to just before the moment to which it went.

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
from chairtui.core.fields import days_in
from chairtui.core.what_changes import adds_only

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting

TICK = timedelta(microseconds=1)
"""The least by which one time follows another."""

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
    """The clock of a machine went back, or came right again, while the meeting was prepared or held."""

    was: datetime
    """What it would have shown, else the latest time noted, in UTC; if it is not believed, what goes on."""
    now: datetime
    """The time that the clock shows since, in UTC; later than `was` where it came right again."""
    believed: bool = True
    """Whether times are those of the clock since; not where it had lost the time."""


class Spell(Struct, frozen=True, kw_only=True):
    """From which entry of the writing machine on the times are to be read by how much later, or earlier."""

    first: int
    """Number of the entry in the machine's stream."""
    by: timedelta = timedelta()


@adds_only
class ClockWentBack(Event, frozen=True, kw_only=True):
    """The clock shows an earlier time than what was noted before; the program records this itself."""

    was: datetime
    now: datetime
    spells: tuple[Spell, ...] | None = None
    """How this machine's entries are to be read; nothing if an earlier program or a document says it."""


@adds_only
class ClockCameRight(Event, frozen=True, kw_only=True):
    """A clock that had gone back shows again what it would have shown; the program records this itself."""

    was: datetime
    now: datetime
    spells: tuple[Spell, ...] = ()


@adds_only
class ClockNotBelieved(Event, frozen=True, kw_only=True):
    """The clock has lost the time, and times go on from `was`; the program records this itself."""

    was: datetime
    now: datetime


OfTheClock = ClockWentBack | ClockCameRight | ClockNotBelieved

OF_THE_CLOCK = (ClockWentBack, ClockCameRight, ClockNotBelieved)
"""What the program notes of a machine's clock by itself."""

READS_ANEW = (ClockWentBack, ClockCameRight)
"""What may say how the times of earlier entries are to be read."""


@evolve.register(ClockNotBelieved)
@evolve.register(ClockCameRight)
@evolve.register(ClockWentBack)
def _(event: OfTheClock, meeting: Meeting, stamp: Stamp) -> Meeting:
    if meeting.closing.signature:
        return meeting  # what was signed stays as it was signed
    if isinstance(event, ClockWentBack) and event.spells is None:
        later = sorted({at for at in _happened(meeting) if at > event.now})
        moved = {at: event.now - TICK * (len(later) - number) for number, at in enumerate(later)}
        meeting = _moved(meeting, moved) if moved else meeting
    believed = not isinstance(event, ClockNotBelieved)
    change = ClockChange(was=event.was, now=event.now, believed=believed)
    return replace(meeting, clock_changes=(*meeting.clock_changes, change))


def read_so(before: tuple[Spell, ...], spells: tuple[Spell, ...]) -> tuple[Spell, ...]:
    """Return how a machine's entries are to be read, once it says so of those since the first it names."""
    earlier = [spell for spell in before if not spells or spell.first < spells[0].first]
    known: list[Spell] = []
    for spell in (*earlier, *spells):
        if known and known[-1].first == spell.first:
            known.pop()
        if spell.by != (known[-1].by if known else timedelta()):
            known.append(spell)
    return tuple(known)


def has_come(value: Struct, field: str) -> bool:
    """Say whether a field of a value is, if it is a time at all, one at which something happened."""
    return f"{type(value).__name__}.{field}" not in AHEAD


def _happened(value: Any) -> Iterator[datetime]:
    """Yield every instant in a value at which something happened."""
    for of, field, at in days_in(value):
        if isinstance(at, datetime) and has_come(of, field):
            yield at


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
