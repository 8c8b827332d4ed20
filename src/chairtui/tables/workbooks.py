"""Spreadsheets (.xlsx) as pages of cells: looked at before they are opened, and read as they are shown."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from msgspec import Struct

from chairtui.core.change import Refused
from chairtui.tables.damaged import EMPTY_DATE
from chairtui.tables.table import Kind, Remark

MOST_UNZIPPED = 200_000_000
MOST_RATIO = 100
"""A spreadsheet of text is five to twenty times smaller zipped; one made to fill a disk, a thousand times."""
MOST_FILLED = 100_000
"""Lines over which the merged cells of a sheet may reach."""

_OTHERS = {
    "xl/workbook.bin": "is a spreadsheet of another kind (.xlsb)",
    "content.xml": "is a spreadsheet of another kind (.ods)",
    "Index/Document.iwa": "is a spreadsheet of another kind (.numbers)",
}
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=\"([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)\"")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_HIDDEN = re.compile(rb"<(?:\w+:)?(row|col)\b[^>]*\bhidden=\"(?:1|true)\"")
_ZEROS = re.compile(r"0{2,}")


class Sheet(Struct, frozen=True):
    """One sheet of a spreadsheet, before it is read."""

    name: str
    rows: Iterator[tuple[list[str], list[Remark]]]
    """The cells of each line, empty lines too, and what was understood of them."""
    remarks: tuple[Remark, ...]


def sheets(name: str, content: bytes) -> Iterator[Sheet]:
    """Yield the sheets of a spreadsheet called `name`, each read while its rows are taken.

    Raises:
        Refused: it is damaged, too large or of another kind; the sentence says what to do.
        Exception: of any kind, here or from the rows, where it is damaged in another way.
    """
    archive = _looked_at(name, content)
    from openpyxl import load_workbook

    # What the library cannot read of a file stands in the cells, and is told with them.
    warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")
    options: dict[str, Any] = {"read_only": True, "keep_links": False}
    book = load_workbook(io.BytesIO(content), data_only=True, **options)
    formulas: Any = None
    for sheet in book.worksheets:
        source = _source(archive, sheet)
        calculated = _FORMULA.search(source)
        if formulas is None and calculated:
            formulas = load_workbook(io.BytesIO(content), data_only=False, **options)
        rows = _rows(sheet, formulas[sheet.title] if calculated else None, _merged(source))
        yield Sheet(sheet.title, rows, tuple(_about(source, hidden=sheet.sheet_state != "visible")))


def beside_the_cells(content: bytes) -> Iterator[Remark]:
    """Yield what a spreadsheet holds beside its cells, which no table has."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        if any(re.match(r"xl/(?:comments|threadedComments)", one) for one in names):
            yield Remark(kind=Kind.BESIDE, words="comments on cells")
        drawings = [one for one in names if re.fullmatch(r"xl/drawings/drawing\d+\.xml", one)]
        if any(b":txBody" in archive.read(one) for one in drawings):
            yield Remark(kind=Kind.BESIDE, words="text boxes")
        if any(one.startswith("xl/media/") for one in names):
            yield Remark(kind=Kind.BESIDE, words="pictures")


def _looked_at(name: str, content: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        files = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Refused(f"{name} is damaged: it cannot be opened.") from None
    unzipped = sum(one.file_size for one in files)
    if unzipped > MOST_UNZIPPED or unzipped > MOST_RATIO * max(len(content), 10_000):
        raise Refused(f"{name} becomes {unzipped // 1_000_000:,} MB when it is opened: it is not opened.")
    names = {one.filename for one in files}
    if "word/document.xml" in names:
        raise Refused(f"{name} is a Word document: copy the table out of it and paste it.")
    for part, words in _OTHERS.items():
        if part in names:
            raise Refused(f"{name} {words}. Open it and save it as .xlsx, then bring it in.")
    return archive


def _source(archive: zipfile.ZipFile, sheet: Any) -> bytes:
    """Return the sheet as the file has it: what the library does not tell while it reads line by line."""
    path = str(getattr(sheet, "_worksheet_path", ""))
    return archive.read(path) if path in archive.namelist() else b""


def _about(source: bytes, *, hidden: bool) -> Iterator[Remark]:
    elements = [one.group(1) for one in _HIDDEN.finditer(source)]
    if hidden:
        yield Remark(kind=Kind.HIDDEN, words="the sheet")
    if rows := elements.count(b"row"):
        yield Remark(kind=Kind.HIDDEN, words="lines", count=rows)
    if columns := elements.count(b"col"):
        yield Remark(kind=Kind.HIDDEN, words="columns", count=columns)


def _merged(source: bytes) -> dict[int, list[tuple[int, int]]]:
    """Return which lines and columns go on with a cell of a line above: line → (column, that line)."""
    from openpyxl.utils import column_index_from_string

    below: dict[int, list[tuple[int, int]]] = {}
    filled = 0
    for merged in _MERGED.finditer(source):
        column = column_index_from_string(merged[1].decode()) - 1
        top, bottom = int(merged[2]), int(merged[4])
        filled += max(0, bottom - top)
        if filled > MOST_FILLED:
            break
        for number in range(top + 1, bottom + 1):
            below.setdefault(number, []).append((column, top))
    return below


def _rows(
    sheet: Any, formulas: Any, merged: dict[int, list[tuple[int, int]]]
) -> Iterator[tuple[list[str], list[Remark]]]:
    sheet.reset_dimensions()  # what the file says of its size need not be so
    written = _formulas(formulas)
    tops = {top: "" for places in merged.values() for _, top in places}
    kept: dict[tuple[int, int], str] = {}
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [_cell(one) for one in row]
        remarks: list[Remark] = []
        for column, formula in enumerate(next(written, ())):
            if formula and (column >= len(cells) or row[column].value is None):
                cells.extend([""] * (column + 1 - len(cells)))
                cells[column] = formula
                remarks.append(Remark(kind=Kind.FORMULA, number=number, column=column, words=formula))
        if number in tops:
            kept.update({(number, column): words for column, words in enumerate(cells) if words})
        if any(one.strip() for one in cells):
            _go_on(number, cells, remarks, merged.get(number, ()), kept)
        yield cells, remarks


def _go_on(number: int, cells: list[str], remarks: list[Remark], places: Any, kept: Any) -> None:
    """Put into a line what a cell says that begins further up and goes down over it."""
    for column, top in places:
        words = kept.get((top, column), "")
        if words and (column >= len(cells) or not cells[column].strip()):
            cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = words
            remarks.append(Remark(kind=Kind.MERGED, number=number, column=column, words=words))


def _formulas(sheet: Any) -> Iterator[tuple[str, ...]]:
    if sheet is None:
        return
    sheet.reset_dimensions()
    for row in sheet.iter_rows(values_only=True):
        texts = (getattr(value, "text", value) for value in row)
        yield tuple(one if isinstance(one, str) and one.startswith("=") else "" for one in texts)


def _cell(cell: Any) -> str:
    """Return a cell as the spreadsheet shows it; a day as ISO 8601, whatever its format."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        of_day = re.search("[yd]", str(cell.number_format).casefold()) and value == time()
        return EMPTY_DATE if of_day else f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and _ZEROS.fullmatch(str(cell.number_format)):
        return f"{value:0{len(cell.number_format)}}"
    return str(value)
