"""What was decided for whom, why in one sentence, and who disagrees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chairtui.core.decision import Decision
from chairtui.core.listing import and_words, ended
from chairtui.core.threshold import harm_words, threshold_said
from chairtui.core.views import again_words, outcome_words, who
from chairtui.core.vocabulary import RecordKind, Redaction, View
from chairtui.core.with_ids import find
from chairtui.records.content.frame import Frame, capital, said
from chairtui.records.record import Callout, Paragraph, Part, Tone

DECISION = "Decision"
NOT_DECIDED = "No decision about section 47 was taken."


def decision_parts(frame: Frame) -> Iterator[Part]:
    """Return what was decided for whom, why, and who disagrees."""
    deciding = frame.meeting.deciding
    if not deciding.decisions:
        yield Paragraph(NOT_DECIDED, strong=True)
        return
    alike: dict[tuple[object, ...], list[Decision]] = {}
    for decision in deciding.decisions:
        alike.setdefault((decision.outcome, decision.decided_at, *_lines(frame, decision)), []).append(
            decision
        )
    for several in alike.values():
        yield _decided(frame, several)
    if undecided := frame.meeting.undecided:
        yield Paragraph(f"No decision for {and_words([one.name for one in undecided])}.", strong=True)


def _decided(frame: Frame, alike: Sequence[Decision]) -> Part:
    first = alike[0]
    children = [child_id for one in alike for child_id in one.children]
    several = len(frame.meeting.concern.children) > 1
    return Callout(
        Tone.DECISION,
        f"{capital(outcome_words(first))}{frame.disputed('decision', *children)}",
        _lines(frame, first),
        and_words([frame.child(one) for one in children]) if several else "",
    )


def _lines(frame: Frame, decision: Decision) -> tuple[str, ...]:
    because = decision.rationale.risks.strip()
    decided = f"Decided {said(decision.decided_at)}."
    threshold = _threshold(frame, decision)
    lines = (
        again_words(frame.meeting, decision),
        f"Because: {because}" if because else _why_left_out(frame),
        " ".join(filter(None, (threshold, decided))),
        _disagreeing(frame, decision),
    )
    return tuple(filter(None, lines))


def _why_left_out(frame: Frame) -> str:
    shows = frame.copy.kind in (RecordKind.FULL, RecordKind.CHILD)
    return "Because: left out of this copy." if shows and frame.omits(Redaction.ANALYSIS) else ""


def _threshold(frame: Frame, decision: Decision) -> str:
    words = {child_id: _threshold_of(frame, child_id, decision) for child_id in decision.children}
    said_of = set(words.values())
    if said_of == {""}:
        return "" if frame.omits(Redaction.ANALYSIS) or frame.copy.outside else "Threshold: not judged."
    if len(said_of) == 1:
        return ended(f"Threshold: {said_of.pop()}")
    each = "; ".join(f"{frame.child(one)}: {word or 'not judged'}" for one, word in words.items())
    return ended(f"Threshold: {each}")


def _threshold_of(frame: Frame, child_id: str, decision: Decision) -> str:
    judged = find(frame.meeting.analysis.judgements, child_id)
    if judged is None:
        return threshold_said(frame.meeting, child_id)
    return f"{harm_words(judged, decision)}{frame.disputed('threshold', child_id)}"


def _disagreeing(frame: Frame, decision: Decision) -> str:
    names = [
        who(line, frame.title)
        for line in frame.meeting.attendance.register
        if (taken := frame.meeting.deciding.view(line.id, decision.id)) and taken.view is View.DISAGREE
    ]
    cut = ("Views of others are left out of this copy.",) if frame.copy.kind is RecordKind.EXTRACT else ()
    return " ".join((*([f"Disagrees: {and_words(names)}."] if names else ()), *cut))
