"""Tables as a spreadsheet (.xlsx) or as CSV, in which no text can be a formula, a link or markup."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

from msgspec import Struct

from chairtui.core.calendar.clocks import say_clock
from chairtui.core.calendar.deadlines import london
from chairtui.directory.agencies_csv import no_formula
from chairtui.text import clean

Cell = str | int | float | date | datetime | None
"""A number that is not whole is a share, and is shown in hundredths."""


class Sheet(Struct, frozen=True):
    """A named table of texts, numbers, days and times; times are shown as the clocks in England do."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class LineChart(Struct, frozen=True, kw_only=True):
    """A chart of one column of a sheet of shares, on a sheet of charts."""

    sheet: str
    column: int
    """Of the shares; the first column of the sheet has what stands below the line."""
    rows: int
    title: str
    words: str
    """What it shows, for whoever does not see it."""


LONGEST_CELL = 32_767
"""What a cell of a spreadsheet can hold, in units of UTF-16; a longer text ends by saying what was cut."""

_LONGEST = 1_000_000
_NARROWEST, _WIDEST = 9, 50
_LINE, _HIGHEST = 15, 405
"""How many points a line of a row takes, and the most that a row can have."""
_A4 = 9
_ROWS_OF_A_CHART = 16
_SHAPES: dict[str, dict[str, Any]] = {
    "text": {},
    "head": {"bold": True, "bottom": 1},
    "day": {"num_format": "dd/mm/yyyy", "align": "left"},
    "time": {"num_format": "dd/mm/yyyy hh:mm", "align": "left"},
    "share": {"num_format": "0%", "align": "left"},
}


def write_workbook(
    sheets: tuple[Sheet, ...], title: str, made_at: datetime, charts: tuple[LineChart, ...] = ()
) -> bytes:
    """Return tables as one spreadsheet; `made_at` (UTC) is the only time in it but those of its cells."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    inert = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(content, {"in_memory": True, **inert})
    made = made_at.astimezone(UTC).replace(tzinfo=None)
    book.set_properties(
        {"title": clean(title, multiline=False, limit=250), "author": "chairtui", "created": made}
    )
    formats = {
        name: book.add_format({"text_wrap": True, "valign": "top", **shape})
        for name, shape in _SHAPES.items()
    }
    for sheet in sheets:
        _fill(book.add_worksheet(sheet.name), sheet, formats)
    if charts:
        _draw(book, charts)
    book.close()
    return content.getvalue()


def _draw(book: Any, charts: tuple[LineChart, ...]) -> None:
    """Put the charts below each other on a sheet of their own; each has its words."""
    page = book.add_worksheet("Charts")
    page.set_landscape()
    page.set_paper(_A4)
    for number, chart in enumerate(charts):
        drawn = book.add_chart({"type": "line"})
        drawn.set_title({"name": chart.title, "name_font": {"size": 11}})
        drawn.set_y_axis({"min": 0, "max": 1, "num_format": "0%"})
        drawn.set_legend({"none": True})
        drawn.show_blanks_as("gap")
        drawn.add_series(
            {
                "categories": [chart.sheet, 1, 0, chart.rows, 0],
                "values": [chart.sheet, 1, chart.column, chart.rows, chart.column],
                "marker": {"type": "circle"},
            }
        )
        place = {"description": chart.words, "x_scale": 1.5, "object_position": 2}
        page.insert_chart(number * _ROWS_OF_A_CHART, 0, drawn, place)


def write_csv(sheet: Sheet) -> bytes:
    """Return a table as CSV that spreadsheets take for UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(sheet.headings)
    writer.writerows([_told(cell) for cell in row] for row in sheet.rows)
    return out.getvalue().encode("utf-8-sig")


def _fill(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    widths = [_width(sheet, column) for column in range(len(sheet.headings))]
    for column, heading in enumerate(sheet.headings):
        page.write_string(0, column, heading, formats["head"])
        page.set_column(column, column, widths[column])
    for number, row in enumerate(sheet.rows, 1):
        page.set_row(number, _height(row, widths))
        for column, cell in enumerate(row):
            _put(page, number, column, cell, formats)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.headings) - 1)
    page.repeat_rows(0)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)


def _put(page: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    if isinstance(cell, datetime):
        page.write_datetime(row, column, london(cell).naive(), formats["time"])
    elif isinstance(cell, date):
        page.write_datetime(row, column, cell, formats["day"])
    elif isinstance(cell, float):
        page.write_number(row, column, cell, formats["share"])
    elif isinstance(cell, int):
        page.write_number(row, column, cell, formats["text"])
    elif cell:
        page.write_string(row, column, _fitting(cell), formats["text"])


def _fitting(words: str) -> str:
    """Return a text that fits a cell; what begins and ends like rich text would be written as XML."""
    fitting = clean(words, limit=LONGEST_CELL - 1)
    if len(fitting.encode("utf-16-le")) // 2 >= LONGEST_CELL:
        fitting = clean(words, limit=LONGEST_CELL // 2)
    return f"{fitting} " if fitting.startswith("<r>") else fitting


def _told(cell: Cell) -> str:
    """Return a cell of CSV: only a text can be taken for a formula, a number below nought is one."""
    return no_formula(_said(cell)) if isinstance(cell, str) else _said(cell)


def _said(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{london(cell):%Y-%m-%d} {say_clock(cell)}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return f"{cell:.0%}"
    return "" if cell is None else clean(str(cell), limit=_LONGEST).strip()


def _width(sheet: Sheet, column: int) -> int:
    """Return a width in letters at which most of the texts of a column need one line or a few."""
    lengths = sorted(len(_said(row[column])) for row in sheet.rows)
    usual = lengths[len(lengths) * 3 // 4] if lengths else 0
    return max(_NARROWEST, len(sheet.headings[column]) + 4, min(_WIDEST, usual + 2))


def _height(row: tuple[Cell, ...], widths: list[int]) -> int:
    """Return a height at which every text of a row is seen: not every program finds it by itself."""
    lines = (
        sum(1 + len(line) // width for line in _said(cell).split("\n"))
        for cell, width in zip(row, widths, strict=True)
    )
    return min(_HIGHEST, _LINE * max(lines, default=1))
