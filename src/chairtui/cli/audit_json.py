"""What the audit counted, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chairtui.audit.counting import Counted, Line
    from chairtui.audit.publishing import Published


def counted_as_json(
    meetings: Sequence[Counted], lines: Sequence[Line], beside: Sequence[Line], profile: str | None
) -> dict[str, object]:
    """Return the meetings that were counted and every figure; beside them those of a what-if."""
    from chairtui.audit.counting import crossed

    return {
        "meetings": [
            {"id": one.meeting_id, "reference": one.reference, "held_on": one.held_on} for one in meetings
        ],
        "figures": [line_as_json(one) for one in lines],
        "in_time_and_minimum": crossed(meetings, "M-IN-TIME", "M-MINIMUM"),
        "what_if": {"profile": profile, "figures": [line_as_json(one) for one in beside]}
        if profile
        else None,
    }


def line_as_json(line: Line | Published) -> dict[str, object]:
    """Return a line as JSON; a figure that is withheld has no numbers."""
    figure = line.figure
    return {
        "code": line.measure.id,
        "title": line.measure.title,
        "definition": line.measure.definition,
        "source": line.measure.source,
        "reading_of": line.measure.reading_of,
        "subject": line.subject,
        "part": line.part,
        "met": figure.met if figure else None,
        "of": figure.of if figure else None,
        "unknown": figure.unknown if figure else None,
    }
