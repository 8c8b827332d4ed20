"""Whether something follows from a risk that was shared: one answer for rules, screens and record."""

from __future__ import annotations

from chairtui.core.calendar.when import say_when
from chairtui.core.chronology import Booking
from chairtui.core.meeting import Meeting
from chairtui.core.sharing import Contribution
from chairtui.core.vocabulary import Weight


def reopened_by(meeting: Meeting, contribution_id: str) -> Booking | None:
    """Return the missed booking that opened a risk again; nothing if there is none, or it was looked at."""
    missed = (booking for booking in meeting.sharing.bookings if booking.reopens)
    return next((booking for booking in missed if booking.risk == contribution_id), None)


def is_answered(meeting: Meeting, item: Contribution) -> bool:
    """Say whether an action that stands answers it, or it is written why nothing follows, still."""
    if reopened_by(meeting, item.id):
        return False
    return item.id in meeting.plan.answered or bool(item.no_action_because.strip())


def open_because(meeting: Meeting, item: Contribution) -> str:
    """Return why a risk is open, to go on with a sentence about it."""
    missed = reopened_by(meeting, item.id)
    if missed is None:
        return "has no action"
    return f"is open again: what was booked for {say_when(missed.when)} was missed"


def open_risks(meeting: Meeting) -> tuple[Contribution, ...]:
    """Return the risks that nothing follows from, in the order in which they were shared."""
    shared = meeting.sharing.contributions
    return tuple(item for item in shared if item.weight is Weight.RISK and not is_answered(meeting, item))
