"""What the case system knows of children for the returns, from a table: a line for each child.

Headings may be those of the census or plain words. An empty cell leaves what is known as it is. Two lines
that say different things of one child are refused until somebody says which counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.calendar.deadlines import local_day
from chairtui.core.calendar.when import say_when
from chairtui.core.children import Child
from chairtui.core.enquiries import CensusFacts, NoteCensusFacts
from chairtui.core.meeting import Meeting
from chairtui.core.with_ids import find
from chairtui.records.returns.census_cells import fact
from chairtui.tables.damaged import is_cut
from chairtui.tables.days import Days, Order, Why
from chairtui.tables.headings import under, vocabulary
from chairtui.tables.table import Book, Kind, Line, Remark, Table

CHILD = "local_id"
_HEADINGS = {
    CHILD: "lachildid,local id,child id,number in the case system,case number,child unique id,person id",
    "sex": "sex,gender",
    "ethnicity": "ethnicity",
    "disabled": "disabled,has a disability,does the child have a disability",
    "disabilities": "disabilities,disability,disability codes",
    "former_upn": "formerupn,former upn",
    "upn_unknown": "upnunknown,upn unknown",
    "died_on": "persondeathdate,date of death,died on",
    "referred_on": "cinreferraldate,referral date,date of referral,referred on",
    "referral_source": "referralsource,referral source,source",
    "referral_nfa": "referralnfa,referral nfa,nfa",
    "need": "primaryneedcode,primary need,need",
    "closed_on": "cinclosuredate,closure date,date of closure,closed on",
    "closure_reason": "reasonforclosure,reason for closure,closure reason",
}
DAYS = ("died_on", "referred_on", "closed_on")
_KNOWN = vocabulary(_HEADINGS)


class Failed(Struct, frozen=True):
    """A line that is not taken, and why."""

    number: int
    why: str


class About(Struct, frozen=True, kw_only=True):
    """What a table is about in one meeting, and no more: many meetings are asked of one table."""

    children: tuple[Child, ...]
    census: tuple[CensusFacts, ...]

    @classmethod
    def of(cls, meeting: Meeting) -> About:
        """Return it of a meeting."""
        return cls(children=meeting.concern.children, census=meeting.concern.census)


class Read(Struct, frozen=True, kw_only=True):
    """What came of a table: what it says of each child, by the child's number in the case system."""

    said: Mapping[str, Mapping[str, Any]] = {}
    """Number, in small letters → field → fact."""
    lines: Mapping[str, int] = {}
    """Number → its line."""
    failed: tuple[Failed, ...] = ()
    twice: tuple[Failed, ...] = ()
    """Lines that say what an earlier line says of the same child."""
    elsewhere: tuple[int, ...] = ()
    """Lines about children of whom no meeting is."""
    remarks: tuple[Remark, ...] = ()
    headings: tuple[str, ...] = ()

    def facts(self, about: About) -> tuple[CensusFacts, ...]:
        """Return what is known of the children of a meeting once the table is taken in."""
        new = []
        for child in about.children:
            said = self.said.get(_key(child.local_id))
            if said:
                known = find(about.census, child.id) or CensusFacts(id=child.id)
                new.append(replace(known, **said))
        return tuple(one for one in new if one != find(about.census, one.id))

    def commands(self, about: About) -> tuple[NoteCensusFacts, ...]:
        """Return what notes the facts in a meeting."""
        return tuple(NoteCensusFacts(facts=one) for one in self.facts(about))


def numbers_of(all_: Iterable[About]) -> frozenset[str]:
    """Return the numbers, in the case system, of the children of meetings."""
    keys = (_key(child.local_id) for about in all_ for child in about.children)
    return frozenset(filter(None, keys))


def asked(book: Book) -> frozenset[str]:
    """Return the numbers of the children, in the case system, that a table names."""
    table = under(book, _KNOWN, [CHILD])
    return frozenset(table.cell(line, CHILD) for line in table.lines) if table else frozenset()


def read(
    book: Book,
    numbers: Collection[str],
    now: datetime,
    *,
    lines: Collection[int] = (),
    order: Order | None = None,
) -> Read:
    """Return what a table says of the children with these numbers, as `numbers_of` gives them.

    Args:
        book: the file.
        numbers: of the children whose lines are read; lines about others are counted.
        now: no day of the table may lie ahead of it.
        lines: those that count, where several are about one child.
        order: which comes first in days of figures, where somebody said so.
    """
    table = under(book, _KNOWN, [CHILD])
    if table is None:
        first = next((page.lines[0].number for page in book.pages if page.lines), 1)
        return Read(failed=(Failed(first, "no column has the child's number (LAchildID)"),))
    return _Reader(table, numbers, now, lines, order).read()


class _Reader:
    """Reads the lines of one table about known children."""

    def __init__(
        self,
        table: Table,
        numbers: Collection[str],
        now: datetime,
        chosen: Collection[int],
        order: Order | None,
    ) -> None:
        self._table, self._numbers, self._chosen = table, numbers, chosen
        self._faulty = {
            (remark.number, remark.column): remark.kind
            for remark in table.remarks
            if remark.kind in (Kind.FORMULA, Kind.ERROR, Kind.NUMBER)
        }
        cells = (table.cell(line, field) for line in table.lines for field in DAYS)
        self._days = _Days(Days(cells, now, order=order), local_day(now))
        self._short = {number.lstrip("0"): number for number in numbers if number.startswith("0")}

    def read(self) -> Read:
        about: dict[str, list[Line]] = {}
        failed: list[Failed] = []
        elsewhere: list[int] = []
        for line in self._table.lines:
            number = self._table.cell(line, CHILD)
            if lost := self._wrong_number(number):
                failed.append(Failed(line.number, lost))
            elif _key(number) in self._numbers:
                about.setdefault(_key(number), []).append(line)
            else:
                elsewhere.append(line.number)
        said: dict[str, Mapping[str, Any]] = {}
        kept: dict[str, int] = {}
        twice: list[Failed] = []
        for key, several in about.items():
            line, *others = [one for one in several if one.number in self._chosen] or several
            for other in others:
                differs = self._difference(line, other)
                (failed if differs else twice).append(Failed(other.number, self._double(line, differs)))
            kept[key] = line.number
            said[key], wrong = self._values(line)
            failed += [Failed(line.number, one) for one in wrong]
        return Read(
            said=said,
            lines=kept,
            failed=tuple(sorted(failed, key=lambda one: one.number)),
            twice=tuple(twice),
            elsewhere=tuple(elsewhere),
            remarks=self._table.remarks,
            headings=self._table.headings,
        )

    def _wrong_number(self, number: str) -> str:
        if is_cut(number):
            return (
                f"“{number}” is a number that a spreadsheet has cut: format the column as text and write the "
                "child's number again"
            )
        longer = self._short.get(_key(number))
        if longer and _key(number) not in self._numbers:
            return (
                f"“{number}” is the number of no child here, but {longer} is: the zeros before it seem lost"
            )
        return ""

    def _difference(self, line: Line, other: Line) -> str:
        """Return in which columns two lines differ, with what they say."""
        pairs = ((field, *(self._table.cell(one, field) for one in (line, other))) for field in self._fields)
        return ", ".join(
            f"{self._heading(field)} “{first}” and “{second}”"
            for field, first, second in pairs
            if first != second
        )

    def _double(self, line: Line, differs: str) -> str:
        child = self._table.cell(line, CHILD)
        if not differs:
            return f"line {line.number} says the same of {child}"
        return (
            f"line {line.number} says otherwise of the same child, {child}: {differs}. Leave one of them "
            f"out, or say which counts: --lines {line.number}"
        )

    def _values(self, line: Line) -> tuple[dict[str, Any], list[str]]:
        values: dict[str, Any] = {}
        wrong: list[str] = []
        if line.number in self._table.parted:
            wrong.append("it has more cells than there are headings: a cell has the sign between cells in it")
        for field in self._fields:
            words = self._table.cell(line, field)
            if kind := self._faulty.get((line.number, self._table.columns[field])):
                wrong.append(f"{self._heading(field)}: “{words}” is {kind}")
            elif words:
                try:
                    values[field] = self._days.read(words) if field in DAYS else fact(field, words)
                except ValueError as problem:
                    wrong.append(f"{self._heading(field)}: {problem}")
        return values, wrong

    @property
    def _fields(self) -> list[str]:
        return [field for field in self._table.columns if field != CHILD]

    def _heading(self, field: str) -> str:
        return self._table.headings[self._table.columns[field]].strip()


class _Days:
    """Reads the days of a census: days that have come."""

    def __init__(self, days: Days, today: date) -> None:
        self._days, self._today = days, today

    def read(self, words: str) -> date:
        """Return the day.

        Raises:
            ValueError: with a sentence, if it is none or lies ahead.
        """
        day = self._days.read(words)
        if day.on is None:
            if day.why is Why.WRONG:
                raise ValueError(day.said)
            meant = f" ({day.said})" if day.said else ""
            raise ValueError(f"“{words}” is no date: {day.why}{meant}; write it as 2026-03-05")
        if day.on > self._today:
            raise ValueError(f"{say_when(day.on)} lies ahead")
        return day.on


def remarks(table: Read) -> Iterator[Remark]:
    """Yield what has to be said of a table beside what is wrong in its lines."""
    wrong = {one.number for one in table.failed}
    yield from (one for one in table.remarks if one.number not in wrong or one.column < 0)


def _key(number: str) -> str:
    return number.strip().casefold()


def told(about: About) -> list[tuple[str, ...]]:
    """Return what is known, as rows below headings."""
    rows: list[tuple[str, ...]] = []
    for facts in about.census:
        child = find(about.children, facts.id)
        name = (child.local_id or child.name) if child else facts.id
        fields = (field for field in _HEADINGS if field != CHILD and getattr(facts, field))
        known = (f"{field}={_said(getattr(facts, field))}" for field in fields)
        rows.append((name, ", ".join(part for part in known if not part.endswith("=not known"))))
    return [("CHILD", "KNOWN"), *rows] if rows else []


def _said(value: Any) -> str:
    return " ".join(value) if isinstance(value, tuple) else str(getattr(value, "value", value))
