"""What stands on paper for a rule does not satisfy it: the wrong kind, force or area, an old answer."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from tests.standards.scene import (
    CAIT,
    MASH,
    NURSE,
    TEN,
    WORKER,
    about,
    because,
    decided,
    held,
    joins,
    line,
    raised,
    then,
)

from chairtui.core.analysis import Judgement, JudgeThreshold
from chairtui.core.attendance import AskWhoHasMet, ListAttendee, NoteFirstHand, NoteWrittenInformation
from chairtui.core.decision import Settle, Settled
from chairtui.core.meeting import Meeting
from chairtui.core.plan import PlanSeeing, Seeing
from chairtui.core.register import Attendee, FirstHand
from chairtui.core.vocabulary import Circumstance, HealthKind, Outcome, PoliceUnit, Threshold, Topic, YesNo
from chairtui.standards.verdict import Answered

# R13: kind, not agency

WARD = line("hospital", "ward")
NAMED = replace(WARD, id="named", health=HealthKind.SAFEGUARDING)
IN_HOSPITAL = Circumstance.IN_HOSPITAL


@pytest.mark.parametrize("kind", HealthKind, ids=lambda kind: kind.name)
def test_only_who_treats_the_child_is_the_treating_clinician_whatever_their_agency(kind: HealthKind) -> None:
    meeting = because(held(WORKER, CAIT, replace(WARD, health=kind)), IN_HOSPITAL)
    treats = kind in (HealthKind.TREATING, HealthKind.PAEDIATRICIAN)
    assert ("W-TREATING" not in raised(meeting)) == treats


def test_a_named_doctor_of_the_paediatric_department_is_not_the_paediatrician() -> None:
    named = line("paediatrician", "named", health=HealthKind.SAFEGUARDING)
    assert "W-PAED" in raised(because(held(WORKER, CAIT, named), IN_HOSPITAL))
    assert "W-PAED" not in raised(because(held(WORKER, CAIT, line("paediatrician")), IN_HOSPITAL))


def test_a_safeguarding_nurse_beside_mash_health_still_speaks_for_others() -> None:
    meeting = held(WORKER, CAIT, MASH, line("safeguarding-health"))
    assert "MASH and a safeguarding professional" in about(meeting, "W-HEALTH-PROXY").say
    assert "W-HEALTH-PROXY" not in raised(held(WORKER, CAIT, MASH, NURSE))


# R14, R17: another area only

HERTS = line("police", "herts", area="Hertfordshire Constabulary", unit=PoliceUnit.CHILD_ABUSE)
TRANSPORT = line("british-transport-police", "btp")
LEWISHAM = line("social-care", "away", area="Lewisham")
HOST = line("host-social-care", "host")


@pytest.mark.parametrize(
    ("people", "warning", "named"),
    [
        ((WORKER, HERTS, NURSE), "W-MIN-AREA:police", "Hertfordshire Constabulary"),
        ((WORKER, TRANSPORT, NURSE), "W-MIN-AREA:police", "British Transport Police"),
        ((LEWISHAM, CAIT, NURSE), "W-MIN-AREA:social-care", "Lewisham"),
        ((HOST, CAIT, NURSE), "W-MIN-AREA:social-care", ""),
    ],
    ids=["another force", "transport police", "another council", "a host council without its name"],
)
def test_the_minimum_met_from_another_area_alone_is_said(
    people: tuple[Attendee, ...], warning: str, named: str
) -> None:
    meeting = held(*people)
    verdict = about(meeting, warning)
    assert named in verdict.say
    assert len(verdict.gates) == 3
    home = CAIT if warning.endswith("police") else WORKER
    assert warning not in raised(held(*people, home))


def test_the_minimum_of_the_home_area_raises_nothing_about_areas() -> None:
    own = line("police", "own", area="Metropolitan Police Service", unit=PoliceUnit.CHILD_ABUSE)
    assert not [one for one in raised(held(WORKER, own, NURSE)) if one.startswith("W-MIN-AREA")]
    assert not [one for one in raised(held(NURSE)) if one.startswith("W-MIN-AREA")]


def test_what_the_home_force_wrote_is_not_the_home_force_taking_part() -> None:
    meeting = held(WORKER, HERTS, NURSE)
    home = replace(CAIT, id="home")
    asked = then(meeting, ListAttendee(attendee=home), NoteWrittenInformation(attendee_id="home"))
    assert "W-MIN-AREA:police" in raised(asked)
    assert "W-MIN-AREA:police" not in raised(then(asked, *joins(home)))


# R24: who makes no third agency


@pytest.mark.parametrize("third", ["interpreter", "legal", "placement"])
def test_children_s_social_care_and_police_alone_are_said_whoever_sits_beside_them(third: str) -> None:
    assert "W-TWO-AGENCY" in raised(held(WORKER, CAIT, line(third)))


def test_their_own_home_and_the_police_are_two_agencies_too() -> None:
    assert "W-TWO-AGENCY" in raised(held(line("placement"), CAIT))


@pytest.mark.parametrize(
    "third", ["school", "school-nurse", "early-help", "housing", "bromley-y", "referrer"]
)
def test_another_agency_that_knows_the_child_ends_the_warning(third: str) -> None:
    assert "W-TWO-AGENCY" not in raised(held(WORKER, CAIT, line(third)))


# R5, R6, R43: who knows the child, and since when


def knows(who: str, seen: date | None, answer: YesNo = YesNo.YES) -> NoteFirstHand:
    return NoteFirstHand(attendee_id=who, first_hand=FirstHand(knows=answer, last_seen_on=seen))


@pytest.mark.parametrize(("days", "fresh"), [(0, True), (90, True), (91, False), (730, False)])
def test_who_saw_the_child_too_long_ago_has_not_met_them_lately(days: int, fresh: bool) -> None:
    seen = (TEN - timedelta(days=days)).date()
    meeting = then(held(WORKER, CAIT, NURSE), knows("nurse", seen))
    assert ("W-NOFIRSTHAND" not in raised(meeting)) == fresh
    assert ("W-SEE-CHILD" not in raised(decided(meeting))) == fresh


def test_the_sentence_says_who_saw_the_child_last() -> None:
    meeting = then(held(WORKER, CAIT, NURSE), knows("nurse", date(2022, 3, 1)))
    assert "School nurse on Tue 1 Mar 2022" in about(meeting, "W-NOFIRSTHAND").say


def test_one_recent_visit_is_enough_beside_an_old_one() -> None:
    meeting = then(held(WORKER, CAIT, NURSE), knows("nurse", date(2022, 3, 1)), knows("worker", TEN.date()))
    assert "W-NOFIRSTHAND" not in raised(meeting)


def test_planning_who_sees_the_child_answers_an_old_visit() -> None:
    meeting = then(held(WORKER, CAIT, NURSE), knows("nurse", date(2022, 3, 1)))
    seeing = PlanSeeing(seeing=Seeing(id="kit", by="Wren Lowe", due_on=TEN.date()))
    assert "W-SEE-CHILD" not in raised(then(decided(meeting), seeing))


def test_who_knows_the_child_is_asked_for_the_day() -> None:
    meeting = then(held(WORKER, CAIT, NURSE), knows("nurse", None))
    assert "W-LAST-SEEN:nurse" in raised(meeting)
    assert "W-NOFIRSTHAND" not in raised(meeting)
    assert "W-LAST-SEEN:nurse" not in raised(then(meeting, knows("nurse", TEN.date())))


def everyone(meeting: Meeting, answer: YesNo) -> Meeting:
    return then(meeting, *(knows(one.id, None, answer) for one in meeting.attendance.register))


def test_the_room_s_yes_is_not_believed_when_every_line_says_no() -> None:
    meeting = then(everyone(held(WORKER, CAIT, NURSE), YesNo.NO), AskWhoHasMet(someone=YesNo.YES))
    verdict = about(meeting, "W-NOFIRSTHAND")
    assert verdict.answered is Answered.UNKNOWN
    assert verdict.say.startswith("The room said that someone has met the child")
    assert "W-SEE-CHILD" in raised(decided(meeting))


def test_the_room_s_yes_stands_while_somebody_was_not_asked() -> None:
    meeting = then(held(WORKER, CAIT, NURSE), knows("nurse", None, YesNo.NO), AskWhoHasMet(someone=YesNo.YES))
    assert "W-NOFIRSTHAND" not in raised(meeting)


# R50: the threshold and the decision

AT_ODDS = {
    (Threshold.NOT_MET, Outcome.INITIATE),
    (Threshold.NOT_MET, Outcome.CONTINUE),
    (Threshold.SUFFERING, Outcome.DO_NOT_INITIATE),
    (Threshold.LIKELY, Outcome.DO_NOT_INITIATE),
}


@pytest.mark.parametrize("outcome", Outcome, ids=lambda one: one.name)
@pytest.mark.parametrize("threshold", Threshold, ids=lambda one: one.name)
def test_a_decision_against_the_threshold_is_said(threshold: Threshold, outcome: Outcome) -> None:
    judged = then(
        held(WORKER, CAIT, NURSE),
        JudgeThreshold(judgement=Judgement(id="kit", threshold=threshold)),
        minutes=20,
    )
    meeting = decided(judged, outcome, adjourned_until=TEN + timedelta(days=1))
    assert ("W-THRESHOLD-DECISION:kit" in raised(meeting)) == ((threshold, outcome) in AT_ODDS)


# R12: the medical and the interview


@pytest.mark.parametrize("outcome", Outcome, ids=lambda one: one.name)
def test_whether_there_is_a_medical_is_asked_whatever_was_decided(outcome: Outcome) -> None:
    hurt = because(held(WORKER, CAIT, NURSE), Circumstance.PHYSICAL_INJURY)
    meeting = decided(hurt, outcome, adjourned_until=TEN + timedelta(days=1))
    assert "W-MEDICAL" in raised(meeting)
    settled = Settle(settled=Settled(id=Topic.MEDICAL, answer="No", reason="The consultant saw the bruise."))
    assert "W-MEDICAL" not in raised(then(meeting, settled, minutes=31))
    assert "W-MEDICAL" not in raised(decided(held(WORKER, CAIT, NURSE), outcome, adjourned_until=TEN))


def test_an_interview_is_settled_also_where_no_enquiries_start_but_not_while_it_is_adjourned() -> None:
    meeting = held(WORKER, CAIT, NURSE)
    assert "W-INTERVIEW" in raised(decided(meeting, Outcome.DO_NOT_INITIATE))
    assert "W-INTERVIEW" not in raised(decided(meeting, Outcome.ADJOURN, adjourned_until=TEN))
