"""The audit of the meetings in one file, by the measures and rules that hold here now."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from chairtui.audit.counting import Counted, counted
from chairtui.live.auditing import Audits
from chairtui.standards.measuring import SHIPPED, Measuring
from chairtui.store.auditing import SqliteFigures
from chairtui.wiring.council import judge, rules_mark
from chairtui.wiring.folders import measures
from chairtui.wiring.lazy_judge import LazyJudge
from chairtui.wiring.own_measures import own_measures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chairtui.core.meeting import Meeting
    from chairtui.directory.agencies_file import AgenciesFile
    from chairtui.standards.judge import ProfileJudge
    from chairtui.standards.measure import Measure
    from chairtui.store.connect import Database


def audits(database: Database, lazy: LazyJudge, agencies: AgenciesFile) -> Audits:
    """Return the audit of the meetings of a database."""
    return Audits(measures=MeasuresHere(lazy, agencies), figures=SqliteFigures(database))


def measures_of(agencies: AgenciesFile) -> MeasuresHere:
    """Return the measures and rules as they stand, for who has no desk."""
    return MeasuresHere(LazyJudge(lambda: judge(agencies.agencies), lambda: rules_mark(agencies)), agencies)


class MeasuresHere:
    """The measures and rules as they stand in their files; it fulfils `live.auditing.Measures`.

    Where a file changes under the open program, all of them are read again, so that what is kept of a meeting
    always bears the mark of what it was measured by.
    """

    def __init__(self, lazy: LazyJudge, agencies: AgenciesFile) -> None:
        self._lazy, self._agencies = lazy, agencies
        self._read_at = ""
        self._judge: ProfileJudge
        self._measuring: Measuring
        self._others: dict[str, ProfileJudge] = {}

    def mark(self) -> str:
        """Return what changes with the measures, the rules by which they judge, and the agencies."""
        return rules_mark(self._agencies, *SHIPPED.glob("*.toml"), *measures())

    def all(self) -> Sequence[Measure]:
        """Return the measures."""
        self._read()
        return self._measuring.measures

    def count(
        self, meeting: Meeting, now: datetime, profile: str = "", *, kept: Sequence[Meeting] = ()
    ) -> Counted | None:
        """Return a meeting as its own rules count it, or as those of another profile do."""
        from chairtui.core.carrying import agreed_before, told_now

        self._read()
        if meeting.started_at is None:
            return None
        judged_by = self._other(profile) if profile else self._judge
        told = told_now(meeting, kept)
        sight = judged_by.sight(told, now.replace(second=0, microsecond=0))
        measured = self._measuring(sight, agreed_before(told, kept))
        return counted(told, judged_by.profile_of(told), measured)

    def _read(self) -> None:
        mark = self.mark()
        if mark == self._read_at:
            return
        self._measuring = Measuring(own_measures())
        real, same = self._lazy.real, self._lazy.mark == rules_mark(self._agencies)
        self._judge = real if same else judge(self._agencies.agencies)
        self._others.clear()
        self._read_at = mark

    def _other(self, profile: str) -> ProfileJudge:
        if profile not in self._others:
            self._others[profile] = self._judge.what_if(profile)
        return self._others[profile]
