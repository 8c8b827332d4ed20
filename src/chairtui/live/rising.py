"""What the program notes itself: warnings that rose, and those that cleared."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from chairtui.core.change import Event
from chairtui.core.meeting import Meeting
from chairtui.core.warnings import Severity, WarningCleared, WarningRaised
from chairtui.standards.verdict import Verdict

Met = Callable[[Collection[str]], Collection[str]]
"""Returns of the ids of warnings those for which what they ask is so."""


def warnings_between(
    meeting: Meeting, verdicts: Sequence[Verdict], met: Met, at: datetime | None = None
) -> list[Event]:
    """Return the events that bring the meeting's warnings in line with the verdicts."""
    unmet = {verdict.id for verdict in verdicts}
    gone = [warning_id for warning_id in _standing(meeting) if warning_id not in unmet]
    right = met(gone) if gone else ()
    cleared: list[Event] = [
        WarningCleared(warning_id=warning_id, at=at, met=warning_id in right) for warning_id in gone
    ]
    return [*cleared, *raised(meeting, verdicts, at)]


def raised(meeting: Meeting, verdicts: Sequence[Verdict], at: datetime | None = None) -> list[Event]:
    """Return the events that note verdicts which no standing warning is about, or one that weighs otherwise.

    What is eased, as a stop is by a reason to go on without the minimum, is eased in the lists as well.
    """
    standing = _standing(meeting)
    return [
        WarningRaised(
            warning_id=verdict.id,
            severity=verdict.severity,
            words=verdict.say,
            at=at,
            returns=verdict.returns,
        )
        for verdict in verdicts
        if standing.get(verdict.id) is not verdict.severity
    ]


def _standing(meeting: Meeting) -> dict[str, Severity]:
    return {warning.id: warning.severity for warning in meeting.warnings if warning.cleared_at is None}
