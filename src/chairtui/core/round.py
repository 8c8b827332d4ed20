"""The round: whose turn it was, and what they hold or withhold."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.calendar.when import say_when
from chairtui.core.change import Command, Event, Refused, Stamp, becomes, decide, evolve, say, within
from chairtui.core.vocabulary import NotShared
from chairtui.core.what_changes import adds_only, changes, of
from chairtui.core.with_ids import put

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting


class Turn(Struct, frozen=True, kw_only=True):
    """How one agency's turn in the round went."""

    id: str
    """The attendee's id."""
    called_at: datetime | None = None
    nothing_known: bool = False
    withheld_because: str = ""
    """In their own words."""
    reason: NotShared | None = None
    """Why nothing, or not all, is shared, from the closed list."""
    later_on: date | None = None
    """The day by which it comes, where the reason is “later”."""
    bookings_asked: bool = False
    """Whether they were asked what is booked in the next fourteen days."""

    @property
    def withholds(self) -> bool:
        """Whether they said that they share nothing, or hold something back."""
        return self.reason is not None or bool(self.withheld_because.strip())


class CallAgency(Command, frozen=True, kw_only=True):
    """Give an agency its turn in the round."""

    attendee_id: str
    at: datetime | None = None


@adds_only
class AgencyCalled(Event, frozen=True, kw_only=True):
    """An agency had its turn."""

    attendee_id: str
    at: datetime | None = None


class NoteNothingKnown(Command, frozen=True, kw_only=True):
    """Note that an agency said it holds nothing about this child or family."""

    attendee_id: str


@adds_only
class NothingKnownNoted(Event, frozen=True, kw_only=True):
    """An agency holds nothing."""

    attendee_id: str


class Withhold(Command, frozen=True, kw_only=True):
    """Note that an agency shares nothing or holds something back, and why: by the list, in words or both."""

    attendee_id: str
    because: str = ""
    reason: NotShared | None = None
    later_on: date | None = None


@changes(of("turn in the round", "attendee_id", "withheld", "because", "reason", "later_on"))
class Withheld(Event, frozen=True, kw_only=True):
    """An agency shared nothing or held something back, and said why."""

    attendee_id: str
    because: str = ""
    reason: NotShared | None = None
    later_on: date | None = None


class AskBookings(Command, frozen=True, kw_only=True):
    """Note that an agency was asked what is booked and has nothing more."""

    attendee_id: str


@adds_only
class BookingsAsked(Event, frozen=True, kw_only=True):
    """An agency was asked what is booked."""

    attendee_id: str


TurnEvent = AgencyCalled | NothingKnownNoted | Withheld | BookingsAsked


def _has_line(command: NoteNothingKnown | AskBookings, meeting: Meeting) -> None:
    meeting.attendance.line(command.attendee_id)


def _check_withheld(command: Withhold, meeting: Meeting) -> None:
    meeting.attendance.line(command.attendee_id)
    later = command.reason is NotShared.LATER
    say(command.reason or command.because.strip(), "Give the reason why it is withheld: the record shows it.")
    say(command.later_on or not later, "Say by which day it comes.")
    say(later or not command.later_on, "A day by which it comes belongs to the reason “later”.")


def calls(meeting: Meeting, attendee_id: str) -> tuple[CallAgency, ...]:
    """Return what gives a line its turn with what it said: before the meeting begins there is no round."""
    return (CallAgency(attendee_id=attendee_id),) if meeting.started_at else ()


def withheld_words(turn: Turn | Withheld) -> str:
    """Return that an agency shares nothing or holds something back, and why, without a full stop."""
    because = turn.withheld_because if isinstance(turn, Turn) else turn.because
    reason = turn.reason.value if turn.reason else ""
    if turn.later_on:
        reason = f"{reason}, by {say_when(turn.later_on)}"
    nothing = turn.reason in (NotShared.NOTHING_RELEVANT, NotShared.NO_BODY)
    why = ". ".join(filter(None, (reason, because.strip())))
    return f"{'shares nothing' if nothing else 'withholds information'}: {why}"


becomes(NoteNothingKnown, NothingKnownNoted, _has_line)


becomes(Withhold, Withheld, _check_withheld)


becomes(AskBookings, BookingsAsked, _has_line)


@decide.register(CallAgency)
def _(command: CallAgency, meeting: Meeting) -> tuple[Event, ...]:
    meeting.attendance.line(command.attendee_id)
    if meeting.series.carried and not meeting.series.read_at and not meeting.urgent:
        raise Refused("First read out what the earlier meeting left open, then begin the round.")
    if meeting.sharing.turn(command.attendee_id).called_at:
        return ()
    return (AgencyCalled(attendee_id=command.attendee_id, at=command.at),)


def _turn(meeting: Meeting, attendee_id: str, **fields: object) -> Meeting:
    new = replace(meeting.sharing.turn(attendee_id), **fields)
    return within(meeting, "sharing", turns=put(meeting.sharing.turns, new))


@evolve.register(AgencyCalled)
def _(event: AgencyCalled, meeting: Meeting, stamp: Stamp) -> Meeting:
    return _turn(meeting, event.attendee_id, called_at=event.at or stamp.at)


@evolve.register(NothingKnownNoted)
def _(event: NothingKnownNoted, meeting: Meeting, stamp: Stamp) -> Meeting:
    return _turn(meeting, event.attendee_id, nothing_known=True)


@evolve.register(Withheld)
def _(event: Withheld, meeting: Meeting, stamp: Stamp) -> Meeting:
    return _turn(
        meeting,
        event.attendee_id,
        withheld_because=event.because,
        reason=event.reason,
        later_on=event.later_on,
    )


@evolve.register(BookingsAsked)
def _(event: BookingsAsked, meeting: Meeting, stamp: Stamp) -> Meeting:
    return _turn(meeting, event.attendee_id, bookings_asked=True)
