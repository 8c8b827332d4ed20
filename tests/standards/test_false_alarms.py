"""No rule speaks to whom its source does not speak: the unborn, a later meeting, who helps the meeting."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from tests.standards.scene import (
    CAIT,
    JUDGE,
    KIT,
    NURSE,
    TEN,
    WORKER,
    at,
    because,
    decided,
    has,
    held,
    line,
    prepared,
    raised,
    then,
    verdicts,
)

from chairtui.core.analysis import Judgement, JudgeThreshold
from chairtui.core.attendance import ListAttendee, RecordPresence
from chairtui.core.births import Birth
from chairtui.core.children import Child, DescribeChild, DescribeFamilyMember, FamilyMember
from chairtui.core.closing import SignOff
from chairtui.core.concern import StateConcern
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee
from chairtui.core.round import CallAgency, NoteNothingKnown
from chairtui.core.scheduling import due_on
from chairtui.core.series import Earlier, JoinSeries
from chairtui.core.views import position_words
from chairtui.core.vocabulary import Certainty, Circumstance, Sector, Threshold
from chairtui.core.who_was_missing import decided_without
from chairtui.live.recipients import Around, at_signing

UNBORN = Child(id="bump", name="Baby Marsh", expected_on=date(2024, 6, 1))
UNDATED = Child(id="bump", name="Baby Marsh")
NAMED = Child(id="bump", name="Unborn baby Marsh")
HELPERS = (line("interpreter"), line("legal"))

OF_A_BORN_CHILD = {
    "W-SEE-CHILD", "W-NOFIRSTHAND", "W-VOICE", "W-VOICE-FIRST", "W-SEEN", "W-MEDICAL", "W-INTERVIEW",
    "W-LAST-SEEN",
}  # fmt: skip
"""Rules about meeting, seeing, hearing, examining or interviewing a child."""

HURT = (Circumstance.PHYSICAL_INJURY, Circumstance.SEXUAL_ABUSE, Circumstance.IN_HOSPITAL)


def listed(one: Attendee) -> ListAttendee:
    return ListAttendee(attendee=one)


def codes(meeting: Meeting) -> set[str]:
    return {one.code for one in verdicts(meeting)}


# Children who are not born


NOT_KNOWN = Birth(certainty=Certainty.NOT_KNOWN)


@pytest.mark.parametrize(
    "child",
    [UNBORN, UNDATED, replace(UNBORN, birth=NOT_KNOWN), replace(NAMED, birth=NOT_KNOWN)],
    ids=[
        "expected on a day",
        "no day written",
        "expected, and said not known",
        "called unborn, and said not known",
    ],
)
def test_nobody_has_to_meet_see_hear_examine_or_interview_an_unborn_child(child: Child) -> None:
    meeting = because(held(WORKER, CAIT, NURSE, child=child), Circumstance.UNBORN, *HURT)
    found = codes(meeting) | codes(decided(meeting))
    assert not found & OF_A_BORN_CHILD


def test_of_a_child_called_unborn_nothing_is_asked_that_is_not_asked_of_one_who_is_expected() -> None:
    for child in (NAMED, replace(NAMED, name="UNBORN Marsh")):
        asked: list[set[str]] = []
        for one in (child, replace(child, expected_on=date(2024, 6, 1))):
            begun = then(held(WORKER, CAIT, NURSE, child=one), CallAgency(attendee_id="police"))
            beside = then(decided(begun), DescribeChild(child=KIT))
            asked.append(
                raised(prepared(child=one)) | raised(begun) | raised(decided(begun)) | raised(beside)
            )
        assert asked[0] == asked[1]
        assert not {"W-AGE:bump", "W-VOICE:bump", "W-SEEN:bump"} & asked[0]


def test_a_child_whose_birth_is_written_is_born_whatever_they_are_still_called() -> None:
    assert "W-VOICE:bump" in raised(held(WORKER, child=replace(NAMED, born_on=date(2024, 2, 1))))


def test_an_unborn_brother_or_sister_does_not_have_to_be_seen() -> None:
    family = {
        "named": FamilyMember(id="named", name="Unborn Marsh", is_child=True),
        "kin": FamilyMember(id="kin", name="Bump", relationship="unborn sibling", is_child=True),
        "born": FamilyMember(id="born", name="Bo", relationship="brother", is_child=True),
    }
    meeting = then(held(WORKER, CAIT, NURSE), *(DescribeFamilyMember(member=one) for one in family.values()))
    found = {one for one in raised(decided(meeting)) if one.startswith("W-SEEN:")}
    assert found == {"W-SEEN:kit", "W-SEEN:born"}


def test_nobody_on_call_examines_an_unborn_child() -> None:
    meeting = because(held(WORKER, CAIT, NURSE, child=UNBORN), Circumstance.UNBORN, *HURT)
    assert "W-PAED" not in codes(meeting)


def test_the_same_is_asked_about_a_child_who_is_born() -> None:
    meeting = because(held(WORKER, CAIT, NURSE), *HURT)
    assert OF_A_BORN_CHILD - {"W-VOICE-FIRST", "W-LAST-SEEN"} <= codes(decided(meeting))


def test_a_brother_who_is_born_is_asked_about_beside_his_unborn_sister() -> None:
    meeting = decided(then(held(WORKER, CAIT, NURSE), DescribeChild(child=UNBORN)))
    assert {"W-VOICE:kit", "W-SEEN:kit", "W-SEE-CHILD"} <= raised(meeting)
    assert not {"W-VOICE:bump", "W-SEEN:bump"} & raised(meeting)


def test_among_several_children_without_a_date_of_birth_none_counts_as_unborn() -> None:
    meeting = then(held(WORKER, CAIT, NURSE, child=UNDATED), DescribeChild(child=replace(UNDATED, id="two")))
    assert {"W-VOICE:bump", "W-VOICE:two"} <= raised(because(meeting, Circumstance.UNBORN))


# A later meeting of a series


def later(held_hours_after_the_concern: float, *, days_late: int = 30) -> Meeting:
    raised_at = TEN - timedelta(days=days_late)
    earlier = Earlier(id="first", held_at=raised_at + timedelta(hours=held_hours_after_the_concern))
    return then(
        held(WORKER, CAIT, NURSE),
        StateConcern(words="A bruise.", raised_at=raised_at),
        JoinSeries(earlier=(earlier,)),
    )


def test_a_later_meeting_about_the_same_concern_is_not_late() -> None:
    assert "W-LATE" not in raised(later(24))
    assert due_on(later(24), {"meeting_working_days": 3}) is None


def test_the_first_meeting_about_a_new_concern_has_its_clock_also_in_a_series() -> None:
    assert "W-LATE" in raised(later(-24))
    assert due_on(later(-24), {"meeting_working_days": 3}) is not None


def test_a_later_meeting_without_the_time_of_the_concern_is_not_asked_for_it() -> None:
    meeting = then(held(WORKER, CAIT, NURSE), JoinSeries(earlier=(Earlier(id="e", held_at=at(-9_000)),)))
    assert "W-LATE" not in raised(meeting)
    assert "W-LATE" in raised(held(WORKER, CAIT, NURSE))


# Interpreters and legal advisers


def with_helpers() -> Meeting:
    meeting = held(WORKER, CAIT, NURSE, *HELPERS)
    for minutes, one in enumerate((WORKER, CAIT, NURSE), 5):
        meeting = then(
            meeting, CallAgency(attendee_id=one.id), NoteNothingKnown(attendee_id=one.id), minutes=minutes
        )
    return meeting


@pytest.mark.parametrize("helper", HELPERS, ids=lambda one: one.agency)
def test_who_helps_the_meeting_is_not_asked_what_they_know_or_what_they_think(helper: Attendee) -> None:
    found = raised(decided(with_helpers()))
    assert f"W-SILENT:{helper.agency}" not in found
    said = next(one.say for one in verdicts(decided(with_helpers())) if one.code == "W-POSITIONS")
    assert "Interpreter" not in said
    assert "Legal" not in said


def test_an_agency_that_said_nothing_is_asked_beside_them() -> None:
    found = raised(decided(held(WORKER, CAIT, NURSE, *HELPERS)))
    assert {"W-SILENT:school-nurse", "W-POSITIONS"} <= found


def test_the_round_is_complete_without_them() -> None:
    assert has(raised(with_helpers()), "W-THRESHOLD")


def test_an_interpreter_whose_line_is_older_than_their_kind_of_agency_is_not_asked_either() -> None:
    old = replace(line("interpreter"), sector=Sector.OTHER)
    assert "W-SILENT:interpreter" not in raised(decided(held(WORKER, CAIT, NURSE, old)))


def test_the_record_names_them_neither_as_missing_nor_as_silent_about_the_decision() -> None:
    meeting = decided(then(held(WORKER, CAIT), *map(listed, (*HELPERS, NURSE))))
    assert [one.who for one in decided_without(meeting)[0].missing] == ["Somebody (School nurse)"]
    assert not [words for words in position_words(meeting) if "nterpreter" in words or "egal" in words]


def test_signing_sends_the_record_to_no_interpreter_and_the_rules_ask_for_none() -> None:
    meeting = decided(with_helpers())
    around = Around(expected=JUDGE.expected(meeting), agencies=JUDGE.agencies, figures=JUDGE.figures(meeting))
    sent = {one.attendee_id for one in at_signing(meeting, around)}
    assert {"worker", "nurse"} <= sent
    assert not sent & {"interpreter", "legal"}
    assert "W-RECIPIENTS" not in raised(meeting)


def test_a_judgement_about_the_decision_is_silent_when_both_say_the_same() -> None:
    judged = then(
        held(WORKER, CAIT, NURSE),
        JudgeThreshold(judgement=Judgement(id=KIT.id, threshold=Threshold.SUFFERING)),
        minutes=20,
    )
    assert "W-THRESHOLD-DECISION:kit" not in raised(decided(judged))


def test_who_left_before_the_decision_is_owed_one_record_and_not_another_as_the_role_they_filled() -> None:
    called = then(held(WORKER, CAIT, NURSE), RecordPresence(attendee_id=CAIT.id, mode=None), minutes=10)
    meeting = then(decided(called), SignOff(name="Dee Grant"), minutes=40)
    around = Around(expected=JUDGE.expected(meeting), agencies=JUDGE.agencies, figures=JUDGE.figures(meeting))
    sent = at_signing(meeting, around)
    assert CAIT.agency in {one.agency for one in sent}
    complete = replace(meeting, closing=replace(meeting.closing, distribution=sent))
    assert "W-RECIPIENTS" not in raised(complete)
