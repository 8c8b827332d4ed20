"""What a report of the audit says, whatever it is written in: figures in their order, with what was meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from msgspec import Struct

from chairtui.audit.counting import Counted, Crossed, Figure, Line, audit, crossed
from chairtui.audit.drawing import Point, chart, chart_words
from chairtui.audit.publishing import Published, summary
from chairtui.audit.trend import Trend, in_a_sentence, trend
from chairtui.core.calendar.when import say_when
from chairtui.standards.measure import Measure

MOST_MONTHS = 9
"""As many months stand beside each other in the table of agencies."""


class Asked(Struct, frozen=True, kw_only=True):
    """Which meetings and how they are told apart, as whoever asked said it."""

    by: str = ""
    profile: str = ""
    """By whose rules the same meetings stand beside, if that is asked."""
    within: tuple[str, ...] = ()
    """What chose the meetings, in words: `team North`, `a sample of 15 by the seed “spring”`."""


class Told(Struct, frozen=True, kw_only=True):
    """One figure of a report."""

    measure: Measure
    subject: str = ""
    part: str = ""
    figure: Figure | None
    """Nothing where it is withheld."""
    beside: Figure | None = None
    """The same by other rules, where that was asked."""

    @property
    def words(self) -> str:
        """The figure as it is said; `c` where it is withheld."""
        return self.figure.words if self.figure else "c"


class Charted(Struct, frozen=True, kw_only=True):
    """The months of one figure, where two or more are known."""

    measure: Measure
    points: tuple[Point, ...]
    series: Trend

    @property
    def svg(self) -> str:
        """The drawing."""
        return chart(self.points, self.series)

    @property
    def words(self) -> str:
        """What the drawing shows."""
        better = self.measure.higher_is_better
        return chart_words(self.measure.title, self.points, self.series, higher_is_better=better)

    @property
    def sentence(self) -> str:
        """What the months come to."""
        return in_a_sentence(self.series, higher_is_better=self.measure.higher_is_better)


class Report(Struct, frozen=True, kw_only=True):
    """A report of the audit: named, for those who may see the meetings, or a summary for a committee."""

    asked: Asked
    measures: tuple[Measure, ...]
    figures: tuple[Told, ...]
    """Over all meetings, then for each agency or unit that a measure tells apart."""
    parts: tuple[Told, ...] = ()
    """The same for each part of the split, without agencies."""
    charts: tuple[Charted, ...] = ()
    by_agency: tuple[Told, ...] = ()
    """Each agency in each of the last months, of those that were expected: the heat map in figures."""
    together: Crossed | None = None
    """In time and with the minimum; nothing where it is withheld."""
    meetings: tuple[Counted, ...] = ()
    """Empty in a summary."""
    count: int | None = None
    """How many meetings; nothing where it is withheld."""
    held: tuple[date, date] | None = None
    for_committee: bool = False

    @property
    def subtitle(self) -> str:
        """How many meetings, when they were held, and what chose them."""
        count = "c" if self.count is None else str(self.count)
        days = f"held {say_when(self.held[0])} to {say_when(self.held[1])}" if self.held else ""
        return " · ".join(filter(None, (f"{count} meetings", days, *self.asked.within)))


def named_report(
    meetings: Sequence[Counted],
    measures: Sequence[Measure],
    asked: Asked,
    beside: Sequence[Counted] = (),
) -> Report:
    """Return the report for those who may see the meetings; `beside` are the same by other rules."""
    what_if = _by_place(audit(beside, measures)) if asked.profile else {}
    split = [one for one in audit(meetings, measures, asked.by) if not one.subject] if asked.by else []
    what_if_split = _by_place(audit(beside, measures, asked.by)) if asked.profile and asked.by else {}
    days = sorted(one.held_on for one in meetings)
    told = tuple(_told(one, what_if) for one in audit(meetings, measures))
    parts = tuple(_told(one, what_if_split) for one in split)
    return Report(
        asked=asked,
        measures=tuple(measures),
        figures=told,
        parts=parts,
        charts=charts(parts) if asked.by == "month" else (),
        by_agency=by_agency(meetings, measures),
        together=crossed(meetings, "M-IN-TIME", "M-MINIMUM"),
        meetings=tuple(sorted(meetings, key=lambda one: (one.held_on, one.reference))),
        count=len(meetings),
        held=(days[0], days[-1]) if days else None,
    )


def committee_report(meetings: Sequence[Counted], measures: Sequence[Measure], asked: Asked) -> Report:
    """Return the report in which no meeting is named and no small number shown.

    Raises:
        ValueError: it is to be split by a person.
    """
    told = summary(meetings, measures, asked.by)
    lines = [
        Told(measure=one.measure, subject=one.subject, part=one.part, figure=one.figure) for one in told.lines
    ]
    parts = tuple(one for one in lines if one.part)
    return Report(
        asked=asked,
        measures=tuple(measures),
        figures=tuple(one for one in lines if not one.part),
        parts=parts,
        charts=charts(parts) if asked.by == "month" else (),
        together=told.in_time_and_minimum,
        count=told.meetings.of if told.meetings else None,
        for_committee=True,
    )


def charts(parts: Sequence[Told]) -> tuple[Charted, ...]:
    """Return the months of each figure of which at least two are known; none where one is withheld."""
    made = []
    for _, group in groupby(parts, key=lambda one: one.measure.id):
        months = list(group)
        if any(one.figure is None for one in months):
            continue
        points = tuple(filter(None, map(_point, months)))
        series = trend([point.share for point in points])
        if series:
            made.append(Charted(measure=months[0].measure, points=points, series=series))
    return tuple(made)


def _point(month: Told) -> Point | None:
    """Return the share of a month of what is known in it; nothing where nothing is."""
    figure = month.figure
    known = figure.of - figure.unknown if figure else 0
    if figure is None or not known:
        return None
    return Point(label=month.part, share=figure.met / known, words=figure.words)


def by_agency(meetings: Sequence[Counted], measures: Sequence[Measure]) -> tuple[Told, ...]:
    """Return for the last months how often each agency that was expected was there."""
    here = [one for one in measures if one.id == "M-EXPECTED-HERE"]
    months = sorted({one.month for one in meetings})[-MOST_MONTHS:]
    late = [one for one in meetings if one.month in months]
    return tuple(_told(one, {}) for one in audit(late, here, "month") if one.subject)


def _told(line: Line | Published, beside: Mapping[tuple[str, str, str], Figure]) -> Told:
    key = (line.measure.id, line.subject, line.part)
    return Told(
        measure=line.measure,
        subject=line.subject,
        part=line.part,
        figure=line.figure,
        beside=beside.get(key, Figure()) if beside else None,
    )


def _by_place(lines: Sequence[Line]) -> dict[tuple[str, str, str], Figure]:
    return {(one.measure.id, one.subject, one.part): one.figure for one in lines}
