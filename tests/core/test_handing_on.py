"""An action is handed to another person with a reason, and a reminder is noted; also after signing."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from tests.core.scene import ALL_HERE, carry_out, given, minutes, when
from tests.core.test_plan_and_decision import SIGNED, action

from chairtui.core.actions import AcknowledgeAction, CloseAction, HandActionOn, HandedOn, NoteReminder
from chairtui.core.change import Command, Refused
from chairtui.core.sentences.reminding import handed_words
from chairtui.core.vocabulary import ActionStatus

ON_LEAVE = HandActionOn(
    action_id="a1", owner="Cy Lowe", agency="health-visitor", because="Ada is on leave", at=minutes(40)
)


@pytest.mark.parametrize("before", [(*ALL_HERE, action()), (*ALL_HERE, action(), *SIGNED[-2:])])
def test_who_has_an_action_now_who_had_it_and_why_it_went_on_are_known(before: tuple[Command, ...]) -> None:
    told = AcknowledgeAction(action_id="a1", at=minutes(30))
    (now,) = carry_out(given(*before), told, ON_LEAVE).plan.actions
    assert (now.owner, now.agency, now.acknowledged_at) == ("Cy Lowe", "health-visitor", None)
    (had,) = now.handed
    assert (had.owner, had.agency, had.because, had.at) == (
        "Ada Okoro", "social-care", "Ada is on leave", minutes(40)
    )  # fmt: skip


def test_correcting_an_action_keeps_who_had_it_before_and_when_a_reminder_was_written() -> None:
    reminded = NoteReminder(action_id="a1", at=minutes(50))
    before = carry_out(given(*ALL_HERE), action(), ON_LEAVE, reminded)
    (now,) = carry_out(before, action(owner="Cy Lowe", agency="health-visitor", why="So")).plan.actions
    assert (now.why, now.handed, now.reminded_at) == ("So", before.plan.actions[0].handed, minutes(50))


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"owner": " "}, "by name"),
        ({"owner": "the school"}, "not a person"),
        ({"agency": ""}, "which agency"),
        ({"because": " "}, "why it is handed on"),
        ({"owner": "Ada Okoro", "agency": "social-care"}, "theirs already"),
        ({"action_id": "zz"}, "no such action"),
    ],
)
def test_an_action_is_not_handed_on_without_a_person_their_agency_and_a_reason(
    fields: dict[str, str], why: str
) -> None:
    whole = {"action_id": "a1", "owner": "Cy Lowe", "agency": "health-visitor", "because": "Leave"}
    with pytest.raises(Refused, match=why):
        when(given(*ALL_HERE, action()), HandActionOn(**(whole | fields)))  # type: ignore[arg-type]


@pytest.mark.parametrize("command", [ON_LEAVE, NoteReminder(action_id="a1")])
def test_what_is_done_is_neither_handed_on_nor_reminded_of(command: Command) -> None:
    done = CloseAction(action_id="a1", status=ActionStatus.DONE, evidence="Seen")
    with pytest.raises(Refused, match="take it up again"):
        when(given(*ALL_HERE, action(), done), command)


def test_the_last_reminder_is_the_latest_whatever_is_noted_later() -> None:
    first, last = (NoteReminder(action_id="a1", at=minutes(60) - timedelta(days=days)) for days in (1, 0))
    (now,) = carry_out(given(*ALL_HERE), action(), last, first).plan.actions
    assert now.reminded_at == minutes(60)


def test_a_reminder_that_is_taken_back_leaves_the_one_before_it_or_none() -> None:
    first, last = (NoteReminder(action_id="a1", at=minutes(60) - timedelta(days=days)) for days in (1, 0))
    to_first = NoteReminder(action_id="a1", at=first.at, taken_back=True)
    (now,) = carry_out(given(*ALL_HERE), action(), first, last, to_first).plan.actions
    assert now.reminded_at == first.at
    (now,) = carry_out(given(*ALL_HERE), action(), first, replace(to_first, at=None)).plan.actions
    assert now.reminded_at is None


def test_whoever_had_it_is_not_said_to_have_handed_it_on() -> None:
    had = HandedOn(owner="Leon Ferris", because="He is on leave.", at=minutes(40))
    said = handed_words(had)
    assert said.startswith("handed on from Leon Ferris on ")
    assert said.endswith(": He is on leave.")
