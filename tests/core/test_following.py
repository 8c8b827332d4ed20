"""What beside actions is still to be followed up, from the meeting alone."""

from datetime import UTC, date, datetime

from msgspec.structs import replace
from tests.core.scene import ALL_HERE, carry_out, given
from tests.core.test_plan_and_decision import DECIDES

from chairtui.core.change import Command
from chairtui.core.chronology import Booking, NoteBooking, NoteBookingOutcome
from chairtui.core.enquiries import Enquiry, NoteEnquiry
from chairtui.core.following import ToFollow, to_follow
from chairtui.core.meeting import Meeting
from chairtui.core.plan import PlanSeeing, Seeing
from chairtui.core.questions import AnswerQuestion, AskQuestion, Question
from chairtui.core.sharing import Contribute, Contribution
from chairtui.core.vocabulary import BookingOutcome, EnquiryOutcome, FollowKind, Weight

DAY = date(2026, 3, 9)
RISK = Contribute(contribution=Contribution(id="r", attendee_id="nurse", fact="Bruised", weight=Weight.RISK))
CLINIC = NoteBooking(
    booking=Booking(
        id="b", attendee_id="nurse", what="Clinic", at=datetime(2026, 3, 9, 9, tzinfo=UTC), risk="r"
    )
)


def left(meeting: Meeting) -> list[tuple[FollowKind, str, date | None]]:
    return [(one.kind, one.what, one.due_on) for one in to_follow(meeting) if one.open]


def after(*commands: Command) -> list[tuple[FollowKind, str, date | None]]:
    return left(carry_out(given(*ALL_HERE), *commands))


def test_an_appointment_is_open_until_it_is_known_and_a_missed_one_until_its_concern_is_looked_at() -> None:
    appointment = FollowKind.APPOINTMENT
    assert after(RISK, CLINIC) == [(appointment, "Clinic", DAY)]
    for outcome in (BookingOutcome.KEPT, BookingOutcome.CANCELLED):
        assert after(RISK, CLINIC, NoteBookingOutcome(booking_id="b", outcome=outcome)) == []
    missed = NoteBookingOutcome(booking_id="b", outcome=BookingOutcome.MISSED)
    assert after(RISK, CLINIC, missed) == [(appointment, "Clinic: missed, its concern is open again", DAY)]


def test_who_is_to_be_seen_is_open_until_they_are_seen() -> None:
    seeing = Seeing(id="kit", by="Ada Okoro", due_on=DAY)
    assert after(PlanSeeing(seeing=seeing)) == [(FollowKind.SEEING, "See Kit", DAY)]
    assert after(PlanSeeing(seeing=replace(seeing, seen_on=DAY))) == []


def test_a_question_is_open_until_it_is_answered() -> None:
    asked = AskQuestion(question=Question(id="q", words="Who hit him?", due_on=DAY))
    answer = AnswerQuestion(question_id="q", answer="Nobody", answered_by="Ada Okoro", answered_on=DAY)
    assert after(asked) == [(FollowKind.QUESTION, "Who hit him?", DAY)]
    assert after(asked, answer) == []


def test_an_enquiry_has_the_last_day_for_its_conference_until_what_it_led_to_is_known() -> None:
    (one,) = to_follow(carry_out(given(*ALL_HERE), DECIDES))
    assert isinstance(one, ToFollow)
    assert (one.kind, one.what, one.open) == (FollowKind.ENQUIRY, "Conference about Kit", True)
    assert one.due_on is not None
    enquiry = Enquiry(id="kit", outcomes=(EnquiryOutcome.NOTHING,))
    assert after(DECIDES, NoteEnquiry(enquiry=enquiry)) == []


def test_nothing_is_followed_up_before_the_meeting_has_begun() -> None:
    assert left(Meeting()) == []
