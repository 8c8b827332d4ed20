"""The gates: a stop asks for a fact or a reason; it never stands in the way of protecting a child."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from msgspec.structs import replace

from chairtui.core import warnings
from chairtui.core.change import Command, Refused, say
from chairtui.core.closing import Gap, SignOff
from chairtui.core.decision import Deciding, RecordDecision
from chairtui.core.meeting import Meeting
from chairtui.core.vocabulary import Gate, Stage, Step
from chairtui.core.warnings import Severity
from chairtui.core.with_ids import find
from chairtui.standards.moments import Moments
from chairtui.standards.placing import has_come
from chairtui.standards.verdict import Expected, Judge, Verdict

REACHED = {
    Stage.PREPARING: frozenset({Gate.OPEN}),
    Stage.HELD: frozenset({Gate.OPEN, Gate.DECISION}),
    Stage.PARTLY: frozenset(Gate),
    Stage.DECIDED: frozenset(Gate),
    Stage.SIGNED: frozenset(Gate),
}
"""Which gates' rules matter at each stage; the others would only be noise."""


GATED = (RecordDecision, SignOff)
"""The commands that a gate stands before."""


def relevant(
    meeting: Meeting, verdicts: Iterable[Verdict], now: datetime, entered: Collection[Step] = ()
) -> tuple[Verdict, ...]:
    """Return the verdicts whose gate has come, or the moment from which they stand before whoever leads."""
    reached, moments = REACHED[meeting.stage], Moments(meeting, now, entered)
    return tuple(
        verdict
        for verdict in verdicts
        if reached.intersection(verdict.gates) or (verdict.from_step and has_come(verdict, moments))
    )


def unmet(judge: Judge, meeting: Meeting, now: datetime) -> tuple[Verdict, ...]:
    """Return what the rules say of a meeting at an instant (UTC) and is relevant; of an empty one nothing."""
    return relevant(meeting, judge(meeting, now), now) if meeting.id else ()


def is_answered(meeting: Meeting, verdict: Verdict, gate: Gate) -> bool:
    """Say whether someone gave a fact or a reason for a verdict that counts at `gate`."""
    return warnings.is_answered(find(meeting.warnings, verdict.id), gate, returns=verdict.returns)


def unanswered(meeting: Meeting, verdicts: Iterable[Verdict], gate: Gate) -> tuple[Verdict, ...]:
    """Return what a gate still asks a fact or a reason for.

    The decision asks for the stops only; the close asks for every stop and warning.
    """
    asked = {Severity.STOP} if gate is Gate.DECISION else {Severity.STOP, Severity.WARN}
    return tuple(
        verdict
        for verdict in verdicts
        if gate in verdict.gates and verdict.severity in asked and not is_answered(meeting, verdict, gate)
    )


def gaps_of_urgency(command: SignOff, meeting: Meeting, verdicts: Iterable[Verdict]) -> SignOff:
    """Return an urgent meeting's sign-off with the reason for every gap that has none."""
    given = {gap.code for gap in command.gaps}
    reason = f"Urgent: {meeting.urgent_because}" if meeting.urgent_because else "Urgent"
    left = [verdict for verdict in unanswered(meeting, verdicts, Gate.CLOSE) if verdict.id not in given]
    gaps = tuple(Gap(code=verdict.id, words=verdict.say, reason=reason) for verdict in left)
    return replace(command, gaps=command.gaps + gaps)


def undecided(meeting: Meeting) -> Meeting:
    """Return the meeting as if nothing were decided yet: a further decision asks who is here now."""
    return replace(meeting, deciding=Deciding())


def ask_at_gate(command: Command, meeting: Meeting, verdicts: Iterable[Verdict]) -> None:
    """Refuse a decision or a signature that leaves something without a fact or a reason.

    The meeting is judged as it stands before the command: what only follows from it cannot be answered yet.

    Raises:
        Refused: the sentence lists what is asked.
    """
    if meeting.urgent:
        return
    if isinstance(command, RecordDecision):
        left = unanswered(meeting, verdicts, Gate.DECISION)
        _refuse("Before the decision, say who was called and what they said, or why not:", left)
    if isinstance(command, SignOff):
        given = {gap.code for gap in command.gaps}
        left = unanswered(meeting, verdicts, Gate.CLOSE)
        _refuse("Before signing, give a reason for:", [one for one in left if one.id not in given])


def not_known(meeting: Meeting, expected: Iterable[Expected]) -> tuple[Expected, ...]:
    """Return the expected roles of which signing asks whether they were invited; none in the urgent mode.

    Source: multi-agency audit of strategy discussions, Bromley 2020: it could not be found out whether health
    was invited or did not come.
    """
    return () if meeting.urgent else tuple(role for role in expected if not role.known)


def ask_of_invitations(meeting: Meeting, expected: Iterable[Expected]) -> None:
    """Refuse a signature while the ledger says nothing of an expected role: a choice is asked, no reason.

    Raises:
        Refused: the sentence names them.
    """
    names = ", ".join(role.title for role in not_known(meeting, expected))
    say(not names, f"Before signing, say of each whether they were invited, and what became of it: {names}.")


def _refuse(beginning: str, left: Iterable[Verdict]) -> None:
    words = "; ".join(f"{verdict.say} ({verdict.id})" for verdict in left)
    if words:
        raise Refused(f"{beginning} {words}")
