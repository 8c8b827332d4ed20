"""A chronology that comes as a table: which column is what, and a row for every line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.chronology import AddChronology, ChronologyRow
from chairtui.core.when import NotADate, WhichTime, read_when
from chairtui.text import clean

BATCH = 2_000
"""Rows in one entry of the log; more make several entries, which are one act."""
LONGEST_DATE = 40
TELL_EVERY = 500

_HEADINGS = {
    "date": "date,when,day,date of event,event date,date of incident,date/time,date and time,date recorded",
    "words": "event,events,what happened,what,words,description,details,detail,significant event,entry,"
    "incident,information,summary,event details,description of event,nature of event,chronology,notes,note",
    "source": "source,agency,from,recorded by,source of information,record,service,professional,author,by",
}
_KNOWN = {heading: field for field, words in _HEADINGS.items() for heading in words.split(",")}
_NUMBER = re.compile(r"\d")


class Line(Struct, frozen=True):
    """One line of a table: where it stands in the file, and its cells."""

    number: int
    cells: tuple[str, ...]


class Columns(Struct, frozen=True, kw_only=True):
    """Which column is what, counted from 0; -1 for none."""

    words: int
    date: int = -1
    source: int = -1
    headed: bool = True
    """Whether the first line names the columns."""


class Failed(Struct, frozen=True):
    """A line of which no row was made, and why."""

    number: int
    why: str


class Tabled(Struct, frozen=True, kw_only=True):
    """What came of a table: nothing of it is lost without a word."""

    rows: tuple[ChronologyRow, ...] = ()
    """Rows without an id yet, in the order of the table."""
    failed: tuple[Failed, ...] = ()
    twice: tuple[int, ...] = ()
    """Lines that say what an earlier line says, or what the chronology has already."""


class GaveUp(Exception):
    """Somebody did not want to wait for the rest."""


def guess(table: Sequence[Line], now: datetime) -> Columns | None:
    """Return which column is what, by headings or by what stands below; nothing if it is unclear."""
    if not table:
        return None
    named: dict[str, int] = {}
    for place, cell in enumerate(table[0].cells):
        field = _KNOWN.get(" ".join(cell.casefold().split()).rstrip(":"))
        if field and field not in named:
            named[field] = place
    if "words" in named and "date" in named:
        return Columns(words=named["words"], date=named["date"], source=named.get("source", -1))
    return None if named else _by_content(table[:30], now)


def _by_content(table: Sequence[Line], now: datetime) -> Columns | None:
    """Return the columns of a table without headings: dates first, and one other column or two."""
    width = max(len(line.cells) for line in table)
    dated = sum(_day(_cell(line, 0), now) is not None for line in table)
    if width not in (2, 3) or dated * 2 <= len(table) or _day(_cell(table[0], 0), now) is None:
        return None
    return Columns(date=0, words=1, source=2 if width == 3 else -1, headed=False)


def named_columns(table: Sequence[Line], asked: dict[str, str]) -> Columns:
    """Return the columns that somebody named by heading, letter or number: ``{"date": "A", "words": "B"}``.

    Raises:
        ValueError: with a sentence, if there is none of that name.
    """
    headings = [" ".join(cell.casefold().split()) for cell in table[0].cells] if table else []
    width = max((len(line.cells) for line in table), default=0)
    found: dict[str, int] = {}
    by_heading = False
    for field, words in asked.items():
        plain = " ".join(words.casefold().split())
        if field not in _HEADINGS:
            raise ValueError(f"There is no “{field}” in a chronology: date, words and source.")
        if plain in headings:
            found[field], by_heading = headings.index(plain), True
        else:
            found[field] = int(plain) - 1 if plain.isdecimal() else _letter(plain)
        if not 0 <= found[field] < width:
            raise ValueError(f"There is no column “{words}”.")
    if "words" not in found:
        raise ValueError("Say which column tells what happened: words=…")
    first = [_KNOWN.get(heading) for heading in headings]
    headed = by_heading or any(first)
    return Columns(
        words=found["words"], date=found.get("date", -1), source=found.get("source", -1), headed=headed
    )


def _letter(plain: str) -> int:
    return ord(plain) - ord("a") if len(plain) == 1 and "a" <= plain <= "z" else -1


def read_rows(
    table: Sequence[Line],
    columns: Columns,
    now: datetime,
    *,
    known: Iterable[ChronologyRow] = (),
    source: str = "",
    told: Callable[[int], bool] = lambda _: True,
) -> Tabled:
    """Return what comes of a table; `source` is that of the rows that name none.

    How many lines were read is `told` now and then. A date that cannot be read stays as it is written.

    Raises:
        GaveUp: that was answered with no.
    """
    there = {(row.on, row.words, row.source, row.date_as_written) for row in known}
    rows: list[ChronologyRow] = []
    failed: list[Failed] = []
    twice: list[int] = []
    for count, line in enumerate(table[columns.headed :], 1):
        if count % TELL_EVERY == 0 and not told(count):
            raise GaveUp
        row = _row(line, columns, now, source)
        if isinstance(row, Failed):
            failed.append(row)
        elif (mark := (row.on, row.words, row.source, row.date_as_written)) in there:
            twice.append(line.number)
        else:
            there.add(mark)
            rows.append(row)
    return Tabled(rows=tuple(rows), failed=tuple(failed), twice=tuple(twice))


def commands(rows: Sequence[ChronologyRow], new_id: Callable[[], str]) -> tuple[AddChronology, ...]:
    """Return what puts the rows into the chronology, each with an id of its own."""
    named = [replace(row, id=new_id()) for row in rows]
    return tuple(AddChronology(rows=tuple(named[at : at + BATCH])) for at in range(0, len(named), BATCH))


def _row(line: Line, columns: Columns, now: datetime, source: str) -> ChronologyRow | Failed:
    words = _cell(line, columns.words)
    written = _cell(line, columns.date)
    if not words:
        return Failed(line.number, f"nothing is said of {written}" if written else "nothing is said in it")
    day = _day(written, now)
    kept = written if day is None or day[1] else ""
    return ChronologyRow(
        id="",
        on=day[0] if day else None,
        words=words,
        source=_cell(line, columns.source) or source,
        date_as_written=kept,
    )


def _cell(line: Line, place: int) -> str:
    return clean(line.cells[place]).strip() if 0 <= place < len(line.cells) else ""


def _day(written: str, now: datetime) -> tuple[date, bool] | None:
    """Return the day and whether it has a time; a word alone, such as Tuesday, is none."""
    if not _NUMBER.search(written) or len(written) > LONGEST_DATE:
        return None
    try:
        when = read_when(written, now, past=True)
    except WhichTime as unclear:
        return unclear.on, True
    except NotADate:
        return None
    return when.on, when.timed
