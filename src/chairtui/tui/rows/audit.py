"""The audit in rows: its figures, the parts of one, its map, and the meetings beneath it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from chairtui.audit.counting import Figure
from chairtui.audit.table import LEGEND, FigureRow, Heat, Months, Table, cell, has_map, months
from chairtui.audit.trend import drawn, in_a_sentence, signals_said
from chairtui.core.calendar.when import say_when
from chairtui.standards.measures_page import HEADINGS
from chairtui.tui.keys import with_keys
from chairtui.tui.widgets.columns import Column, Columns
from chairtui.tui.widgets.detail import Picture
from chairtui.tui.widgets.row import Row

if TYPE_CHECKING:
    from chairtui.audit.counting import Audit, Beneath, Crossed
    from chairtui.standards.measure import Measure

CROSSED_ROW = "crossed"
"""Key of the row in which time and attendance stand together."""
FIGURES: Columns = (
    Column("Figure", 24, grows=3, most=84),
    Column("Met", 14, right=True),
    Column("Not known", 9, right=True, above=60),
)
BESIDE: Columns = (
    Column("Figure", 20, grows=3, most=84),
    Column("First", 13, right=True),
    Column("Second", 13, right=True),
)
PARTS: Columns = (
    Column("Part", 16, grows=2, most=60),
    Column("Met", 14, right=True),
    Column("Not known", 9, right=True, above=60),
    Column("Share", 10, above=50),
)
MEETINGS: Columns = (
    Column("Meeting", 12, grows=1, most=24),
    Column("Held", 15),
    Column("Met", 12, right=True),
    Column("Team", 14, grows=2, most=40, above=60),
)
_MONTH = 9
"""Cells of a month of the map."""
_NAME = 18
MOST_MONTHS = 18
KEYS = with_keys("Enter its meetings   {split_figure} splits it")
MAPPED = with_keys(f"{KEYS}   {{map_figure}} maps it")
"""Of a figure that tells agencies apart: any other has no map."""


def short(figure: Figure) -> str:
    """Return a figure without what is not known, which has a column of its own."""
    return f"{figure.met:,} of {figure.of:,}" if figure.of else "none"


def unknown(figure: Figure) -> str:
    """Return how many are not known, as it stands in a column."""
    return f"{figure.unknown:,}" if figure.unknown else "·"


def figure_rows(shown: Table, by_month: Audit, together: Crossed) -> list[Row]:
    """Return a row for each figure below its heading, and first how time and attendance fall together."""
    rows = [_crossed(together)] if together.of else []
    heading = ""
    for figure in shown.rows:
        if figure.measure.part != heading:
            heading = figure.measure.part
            rows.append(Row(f"heading/{heading}", HEADINGS[heading], selectable=False))
        keys = MAPPED if has_map(by_month, figure.measure.id) else KEYS
        rows.append(_figure(figure, months(by_month, figure.measure.id), keys))
    return rows


def _figure(row: FigureRow, seen: Months, keys: str) -> Row:
    measure, figures = row.measure, row.figures
    second = figures[1] if len(figures) > 1 else None
    cells = (
        (measure.title, short(figures[0]), short(second))
        if second
        else (measure.title, short(figures[0]), unknown(figures[0]))
    )
    said = [f"{figures[0].words}.{f' Second: {second.words}.' if second else ''}", measure.definition]
    if measure.reading_of:
        said.append(f"One reading of “{measure.reading_of}”: the others stand beside it, and none is chosen.")
    said += trend_words(seen, measure)
    said.append(f"Source ({measure.id}): {measure.source}")
    return Row(row.key, "\n".join(said), cells=cells, title=measure.title, keys=keys)


def trend_words(seen: Months, measure: Measure) -> list[str]:
    """Say what the months of a figure come to, and which of them are a signal."""
    if seen.trend is None:
        return []
    better = measure.higher_is_better
    return [in_a_sentence(seen.trend, higher_is_better=better), *signals_said(seen.trend, seen.months)]


def picture(seen: Months, width: int) -> Picture:
    """Draw the newest months of a figure, with a mark below each that is a signal."""
    if seen.trend is None:
        return Picture()
    points, signals = (line[-width:] for line in drawn(seen.trend))
    names = seen.months[-width:]
    ends = (
        names[0]
        if len(points) < len(names[0]) * 2 + 1
        else names[0] + names[-1].rjust(len(points) - len(names[0]))
    )
    lines = tuple(map(Content, (points, signals, ends)))
    return Picture(Content("Month by month, as a share"), lines, (Content("▲ signal   · no signal"),))


def _crossed(together: Crossed) -> Row:
    size = len(f"{together.of:,}")
    lines = [
        f"The minimum together   in time {together.both:>{size},}   late {together.second_only:>{size},}",
        f"Not together           in time {together.first_only:>{size},}   late {together.neither:>{size},}",
    ]
    if together.not_known:
        lines.append(f"Of {together.not_known:,} one of the two is not known.")
    lines.append("In time alone is no success: a quick meeting of two agencies lacks the others.")
    title = "In time, and the minimum together"
    cells = (title, short(Figure(together.both, together.of)), unknown(Figure(0, 0, together.not_known)))
    return Row(CROSSED_ROW, "\n".join(lines), cells=cells, title=title, keys=with_keys("Enter its meetings"))


def part_rows(audit: Audit, measure_id: str, subject: str, seen: Months | None) -> list[Row]:
    """Return a row for each part of a figure; of months those that are a signal bear ▲."""
    signals = {seen.months[one] for one in seen.trend.special} if seen and seen.trend else set[str]()
    rows = []
    for line in audit.of(measure_id):
        if line.subject == subject and line.figure.of:
            said = [f"{line.part}: {line.figure.words}."]
            said += ["A signal: more than chance alone makes of it."] if line.part in signals else []
            said += trend_words(seen, line.measure) if seen else []
            rows.append(_part(line.part, line.part, line.figure, said, signal=line.part in signals))
    return rows


def agency_rows(audit: Audit, measure_id: str) -> list[Row]:
    """Return a row for each agency and unit that a figure tells apart."""
    return [
        _part(line.subject, line.subject, line.figure, [f"{line.subject}: {line.figure.words}."])
        for line in audit.of(measure_id)
        if line.subject
    ]


def _part(key: str, title: str, figure: Figure, said: Sequence[str], *, signal: bool = False) -> Row:
    share = figure.met / figure.known if figure.known else None
    bar = "" if share is None else "=" * round(share * 10) or "·"
    cells = (title, short(figure), unknown(figure), bar)
    return Row(
        key,
        "\n".join(said),
        mark="▲" if signal else "",
        cells=cells,
        title=title,
        keys="Enter its meetings",
    )


def map_columns(shown: Heat) -> Columns:
    """Return the columns of a map: who, and of the newest months as many as there is room for."""
    newest = shown.months[-MOST_MONTHS:]
    back = [
        Column(month, _MONTH, above=_NAME + 2 + (len(newest) - place) * (_MONTH + 2) - 3)
        for place, month in enumerate(newest)
    ]
    return (Column("Agency or unit", _NAME, grows=1, most=40), *back)


def map_rows(shown: Heat) -> list[Row]:
    """Return a row for each agency: a sign for its share of each month, with the numbers."""
    rows = []
    for who, figures in shown.rows:
        newest = list(zip(shown.months, figures, strict=True))[-MOST_MONTHS:]
        said = [f"{month}: {figure.words}" for month, figure in reversed(newest) if figure.of]
        words = "\n".join([". ".join(said) + ".", LEGEND])
        cells = (who, *(cell(figure) for _, figure in newest))
        rows.append(Row(who, words, cells=cells, title=who, keys="Enter its meetings"))
    return rows


def meeting_rows(beneath: Sequence[Beneath]) -> list[Row]:
    """Return the meetings beneath a figure: what is unmet first, then what is not known."""
    rows = []
    for one in beneath:
        meeting, figure = one.meeting, one.figure
        mark = "✗" if figure.unmet else "?" if figure.unknown else "✓"
        held = say_when(meeting.held_on)
        about = f"Team: {meeting.team}. Judged by {meeting.profile}."
        said = f"{meeting.reference}, held {held}: {figure.words}.\n{about}"
        cells = (meeting.reference, held, figure.words.partition(" (")[0], meeting.team)
        rows.append(Row(meeting.meeting_id, said, mark=mark, cells=cells, title=meeting.reference))
    return rows
