"""What two machines answered differently says so on its row, on every step where it stands."""

from __future__ import annotations

import inspect
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.handover.machine import Machine, exchange, two
from tests.tui.desk import agencies, desk

from chairtui.cli.overview import overview
from chairtui.core.actions import Action, AllotAction, CloseAction, HandActionOn
from chairtui.core.analysis import Judgement, JudgeThreshold
from chairtui.core.change import Command
from chairtui.core.chronology import Booking, NoteBooking, NoteBookingOutcome
from chairtui.core.concern import AnswerSafety, NoteAssessment, Safety
from chairtui.core.conflicts import SettleConflict
from chairtui.core.decision import Decision, Position, RecordDecision, TakePosition
from chairtui.core.first_hand import AskWhoHasMet
from chairtui.core.meeting import StartMeeting
from chairtui.core.plan import ExplainNothingNeeded, NothingNeeded, PlanSeeing, Seeing
from chairtui.core.topics import Settle, Settled
from chairtui.core.vocabulary import (
    ActionStatus,
    BookingOutcome,
    Horizon,
    Outcome,
    Step,
    Threshold,
    Topic,
    View,
    YesNo,
)
from chairtui.core.what_changes import CHANGES
from chairtui.directory.agencies import Agencies
from chairtui.live.outcome import Outcome as Shown
from chairtui.live.recipients import Around
from chairtui.records.content.composing import compose
from chairtui.records.content.frame import NOT_SETTLED, Frame
from chairtui.standards.judge import ProfileJudge
from chairtui.tui.rows.closing import read_back_rows
from chairtui.tui.rows.concern import concern_rows
from chairtui.tui.rows.deciding import decision_rows
from chairtui.tui.rows.disputed import MET, PLACES, marked
from chairtui.tui.rows.meaning import meaning_rows
from chairtui.tui.rows.planning import plan_rows
from chairtui.tui.rows.progress import progress
from chairtui.tui.rows.register import met_row
from chairtui.tui.rows.sharing import round_rows
from chairtui.tui.widgets.words import content

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)

DAY = date(2026, 3, 6)
ACTION = Action(id="a", what="See Kit", owner="Ada Lovelace", agency="health", why="Risk", due_on=DAY)
AT_D: dict[str, Any] = {"id": "police d", "attendee_id": "police", "decisions": ("d",)}
BOOKING = Booking(id="b", attendee_id="police", what="Interview", at=NOW)


def decide(outcome: Outcome) -> Command:
    return RecordDecision(decision=Decision(id="d", children=("c1",), outcome=outcome))


BOTH: dict[str, tuple[Step, str, Command, Command]] = {
    "safety": (
        Step.WHY, "safety",
        AnswerSafety(safety=Safety(safe=YesNo.NO)), AnswerSafety(safety=Safety(safe=YesNo.YES)),
    ),
    "assessment": (
        Step.WHY, "team", NoteAssessment(under_way=YesNo.NO), NoteAssessment(under_way=YesNo.YES)
    ),
    "who has met the child": (
        Step.WHO, MET, AskWhoHasMet(someone=YesNo.NO), AskWhoHasMet(someone=YesNo.YES)
    ),
    "threshold": (
        Step.MEAN, "threshold/c1",
        JudgeThreshold(judgement=Judgement(id="c1", threshold=Threshold.NOT_MET)),
        JudgeThreshold(judgement=Judgement(id="c1", threshold=Threshold.LIKELY)),
    ),
    "decision": (Step.DECIDE, "decision/d", decide(Outcome.INITIATE), decide(Outcome.DO_NOT_INITIATE)),
    "position": (
        Step.DECIDE, "position/police",
        TakePosition(position=Position(id="police", view=View.CONSULT)),
        TakePosition(position=Position(id="police", view=View.DISAGREE, reason="No")),
    ),
    "position at a decision": (
        Step.DECIDE, "position/police",
        TakePosition(position=Position(**AT_D, view=View.CONSULT)),
        TakePosition(position=Position(**AT_D, view=View.DISAGREE, reason="No")),
    ),
    "after the decision": (
        Step.DECIDE, "topic/MEDICAL",
        Settle(settled=Settled(id=Topic.MEDICAL, answer="yes", reason="A bruise")),
        Settle(settled=Settled(id=Topic.MEDICAL, answer="no", reason="No bruise")),
    ),
    "nothing needed": (
        Step.PLAN, "none/IMMEDIATE",
        ExplainNothingNeeded(nothing=NothingNeeded(id=Horizon.IMMEDIATE, because="Done")),
        ExplainNothingNeeded(nothing=NothingNeeded(id=Horizon.IMMEDIATE, because="Not yet")),
    ),
    "action": (
        Step.PLAN, "action/a",
        CloseAction(action_id="a", status=ActionStatus.DONE, evidence="Seen"),
        CloseAction(action_id="a", status=ActionStatus.CANCELLED, evidence="Mistake"),
    ),
    "who has it now": (
        Step.PLAN, "action/a",
        HandActionOn(action_id="a", owner="Bo Ray", agency="health", because="On leave"),
        HandActionOn(action_id="a", owner="Cy Lowe", agency="health", because="On leave"),
    ),
    "booking": (
        Step.PLAN, "booking/b",
        NoteBookingOutcome(booking_id="b", outcome=BookingOutcome.KEPT),
        NoteBookingOutcome(booking_id="b", outcome=BookingOutcome.MISSED),
    ),
    "seeing": (
        Step.PLAN, "seeing/c1",
        PlanSeeing(seeing=Seeing(id="c1", by="Ada Lovelace", seen_on=date(2026, 3, 4))),
        PlanSeeing(seeing=Seeing(id="c1", by="Ada Lovelace", seen_on=date(2026, 3, 5))),
    ),
}  # fmt: skip


def in_conflict(first: Command, second: Command, *before: Command) -> Machine:
    desk, laptop = two(StartMeeting(), *before, AllotAction(action=ACTION), NoteBooking(booking=BOOKING))
    desk.do(first)
    laptop.clock.pass_(60)
    laptop.do(second)
    exchange(desk, laptop)
    return desk


def rows(machine: Machine, step: Step) -> dict[str, tuple[str, str]]:
    """Return the words and the sign of every row of a step."""
    meeting = machine.meeting
    made: dict[Step, Any] = {
        Step.WHO: lambda: [met_row(meeting)],
        Step.WHY: lambda: concern_rows(meeting, agencies(), NOW),
        Step.KNOW: lambda: round_rows(meeting, (), agencies(), NOW),
        Step.MEAN: lambda: meaning_rows(meeting, ()),
        Step.DECIDE: lambda: decision_rows(meeting, (), agencies()),
        Step.PLAN: lambda: plan_rows(meeting, agencies(), NOW),
        Step.READ_BACK: lambda: read_back_rows(Shown(meeting, ()), Around(agencies=agencies()), NOW),
    }
    shown = marked(made[step](), meeting, step)
    return {row.key: (content(row.words).plain, content(row.mark).plain) for row in shown}


@pytest.mark.parametrize("name", sorted(BOTH))
def test_an_answer_that_two_machines_gave_differently_says_so_on_its_row(name: str) -> None:
    step, key, first, second = BOTH[name]
    for pair in ((first, second), (second, first)):
        before = (decide(Outcome.INITIATE),) if key.startswith(("position/", "topic/")) else ()
        machine = in_conflict(*pair, *before)
        words, mark = rows(machine, step)[key]
        assert "DISPUTED" in words
        assert mark == "≠"
        assert progress(machine.meeting, ())[step] != "✓"
        others = [one for one, (said, _) in rows(machine, step).items() if "DISPUTED" in said]
        assert others == [key]
        conflict = machine.meeting.conflicts[0]
        machine.do(settle_first(conflict))
        assert "DISPUTED" not in str(rows(machine, step))


def settle_first(conflict: Any) -> Command:
    return SettleConflict(event_ids=conflict.event_ids, keep=conflict.event_ids[0])


def test_every_part_of_a_meeting_that_can_be_disputed_has_its_place() -> None:
    parts = {inspect.getclosurevars(changes).nonlocals.get("part") for changes in CHANGES.values()}
    own = {"position", "line of the register", "decision", "decision itself", "recipient", "signed record"}
    assert {one for one in parts if one} | own == set(PLACES)


@pytest.mark.parametrize("name", ["safety", "assessment", "threshold", "decision"])
def test_the_record_says_beside_the_answer_that_it_is_not_settled(name: str) -> None:
    _, _, first, second = BOTH[name]
    for pair in ((first, second), (second, first)):
        machine = in_conflict(*pair)
        told = str(compose(Frame(meeting=machine.meeting, rows=machine.rows)))
        assert NOT_SETTLED in told
        machine.do(settle_first(machine.meeting.conflicts[0]))
        assert NOT_SETTLED not in str(compose(Frame(meeting=machine.meeting, rows=machine.rows)))


def test_record_screen_and_rules_take_the_answer_that_protects() -> None:
    _, key, no, yes = BOTH["safety"]
    machine = in_conflict(no, yes)
    assert rows(machine, Step.WHY)[key][0].startswith("Is each child safe now?  NO")
    assert f"Is the child safe? No, on Thu 5 Mar 2026. ({NOT_SETTLED})" in str(
        compose(Frame(meeting=machine.meeting, rows=machine.rows))
    )
    judge = ProfileJudge(Agencies.load())
    assert "W-SAFETY-ACTION" in {one.code for one in judge(machine.meeting, NOW)}
    shown = overview(replace(desk(Path("here")), judge=judge), Shown(machine.meeting, ()))
    assert f"Is each child safe now? no ({NOT_SETTLED})" in shown
