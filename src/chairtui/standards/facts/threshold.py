"""Facts about the threshold that was judged for each child, and what was decided on it."""

from chairtui.core.analysis import Judgement
from chairtui.core.children import Child
from chairtui.core.enquiries import running
from chairtui.core.threshold import threshold_said
from chairtui.core.vocabulary import Outcome, Threshold
from chairtui.core.with_ids import find
from chairtui.standards.facts.fact import fact
from chairtui.standards.facts.sight import Sight


def _judgement(sight: Sight, child: Child) -> Judgement | None:
    return find(sight.meeting.analysis.judgements, child.id)


@fact("child.judged", "child")
def _(sight: Sight, child: Child) -> bool:
    """Whether it is said if the threshold is met for this child, as a judgement or with the decision."""
    return bool(threshold_said(sight.meeting, child.id))


@fact("child.evidence", "child")
def _(sight: Sight, child: Child) -> bool:
    """Whether evidence for and against the threshold is written for this child."""
    judgement = _judgement(sight, child)
    return judgement is not None and bool(
        judgement.evidence_for.strip() and judgement.evidence_against.strip()
    )


@fact("child.at_odds", "child")
def _(sight: Sight, child: Child) -> bool:
    """Whether the threshold that was judged and the decision that stands contradict each other.

    Source: Children Act 1989 s47(1): with reasonable cause to suspect significant harm, enquiries are made.
    Adjourning leaves them unmade too, unless some are under way.
    """
    judgement, decision = _judgement(sight, child), sight.meeting.deciding.about(child.id)
    if judgement is None or decision is None:
        return False
    if judgement.threshold is Threshold.NOT_MET:
        return decision.outcome in (Outcome.INITIATE, Outcome.CONTINUE)
    if judgement.threshold not in (Threshold.SUFFERING, Threshold.LIKELY):
        return False
    if decision.outcome is Outcome.ADJOURN:
        return running(sight.meeting, child) is None
    return decision.outcome is Outcome.DO_NOT_INITIATE


@fact("child.threshold", "child")
def _(sight: Sight, child: Child) -> str:
    """What is said of the threshold."""
    return threshold_said(sight.meeting, child.id) or "not judged"


@fact("child.outcome", "child")
def _(sight: Sight, child: Child) -> str:
    """What was decided about section 47."""
    decision = sight.meeting.deciding.about(child.id)
    return decision.outcome.value if decision else "not decided"
