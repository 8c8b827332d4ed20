"""A sentence about who was in the room says at whose decision, where siblings were decided apart."""

from msgspec.structs import replace
from tests.standards.scene import CAIT, KIT, NURSE, WHY, WORKER, about, held, joins, then

from chairtui.core.attendance import ListAttendee
from chairtui.core.children import DescribeChild
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee
from chairtui.core.vocabulary import Outcome

LEE = replace(KIT, id="lee", name="Lee")


def decision(child: str) -> RecordDecision:
    said = Decision(id=f"about {child}", children=(child,), outcome=Outcome.INITIATE, rationale=WHY)
    return RecordDecision(decision=said)


def decided_apart(before: tuple[Attendee, ...], after: tuple[Attendee, ...]) -> Meeting:
    """Return a meeting in which `after` came between the decision about Kit and that about Lee."""
    meeting = then(held(*before), DescribeChild(child=LEE), minutes=5)
    meeting = then(meeting, decision("kit"), minutes=20)
    meeting = then(meeting, *(ListAttendee(attendee=one) for one in after), *joins(*after), minutes=25)
    return then(meeting, decision("lee"), minutes=30)


def test_that_two_agencies_were_alone_is_said_of_the_decision_at_which_they_were() -> None:
    said = about(decided_apart((WORKER, CAIT), (NURSE,)), "W-TWO-AGENCY").say
    assert said.endswith("and the police was here when the decision about Kit was taken.")


def test_health_of_no_written_kind_is_said_of_the_decision_at_which_it_was_there() -> None:
    ward = replace(NURSE, id="ward", agency="health")
    meeting = decided_apart((WORKER, CAIT, NURSE), (ward,))
    register = meeting.attendance.register
    lines = tuple(replace(one, health=None if one.id == "ward" else one.health) for one in register)
    meeting = replace(meeting, attendance=replace(meeting.attendance, register=lines))
    said = about(meeting, "W-HEALTH-KIND").say
    assert said.endswith("was here when the decision about Lee was taken.")
