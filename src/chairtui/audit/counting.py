"""Figures over many meetings: so many of so many, with what is not known told apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from chairtui.core.calendar.deadlines import local_day
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

    @property
    def unmet(self) -> int:
        """How many are known not to be met."""
        return self.of - self.met - self.unknown

    @property
    def words(self) -> str:
        """The figure as it is said: `6 of 15`, `6 of 15 (2 not known)`, `none to count`."""
        if not self.of:
            return "none to count"
        unknown = f" ({self.unknown} not known)" if self.unknown else ""
        return f"{self.met} of {self.of}{unknown}"


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


def audit(meetings: Iterable[Counted], measures: Sequence[Measure], by: str = "") -> tuple[Line, ...]:
    """Return each measure over all meetings, then each of its subjects; split into parts where that is asked.

    A measure that has nothing to count keeps its line, so that nobody misses it.
    """
    split = SPLITS[by] if by else _undivided
    sums: dict[tuple[str, str, str], Figure] = {}
    parts: dict[str, None] = {}
    for meeting in meetings:
        part = split(meeting)
        parts[part] = None
        for measured in meeting.measured:
            figure = Figure(measured.met, measured.of, measured.unknown)
            for subject in {"", measured.subject}:
                key = (measured.measure, subject, part)
                sums[key] = sums.get(key, Figure()) + figure
    return tuple(_lines(sums, measures, sorted(parts) or [""]))


def _undivided(_meeting: Counted) -> str:
    return ""


def _lines(
    sums: Mapping[tuple[str, str, str], Figure], measures: Sequence[Measure], parts: Sequence[str]
) -> Iterator[Line]:
    for measure in measures:
        subjects = sorted({subject for code, subject, _ in sums if code == measure.id} | {""})
        for subject in subjects:
            for part in parts:
                figure = sums.get((measure.id, subject, part), Figure())
                yield Line(measure=measure, subject=subject, part=part, figure=figure)


class Beneath(Struct, frozen=True, kw_only=True):
    """One meeting beneath a figure: what it adds to it."""

    meeting: Counted
    figure: Figure


def beneath(meetings: Iterable[Counted], measure_id: str, subject: str = "") -> tuple[Beneath, ...]:
    """Return the meetings of which a figure is made, those with something unmet or not known first."""
    adding = []
    for meeting in meetings:
        figure = Figure()
        for measured in meeting.measured:
            if measured.measure == measure_id and subject in ("", measured.subject):
                figure += Figure(measured.met, measured.of, measured.unknown)
        if figure.of:
            adding.append(Beneath(meeting=meeting, figure=figure))
    adding.sort(
        key=lambda measured: (
            -measured.figure.unmet,
            -measured.figure.unknown,
            measured.meeting.held_on,
            measured.meeting.reference,
        )
    )
    return tuple(adding)


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
