"""The judge, made when it is first asked."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from chairtui.core.meeting import Meeting
    from chairtui.standards.judge import ProfileJudge
    from chairtui.standards.rule import Rule
    from chairtui.standards.verdict import Expected, Question, Verdict


class LazyJudge:
    """The judge, made when it is first asked: home needs none."""

    def __init__(self, make: Callable[[], ProfileJudge], mark_of_rules: Callable[[], str] = str) -> None:
        """Ask `make` for the judge when somebody needs it."""
        self._make, self._mark_of_rules = make, mark_of_rules
        self.mark = ""
        """What the rules bore when they were read."""

    @cached_property
    def real(self) -> ProfileJudge:
        """The judge itself.

        Raises:
            FaultyProfile: a council's own profile is wrong.
        """
        self.mark = self._mark_of_rules()
        return self._make()

    def __call__(self, meeting: Meeting, now: datetime) -> tuple[Verdict, ...]:
        """Return the verdicts that are unmet or unknown at an instant (UTC), gravest first."""
        return self.real(meeting, now)

    def met(self, meeting: Meeting, now: datetime, ids: Collection[str]) -> frozenset[str]:
        """Return of the ids of verdicts those whose rule asks, and is satisfied."""
        return self.real.met(meeting, now, ids)

    def profile_of(self, meeting: Meeting) -> str:
        """Return the name and version of the profile that fits the meeting's date and place."""
        return self.real.profile_of(meeting)

    def profile_names(self) -> list[str]:
        """Return the names that a meeting's profile can be made of."""
        return [one.name for one in self.real.profiles.all() if one.kind != "part"]

    def expected(self, meeting: Meeting) -> tuple[Expected, ...]:
        """Return who should be there and why."""
        return self.real.expected(meeting)

    def deck(self, meeting: Meeting) -> tuple[Question, ...]:
        """Return the questions that the chair can put to the room."""
        return self.real.deck(meeting)

    def figures(self, meeting: Meeting) -> dict[str, Any]:
        """Return the profile's figures by name."""
        return {**self.real.figures(meeting)}

    def guidance(self, meeting: Meeting) -> str:
        """Return the guidance that the meeting's rules stand for, its issue, and what was not read of it."""
        return self.real.guidance(meeting)

    def label(self, meeting: Meeting) -> str:
        """Return what has to stand over verdicts by other rules than the meeting's own; empty for its own."""
        return self.real.label(meeting)

    def explain(self, code: str, meeting: Meeting | None = None) -> Rule | None:
        """Return a rule by its code, as the profile that judges has it."""
        return self.real.explain(code, meeting)
