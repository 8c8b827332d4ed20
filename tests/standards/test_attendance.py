"""The audit's findings on attendance: R2 to R6, R11 to R13 and R22 to R29."""

from collections.abc import Callable
from datetime import date

import pytest
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
    ListAttendee,
    NoteAuthority,
    NoteInvitation,
    NoteWrittenInformation,
    RecordPresence,
)
from chairtui.core.chairing import OverrideMinimum, TakeChair
from chairtui.core.conference import PlanNextMeeting
from chairtui.core.first_hand import AskWhoHasMet, NoteFirstHand
from chairtui.core.meeting import Meeting, PrepareMeeting, StartMeeting
from chairtui.core.plan import PlanSeeing, Seeing
from chairtui.core.register import Authority, FirstHand
from chairtui.core.rooms import record_type
from chairtui.core.round import CallAgency, NoteNothingKnown
from chairtui.core.sharing import Contribute, Contribution
from chairtui.core.vocabulary import Answer, Circumstance, Form, Mode, Outcome, Threshold, Weight, YesNo
from chairtui.core.warnings import Severity
from chairtui.standards.verdict import Answered

MINIMUM = {"W-MIN-SW", "W-MIN-POLICE", "W-MIN-HEALTH"}


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
    assert "W-RECONVENE" in raised(then(meeting, PlanNextMeeting(at=at(-300)), minutes=31))
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


def test_an_agency_whose_absent_worker_wrote_is_not_silent_though_their_deputy_is() -> None:
    author = line("school-nurse", "author", name="Ola Reyes")
    passed = then(held(WORKER, CAIT, NURSE), ListAttendee(attendee=author), CallAgency(attendee_id="nurse"))
    silent = decided(then(passed, CallAgency(attendee_id="police")))
    assert "W-SILENT:school-nurse" in shown(silent)
    wrote = Contribution(id="c1", attendee_id="author", fact="Lost weight", source="Records")
    assert "W-SILENT:school-nurse" not in raised(then(silent, Contribute(contribution=wrote)))


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


GRADES = JUDGE.what_if("working-together-2026").profile(Meeting()).grades


@pytest.mark.parametrize(
    "grade",
    [
        "Team Manager",
        "team  manager",
        "Head of service",
        "Team manager, North",
        "Service Manager (MASH)",
        *GRADES,
    ],
)
@pytest.mark.parametrize("way", [str, str.upper, str.title], ids=["small", "upper", "title"])
def test_a_chair_whose_whole_title_is_one_of_the_grades_or_another_name_of_one_is_taken(
    grade: str, way: Callable[[str], str]
) -> None:
    judge = JUDGE.what_if("working-together-2026")
    meeting = then(held(WORKER, CAIT, NURSE), TakeChair(name="Jo", grade=way(grade)))
    assert "W-CHAIR" not in raised(meeting, judge=judge)


@pytest.mark.parametrize(
    "part", ["Deputy {}", "Assistant {}", "Acting {}", "Interim {}", "PA to the {}", "{} assistant", "Not {}"]
)
def test_a_title_that_has_a_grade_in_it_is_another_grade(part: str) -> None:
    figures = JUDGE.figures(Meeting())
    for grade in (*figures["chair_grades"], *figures["complex_chair_grades"]):  # type: ignore[misc]
        meeting = then(held(WORKER, CAIT, NURSE), TakeChair(name="Jo", grade=part.format(grade)))
        assert "W-CHAIR" in raised(meeting)


@pytest.mark.parametrize("grade", ["Social worker", ""])
def test_a_chair_below_the_profiles_grade_or_of_none_is_warned_of(grade: str) -> None:
    meeting = then(held(WORKER, CAIT, NURSE), TakeChair(name="Jo", grade=grade))
    assert "W-CHAIR" in shown(meeting)


def test_a_complex_case_asks_for_a_more_senior_chair_and_names_that_list() -> None:
    meeting = held(WORKER, CAIT, NURSE)
    assert "W-CHAIR" not in shown(meeting)
    said = about(because(meeting, Circumstance.COMPLEX), "W-CHAIR").say
    assert "service manager" in said
    assert "team manager" not in said.partition(";")[2]
    low = about(then(meeting, TakeChair(name="Jo", grade="Deputy team manager")), "W-CHAIR").say
    assert "team manager" in low.partition(";")[2]


def test_each_grade_that_a_figure_names_has_its_other_names_in_the_profile() -> None:
    for name in ("working-together-2023", "working-together-2026"):
        profile = JUDGE.what_if(name).profile(Meeting())
        listed = {one.title for file in profile.files for one in file.grade}
        for figure in ("chair_grades", "complex_chair_grades"):
            assert set(profile.figures[figure].value) <= listed  # type: ignore[arg-type]


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


def test_after_whether_the_child_is_safe_the_minimum_stands_before_every_other_stop() -> None:
    meeting = decided(held(SCHOOL))
    stops = [one.code for one in JUDGE(meeting, at(60)) if one.severity is Severity.STOP]
    assert stops[:4] == ["W-SAFETY", "W-MIN-SW", "W-MIN-POLICE", "W-MIN-HEALTH"]
