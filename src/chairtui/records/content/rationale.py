"""Why it was decided so, and on what it rests."""

from __future__ import annotations

from collections.abc import Iterator

from chairtui.core.decision import Decision
from chairtui.core.listing import and_words, ended
from chairtui.core.rooms import PARTS
from chairtui.core.threshold import threshold_of
from chairtui.core.vocabulary import Gate, RecordKind, Redaction
from chairtui.core.with_ids import find
from chairtui.records.content.frame import Frame, omitted, said
from chairtui.records.content.sharing import numbered
from chairtui.records.record import Fact, Group, Paragraph, Part, fact, facts


def rationale_parts(frame: Frame) -> Iterator[Part]:
    """Return the reasons for each decision, and what was said before it."""
    decisions = frame.meeting.deciding.decisions
    for decision in decisions:
        if len(decisions) > 1:
            names = and_words([frame.child(one) for one in decision.children])
            yield Group(f"{names}, {said(decision.decided_at)}")
        yield from _why(frame, decision)
    yield from facts(fact("Said before it", *_said_before(frame)))


def _said_before(frame: Frame) -> Iterator[str]:
    """Yield what was said at the gate of the decision, but for the minimum, of which the first page tells."""
    on_page_one = {part.warning for part in PARTS}
    warnings = frame.meeting.warnings if frame.copy.kind is RecordKind.FULL else ()
    for warning in warnings:
        for handled in warning.handled:
            if handled.gate is Gate.DECISION and handled.words.strip() and warning.code not in on_page_one:
                yield f"{ended(warning.words)} {ended(handled.words)}"


def _why(frame: Frame, decision: Decision) -> Iterator[Part]:
    why = decision.rationale
    told = (
        ("Risks", "the risks", why.risks),
        ("Evidence", "the evidence", why.evidence),
        ("Threshold", "the threshold", threshold_of(frame.meeting, decision)),
        ("Rejected", "what was considered and rejected", why.alternatives),
        ("Not known", "what is not known", why.unknown),
    )
    anew = decision.anew_because
    ended_on = said(decision.earlier_ended_on, "not written: their clock runs on")
    yield from facts(
        *(fact(label, *words.split("\n")) for label, _, words in told),
        fact("Initiated anew", anew),
        fact("Earlier ones ended", ended_on if anew else ""),
        *_rests_on(frame, decision),
    )
    unwritten = [what for _, what, words in told if not words.strip()]
    if unwritten:
        yield Paragraph(f"Not written: {and_words(unwritten)}.", strong=True)
    if frame.omits(Redaction.SHARED):
        yield omitted(Redaction.SHARED)


def _rests_on(frame: Frame, decision: Decision) -> Iterator[Fact]:
    if frame.omits(Redaction.SHARED):
        return
    at = {one.id: (number, one) for number, one in numbered(frame)}
    shared = sorted(at[fact_id] for fact_id in decision.facts if fact_id in at) if decision.facts else []
    named = [f"{number} ({_short(frame, one.attendee_id)})" for number, one in shared]
    yield fact(
        "Rests on",
        f"{and_words(named)} of what was shared." if named else "No fact that was shared is named.",
    )


def _short(frame: Frame, attendee_id: str) -> str:
    line = find(frame.meeting.attendance.register, attendee_id)
    return line.name if line and line.name else frame.line(attendee_id)
