"""The values of a table: its lines as they are written, and what has to be said about them."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from chairtui.text import clean


class Line(Struct, frozen=True):
    """One line of a table: where it stands in the file, and its cells."""

    number: int
    """Counted from 1, with empty lines and those above the headings, as a spreadsheet counts."""
    cells: tuple[str, ...]


class Kind(StrEnum):
    """What a remark is about; chairtui.tables.telling has the sentences."""

    LETTERS = "letters of an unnamed encoding"
    STRAY = "letters in another encoding than the rest"
    LOST = "letters that are lost"
    QUOTE = "an unclosed quotation mark"
    LONG = "more cells than headings"
    SHORT = "fewer cells than headings"
    FORMULA = "a formula without a result"
    ERROR = "an error of the spreadsheet"
    NUMBER = "a damaged number"
    MERGED = "a cell over several lines"
    HIDDEN = "hidden lines or columns"
    ENDS = "read up to a line"
    BESIDE = "something beside the cells"
    PAGE = "a page that is not taken"
    ABOVE = "a line above the headings"
    AGAIN = "headings again"
    COLUMN = "a column that is not taken"
    DOUBLE = "a column that comes again"
    MONTH_FIRST = "a spreadsheet's days beside days with the month first"
    AHEAD = "a day that lies ahead"


class Remark(Struct, frozen=True, kw_only=True):
    """Something about a table that whoever brings it has to know."""

    kind: Kind
    number: int = 0
    """The line; 0 where it is about the whole page or file."""
    column: int = -1
    """The column, counted from 0; -1 for none."""
    words: str = ""
    """The cell, the heading or the name that it is about, as written."""
    count: int = 1
    """Of how many cells or lines it speaks."""


class Page(Struct, frozen=True, kw_only=True):
    """The lines of one sheet, or of a text, that have something in them."""

    name: str = ""
    """Of the sheet; empty for a text."""
    lines: tuple[Line, ...] = ()
    remarks: tuple[Remark, ...] = ()
    sign: str = ""
    """What stands between the cells of a text; empty for a sheet."""


class Book(Struct, frozen=True, kw_only=True):
    """All pages of a file."""

    name: str
    pages: tuple[Page, ...]
    remarks: tuple[Remark, ...] = ()

    def page(self, name: str) -> Page | None:
        """Return the page of a name, however it is written; nothing if there is none."""
        return next((one for one in self.pages if one.name.casefold() == name.strip().casefold()), None)


class Table(Struct, frozen=True, kw_only=True):
    """A page whose columns are known."""

    page: Page
    columns: dict[str, int]
    """Field → column, counted from 0."""
    headings: tuple[str, ...] = ()
    """As they are written; none if no line names the columns."""
    lines: tuple[Line, ...] = ()
    """Those below the headings."""
    width: int = 0
    """How many columns it has."""
    parted: frozenset[int] = frozenset()
    """Numbers of lines with more cells than columns: a sign in a cell has parted it."""
    remarks: tuple[Remark, ...] = ()
    """What was remarked of file and page, and all that is not taken."""

    def cell(self, line: Line, field: str) -> str:
        """Return what a line says of a field, clean; empty if it says nothing or there is no such column."""
        return cell(line, self.columns.get(field, -1))


def cell(line: Line, column: int) -> str:
    """Return the cell of a line at a column, clean; empty if there is none."""
    return clean(line.cells[column]).strip() if 0 <= column < len(line.cells) else ""


def letter(column: int) -> str:
    """Return how a spreadsheet calls a column that is counted from 0: A, B … Z, AA."""
    name = ""
    column += 1
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def column_of(name: str) -> int:
    """Return the column, counted from 0, that a sign or a number counted from 1 means; -1 for none."""
    plain = name.strip().upper()
    if plain.isascii() and plain.isdecimal():
        return int(plain) - 1 if len(plain) < 6 else -1
    if not (plain.isascii() and plain.isalpha() and len(plain) <= 3):
        return -1
    column = 0
    for sign in plain:
        column = column * 26 + ord(sign) - ord("A") + 1
    return column - 1
