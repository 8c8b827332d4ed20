"""A meeting that decided about two siblings at different times, in different rooms."""

from tests.standards.scene import CAIT, KIT, NURSE, WHY, WORKER, held, then

from chairtui.core.attendance import RecordPresence
from chairtui.core.children import Child, DescribeChild
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.meeting import Meeting
from chairtui.core.vocabulary import Mode, Outcome

LEE = DescribeChild(child=Child(id="lee", name="Lee"))


def leaves(who: str) -> RecordPresence:
    return RecordPresence(attendee_id=who, mode=None)


def comes(who: str) -> RecordPresence:
    return RecordPresence(attendee_id=who, mode=Mode.IN_ROOM)


def decides(meeting: Meeting, key: str, *children: str, minutes: float) -> Meeting:
    decision = Decision(id=key, children=children, outcome=Outcome.INITIATE, rationale=WHY)
    return then(meeting, RecordDecision(decision=decision), minutes=minutes)


def apart(meeting: Meeting | None = None) -> Meeting:
    """Return a meeting that decided about Kit without health, and about Lee with everybody there."""
    meeting = then(meeting or held(WORKER, CAIT, NURSE), LEE, leaves("nurse"), minutes=20)
    meeting = decides(meeting, "first", KIT.id, minutes=25)
    return decides(then(meeting, comes("nurse"), minutes=30), "second", "lee", minutes=40)
