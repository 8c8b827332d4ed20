"""The audit's findings on attendance: requirements R1 to R30."""

from datetime import date

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
    at,
    because,
    decided,
    has,
    held,
    joins,
    keys,
    left_out,
    line,
    prepared,
    raised,
    shown,
    then,
)

from chairtui.core.actions import Action, AllotAction
from chairtui.core.analysis import Judgement, JudgeThreshold
from chairtui.core.attendance import (
    AskWhoHasMet,
    ListAttendee,
    NoteAuthority,
    NoteFirstHand,
    NoteInvitation,
    NoteWrittenInformation,
    RecordPresence,
)
from chairtui.core.chairing import OverrideMinimum, TakeChair
from chairtui.core.children import Child, DescribeChild, DescribeFamilyMember, FamilyMember
from chairtui.core.concern import NamePlace, NameTeam, Place, Team
from chairtui.core.conference import PlanNextMeeting
from chairtui.core.decision import record_type
from chairtui.core.meeting import Meeting, PrepareMeeting, StartMeeting
from chairtui.core.plan import PlanSeeing, Seeing
from chairtui.core.register import Authority, FirstHand
from chairtui.core.series import Attended, Carried, CarriedKind, Earlier, JoinSeries, ReadCarried
from chairtui.core.sharing import Contribute, Contribution
from chairtui.core.turns import CallAgency, NoteNothingKnown
from chairtui.core.vocabulary import (
    Answer,
    Circumstance,
    Education,
    Form,
    Mode,
    Outcome,
    PlaceKind,
    PoliceUnit,
    Threshold,
    Weight,
    YesNo,
)
from chairtui.core.warnings import Severity
from chairtui.standards.verdict import Answered

MINIMUM = {"W-MIN-SW", "W-MIN-POLICE", "W-MIN-HEALTH"}
BABY = Child(id="bo", name="Bo", born_on=date(2023, 9, 1))


# R1, R7: who is expected, and what became of them


def test_the_same_meeting_always_expects_the_same_people_the_minimum_first() -> None:
    meeting = because(prepared(), Circumstance.MISSING, Circumstance.PARENTAL_MENTAL_HEALTH)
    assert keys(meeting) == keys(meeting)
    assert keys(meeting)[:2] == ["social-care", "police"]
    assert {"school", "school-nurse", "police-missing", "adult-mental-health"} < set(keys(meeting))


def test_everyone_expected_says_why_and_from_what_source() -> None:
    meeting = because(prepared(), *Circumstance)
    assert all(one.reasons and one.sources and one.origins for one in JUDGE.expected(meeting))


def test_a_role_nobody_knows_anything_about_is_warned_of_at_the_opening_and_the_close() -> None:
    assert "W-EXPECTED-UNKNOWN:school" in shown(prepared())
    assert "W-EXPECTED-UNKNOWN:school" in shown(decided(held(WORKER, CAIT, NURSE)))


@pytest.mark.parametrize(
    "answer", [one for one in Answer if one is not Answer.UNKNOWN], ids=lambda answer: answer.name
)
def test_any_answer_to_an_invitation_makes_the_role_known(answer: Answer) -> None:
    meeting = then(prepared(SCHOOL), NoteInvitation(attendee_id="school", answer=answer, reason="why"))
    assert "W-EXPECTED-UNKNOWN:school" not in raised(meeting)


def test_a_role_is_filled_by_the_line_that_stands_for_it() -> None:
    expected = {one.key: one.attendee_id for one in JUDGE.expected(prepared(WORKER, CAIT, SCHOOL))}
    assert expected == {"social-care": "worker", "police": "police", "school": "school", "school-nurse": ""}


# R2, R3, R23: the minimum


def test_removing_health_at_10_12_raises_the_stop_at_10_12() -> None:
    meeting = held(WORKER, CAIT, NURSE)
    assert not MINIMUM & raised(meeting, 11)
    meeting = then(meeting, RecordPresence(attendee_id="nurse", mode=None), minutes=12)
    verdict = about(meeting, "W-MIN-HEALTH", 12)
    assert verdict.severity is Severity.STOP
    assert verdict.say.startswith("No health practitioner is here.")
    assert not MINIMUM & raised(then(meeting, *joins(NURSE), minutes=14), 14)


def test_the_decision_gate_looks_at_who_was_here_at_the_decision_not_who_ever_was() -> None:
    gone = then(held(WORKER, CAIT, NURSE), RecordPresence(attendee_id="nurse", mode=None), minutes=12)
    after = then(decided(gone), *joins(NURSE), minutes=40)
    assert "W-MIN-HEALTH" in raised(after)
    assert "was here when the decision was taken" in about(after, "W-MIN-HEALTH").say


def test_someone_who_leaves_after_the_decision_was_there_when_it_counted() -> None:
    meeting = decided(held(WORKER, CAIT, NURSE))
    meeting = then(meeting, RecordPresence(attendee_id="nurse", mode=None), minutes=40)
    assert not MINIMUM & raised(meeting)


@pytest.mark.parametrize("missing", ["worker", "police", "nurse"])
def test_each_of_the_three_is_a_stop_of_its_own_that_comes_back_at_every_gate(missing: str) -> None:
    meeting = held(*(one for one in (WORKER, CAIT, NURSE) if one.id != missing))
    (found,) = MINIMUM & shown(meeting)
    assert about(meeting, found).returns
    assert len(about(meeting, found).gates) == 3


def test_while_preparing_the_minimum_looks_at_who_was_asked_to_come() -> None:
    meeting = prepared(WORKER, CAIT, NURSE)
    assert shown(meeting) > MINIMUM
    assert "has been asked to come" in about(meeting, "W-MIN-HEALTH").say
    for who in ("worker", "police", "nurse"):
        meeting = then(meeting, NoteInvitation(attendee_id=who, answer=Answer.INVITED))
    assert not MINIMUM & shown(meeting)


def test_written_information_from_health_is_not_health_taking_part() -> None:
    meeting = then(
        held(WORKER, CAIT), ListAttendee(attendee=NURSE), NoteWrittenInformation(attendee_id="nurse")
    )
    assert "W-MIN-HEALTH" in raised(meeting)


def test_going_on_without_the_minimum_makes_the_stop_a_warning_that_stays() -> None:
    override = OverrideMinimum(reason="The child is in danger.", chair="Dee Grant", reconvene_at=at(300))
    meeting = then(held(WORKER, CAIT), override)
    assert about(meeting, "W-MIN-HEALTH").severity is Severity.WARN


def test_without_the_minimum_there_has_to_be_a_time_to_meet_again() -> None:
    meeting = decided(held(WORKER, CAIT))
    assert "W-RECONVENE" in raised(meeting)
    assert "W-RECONVENE" not in raised(then(meeting, PlanNextMeeting(at=at(300)), minutes=31))
    assert record_type(meeting).title.startswith("Multi-agency meeting")


# R4, R5, R6: which health, and who knows the child


def test_mash_health_alone_meets_the_minimum_and_is_warned_of_as_speaking_for_others() -> None:
    meeting = held(WORKER, CAIT, MASH)
    assert not MINIMUM & raised(meeting)
    verdict = about(meeting, "W-HEALTH-PROXY")
    assert verdict.severity is Severity.WARN
    assert "Expected and not among them: School nurse." in verdict.say
    assert verdict.contact == "school-nurse"


def test_mash_health_beside_someone_who_treats_the_child_is_nothing_to_warn_of() -> None:
    assert "W-HEALTH-PROXY" not in raised(held(WORKER, CAIT, MASH, NURSE))


def audit_of_fifteen() -> list[Meeting]:
    treated = [held(WORKER, CAIT, NURSE) for _ in range(3)]
    proxied = [held(WORKER, CAIT, MASH) for _ in range(3)]
    return [*treated, *proxied, *(held(WORKER, CAIT) for _ in range(9))]


def audit_of_fifteen_with_the_three_beside_the_six() -> list[Meeting]:
    treated = [held(WORKER, CAIT, NURSE) for _ in range(6)]
    proxied = [held(WORKER, CAIT, MASH) for _ in range(3)]
    return [*treated, *proxied, *(held(WORKER, CAIT) for _ in range(6))]


def counted(meetings: list[Meeting]) -> tuple[int, int, int]:
    """Return how many had health of any kind, only MASH health, and none."""
    any_health = sum("W-MIN-HEALTH" not in raised(one) for one in meetings)
    only_mash = sum("W-HEALTH-PROXY" in raised(one) for one in meetings)
    return any_health, only_mash, sum("W-MIN-HEALTH" in raised(one) for one in meetings)


def test_six_three_and_nine_when_the_three_are_among_the_six() -> None:
    assert counted(audit_of_fifteen()) == (6, 3, 9)


def test_six_three_and_nine_when_mash_health_does_not_count_as_health() -> None:
    any_health, only_mash, none = counted(audit_of_fifteen_with_the_three_beside_the_six())
    assert (any_health - only_mash, only_mash, none + only_mash) == (6, 3, 9)


def test_only_six_lack_health_when_the_three_are_beside_the_six_and_count() -> None:
    assert counted(audit_of_fifteen_with_the_three_beside_the_six()) == (9, 3, 6)


def test_nobody_asked_who_has_met_the_child_is_unknown_and_not_a_pass() -> None:
    meeting = held(WORKER, CAIT, NURSE)
    assert about(meeting, "W-NOFIRSTHAND").answered is Answered.UNKNOWN
    assert about(then(meeting, AskWhoHasMet(someone=YesNo.NO)), "W-NOFIRSTHAND").answered is Answered.UNMET
    assert "W-NOFIRSTHAND" not in raised(then(meeting, AskWhoHasMet(someone=YesNo.YES)))


def test_someone_who_knows_the_child_answers_the_question() -> None:
    knows = NoteFirstHand(attendee_id="nurse", first_hand=FirstHand(knows=YesNo.YES))
    assert "W-NOFIRSTHAND" not in raised(then(held(WORKER, CAIT, NURSE), knows))


def test_if_nobody_has_met_the_child_the_close_waits_for_who_sees_them_by_when() -> None:
    meeting = decided(then(held(WORKER, CAIT, NURSE), AskWhoHasMet(someone=YesNo.NO)))
    assert about(meeting, "W-SEE-CHILD").severity is Severity.STOP
    seeing = PlanSeeing(seeing=Seeing(id="kit", by="Ada Okoro", due_on=date(2024, 3, 6)))
    assert "W-SEE-CHILD" not in raised(then(meeting, seeing, minutes=31))


# R8, R9, R10: adults' services, education, open services


def test_parental_mental_health_without_the_service_is_warned_of_until_a_reason_is_recorded() -> None:
    meeting = because(held(WORKER, CAIT, NURSE), Circumstance.PARENTAL_MENTAL_HEALTH)
    assert "W-AMH" in shown(meeting)
    service = line("adult-mental-health", "amh")
    meeting = then(meeting, ListAttendee(attendee=service))
    assert "W-AMH" in shown(meeting)
    assert "W-AMH" in shown(decided(meeting))
    assert "W-AMH" not in shown(then(meeting, left_out("amh", "The father has moved abroad.")))


@pytest.mark.parametrize(
    ("circumstance", "key"),
    [
        (Circumstance.PARENTAL_MENTAL_HEALTH, "adult-mental-health"),
        (Circumstance.PARENTAL_SUBSTANCE_MISUSE, "substance-misuse"),
        (Circumstance.DOMESTIC_ABUSE, "domestic-abuse"),
        (Circumstance.ADULT_ON_PROBATION, "probation"),
        (Circumstance.OFFENDING, "youth-justice"),
        (Circumstance.HOUSING_RISK, "housing"),
        (Circumstance.UNBORN, "midwifery"),
        (Circumstance.LOOKED_AFTER, "placement"),
        (Circumstance.MISSING, "police-missing"),
        (Circumstance.GANGS, "police-gangs"),
        (Circumstance.CHILD_SEXUAL_EXPLOITATION, "police-exploitation"),
        (Circumstance.CHILD_CRIMINAL_EXPLOITATION, "police-exploitation"),
        (Circumstance.TRAFFICKING, "police-exploitation"),
        (Circumstance.PHYSICAL_INJURY, "paediatrician"),
        (Circumstance.BRUISING_NON_MOBILE, "paediatrician"),
        (Circumstance.SEXUAL_ABUSE, "paediatrician"),
        (Circumstance.FABRICATED_ILLNESS, "paediatrician"),
        (Circumstance.IN_HOSPITAL, "hospital"),
    ],
)
def test_a_circumstance_makes_its_service_expected(circumstance: Circumstance, key: str) -> None:
    assert key not in keys(prepared())
    assert key in keys(because(prepared(), circumstance))


@pytest.mark.parametrize(
    ("education", "born_on", "key"),
    [
        (Education.SCHOOL, date(2012, 1, 1), "school"),
        (Education.UNKNOWN, date(2012, 1, 1), "school"),
        (Education.NURSERY, date(2021, 1, 1), "nursery"),
        (Education.COLLEGE, date(2007, 1, 1), "college"),
        (Education.HOME_EDUCATED, date(2012, 1, 1), "home-education"),
        (Education.NOT_ENROLLED, date(2012, 1, 1), "education-welfare"),
    ],
)
def test_every_child_of_school_age_has_someone_from_education(
    education: Education, born_on: date, key: str
) -> None:
    meeting = prepared(child=Child(id="x", name="X", born_on=born_on, education=education))
    assert key in keys(meeting)
    assert f"W-EXPECTED-UNKNOWN:{key}" in shown(meeting)


def test_a_toddler_at_home_needs_nobody_from_education() -> None:
    assert not {"school", "nursery"} & set(keys(prepared(child=BABY)))


def test_a_looked_after_child_of_school_age_has_the_virtual_school() -> None:
    assert "virtual-school" in keys(because(prepared(), Circumstance.LOOKED_AFTER))


def test_two_children_in_two_schools_expect_both() -> None:
    sister = Child(id="ann", name="Ann", education=Education.SCHOOL, setting="Hill Primary")
    kit = Child(id="kit", name="Kit", education=Education.SCHOOL, setting="Vale Academy")
    meeting = then(prepared(child=kit), DescribeChild(child=sister))
    assert {"school@Vale Academy", "school@Hill Primary"} < set(keys(meeting))


def test_a_child_whose_age_is_not_known_still_expects_health() -> None:
    assert "health" in keys(prepared(child=Child(id="x", name="X")))


def test_every_service_that_the_child_or_an_adult_is_open_to_is_expected() -> None:
    meeting = prepared(child=Child(id="kit", name="Kit", open_to=("camhs",)))
    father = FamilyMember(id="f", name="The father", open_to=("adult-mental-health",))
    meeting = then(meeting, DescribeFamilyMember(member=father))
    assert {"camhs", "adult-mental-health"} < set(keys(meeting))
    reasons = {one.key: one.reasons for one in JUDGE.expected(meeting)}
    assert reasons["camhs"] == ("Kit is open to this service.",)


def test_two_reasons_for_one_role_make_one_role_with_both() -> None:
    meeting = prepared(child=Child(id="kit", name="Kit", open_to=("police-missing",)))
    meeting = because(meeting, Circumstance.MISSING)
    (role,) = (one for one in JUDGE.expected(meeting) if one.key == "police-missing")
    assert role.reasons == ("Kit is open to this service.", "The child is missing.")


# R11: absent and heard in another way


def test_someone_expected_who_is_not_here_needs_writing_an_action_or_a_reason() -> None:
    invited = NoteInvitation(attendee_id="school", answer=Answer.ACCEPTED)
    meeting = then(held(WORKER, CAIT, NURSE), ListAttendee(attendee=SCHOOL), invited)
    assert "W-ABSENT:school" not in raised(meeting)
    meeting = decided(meeting)
    assert "W-ABSENT:school" in shown(meeting)
    assert about(meeting, "W-ABSENT:school").contact == "school"
    action = Action(
        id="a1", what="Ask the school", owner="Ada Okoro", agency="social-care", due_on=date(2024, 3, 6),
        why="They were not here.", answers=("school",),
    )  # fmt: skip
    for cover in (
        NoteWrittenInformation(attendee_id="school"),
        AllotAction(action=action),
        left_out("school", "Closed for the holidays."),
    ):
        assert "W-ABSENT:school" not in raised(then(meeting, cover, minutes=31))


# R12, R13: paediatrician and treating clinician


def test_an_injury_asks_for_a_paediatrician_whom_a_named_nurse_does_not_replace() -> None:
    named = line("safeguarding-health", "named")
    meeting = because(held(WORKER, CAIT, NURSE, named), Circumstance.PHYSICAL_INJURY)
    assert "W-PAED" in shown(meeting)
    assert "W-PAED" not in raised(
        because(held(WORKER, CAIT, line("paediatrician")), Circumstance.PHYSICAL_INJURY)
    )


def test_a_safeguarding_nurse_and_the_treating_clinician_do_not_stand_in_for_each_other() -> None:
    named, ward = line("safeguarding-health", "named"), line("hospital", "ward")
    assert "W-TREATING" in shown(because(held(WORKER, CAIT, named), Circumstance.IN_HOSPITAL))
    assert "W-TREATING" not in shown(because(held(WORKER, CAIT, ward), Circumstance.IN_HOSPITAL))


# R14 to R19: units, borders, series


def test_the_police_are_here_and_the_unit_that_is_called_for_is_not() -> None:
    meeting = because(held(WORKER, CAIT, NURSE), Circumstance.MISSING)
    assert "W-MIN-POLICE" not in raised(meeting)
    verdict = about(meeting, "W-POL-UNIT:missing")
    assert verdict.contact == "police-missing"
    assert "Police: missing persons" in verdict.say


@pytest.mark.parametrize(
    ("circumstance", "unit"),
    [
        (Circumstance.MISSING, "missing"),
        (Circumstance.GANGS, "gangs"),
        (Circumstance.TRAFFICKING, "exploitation"),
        (Circumstance.CHILD_CRIMINAL_EXPLOITATION, "exploitation"),
    ],
)
def test_each_unit_is_warned_of_by_its_name_until_it_joins(circumstance: Circumstance, unit: str) -> None:
    assert f"W-POL-UNIT:{unit}" in shown(because(held(WORKER, CAIT), circumstance))
    assert f"W-POL-UNIT:{unit}" not in shown(because(held(WORKER, line(f"police-{unit}")), circumstance))


def test_an_officer_listed_as_police_with_the_unit_fills_the_unit() -> None:
    officer = line("police", "dot", unit=line("police-missing").unit)
    assert "W-POL-UNIT:missing" not in raised(because(held(WORKER, officer), Circumstance.MISSING))


PLACEMENT = Place(id="p", kind=PlaceKind.PLACEMENT, name="Watford", authority="Hertfordshire")


def test_home_in_bromley_and_placed_in_watford_expects_both_forces_and_the_host_authority() -> None:
    meeting = then(held(WORKER, NURSE), NamePlace(place=PLACEMENT))
    assert {"police", "police@Hertfordshire", "host-social-care@Hertfordshire"} < set(keys(meeting))
    assert {
        "W-BORDER:Metropolitan Police Service",
        "W-BORDER:Hertfordshire Constabulary",
        "W-BORDER:Hertfordshire",
    } < shown(meeting)


def test_the_other_forces_officer_is_not_the_home_force() -> None:
    herts = line("police-missing", "herts", area="Hertfordshire")
    meeting = then(held(WORKER, NURSE, herts), NamePlace(place=PLACEMENT))
    meeting = because(meeting, Circumstance.MISSING)
    found = raised(meeting)
    assert "W-MIN-POLICE" not in found
    assert "W-BORDER:Hertfordshire Constabulary" not in found
    assert {"W-BORDER:Metropolitan Police Service", "W-POL-UNIT:missing"} < found


def test_everyone_from_both_sides_of_the_border_clears_it() -> None:
    lines = (
        WORKER, NURSE, CAIT, line("police-missing", "herts", area="Hertfordshire Constabulary"),
        line("host-social-care", "host", area="Hertfordshire County Council"),
    )  # fmt: skip
    assert not has(raised(then(held(*lines), NamePlace(place=PLACEMENT))), "W-BORDER")


def test_a_child_placed_in_watford_without_more_words_brings_in_hertfordshire() -> None:
    watford = Place(id="p", kind=PlaceKind.PLACEMENT, name="Watford")
    meeting = then(held(WORKER, CAIT, NURSE), NamePlace(place=watford))
    assert {"host-social-care@Hertfordshire", "police@Hertfordshire", "police", "social-care"} <= set(
        keys(meeting)
    )
    assert {"W-BORDER:Hertfordshire", "W-BORDER:Hertfordshire Constabulary"} <= raised(meeting)


def test_the_hosts_social_worker_does_not_speak_for_the_home_authority() -> None:
    host = line("host-social-care", "host", area="Hertfordshire")
    herts = line("police", "herts", area="Hertfordshire Constabulary", unit=PoliceUnit.OTHER)
    meeting = then(held(host, herts, CAIT, NURSE), NamePlace(place=PLACEMENT))
    said = raised(meeting)
    assert "W-BORDER:Bromley" in said
    assert "W-MIN-SW" not in said
    assert about(meeting, "W-BORDER:Bromley").say.startswith("Children's social care, Bromley is not here.")
    assert "W-BORDER:Bromley" not in raised(then(meeting, ListAttendee(attendee=WORKER), *joins(WORKER)))


def test_without_a_host_authority_the_home_authority_is_the_minimum_and_no_border() -> None:
    assert "W-BORDER:Bromley" not in raised(held(CAIT, NURSE))


def test_a_third_place_adds_a_third_force_and_no_authority() -> None:
    third = Place(id="q", kind=PlaceKind.MAY_GO_TO, name="Slough", authority="Slough")
    meeting = then(prepared(), NamePlace(place=PLACEMENT), NamePlace(place=third))
    assert "police@Thames Valley" in keys(meeting)
    assert "host-social-care@Slough" not in keys(meeting)


def test_a_place_in_the_same_force_area_adds_the_authority_only() -> None:
    bexley = Place(id="p", kind=PlaceKind.PLACEMENT, authority="Bexley")
    meeting = then(prepared(), NamePlace(place=bexley))
    assert "host-social-care@Bexley" in keys(meeting)
    assert not any(one.startswith("police@") for one in keys(meeting))


def test_a_place_whose_force_nobody_knows_is_asked_about() -> None:
    meeting = then(
        held(WORKER, CAIT, NURSE), NamePlace(place=Place(id="p", kind=PlaceKind.FOUND, name="Perth"))
    )
    assert "W-PLACE:p" in shown(meeting)


def test_a_unit_of_an_earlier_meeting_that_is_not_here_now_is_warned_of() -> None:
    first = Earlier(
        id="m0",
        held_at=at(-3000),
        attended=(Attended(agency="police-gangs", unit=line("police-gangs").unit),),
    )
    second = Earlier(id="m1", held_at=at(-2000), attended=(Attended(agency="police-child-abuse"),))
    meeting = then(held(WORKER, CAIT, NURSE), JoinSeries(earlier=(first, second)))
    assert has(shown(meeting), "W-UNIT-DROPPED")
    assert {one for one in raised(meeting) if one.startswith("W-UNIT")} == {"W-UNIT-DROPPED:gangs"}
    assert not has(
        raised(then(meeting, ListAttendee(attendee=line("police-gangs")), *joins(line("police-gangs")))),
        "W-UNIT-DROPPED",
    )


# R20, R21, R65: series and transfer


def test_what_an_earlier_meeting_left_open_is_read_out_first() -> None:
    carried = Carried(id="c", kind=CarriedKind.ACTION, words="See Kit")
    meeting = then(held(WORKER, CAIT, NURSE), JoinSeries(earlier=(), carried=(carried,)))
    assert "W-CARRIED-UNREAD" in shown(meeting)
    assert "W-CARRIED-UNREAD" not in shown(then(meeting, ReadCarried()))


def test_after_a_transfer_the_team_before_is_asked_for() -> None:
    moved = Team(name="Safeguarding", transferred_on=date(2024, 2, 1))
    assert "W-TRANSFER" in shown(then(held(WORKER, CAIT, NURSE), NameTeam(team=moved)))


@pytest.mark.parametrize("name", ["", "Referral and Assessment", "Safeguarding", "Leaving care"])
def test_no_team_is_judged_by_other_rules(name: str) -> None:
    meeting = held(WORKER, CAIT)
    assert raised(then(meeting, NameTeam(team=Team(name=name)))) == raised(meeting)


# R22, R24, R27: silence, two agencies, a chain of calls


def test_someone_here_is_silent_only_once_their_turn_has_passed_or_after_the_decision() -> None:
    meeting = held(WORKER, CAIT, NURSE)
    assert not has(raised(meeting), "W-SILENT")
    called = then(meeting, CallAgency(attendee_id="nurse"), minutes=5)
    assert not has(raised(called), "W-SILENT")
    passed = then(called, CallAgency(attendee_id="police"), minutes=6)
    assert "W-SILENT:school-nurse" in shown(passed)
    assert "W-SILENT:police-child-abuse" not in raised(passed)
    assert "W-SILENT:police-child-abuse" in shown(decided(passed))


def test_nothing_rises_when_an_agency_gets_its_turn_but_what_the_one_before_left_open() -> None:
    meeting = then(held(WORKER, CAIT, NURSE), CallAgency(attendee_id="police"), minutes=5)
    risk = Contribute(contribution=Contribution(id="c", attendee_id="police", fact="f", weight=Weight.RISK))
    before = shown(then(meeting, risk, minutes=6))
    assert "W-ORPHAN-CONCERN:c" not in before
    after = shown(then(then(meeting, risk, minutes=6), CallAgency(attendee_id="nurse"), minutes=7))
    assert after - before == {"W-ORPHAN-CONCERN:c"}
    assert "W-SILENT:school-nurse" not in after


def test_whoever_said_nothing_is_named_once_the_threshold_is_judged() -> None:
    meeting = then(
        held(WORKER, CAIT, NURSE),
        JudgeThreshold(judgement=Judgement(id="kit", threshold=Threshold.LIKELY)),
        minutes=5,
    )
    assert {"W-SILENT:police-child-abuse", "W-SILENT:school-nurse"} <= shown(meeting)


def test_a_fact_or_nothing_known_ends_the_silence() -> None:
    called = then(held(WORKER, CAIT, NURSE), CallAgency(attendee_id="nurse"))
    fact = Contribute(contribution=Contribution(id="c", attendee_id="nurse", fact="Weighs less."))
    assert "W-SILENT:school-nurse" not in raised(then(called, fact))
    assert "W-SILENT:school-nurse" not in raised(then(called, NoteNothingKnown(attendee_id="nurse")))


def test_only_social_care_and_police_is_named_for_what_it_is() -> None:
    assert "W-TWO-AGENCY" in shown(held(WORKER, CAIT))
    assert "W-TWO-AGENCY" not in raised(held(WORKER, CAIT, SCHOOL))
    assert "W-TWO-AGENCY" not in raised(prepared(WORKER, CAIT))


def test_a_chain_of_three_calls_does_not_make_the_minimum() -> None:
    meeting = held(WORKER, CAIT, NURSE)
    calls = PrepareMeeting(meeting_id="m", reference="SM-1", authority="Bromley", form=Form.CALLS)
    meeting = then(meeting, calls)
    assert {*MINIMUM, "W-CALLS"} < shown(meeting)
    assert "one-to-one calls bring nobody together" in about(meeting, "W-MIN-HEALTH").say


def test_a_telephone_discussion_is_judged_like_a_meeting() -> None:
    call = PrepareMeeting(meeting_id="m", reference="SM-1", authority="Bromley", form=Form.TELEPHONE)
    assert not MINIMUM & raised(then(held(WORKER, CAIT, NURSE), call))


# R26, R28, R29: dialling in, authority, chair


def test_a_voice_on_the_phone_is_checked() -> None:
    meeting = then(held(WORKER, CAIT, NURSE), RecordPresence(attendee_id="nurse", mode=Mode.PHONE))
    assert "W-DIALIN:nurse" in shown(meeting)


def test_someone_who_cannot_commit_their_agency_names_who_can_and_when() -> None:
    cannot = Authority(can_commit=YesNo.NO, decider="Supt Hall")
    meeting = then(held(WORKER, CAIT, NURSE), NoteAuthority(attendee_id="police", authority=cannot))
    assert "W-AUTHORITY:police" in shown(meeting)
    can = Authority(can_commit=YesNo.NO, decider="Supt Hall", decides_at=at(60))
    assert "W-AUTHORITY:police" not in raised(
        then(meeting, NoteAuthority(attendee_id="police", authority=can))
    )


@pytest.mark.parametrize(
    ("grade", "warned"),
    [("Team Manager", False), ("Head of service", False), ("Social worker", True), ("", True)],
)
def test_a_chair_below_the_profiles_grade_is_warned_of(grade: str, warned: bool) -> None:
    meeting = then(held(WORKER, CAIT, NURSE), TakeChair(name="Jo", grade=grade))
    assert ("W-CHAIR" in shown(meeting)) is warned


def test_a_complex_case_asks_for_a_more_senior_chair() -> None:
    assert "W-CHAIR" in shown(because(held(WORKER, CAIT, NURSE), Circumstance.COMPLEX))


# noise


def test_at_the_opening_of_a_full_meeting_only_what_can_be_acted_on_is_shown() -> None:
    meeting = held(WORKER, CAIT, NURSE, SCHOOL)
    assert shown(meeting) == {"W-NOFIRSTHAND", "W-PURPOSE", "W-SAFETY", "W-LATE"}


def test_the_gravest_warning_comes_first() -> None:
    found = JUDGE(decided(held(WORKER, CAIT), Outcome.DO_NOT_INITIATE), at(60))
    order = [Severity.STOP, Severity.WARN, Severity.PROMPT]
    severities = [order.index(one.severity) for one in found]
    assert severities == sorted(severities)


def test_no_warning_comes_twice_under_one_id() -> None:
    meeting = decided(because(held(WORKER, CAIT), *Circumstance))
    ids = [one.id for one in JUDGE(meeting, TEN)]
    assert len(ids) == len(set(ids))


def test_a_meeting_not_begun_yet_is_not_asked_about_its_course() -> None:
    before = prepared(WORKER, CAIT, NURSE, child=KIT)
    assert not {"W-PURPOSE", "W-SAFETY", "W-NOFIRSTHAND"} & raised(before)
    assert "W-SAFETY" in raised(then(before, StartMeeting()))


def test_the_minimum_stands_before_every_other_stop() -> None:
    meeting = decided(held(SCHOOL))
    stops = [one.code for one in JUDGE(meeting, at(60)) if one.severity is Severity.STOP]
    assert stops[:3] == ["W-MIN-SW", "W-MIN-POLICE", "W-MIN-HEALTH"]


def test_the_home_force_is_named_where_another_is_involved() -> None:
    meeting = then(held(WORKER, NURSE), NamePlace(place=PLACEMENT))
    said = about(meeting, "W-BORDER:Metropolitan Police Service").say
    assert said.startswith("Metropolitan Police Service is not here.")
    assert "Bromley is in the area of this force." in said


def test_a_line_of_the_home_force_is_called_without_its_area() -> None:
    met = line("police-child-abuse", "police", area="Metropolitan Police Service")
    assert "W-SILENT:police-child-abuse" in raised(decided(held(WORKER, met, NURSE)))


# However a register from elsewhere writes its agencies


def test_a_police_line_fills_a_unit_by_its_unit_whatever_its_key_is() -> None:
    unit = line("police", "u", unit=PoliceUnit.MISSING)
    for key in ("police", "Met Police", "herts-police"):
        named = replace(unit, agency=key)
        meeting = because(held(WORKER, named, NURSE), Circumstance.MISSING)
        assert "W-POL-UNIT:missing" not in raised(meeting), key


def test_one_unit_does_not_fill_another_by_a_word() -> None:
    odd = line("police-child-abuse", "u", unit=PoliceUnit.MISSING)
    assert "W-POL-UNIT:missing" in raised(because(held(WORKER, odd, NURSE), Circumstance.MISSING))


@pytest.mark.parametrize("key", ["CAMHS", "Camhs", "ca mhs", "adult mental health", "Adult-Mental-Health"])
def test_an_agency_is_matched_however_its_key_is_written(key: str) -> None:
    child = replace(KIT, open_to=("camhs", "adult-mental-health"))
    there = replace(line("camhs"), agency=key)
    wanted = "adult-mental-health" if "dult" in key else "camhs"
    expected = {one.key: one.attendee_id for one in JUDGE.expected(held(WORKER, CAIT, there, child=child))}
    assert expected[wanted] == "camhs"


def test_an_open_service_is_the_same_however_it_is_written() -> None:
    child = replace(KIT, open_to=("CAMHS", "Youth Offending Service"))
    assert {"camhs", "youth-justice"} <= set(keys(held(WORKER, child=child)))


def test_a_school_under_its_own_name_fills_the_school() -> None:
    elm = replace(SCHOOL, agency="elm-primary")
    expected = {one.key: one.attendee_id for one in JUDGE.expected(held(WORKER, elm))}
    assert expected["school"] == "school"
    virtual = replace(SCHOOL, agency="virtual-school")
    assert not {one.key: one.attendee_id for one in JUDGE.expected(held(WORKER, virtual))}["school"]


def test_mash_health_without_its_kind_is_still_mash_health() -> None:
    meeting = held(WORKER, CAIT, line("mash-health", "mash", health=None, name=""))
    assert "W-HEALTH-PROXY" in raised(meeting)
    assert "W-HEALTH-KIND" not in raised(meeting)


def test_a_child_of_school_age_whom_nobody_teaches_expects_education_welfare() -> None:
    untaught = replace(KIT, education=Education.NONE)
    assert "education-welfare" in keys(prepared(child=untaught))
    assert "education-welfare" not in keys(prepared(child=replace(BABY, education=Education.NONE)))
