"""What stands on paper for a rule does not satisfy it: the wrong kind, force or area, an old answer."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from tests.standards.scene import (
    CAIT,
    JUDGE,
    KIT,
    MASH,
    NURSE,
    SCHOOL,
    TEN,
    WORKER,
    about,
    because,
    decided,
    held,
    joins,
    keys,
    line,
    prepared,
    raised,
    then,
)
from tests.standards.siblings import LEE, decides

from chairtui.core.actions import Action, ActionAllotted
from chairtui.core.analysis import Judgement, JudgeThreshold
from chairtui.core.attendance import ListAttendee, NoteInvitation, NoteWrittenInformation
from chairtui.core.change import Stamp
from chairtui.core.children import Child, DescribeFamilyMember, FamilyMember
from chairtui.core.courses import Discussed
from chairtui.core.first_hand import AskWhoHasMet, NoteFirstHand
from chairtui.core.meeting import Meeting, evolve
from chairtui.core.plan import PlanSeeing, Seeing
from chairtui.core.register import Attendee, FirstHand
from chairtui.core.series import Earlier, JoinSeries
from chairtui.core.topics import Settle, Settled
from chairtui.core.vocabulary import (
    ActionStatus,
    Answer,
    Circumstance,
    Education,
    HealthKind,
    Outcome,
    PoliceUnit,
    Threshold,
    Topic,
    YesNo,
)
from chairtui.core.who_was_missing import missing_at
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


@pytest.mark.parametrize(
    ("people", "missing"),
    [
        ((WORKER, HERTS, NURSE), "Metropolitan Police Service"),
        ((WORKER, TRANSPORT, NURSE), "Metropolitan Police Service"),
        ((LEWISHAM, CAIT, NURSE), "Children's social care, Bromley"),
    ],
    ids=["another force", "transport police", "another council"],
)
def test_who_was_missing_is_told_from_those_of_another_area_who_came(
    people: tuple[Attendee, ...], missing: str
) -> None:
    assert missing in about(decided(held(*people)), "W-WITHOUT").say
    named = [one.title for one in JUDGE.expected(held(NURSE)) if one.agency in ("police", "social-care")]
    assert sorted(named) == ["Children's social care", "Police"]


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
    (Threshold.SUFFERING, Outcome.ADJOURN),
    (Threshold.LIKELY, Outcome.ADJOURN),
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


def test_to_adjourn_while_enquiries_are_under_way_is_not_against_the_threshold() -> None:
    begun = Discussed(
        meeting_id="m0", child="Kit", on=TEN.date() - timedelta(days=5), outcome=Outcome.INITIATE
    )
    judged = then(
        held(WORKER, CAIT, NURSE),
        JoinSeries(earlier=(Earlier(id="m0", discussed=(begun,)),)),
        JudgeThreshold(judgement=Judgement(id="kit", threshold=Threshold.SUFFERING)),
        minutes=20,
    )
    meeting = decided(judged, Outcome.ADJOURN, adjourned_until=TEN + timedelta(days=1))
    assert "W-THRESHOLD-DECISION:kit" not in raised(meeting)


def test_each_decision_keeps_the_rooms_answer_to_who_has_met_the_child() -> None:
    meeting = then(held(WORKER, CAIT, NURSE), LEE, AskWhoHasMet(someone=YesNo.NO), minutes=20)
    meeting = decides(meeting, "first", KIT.id, minutes=25)
    meeting = decides(then(meeting, AskWhoHasMet(someone=YesNo.YES), minutes=30), "second", "lee", minutes=40)
    assert {one.id: one.someone_met for one in meeting.deciding.decisions} == {
        "first": YesNo.NO,
        "second": YesNo.YES,
    }
    assert "W-NOFIRSTHAND" in raised(meeting)


@pytest.mark.parametrize("first", [YesNo.NO, YesNo.UNKNOWN])
def test_an_answer_that_is_put_right_once_all_is_decided_counts_for_what_had_it(first: YesNo) -> None:
    meeting = then(held(WORKER, CAIT, NURSE), AskWhoHasMet(someone=first), minutes=20)
    meeting = decides(meeting, "first", KIT.id, minutes=25)
    assert "W-NOFIRSTHAND" in raised(meeting)
    meeting = then(meeting, AskWhoHasMet(someone=YesNo.YES), minutes=30)
    assert "W-NOFIRSTHAND" not in raised(meeting)
    again = decides(meeting, "first", KIT.id, minutes=31)
    assert again.deciding.decisions[0].someone_met is YesNo.YES


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


# R11: an action that nobody does by no day


def asked_for(**fields: object) -> Meeting:
    """Return a decided meeting without the school, and an action to hear from it."""
    meeting = then(held(WORKER, CAIT, NURSE), ListAttendee(attendee=SCHOOL))
    meeting = decided(then(meeting, NoteInvitation(attendee_id="school", answer=Answer.INVITED)))
    given: dict[str, object] = {"id": "a", "what": "Ring the school", "answers": ("school",)}
    allotted = ActionAllotted(action=Action(**given | fields))  # type: ignore[arg-type]
    return evolve(allotted, meeting, Stamp(event_id="x", at=TEN, actor="import"))


DUE = TEN.date()
ARRANGED: list[tuple[dict[str, object], bool]] = [
    ({}, False),
    ({"owner": "Ada Okoro"}, False),
    ({"due_on": DUE}, False),
    ({"owner": "  ", "due_on": DUE}, False),
    ({"owner": "Ada Okoro", "due_on": DUE}, True),
    ({"owner": "Ada Okoro", "due_at": TEN}, True),
    ({"status": ActionStatus.DONE}, True),
    ({"owner": "Ada Okoro", "due_on": DUE, "status": ActionStatus.CANCELLED}, False),
]


@pytest.mark.parametrize(("fields", "covers"), ARRANGED, ids=lambda one: str(one))
def test_an_absent_agency_is_covered_only_by_what_somebody_does_by_a_day(
    fields: dict[str, object], covers: bool
) -> None:
    meeting = asked_for(**fields)
    assert ("W-ABSENT:school" not in raised(meeting)) == covers
    school = next(
        one for one in missing_at(meeting, meeting.deciding.decisions[-1]) if one.who == "Somebody (School)"
    )
    assert bool(school.obtained) == covers
    assert ("W-WITHOUT" not in raised(meeting)) == covers


# R1, R9: neither age nor school is known

NOBODY_KNOWS = Child(id="kit", name="Kit")
TODDLER = replace(NOBODY_KNOWS, born_on=date(2023, 1, 1))


def test_a_child_without_age_and_school_is_asked_about_because_nobody_is_expected_for_them() -> None:
    meeting = prepared(child=NOBODY_KNOWS)
    assert "W-AGE:kit" in raised(meeting)
    for known in (
        replace(NOBODY_KNOWS, born_on=date(2023, 1, 1)),
        replace(NOBODY_KNOWS, education=Education.NONE),
    ):
        assert "W-AGE:kit" not in raised(prepared(child=known))
    unborn = replace(NOBODY_KNOWS, expected_on=date(2024, 8, 1))
    assert "W-AGE:kit" not in raised(prepared(child=unborn))


@pytest.mark.parametrize(
    ("education", "roles"),
    [
        (Education.NURSERY, {"nursery", "health-visitor"}),
        (Education.SCHOOL, {"school", "school-nurse"}),
        (Education.COLLEGE, {"college", "school-nurse"}),
    ],
    ids=["nursery", "school", "college"],
)
def test_where_a_child_is_taught_says_who_in_health_knows_them_when_their_age_is_not_known(
    education: Education, roles: set[str]
) -> None:
    assert roles <= set(keys(prepared(child=replace(NOBODY_KNOWS, education=education))))


def test_a_looked_after_child_of_no_known_age_has_the_virtual_school_expected() -> None:
    meeting = because(prepared(child=NOBODY_KNOWS), Circumstance.LOOKED_AFTER)
    assert "virtual-school" in keys(meeting)
    toddler = because(
        prepared(child=replace(NOBODY_KNOWS, born_on=date(2023, 1, 1))), Circumstance.LOOKED_AFTER
    )
    assert "virtual-school" not in keys(toddler)


# R70: who sees each child, alone or not, and a parent who lives elsewhere


def seen(person: str, alone: YesNo = YesNo.UNKNOWN) -> PlanSeeing:
    return PlanSeeing(seeing=Seeing(id=person, by="Wren Lowe", due_on=DUE, alone=alone))


@pytest.mark.parametrize("alone", YesNo, ids=lambda one: one.name)
def test_whether_a_child_is_seen_alone_is_known_by_a_yes_or_a_no(alone: YesNo) -> None:
    meeting = then(decided(held(WORKER, CAIT, NURSE)), seen("kit", alone))
    assert ("W-SEEN:kit" in raised(meeting)) == (alone is YesNo.UNKNOWN)
    if alone is YesNo.UNKNOWN:
        assert about(meeting, "W-SEEN:kit").say.endswith("not whether they are seen alone.")


def family(relationship: str, lives: YesNo, *, is_child: bool = False) -> Meeting:
    member = FamilyMember(
        id="m", name="Sol Marsh", relationship=relationship, lives_with_child=lives, is_child=is_child
    )
    return then(decided(held(WORKER, CAIT, NURSE)), DescribeFamilyMember(member=member))


@pytest.mark.parametrize("relationship", ["father", "Mother", "Kit's dad", "step-father", "birth mother"])
def test_a_parent_who_lives_elsewhere_is_asked_for(relationship: str) -> None:
    meeting = family(relationship, YesNo.NO)
    assert about(meeting, "W-PARENT-ELSEWHERE:m").answered is Answered.UNMET
    assert "W-PARENT-ELSEWHERE:m" not in raised(then(meeting, seen("m")))
    assert "W-PARENT-ELSEWHERE:m" not in raised(family(relationship, YesNo.YES))


def test_of_a_parent_of_whom_nobody_wrote_where_they_live_it_is_not_known() -> None:
    assert about(family("father", YesNo.UNKNOWN), "W-PARENT-ELSEWHERE:m").answered is Answered.UNKNOWN


@pytest.mark.parametrize("relationship", ["grandmother", "mother's partner", "mother’s partner", "uncle", ""])
def test_nobody_but_a_parent_is_asked_for_because_they_live_elsewhere(relationship: str) -> None:
    assert "W-PARENT-ELSEWHERE:m" not in raised(family(relationship, YesNo.NO))


def test_no_parent_is_asked_for_where_no_enquiries_start() -> None:
    member = FamilyMember(id="m", name="Sol", relationship="father", lives_with_child=YesNo.NO)
    meeting = decided(held(WORKER, CAIT, NURSE), Outcome.DO_NOT_INITIATE)
    assert "W-PARENT-ELSEWHERE:m" not in raised(then(meeting, DescribeFamilyMember(member=member)))
