"""What is said of the threshold for a child: one answer, judged or written with the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chairtui.core.calendar.when import say_when
from chairtui.core.vocabulary import Category
from chairtui.core.with_ids import find

if TYPE_CHECKING:
    from chairtui.core.analysis import Judgement
    from chairtui.core.decision import Decision
    from chairtui.core.meeting import Meeting


def threshold_said(meeting: Meeting, child_id: str) -> str:
    """Return what is said of the threshold for a child; empty when nothing is.

    What was judged in the words of the closed list comes first, else what is written with the decision that
    stands for the child.
    """
    judged, decision = find(meeting.analysis.judgements, child_id), meeting.deciding.about(child_id)
    if judged is not None:
        return judged_words(judged, decision)
    return decision.rationale.threshold.strip() if decision else ""


def judged_words(judged: Judgement, decision: Decision | None) -> str:
    """Return what was judged, and when, if that was after the decision beside which it is told."""
    at, decided = judged.changed_at, decision.decided_at if decision else None
    if at is None or decided is None or at <= decided:
        return judged.threshold.value
    return f"{judged.threshold.value} (since {say_when(at)}, after the decision)"


def harm_words(judged: Judgement, decision: Decision | None) -> str:
    """Return what was judged, and of which category of harm where one was named."""
    harm = "" if judged.category is Category.NONE else f"; {judged.category.value}"
    return f"{judged_words(judged, decision)}{harm}"


def threshold_of(meeting: Meeting, decision: Decision) -> str:
    """Return what is said of the threshold with a decision: its words, or what was judged of each child."""
    if decision.rationale.threshold.strip():
        return decision.rationale.threshold
    said = [(child_id, find(meeting.analysis.judgements, child_id)) for child_id in decision.children]
    if any(judged is None for _, judged in said):
        return ""
    named = {child.id: child.name for child in meeting.concern.children}
    alone = len(decision.children) == 1
    return "\n".join(
        f"{'' if alone else f'{named.get(child_id, child_id)}: '}{judged_words(judged, decision)}"
        for child_id, judged in said
        if judged is not None
    )
