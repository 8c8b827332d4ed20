"""Tables from somebody's file, CSV or XLSX, as lines of cells: looked at before they are opened."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from chairtui.core.change import Refused
from chairtui.core.tabled import TELL_EVERY, GaveUp, Line

MOST_BYTES = 20_000_000
MOST_UNZIPPED = 200_000_000
MOST_RATIO = 100
"""A spreadsheet of text is five to twenty times smaller zipped; one made to fill a disk, a thousand times."""
MOST_ROWS = 20_000
MOST_COLUMNS = 50
MOST_EMPTY = 5_000
"""Empty lines after which a sheet is taken to end."""

Told = Callable[[int], bool]


def read_file(file: Path, told: Told = lambda _: True) -> list[Line]:
    """Return the lines of a file that have something in them.

    Raises:
        Refused: it is no table, or too large; the sentence says which.
        GaveUp: what was `told` was answered with no.
    """
    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refused(f"{file.name} cannot be read: {(error.strerror or 'unknown').lower()}.") from None
    return read_table(file.name, content, told)


def read_table(name: str, content: bytes, told: Told = lambda _: True) -> list[Line]:
    """Return the lines of a table, called `name`, that have something in them.

    Raises:
        Refused: it is no table, or too large; the sentence says which.
        GaveUp: what was `told` was answered with no.
    """
    if len(content) > MOST_BYTES:
        raise Refused(f"{name} is larger than {MOST_BYTES // 1_000_000} MB.")
    lines: list[Line] = []
    empty = 0
    zipped = content.startswith(b"PK")
    for number, cells in enumerate(_sheet(name, content) if zipped else _csv(name, content), 1):
        if number % TELL_EVERY == 0 and not told(number):
            raise GaveUp
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            lines.append(Line(number, tuple(cells)))
            empty = 0
        else:
            empty += 1
        if len(lines) > MOST_ROWS + 1:
            raise Refused(f"{name} has more than {MOST_ROWS:,} rows: bring it in as several files.")
        if empty > MOST_EMPTY:
            break
    if not lines:
        raise Refused(f"{name} has nothing in it.")
    return lines


def _csv(name: str, content: bytes) -> Iterator[list[str]]:
    if b"\0" in content:
        raise Refused(f"{name} is neither CSV nor XLSX.")
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = content.decode("cp1252", "replace")  # what Excel writes in England unless told otherwise
    first = words.lstrip().partition("\n")[0]
    sign = max(",;\t|", key=first.count)
    try:
        for cells in csv.reader(io.StringIO(words, newline=""), delimiter=sign):
            yield cells[:MOST_COLUMNS]
    except csv.Error as fault:
        raise Refused(f"{name} is not CSV: {fault}.") from None


def _sheet(name: str, content: bytes) -> Iterator[list[str]]:
    _look_inside(name, content)
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet: Any = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its size need not be so
        for row in sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True):
            yield [_cell(value) for value in row]
    except Exception as fault:  # a damaged workbook fails in many ways, none of which says anything
        if isinstance(fault, MemoryError):
            raise
        raise Refused(f"{name} cannot be read as a spreadsheet. Save it again, or as CSV.") from None


def _look_inside(name: str, content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unzipped = sum(one.file_size for one in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        raise Refused(f"{name} is damaged: it cannot be opened.") from None
    if unzipped > MOST_UNZIPPED or unzipped > MOST_RATIO * max(len(content), 10_000):
        raise Refused(f"{name} becomes {unzipped // 1_000_000:,} MB when it is opened: it is not opened.")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
