"""Facts about the chronology, and about what is already booked."""

from collections.abc import Iterable

from chairtui.core.calendar.deadlines import local_day
from chairtui.core.calendar.when import say_when
from chairtui.core.chronology import Booking
from chairtui.core.vocabulary import BookingOutcome
from chairtui.standards.facts.fact import attributes, fact, subjects
from chairtui.standards.facts.sight import Sight


@fact("chronology.rows")
def _(sight: Sight) -> int:
    """How many rows the chronology has."""
    return len(sight.meeting.sharing.chronology)


@fact("chronology.analysed")
def _(sight: Sight) -> bool:
    """Whether its pattern is written, and what it changes in hypothesis and decision."""
    return sight.meeting.sharing.chronology_analysis.complete


@subjects("booking")
def _(sight: Sight) -> Iterable[Booking]:
    """Each thing that is already booked."""
    return sight.meeting.sharing.bookings


attributes("booking", Booking, id="Its id.")


@fact("booking.agency", "booking")
def _(sight: Sight, one: Booking) -> str:
    """Who told of it."""
    return sight.title_of(one.attendee_id)


@fact("booking.when", "booking")
def _(one: Booking) -> str:
    """When it is."""
    return say_when(one.when)


@fact("booking.owned", "booking")
def _(sight: Sight, one: Booking) -> bool:
    """Whether a person, by name, is to confirm that it happened."""
    return sight.is_person(one.owner)


@fact("booking.soon", "booking")
def _(sight: Sight, one: Booking) -> bool:
    """Whether it falls within the profile's days after the meeting."""
    return 0 <= (local_day(one.at) - sight.day).days <= sight.figure("booking_soon_days")


@fact("booking.answered", "booking")
def _(sight: Sight, one: Booking) -> bool:
    """Whether an action answers it."""
    return one.id in sight.answered


@fact("booking.missed", "booking")
def _(one: Booking) -> bool:
    """Whether it was missed."""
    return one.outcome is BookingOutcome.MISSED


@fact("booking.unchecked", "booking")
def _(sight: Sight, one: Booking) -> bool:
    """Whether its time has passed and nobody wrote what became of it."""
    return one.outcome is BookingOutcome.PENDING and one.is_over(sight.now)
