"""An audit as it is shown: a row for each figure, a column for each part, and what stands beside.

Command, screen and reports lay out the same rows, so that none says another figure than the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from chairtui.audit.counting import Audit, Figure
from chairtui.audit.trend import Trend, trend
from chairtui.core.listing import how_many

if TYPE_CHECKING:
    from chairtui.standards.measure import Measure


class FigureRow(Struct, frozen=True, kw_only=True):
    """One figure, in as many parts as there are columns."""

    measure: Measure
    subject: str = ""
    figures: tuple[Figure, ...]
    """One for each part; then, in the same order, those that stand beside."""

    @property
    def key(self) -> str:
        """What names it: the code, and whom it is about."""
        return f"{self.measure.id}/{self.subject}"


class Table(Struct, frozen=True, kw_only=True):
    """The rows of an audit below the names of its parts."""

    parts: tuple[str, ...]
    """Months, teams and so on; one that is empty where nothing is split."""
    beside: bool
    """Whether each part has a second figure beside it."""
    rows: tuple[FigureRow, ...]


def table(audit: Audit, beside: Audit | None = None, *, each: bool = False) -> Table:
    """Return an audit as rows; with `each` also those of each agency and unit.

    What stands beside, another period, sample or profile, has the same parts, or none.
    """
    figures = _by_place(audit)
    others = _by_place(beside) if beside else {}
    lines = (*audit.lines, *(beside.lines if beside else ()))
    named = {(line.measure.id, line.subject): line.measure for line in lines}
    parts = sorted({part for _, _, part in (*figures, *others)}) or [""]
    places = {code: place for place, (code, _) in reversed([*enumerate(named)])}
    rows = []
    for code, subject in sorted(named, key=lambda key: (places[key[0]], key[1])):
        if subject and not each:
            continue
        shown = [figures.get((code, subject, part), Figure()) for part in parts]
        if beside:
            shown += [others.get((code, subject, part), Figure()) for part in parts]
        rows.append(FigureRow(measure=named[code, subject], subject=subject, figures=tuple(shown)))
    return Table(parts=tuple(parts), beside=beside is not None, rows=tuple(rows))


def _by_place(audit: Audit) -> dict[tuple[str, str, str], Figure]:
    return {(line.measure.id, line.subject, line.part): line.figure for line in audit.lines}


class Months(Struct, frozen=True, kw_only=True):
    """A figure month after month, and what its months come to."""

    months: tuple[str, ...]
    """Those of which something is known."""
    figures: tuple[Figure, ...]
    trend: Trend | None
    """Nothing for fewer than two months."""


def months(audit: Audit, measure_id: str, subject: str = "") -> Months:
    """Return the months of a figure, of an audit by month; one of which nothing is known is left out."""
    known = [
        (line.part, line.figure)
        for line in audit.of(measure_id)
        if line.subject == subject and line.figure.known
    ]
    series = trend([figure.met / figure.known for _, figure in known])
    return Months(
        months=tuple(month for month, _ in known),
        figures=tuple(figure for _, figure in known),
        trend=series,
    )


SHADES = ((1.0, "█"), (2 / 3, "▓"), (1 / 3, "▒"), (0.0, "░"))
"""From which share of what is known a cell has its shade; the numbers stand beside it always."""
NOTHING, NOT_KNOWN = "·", "?"
LEGEND = "█ all   ▓ two thirds and more   ▒ a third and more   ░ less   ? nothing known   · none to count"


def shade(figure: Figure) -> str:
    """Return the sign of a cell, which needs no colour."""
    if not figure.of:
        return NOTHING
    if not figure.known:
        return NOT_KNOWN
    return next(sign for least, sign in SHADES if figure.met / figure.known >= least)


def cell(figure: Figure) -> str:
    """Return a cell of a heat map: its shade and its numbers, with how many are not known."""
    if not figure.of:
        return NOTHING
    unknown = f" ?{figure.unknown}" if figure.unknown else ""
    return f"{shade(figure)} {figure.met}/{figure.of}{unknown}"


class Heat(Struct, frozen=True, kw_only=True):
    """One measure, agency by agency and month by month."""

    measure: Measure
    months: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Figure, ...]], ...]
    """Agency or unit, and its figure in each of the months."""


HEAT = "M-EXPECTED-HERE"
"""The measure of the heat map where none is named."""


def has_map(audit: Audit, measure_id: str) -> bool:
    """Return whether a measure tells agencies apart, so that it can be mapped."""
    return any(line.subject for line in audit.of(measure_id))


def heat(audit: Audit, measure_id: str = HEAT) -> Heat | None:
    """Return the heat map of a measure, of an audit that is split by month; nothing if it names no agency."""
    lines = [line for line in audit.of(measure_id) if line.subject]
    if not lines:
        return None
    every = sorted({line.part for line in lines})
    at = {(line.subject, line.part): line.figure for line in lines}
    subjects = sorted({line.subject for line in lines})
    return Heat(
        measure=lines[0].measure,
        months=tuple(every),
        rows=tuple((one, tuple(at.get((one, month), Figure()) for month in every)) for one in subjects),
    )


def said_of(audit: Audit) -> str:
    """Say of which meetings an audit is: how many, and when they were held."""
    if not audit.meetings:
        return "no meeting that began"
    count = how_many(audit.meetings, "meeting")
    return f"{count}, held {spread(audit.first, audit.last)}"


def spread(first: date | None, last: date | None) -> str:
    """Return from when to when, in words."""
    from chairtui.core.calendar.when import say_when

    if first is None or last is None:
        return ""
    return say_when(first) if first == last else f"{say_when(first)} to {say_when(last)}"


def as_cells(shown: Table, *, names: Sequence[str] = ("MET", "BESIDE")) -> list[tuple[str, ...]]:
    """Return a table as lines of text, the first with the headings: CODE, FIGURE, ABOUT and the parts."""
    first, second = names
    heads: list[str] = []
    for part in shown.parts:
        heads += [f"{part} {first}".strip() if shown.beside or not part else part]
        heads += [f"{part} {second}".strip()] if shown.beside else []
    lines = [("CODE", "FIGURE", "ABOUT", *heads)]
    size = len(shown.parts)
    for row in shown.rows:
        cells: list[str] = []
        for place in range(size):
            cells.append(row.figures[place].words)
            if shown.beside:
                cells.append(row.figures[size + place].words)
        lines.append((row.measure.id, row.measure.title, row.subject, *cells))
    return lines
