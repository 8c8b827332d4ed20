"""Decisions, positions, actions and the end of a meeting."""

from datetime import date

import pytest
from msgspec.structs import replace
from tests.core.scene import ALL_HERE, BEFORE, STARTED, carry_out, given, minutes, when

from chairtui.core.actions import AcknowledgeAction, Action, AllotAction, CloseAction
from chairtui.core.change import Command, Refused
from chairtui.core.closing import Addendum, AddLateInformation, Gap, SignOff
from chairtui.core.conference import PlanConference
from chairtui.core.decision import Decision, Position, RecordDecision, TakePosition
from chairtui.core.meeting import Meeting
from chairtui.core.plan import PlanSeeing, Seeing
from chairtui.core.round import CallAgency
from chairtui.core.series import Carried, CarriedKind, JoinSeries, ReadCarried
from chairtui.core.sharing import Contribute, Contribution, RemoveContribution
from chairtui.core.topics import Settle, Settled
from chairtui.core.vocabulary import ActionStatus, Change, Outcome, Stage, Topic, View

DECIDES = RecordDecision(decision=Decision(id="d", children=("kit",), outcome=Outcome.INITIATE))
SIGNED: tuple[Command, ...] = (*ALL_HERE, DECIDES, SignOff(name="Dee Grant"))


def action(**fields: object) -> AllotAction:
    complete: dict[str, object] = {
        "id": "a1",
        "what": "See Kit at home",
        "owner": "Ada Okoro",
        "agency": "social-care",
        "due_on": date(2026, 3, 6),
        "why": "Nobody has seen Kit this week",
    }
    return AllotAction(action=Action(**(complete | fields)))  # type: ignore[arg-type]


@pytest.mark.parametrize("part", ["what", "owner", "agency", "why"])
def test_an_action_is_refused_without_any_of_its_parts(part: str) -> None:
    with pytest.raises(Refused):
        when(given(*ALL_HERE), action(**{part: " "}))


def test_an_action_is_refused_without_a_day() -> None:
    with pytest.raises(Refused, match="by when"):
        when(given(*ALL_HERE), action(due_on=None))


@pytest.mark.parametrize("owner", ["Health", "police", "All agencies", "TBC", "the school", "Social Care"])
def test_an_agency_is_not_a_person_and_the_sentence_names_who_could_be(owner: str) -> None:
    with pytest.raises(Refused, match=r"is not a person.*Cy Lowe"):
        when(given(*ALL_HERE), action(owner=owner, agency="health-visitor"))


def test_an_owner_who_is_not_in_the_meeting_is_told_by_the_chair() -> None:
    meeting = carry_out(given(*ALL_HERE), action(owner="Hana Webb"))
    told = meeting.plan.actions[1]
    assert (told.tells, told.owner, told.due_on) == ("a1", "Dee Grant", date(2026, 3, 6))
    assert "Hana Webb" in told.what


def test_an_owner_who_is_here_needs_no_telling() -> None:
    assert len(carry_out(given(*ALL_HERE), action()).plan.actions) == 1


def test_correcting_an_action_keeps_whether_it_was_done_how_it_is_known_and_that_its_owner_was_told() -> None:
    done = CloseAction(action_id="a1", status=ActionStatus.DONE, evidence="Seen, note on file")
    told = AcknowledgeAction(action_id="a1", at=minutes(30))
    before = carry_out(given(*ALL_HERE), action(), done, told)
    (corrected,) = carry_out(before, action(what="See Kit at school")).plan.actions
    assert corrected == replace(before.plan.actions[0], what="See Kit at school")
    assert (corrected.status, corrected.evidence, corrected.acknowledged_at) == (
        ActionStatus.DONE,
        "Seen, note on file",
        minutes(30),
    )


def test_correcting_an_action_of_an_absent_owner_asks_nobody_to_tell_them_again() -> None:
    told = AcknowledgeAction(action_id="a1", at=minutes(30))
    meeting = carry_out(
        given(*ALL_HERE), action(owner="Hana Webb"), told, action(owner="Hana Webb", why="So")
    )
    assert [(one.id, one.acknowledged_at) for one in meeting.plan.actions] == [
        ("a1", minutes(30)),
        ("a1-tell", None),
    ]


def test_an_action_is_not_done_without_evidence() -> None:
    meeting = carry_out(given(*ALL_HERE), action())
    with pytest.raises(Refused, match="how we know"):
        when(meeting, CloseAction(action_id="a1", status=ActionStatus.DONE))


def test_nothing_is_decided_before_the_meeting_has_started() -> None:
    with pytest.raises(Refused, match="Start the meeting"):
        when(given(*BEFORE), DECIDES)


def test_an_adjournment_says_until_when() -> None:
    adjourn = RecordDecision(decision=Decision(id="d", children=("kit",), outcome=Outcome.ADJOURN))
    with pytest.raises(Refused, match="until when"):
        when(given(*ALL_HERE), adjourn)


def test_an_absence_is_never_an_agreement() -> None:
    meeting = carry_out(given(*STARTED), DECIDES)
    agrees = TakePosition(position=Position(id="nurse", view=View.AGREE))
    with pytest.raises(Refused, match="not here"):
        when(meeting, agrees)


def test_a_disagreement_needs_its_reason() -> None:
    meeting = carry_out(given(*ALL_HERE), DECIDES)
    with pytest.raises(Refused, match="reason"):
        when(meeting, TakePosition(position=Position(id="nurse", view=View.DISAGREE)))


def test_single_or_joint_is_asked_only_after_the_decision() -> None:
    joint = Settle(settled=Settled(id=Topic.JOINT, answer="joint"))
    with pytest.raises(Refused, match="Decide about section 47 first"):
        when(given(*ALL_HERE), joint)
    assert carry_out(given(*ALL_HERE), DECIDES, joint).deciding.settled[0].answer == "joint"


def test_a_conference_belongs_to_the_plan_and_decides_nothing() -> None:
    meeting = carry_out(given(*ALL_HERE), PlanConference(reason="Likely harm"))
    assert meeting.plan.conference is not None
    assert meeting.stage is Stage.HELD


def test_siblings_can_have_different_decisions() -> None:
    from chairtui.core.children import Child, DescribeChild

    other = RecordDecision(decision=Decision(id="e", children=("max",), outcome=Outcome.DO_NOT_INITIATE))
    meeting = carry_out(given(*ALL_HERE), DescribeChild(child=Child(id="max", name="Max")), DECIDES, other)
    assert [meeting.deciding.about(who).outcome for who in ("kit", "max")] == [  # type: ignore[union-attr]
        Outcome.INITIATE,
        Outcome.DO_NOT_INITIATE,
    ]


def test_who_sees_a_child_is_a_person() -> None:
    with pytest.raises(Refused, match="by name"):
        when(given(*ALL_HERE), PlanSeeing(seeing=Seeing(id="kit", by="police")))


def test_the_round_waits_until_open_actions_of_the_last_meeting_are_read() -> None:
    left_open = Carried(id="c", kind=CarriedKind.ACTION, words="Find the aunt's address")
    meeting = carry_out(given(*ALL_HERE), JoinSeries(earlier=(), carried=(left_open,)))
    with pytest.raises(Refused, match="read out"):
        when(meeting, CallAgency(attendee_id="police"))
    assert when(carry_out(meeting, ReadCarried()), CallAgency(attendee_id="police"))


def test_a_contribution_that_an_action_answers_stays() -> None:
    shared = Contribute(contribution=Contribution(id="f1", attendee_id="police", fact="Seen at the station"))
    meeting = carry_out(given(*ALL_HERE), shared, action(answers=("f1",)))
    with pytest.raises(Refused, match="stays in the record"):
        when(meeting, RemoveContribution(contribution_id="f1"))


def test_only_the_chair_signs_and_every_gap_has_a_reason() -> None:
    meeting = carry_out(given(*ALL_HERE), DECIDES)
    with pytest.raises(Refused, match="not the chair's"):
        when(meeting, SignOff(name="Ada Okoro"))
    with pytest.raises(Refused, match="Without one: No contingency"):
        when(meeting, SignOff(name="Dee Grant", gaps=(Gap(code="W-X", words="No contingency", reason=""),)))
    with pytest.raises(Refused, match="decision about section 47 for each child"):
        when(given(*ALL_HERE), SignOff(name="Dee Grant"))


def test_after_signing_nothing_is_rewritten_and_late_information_is_added() -> None:
    meeting = given(*SIGNED)
    with pytest.raises(Refused, match="add it as an addendum"):
        when(meeting, action())
    late = Addendum(id="l", words="Hospital letter came", author="Cy Lowe", change=Change.NO)
    with pytest.raises(Refused, match="why it changes"):
        when(meeting, AddLateInformation(addendum=late))
    with pytest.raises(Refused, match="not signed yet"):
        when(given(*ALL_HERE), AddLateInformation(addendum=late))


def test_an_action_can_still_be_closed_after_signing() -> None:
    meeting: Meeting = given(*ALL_HERE, action(), DECIDES, SignOff(name="Dee Grant"))
    done = CloseAction(action_id="a1", status=ActionStatus.DONE, evidence="Seen on Friday")
    assert carry_out(meeting, done, at=minutes(60)).plan.actions[0].status is ActionStatus.DONE
