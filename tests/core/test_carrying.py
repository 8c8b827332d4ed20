"""What one meeting leaves for the next about the same children."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from tests.core.scene import ALL_HERE, TEN, carry_out, given

from chairtui.core.actions import Action, AllotAction, CloseAction
from chairtui.core.attendance import RecordPresence
from chairtui.core.carrying import continued, follow, taken_up
from chairtui.core.change import Refused
from chairtui.core.decision import Decision, Position, RecordDecision, TakePosition
from chairtui.core.meeting import Meeting, PrepareMeeting, StartMeeting
from chairtui.core.questions import AnswerQuestion, AskQuestion, Question
from chairtui.core.series import CarriedKind
from chairtui.core.threads import threads
from chairtui.core.vocabulary import ActionStatus, Outcome, PoliceUnit, View


def action(number: int) -> AllotAction:
    return AllotAction(
        action=Action(
            id=f"a{number}",
            what=f"See the aunt {number}",
            owner="Ada Okoro",
            agency="social-care",
            due_on=date(2026, 3, 9),
            why="She may know where Kit is",
        )
    )


def held() -> Meeting:
    done = CloseAction(action_id="a1", status=ActionStatus.DONE, evidence="Seen on Monday")
    disagrees = Position(id="police", view=View.DISAGREE, reason="The threshold is met today")
    return carry_out(
        given(*ALL_HERE),
        action(1),
        action(2),
        done,
        AskQuestion(question=Question(id="q", words="Who drove him?", owner="Ben Marsh")),
        RecordDecision(decision=Decision(id="d", children=("kit",), outcome=Outcome.DO_NOT_INITIATE)),
        TakePosition(position=disagrees),
    )


def test_open_actions_questions_and_dissent_are_carried_and_done_actions_are_not() -> None:
    joined = follow([held()])
    assert [(item.kind, item.words) for item in joined.carried] == [
        (CarriedKind.ACTION, "See the aunt 2"),
        (CarriedKind.QUESTION, "Who drove him?"),
        (CarriedKind.DISSENT, "The threshold is met today"),
    ]


def test_the_next_meeting_knows_which_units_took_part() -> None:
    (earlier,) = follow([held()]).earlier
    assert PoliceUnit.CHILD_ABUSE in {one.unit for one in earlier.attended}
    assert earlier.outcome is Outcome.DO_NOT_INITIATE


def test_following_the_same_meeting_twice_changes_nothing() -> None:
    joins = follow([held()])
    meeting = carry_out(given(*ALL_HERE), joins)
    assert carry_out(meeting, joins) == meeting


ANSWER = AnswerQuestion(
    question_id="q", answer="Her brother did.", answered_by="Ben Marsh", answered_on=date(2026, 3, 6)
)


def next_one(*earlier: Meeting, reference: str = "SM-2") -> Meeting:
    begin = [PrepareMeeting(meeting_id=reference, reference=reference), *ALL_HERE[1:]]
    begin = [one for one in begin if not isinstance(one, StartMeeting | RecordPresence)]
    return carry_out(given(*begin), follow(earlier), StartMeeting(at=TEN + timedelta(days=1)))


def test_a_question_that_was_answered_says_what_by_whom_and_when_and_is_not_carried() -> None:
    meeting = carry_out(held(), ANSWER)
    (question,) = meeting.plan.questions
    assert (question.answer, question.answered_by, question.answered_on) == (
        "Her brother did.",
        "Ben Marsh",
        date(2026, 3, 6),
    )
    assert CarriedKind.QUESTION not in {item.kind for item in follow([meeting]).carried}


def test_correcting_a_question_keeps_its_answer_and_an_empty_answer_opens_it_again() -> None:
    asked = AskQuestion(question=Question(id="q", words="Who drove him there?", owner="Ben Marsh"))
    meeting = carry_out(held(), ANSWER, asked)
    assert meeting.plan.questions[0].answer == "Her brother did."
    reopened = carry_out(meeting, AnswerQuestion(question_id="q", answer=" ", answered_by="Ben Marsh"))
    assert reopened.plan.questions[0].is_open
    assert reopened.plan.questions[0].answered_by == ""


@pytest.mark.parametrize(
    ("by", "on", "asked"),
    [
        ("", date(2026, 3, 6), "by name"),
        ("the police", date(2026, 3, 6), "by name"),
        ("Ben Marsh", None, "when"),
    ],
)
def test_an_answer_has_a_person_and_a_day(by: str, on: date | None, asked: str) -> None:
    with pytest.raises(Refused, match=asked):
        carry_out(held(), AnswerQuestion(question_id="q", answer="Nobody.", answered_by=by, answered_on=on))


def test_what_is_taken_up_again_is_the_same_action_and_the_same_question() -> None:
    first = held()
    second = next_one(first)
    kept = {item.kind: item for item in second.series.carried}
    again = continued(second, kept[CarriedKind.ACTION])
    assert isinstance(again, Action)
    assert again == replace(first.plan.actions[1], owner_id="worker")
    assert not taken_up(second, kept[CarriedKind.ACTION])
    after = carry_out(second, AllotAction(action=again))
    assert taken_up(after, kept[CarriedKind.ACTION])
    assert continued(second, kept[CarriedKind.QUESTION]) == first.plan.questions[0]


def with_one_id(reference: str, what: str) -> Meeting:
    """A meeting as a document gave it: its action and its question have the ids of their places."""
    asked = Question(id="question-1", words=f"Who saw: {what}?", owner="Ben Marsh")
    one = replace(action(1).action, id="action-1", what=what)
    first = [PrepareMeeting(meeting_id=reference, reference=reference), *ALL_HERE[1:]]
    return carry_out(given(*first), AllotAction(action=one), AskQuestion(question=asked))


def test_different_things_of_two_meetings_with_one_id_are_all_carried_and_taken_up_one_by_one() -> None:
    first, second = with_one_id("SM-A", "Ring the hospital"), with_one_id("SM-B", "Change the locks")
    third = next_one(first, second, reference="SM-C")
    carried = [one for one in third.series.carried if one.kind is CarriedKind.ACTION]
    assert {one.words for one in carried} == {"Ring the hospital", "Change the locks"}
    assert {one.words for one in third.series.carried if one.kind is CarriedKind.QUESTION} == {
        "Who saw: Ring the hospital?",
        "Who saw: Change the locks?",
    }
    for item in carried:
        again = continued(third, item)
        assert isinstance(again, Action)
        after = carry_out(third, AllotAction(action=again))
        assert [taken_up(after, one) for one in carried] == [one is item for one in carried]
        same = [
            one for one in threads((one, "kit") for one in (first, second, after)) if one.words == item.words
        ]
        assert [one.meetings for one in same] == [(item.left_by, "SM-C")]
        left = {one.words: one.left_by for one in follow([first, second, after]).carried}
        assert left[item.words] == "SM-C"
        linked = follow([first, second], after.series, after.plan.ids).carried
        assert {(one.id, one.words) for one in linked} == {
            (one.id, one.words) for one in after.series.carried
        }


def test_a_meeting_with_a_thing_of_its_own_does_not_take_up_what_has_its_id_by_chance() -> None:
    first, second = with_one_id("SM-A", "Ring the hospital"), with_one_id("SM-B", "Change the locks")
    linked = carry_out(second, follow([first], second.series, second.plan.ids))
    assert [taken_up(linked, one) for one in linked.series.carried] == [False, False]
    assert {one.words for one in follow([first, linked]).carried} >= {"Ring the hospital", "Change the locks"}


def test_a_third_meeting_carries_an_action_only_as_the_second_left_it() -> None:
    first = held()
    second = next_one(first)
    again = continued(second, second.series.carried[0])
    assert isinstance(again, Action)
    open_still = carry_out(second, AllotAction(action=again))
    done = carry_out(
        open_still, CloseAction(action_id="a2", status=ActionStatus.DONE, evidence="Seen on Tuesday")
    )
    assert [item.left_by for item in follow([first, open_still]).carried if item.id == "a2"] == ["SM-2"]
    assert "a2" not in {item.id for item in follow([first, done]).carried}
