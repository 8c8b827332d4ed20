"""A booking that was missed opens the risk again that it belongs to."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from tests.core.scene import ALL_HERE, carry_out, given, minutes

from chairtui.core.actions import Action, AllotAction
from chairtui.core.change import Command, Refused
from chairtui.core.chronology import Booking, NoteBooking, NoteBookingOutcome
from chairtui.core.meeting import Meeting
from chairtui.core.risks import is_answered, open_because
from chairtui.core.sharing import Contribute, Contribution, ExplainNoAction
from chairtui.core.vocabulary import BookingOutcome, Weight

RISK = Contribution(id="risk", attendee_id="nurse", fact="He cut himself.", weight=Weight.RISK)
CAMHS = Booking(id="camhs", attendee_id="nurse", what="CAMHS", at=minutes(1_500), risk="risk")
MISSED = NoteBookingOutcome(booking_id="camhs", outcome=BookingOutcome.MISSED)
NO_ACTION = ExplainNoAction(contribution_id="risk", because="CAMHS see him tomorrow.")


def action(key: str, answers: str) -> AllotAction:
    return AllotAction(
        action=Action(
            id=key,
            what="See him",
            owner="Cy Lowe",
            agency="health-visitor",
            due_on=date(2026, 3, 6),
            why="He cut himself",
            answers=(answers,),
        )
    )


ANSWERS = [action("first", "risk"), NO_ACTION]


def booked(*commands: Command) -> Meeting:
    return carry_out(given(*ALL_HERE), Contribute(contribution=RISK), NoteBooking(booking=CAMHS), *commands)


@pytest.mark.parametrize("answer", ANSWERS, ids=["an action", "a reason"])
def test_a_missed_booking_opens_its_risk_again_whatever_answered_it(answer: Command) -> None:
    meeting = booked(answer)
    before = meeting.sharing.contributions[0]
    assert is_answered(meeting, before)
    after = carry_out(meeting, MISSED)
    risk = after.sharing.contributions[0]
    assert not is_answered(after, risk)
    assert open_because(after, risk) == "is open again: what was booked for Fri 6 Mar 2026 11:00 was missed"


def test_what_is_booked_without_a_time_stays_a_day_and_is_not_over_before_its_end() -> None:
    meeting = booked(NoteBooking(booking=replace(CAMHS, timed=False)), MISSED)
    risk = meeting.sharing.contributions[0]
    assert open_because(meeting, risk) == "is open again: what was booked for Fri 6 Mar 2026 was missed"
    booking = meeting.sharing.bookings[0]
    over = [booking.is_over(CAMHS.at + timedelta(hours=hours)) for hours in (-1, 1, 12, 24)]
    assert over == [False, False, False, True]
    assert CAMHS.is_over(CAMHS.at + timedelta(hours=1))


@pytest.mark.parametrize("outcome", [BookingOutcome.KEPT, BookingOutcome.CANCELLED, BookingOutcome.PENDING])
def test_a_booking_that_was_not_missed_opens_nothing(outcome: BookingOutcome) -> None:
    meeting = booked(action("first", "risk"), NoteBookingOutcome(booking_id="camhs", outcome=outcome))
    assert is_answered(meeting, RISK)


@pytest.mark.parametrize(
    "again",
    [action("second", "risk"), action("second", "camhs"), NO_ACTION],
    ids=["an action for the risk", "an action for the booking", "a reason"],
)
def test_the_risk_is_answered_again_by_what_is_said_after_it_was_missed(again: Command) -> None:
    meeting = booked(action("first", "risk"), MISSED, again)
    assert is_answered(meeting, meeting.sharing.contributions[0])


def test_correcting_the_action_of_before_answers_nothing_new() -> None:
    first = action("first", "risk")
    meeting = booked(first, MISSED, first)
    assert not is_answered(meeting, meeting.sharing.contributions[0])


def test_a_booking_that_is_missed_again_opens_its_risk_again() -> None:
    pending = NoteBookingOutcome(booking_id="camhs", outcome=BookingOutcome.PENDING)
    meeting = booked(MISSED, action("second", "risk"), pending, MISSED)
    assert not is_answered(meeting, meeting.sharing.contributions[0])


def test_correcting_the_booking_keeps_that_its_risk_was_looked_at() -> None:
    meeting = booked(MISSED, action("second", "risk"))
    moved = Booking(
        id="camhs",
        attendee_id="nurse",
        what="CAMHS, in town",
        at=minutes(1_500),
        risk="risk",
        outcome=BookingOutcome.MISSED,
    )
    after = carry_out(meeting, NoteBooking(booking=moved))
    assert after.sharing.bookings[0].what == "CAMHS, in town"
    assert is_answered(after, after.sharing.contributions[0])


def test_a_booking_belongs_to_something_that_was_shared() -> None:
    nowhere = Booking(id="x", attendee_id="nurse", what="CAMHS", at=minutes(1_500), risk="nothing")
    with pytest.raises(Refused, match="no such contribution"):
        booked(NoteBooking(booking=nowhere))
