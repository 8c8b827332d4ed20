"""What is said of the threshold for a child: one answer, judged or written with the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chairtui.core.calendar.when import say_when
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
    judged = find(meeting.analysis.judgements, child_id)
    if judged is not None:
        return judged_words(judged)
    decision = meeting.deciding.about(child_id)
    return decision.rationale.threshold.strip() if decision else ""


def judged_words(judged: Judgement) -> str:
    """Return what was judged, and when, if that was after the decision."""
    at = judged.changed_at
    return (
        f"{judged.threshold.value} (since {say_when(at)}, after the decision)"
        if at
        else judged.threshold.value
    )


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
        judged_words(judged) if alone else f"{named.get(child_id, child_id)}: {judged_words(judged)}"
        for child_id, judged in said
        if judged is not None
    )
