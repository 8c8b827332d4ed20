"""Warnings in words: the panel's rows, and how many there are of each severity."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from chairtui.core.calendar.when import say_clock
from chairtui.core.warnings import Severity, Warning, is_open
from chairtui.core.with_ids import find
from chairtui.directory.agencies import Agencies
from chairtui.directory.calling import call_words, number_of
from chairtui.live.outcome import Outcome
from chairtui.standards.verdict import Verdict
from chairtui.tui.rows.conflicts import APART, conflict_rows
from chairtui.tui.widgets.lines import Row
from chairtui.tui.widgets.words import join

MARKS = {
    Severity.STOP: ("■", "bold $error"),
    Severity.WARN: ("▲", "$warning"),
    Severity.PROMPT: ("·", "$secondary"),
}
"""A shape and a colour for each severity: a stop asks for a fact or a reason at the next gate."""


def counted(outcome: Outcome) -> str:
    """Return how many warnings stand open, as the list of meetings counts them: `■2 ▲3 ·1, 1 answered`."""
    meeting, numbers, answered = outcome.meeting, dict.fromkeys(Severity, 0), 0
    for verdict in outcome.verdicts:
        warning = find(meeting.warnings, verdict.id)
        stands = warning is None or is_open(meeting, warning)
        numbers[verdict.severity] += stands
        answered += not stands
    apart = len(meeting.conflicts)
    counts = [f"{APART[0]}{apart}"] if apart else []
    counts += [f"{MARKS[severity][0]}{number}" for severity, number in numbers.items() if number]
    beside = f"{answered} answered" if answered else ""
    return ", ".join(filter(None, (" ".join(counts), beside))) or "none"


def panel_rows(outcome: Outcome, agencies: Agencies, label: str = "") -> Sequence[Row]:
    """Return what two machines changed apart, then each warning in the order of the judge.

    Above them stands the label of a judge who judges by other rules than the meeting's own.
    """
    labelled = [Row("label", join((label, "$text-muted")), selectable=False)] if label else []
    warnings = outcome.meeting.warnings
    rows = [_row(verdict, find(warnings, verdict.id), agencies) for verdict in outcome.verdicts]
    rows = [*labelled, *rows]
    if not outcome.meeting.conflicts:
        return rows
    return [*conflict_rows(outcome.meeting), *rows]


def gravest(outcome: Outcome, agencies: Agencies) -> Content:
    """Return the gravest open warning in one line, with whom to call; empty where none is open."""
    for verdict in outcome.verdicts:
        warning = find(outcome.meeting.warnings, verdict.id)
        if warning is None or is_open(outcome.meeting, warning):
            called = verdict.contact and number_of(verdict.contact, agencies)[1]
            call = f"  {call_words(verdict.contact, agencies)}" if called else ""
            return join(" ", MARKS[verdict.severity], f" {verdict.say}", (call, "$accent"))
    return Content()


def _row(verdict: Verdict, warning: Warning | None, agencies: Agencies) -> Row:
    parts: list[str | tuple[str, str]] = [verdict.say]
    if verdict.ask and verdict.severity is not Severity.PROMPT:
        parts.append((f"\n{verdict.ask}", "$text-muted"))
    if verdict.contact and number_of(verdict.contact, agencies)[1]:
        parts.append((f"\n{call_words(verdict.contact, agencies)}", "$accent"))
    if warning and warning.last:
        parts.append((f"\n{state_words(warning)}", "$success"))
    return Row(verdict.id, join(*parts), Content.styled(*MARKS[verdict.severity]))


def state_words(warning: Warning) -> str:
    """Return what was done about a warning last, and when."""
    last = warning.last
    if last is None:
        return "open"
    at = f" at {say_clock(last.at)}" if last.at else ""
    return f"→ {last.what.value}{at}{': ' + last.words if last.words else ''}"
