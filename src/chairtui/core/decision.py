"""The decision about section 47, its reasons, who agreed, and what kind of meeting took it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.change import Command, Event, Refused, Stamp, becomes, decide, evolve, say, sets, within
from chairtui.core.keyed import find, keeps, one
from chairtui.core.register import Minimum, minimum, present
from chairtui.core.vocabulary import Form, Outcome, Topic, View

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting


class Rationale(Struct, frozen=True, kw_only=True):
    """Why, in parts; a decision not to start enquiries needs it as much."""

    risks: str = ""
    evidence: str = ""
    threshold: str = ""
    alternatives: str = ""
    """What was considered and rejected."""
    unknown: str = ""


class Decision(Struct, frozen=True, kw_only=True):
    """The section 47 outcome for some of the children."""

    id: str
    children: tuple[str, ...]
    outcome: Outcome
    rationale: Rationale = Rationale()
    facts: tuple[str, ...] = ()
    """Ids of the contributions it rests on."""
    adjourned_until: datetime | None = None
    decided_at: datetime | None = None


class Position(Struct, frozen=True, kw_only=True):
    """An agency's recorded view of the decision."""

    id: str
    """The attendee's id."""
    view: View
    reason: str = ""
    escalation: str = ""
    """How the disagreement will be taken further."""


class Settled(Struct, frozen=True, kw_only=True):
    """What was settled after the decision, with the reason."""

    id: Topic
    answer: str
    reason: str = ""


class Deciding(Struct, frozen=True, kw_only=True):
    """Everything about the decision."""

    decisions: tuple[Decision, ...] = ()
    """All that were recorded, oldest first."""
    positions: tuple[Position, ...] = ()
    settled: tuple[Settled, ...] = ()
    without_note: str = ""
    """The chair's words beside the generated "decided without" statement."""

    @property
    def last(self) -> Decision | None:
        """The decision that was recorded last."""
        return self.decisions[-1] if self.decisions else None

    def about(self, child_id: str) -> Decision | None:
        """Return the decision that stands for a child."""
        return next((d for d in reversed(self.decisions) if child_id in d.children), None)


class RecordDecision(Command, frozen=True, kw_only=True):
    """Record the decision about section 47 for some or all of the children."""

    decision: Decision


class DecisionRecorded(Event, frozen=True, kw_only=True):
    """The decision was taken."""

    decision: Decision


class TakePosition(Command, frozen=True, kw_only=True):
    """Record an agency's view of the decision; an absence is never an agreement."""

    position: Position


class PositionTaken(Event, frozen=True, kw_only=True):
    """An agency's view is recorded."""

    position: Position


class Settle(Command, frozen=True, kw_only=True):
    """Settle single or joint, medical, interview, legal action or telling the family."""

    settled: Settled


class TopicSettled(Event, frozen=True, kw_only=True):
    """One of the questions after the decision was settled."""

    settled: Settled


class AnnotateWithout(Command, frozen=True, kw_only=True):
    """Add the chair's words to the "decided without" statement, which stays as it is."""

    words: str


class WithoutAnnotated(Event, frozen=True, kw_only=True):
    """The chair added words to the "decided without" statement."""

    words: str


DecisionEvent = DecisionRecorded | PositionTaken | TopicSettled | WithoutAnnotated


class RecordType(Struct, frozen=True, kw_only=True):
    """What the record is called; derived from who was there, never typed."""

    title: str
    minimum: Minimum
    overridden: bool = False


def together(meeting: Meeting, instant: datetime | None = None) -> Minimum:
    """Return which parts of the minimum are together now, or were at `instant`."""
    return minimum(present(meeting.attendance, instant), meeting.form)


def record_type(meeting: Meeting) -> RecordType:
    """Return what the record is called, from who was there when the last decision was taken.

    Before a decision it is judged by who is there now.

    Source: audit of strategy discussions, Bromley 2020: meetings without a social worker, police
    and health "were multi-agency meetings and not Strategy Discussions".
    """
    last = meeting.deciding.last
    reached = together(meeting, last.decided_at if last else None)
    if reached.met:
        name = "discussion by telephone" if meeting.form is Form.TELEPHONE else "discussion"
        return RecordType(title=f"Strategy {name}", minimum=reached)
    if meeting.attendance.override:
        title = "Strategy discussion held urgently, minimum attendance not met"
        return RecordType(title=title, minimum=reached, overridden=True)
    return RecordType(title="Multi-agency meeting: minimum attendance not met", minimum=reached)


@decide.register(RecordDecision)
def _(command: RecordDecision, meeting: Meeting) -> tuple[Event, ...]:
    new = command.decision
    say(meeting.started_at, "Start the meeting before you record its decision.")
    say(new.children, "Say for which child the decision is.")
    for child_id in new.children:
        one(meeting.concern.children, child_id, "child")
    for contribution_id in new.facts:
        one(meeting.sharing.contributions, contribution_id, "contribution")
    if new.outcome is Outcome.ADJOURN and new.adjourned_until is None:
        raise Refused("Say until when the meeting is adjourned.")
    old = find(meeting.deciding.decisions, new.id)
    if old is not None and replace(old, decided_at=None) == replace(new, decided_at=None):
        return ()
    return (DecisionRecorded(decision=new),)


def _check_position(command: TakePosition, meeting: Meeting) -> None:
    new = command.position
    line = one(meeting.attendance.register, new.id, "line in the register")
    say(meeting.deciding.decisions, "Record the decision first, then ask each agency for its view.")
    took_part = line.stays or line.written_at
    say(
        new.view is not View.AGREE or took_part,
        "They are not here and sent nothing, so they cannot be recorded as agreeing.",
    )
    say(
        new.view is not View.DISAGREE or new.reason.strip(),
        "Write their reason: a disagreement is part of the record.",
    )


def _check_settled(command: Settle, meeting: Meeting) -> None:
    say(meeting.deciding.decisions, "Decide about section 47 first: this is never the only outcome.")
    say(command.settled.answer.strip(), "Give the answer.")


becomes(TakePosition, PositionTaken, _check_position)
becomes(Settle, TopicSettled, _check_settled)
becomes(AnnotateWithout, WithoutAnnotated)

keeps(PositionTaken, "deciding", "positions", "position")
keeps(TopicSettled, "deciding", "settled", "settled")
sets(WithoutAnnotated, "deciding", without_note="words")


@evolve.register(DecisionRecorded)
def _(event: DecisionRecorded, meeting: Meeting, stamp: Stamp) -> Meeting:
    new = replace(event.decision, decided_at=event.decision.decided_at or stamp.at)
    kept = tuple(old for old in meeting.deciding.decisions if old.id != new.id)
    return within(meeting, "deciding", decisions=(*kept, new))
