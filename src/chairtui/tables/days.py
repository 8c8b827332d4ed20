"""The days of a table: each as it is written, or none. No day is made up.

A day is one with its year. In figures the day comes first, as in England. Where a day of the table can only
have the month first (02/28/2026), those that can be read either way are none until somebody says which it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from chairtui.core.calendar.days import NoSuchDay, NotADate, NoYear
from chairtui.core.calendar.when import WhichTime, read_written, say_when
from chairtui.tables.damaged import EMPTY_DATE, is_serial

LONGEST = 40
"""Characters that a day may take."""

_FIGURE = re.compile(r"\d")
_FIGURES = re.compile(r"(?<!\d)\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})(?!\d)")
_ZERO = date(1899, 12, 30)
"""Day 0 of a spreadsheet, as it counts from March 1900 on."""
_COMPACT = re.compile(r"(19|20)\d\d[01]\d[0-3]\d")
_YEAR = re.compile(r"(?:year\s*)?((?:19|20)\d\d)\s*[:.–-]?", re.IGNORECASE)
_EARLIEST = 1901
"""Spreadsheets and databases show an empty cell as a day of 1899, 1900 or 1 January 1904."""
_EMPTY = date(1904, 1, 1)


class Why(StrEnum):
    """Why something is no day."""

    NOTHING = "nothing is written"
    NO_YEAR = "the year is missing"
    NOT_A_DAY = "it is no day with month and year"
    ORDER = "the day or the month may come first"
    EMPTY = "it is how a spreadsheet shows an empty date"
    SERIAL = "it is a number by which a spreadsheet counts days"
    WRONG = "there is no such day"


class Order(StrEnum):
    """Which comes first in a date of figures."""

    DAY = "day"
    MONTH = "month"


class Day(Struct, frozen=True):
    """What is understood of a cell that should have a day."""

    on: date | None = None
    timed: bool = False
    """Whether a time is written with it."""
    why: Why | None = None
    """Why it is no day, or is one only because somebody said so."""
    said: str = ""
    """A sentence about what is wrong, where there is one."""

    @property
    def meant(self) -> bool:
        """Whether it is meant to be a day, even if it is none that can be taken."""
        return self.on is not None or self.why not in (Why.NOTHING, Why.NOT_A_DAY)


class Days:
    """Reads the days of a table; what they are written like is found out from all of them."""

    def __init__(
        self,
        cells: Iterable[str],
        now: datetime,
        *,
        order: Order | None = None,
        serials: bool = False,
        past: bool = True,
    ) -> None:
        """Look at all cells that have days, as of `now`.

        Args:
            cells: of all columns of the table that have days.
            now: to tell of which century two figures for a year are.
            order: what somebody answered; nothing while nobody did.
            serials: whether numbers are days, as spreadsheets count them.
            past: whether the days lie behind `now`.
        """
        self._now, self._order, self._serials, self._past = now, order, serials, past
        self._known: dict[str, Day] = {}
        self._ones: dict[tuple[str, bool], Day] = {}
        both = [self._both(cell) for cell in set(cells) if _FIGURES.search(cell) and len(cell) <= LONGEST]
        self.month_first = sum(one.on is None and other.on is not None for one, other in both)
        """How many different days can only have the month first."""
        self.day_first = sum(one.on is not None and other.on is None for one, other in both)
        self.either = sum(
            one.on is not None and other.on is not None and one.on != other.on for one, other in both
        )

    @property
    def asks(self) -> bool:
        """Whether somebody has to say which comes first, day or month."""
        return self.month_first > 0 and self._order is None

    def read(self, cell: str) -> Day:
        """Return what is understood of a cell."""
        if cell not in self._known:
            self._known[cell] = self._read(cell.strip())
        return self._known[cell]

    def _read(self, words: str) -> Day:
        if not words:
            return Day(why=Why.NOTHING)
        if words == EMPTY_DATE:
            return Day(why=Why.EMPTY)
        if is_serial(words):
            on = _ZERO + timedelta(days=int(float(words)))
            return (
                Day(on, why=Why.SERIAL)
                if self._serials
                else Day(why=Why.SERIAL, said=f"it would be {say_when(on)}")
            )
        if not _FIGURE.search(words) or len(words) > LONGEST:
            return Day(why=Why.NOT_A_DAY)
        if _COMPACT.fullmatch(words):
            words = f"{words[:4]}-{words[4:6]}-{words[6:]}"
        return self._not_empty(self._ordered(words))

    def _ordered(self, words: str) -> Day:
        if not _FIGURES.search(words):
            return self._one(words)
        day, month = self._both(words)
        if day.on == month.on or not (self.month_first or self._order):
            return day
        if self._order is None:
            return day if month.on is None else Day(why=Why.ORDER)
        return month if self._order is Order.MONTH and month.on else day

    def _both(self, words: str) -> tuple[Day, Day]:
        return self._one(words.strip()), self._one(words.strip(), month_first=True)

    def _one(self, words: str, *, month_first: bool = False) -> Day:
        if (words, month_first) not in self._ones:
            self._ones[words, month_first] = self._alone(words, month_first=month_first)
        return self._ones[words, month_first]

    def _alone(self, words: str, *, month_first: bool) -> Day:
        try:
            when = read_written(words, self._now, past=self._past, month_first=month_first)
        except WhichTime as unclear:
            return Day(unclear.on, timed=True)
        except NoYear:
            return Day(why=Why.NO_YEAR)
        except NoSuchDay as problem:
            return Day(why=Why.WRONG, said=str(problem))
        except NotADate:
            return Day(why=Why.NOT_A_DAY)
        return Day(when.on, timed=when.timed)

    @staticmethod
    def _not_empty(day: Day) -> Day:
        empty = day.on is not None and (day.on.year < _EARLIEST or day.on == _EMPTY)
        return Day(why=Why.EMPTY) if empty else day


def year_alone(words: str) -> int:
    """Return the year that stands alone in a cell, as above the lines of that year; 0 for none."""
    year = _YEAR.fullmatch(words.strip())
    return int(year[1]) if year else 0
