"""Which line of a page names its columns, which column is what, and what is not taken."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec.structs import replace

from chairtui.tables.table import Book, Kind, Line, Page, Remark, Table

MOST_ABOVE = 40
"""Lines among which the one with the headings is looked for."""

_NOT_SAID = re.compile(r"\([^)]*\)|\[[^\]]*\]|[*:?.]+\s*$")


def plain(heading: str) -> str:
    """Return a heading as headings are compared: small letters, without what stands in brackets."""
    return " ".join(_NOT_SAID.sub(" ", " ".join(heading.casefold().split())).split()).rstrip("*:?. ")


def vocabulary(words: Mapping[str, str]) -> dict[str, str]:
    """Return heading → field, from what each field may be called: ``{"date": "date,when,day"}``."""
    return {plain(one): field for field, names in words.items() for one in names.split(",")}


def under(book: Book, known: Mapping[str, str], must: Collection[str], page: str = "") -> Table | None:
    """Return the table below the headings that name the most fields, or nothing if none name all of `must`.

    `known` is heading → field, as `vocabulary` makes it. Of the pages of a book the first that has such
    headings is taken, or the one with the name `page`.
    """
    for sheet in book.pages:
        if page and sheet is not book.page(page):
            continue
        at = heading_line(sheet, known, must)
        if at is not None:
            return laid_out(book, sheet, _fields(sheet.lines[at], known), at, known)
    return None


def heading_line(page: Page, known: Mapping[str, str], must: Collection[str]) -> int | None:
    """Return which of the lines of a page (from 0) names the most fields, if it names all of `must`."""
    fields_of = [_fields(line, known) for line in page.lines[:MOST_ABOVE]]
    named = [at for at, fields in enumerate(fields_of) if set(must) <= set(fields)]
    return max(named, key=lambda at: len(fields_of[at]), default=None)


def laid_out(
    book: Book,
    page: Page,
    columns: Mapping[str, int],
    at: int = -1,
    known: Mapping[str, str] | None = None,
) -> Table:
    """Return a page as a table: field → column, and which of its lines (from 0) names them; -1 for none."""
    headings = page.lines[at].cells if at >= 0 else ()
    below = page.lines[at + 1 :]
    again = _again(headings, below)
    lines = tuple(line for line in below if line.number not in again) if again else below
    count, parted = _evenness(page, headings, lines)
    table = Table(
        page=page, columns=dict(columns), headings=headings, lines=lines, width=count, parted=parted
    )
    return replace(
        table,
        remarks=(
            *book.remarks,
            *page.remarks,
            *_other_pages(book, page),
            *(
                Remark(kind=Kind.ABOVE, number=line.number, words=whole(line))
                for line in page.lines[: max(at, 0)]
            ),
            *(Remark(kind=Kind.AGAIN, number=number) for number in sorted(again)),
            *_other_columns(table, known or {}),
            *_uneven(table),
        ),
    )


def _again(headings: tuple[str, ...], below: Sequence[Line]) -> frozenset[int]:
    """Return the numbers of lines that are the headings once more."""
    same = tuple(map(plain, headings))
    first = same[0] if same else ""
    return frozenset(
        line.number
        for line in below
        if first == plain(line.cells[0]) and same and same == tuple(map(plain, line.cells[: len(same)]))
    )


def width(line: Line) -> int:
    """Return how many cells a line has, without empty ones at its end."""
    last = len(line.cells)
    while last and not line.cells[last - 1].strip():
        last -= 1
    return last


def whole(line: Line) -> str:
    """Return all that stands in a line."""
    return " ".join(filter(None, map(str.strip, line.cells)))


def _evenness(page: Page, headings: tuple[str, ...], lines: Sequence[Line]) -> tuple[int, frozenset[int]]:
    """Return how many columns there are, and which lines have more cells because a cell was parted.

    There are those with a heading, and what most lines have beyond them. In a spreadsheet no cell is parted.
    """
    widths = [width(line) for line in lines]
    counted = Counter(widths)
    usual = max(counted, key=lambda one: (counted[one], one), default=0)
    named = width(Line(0, headings))
    most = counted[usual] * 2 > len(lines) > 2
    more = usual > named and most and not _is_prose(headings, lines, named)
    columns = named if named and not more else usual
    if not page.sign:
        return columns, frozenset()
    return columns, frozenset(
        line.number for line, cells in zip(lines, widths, strict=True) if cells > columns
    )


def _is_prose(headings: tuple[str, ...], lines: Sequence[Line], named: int) -> bool:
    """Say whether what stands beyond the headings goes on after a comma, as a sentence does."""
    beyond = [line.cells[named] for line in lines if len(line.cells) > named]
    spaced = sum(words.startswith(" ") for words in beyond)
    return spaced * 2 > len(beyond) and not any(one.startswith(" ") for one in headings)


def _fields(line: Line, known: Mapping[str, str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for column, words in enumerate(line.cells):
        if field := known.get(plain(words)):
            columns.setdefault(field, column)
    return columns


def _other_pages(book: Book, taken: Page) -> Iterator[Remark]:
    for page in book.pages:
        if page is not taken and page.lines:
            yield Remark(kind=Kind.PAGE, words=page.name, count=len(page.lines))


def _other_columns(table: Table, known: Mapping[str, str]) -> Iterator[Remark]:
    taken = set(table.columns.values())
    written = Counter(
        column
        for line in table.lines
        if line.number not in table.parted
        for column, words in enumerate(line.cells)
        if words.strip()
    )
    for column in sorted({*written, *range(len(table.headings))} - taken):
        heading = table.headings[column].strip() if column < len(table.headings) else ""
        if heading or written[column]:
            kind = Kind.DOUBLE if known.get(plain(heading)) in table.columns else Kind.COLUMN
            yield Remark(kind=kind, column=column, words=heading, count=written[column])


def _uneven(table: Table) -> Iterator[Remark]:
    for line in table.lines:
        if line.number in table.parted:
            yield Remark(kind=Kind.LONG, number=line.number, words=whole(line), count=width(line))
        elif table.page.sign and table.headings and len(line.cells) < table.width:
            yield Remark(kind=Kind.SHORT, number=line.number, words=whole(line), count=len(line.cells))
