"""An action that was withdrawn answers nothing: the meeting is judged, and shown, as if there were none."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.standards.scene import (
    CAIT,
    JUDGE,
    NURSE,
    SCHOOL,
    TEN,
    WORKER,
    Circumstance,
    at,
    because,
    decided,
    held,
    raised,
    then,
)

from chairtui.core.actions import Action, ActionAllotted, AllotAction, CloseAction
from chairtui.core.analysis import ListUnknown, Unknown
from chairtui.core.attendance import ListAttendee, NoteInvitation
from chairtui.core.change import Command, Stamp
from chairtui.core.chronology import Booking, NoteBooking
from chairtui.core.concern import AnswerSafety, NamePlace, Place, Safety
from chairtui.core.conference import PlanConference
from chairtui.core.meeting import Meeting, evolve
from chairtui.core.series import Attended, Carried, CarriedKind, Earlier, JoinSeries
from chairtui.core.sharing import Contribute, Contribution, Offer, OfferHelp
from chairtui.core.topics import Settle, Settled
from chairtui.core.vocabulary import ActionStatus, Answer, Horizon, PlaceKind, Topic, Weight, YesNo
from chairtui.core.who_was_missing import decided_without
from chairtui.live.outcome import Outcome
from chairtui.live.recipients import Around
from chairtui.standards.facts import FACTS, MEETING, SCOPES, Sight, Value
from chairtui.tui.rows.closing import read_back_rows
from chairtui.tui.rows.meaning import meaning_rows
from chairtui.tui.rows.planning import plan_rows
from chairtui.tui.rows.read_aloud import words_to_read_back
from chairtui.tui.rows.sharing import round_rows

CLEARED_BY_AN_ACTION = {
    "W-ABSENT", "W-BOOKING-SOON", "W-BORDER", "W-ICPC-ONLY", "W-IMMEDIATE", "W-JOINT-ONLY", "W-OFFER",
    "W-ORPHAN-CONCERN", "W-PAED", "W-POL-UNIT", "W-SAFETY-ACTION", "W-SHORT-TERM", "W-TREATING",
    "W-UNIT-DROPPED", "W-WITHOUT",
}  # fmt: skip
"""Every rule that an action can answer; the test below finds out whether there are more."""


RISK = Contribution(id="f", attendee_id="police", fact="He ran away", weight=Weight.RISK)


def open_meeting() -> Meeting:
    """Return a decided meeting that leaves open everything that an action can answer."""
    meeting = because(
        held(WORKER, CAIT, NURSE), Circumstance.MISSING, Circumstance.IN_HOSPITAL, Circumstance.GANGS
    )
    told: tuple[Command, ...] = (
        AnswerSafety(safety=Safety(safe=YesNo.NO, words="He is not found.")),
        NamePlace(place=Place(id="p", kind=PlaceKind.PLACEMENT, name="The home", authority="Kent")),
        JoinSeries(
            earlier=(Earlier(id="e", attended=(Attended(agency="police-domestic-abuse"),)),),
            carried=(Carried(id="k", kind=CarriedKind.ACTION, words="Find his phone"),),
        ),
        ListAttendee(attendee=SCHOOL),
        NoteInvitation(attendee_id="school", answer=Answer.INVITED),
        Contribute(
            contribution=Contribution(id="f", attendee_id="police", fact="He ran", weight=Weight.RISK)
        ),
        OfferHelp(offer=Offer(id="o", attendee_id="police", words="Trace his phone")),
        NoteBooking(booking=Booking(id="b", attendee_id="nurse", what="Clinic", at=TEN + timedelta(days=1))),
        ListUnknown(unknown=Unknown(id="u", words="Where is he?")),
    )
    meeting = decided(then(meeting, *told, minutes=10))
    return then(
        meeting,
        Settle(settled=Settled(id=Topic.JOINT, answer="joint", reason="A crime")),
        PlanConference(reason="Harm", target_on=date(2024, 3, 26)),
        minutes=31,
    )


def actions(meeting: Meeting, status: ActionStatus) -> Meeting:
    """Return the meeting with one action for each horizon, which answer everything, in a status."""
    keys = {one.key for one in JUDGE.expected(meeting)} | {one.id for one in meeting.attendance.register}
    for horizon in Horizon:
        action = Action(
            id=horizon.name, what="See to it", owner="Dee Grant", agency="social-care", why="It is open.",
            due_on=date(2024, 3, 6), horizon=horizon, answers=("f", "o", "b", "u", "k", *sorted(keys)),
        )  # fmt: skip
        meeting = then(meeting, AllotAction(action=action), minutes=32)
        if status is not ActionStatus.OPEN:
            closed = CloseAction(action_id=action.id, status=status, evidence="It was a mistake.")
            meeting = then(meeting, closed, minutes=33)
    return meeting


WITHOUT = open_meeting()
WITH = actions(WITHOUT, ActionStatus.OPEN)
DONE = actions(WITHOUT, ActionStatus.DONE)
WITHDRAWN = actions(WITHOUT, ActionStatus.CANCELLED)


def facts(meeting: Meeting) -> Iterator[tuple[str, str, Value | None]]:
    """Yield every fact about a meeting, with the subject."""
    bench = JUDGE._bench(meeting)
    sight: Sight = JUDGE._sight(bench, meeting, at(60))
    for name, one in FACTS.items():
        subjects = (None,) if one.scope == MEETING else tuple(SCOPES[one.scope].subjects(sight))
        for number, subject in enumerate(subjects):
            yield name, str(number), sight.value(one, subject)


def codes(ids: set[str]) -> set[str]:
    return {one.partition(":")[0] for one in ids}


@pytest.mark.parametrize("code", sorted(CLEARED_BY_AN_ACTION))
def test_what_only_a_withdrawn_action_answered_is_warned_of(code: str) -> None:
    asked = {one for one in raised(WITHOUT) if one.partition(":")[0] == code}
    assert asked
    assert not asked & raised(WITH)
    assert not asked & raised(DONE)
    assert asked <= raised(WITHDRAWN)


def test_there_is_no_other_rule_that_an_action_can_answer() -> None:
    assert codes(raised(WITHOUT) - raised(WITH)) == CLEARED_BY_AN_ACTION
    differ = {name for name, _, _ in set(facts(WITHOUT)) ^ set(facts(WITH))}
    asked = {name for name in differ if not name.startswith("action.")}
    rules = {
        one.rule.id
        for several in JUDGE._bench(WITHOUT)._scopes.values()
        for one in several
        if asked.intersection(one.names)
    }
    assert rules == CLEARED_BY_AN_ACTION


def test_a_meeting_whose_actions_are_all_withdrawn_is_judged_as_if_it_had_none() -> None:
    assert raised(WITHDRAWN) == raised(WITHOUT)
    assert set(facts(WITHDRAWN)) == set(facts(WITHOUT))


def test_what_is_withdrawn_is_not_asked_about_any_more() -> None:
    kept = Action(id="a", what="Health to follow up")
    stamp = Stamp(event_id="x", at=at(31), actor="import")
    meeting = evolve(ActionAllotted(action=kept), WITHOUT, stamp)
    assert "W-ACTION-PARTS:a" in raised(meeting)
    closed = CloseAction(action_id="a", status=ActionStatus.CANCELLED, evidence="A mistake")
    assert "W-ACTION-PARTS:a" not in raised(then(meeting, closed, minutes=33))


def test_an_owner_whose_telling_was_withdrawn_is_not_told() -> None:
    action = Action(
        id="a", what="Visit", owner="Ben Marsh", agency="gp", why="To see.", due_on=date(2024, 3, 6)
    )
    meeting = then(WITHOUT, AllotAction(action=action), minutes=32)
    assert "W-OWNER-TOLD:a" not in raised(meeting)
    untold = CloseAction(action_id="a-tell", status=ActionStatus.CANCELLED, evidence="Nobody can.")
    assert "W-OWNER-TOLD:a" in raised(then(meeting, untold, minutes=33))


def test_to_tell_the_owner_of_a_withdrawn_action_is_no_immediate_action() -> None:
    action = Action(
        id="a", what="Visit", owner="Ben Marsh", agency="gp", why="To see.", due_on=date(2024, 3, 5),
        horizon=Horizon.IMMEDIATE,
    )  # fmt: skip
    closed = CloseAction(action_id="a", status=ActionStatus.CANCELLED, evidence="A mistake")
    meeting = then(then(WITHOUT, AllotAction(action=action), minutes=32), closed, minutes=33)
    assert {"W-IMMEDIATE", "W-SAFETY-ACTION"} <= raised(meeting)


def test_nobody_is_to_be_heard_by_an_action_that_was_withdrawn() -> None:
    withdrawn, without, answered = (
        {one.who: one.obtained for one in decided_without(meeting)[0].missing}
        for meeting in (WITHDRAWN, WITHOUT, WITH)
    )
    assert withdrawn == without
    assert any(answered.values())


def screens(meeting: Meeting) -> dict[str, str]:
    """Return every row of every step that speaks of what an action answers, by its key."""
    expected, agencies = JUDGE.expected(meeting), JUDGE.agencies
    outcome = Outcome(meeting, ())
    rows = [
        *round_rows(meeting, expected, agencies, at(60)),
        *meaning_rows(meeting, ()),
        *plan_rows(meeting, agencies, datetime(2024, 3, 5, 10, tzinfo=UTC)),
        *read_back_rows(outcome, Around(expected=expected, agencies=agencies), at(60)),
    ]
    shown = {row.key: f"{row.mark} {row.words}" for row in rows if not row.key.startswith("action/")}
    return shown | {"aloud": str(words_to_read_back(meeting, expected, agencies))}


def test_every_row_shows_a_withdrawn_action_as_no_answer() -> None:
    assert screens(WITHDRAWN) == screens(WITHOUT)
    assert {"fact/f", "offer/o", "unknown/u", "carried/k", "meter"} <= {
        name for name, words in screens(WITH).items() if words != screens(WITHOUT).get(name)
    }
