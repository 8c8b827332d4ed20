"""Which column of a chronology is what: by its headings, by what stands below, or as somebody says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from chairtui.tables.days import Days
from chairtui.tables.headings import heading_line, laid_out, under, vocabulary
from chairtui.tables.table import Book, Line, Table, cell, column_of

FIELDS = {"date": "The date", "time": "The time", "words": "What happened", "source": "The source"}
"""What a column can be."""
KNOWN = vocabulary(
    {
        "date": "date,when,day,date of event,event date,date of incident,incident date,date/time,"
        "date and time,date & time,date recorded,date of contact",
        "time": "time,time of event,time of incident",
        "words": "event,events,what happened,what,words,description,details,detail,significant event,"
        "significant events,entry,incident,information,summary,event details,details of event,"
        "description of event,nature of event,chronology,notes,note,case note,event description",
        "source": "source,agency,from,recorded by,source of information,record,service,professional,author,"
        "by,agency/source,source/agency,source agency",
    }
)
MUST = ("date", "words")


def found(
    book: Book, now: datetime, *, is_source: Callable[[str], bool] = lambda _: False, sheet: str = ""
) -> Table | None:
    """Return the table of a book, by headings or by what stands below; nothing if that is unclear.

    `is_source` says whether a text names an agency; `sheet` names the page, where somebody chose one.
    """
    table = under(book, KNOWN, MUST, sheet)
    if table is not None:
        return table
    pages = [page for page in book.pages if page.lines and (not sheet or page is book.page(sheet))]
    if any(heading_line(page, KNOWN, [field]) is not None for page in pages for field in MUST):
        return None  # some columns are named: whoever named them knows the others
    for page in pages:
        if columns := _by_content(laid_out(book, page, {}), now, is_source):
            return laid_out(book, page, columns)
    return None


def _by_content(table: Table, now: datetime, is_source: Callable[[str], bool]) -> Mapping[str, int] | None:
    """Return the columns of a table without headings: dates first, and one other column or two."""
    start, width = table.lines[:200], table.width
    days = Days((cell(line, 0) for line in start), now)
    dated = sum(days.read(cell(line, 0)).meant for line in start)
    if width not in (2, 3) or dated * 2 <= len(start) or not days.read(cell(start[0], 0)).meant:
        return None
    if width == 2:
        return {"date": 0, "words": 1}
    source = source_of(start, is_source)
    return {"date": 0, "words": 3 - source, "source": source} if source else None


def source_of(lines: Sequence[Line], is_source: Callable[[str], bool]) -> int:
    """Return which of the columns 1 and 2 names the sources; 0 if that cannot be told."""
    cells = {column: [one for line in lines if (one := cell(line, column))] for column in (1, 2)}
    if not all(cells.values()):
        return 0
    for column, other in ((1, 2), (2, 1)):
        known, of_other = (sum(map(is_source, cells[one])) for one in (column, other))
        if known * 2 > len(cells[column]) and of_other * 2 <= len(cells[other]):
            return column
    lengths = {column: sum(map(len, texts)) / max(1, len(texts)) for column, texts in cells.items()}
    unlike = {column: len(set(texts)) for column, texts in cells.items()}
    for column, other in ((2, 1), (1, 2)):
        again = unlike[column] < len(cells[column]) and unlike[other] > unlike[column]
        if lengths[other] >= 1.5 * lengths[column] or (again and lengths[other] > lengths[column]):
            return column
    return 0


def named_table(book: Book, asked: Mapping[str, str], sheet: str = "") -> Table:
    """Return the table whose columns somebody named: ``{"date": "A", "words": "What they saw"}``.

    A column is named by its heading, letter or number.

    Raises:
        ValueError: with a sentence, if there is none of that name.
    """
    page = book.page(sheet) if sheet else next((one for one in book.pages if one.lines), book.pages[0])
    if page is None:
        raise ValueError(f"There is no sheet “{sheet}”: {', '.join(one.name for one in book.pages)}.")
    if not asked:
        raise ValueError("Say which column is what: date=A,words=B,source=C.")
    at = _named_line(page.lines, asked)
    headings = [_plain(words) for words in page.lines[at].cells] if at >= 0 else []
    columns = {}
    for field, words in asked.items():
        if field not in FIELDS:
            raise ValueError(f"There is no “{field}” in a chronology: {', '.join(FIELDS)}.")
        column = headings.index(_plain(words)) if _plain(words) in headings else column_of(words)
        if not 0 <= column < max((len(line.cells) for line in page.lines), default=0):
            raise ValueError(f"There is no column “{words}”.")
        columns[field] = column
    if "words" not in columns:
        raise ValueError("Say which column tells what happened: words=…")
    return laid_out(book, page, columns, at, KNOWN)


def _named_line(lines: Sequence[Line], asked: Mapping[str, str]) -> int:
    """Return which line names the columns, or is known to; -1 if none does."""
    wanted = {_plain(words) for words in asked.values()}
    for at, line in enumerate(lines[:40]):
        cells = {_plain(words) for words in line.cells}
        if (wanted & cells) - {""} or sum(KNOWN.get(one) is not None for one in cells) > 1:
            return at
    first = [KNOWN.get(_plain(words)) for words in lines[0].cells] if lines else []
    return 0 if any(first) else -1


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
