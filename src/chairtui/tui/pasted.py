"""Rows of a chronology as people paste them: one row a line, a date, what happened, perhaps a source."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from chairtui.core.chronology import ChronologyRow
from chairtui.core.when import NotADate, WhichTime, read_when, say_when

HEADING = {"date", "when", "day", "date of event", "event date"}
"""What the first cell of a heading line says; such a line is not a row."""
LONGEST_DATE = 40
"""Characters that a cell may have to be taken for a date, also for one in words: "spring 2019"."""

_BETWEEN = tuple(map(re.compile, (r"\t", r"\|", ";", " {2,}")))
"""What stands between cells; only the first of these that a line has parts it."""
_ENDED = (".", "!", "?")
_NUMBER = re.compile(r"\d")
_WHOLE_DATE = re.compile(r"\b\d{4}\b|\d[/.-]\d")
_AFTER = re.compile(r"^(\s|[-–—:,.])+")


@dataclass(frozen=True, slots=True)
class Pasted:
    """One line as it was understood."""

    on: date | None
    words: str
    source: str = ""
    date_as_written: str = ""


class Pasting:
    """Reads pasted lines as of one moment; a line is read once, however often it is looked at."""

    def __init__(self, now: datetime) -> None:
        """Read dates that lie behind `now`."""
        self._now = now
        self._known: dict[tuple[str, bool], Pasted] = {}

    def read(self, text: str) -> list[Pasted]:
        """Return a row for every line with something in it, in order."""
        lines = [line for line in text.split("\n") if line.strip()]
        cells = [cell.strip().casefold() for cell in re.split(r"[\t;|,]| {2,}", lines[0])] if lines else []
        headed = len(cells) > 1 and cells[0] in HEADING
        sourced = headed and cells[-1] == "source" and len(cells) > 2
        return [self._line(line, sourced) for line in lines[headed:]]

    def understood(self, text: str) -> str:
        """Return what is made of the text: how many rows, from when to when, how many without a date."""
        rows = self.read(text)
        days = sorted(row.on for row in rows if row.on)
        undated = len(rows) - len(days)
        counted = f"{len(rows)} row{'' if len(rows) == 1 else 's'}"
        span = f", {say_when(days[0])} to {say_when(days[-1])}" if len(days) > 1 else ""
        one = f", {say_when(days[0])}" if len(days) == 1 else ""
        without = f", {undated} without a date, kept as written" if undated else ""
        return f"{counted}{span}{one}{without}"

    def _line(self, line: str, sourced: bool) -> Pasted:
        if (line, sourced) not in self._known:
            self._known[line, sourced] = next(self._readings(line, sourced))
        return self._known[line, sourced]

    def _readings(self, line: str, sourced: bool) -> Iterator[Pasted]:
        """Yield what the line can be taken for, the surest first; the last is the line itself."""
        if '"' in line and "," in line:
            yield from self._in_cells(next(csv.reader([line.strip()], skipinitialspace=True)))
        cells = self._parted(line)
        yield from self._in_cells(cells)
        commas = [cell.strip() for cell in line.strip().split(",")]
        if sourced and len(commas) > 2:
            yield from self._in_cells([commas[0], ", ".join(commas[1:-1]), commas[-1]])
        for joint in range(min(2, len(commas) - 1), 0, -1):
            if day := self._day(", ".join(commas[:joint])):
                yield self._row(day, ", ".join(commas[:joint]), ", ".join(commas[joint:]))
        yield from self._in_words(line.strip())
        yield from self._undated(cells, tabbed="\t" in line)
        yield from self._undated(commas)
        yield Pasted(None, line.strip())

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

    def _in_cells(self, cells: list[str]) -> Iterator[Pasted]:
        """Yield the reading of cells that begin with a date."""
        rest = [cell for cell in cells[1:] if cell]
        if rest and (day := self._day(cells[0])):
            yield self._row(day, cells[0], rest[0], ", ".join(rest[1:]))

    @staticmethod
    def _undated(cells: list[str], *, tabbed: bool = False) -> Iterator[Pasted]:
        """Yield the reading of cells whose date cannot be read; without tabs it has to have a figure."""
        rest = [cell for cell in cells[1:] if cell]
        likely = _NUMBER.search(cells[0]) and len(cells[0]) <= LONGEST_DATE // 2
        if rest and (likely or (tabbed and len(cells[0]) <= LONGEST_DATE)):
            source = ", ".join(rest[1:]) if tabbed else ""
            words = rest[0] if tabbed else ", ".join(rest)
            yield Pasted(None, words, source, cells[0])

    def _in_words(self, line: str) -> Iterator[Pasted]:
        """Yield the reading of a line that begins with a date and goes on without a sign between."""
        ends = [match.start() for match in re.finditer(r"\s|[:–—](?=\s)|$", line)][:6]
        for end in reversed(ends):
            start = line[:end].rstrip(" :–—-")
            if _WHOLE_DATE.search(start) and (day := self._day(start)):
                yield self._row(day, start, _AFTER.sub("", line[len(start) :]) or line)

    def _row(self, day: tuple[date, bool], cell: str, words: str, source: str = "") -> Pasted:
        on, timed = day
        return Pasted(on, words, source, cell if timed else "")

    def _day(self, cell: str) -> tuple[date, bool] | None:
        """Return the day in a cell and whether it has a time too; a word alone, such as Tuesday, is none."""
        if not _NUMBER.search(cell) or len(cell) > LONGEST_DATE:
            return None
        try:
            when = read_when(cell, self._now, past=True)
        except WhichTime as unclear:
            return unclear.on, True
        except NotADate:
            return None
        return when.on, when.timed


def new_rows(
    pasted: list[Pasted], known: tuple[ChronologyRow, ...], source: str, new_id: Callable[[], str]
) -> tuple[ChronologyRow, ...]:
    """Return the rows that are not in the chronology yet, in order, each with an id of its own."""
    there = {(row.on, row.words, row.source, row.date_as_written) for row in known}
    rows = [
        ChronologyRow(
            id=new_id(),
            on=one.on,
            words=one.words,
            source=one.source or source,
            date_as_written=one.date_as_written,
        )
        for one in pasted
    ]
    return tuple(row for row in rows if (row.on, row.words, row.source, row.date_as_written) not in there)
