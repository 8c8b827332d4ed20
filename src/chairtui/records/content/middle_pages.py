"""The middle of a record: what was shared, what it means, and why it was decided so."""

from __future__ import annotations

from collections.abc import Iterator

from chairtui.core.vocabulary import RecordKind, Redaction
from chairtui.records.content.analysis import think_parts
from chairtui.records.content.frame import Frame, omitted
from chairtui.records.content.rationale import rationale_parts
from chairtui.records.content.series import carried_parts
from chairtui.records.content.sharing import chronology_parts, shared_parts
from chairtui.records.record import Section

EARLIER, SHARED, CHRONOLOGY = "Earlier meetings and what they left open", "What was shared", "Chronology"
THINK, RATIONALE = "What we think is happening", "Why it was decided so"


def middle_pages(frame: Frame) -> Iterator[Section]:
    """Return the sections of steps 3 to 5, up to the reasons for the decision."""
    series, cut = frame.meeting.series, frame.omits(Redaction.ACTIONS)
    if frame.copy.kind is RecordKind.EXTRACT or cut or series.earlier or series.carried:
        yield Section(EARLIER, tuple(carried_parts(frame)))
    yield Section(SHARED, tuple(shared_parts(frame)))
    cut = frame.omits(Redaction.CHRONOLOGY)
    yield Section(CHRONOLOGY, (omitted(Redaction.CHRONOLOGY),) if cut else tuple(chronology_parts(frame)))
    decided = frame.meeting.deciding.decisions
    cut = frame.omits(Redaction.ANALYSIS)
    yield Section(THINK, (omitted(Redaction.ANALYSIS),) if cut else tuple(think_parts(frame)))
    if decided:
        yield Section(RATIONALE, (omitted(Redaction.ANALYSIS),) if cut else tuple(rationale_parts(frame)))
