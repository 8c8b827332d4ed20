"""The moment and the day that are the limit themselves: what counts on which side of it."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace
from tests.core.scene import ALL_HERE, carry_out, given, minutes

from chairtui.core.absences import Came
from chairtui.core.actions import Action, AllotAction
from chairtui.core.attendance import RecordPresence
from chairtui.core.carrying import continued, follow
from chairtui.core.change import Stamp
from chairtui.core.clock_changes import ClockWentBack
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.delivery import Delivery, state_of
from chairtui.core.meeting import PrepareMeeting, evolve
from chairtui.core.register import Stay
from chairtui.core.sharing import Contribute, Contribution
from chairtui.core.versions import Version
from chairtui.core.vocabulary import DeliveryState, Horizon, Mode, Outcome
from chairtui.core.who_was_missing import told_by
from chairtui.records.interchange.checks import happened

SEES = Action(
    id="a1",
    what="See Kit at home",
    owner="Ada Okoro",
    owner_id="worker",
    agency="social-care",
    due_on=date(2026, 3, 6),
    due_at=minutes(24 * 60),
    why="Nobody has seen Kit this week",
    horizon=Horizon.IMMEDIATE,
)
NEWEST = Version(number=1)


def test_whoever_comes_at_the_moment_of_a_decision_is_there_and_who_leaves_at_it_is_not() -> None:
    stay = Stay(mode=Mode.IN_ROOM, joined_at=minutes(10), left_at=minutes(20))
    moments = [9, 10, 19, 20]
    assert [stay.covers(minutes(one)) for one in moments] == [False, True, True, False]


def test_a_record_is_overdue_after_the_moment_that_it_was_due_and_not_at_it() -> None:
    delivery = Delivery(id="d", recipient="Cy Lowe", due_at=minutes(600))
    assert state_of(delivery, NEWEST, minutes(600)) is DeliveryState.TO_PREPARE
    assert state_of(delivery, NEWEST, minutes(601)) is DeliveryState.OVERDUE


def test_what_came_back_in_the_minute_in_which_it_was_sent_has_to_be_sent_again() -> None:
    delivery = Delivery(id="d", recipient="Cy Lowe", sent_at=minutes(60), sent_version=1)
    assert state_of(replace(delivery, returned_at=minutes(60)), NEWEST, minutes(61)) is DeliveryState.RETURNED
    assert state_of(replace(delivery, returned_at=minutes(59)), NEWEST, minutes(61)) is DeliveryState.SENT


def test_what_was_noted_at_the_very_time_to_which_a_clock_went_back_does_not_move() -> None:
    meeting = given(*ALL_HERE)
    latest = max(at for _, at in happened(meeting))
    noted = ClockWentBack(was=latest + timedelta(hours=1), now=latest)
    after = evolve(noted, meeting, Stamp(event_id="x", at=latest, actor="a"))
    assert replace(after, clock_changes=()) == meeting


def test_an_owner_who_left_before_they_were_given_an_action_is_told() -> None:
    left = RecordPresence(attendee_id="worker", mode=None)
    for owner_id in ("worker", ""):
        allotted = AllotAction(action=replace(SEES, owner_id=owner_id))
        assert len(carry_out(given(*ALL_HERE), allotted).plan.actions) == 1
        assert len(carry_out(given(*ALL_HERE), left, allotted).plan.actions) == 2


def test_to_tell_an_owner_is_due_when_their_action_is() -> None:
    allotted = AllotAction(action=replace(SEES, owner="Hana Webb", owner_id=""))
    action, tell = carry_out(given(*ALL_HERE), allotted).plan.actions
    assert tell.tells == action.id
    assert (tell.due_on, tell.due_at, tell.horizon) == (action.due_on, action.due_at, action.horizon)


def test_an_open_action_goes_on_in_the_next_meeting_as_agreed_and_telling_its_owner_does_not() -> None:
    absent = AllotAction(action=replace(SEES, id="a2", owner="Hana Webb", owner_id=""))
    first = carry_out(given(*ALL_HERE), AllotAction(action=SEES), absent)
    prepares = PrepareMeeting(meeting_id="m2", reference="SM-2", authority="Bromley")
    second = given(prepares, *ALL_HERE[1:], follow([first]))
    goes_on = [continued(second, item) for item in second.series.carried]
    assert goes_on == [
        replace(one, horizon=Horizon.SHORT_TERM) for one in first.plan.actions if not one.tells
    ]


def test_what_was_told_before_the_meeting_was_heard_in_time_whenever_it_was_written_down() -> None:
    came: dict[bool, Came] = {}
    for before in (True, False):
        told = Contribution(
            id="c", attendee_id="nurse", fact="Seen", shared_at=minutes(40), before_meeting=before
        )
        decides = RecordDecision(decision=Decision(id="d", children=("kit",), outcome=Outcome.INITIATE))
        decided = given(*ALL_HERE[:-1], decides)
        meeting = carry_out(decided, Contribute(contribution=told), at=minutes(40))
        came[before] = told_by(meeting)["nurse", "d"].came
    assert came == {True: Came.HEARD, False: Came.AFTER}
