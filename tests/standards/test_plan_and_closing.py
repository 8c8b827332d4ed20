"""The audit's findings on the plan and what follows: requirements R31, R46, R57 to R59, R62 to R76."""

from datetime import UTC, date, datetime

import pytest
from tests.standards.scene import (
    CAIT,
    NURSE,
    TEN,
    WORKER,
    about,
    at,
    decided,
    has,
    held,
    joins,
    prepared,
    raised,
    shown,
    then,
)

from chairtui.core.actions import AcknowledgeAction, Action, ActionAllotted, AllotAction
from chairtui.core.change import Stamp
from chairtui.core.children import DescribeFamilyMember, FamilyMember
from chairtui.core.closing import Addendum, AddLateInformation, SignOff
from chairtui.core.concern import ExplainLateness, NoteAssessment, StateConcern
from chairtui.core.conference import PlanConference
from chairtui.core.delivery import Delivery
from chairtui.core.distribution import AddRecipient, NoteDelivery
from chairtui.core.enquiries import Enquiry, NoteEnquiry
from chairtui.core.meeting import ChangeUrgency, Meeting, PrepareMeeting, StartMeeting, evolve
from chairtui.core.plan import (
    Contingency,
    ExplainNothingNeeded,
    Further,
    NeedFurther,
    NothingNeeded,
    PlanContingency,
    PlanSeeing,
    Seeing,
)
from chairtui.core.questions import AskQuestion, Question
from chairtui.core.series import Earlier, JoinSeries
from chairtui.core.vocabulary import Change, Horizon, Outcome, YesNo
from chairtui.standards.verdict import Answered


def plan() -> Meeting:
    return decided(held(WORKER, CAIT, NURSE))


def action(**fields: object) -> Action:
    given: dict[str, object] = {
        "id": "a1", "what": "Visit", "owner": "Ada Okoro", "agency": "social-care", "why": "To see.",
        "due_on": date(2024, 3, 6),
    }  # fmt: skip
    return Action(**given | fields)  # type: ignore[arg-type]


def signed() -> Meeting:
    return then(plan(), SignOff(name="Dee Grant"), minutes=50)


# R31: the clock


def test_a_concern_before_easter_is_due_after_it() -> None:
    scheduled = PrepareMeeting(
        meeting_id="m",
        reference="SM-1",
        authority="Bromley",
        scheduled_at=datetime(2026, 4, 10, 9, tzinfo=UTC),
    )
    raised_on = StateConcern(words="Bruises", raised_at=datetime(2026, 4, 2, 15, tzinfo=UTC))
    meeting = then(prepared(), scheduled, raised_on)
    assert "Thu 9 Apr 2026" in about(meeting, "W-LATE").say
    in_time = PrepareMeeting(
        meeting_id="m",
        reference="SM-1",
        authority="Bromley",
        scheduled_at=datetime(2026, 4, 9, 9, tzinfo=UTC),
    )
    assert "W-LATE" not in raised(then(meeting, in_time))
    assert "W-LATE" not in raised(then(meeting, ExplainLateness(because="The ward was closed.")))


def test_when_the_concern_was_raised_is_not_known_so_the_clock_is_not_known() -> None:
    assert about(prepared(), "W-LATE").answered is Answered.UNKNOWN


def test_outside_london_there_is_no_clock_of_three_days() -> None:
    assert "W-LATE" not in raised(prepared(authority="Kent"))


# R57 to R59: further information, two horizons, contingency


def test_an_assessment_under_way_needs_a_list_of_further_information_with_all_its_parts() -> None:
    meeting = then(plan(), NoteAssessment(under_way=YesNo.YES), minutes=31)
    assert about(meeting, "W-FURTHER").answered is Answered.UNMET
    meeting = then(meeting, NeedFurther(further=Further(id="f", what="Records")), minutes=32)
    assert "W-FURTHER" not in raised(meeting)
    assert "where it is recorded" in about(meeting, "W-FURTHER-PARTS:f").say
    assert "W-FURTHER" not in raised(then(plan(), NoteAssessment(under_way=YesNo.NO), minutes=31))


def test_both_horizons_are_answered_by_an_action_or_by_a_reason() -> None:
    assert {"W-IMMEDIATE", "W-SHORT-TERM"} < shown(plan())
    meeting = then(plan(), AllotAction(action=action(horizon=Horizon.IMMEDIATE)), minutes=31)
    assert "W-IMMEDIATE" not in raised(meeting)
    nothing = NothingNeeded(id=Horizon.SHORT_TERM, because="All is done today.")
    assert "W-SHORT-TERM" not in raised(then(meeting, ExplainNothingNeeded(nothing=nothing), minutes=32))


def test_enquiries_need_a_contingency_with_someone_who_can_be_reached() -> None:
    assert "W-CONTINGENCY" in shown(plan())
    assert "W-CONTINGENCY" not in raised(decided(held(WORKER, CAIT, NURSE), Outcome.DO_NOT_INITIATE))
    only = Contingency(id="k", trigger="He runs", response="Call the police")
    meeting = then(plan(), PlanContingency(contingency=only), minutes=31)
    assert "W-CONTINGENCY" not in raised(meeting)
    assert "W-CONTINGENCY-CONTACT" in shown(meeting)


# R62 to R66, R70: actions, questions, seeing


def imported(meeting: Meeting, new: Action) -> Meeting:
    stamp = Stamp(event_id="x", at=at(31), actor="import")
    return evolve(ActionAllotted(action=new), meeting, stamp)


def test_an_action_from_elsewhere_without_who_or_by_when_is_warned_of() -> None:
    meeting = imported(plan(), Action(id="a9", what="Health to follow up"))
    assert about(meeting, "W-ACTION-PARTS:a9").say == (
        "Action 1 does not say: who, the agency, why and by when."
    )


def test_an_owner_who_was_not_here_is_told_and_says_that_they_know() -> None:
    absent = action(owner="Ben Marsh")
    assert "W-OWNER-TOLD:a1" in shown(imported(plan(), absent))
    meeting = then(plan(), AllotAction(action=absent), minutes=31)
    assert "W-OWNER-TOLD:a1" not in raised(meeting)
    meeting = then(meeting, SignOff(name="Dee Grant"), minutes=50)
    assert "W-OWNER-KNOWS:a1" in shown(meeting)
    assert "W-OWNER-KNOWS:a1" not in raised(then(meeting, AcknowledgeAction(action_id="a1"), minutes=55))


def test_an_action_whose_day_has_passed_is_overdue() -> None:
    meeting = then(plan(), AllotAction(action=action()), minutes=31)
    assert "W-OVERDUE:a1" not in raised(meeting, 60)
    assert "W-OVERDUE:a1" in shown(meeting, 60 * 48)


def test_enquiries_have_questions_each_with_a_person_a_way_and_a_day() -> None:
    assert "W-QUESTIONS" in shown(plan())
    meeting = then(plan(), AskQuestion(question=Question(id="q", words="Who is he with?")), minutes=31)
    assert "W-QUESTIONS" not in raised(meeting)
    assert (
        about(meeting, "W-QUESTION:q").say == "Question 1 of the enquiry does not say: who, how and by when."
    )


def test_every_child_of_the_household_is_to_be_seen() -> None:
    sister = FamilyMember(id="s", name="Ann", is_child=True, lives_with_child=YesNo.YES)
    away = FamilyMember(id="t", name="Tom", is_child=True, lives_with_child=YesNo.NO)
    meeting = then(plan(), DescribeFamilyMember(member=sister), DescribeFamilyMember(member=away), minutes=31)
    assert {one for one in raised(meeting) if one.startswith("W-SEEN")} == {"W-SEEN:kit", "W-SEEN:s"}
    seeing = PlanSeeing(seeing=Seeing(id="s", by="Ada Okoro", due_on=date(2024, 3, 6), alone=YesNo.YES))
    assert "W-SEEN:s" not in raised(then(meeting, seeing, minutes=32))


def test_the_conference_counts_from_the_decision_that_started_enquiries() -> None:
    late = then(plan(), PlanConference(reason="Harm", target_on=date(2024, 3, 27)), minutes=31)
    assert about(late, "W-CONFERENCE-DATE").answered is Answered.UNMET
    in_time = then(plan(), PlanConference(reason="Harm", target_on=date(2024, 3, 26)), minutes=31)
    assert "W-CONFERENCE-DATE" not in raised(in_time)
    none = then(plan(), PlanConference(reason="Harm"), minutes=31)
    assert about(none, "W-CONFERENCE-DATE").answered is Answered.UNKNOWN
    assert "its last day is Tue 26 Mar 2024" in about(none, "W-CONFERENCE-DATE").say


FIRST = Earlier(
    id="m0", held_at=datetime(2024, 2, 20, 10, tzinfo=UTC), outcome=Outcome.INITIATE, reference="SM-0"
)


def test_in_a_series_the_conference_counts_from_the_discussion_that_initiated() -> None:
    repeat = then(prepared(WORKER, CAIT, NURSE), JoinSeries(earlier=(FIRST,)), StartMeeting())
    meeting = decided(then(repeat, *joins(WORKER, CAIT, NURSE)), Outcome.CONTINUE)
    late = then(meeting, PlanConference(reason="Harm", target_on=date(2024, 3, 26)), minutes=31)
    assert about(late, "W-CONFERENCE-DATE").say == (
        "The conference is planned 10 working days late: its last day is Tue 12 Mar 2024, counted from "
        "Tue 20 Feb 2024."
    )


def test_what_is_due_from_an_enquiry_is_said_on_the_discussion_on_the_desk() -> None:
    first = Earlier(id="m0", held_at=datetime(2024, 2, 1, 10, tzinfo=UTC), outcome=Outcome.INITIATE)
    repeat = then(prepared(WORKER, CAIT, NURSE), JoinSeries(earlier=(first,)))
    assert "W-ENQUIRY" in shown(repeat)
    assert about(repeat, "W-ENQUIRY").say.startswith("Enquiries began on Thu 1 Feb 2024, more than 15")
    noted = NoteEnquiry(enquiry=Enquiry(words="Ended without a conference", ended_on=date(2024, 2, 20)))
    assert "W-ENQUIRY" not in raised(then(repeat, noted))


def test_enquiries_that_begin_while_others_are_under_way_say_why() -> None:
    repeat = then(prepared(WORKER, CAIT, NURSE), JoinSeries(earlier=(FIRST,)), StartMeeting())
    urgent = then(repeat, ChangeUrgency(urgent=True, because="He was hit"))
    assert "W-ANEW:d1" in raised(decided(urgent))
    assert "W-ANEW:d1" not in raised(decided(urgent, anew_because="A new injury"))
    assert "W-ANEW:d1" not in raised(decided(urgent, Outcome.CONTINUE))


# R46, R71 to R76: after signing


def test_late_information_waits_for_a_yes_or_no_about_the_decision() -> None:
    late = Addendum(id="l", words="He was seen", author="Oxleas")
    meeting = then(signed(), AddLateInformation(addendum=late), minutes=90)
    assert "W-LATE-INFORMATION:l" in shown(meeting)
    answer = Addendum(id="l", words="He was seen", author="Oxleas", change=Change.NO, reason="Known already")
    assert "W-LATE-INFORMATION:l" not in shown(then(meeting, AddLateInformation(addendum=answer), minutes=95))


def test_those_who_were_not_here_and_the_referrer_are_owed_the_outcome() -> None:
    assert not has(shown(plan()), "W-RECIPIENTS")
    meeting = signed()
    assert "School" in about(meeting, "W-RECIPIENTS").say
    agencies = ("social-care", "police-child-abuse", "school-nurse", "school")
    rows = [AddRecipient(delivery=Delivery(id=one, recipient=one, agency=one)) for one in agencies]
    assert "W-RECIPIENTS" not in raised(then(meeting, *rows, minutes=60))


def test_a_record_that_is_due_and_not_sent_is_warned_of_and_a_sent_one_says_how() -> None:
    due = AddRecipient(delivery=Delivery(id="d", recipient="GP", agency="gp", due_at=at(24 * 60)))
    meeting = then(signed(), due, minutes=60)
    assert "W-UNSENT:d" not in raised(meeting, 60)
    assert "W-UNSENT:d" in shown(meeting, 25 * 60)
    sent = then(meeting, NoteDelivery(delivery_id="d", sent_at=at(26 * 60)), minutes=26 * 60)
    assert "W-UNSENT:d" not in raised(sent, 27 * 60)
    assert "W-CHANNEL:d" in shown(sent, 27 * 60)


def test_nothing_is_late_of_a_record_that_is_not_signed_yet() -> None:
    due = AddRecipient(delivery=Delivery(id="d", recipient="GP", agency="gp", due_at=at(60)))
    assert not has(shown(then(plan(), due, minutes=50), 25 * 60), "W-UNSENT")


def test_enquiries_without_an_outcome_are_asked_about_after_fifteen_working_days() -> None:
    assert "W-ENQUIRY" not in raised(signed(), 24 * 60)
    assert "W-ENQUIRY" in shown(signed(), 30 * 24 * 60)


@pytest.mark.parametrize("minutes", [0, 600, 60 * 24 * 400])
def test_a_record_is_judged_at_any_time_without_a_fault(minutes: float) -> None:
    assert raised(signed(), minutes) >= {"W-QUESTIONS"}
    assert at(60) > TEN
