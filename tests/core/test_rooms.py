"""Siblings who are decided at different times: each decision has its own room, missing and views."""

from datetime import date, timedelta

import pytest
from tests.core.scene import ALL_HERE, carry_out, given, minutes

from chairtui.core.absences import Without
from chairtui.core.attendance import NoteWrittenInformation, RecordPresence
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.change import Command, Event, Stamp
from chairtui.core.children import Child, DescribeChild
from chairtui.core.closing import Gap, SignedOff
from chairtui.core.decision import (
    Decision,
    DecisionRecorded,
    Position,
    PositionTaken,
    RecordDecision,
    TakePosition,
    position_of,
    standing,
)
from chairtui.core.meeting import Meeting, PrepareMeeting, evolve
from chairtui.core.rooms import each_room, in_room, record_type
from chairtui.core.round import NoteNothingKnown, Withhold
from chairtui.core.sentences.names import undecided_names
from chairtui.core.sharing import Contribute, Contribution
from chairtui.core.views import again_words, position_words
from chairtui.core.vocabulary import Form, Gate, Handling, Mode, NotShared, Outcome, Stage, View
from chairtui.core.warnings import COMING, Severity, WarningHandled, WarningRaised
from chairtui.core.who_was_missing import decided_without
from chairtui.live.gates import REACHED
from chairtui.tui.sheets.handling import GATES

DAY = date(2026, 3, 12)
TYPE = "Strategy discussion"
NOT_MET = "Multi-agency meeting: minimum attendance not met"
NURSE_LEAVES = RecordPresence(attendee_id="nurse", mode=None)
NURSE_COMES = RecordPresence(attendee_id="nurse", mode=Mode.IN_ROOM)
LEE = DescribeChild(child=Child(id="lee", name="Lee"))


def decides(key: str, *children: str) -> RecordDecision:
    return RecordDecision(decision=Decision(id=key, children=children, outcome=Outcome.INITIATE))


def begun() -> Meeting:
    return given(*ALL_HERE, LEE)


def apart(meeting: Meeting | None = None) -> Meeting:
    """Return a meeting that decided about Kit without health, and about Lee with everybody there."""
    meeting = carry_out(meeting or begun(), NURSE_LEAVES, at=minutes(12))
    meeting = carry_out(meeting, decides("first", "kit"), at=minutes(25))
    meeting = carry_out(meeting, NURSE_COMES, at=minutes(30))
    return carry_out(meeting, decides("second", "lee"), at=minutes(40))


def test_the_record_is_called_after_the_worst_of_the_decisions_that_stand() -> None:
    meeting = apart()
    assert record_type(meeting).title == NOT_MET
    assert record_type(meeting, ("kit",)).title == NOT_MET
    assert record_type(meeting, ("lee",)).title == TYPE


def test_a_child_who_is_decided_again_with_everybody_there_is_judged_by_the_later_decision() -> None:
    meeting = carry_out(apart(), decides("third", "kit"), at=minutes(45))
    assert [one.id for one in standing(meeting)] == ["third", "second"]
    assert record_type(meeting).title == TYPE
    assert (
        again_words(meeting, meeting.deciding.decisions[0])
        == "It stands no more: it was decided again at 10:45."
    )


def test_each_decision_has_its_own_room_and_its_own_missing() -> None:
    meeting = apart()
    rooms = {room.about: [line.id for line in room.people] for room in each_room(meeting)}
    assert rooms == {"Kit": ["worker", "police"], "Lee": ["worker", "police", "nurse"]}
    without = decided_without(meeting)
    assert [(one.about, [each.who for each in one.missing]) for one in without] == [
        ("Kit", ["Cy Lowe (Health visitor)"]),
        ("Lee", []),
    ]
    assert without[0].words.startswith("Decided about Kit without: Cy Lowe (Health visitor) (left at 10:12)")


def test_a_meeting_is_decided_once_every_child_has_a_decision() -> None:
    one = carry_out(begun(), decides("first", "kit"), at=minutes(25))
    assert one.stage is Stage.PARTLY
    assert one.stage.words(undecided_names(one)) == "partly decided (no decision for Lee)"
    both = carry_out(one, decides("second", "lee"), at=minutes(26))
    assert both.stage is Stage.DECIDED
    assert both.stage.words(undecided_names(both)) == "decided"


@pytest.mark.parametrize("table", [REACHED, COMING, GATES])
def test_each_stage_of_a_meeting_has_its_gate(table: dict[Stage, object]) -> None:
    assert set(table) == set(Stage)


def test_one_room_for_all_children_names_none_of_them() -> None:
    meeting = carry_out(begun(), decides("first", "kit"), decides("second", "lee"), at=minutes(25))
    assert [room.about for room in each_room(meeting)] == [""]
    assert [one.about for one in decided_without(meeting)] == [""]


def test_the_one_decision_says_about_whom_it_is_while_a_sibling_has_none() -> None:
    meeting = carry_out(begun(), decides("first", "kit"), at=minutes(25))
    assert [room.about for room in each_room(meeting)] == ["Kit"]


def test_each_view_is_about_one_decision() -> None:
    meeting = apart()
    first, second = standing(meeting)
    nurse, worker = meeting.attendance.register[2], meeting.attendance.register[0]
    meeting = carry_out(
        meeting,
        TakePosition(position=position_of(worker, first, view=View.AGREE)),
        TakePosition(position=position_of(worker, second, view=View.DISAGREE, reason="Too soon")),
        TakePosition(position=position_of(nurse, second, view=View.AGREE)),
        at=minutes(41),
    )
    said = position_words(meeting)
    assert "About Kit: Ada Okoro (Social care) agrees." in said
    assert "About Lee: Ada Okoro (Social care) disagrees: Too soon." in said
    assert "About Kit: Cy Lowe (Health visitor) was absent and does not count as agreeing." in said
    assert "About Lee: Cy Lowe (Health visitor) agrees." in said
    assert sum("Ben Marsh" in words and "was not asked for a view" in words for words in said) == 1


def test_a_view_that_is_given_again_takes_the_place_of_the_one_before() -> None:
    meeting = apart()
    worker, (first, second) = meeting.attendance.register[0], standing(meeting)
    both = Position(id="worker", view=View.AGREE)
    again = position_of(worker, first, view=View.CONSULT)
    meeting = carry_out(meeting, TakePosition(position=both), TakePosition(position=again), at=minutes(41))
    views = {one.id: meeting.deciding.view("worker", one.id) for one in (first, second)}
    assert [one and one.view for one in views.values()] == [View.CONSULT, View.AGREE]


def _noted(meeting: Meeting, event: PositionTaken | DecisionRecorded, at: int) -> Meeting:
    return evolve(event, meeting, Stamp(event_id=str(at), at=minutes(at), actor="Dee Grant"))


def test_a_view_in_an_old_log_is_about_the_decisions_that_stood_then_and_were_taken_with_them_there() -> None:
    old = PositionTaken(position=Position(id="nurse", view=View.AGREE))
    after = _noted(apart(), old, 41)
    assert after.deciding.positions[0].decisions == ("second",)
    worker = _noted(apart(), PositionTaken(position=Position(id="worker", view=View.AGREE)), 41)
    assert worker.deciding.positions[0].decisions == ("first", "second")


def test_a_view_in_an_old_log_is_not_about_a_decision_that_came_later() -> None:
    meeting = carry_out(begun(), decides("first", "kit"), at=minutes(25))
    meeting = _noted(meeting, PositionTaken(position=Position(id="police", view=View.AGREE)), 26)
    meeting = carry_out(meeting, decides("second", "lee"), at=minutes(40))
    assert meeting.deciding.view("police", "first") is not None
    assert meeting.deciding.view("police", "second") is None


def test_who_came_and_spoke_and_left_is_not_told_of_as_if_nothing_had_come_from_them() -> None:
    shared = [
        Contribute(contribution=Contribution(id=key, attendee_id="nurse", fact=key)) for key in ("a", "b")
    ]
    meeting = carry_out(carry_out(begun(), *shared), NURSE_LEAVES, at=minutes(20))
    meeting = carry_out(meeting, decides("first", "kit", "lee"), at=minutes(25))
    (absence,) = decided_without(meeting)[0].missing
    assert absence.words == "Cy Lowe (Health visitor) (left at 10:20, after sharing 2 things)"
    assert "is to be reviewed" not in decided_without(meeting)[0].words
    assert absence.covered


def missing_nurse(*told: Command, spoken: int = 15, comes: int = 0) -> Without:
    """Return who was missing where the nurse leaves at 10:20 and the decision is taken at 10:25."""
    meeting = carry_out(begun(), *told, at=minutes(spoken)) if spoken < 20 else begun()
    meeting = carry_out(meeting, NURSE_LEAVES, at=minutes(20))
    meeting = carry_out(meeting, decides("first", "kit", "lee"), at=minutes(25))
    meeting = carry_out(meeting, NURSE_COMES, at=minutes(comes)) if comes else meeting
    meeting = carry_out(meeting, *told, at=minutes(spoken)) if spoken > 20 else meeting
    (without,) = decided_without(meeting)
    return without


SHARED = Contribute(contribution=Contribution(id="a", attendee_id="nurse", fact="a"))
AWAITED = "The decision is to be reviewed when their information comes."
HEARD = "What they had to say was heard."
AFTER = "What they had to say came after it: the decision is to be reviewed with that."
THAT_DAY = (
    "What they wrote bears the day of the decision and no time: whether it came before "
    "or after it is not known, and the decision is to be reviewed with that."
)


def wrote(days: int) -> NoteWrittenInformation:
    """Return that the nurse wrote so many days after the decision, at a time that nobody knows."""
    return NoteWrittenInformation(attendee_id="nurse", on=local_day(minutes(0)) + timedelta(days=days))


def dated(days: int) -> Contribute:
    """Return that the nurse shared something in writing, so many days after the decision."""
    on = local_day(minutes(0)) + timedelta(days=days)
    return Contribute(contribution=Contribution(id="a", attendee_id="nurse", fact="a", shared_on=on))


@pytest.mark.parametrize(
    ("without", "follows"),
    [
        (missing_nurse(), AWAITED),
        (missing_nurse(SHARED), HEARD),
        (missing_nurse(NoteNothingKnown(attendee_id="nurse")), HEARD),
        (missing_nurse(Withhold(attendee_id="nurse", reason=NotShared.DETRIMENT)), HEARD),
        (missing_nurse(Withhold(attendee_id="nurse", reason=NotShared.LATER, later_on=DAY)), AWAITED),
        (missing_nurse(SHARED, spoken=30), HEARD),
        (missing_nurse(SHARED, spoken=30, comes=28), AFTER),
        (missing_nurse(NoteWrittenInformation(attendee_id="nurse", at=minutes(10))), HEARD),
        (missing_nurse(NoteWrittenInformation(attendee_id="nurse", at=minutes(40)), spoken=45), AFTER),
        (missing_nurse(wrote(-1), spoken=45), HEARD),
        (missing_nurse(wrote(0)), HEARD),
        (missing_nurse(wrote(0), spoken=45), THAT_DAY),
        (missing_nurse(wrote(1), spoken=1_800), AFTER),
        (missing_nurse(dated(-1), spoken=45, comes=28), HEARD),
        (missing_nurse(dated(0), spoken=45, comes=28), THAT_DAY),
        (missing_nurse(dated(1), spoken=1_800, comes=28), AFTER),
    ],
    ids="nothing|shared|holds nothing|withholds|later|typed late|came again|wrote|wrote after|the day before"
    "|that day, taken in before it|that day|the next day|shared the day before|shared that day"
    "|shared the next day".split("|"),
)
def test_whether_somebody_who_was_missing_was_heard_is_said_and_what_follows(
    without: Without, follows: str
) -> None:
    assert without.words.endswith(follows)
    assert without.names.endswith(follows)
    assert without.missing[0].covered == (follows == HEARD or "later" in without.words)


def test_of_several_who_were_missing_it_is_said_of_whom_which_is_so() -> None:
    meeting = carry_out(begun(), SHARED)
    meeting = carry_out(
        meeting, NURSE_LEAVES, RecordPresence(attendee_id="police", mode=None), at=minutes(20)
    )
    meeting = carry_out(meeting, decides("first", "kit", "lee"), at=minutes(25))
    (without,) = decided_without(meeting)
    assert without.follows == (
        "The decision is to be reviewed when information comes from Ben Marsh (Police child abuse, "
        "child abuse investigation). "
        "What Cy Lowe (Health visitor) had to say was heard."
    )


def test_who_said_that_they_hold_nothing_was_heard() -> None:
    meeting = carry_out(begun(), NoteNothingKnown(attendee_id="nurse"))
    meeting = carry_out(
        carry_out(meeting, NURSE_LEAVES, at=minutes(20)), decides("d", "kit", "lee"), at=minutes(25)
    )
    (absence,) = decided_without(meeting)[0].missing
    assert absence.words == "Cy Lowe (Health visitor) (left at 10:20, after saying that they hold nothing)"


def test_what_was_shared_about_a_sibling_alone_did_not_come_for_the_other_child() -> None:
    about_lee = Contribution(id="a", attendee_id="nurse", fact="a", children=("lee",))
    meeting = apart(carry_out(begun(), Contribute(contribution=about_lee)))
    assert "nothing is arranged to hear from them" in decided_without(meeting)[0].words


def test_in_a_chain_of_calls_everyone_who_spoke_was_heard() -> None:
    calls = PrepareMeeting(meeting_id="m1", reference="SM-1", authority="Bromley", form=Form.CALLS)
    shared = Contribute(contribution=Contribution(id="a", attendee_id="nurse", fact="a"))
    meeting = carry_out(carry_out(begun(), calls, shared), NURSE_LEAVES, at=minutes(20))
    meeting = carry_out(meeting, decides("first", "kit", "lee"), at=minutes(25))
    (absence,) = decided_without(meeting)[0].missing
    assert absence.words == "Cy Lowe (Health visitor) (their call ended at 10:20, after sharing 1 thing)"
    assert not in_room(meeting)[2:]


SAID = "Called away at 10:11, rings back at 10:45 and is read the decision"


def noted(words: str, at: int) -> tuple[WarningRaised, WarningHandled]:
    """Return that health was missing, and what the chair said of it."""
    raised = WarningRaised(warning_id="W-MIN-HEALTH", severity=Severity.STOP, words="No health practitioner")
    handled = WarningHandled(
        warning_id="W-MIN-HEALTH",
        what=Handling.CONTACTED,
        words=words,
        gate=Gate.DECISION,
        at=minutes(at),
    )
    return raised, handled


def with_noted(meeting: Meeting, *events: Event) -> Meeting:
    for event in events:
        meeting = evolve(event, meeting, Stamp(event_id="e", at=minutes(20), actor="Dee Grant"))
    return meeting


def test_what_was_noted_of_a_missing_minimum_stands_beside_who_was_missing() -> None:
    meeting = with_noted(apart(), *noted(SAID, 20))
    kit, lee = decided_without(meeting)
    assert f"A health practitioner was missing; noted at 10:20: contacted, “{SAID}”." in kit.words
    assert "nothing is arranged" not in kit.words
    assert lee.words == ""
    assert SAID not in kit.names
    assert "nothing is arranged to hear from them" in decided_without(apart())[0].words


def test_of_several_notes_the_last_before_the_decision_counts_and_else_what_was_said_later() -> None:
    several = with_noted(apart(), *noted("No answer yet", 15), *noted(SAID, 20), *noted("It is known", 50))
    assert SAID in decided_without(several)[0].words
    assert "It is known" not in decided_without(several)[0].words
    assert "It is known" in decided_without(with_noted(apart(), *noted("It is known", 50)))[0].words


def test_a_reason_given_at_signing_stands_there_where_nothing_was_noted_before() -> None:
    gap = Gap(code="W-MIN-HEALTH", words="No health practitioner", reason="The ward sent its notes")
    signed = with_noted(apart(), SignedOff(name="Dee Grant", gaps=(gap,)))
    words = decided_without(signed)[0].words
    assert "A health practitioner was missing; noted at signing: “The ward sent its notes”." in words
