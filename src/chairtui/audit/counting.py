"""Figures over many meetings: so many of so many, with what is not known told apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from chairtui.core.calendar.deadlines import local_day

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting
    from chairtui.standards.measure import Measure
    from chairtui.standards.measuring import Measured

NOT_NAMED = "not named"


class Counted(Struct, frozen=True, kw_only=True):
    """One meeting as the audit counts it."""

    meeting_id: str
    reference: str
    held_on: date
    """The day in England on which it began."""
    team: str = NOT_NAMED
    authority: str = NOT_NAMED
    profile: str = NOT_NAMED
    """Names of the rules that it is judged by, without their version."""
    chair: str = NOT_NAMED
    circumstances: tuple[str, ...] = ()
    measured: tuple[Measured, ...] = ()

    @property
    def month(self) -> str:
        """Year and month, so that the order of words is the order of time: 2020-01."""
        return f"{self.held_on:%Y-%m}"


class Figure(Struct, frozen=True):
    """So many of so many; what is not known is in `of`, and never in `met`."""

    met: int = 0
    of: int = 0
    unknown: int = 0

    def __add__(self, other: Figure) -> Figure:
        """Return both together."""
        return Figure(self.met + other.met, self.of + other.of, self.unknown + other.unknown)

    def __sub__(self, other: Figure) -> Figure:
        """Return what is left of it without another that is part of it."""
        return Figure(self.met - other.met, self.of - other.of, self.unknown - other.unknown)

    @property
    def unmet(self) -> int:
        """How many are known not to be met."""
        return self.of - self.met - self.unknown

    @property
    def known(self) -> int:
        """How many of them are known."""
        return self.of - self.unknown

    @property
    def words(self) -> str:
        """The figure as it is said: `6 of 15`, `6 of 15 (2 not known)`, `none to count`."""
        if not self.of:
            return "none to count"
        unknown = f" ({self.unknown} not known)" if self.unknown else ""
        return f"{self.met} of {self.of}{unknown}"


class Within(Struct, frozen=True, kw_only=True):
    """Which meetings are meant; what is left empty leaves none out."""

    since: date | None = None
    """The first day on which they were held."""
    until: date | None = None
    """The last."""
    team: str = ""
    circumstance: str = ""
    ids: tuple[str, ...] | None = None
    """Only these: a sample."""
    by: str = ""
    """Of a split, with `part`, one part."""
    part: str = ""

    def holds(self, meeting: Counted) -> bool:
        """Say whether a meeting is one of them; team and circumstance count in any case of their letters."""
        return (
            (self.since is None or self.since <= meeting.held_on)
            and (self.until is None or meeting.held_on <= self.until)
            and (not self.team or same_words(self.team, meeting.team))
            and (
                not self.circumstance
                or any(same_words(self.circumstance, one) for one in meeting.circumstances)
            )
            and (self.ids is None or meeting.meeting_id in self.ids)
            and (not self.by or SPLITS[self.by](meeting) == self.part)
        )

    def _is_case(self, circumstance: str) -> bool:
        return same_words(self.circumstance, circumstance)


ALL = Within()


def same_words(typed: str, kept: str) -> bool:
    """Say whether words are the same but for the case of their letters."""
    return typed.strip().casefold() == kept.casefold()


class Line(Struct, frozen=True, kw_only=True):
    """One line of an audit: a measure, whom it is about, for one part of the meetings."""

    measure: Measure
    subject: str = ""
    """The agency or unit, where the measure tells them apart; empty for all of them together."""
    part: str = ""
    """Month, team, authority, profile or chair; empty for all meetings together."""
    figure: Figure


SPLITS: Mapping[str, Callable[[Counted], str]] = {
    "month": lambda one: one.month,
    "team": lambda one: one.team,
    "authority": lambda one: one.authority,
    "profile": lambda one: one.profile,
    "chair": lambda one: one.chair,
}
"""How meetings are told apart. By chair only where it is asked for: the audit is about the partnership."""


def counted(meeting: Meeting, profile: str, measured: Sequence[Measured]) -> Counted | None:
    """Return a meeting as it is counted; nothing for one that has not begun."""
    if meeting.started_at is None:
        return None
    chair = meeting.attendance.chair
    return Counted(
        meeting_id=meeting.id,
        reference=meeting.reference,
        held_on=local_day(meeting.started_at),
        team=meeting.concern.team.name.strip() or NOT_NAMED,
        authority=meeting.authority.strip() or NOT_NAMED,
        profile=profile.split(" ")[0] or NOT_NAMED,
        chair=chair.name if chair and chair.name.strip() else NOT_NAMED,
        circumstances=tuple(one.value for one in meeting.concern.circumstances),
        measured=tuple(measured),
    )


Sums = Mapping[tuple[str, str, str], Figure]
"""Figures by measure, by subject (empty: all together), and by part (empty: not split)."""


class Audit(Struct, frozen=True, kw_only=True):
    """What the measures come to over some meetings: what command, screen and reports read, and nothing else.

    Every line has its measure with it, and so its title, definition and source.
    """

    within: Within = ALL
    meetings: int
    """How many meetings that began are meant."""
    first: date | None = None
    """The day on which the first of them was held."""
    last: date | None = None
    by: str = ""
    """By what each figure is split: month, team, authority, profile, chair; empty: not split."""
    lines: tuple[Line, ...] = ()
    in_time_and_minimum: Crossed
    """Held in time and with the minimum together, over the meetings of which both are counted."""
    profile: str = ""
    """A what-if by this profile: beside, and never instead."""

    def of(self, measure_id: str) -> tuple[Line, ...]:
        """Return the lines of one measure."""
        return tuple(line for line in self.lines if line.measure.id == measure_id)


def audited(
    meetings: Sequence[Counted], measures: Sequence[Measure], by: str = "", profile: str = ""
) -> Audit:
    """Return what measures come to over meetings that are at hand."""
    days = [one.held_on for one in meetings]
    return Audit(
        meetings=len(meetings),
        first=min(days, default=None),
        last=max(days, default=None),
        by=by,
        lines=audit(meetings, measures, by),
        in_time_and_minimum=crossed(meetings, *CROSSED),
        profile=profile,
    )


def audit(meetings: Iterable[Counted], measures: Sequence[Measure], by: str = "") -> tuple[Line, ...]:
    """Return each measure over all meetings, then each of its subjects; split into parts where that is asked.

    A measure that has nothing to count keeps its line, so that nobody misses it.
    """
    split = SPLITS[by] if by else _undivided
    sums: dict[tuple[str, str, str], Figure] = {}
    for meeting in meetings:
        part = split(meeting)
        for measured in meeting.measured:
            figure = Figure(measured.met, measured.of, measured.unknown)
            for subject in {"", measured.subject}:
                key = (measured.measure, subject, part)
                sums[key] = sums.get(key, Figure()) + figure
    return lines(sums, measures)


def lines(sums: Sums, measures: Sequence[Measure]) -> tuple[Line, ...]:
    """Return the lines of sums: every measure with its subjects, each with a line for every part there is."""
    parts = sorted({part for _, _, part in sums}) or [""]
    subjects: dict[str, set[str]] = {}
    for code, subject, _ in sums:
        subjects.setdefault(code, set()).add(subject)
    return tuple(
        Line(
            measure=measure,
            subject=subject,
            part=part,
            figure=sums.get((measure.id, subject, part), Figure()),
        )
        for measure in measures
        for subject in sorted(subjects.get(measure.id, set()) | {""})
        for part in parts
    )


def _undivided(_meeting: Counted) -> str:
    return ""


class Beneath(Struct, frozen=True, kw_only=True):
    """One meeting beneath a figure: what it adds to it."""

    meeting: Counted
    figure: Figure


def beneath(meetings: Iterable[Counted], measure_id: str, subject: str = "") -> tuple[Beneath, ...]:
    """Return the meetings of which a figure is made, the newest first.

    Before all others stand those with something unmet, then those with something that is not known.
    """
    adding = []
    for meeting in meetings:
        figure = Figure()
        for measured in meeting.measured:
            if measured.measure == measure_id and subject in ("", measured.subject):
                figure += Figure(measured.met, measured.of, measured.unknown)
        if figure.of:
            adding.append(Beneath(meeting=meeting, figure=figure))
    return tuple(in_order(adding))


def in_order(adding: Iterable[Beneath]) -> list[Beneath]:
    """Return meetings beneath a figure in the order in which they are looked at."""
    return sorted(adding, key=lambda one: (_look(one.figure), -one.meeting.held_on.toordinal()))


def worst_first(of: int, met: int, unknown: int) -> int:
    """Return in which order a meeting is looked at: 0 for something unmet, 1 for not known, 2 for all met."""
    if met + unknown < of:
        return 0
    return 1 if unknown else 2


def _look(figure: Figure) -> int:
    return worst_first(figure.of, figure.met, figure.unknown)


CROSSED = ("M-IN-TIME", "M-MINIMUM")
"""What stands beside each other: quick, and whole."""


class Crossed(Struct, frozen=True, kw_only=True):
    """Two measures of the same meetings beside each other: in time, with and without the minimum."""

    both: int = 0
    first_only: int = 0
    second_only: int = 0
    neither: int = 0
    not_known: int = 0

    @property
    def of(self) -> int:
        """How many meetings both measures count."""
        return self.both + self.first_only + self.second_only + self.neither + self.not_known


def crossed(meetings: Iterable[Counted], first: str, second: str) -> Crossed:
    """Return how two measures of whole meetings fall together, over the meetings that both count.

    Source: Multi-agency audit of strategy discussions, Bromley 2020: “by increasing timeliness and
    attendance”, planning becomes more complete; a quick meeting of two agencies is no success.
    """
    counts = dict.fromkeys(Crossed.__struct_fields__, 0)
    for meeting in meetings:
        this, beside = _alone(meeting, first), _alone(meeting, second)
        if this and beside:
            counts[_cell(this, beside)] += 1
    return Crossed(**counts)


def _alone(meeting: Counted, measure_id: str) -> Measured | None:
    return next((one for one in meeting.measured if one.measure == measure_id), None)


def _cell(first: Measured, second: Measured) -> str:
    if first.unknown or second.unknown:
        return "not_known"
    if first.met:
        return "both" if second.met else "first_only"
    return "second_only" if second.met else "neither"
