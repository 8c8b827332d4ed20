"""What a report of the audit says, whatever it is written in: figures in their order, with what was meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from msgspec import Struct

from chairtui.audit.counting import Audit, Counted, Crossed, Figure, Line
from chairtui.audit.drawing import Point, chart, chart_words
from chairtui.audit.publishing import Told, summary
from chairtui.audit.table import HEAT
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
    why_withheld: str = ""
    """In a summary: what the sign for a withheld number stands for."""

    @property
    def subtitle(self) -> str:
        """How many meetings, when they were held, and what chose them."""
        count = "c" if self.count is None else str(self.count)
        days = f"held {say_when(self.held[0])} to {say_when(self.held[1])}" if self.held else ""
        return " · ".join(filter(None, (f"{count} meetings", days, *self.asked.within)))


class Counts(Struct, frozen=True, kw_only=True):
    """The audits that a report is made of, all of the same meetings."""

    whole: Audit
    split: Audit | None = None
    """In parts, where that is asked."""
    months: Audit | None = None
    """Month by month, for the table of agencies."""
    beside: Audit | None = None
    """By other rules."""
    beside_split: Audit | None = None
    meetings: tuple[Counted, ...] = ()
    """The meetings, oldest first."""

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures that were counted, in their order."""
        return tuple({line.measure.id: line.measure for line in self.whole.lines}.values())


def named_report(counts: Counts, asked: Asked) -> Report:
    """Return the report for those who may see the meetings."""
    whole, measures = counts.whole, counts.measures
    split = [one for one in counts.split.lines if not one.subject] if counts.split else []
    what_if = _by_place(counts.beside.lines) if counts.beside else {}
    what_if_split = _by_place(counts.beside_split.lines) if counts.beside_split else {}
    told = tuple(_told(one, what_if) for one in whole.lines)
    parts = tuple(_told(one, what_if_split) for one in split)
    return Report(
        asked=asked,
        measures=measures,
        figures=told,
        parts=parts,
        charts=charts(parts) if asked.by == "month" else (),
        by_agency=by_agency(counts.months) if counts.months else (),
        together=whole.in_time_and_minimum,
        meetings=counts.meetings,
        count=whole.meetings,
        held=(whole.first, whole.last) if whole.first and whole.last else None,
    )


def committee_report(counts: Counts, asked: Asked) -> Report:
    """Return the report in which no meeting is named and no small number shown.

    Raises:
        ValueError: it is to be split by a person.
    """
    told = summary(counts.whole, counts.split)
    parts = tuple(one for one in told.lines if one.part)
    return Report(
        asked=asked,
        measures=counts.measures,
        figures=tuple(one for one in told.lines if not one.part),
        parts=parts,
        charts=charts(parts) if asked.by == "month" else (),
        together=told.in_time_and_minimum,
        count=told.meetings.of if told.meetings else None,
        for_committee=True,
        why_withheld=told.why_withheld,
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


def by_agency(by_month: Audit) -> tuple[Told, ...]:
    """Return for the last months how often each agency that was expected was there."""
    here = by_month.of(HEAT)
    months = sorted({one.part for one in by_month.lines})[-MOST_MONTHS:]
    return tuple(_told(one, {}) for one in here if one.subject and one.part in months)


def _told(line: Line, beside: Mapping[tuple[str, str, str], Figure]) -> Told:
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
