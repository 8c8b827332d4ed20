"""A chronology as people paste or type it: a table, or a line for each row, with its date and the words."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from chairtui.core.change import Refused
from chairtui.core.chronology import ChronologyRow
from chairtui.core.listing import how_many
from chairtui.tables.chronology import Tabled, read_rows
from chairtui.tables.chronology_columns import KNOWN, MUST, found, source_of
from chairtui.tables.days import LONGEST, Days
from chairtui.tables.headings import heading_line, laid_out, width
from chairtui.tables.parting import SIGNS
from chairtui.tables.reading import read_table
from chairtui.tables.report import summary
from chairtui.tables.table import Book, Kind, Line, Page, Table, cell

CALLED = "What was pasted"
MOST_AT_ONCE = 200
"""Lines that are read again at each key."""

_BETWEEN = tuple(map(re.compile, (r"\t", r"\|", ";", " {2,}")))
"""What stands between cells; only the first of these that a line has parts it."""
_ENDED = (".", "!", "?")
_NUMBER = re.compile(r"\d")
_AFTER = re.compile(r"^(\s|[-–—:,.])+")
_COLUMNS = {"date": 0, "words": 1, "source": 2}


class Pasting:
    """Reads what is pasted as of one moment; a line is read once, however often it is looked at."""

    def __init__(self, now: datetime, is_source: Callable[[str], bool] = lambda _: False) -> None:
        """Read days as of `now`; `is_source` says whether a text names an agency."""
        self._now, self._is_source = now, is_source
        self._days = Days((), now)
        self._known: dict[str, tuple[str, ...]] = {}

    def book(self, text: str) -> Book:
        """Return what was pasted as a book with one page.

        Raises:
            Refused: it is more than a chronology has.
        """
        book = read_table(CALLED, text.encode())
        (page,) = book.pages
        return book if self._is_table(page) else self._of_lines(text)

    def table(self, book: Book) -> Table | None:
        """Return the table of what was pasted, or nothing if it is unclear which column is what.

        Without headings the order is that in which the form asks: the date, what happened, the source.
        """
        (page,) = book.pages
        if page.sign and (table := found(book, self._now, is_source=self._is_source)):
            return table
        if page.sign and (heading_line(page, KNOWN, ["words"]) is not None or not self._as_asked(page)):
            return None
        source = source_of(page.lines, self._is_source) if page.sign else 0
        return laid_out(book, page, _COLUMNS | ({"words": 3 - source, "source": source} if source else {}))

    def read(self, text: str, known: Sequence[ChronologyRow] = (), source: str = "") -> Tabled | None:
        """Return what comes of the text, or nothing if it is unclear which column is what.

        Raises:
            Refused: it is more than a chronology has.
        """
        table = self.table(self.book(text)) if text.strip() else None
        if table is None:
            return None
        return read_rows(table, self._now, known=known, source=source)

    def understood(self, text: str) -> str:
        """Return what is made of the text, for whoever is typing it."""
        number = sum(bool(line.strip()) for line in text.split("\n"))
        if number > MOST_AT_ONCE:
            return f"{how_many(number, 'line')}: saving shows what comes of them"
        try:
            done = self.read(text)
        except Refused as refused:
            return str(refused)
        return (
            summary(done, "read") if done else f"{how_many(number, 'line')}: saving asks which column is what"
        )

    # A table ------------------------------------------------------------------------------------

    def _is_table(self, page: Page) -> bool:
        """Say whether one sign parts all lines alike; a comma alone parts sentences, too."""
        if heading_line(page, KNOWN, MUST) is not None:
            return True
        widths = [width(line) for line in page.lines]
        alike = min(widths) > 1 and len(set(widths)) == 1
        quoted = any(one.kind is Kind.QUOTE for one in page.remarks)
        return alike and not quoted and page.sign.strip(" ") in SIGNS[:-1] and page.sign.strip(" ") != ""

    def _as_asked(self, page: Page) -> bool:
        """Say whether the first column can have the days, and one or two other columns follow."""
        columns = max(map(width, page.lines))
        dated = [sum(self._is_day(cell(line, column)) for line in page.lines) for column in range(columns)]
        short = all(len(cell(line, 0)) <= LONGEST for line in page.lines)
        return columns in (2, 3) and short and dated[0] == max(dated)

    # One row a line -----------------------------------------------------------------------------

    def _of_lines(self, text: str) -> Book:
        lines = [
            Line(number, self._cells(line)) for number, line in enumerate(text.split("\n"), 1) if line.strip()
        ]
        return Book(name=CALLED, pages=(Page(lines=tuple(lines)),))

    def _cells(self, line: str) -> tuple[str, ...]:
        if line not in self._known:
            self._known[line] = next(self._readings(line))
        return self._known[line]

    def _readings(self, line: str) -> Iterator[tuple[str, str, str]]:
        """Yield what the line can be taken for, the surest first; the last is the line itself."""
        if '"' in line and "," in line:
            yield from self._in_cells(next(csv.reader([line.strip()], skipinitialspace=True)))
        cells = self._parted(line)
        yield from self._in_cells(cells)
        commas = [cell.strip() for cell in line.strip().split(",")]
        for joint in range(min(2, len(commas) - 1), 0, -1):
            if self._is_day(day := ", ".join(commas[:joint])):
                yield day, ", ".join(commas[joint:]), ""
        yield from self._in_words(line.strip())
        yield from self._undated(cells, tabbed="\t" in line)
        yield from self._undated(commas)
        yield "", line.strip(), ""

    @staticmethod
    def _parted(line: str) -> list[str]:
        """Return the cells of a line; two spaces after a sentence part nothing."""
        sign = next((sign for sign in _BETWEEN if sign.search(line.rstrip())), None)
        if sign is None:
            return [line.strip()]
        cells = [cell.strip() for cell in sign.split(line.rstrip())]
        if sign is _BETWEEN[-1] and (len(cells) != 3 or cells[1].endswith(_ENDED)):
            return [cells[0], " ".join(cells[1:])]
        return cells

    def _in_cells(self, cells: list[str]) -> Iterator[tuple[str, str, str]]:
        """Yield the reading of cells that begin with a day."""
        rest = [cell for cell in cells[1:] if cell]
        if rest and self._is_day(cells[0]):
            yield cells[0], rest[0], ", ".join(rest[1:])

    @staticmethod
    def _undated(cells: list[str], *, tabbed: bool = False) -> Iterator[tuple[str, str, str]]:
        """Yield the reading of cells whose day cannot be read; without tabs it has to have a figure."""
        rest = [cell for cell in cells[1:] if cell]
        likely = _NUMBER.search(cells[0]) and len(cells[0]) <= LONGEST // 2
        if rest and (likely or (tabbed and len(cells[0]) <= LONGEST)):
            source = ", ".join(rest[1:]) if tabbed else ""
            yield cells[0], rest[0] if tabbed else ", ".join(rest), source

    def _in_words(self, line: str) -> Iterator[tuple[str, str, str]]:
        """Yield the reading of a line that begins with a day and goes on without a sign between."""
        ends = [match.start() for match in re.finditer(r"\s|[:–—](?=\s)|$", line)][:6]
        for end in reversed(ends):
            start = line[:end].rstrip(" :–—-")
            if self._is_day(start):
                yield start, _AFTER.sub("", line[len(start) :]) or line, ""

    def _is_day(self, words: str) -> bool:
        return self._days.read(words).on is not None
