"""Whether a child is safe, answered differently on two machines: what protects holds until it is settled."""

from __future__ import annotations

import pytest
from tests.handover.machine import Machine, exchange, settle, two

from chairtui.core.concern import AnswerSafety, Safety
from chairtui.core.conflicts import SettleConflict
from chairtui.core.meeting import StartMeeting
from chairtui.core.vocabulary import YesNo

YES = AnswerSafety(safety=Safety(safe=YesNo.YES, words="He is with his aunt."))
NO = AnswerSafety(safety=Safety(safe=YesNo.NO, words="Nobody has found him."))
OPEN = AnswerSafety(safety=Safety(words="Not asked."))

ORDERS = pytest.mark.parametrize(("first", "second"), [(YES, NO), (NO, YES)], ids=["no last", "yes last"])


def disputed(first: AnswerSafety, second: AnswerSafety) -> tuple[Machine, Machine]:
    desk, laptop = two(StartMeeting())
    desk.do(first)
    laptop.clock.pass_(60)
    laptop.do(second)
    exchange(desk, laptop)
    return desk, laptop


@ORDERS
def test_no_holds_whichever_came_last(first: AnswerSafety, second: AnswerSafety) -> None:
    for machine in disputed(first, second):
        assert machine.meeting.concern.safety == NO.safety
        (conflict,) = machine.meeting.conflicts
        (stands,) = [side for side in conflict.sides if side.stands]
        assert "Nobody has found him." in stands.body


def test_not_known_protects_more_than_yes() -> None:
    desk, _ = disputed(OPEN, YES)
    assert desk.meeting.concern.safety == OPEN.safety


def test_an_answer_that_was_taken_back_leaves_the_question_open_beside_a_yes() -> None:
    desk, laptop = two(StartMeeting())
    desk.do(NO)
    exchange(desk, laptop)
    laptop.do(YES)
    laptop.clock.pass_(60)
    desk.live.undo()
    exchange(desk, laptop)
    assert desk.meeting.conflicts
    assert desk.meeting.concern.safety == Safety()


@ORDERS
@pytest.mark.parametrize("kept", ["desk", "laptop"])
def test_what_a_person_settles_holds_on_both_machines(
    first: AnswerSafety, second: AnswerSafety, kept: str
) -> None:
    desk, laptop = disputed(first, second)
    settle(laptop, kept)
    chosen = first if kept == "desk" else second
    assert laptop.meeting.conflicts == ()
    assert laptop.meeting.concern.safety == chosen.safety
    exchange(desk, laptop)
    assert desk.meeting.concern.safety == chosen.safety


@ORDERS
def test_settled_apart_in_two_ways_it_is_disputed_again_and_no_holds(
    first: AnswerSafety, second: AnswerSafety
) -> None:
    desk, laptop = disputed(first, second)
    settle(desk, "desk")
    settle(laptop, "laptop")
    exchange(desk, laptop)
    assert desk.meeting.conflicts
    assert desk.meeting.concern.safety == NO.safety
    conflict = desk.meeting.conflicts[0]
    yes = next(side for side in conflict.sides if "aunt" in side.body)
    desk.do(SettleConflict(event_ids=conflict.event_ids, keep=yes.event_id))
    exchange(desk, laptop)
    assert not laptop.meeting.conflicts
    assert laptop.meeting.concern.safety == YES.safety


@ORDERS
@pytest.mark.parametrize("answer", [YES, NO])
def test_the_question_answered_anew_is_settled_also_with_the_answer_that_holds(
    first: AnswerSafety, second: AnswerSafety, answer: AnswerSafety
) -> None:
    desk, laptop = disputed(first, second)
    laptop.do(answer)
    exchange(desk, laptop)
    assert desk.meeting.conflicts == ()
    assert desk.meeting.concern.safety == answer.safety


@ORDERS
def test_undoing_a_settlement_lets_no_hold_again(first: AnswerSafety, second: AnswerSafety) -> None:
    desk, _ = disputed(first, second)
    settle(desk, "desk" if first is YES else "laptop")
    desk.live.undo()
    assert desk.meeting.concern.safety == NO.safety
