"""The decision about section 47, its reasons, which of several stands for a child, and who agreed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.change import Command, Event, Refused, Stamp, becomes, decide, evolve, say, within
from chairtui.core.enquiries import ended_before, running
from chairtui.core.register import Attendee
from chairtui.core.topics import Settled, TopicSettled
from chairtui.core.vocabulary import Outcome, View, YesNo
from chairtui.core.what_changes import Change, changes, sets
from chairtui.core.with_ids import find, find_or_refuse, put

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


REASONS = {
    "risks": "Risks",
    "evidence": "Evidence",
    "threshold": "Threshold",
    "alternatives": "Alternatives rejected",
    "unknown": "What is not known",
}
"""The parts of a rationale, by the name of their field."""


class Decision(Struct, frozen=True, kw_only=True):
    """The section 47 outcome for some of the children."""

    id: str
    children: tuple[str, ...]
    outcome: Outcome
    rationale: Rationale = Rationale()
    facts: tuple[str, ...] = ()
    """Ids of the contributions it rests on."""
    adjourned_until: datetime | None = None
    anew_because: str = ""
    """Why enquiries are initiated though some about the child are under way."""
    earlier_ended_on: date | None = None
    """When the enquiries before had ended, where these begin anew; without it they go on, and their clock."""
    decided_at: datetime | None = None
    someone_met: YesNo = YesNo.UNKNOWN
    """The room's answer to who here has met the child, as it was at this decision; without one, the last."""


class Position(Struct, frozen=True, kw_only=True):
    """An agency's recorded view of a decision, or of several that it was asked about together."""

    id: str
    """The attendee's id, or any id where `attendee_id` says whose view it is."""
    view: View
    reason: str = ""
    escalation: str = ""
    """How the disagreement will be taken further."""
    attendee_id: str = ""
    decisions: tuple[str, ...] = ()
    """Ids of the decisions that it is about; empty in an event means those that stood when it was taken."""

    @property
    def whose(self) -> str:
        """The id of the attendee whose view it is."""
        return self.attendee_id or self.id


class Deciding(Struct, frozen=True, kw_only=True):
    """Everything about the decision."""

    decisions: tuple[Decision, ...] = ()
    """All that were recorded, oldest first."""
    positions: tuple[Position, ...] = ()
    settled: tuple[Settled, ...] = ()
    without_note: str = ""
    """The chair's words beside the generated "decided without" statement."""

    def about(self, child_id: str) -> Decision | None:
        """Return the decision that stands for a child: the one that was recorded last."""
        return next((d for d in reversed(self.decisions) if child_id in d.children), None)

    def view(self, attendee_id: str, decision_id: str) -> Position | None:
        """Return an agency's view of one decision, if it was written down."""
        theirs = [one for one in self.positions if one.whose == attendee_id]
        named = (one for one in theirs if decision_id in one.decisions)
        return next(named, None) or next((one for one in theirs if not one.decisions), None)


def position_of(line: Attendee, decision: Decision | None, **said: Any) -> Position:
    """Return a view of one decision (view, reason, escalation); each has an id of its own."""
    if decision is None:
        return Position(id=line.id, **said)
    return Position(id=f"{line.id}/{decision.id}", attendee_id=line.id, decisions=(decision.id,), **said)


class RecordDecision(Command, frozen=True, kw_only=True):
    """Record the decision about section 47 for some or all of the children."""

    decision: Decision


def _decision(event: DecisionRecorded) -> Iterator[Change]:
    decided = replace(event.decision, decided_at=None)
    for child_id in decided.children:
        yield ("decision", child_id), "", replace(decided, id="", children=())
    yield ("decision itself", decided.id), "", decided


@changes(_decision)
class DecisionRecorded(Event, frozen=True, kw_only=True):
    """The decision was taken."""

    decision: Decision


class TakePosition(Command, frozen=True, kw_only=True):
    """Record an agency's view of the decision; an absence is never an agreement."""

    position: Position


def _position(event: PositionTaken) -> Iterator[Change]:
    taken = event.position
    for decision_id in taken.decisions or ("",):
        yield ("position", f"{taken.whose} {decision_id}".strip()), "", replace(taken, id="", decisions=())


@changes(_position)
class PositionTaken(Event, frozen=True, kw_only=True):
    """An agency's view is recorded."""

    position: Position


class AnnotateWithout(Command, frozen=True, kw_only=True):
    """Add the chair's words to the "decided without" statement, which stays as it is."""

    words: str


class WithoutAnnotated(Event, frozen=True, kw_only=True):
    """The chair added words to the "decided without" statement."""

    words: str


DecisionEvent = DecisionRecorded | PositionTaken | TopicSettled | WithoutAnnotated


def standing(meeting: Meeting, children: Collection[str] = ()) -> tuple[Decision, ...]:
    """Return the decisions that stand for these children (ids; all when empty), in the order of the children.

    A decision that was taken again for each of its children stands no more.
    """
    deciding = meeting.deciding
    wanted = [one.id for one in meeting.concern.children if not children or one.id in children]
    decisions = {one.id: one for child_id in wanted if (one := deciding.about(child_id))}
    return tuple(decisions.values()) or (() if children else deciding.decisions[-1:])


def was_there(line: Attendee, decision: Decision | None) -> bool:
    """Say whether somebody was in the room when a decision was taken; without one, whether they are now."""
    if decision is None or decision.decided_at is None:
        return line.here is not None
    return line.was_here(decision.decided_at)


@decide.register(RecordDecision)
def _(command: RecordDecision, meeting: Meeting) -> tuple[Event, ...]:
    new = command.decision
    say(meeting.started_at, "Start the meeting before you record its decision.")
    say(new.children, "Say for which child the decision is.")
    for child_id in new.children:
        find_or_refuse(meeting.concern.children, child_id, "child")
    for contribution_id in new.facts:
        find_or_refuse(meeting.sharing.contributions, contribution_id, "contribution")
    if new.outcome is Outcome.ADJOURN and new.adjourned_until is None:
        raise Refused("Say until when the meeting is adjourned.")
    new = _of_its_enquiry(new, meeting)
    old = find(meeting.deciding.decisions, new.id)
    if old is not None and replace(old, decided_at=None) == replace(new, decided_at=None):
        return ()
    return (DecisionRecorded(decision=new),)


def _of_its_enquiry(new: Decision, meeting: Meeting) -> Decision:
    """Return a decision to initiate with the end of the enquiries before it.

    Raises:
        Refused: some are under way, and it is not said why others are initiated.
    """
    if new.outcome is not Outcome.INITIATE:
        return new
    about = [child for child in meeting.concern.children if child.id in new.children]
    under_way = any(running(meeting, child) for child in about)
    say(
        not under_way or new.anew_because.strip() or meeting.urgent,
        "Section 47 enquiries are under way. Continue them, or say why others are initiated.",
    )
    ends = [end for child in about if (end := ended_before(meeting, child))]
    if ends and new.earlier_ended_on is None:
        return replace(new, earlier_ended_on=max(ends))
    return new


def _check_position(command: TakePosition, meeting: Meeting) -> None:
    new = command.position
    line = meeting.attendance.line(new.whose)
    say(meeting.deciding.decisions, "Record the decision first, then ask each agency for its view.")
    for decision_id in new.decisions:
        find_or_refuse(meeting.deciding.decisions, decision_id, "decision")
    took_part = line.stays or line.written_at
    say(
        new.view is not View.AGREE or took_part,
        "They are not here and sent nothing, so they cannot be recorded as agreeing.",
    )
    say(
        new.view is not View.DISAGREE or new.reason.strip(),
        "Write their reason: a disagreement is part of the record.",
    )


becomes(TakePosition, PositionTaken, _check_position)
becomes(AnnotateWithout, WithoutAnnotated)

sets(WithoutAnnotated, "deciding", "words beside “decided without”", without_note="words")


@evolve.register(DecisionRecorded)
def _(event: DecisionRecorded, meeting: Meeting, stamp: Stamp) -> Meeting:
    old = find(meeting.deciding.decisions, event.decision.id)
    met = event.decision.someone_met
    if met is YesNo.UNKNOWN:
        met = old.someone_met if old else meeting.attendance.someone_has_met
    new = replace(event.decision, decided_at=event.decision.decided_at or stamp.at, someone_met=met)
    kept = tuple(old for old in meeting.deciding.decisions if old.id != new.id)
    return within(meeting, "deciding", decisions=(*kept, new))


@evolve.register(PositionTaken)
def _(event: PositionTaken, meeting: Meeting, stamp: Stamp) -> Meeting:
    """Keep a view; of each decision an agency has one, and the last that it gave."""
    new = event.position
    about = new.decisions or _asked_about(meeting, new.whose)
    kept = [_without(old, new, about) for old in meeting.deciding.positions]
    left = tuple(one for one in kept if one is not None)
    return within(meeting, "deciding", positions=put(left, replace(new, decisions=about)))


def _asked_about(meeting: Meeting, attendee_id: str) -> tuple[str, ...]:
    """Return the decisions that a view without one is about: those that stand, or those they were at."""
    line = find(meeting.attendance.register, attendee_id)
    stood = standing(meeting)
    there = [one for one in stood if line and was_there(line, one)]
    return tuple(one.id for one in there or stood)


def _without(old: Position, new: Position, about: tuple[str, ...]) -> Position | None:
    """Return what is left of an earlier view of the same agency beside a new one."""
    if old.id == new.id or old.whose != new.whose or not old.decisions:
        return old
    left = tuple(one for one in old.decisions if one not in about)
    return replace(old, decisions=left) if left else None
