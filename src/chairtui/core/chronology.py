"""Dated rows from elsewhere, what they show, and what is already booked."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from chairtui.core.change import (
    Command,
    DoesNotFit,
    Event,
    Stamp,
    becomes,
    decide,
    evolve,
    say,
    sets,
    within,
)
from chairtui.core.keyed import change, find, keeps, one
from chairtui.core.vocabulary import BookingOutcome

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting


class ChronologyRow(Struct, frozen=True, kw_only=True):
    """One dated row of a chronology, as it came."""

    id: str
    on: date | None
    words: str
    source: str = ""
    date_as_written: str = ""
    """The date in the source's own words, for a row that could not be dated."""


class ChronologyAnalysis(Struct, frozen=True, kw_only=True):
    """What the chronology shows; a chronology is not done without it."""

    pattern: str = ""
    changes_hypothesis: str = ""
    changes_decision: str = ""

    @property
    def complete(self) -> bool:
        """Whether all three parts are written."""
        return all(part.strip() for part in (self.pattern, self.changes_hypothesis, self.changes_decision))


class Booking(Struct, frozen=True, kw_only=True):
    """Something that is already booked for the child or family."""

    id: str
    attendee_id: str
    what: str
    at: datetime
    owner: str = ""
    """Who confirms that it happened."""
    outcome: BookingOutcome = BookingOutcome.PENDING


class AddChronology(Command, frozen=True, kw_only=True):
    """Add rows to the chronology, in the order they came."""

    rows: tuple[ChronologyRow, ...]


class ChronologyAdded(Event, frozen=True, kw_only=True):
    """The chronology has more rows."""

    rows: tuple[ChronologyRow, ...]


class AnalyseChronology(Command, frozen=True, kw_only=True):
    """Write what the chronology shows and what it changes."""

    analysis: ChronologyAnalysis


class ChronologyAnalysed(Event, frozen=True, kw_only=True):
    """The chronology was analysed."""

    analysis: ChronologyAnalysis


class NoteBooking(Command, frozen=True, kw_only=True):
    """Write down what is already booked, or correct it."""

    booking: Booking


class BookingNoted(Event, frozen=True, kw_only=True):
    """Something is booked."""

    booking: Booking


class NoteBookingOutcome(Command, frozen=True, kw_only=True):
    """Note whether a booking was kept."""

    booking_id: str
    outcome: BookingOutcome


class BookingOutcomeNoted(Event, frozen=True, kw_only=True):
    """It is known whether a booking was kept."""

    booking_id: str
    outcome: BookingOutcome


ChronologyEvent = ChronologyAdded | ChronologyAnalysed | BookingNoted | BookingOutcomeNoted


def _check_booking(command: NoteBooking, meeting: Meeting) -> None:
    say(command.booking.what.strip(), "Write what is booked.")
    one(meeting.attendance.register, command.booking.attendee_id, "line in the register")


def _check_booking_outcome(command: NoteBookingOutcome, meeting: Meeting) -> None:
    one(meeting.sharing.bookings, command.booking_id, "booking")


becomes(AnalyseChronology, ChronologyAnalysed)
becomes(NoteBooking, BookingNoted, _check_booking)
becomes(NoteBookingOutcome, BookingOutcomeNoted, _check_booking_outcome)


@decide.register(AddChronology)
def _(command: AddChronology, meeting: Meeting) -> tuple[Event, ...]:
    known = {row.id for row in meeting.sharing.chronology}
    rows = tuple(row for row in command.rows if row.id not in known)
    return (ChronologyAdded(rows=rows),) if rows else ()


keeps(BookingNoted, "sharing", "bookings", "booking")
sets(ChronologyAnalysed, "sharing", chronology_analysis="analysis")


@evolve.register(ChronologyAdded)
def _(event: ChronologyAdded, meeting: Meeting, stamp: Stamp) -> Meeting:
    known = {row.id for row in meeting.sharing.chronology}
    rows = tuple(row for row in event.rows if row.id not in known)
    return within(meeting, "sharing", chronology=meeting.sharing.chronology + rows)


@evolve.register(BookingOutcomeNoted)
def _(event: BookingOutcomeNoted, meeting: Meeting, stamp: Stamp) -> Meeting:
    if find(meeting.sharing.bookings, event.booking_id) is None:
        raise DoesNotFit("the booking is not here")
    return within(
        meeting, "sharing", bookings=change(meeting.sharing.bookings, event.booking_id, outcome=event.outcome)
    )
