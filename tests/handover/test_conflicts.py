"""What two machines changed apart is found, shown and settled; nothing is dropped."""

from __future__ import annotations

import typing
from datetime import date

import pytest
from tests.handover.machine import Machine, exchange, settle, two
from tests.live.pretend import BEGIN, MEETING

from chairtui.core.actions import Action, AllotAction, CloseAction
from chairtui.core.attendance import ListAttendee, NoteInvitation, RecordPresence, StrikeAttendee
from chairtui.core.births_typed import read_birth
from chairtui.core.children import Child, DescribeChild
from chairtui.core.closing import SignOff
from chairtui.core.concern import ExplainLateness, SetCircumstances
from chairtui.core.conflicts import SIGNATURE, SettleConflict
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.history.log import fold
from chairtui.core.meeting import AnyEvent, StartMeeting
from chairtui.core.register import Attendee
from chairtui.core.sentences.conflicts import lines
from chairtui.core.sharing import Contribute, Contribution, RemoveContribution
from chairtui.core.vocabulary import ActionStatus, Answer, Circumstance, Mode, Outcome, Sector
from chairtui.core.what_changes import ADDS_ONLY, CHANGES


def action(**fields: typing.Any) -> AllotAction:
    given = {"id": "a", "owner": "Ada Lovelace", "why": "Risk"} | fields
    return AllotAction(action=Action(what="See Kit", agency="health", due_on=date(2026, 3, 6), **given))


def test_every_kind_of_event_says_what_it_changes() -> None:
    kinds = set(typing.get_args(AnyEvent))
    assert CHANGES.keys() | ADDS_ONLY == kinds
    assert not CHANGES.keys() & ADDS_ONLY


def test_both_sides_are_kept_with_who_when_and_where_and_the_later_stands() -> None:
    desk, laptop = two()
    desk.do(ExplainLateness(because="Snow."))
    laptop.clock.pass_(60)
    laptop.do(ExplainLateness(because="Ice."))
    exchange(desk, laptop)
    (conflict,) = desk.meeting.conflicts
    assert conflict.words == "reason for being late"
    assert [(side.device_id, side.actor, side.stands) for side in conflict.sides] == [
        ("desk", "Chris Chair", False),
        ("laptop", "Chris Chair", True),
    ]
    assert ["Snow." in conflict.sides[0].body, "Ice." in conflict.sides[1].body] == [True, True]
    assert desk.meeting.concern.late_because == "Ice."


def test_two_births_of_a_child_written_apart_are_shown_as_far_as_each_is_known_and_settled() -> None:
    desk, laptop = two()
    for machine, words in ((desk, "2011 disputed"), (laptop, "about 16 on 3 mar 2026")):
        born_on, birth = read_birth(words, machine.clock.now())
        machine.do(DescribeChild(child=Child(id="c1", name="AB", born_on=born_on, birth=birth)))
    exchange(desk, laptop)
    (conflict,) = desk.meeting.conflicts
    assert conflict.words == "child"
    said = " / ".join(lines(conflict, desk.meeting))
    assert "born in 2011, age disputed" in said
    assert "about 16 (15 to 17) years old on Tue 3 Mar 2026, estimated" in said
    settle(desk, "laptop")
    exchange(desk, laptop)
    for machine in (desk, laptop):
        assert machine.meeting.conflicts == ()
        assert machine.meeting.concern.children[0].birth == birth


def test_settling_for_either_side_is_known_on_both_machines() -> None:
    for kept, words in (("desk", "Snow."), ("laptop", "Ice.")):
        desk, laptop = two()
        desk.do(ExplainLateness(because="Snow."))
        laptop.do(ExplainLateness(because="Ice."))
        exchange(desk, laptop)
        settle(desk, kept)
        assert desk.meeting.conflicts == ()
        assert desk.meeting.concern.late_because == words
        exchange(desk, laptop)
        assert laptop.meeting.conflicts == ()
        desk.live.undo()
        assert len(desk.meeting.conflicts) == 1


def test_a_new_value_that_has_seen_both_settles_it() -> None:
    desk, laptop = two()
    desk.do(ExplainLateness(because="Snow."))
    laptop.do(ExplainLateness(because="Ice."))
    exchange(desk, laptop)
    laptop.do(ExplainLateness(because="Snow and ice."))
    exchange(desk, laptop)
    assert desk.meeting.conflicts == ()


def test_the_same_twice_or_different_things_are_no_conflict() -> None:
    desk, laptop = two()
    desk.do(ExplainLateness(because="Snow."), action(id="a1"))
    laptop.do(ExplainLateness(because="Snow."), action(id="a2"))
    laptop.do(SetCircumstances(circumstances=(Circumstance.GANGS,)))
    exchange(desk, laptop)
    assert desk.meeting.conflicts == ()
    assert {one.id for one in desk.meeting.plan.actions} >= {"a1", "a2"}


def test_what_was_undone_again_before_anybody_saw_it_is_no_conflict() -> None:
    desk, laptop = two()
    desk.do(ExplainLateness(because="Snow."))
    desk.live.undo()
    laptop.do(ExplainLateness(because="Ice."))
    exchange(desk, laptop)
    assert desk.meeting.conflicts == ()
    assert desk.meeting.concern.late_because == "Ice."


def test_taking_back_what_the_other_went_on_from_is_a_conflict() -> None:
    desk, laptop = two()
    desk.do(ExplainLateness(because="Snow."))
    exchange(desk, laptop)
    desk.live.undo()
    laptop.do(ExplainLateness(because="Ice."))
    exchange(desk, laptop)
    (conflict,) = laptop.meeting.conflicts
    assert {side.kind for side in conflict.sides} == {"EventsWithdrawn", "LatenessExplained"}
    settle(laptop, "desk")
    assert laptop.meeting.concern.late_because == ""
    exchange(desk, laptop)


def test_done_here_and_corrected_there_is_a_conflict_because_the_correction_reopens_it() -> None:
    desk, laptop = two(action())
    desk.do(CloseAction(action_id="a", status=ActionStatus.DONE, evidence="Seen at school."))
    laptop.do(action(why="A burn."))
    exchange(desk, laptop)
    (conflict,) = desk.meeting.conflicts
    assert conflict.words == "action"
    settle(laptop, "desk")
    exchange(desk, laptop)
    assert [one.status for one in desk.meeting.plan.actions if one.id == "a"] == [ActionStatus.DONE]


def test_a_decision_for_one_child_is_in_conflict_only_about_that_child() -> None:
    desk, laptop = two(StartMeeting())
    desk.do(RecordDecision(decision=Decision(id="d1", children=("c1",), outcome=Outcome.INITIATE)))
    laptop.do(RecordDecision(decision=Decision(id="d2", children=("c1",), outcome=Outcome.CONTINUE)))
    exchange(desk, laptop)
    (conflict,) = desk.meeting.conflicts
    assert conflict.ids == ("c1",)
    settle(desk, "desk")
    exchange(desk, laptop)
    standing = laptop.meeting.deciding.about("c1")
    assert standing is not None
    assert standing.outcome is Outcome.INITIATE
    assert laptop.meeting.conflicts == ()


LATE = ListAttendee(attendee=Attendee(id="school", agency="school", sector=Sector.EDUCATION, name="Mo Four"))


def test_struck_here_and_invited_there_can_be_put_back() -> None:
    for kept in ("desk", "laptop"):
        desk, laptop = two(LATE)
        desk.do(StrikeAttendee(attendee_id="school"))
        laptop.do(NoteInvitation(attendee_id="school", answer=Answer.INVITED, by="Chris"))
        exchange(desk, laptop)
        (conflict,) = laptop.meeting.conflicts
        assert [side.kind for side in conflict.sides if side.stands] == ["AttendeeStruck"]
        settle(laptop, kept)
        exchange(desk, laptop)
        assert desk.meeting.conflicts == ()
        line = [one for one in desk.meeting.attendance.register if one.id == "school"]
        assert [one.invitation.by for one in line] == ([] if kept == "desk" else ["Chris"])


def test_a_contribution_taken_back_here_and_corrected_there() -> None:
    def words(fact: str) -> Contribute:
        return Contribute(contribution=Contribution(id="k", attendee_id="health", fact=fact))

    desk, laptop = two(words("A bruise."))
    desk.do(RemoveContribution(contribution_id="k"))
    laptop.do(words("A burn."))
    exchange(desk, laptop)
    assert len(desk.meeting.conflicts) == 1
    settle(desk, "laptop")
    exchange(desk, laptop)
    assert [one.fact for one in laptop.meeting.sharing.contributions] == ["A burn."]


def test_two_settlements_that_differ_are_a_conflict_again() -> None:
    desk, laptop = two()
    desk.do(ExplainLateness(because="Snow."))
    laptop.do(ExplainLateness(because="Ice."))
    exchange(desk, laptop)
    settle(desk, "desk")
    settle(laptop, "laptop")
    exchange(desk, laptop)
    (conflict,) = desk.meeting.conflicts
    assert {side.kind for side in conflict.sides} == {"LatenessExplained"}
    settle(laptop, "desk")
    exchange(desk, laptop)
    assert desk.meeting.conflicts == ()
    assert desk.meeting.concern.late_because == "Snow."


def test_what_was_written_without_having_seen_the_signature_is_shown() -> None:
    for kept in ("desk", "laptop"):
        desk, laptop = two(StartMeeting())
        decided = Decision(id="d1", children=("c1",), outcome=Outcome.INITIATE)
        desk.do(RecordDecision(decision=decided), SignOff(name="Chris Chair"))
        laptop.do(ExplainLateness(because="Ice."))
        laptop.do(ExplainLateness(because="Snow."))
        laptop.do(RecordPresence(attendee_id="police", mode=Mode.PHONE))
        exchange(desk, laptop)
        assert {one.words for one in desk.meeting.conflicts} == {SIGNATURE}
        for conflict in list(desk.meeting.conflicts):
            side = next(one for one in conflict.sides if one.device_id == kept)
            desk.do(SettleConflict(event_ids=conflict.event_ids, keep=side.event_id))
        exchange(desk, laptop)
        assert laptop.meeting.conflicts == ()
        assert laptop.meeting.concern.late_because == ("" if kept == "desk" else "Snow.")


def test_settling_what_is_settled_changes_nothing() -> None:
    desk, _ = two()
    assert desk.live.do(SettleConflict(event_ids=("x", "y"), keep="x")).events == ()


def test_the_history_of_one_machine_is_not_searched_for_conflicts(monkeypatch: pytest.MonkeyPatch) -> None:
    here = Machine("desk")
    here.do(*BEGIN, ExplainLateness(because="Snow."))
    monkeypatch.setattr("chairtui.core.history.log.find_conflicts", None)
    assert fold(here.log.read(MEETING)) == here.meeting
