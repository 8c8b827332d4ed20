"""Tables as people have them, made by the tests."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from openpyxl import Workbook

from chairtui.tables.chronology import Answers, Tabled, read_rows
from chairtui.tables.chronology_columns import found
from chairtui.tables.reading import read_table
from chairtui.tables.table import Table

NOW = datetime(2026, 11, 27, 10, tzinfo=UTC)

HEADED = ("Date", "Event", "Agency")


def workbook(*rows: Sequence[object], cover: str = "", merged: str = "", title: str = "Sheet") -> bytes:
    """Return a spreadsheet; with a `cover`, before the sheet with the rows stands one with only that."""
    book = Workbook()
    sheet: Any = book.active
    if cover:
        sheet.title, sheet["A1"] = "Cover", cover
        sheet = book.create_sheet(title)
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    if merged:
        sheet.merge_cells(merged)
    return saved(book)


def saved(book: Any) -> bytes:
    """Return a workbook as its file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_of(*lines: str, encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    """Return lines as a text file."""
    return "".join(f"{line}{end}" for line in lines).encode(encoding)


def table_of(content: bytes, name: str = "rows.csv") -> Table:
    """Return the chronology in a file, whose columns are clear."""
    table = found(read_table(name, content), NOW)
    assert table is not None
    return table


def chronology(content: bytes, answers: Answers = Answers(), name: str = "rows.csv") -> Tabled:  # noqa: B008
    """Return what comes of a chronology in a file."""
    return read_rows(table_of(content, name), NOW, answers=answers)


def shown(done: Tabled) -> list[tuple[str, str, str, str]]:
    """Return the rows as texts: day, words, source, date as written."""
    return [
        (row.on.isoformat() if row.on else "", row.words, row.source, row.date_as_written)
        for row in done.rows
    ]
