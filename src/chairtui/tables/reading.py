"""Reading a table from somebody's file: CSV with any separator and encoding, or a spreadsheet (.xlsx).

What only calls itself one (.xls, a web page, a Word document) is refused with what to do.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from chairtui.core.change import Refused
from chairtui.tables.damaged import ERRORS, is_cut, is_garbled
from chairtui.tables.lettering import read_letters
from chairtui.tables.parting import Parting
from chairtui.tables.table import Book, Kind, Line, Page, Remark

MOST_BYTES = 20_000_000
MOST_ROWS = 20_000
"""Lines of all pages together, below one of headings."""
MOST_COLUMNS = 256
MOST_EMPTY = 50_000
"""Empty lines after which a sheet is taken to end."""
TELL_EVERY = 500

Told = Callable[[int], bool]


class GaveUp(Exception):
    """Somebody did not want to wait for the rest."""


_SAVE = "Open it in the spreadsheet program and save it as .xlsx, then bring it in."
_WEB = re.compile(
    rb"\s*(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*"
    rb"(?:<!doctype\s+html|<!--|<(?:html|head|body|table|meta|style|div|\?xml)\b|mime-version:)",
    re.IGNORECASE,
)
_LOOKED_AT = 4_000
_OTHERS = {
    b"%PDF": "is a PDF: ask for the table as .xlsx or CSV, or copy its lines and paste them.",
    b"{\\rtf": "is a text document (.rtf): copy the table out of it and paste it.",
    b"\x1f\x8b": "is packed (.gz): unpack it first.",
}


def read_file(file: Path, told: Told = lambda _: True) -> Book:
    """Return the pages of a file; how many lines were read is `told` now and then.

    Raises:
        Refused: it is no table, or too large; the sentence says which, and what to do.
        GaveUp: what was `told` was answered with no.
    """
    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refused(f"{file.name} cannot be read: {(error.strerror or 'unknown').lower()}.") from None
    return read_table(file.name, content, told)


def read_table(name: str, content: bytes, told: Told = lambda _: True) -> Book:
    """Return the pages of a table, called `name`.

    Raises:
        Refused: it is no table, or too large; the sentence says which, and what to do.
        GaveUp: what was `told` was answered with no.
    """
    if len(content) > MOST_BYTES:
        raise Refused(f"{name} is larger than {MOST_BYTES // 1_000_000} MB.")
    _check_kind(name, content)
    gathering = _Gathering(name, told)
    remarks: tuple[Remark, ...] = ()
    if content.startswith(b"PK"):
        from chairtui.tables.workbooks import beside_the_cells

        pages = tuple(_sheets(name, content, gathering))
        remarks = tuple(beside_the_cells(content))
    else:
        pages = (_text(name, content, gathering),)
    if not any(page.lines for page in pages):
        raise Refused(f"{name} has nothing in it.")
    return Book(name=name, pages=pages, remarks=remarks)


def _check_kind(name: str, content: bytes) -> None:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Refused(f"{name} is locked with a password. Save it without one, then bring it in.")
        if "WordDocument".encode("utf-16-le") in content:
            raise Refused(f"{name} is an old Word document: copy the table out of it and paste it.")
        raise Refused(f"{name} is an old spreadsheet (.xls). {_SAVE}")
    if _WEB.match(content[:_LOOKED_AT].replace(b"\0", b"")):  # in UTF-16 every other byte is a zero
        raise Refused(f"{name} is a web page that only calls itself a spreadsheet. {_SAVE}")
    for beginning, words in _OTHERS.items():
        if content.startswith(beginning):
            raise Refused(f"{name} {words}")


class _Gathering:
    """Gathers lines with something in them, and counts them over all pages."""

    def __init__(self, name: str, told: Told) -> None:
        self._name, self._told, self._count = name, told, 0

    def page(
        self, rows: Iterable[tuple[list[str], list[Remark]]], name: str = "", first: int = 1, sign: str = ""
    ) -> Page:
        """Return a page of what was read; its first line has the number `first`.

        Where a `sign` parts cells, a line keeps the empty ones at its end: they tell whether it is whole.
        """
        lines: list[Line] = []
        remarks: list[Remark] = []
        empty = 0
        for number, (cells, of_row) in enumerate(rows, first):
            if number % TELL_EVERY == 0 and not self._told(number):
                raise GaveUp
            while cells and not sign and not cells[-1].strip():
                cells.pop()
            says = any(one.strip() for one in cells)
            empty = 0 if says else empty + 1
            if empty > MOST_EMPTY and not sign:
                remarks.append(Remark(kind=Kind.ENDS, number=number))
                break
            if says:
                lines.append(self._line(number, cells))
                remarks.extend(of_row)
                remarks.extend(_of_cells(number, cells))
        return Page(name=name, lines=tuple(lines), remarks=tuple(remarks), sign=sign)

    def _line(self, number: int, cells: list[str]) -> Line:
        self._count += 1
        if self._count > MOST_ROWS + 1:
            raise Refused(f"{self._name} has more than {MOST_ROWS:,} rows: bring it in as several files.")
        if len(cells) > MOST_COLUMNS:
            raise Refused(f"{self._name}, line {number}: it has more than {MOST_COLUMNS} cells.")
        return Line(number, tuple(cells))


def _of_cells(number: int, cells: list[str]) -> Iterator[Remark]:
    for column, words in enumerate(cells):
        if is_cut(words):
            yield Remark(kind=Kind.NUMBER, number=number, column=column, words=words)
        elif is_garbled(words):
            yield Remark(kind=Kind.LOST, number=number, column=column, words=words)
        elif words in ERRORS:
            yield Remark(kind=Kind.ERROR, number=number, column=column, words=words)


def _text(name: str, content: bytes, gathering: _Gathering) -> Page:
    lettered = read_letters(content)
    if lettered is None:
        raise Refused(f"{name} is neither CSV nor XLSX.")
    parting = Parting(lettered.words)
    kind = Kind.STRAY if lettered.mixed else Kind.LETTERS

    def rows() -> Iterator[tuple[list[str], list[Remark]]]:
        for number, record in enumerate(parting.records(), 1 + parting.above):
            remarks = []
            for column, words in enumerate(record.cells):
                if lettered.mark and lettered.mark in words:
                    record.cells[column] = plain = words.replace(lettered.mark, "")
                    remarks.append(Remark(kind=kind, number=number, column=column, words=plain))
            if record.literal:
                whole = parting.joint.join(record.cells).strip()
                remarks.append(Remark(kind=Kind.QUOTE, number=number, words=whole))
            yield record.cells, remarks

    try:
        return gathering.page(rows(), first=1 + parting.above, sign=parting.joint)
    except csv.Error:
        raise Refused(f"{name} is not CSV: a cell in it is longer than any is.") from None


def _sheets(name: str, content: bytes, gathering: _Gathering) -> Iterator[Page]:
    from chairtui.tables.workbooks import sheets

    try:
        for sheet in sheets(name, content):
            page = gathering.page(sheet.rows, sheet.name)
            yield Page(name=page.name, lines=page.lines, remarks=(*sheet.remarks, *page.remarks))
    except (Refused, GaveUp, MemoryError):
        raise
    except Exception:  # a damaged workbook fails in many ways, none of which says anything
        raise Refused(f"{name} cannot be read as a spreadsheet. Save it again, or as CSV.") from None
