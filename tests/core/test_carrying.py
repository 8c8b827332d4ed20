"""What one meeting leaves for the next about the same children."""

from datetime import date

from tests.core.scene import ALL_HERE, carry_out, given

from chairtui.core.actions import Action, AllotAction, CloseAction
from chairtui.core.carrying import follow
from chairtui.core.decision import Decision, Position, RecordDecision, TakePosition
from chairtui.core.meeting import Meeting
from chairtui.core.plan import AskQuestion, Question
from chairtui.core.series import CarriedKind
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
