"""The audit over all meetings: what is kept of each, what has still to be measured, and what it comes to.

What the measures say of a meeting is kept with what is written to it, but for one that is held now. That, and
what another meeting, other rules or time made other, is measured before anything is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from chairtui.audit.counting import ALL, CROSSED, Audit, Counted, Crossed, Sums, Within, audited, lines
from chairtui.audit.sampling import sample
from chairtui.core.calendar.deadlines import next_midnight
from chairtui.live.audited import Audited

if TYPE_CHECKING:
    from chairtui.audit.counting import Beneath
    from chairtui.core.meeting import Meeting
    from chairtui.live.desk import Desk
    from chairtui.standards.measure import Measure

FAR = timedelta(days=36_525)
"""What is the same after so long is made other by no time."""
MINUTE = timedelta(minutes=1)
AT_ONCE = 100
"""Meetings that are kept in one transaction, so that others can save meanwhile."""


Told = Callable[[int, int], bool]
"""Hears how many are done, and of how many; says whether to go on."""


def untold(_done: int, _of: int) -> bool:
    """Go on to the end."""
    return True


class Measures(Protocol):
    """The measures that hold here: those that come with the program, and a partnership's own."""

    def mark(self) -> str:
        """Return what changes with the measures, the rules by which they judge, and the agencies."""

    def all(self) -> Sequence[Measure]:
        """Return the measures.

        Raises:
            FaultyProfile: a partnership's own file is wrong.
        """

    def count(
        self, meeting: Meeting, now: datetime, profile: str = "", *, kept: Sequence[Meeting] = ()
    ) -> Counted | None:
        """Return a meeting as its own rules count it, or as those of another profile do.

        `kept` are the earlier meetings about its children: what they say now of enquiries counts for it, and
        what they agreed and it goes on with counts there.

        Raises:
            FaultyProfile: a partnership's own file, or a council's own profile, is wrong.
            UnknownProfile: there is no such profile.
        """


class Figures(Protocol):
    """What is kept of each meeting, and its sums."""

    def behind(self, by: str, now: datetime) -> Sequence[tuple[str, int]]:
        """Return the ids of meetings that have still to be measured, and how often each was written to."""

    def keep(self, measured: Sequence[tuple[str, int, Audited]]) -> None:
        """Keep what the measures say of meetings, but of none that was written to meanwhile.

        Where the file is only read it is remembered beside it.

        Raises:
            NotSaved: it could not be stored.
        """

    def sums(self, within: Within, by: str) -> Sums:
        """Return what every measure comes to over some meetings."""

    def span(self, within: Within) -> tuple[int, date | None, date | None]:
        """Return how many meetings are meant, and the first and last day on which they were held."""

    def crossed(self, within: Within, first: str, second: str) -> Crossed:
        """Return how two measures of whole meetings fall together."""

    def beneath(
        self, within: Within, measure: str, subject: str, *, limit: int, after: int
    ) -> Sequence[Beneath]:
        """Return a page of the meetings of which a figure is made, `after` so many."""

    def meetings(self, within: Within) -> Sequence[Counted]:
        """Return the meetings that are meant, oldest first, without what was measured of each."""


class Meant(Struct, frozen=True, kw_only=True):
    """Which meetings an audit is of, and what stands beside them: at most one other thing."""

    within: Within = ALL
    size: int = 0
    """Only so many of them, drawn by the seed."""
    seed: str = ""
    second: Within | None = None
    """Beside: other meetings."""
    second_seed: str = ""
    """Beside: another sample of the same size."""
    profile: str = ""
    """Beside, as a what-if: the same meetings judged by this profile."""

    def problem(self) -> str:
        """Say in a sentence why that cannot be counted; nothing where it can."""
        if sum(map(bool, (self.second, self.second_seed, self.profile))) > 1:
            return "One thing stands beside: a period, a sample, or the rules of another profile."
        if self.size and not self.seed:
            return "Say by which words the sample is drawn, so that it can be drawn again."
        if self.second_seed and not self.size:
            return "A second sample needs a first one: how many meetings, and by which words it is drawn."
        if self.second and self.size:
            return "A second period is of all its meetings: leave the sample out."
        return ""


class Shown(Struct, frozen=True, kw_only=True):
    """An audit, and what stands beside it."""

    audit: Audit
    beside: Audit | None = None

    @property
    def names(self) -> tuple[str, str]:
        """What the two are called."""
        if self.beside is None:
            return "MET", ""
        return ("MET", "WHAT IF") if self.beside.profile else ("FIRST", "SECOND")


class Left(Struct, frozen=True):
    """What came of measuring."""

    measured: int = 0
    """How many meetings were measured again."""
    unread: int = 0
    """How many cannot be read, and so are in no figure."""
    whole: bool = True
    """Whether all are measured; if not, it was ended before."""


@dataclass(frozen=True, kw_only=True)
class Audits:
    """The audit of the meetings that are kept here."""

    measures: Measures
    figures: Figures

    def noted(self, meeting: Meeting, now: datetime) -> Audited | None:
        """Return what the measures say of a meeting, to be kept with what is written to it; it is quick.

        Nothing where the measures cannot be read: whoever asks for figures is told.
        """
        from chairtui.standards.reading import FaultyProfile

        try:
            counted = self.measures.count(meeting, now)
        except FaultyProfile:
            return None
        until = None if counted is None else _next(meeting, now, next_midnight(now))
        return Audited(counted=counted, since=now, until=until, by=self.measures.mark())

    def catch_up(self, desk: Desk, told: Told = untold) -> Left:
        """Measure whatever has fallen behind; `told` hears how far it is, and ends it with no.

        Raises:
            FaultyProfile: a measure or a rule cannot be read.
            NotSaved: it could not be stored.
        """
        now, by = desk.clock.now(), self.measures.mark()
        behind = self.figures.behind(by, now)
        unread, some = 0, list[tuple[str, int, Audited]]()
        for number, (meeting_id, touched) in enumerate(behind):
            if not told(number, len(behind)):
                self.figures.keep(some)
                return Left(number, unread, whole=False)
            measured = self._measured(desk, meeting_id, now, by)
            unread += not measured.by
            some.append((meeting_id, touched, measured))
            if len(some) == AT_ONCE:
                self.figures.keep(some)
                some = []
        self.figures.keep(some)
        return Left(len(behind) - unread, unread)

    def _measured(self, desk: Desk, meeting_id: str, now: datetime, by: str) -> Audited:
        from chairtui.core.history.log import Damaged, fold

        try:
            meeting = fold(desk.log.read(meeting_id))
        except Damaged:
            return Audited(counted=None, since=now, until=None, by="")
        return settled(self.measures, meeting, desk.kept_about(meeting), now, by)

    def shown(self, desk: Desk, meant: Meant, by: str = "", told: Told = untold) -> Shown:
        """Return what is asked for, with what stands beside: what command and screen show.

        Raises:
            UnknownProfile: there is no such profile.
            PutAside: `told`, which hears how far a what-if is, ended it.
        """
        these = self.chosen(meant)
        audit = self.over(these, by)
        if meant.profile:
            return Shown(audit=audit, beside=self.what_if(desk, meant.profile, these, by, told))
        if meant.second:
            return Shown(audit=audit, beside=self.over(meant.second, by))
        if meant.second_seed:
            other = self.drawn(meant.within, meant.size, meant.second_seed)
            return Shown(audit=audit, beside=self.over(other, by))
        return Shown(audit=audit)

    def chosen(self, meant: Meant) -> Within:
        """Return which meetings are meant: all that are within, or a sample of them."""
        return self.drawn(meant.within, meant.size, meant.seed) if meant.size else meant.within

    def over(self, within: Within = ALL, by: str = "") -> Audit:
        """Return what every measure comes to over some meetings, split where that is asked.

        It counts what was measured: `catch_up` comes before.
        """
        count, first, last = self.figures.span(within)
        return Audit(
            within=within,
            meetings=count,
            first=first,
            last=last,
            by=by,
            lines=lines(self.figures.sums(within, by), self.measures.all()),
            in_time_and_minimum=self.figures.crossed(within, *CROSSED),
        )

    def what_if(
        self, desk: Desk, profile: str, within: Within = ALL, by: str = "", told: Told = untold
    ) -> Audit:
        """Return the same of the same meetings, judged by another profile; nothing is kept or changed by it.

        Raises:
            UnknownProfile: there is no such profile.
            PutAside: `told` ended it.
        """
        return self.as_judged(self.judged_by(desk, profile, within, told), profile, by)

    def judged_by(self, desk: Desk, profile: str, within: Within, told: Told = untold) -> Sequence[Counted]:
        """Return meetings as another profile counts them.

        Raises:
            UnknownProfile: there is no such profile.
            PutAside: `told` ended it.
        """
        from chairtui.core.history.log import fold
        from chairtui.live.handing import PutAside

        now, judged, meetings = desk.clock.now(), list[Counted](), self.figures.meetings(within)
        for number, asked in enumerate(meetings):
            if not told(number, len(meetings)):
                raise PutAside
            meeting = fold(desk.log.read(asked.meeting_id))
            if counted := self.measures.count(meeting, now, profile, kept=desk.kept_about(meeting)):
                judged.append(counted)
        return judged

    def as_judged(self, judged: Sequence[Counted], profile: str, by: str = "") -> Audit:
        """Return what meetings that were judged by another profile come to."""
        return audited(judged, self.measures.all(), by, profile)

    def drawn(self, within: Within, size: int, seed: str) -> Within:
        """Return a sample of the meetings that are meant: the same seed, the same sample."""
        ids = tuple(one.meeting_id for one in sample(self.figures.meetings(within), size, seed))
        return Within(ids=ids)


def settled(measures: Measures, meeting: Meeting, kept: Sequence[Meeting], now: datetime, by: str) -> Audited:
    """Return what measures say of a meeting beside the earlier ones, and until when that holds.

    What comes to the same in a hundred years is made other by no day that passes.
    """
    from chairtui.core.carrying import told_now

    counted = measures.count(meeting, now, kept=kept)
    if counted is None:
        return Audited(counted=None, since=now, until=None, by=by)
    passes = measures.count(meeting, now + FAR, kept=kept) != counted
    ends = _next(told_now(meeting, kept), now, next_midnight(now) if passes else None)
    return Audited(counted=counted, since=now, until=ends, by=by)


def _next(meeting: Meeting, now: datetime, at_latest: datetime | None) -> datetime | None:
    """Return when time may make what was counted to the minute other."""
    from chairtui.live.falling_due import falling_due
    from chairtui.standards.facts.sight import LONGEST

    ends = [at_latest] if at_latest else []
    ends += falling_due(meeting, now, at_latest or now + FAR)[:1]
    if meeting.started_at and meeting.started_at + LONGEST >= now - MINUTE:
        ends.append(meeting.started_at + LONGEST + MINUTE)
    return min((at.replace(second=0, microsecond=0) for at in ends), default=None)
