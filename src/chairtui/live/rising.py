"""What the program notes itself: warnings that rose, and those that cleared."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import partial

from chairtui.core.change import Event
from chairtui.core.meeting import Meeting
from chairtui.core.warnings import Warning, WarningCleared, WarningRaised
from chairtui.live.gates import unmet
from chairtui.standards.verdict import Judge, Verdict

Met = Callable[[Collection[str]], Collection[str]]
"""Returns of the ids of warnings those for which what they ask is so."""


def warnings_between(
    meeting: Meeting,
    verdicts: Sequence[Verdict],
    met: Met,
    at: datetime | None = None,
    before: Sequence[Verdict] = (),
    *,
    anew: bool = False,
) -> list[Event]:
    """Return the events that bring the meeting's warnings in line with the verdicts.

    What is over is told with the words that it bore at its end, in the verdicts `before`. What stands is told
    again if its words are others by now only where `anew` says so: else the log would repeat each count.
    """
    unmet = {verdict.id for verdict in verdicts}
    gone = {key: warning.words for key, warning in _standing(meeting).items() if key not in unmet}
    right = met(gone) if gone else ()
    last = {verdict.id: verdict.say for verdict in before}
    cleared: list[Event] = [
        WarningCleared(warning_id=key, at=at, met=key in right, words=words if words != raised_with else "")
        for key, raised_with in gone.items()
        for words in (last.get(key, raised_with),)
    ]
    return [*cleared, *raised(meeting, verdicts, at, anew=anew)]


def standing_at_signing(
    judge: Judge, meeting: Meeting, at: datetime, before: Sequence[Verdict]
) -> list[Event]:
    """Return what the log lacks of what is open as the record is signed, and of its words."""
    verdicts, met = unmet(judge, meeting, at), partial(judge.met, meeting, at)
    return warnings_between(meeting, verdicts, met, at, before, anew=True)


def raised(
    meeting: Meeting, verdicts: Sequence[Verdict], at: datetime | None = None, *, anew: bool = False
) -> list[Event]:
    """Return the events that note verdicts which no standing warning is about, or one that weighs otherwise.

    What is eased, as a stop is by a reason to go on without the minimum, is eased in the lists as well.
    """
    standing = _standing(meeting)
    return [
        _raised(verdict, at)
        for verdict in verdicts
        if (warning := standing.get(verdict.id)) is None
        or warning.severity is not verdict.severity
        or (anew and warning.words != verdict.say)
    ]


def _raised(verdict: Verdict, at: datetime | None) -> Event:
    return WarningRaised(
        warning_id=verdict.id,
        severity=verdict.severity,
        words=verdict.say,
        at=at,
        returns=verdict.returns,
    )


def _standing(meeting: Meeting) -> dict[str, Warning]:
    return {warning.id: warning for warning in meeting.warnings if warning.cleared_at is None}
