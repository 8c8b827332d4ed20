"""What the audit counted, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chairtui.audit import publishing
    from chairtui.audit.counting import Audit, Counted, Line
    from chairtui.cli.audit import Told


def audit_as_json(told: Told, meetings: Sequence[Counted]) -> dict[str, object]:
    """Return the meetings that were counted and every figure; beside them a second audit or a what-if."""
    other = told.beside
    return {
        "meetings": [
            {"id": one.meeting_id, "reference": one.reference, "held_on": one.held_on} for one in meetings
        ],
        **_audit(told.audit),
        "trend": _months(told) if told.code and told.audit.by == "month" else None,
        "beside": {"meetings": other.meetings, **_audit(other)} if other and not other.profile else None,
        "what_if": {"profile": other.profile, **_audit(other)} if other and other.profile else None,
    }


def _audit(audit: Audit) -> dict[str, object]:
    return {
        "figures": [line_as_json(one) for one in audit.lines],
        "in_time_and_minimum": audit.in_time_and_minimum,
    }


def _months(told: Told) -> dict[str, object] | None:
    from chairtui.audit.table import months
    from chairtui.audit.trend import signals_said, words

    seen = months(told.audit, told.code)
    if seen.trend is None:
        return None
    better = told.audit.lines[0].measure.higher_is_better
    return {
        "months": seen.months,
        "points": seen.trend.points,
        "mean": seen.trend.mean,
        "lower": seen.trend.lower,
        "upper": seen.trend.upper,
        "trial": seen.trend.trial,
        "signals": [seen.months[one] for one in seen.trend.special],
        "says": words(seen.trend, higher_is_better=better),
        "why": signals_said(seen.trend, seen.months),
    }


def line_as_json(line: Line | publishing.Told) -> dict[str, object]:
    """Return a line as JSON; a number that is withheld is nothing."""
    from chairtui.audit.counting import Line

    figure = line.figure if isinstance(line, Line) else line.shown
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
