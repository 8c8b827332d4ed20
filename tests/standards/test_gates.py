"""The shipped rules behind the door that a front end uses."""

import re

import pytest
from tests.live.pretend import PretendClock
from tests.standards.scene import CAIT, JUDGE, KIT, TEN, WHY, WORKER, at

from chairtui.core.attendance import ListAttendee, RecordPresence
from chairtui.core.chairing import OverrideMinimum, TakeChair
from chairtui.core.change import Refused
from chairtui.core.children import DescribeChild
from chairtui.core.concern import AnswerSafety, Safety
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.meeting import ChangeUrgency, PrepareMeeting, StartMeeting
from chairtui.core.vocabulary import Form, Gate, Handling, Mode, Outcome, YesNo
from chairtui.core.warnings import HandleWarning
from chairtui.live.gates import unanswered
from chairtui.live.live_meeting import LiveMeeting
from chairtui.live.signing import left_open
from chairtui.store.memory import MemoryEventLog

DECIDE = RecordDecision(decision=Decision(id="d", children=("kit",), outcome=Outcome.INITIATE, rationale=WHY))


SAFE = AnswerSafety(safety=Safety(safe=YesNo.YES))


def live() -> LiveMeeting:
    meeting = LiveMeeting("m", MemoryEventLog(), JUDGE, PretendClock(TEN), actor="Dee Grant", device_id="one")
    meeting.do(
        PrepareMeeting(
            meeting_id="m", reference="SM-1", authority="Bromley", form=Form.MEETING, scheduled_at=TEN
        ),
        DescribeChild(child=KIT),
        TakeChair(name="Dee Grant", grade="team manager"),
        ListAttendee(attendee=WORKER),
        ListAttendee(attendee=CAIT),
        StartMeeting(),
        RecordPresence(attendee_id="worker", mode=Mode.IN_ROOM),
        RecordPresence(attendee_id="police", mode=Mode.PHONE),
    )
    return meeting


def test_the_meeting_stores_the_name_and_version_of_its_profile() -> None:
    assert live().outcome.meeting.profile == JUDGE.profile_of(live().outcome.meeting)


def test_a_decision_without_health_asks_who_was_called_and_then_goes_on() -> None:
    meeting = live()
    with pytest.raises(Refused, match="W-MIN-HEALTH"):
        meeting.do(DECIDE)
    called = HandleWarning(
        warning_id="W-MIN-HEALTH",
        what=Handling.NO_ANSWER,
        words="Duty nurse, 10:05: no answer.",
        gate=Gate.DECISION,
    )
    assert meeting.do(SAFE, called, DECIDE).meeting.deciding.decisions


def test_what_was_said_at_the_opening_does_not_count_at_the_decision() -> None:
    meeting = live()
    meeting.do(HandleWarning(warning_id="W-MIN-HEALTH", what=Handling.WAIVED, words="Known.", gate=Gate.OPEN))
    with pytest.raises(Refused, match="W-MIN-HEALTH"):
        meeting.do(DECIDE)


def test_urgency_or_an_override_lets_the_decision_through() -> None:
    assert live().do(ChangeUrgency(urgent=True, because="Danger"), DECIDE).meeting.deciding.decisions
    override = OverrideMinimum(reason="Danger", chair="Dee Grant", reconvene_at=at(300))
    assert live().do(SAFE, override, DECIDE).meeting.deciding.decisions


def test_only_the_minimum_and_whether_each_child_is_safe_stop_a_decision() -> None:
    meeting = live()
    with pytest.raises(Refused) as refused:
        meeting.do(DECIDE)
    assert re.findall(r"\((W-[A-Z-]+)\)", str(refused.value)) == ["W-SAFETY", "W-MIN-HEALTH"]
    meeting.do(AnswerSafety(safety=Safety(safe=YesNo.NO)))
    with pytest.raises(Refused) as refused:
        meeting.do(DECIDE)
    assert re.findall(r"\((W-[A-Z-]+)\)", str(refused.value)) == ["W-SAFETY-ACTION", "W-MIN-HEALTH"]


def test_what_was_said_before_the_decision_is_not_asked_again_at_signing() -> None:
    said = HandleWarning(
        warning_id="W-MIN-HEALTH", what=Handling.NO_ANSWER, words="Nobody.", gate=Gate.DECISION
    )
    outcome = live().do(SAFE, said, DECIDE)
    asked = {one.verdict.code: one.reason for one in left_open(outcome.meeting, outcome.verdicts)}
    assert asked["W-MIN-HEALTH"] == "Nobody."
    assert "W-MIN-HEALTH" not in {
        one.code for one in unanswered(outcome.meeting, outcome.verdicts, Gate.CLOSE)
    }
