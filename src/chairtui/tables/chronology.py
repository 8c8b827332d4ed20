"""A chronology that comes as a table: which column is what, and a row for every line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.calendar.deadlines import local_day
from chairtui.core.chronology import AddChronology, ChronologyRow
from chairtui.tables.days import Day, Days, Order, Why, year_alone
from chairtui.tables.headings import whole, width
from chairtui.tables.reading import TELL_EVERY, GaveUp
from chairtui.tables.table import Kind, Line, Remark, Table
from chairtui.text import clean

BATCH = 2_000
"""Rows in one entry of the log; more make several entries, which are one act."""


class Failed(Struct, frozen=True):
    """A line of which no row was made, and why."""

    number: int
    why: str


class Twice(Struct, frozen=True):
    """A line that says what is there already."""

    number: int
    of: int = 0
    """The line that says it first; 0 where the chronology has it."""


class Undated(Struct, frozen=True):
    """A row that has no day, and why."""

    number: int
    written: str
    why: Why
    said: str = ""


class Answers(Struct, frozen=True, kw_only=True):
    """What somebody answered to what a table leaves open; nothing is taken for granted."""

    order: Order | None = None
    years: bool = False
    """Whether days without a year are of the year that stands alone above them."""
    serials: bool = False
    """Whether numbers are days, as spreadsheets count them."""


class Tabled(Struct, frozen=True, kw_only=True):
    """What came of a table: nothing of it is lost without a word."""

    rows: tuple[ChronologyRow, ...] = ()
    """In the order of the table; without an id yet, save those that are there and get a day now."""
    numbers: tuple[int, ...] = ()
    """The line of each row."""
    failed: tuple[Failed, ...] = ()
    twice: tuple[Twice, ...] = ()
    undated: tuple[Undated, ...] = ()
    remarks: tuple[Remark, ...] = ()
    """About the table: what was understood of it, and what is not taken."""
    asks_order: str = ""
    """How many days have the month or the day first, where somebody has to say which; empty otherwise."""
    offered_years: int = 0
    """How many rows have a day without a year, below a year that stands alone."""
    offered_serials: int = 0
    """How many rows have a number by which a spreadsheet counts days."""


def read_rows(
    table: Table,
    now: datetime,
    *,
    known: Iterable[ChronologyRow] = (),
    source: str = "",
    answers: Answers = Answers(),  # noqa: B008 (it is frozen)
    told: Callable[[int], bool] = lambda _: True,
) -> Tabled:
    """Return what comes of a table; `source` is that of the rows that name none.

    How many lines were read is `told` now and then. What is no day stays as it is written.

    Raises:
        GaveUp: that was answered with no.
    """
    return _Reader(table, now, answers, source).read(known, told)


def commands(rows: Sequence[ChronologyRow], new_id: Callable[[], str]) -> tuple[AddChronology, ...]:
    """Return what puts the rows into the chronology, each new one with an id of its own."""
    named = [row if row.id else replace(row, id=new_id()) for row in rows]
    return tuple(AddChronology(rows=tuple(named[at : at + BATCH])) for at in range(0, len(named), BATCH))


class _Reader:
    """Makes rows of the lines of one table."""

    def __init__(self, table: Table, now: datetime, answers: Answers, source: str) -> None:
        self._table, self._answers, self._source = table, answers, source
        self._today = local_day(now)
        self._without_result = {
            (one.number, one.column) for one in table.remarks if one.kind in (Kind.FORMULA, Kind.ERROR)
        }
        dates = [table.cell(line, "date") for line in table.lines]
        self._days = Days(dates, now, order=answers.order, serials=answers.serials)
        self._year = 0
        self._undated: list[Undated] = []
        self._remarks: list[Remark] = []
        self._offered = 0

    def read(self, known: Iterable[ChronologyRow], told: Callable[[int], bool]) -> Tabled:
        known = tuple(known)
        there = {_mark(row): 0 for row in known}
        as_written = {_as_written(row, row.date_as_written): row for row in known if row.date_as_written}
        rows: list[ChronologyRow] = []
        numbers: list[int] = []
        failed: list[Failed] = []
        twice: list[Twice] = []
        for count, line in enumerate(self._table.lines, 1):
            if count % TELL_EVERY == 0 and not told(count):
                raise GaveUp
            row = self._row(line)
            if isinstance(row, Failed):
                failed.append(row)
                continue
            old = as_written.get(_as_written(row, self._said(line)))
            if (mark := _mark(row)) in there or (old and not row.on):
                twice.append(Twice(line.number, there.get(mark, 0)))
            else:
                there[mark] = line.number
                if old and not old.on:
                    del as_written[_as_written(old, old.date_as_written)]
                    row = replace(row, id=old.id)
                rows.append(row)
                numbers.append(line.number)
        taken = set(numbers)
        undated = tuple(one for one in self._undated if one.number in taken)
        return Tabled(
            rows=tuple(rows),
            numbers=tuple(numbers),
            failed=tuple(failed),
            twice=tuple(twice),
            undated=undated,
            remarks=(*self._table.remarks, *self._mixed(), *self._remarks),
            asks_order=self._asks(),
            offered_years=0 if self._answers.years else self._offered,
            offered_serials=sum(one.why is Why.SERIAL for one in undated),
        )

    def _asks(self) -> str:
        days = self._days
        if not days.asks:
            return ""
        return (
            f"{days.month_first:,} can only have the month first, {days.day_first:,} only the day, "
            f"{days.either:,} can be read either way"
        )

    def _mixed(self) -> Iterator[Remark]:
        """Yield a remark if a spreadsheet has days of its own beside such with the month first."""
        own = sum(
            self._days.read(written).on is not None and written[:4].isdecimal()
            for line in self._table.lines
            if (written := self._table.cell(line, "date"))
        )
        if self._days.month_first and own and not self._table.page.sign:
            yield Remark(kind=Kind.MONTH_FIRST, column=self._table.columns.get("date", -1), count=own)

    def _row(self, line: Line) -> ChronologyRow | Failed:
        line = self._mended(line)
        words, written, time = (self._table.cell(line, field) for field in ("words", "date", "time"))
        if year := year_alone(written) or _only_year(line):
            self._year = year
        if (line.number, self._table.columns["words"]) in self._without_result:
            return Failed(line.number, f"what happened has no result: {words}")
        said = self._said(line)
        if not words:
            others = said or clean(whole(line))
            return Failed(line.number, f"nothing is said of {others}" if others else "nothing is said in it")
        day = self._day(line, written)
        told_by = (line.number, self._table.columns.get("source", -1)) not in self._without_result
        return ChronologyRow(
            id="",
            on=day.on,
            words=words,
            source=(self._table.cell(line, "source") if told_by else "") or self._source,
            date_as_written=said if day.on is None or day.timed or time or day.why else "",
        )

    def _said(self, line: Line) -> str:
        """Return when it was, as the line has it."""
        return " ".join(filter(None, (self._table.cell(line, field) for field in ("date", "time"))))

    def _day(self, line: Line, written: str) -> Day:
        day = self._days.read(written)
        if day.why is Why.NO_YEAR and self._year:
            self._offered += 1
            if self._answers.years:
                in_year = self._days.read(f"{written} {self._year}")
                slashed = self._days.read(f"{written}/{self._year}")
                day = Day(
                    (in_year.on or slashed.on), why=Why.NO_YEAR if in_year.on or slashed.on else day.why
                )
        if day.on is None:
            self._undated.append(Undated(line.number, written, day.why or Why.NOT_A_DAY, day.said))
        elif day.on > self._today:
            column = self._table.columns["date"]
            self._remarks.append(
                Remark(kind=Kind.AHEAD, number=line.number, column=column, words=written or str(day.on))
            )
        return day

    def _mended(self, line: Line) -> Line:
        """Return a line whose cells were parted by what stands in them, put together again.

        What is too much belongs to a date that is parted, and else to what happened.
        """
        if line.number not in self._table.parted:
            return line
        sign, cells = self._table.page.sign, [*line.cells]
        more = width(line) - self._table.width
        at = self._table.columns.get("date", -1)
        for count in range(min(2, more), 0, -1):
            joined = sign.join(cells[at : at + count + 1])
            if at >= 0 and not self._days.read(cells[at].strip()).on and self._days.read(joined.strip()).on:
                cells[at : at + count + 1] = [joined]
                more -= count
                break
        at = self._table.columns["words"]
        cells[at : at + more + 1] = [sign.join(cells[at : at + more + 1])]
        return Line(line.number, tuple(cells))


def _only_year(line: Line) -> int:
    """Return the year that stands alone in a line; 0 for none."""
    written = [words for words in line.cells if words.strip()]
    return year_alone(written[0]) if len(written) == 1 else 0


def _as_written(row: ChronologyRow, said: str) -> tuple[str, str, str]:
    """Return what a row is known by whether or not its day is understood."""
    return row.words, row.source, said


def _mark(row: ChronologyRow) -> tuple[object, ...]:
    return row.on, row.words, row.source, row.date_as_written
