"""Days as people write them, with day, month and mostly a year: the day comes first, as in England."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from msgspec import Struct

from chairtui.text import pattern

MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
YEARS = range(1900, 2200)
"""Years that a meeting can be about; anything else is a slip of the finger."""


class NotADate(ValueError):
    """What was typed is no date or time; the message is one sentence that says what would be."""


class NoYear(NotADate):
    """A day is written without its year, where only a whole day counts."""


class NoSuchDay(NotADate):
    """A day is written that is in no calendar, or a weekday that it is not."""


class Reading(Struct, frozen=True):
    """How a day is read."""

    today: date
    past: bool = False
    """Whether a day without a year, or with two figures for it, lies behind today."""
    whole: bool = False
    """Whether a day has to have a year, and nothing counts from today."""
    month_first: bool = False
    """Whether the month comes first in figures, as in the United States."""


_ISO_DAY = pattern(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", re.ASCII)
_NUMBERS = pattern(r"(\d{1,2})(?:/(\d{1,2})|([/.-])(\d{1,2})\3(\d{4}|\d{2}))", re.ASCII)
_DAY_MONTH = pattern(
    r"(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]?([a-z]{3,9})[.,]?(?:[ -](\d{4}|\d{2}))?", re.ASCII
)
_MONTH_DAY = pattern(r"([a-z]{3,9})\.? ?(\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?", re.ASCII)
_SOON = timedelta(days=366)


def calendar_day(words: str, how: Reading) -> date | None:
    """Return the day that small letters and figures name, or nothing if they name none.

    Raises:
        NotADate: there is no such day; `NoYear` where the year is missing and needed.
    """
    if iso := _ISO_DAY().fullmatch(words):
        year, month, day = map(int, iso.groups())
        return real_day(year, month, day)
    if numbers := _NUMBERS().fullmatch(words):
        first, second = int(numbers[1]), int(numbers[2] or numbers[4])
        day, month = (second, first) if how.month_first else (first, second)
        return _in_year(numbers[5], month, day, how)
    for asked, name, number in ((_DAY_MONTH, 2, 1), (_MONTH_DAY, 1, 2)):
        said = asked().fullmatch(words)
        if said and (index := place_of(said[name], MONTHS)) is not None:
            return _in_year(said[3], index + 1, int(said[number]), how)
    return None


def place_of(word: str, names: tuple[str, ...]) -> int | None:
    """Return which of `names` the word shortens: wed, weds, sept."""
    stem = word.removesuffix("s")
    if len(stem) < 3:
        return None
    return next((n for n, name in enumerate(names) if name.casefold().startswith(stem)), None)


def _in_year(typed: str | None, month: int, day: int, how: Reading) -> date:
    if typed and len(typed) == 4:
        return real_day(int(typed), month, day)
    today = how.today
    if typed:
        day_meant = real_day(today.year // 100 * 100 + int(typed), month, day)
        latest = today + _SOON if how.whole else today
        return real_day(day_meant.year - 100, month, day) if how.past and day_meant > latest else day_meant
    if how.whole:
        raise NoYear("The year is missing.")
    step = -1 if how.past else 1
    if 1 <= month <= 12 and 1 <= day <= monthrange(today.year, month)[1]:
        day_meant = date(today.year, month, day)
        if (day_meant - today).days * step >= 0:
            return day_meant
    elif not (month == 2 and day == 29):
        return real_day(today.year, month, day)
    return real_day(today.year + step, month, day)


def real_day(year: int, month: int, day: int) -> date:
    """Return a day that there is.

    Raises:
        NoSuchDay: there is none.
    """
    if not 1 <= month <= 12:
        raise NoSuchDay(f"There is no month {month}: the day comes first, as in 05/03/2026.")
    if year not in YEARS:
        raise NoSuchDay(f"The year {year} is too far away: is it a slip?")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise NoSuchDay(f"There is no {day} {MONTHS[month - 1]} {year}: that month has {last} days.")
    return date(year, month, day)
