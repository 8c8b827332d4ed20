"""Dated rows from elsewhere, what they show, and what is already booked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.calendar.deadlines import local_day
from chairtui.core.calendar.when import When
from chairtui.core.change import Command, DoesNotFit, Event, Stamp, becomes, decide, evolve, say, within
from chairtui.core.vocabulary import BookingOutcome
from chairtui.core.what_changes import Change, adds_only, changes, keeps, of, sets
from chairtui.core.with_ids import change, find, find_or_refuse

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
    """When, in UTC; where the time is not known, no more than some moment of its day."""
    timed: bool = True
    """Whether its time is known, and not only its day."""
    owner: str = ""
    """Who confirms that it happened."""
    outcome: BookingOutcome = BookingOutcome.PENDING
    risk: str = ""
    """Id of the contribution, marked as a risk, that it belongs to."""
    looked_again: bool = False
    """Whether the risk was looked at again after it was missed: a new action, or a reason why none."""

    @property
    def when(self) -> When:
        """What can be said of it: a day without a time stays a day."""
        return When(local_day(self.at), self.at if self.timed else None)

    def is_over(self, now: datetime) -> bool:
        """Say whether its time has passed; without one, its day."""
        return self.at < now if self.timed else local_day(self.at) < local_day(now)

    def has_come(self, now: datetime) -> bool:
        """Say whether it can have been kept or missed: its time has come; without one, its day."""
        return self.at <= now if self.timed else local_day(self.at) <= local_day(now)

    @property
    def reopens(self) -> bool:
        """Whether it was missed and nobody has looked at its risk again.

        Source: multi-agency audit of strategy discussions, Bromley 2020: a child missed an appointment that
        could have been part of the safety and contingency planning.
        """
        return bool(self.risk) and self.outcome is BookingOutcome.MISSED and not self.looked_again


class AddChronology(Command, frozen=True, kw_only=True):
    """Add rows to the chronology, in the order they came; one that is there without a day gets its day."""

    rows: tuple[ChronologyRow, ...]


@adds_only
class ChronologyAdded(Event, frozen=True, kw_only=True):
    """The chronology has more rows, and some that had no day have it."""

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


def _booking(event: BookingNoted) -> Iterator[Change]:
    booking = event.booking
    root = ("booking", booking.id)
    yield root, "", replace(booking, outcome=BookingOutcome.PENDING, looked_again=False)
    yield root, "outcome", (booking.outcome,)


@changes(_booking)
class BookingNoted(Event, frozen=True, kw_only=True):
    """Something is booked."""

    booking: Booking


class NoteBookingOutcome(Command, frozen=True, kw_only=True):
    """Note whether a booking was kept."""

    booking_id: str
    outcome: BookingOutcome


@changes(of("booking", "booking_id", "outcome", "outcome"))
class BookingOutcomeNoted(Event, frozen=True, kw_only=True):
    """It is known whether a booking was kept."""

    booking_id: str
    outcome: BookingOutcome


ChronologyEvent = ChronologyAdded | ChronologyAnalysed | BookingNoted | BookingOutcomeNoted


@decide.register(NoteBooking)
def _(command: NoteBooking, meeting: Meeting) -> tuple[Event, ...]:
    new = command.booking
    say(new.what.strip(), "Write what is booked.")
    meeting.attendance.line(new.attendee_id)
    if new.risk:
        find_or_refuse(meeting.sharing.contributions, new.risk, "contribution")
    old = find(meeting.sharing.bookings, new.id)
    same_risk = old is not None and old.risk == new.risk
    return (BookingNoted(booking=replace(new, looked_again=bool(same_risk and old and old.looked_again))),)


def _check_booking_outcome(command: NoteBookingOutcome, meeting: Meeting) -> None:
    find_or_refuse(meeting.sharing.bookings, command.booking_id, "booking")


becomes(AnalyseChronology, ChronologyAnalysed)
becomes(NoteBookingOutcome, BookingOutcomeNoted, _check_booking_outcome)


@decide.register(AddChronology)
def _(command: AddChronology, meeting: Meeting) -> tuple[Event, ...]:
    known = _days(meeting)
    rows = tuple(row for row in command.rows if row.id not in known or _dates(row, known))
    return (ChronologyAdded(rows=rows),) if rows else ()


keeps(BookingNoted, "sharing", "bookings", "booking", "booking")
sets(ChronologyAnalysed, "sharing", "analysis of the chronology", chronology_analysis="analysis")


@evolve.register(ChronologyAdded)
def _(event: ChronologyAdded, meeting: Meeting, stamp: Stamp) -> Meeting:
    known = _days(meeting)
    rows = tuple(row for row in event.rows if row.id not in known)
    dated = {row.id: row.on for row in event.rows if _dates(row, known)}
    there = tuple(
        replace(row, on=dated[row.id]) if row.id in dated else row for row in meeting.sharing.chronology
    )
    return within(meeting, "sharing", chronology=there + rows)


def _days(meeting: Meeting) -> dict[str, date | None]:
    return {row.id: row.on for row in meeting.sharing.chronology}


def _dates(row: ChronologyRow, known: Mapping[str, date | None]) -> bool:
    """Say whether a row gives a day to one that is there without."""
    return row.on is not None and row.id in known and known[row.id] is None


@evolve.register(BookingOutcomeNoted)
def _(event: BookingOutcomeNoted, meeting: Meeting, stamp: Stamp) -> Meeting:
    if find(meeting.sharing.bookings, event.booking_id) is None:
        raise DoesNotFit("the booking is not here")
    bookings = change(meeting.sharing.bookings, event.booking_id, outcome=event.outcome, looked_again=False)
    return within(meeting, "sharing", bookings=bookings)


def look_again(meeting: Meeting, keys: Iterable[str]) -> Meeting:
    """Return the meeting after something new follows from missed bookings, or from their risks (ids)."""
    wanted = set(keys)
    bookings = tuple(
        replace(booking, looked_again=True)
        if booking.reopens and wanted & {booking.id, booking.risk}
        else booking
        for booking in meeting.sharing.bookings
    )
    return within(meeting, "sharing", bookings=bookings) if bookings != meeting.sharing.bookings else meeting
