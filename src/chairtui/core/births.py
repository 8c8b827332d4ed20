"""When a child was born, as exactly as it is known and never more exactly: a day, a month, a year or an age.

What is known has one meaning: the days between which the child was born. Whoever asks how old a child is asks
`ages`, and whoever says it asks `birth_words` or `age_words`.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from chairtui.core.calendar.days import MONTHS, YEARS
from chairtui.core.calendar.when import say_when
from chairtui.core.change import say
from chairtui.core.vocabulary import AgeUnit, Certainty

if TYPE_CHECKING:
    from chairtui.core.children import Child

OLDEST = 25
"""An age above it is no age that a child is said to have."""


class Birth(Struct, frozen=True, kw_only=True):
    """How far it is known when a child was born whose day of birth is not, and who says so.

    Beside a day of birth it says only that the age is disputed, and by whom.
    """

    year: int | None = None
    month: int | None = None
    """1 to 12, of that year."""
    youngest: int | None = None
    """The least age in whole years, or in the months, weeks or days of `unit`, that the child had on a day.

    “About 15” is 14 to 16: a year either way is the program's own choice and rests on no guidance.
    """
    oldest: int | None = None
    aged_on: date | None = None
    """The day of that age."""
    unit: AgeUnit = AgeUnit.YEARS
    """In what that age is told: of a baby in months, weeks or days."""
    certainty: Certainty = Certainty.AS_SAID
    source: str = ""
    """Who says so, or from what it is taken."""


PER_YEAR = {AgeUnit.YEARS: 1, AgeUnit.MONTHS: 12, AgeUnit.WEEKS: 52, AgeUnit.DAYS: 366}
"""How many of each a year has at most, to tell an age from a slip."""

UNWRITTEN = Birth()


def is_written(child: Child) -> bool:
    """Say whether anything is written of a birth that has been, if only that its day is not known.

    That it is not known tells of no birth where the child is said to be expected, or not born yet.
    """
    not_known = child.birth.certainty is Certainty.NOT_KNOWN and not _said_unborn(child)
    return not_known or child.born_on is not None or _is_rough(child.birth)


def says_unborn(words: str) -> bool:
    """Say whether what somebody is called says that they are not born: “Unborn baby Farrow”."""
    return "unborn" in re.findall(r"\w+", words.casefold())


def awaited(child: Child) -> bool:
    """Say whether a child is not born yet: a day or the name says so, and nothing is written of a birth."""
    return not is_written(child) and _said_unborn(child)


def _said_unborn(child: Child) -> bool:
    return child.expected_on is not None or says_unborn(child.name)


def born_between(child: Child) -> tuple[date, date] | None:
    """Return the first and the last day on which a child may have been born; nothing if it is not known."""
    birth = child.birth
    if child.born_on:
        return child.born_on, child.born_on
    if birth.year and birth.month:
        last = monthrange(birth.year, birth.month)[1]
        return date(birth.year, birth.month, 1), date(birth.year, birth.month, last)
    if birth.year:
        return date(birth.year, 1, 1), date(birth.year, 12, 31)
    if birth.aged_on and birth.youngest is not None and birth.oldest is not None:
        first = _before(birth.aged_on, birth.oldest + 1, birth.unit) + timedelta(days=1)
        return first, _before(birth.aged_on, birth.youngest, birth.unit)
    return None


def is_certain(child: Child) -> bool:
    """Say whether a birth is neither estimated nor disputed, nor said to be not known."""
    return child.birth.certainty is Certainty.AS_SAID


def may_be_born_on(child: Child, day: date | None) -> bool:
    """Say whether a child may have been born on a day that is written elsewhere, or nowhere.

    An estimate, or an age that is disputed, contradicts no other day.
    """
    between = born_between(child) if is_certain(child) else None
    return day is None or between is None or between[0] <= day <= between[1]


def ages(child: Child, day: date) -> tuple[int, int] | None:
    """Return the least and the greatest age in whole years that a child may have on a day.

    Nothing if it is not known, or before the child can have been born.
    """
    between = born_between(child)
    if between is None or day < between[0]:
        return None
    return _age(min(between[1], day), day), _age(between[0], day)


def range_words(youngest: int, oldest: int) -> str:
    """Return ages in words: “15”, “14 or 15”, “14 to 16”."""
    if youngest == oldest:
        return str(oldest)
    return f"{youngest} {'or' if oldest - youngest == 1 else 'to'} {oldest}"


def age_words(child: Child, day: date) -> str:
    """Return the age of a child on a day in words, with how sure it is; empty if it is not known."""
    between = ages(child, day)
    if between is None:
        return ""
    doubt = _doubt(child)
    in_years = child.birth.unit is AgeUnit.YEARS
    if in_years and between[1] - between[0] == 2 and child.birth.certainty is Certainty.ESTIMATED:
        return f"about {between[0] + 1}{doubt}"
    return range_words(*between) + doubt


def as_iso(child: Child) -> str:
    """Return a birth as `2011-05-03`, `2011-05` or `2011`; empty where not even the year is known."""
    if child.born_on:
        return child.born_on.isoformat()
    birth = child.birth
    return f"{birth.year:04}{f'-{birth.month:02}' if birth.month else ''}" if birth.year else ""


def birth_words(child: Child, day: date | None = None) -> str:
    """Return when a child was born or is expected, as exactly as it is known; empty if nothing is written.

    With a day come the ages that the child may have on it.
    """
    birth = child.birth
    if awaited(child):
        return f"expected {say_when(child.expected_on)}" if child.expected_on else "not born yet"
    if not is_written(child):
        return ""
    possible = ages(child, day) if day else None
    aged = f" ({range_words(*possible)})" if possible and day != birth.aged_on else ""
    source = f" ({birth.source.strip()})" if birth.source.strip() else ""
    return f"{_when(child)}{aged}{_doubt(child)}{source}"


def typed_birth(child: Child) -> str:
    """Return what is known of a birth as it can be typed, and read by `births_typed.read_birth`."""
    birth = child.birth
    if birth.certainty is Certainty.NOT_KNOWN:
        return birth.certainty.value
    if birth.aged_on and birth.youngest is not None and birth.oldest is not None:
        unit = "" if birth.unit is AgeUnit.YEARS else f" {_unit(birth)}"
        words = f"{_said_age(birth)}{unit} on {say_when(birth.aged_on)}"
        return words if words.startswith("about") else words + _doubt(child)
    words = say_when(child.born_on) if child.born_on else _month_or_year(birth)
    return words + _doubt(child)


def check_birth(child: Child) -> None:
    """Take what can be known of a birth.

    Raises:
        Refused: it is no month, year or age, or two of them at once, or what is sure is not clear.
    """
    birth = child.birth
    by_year, aged = (birth.year, birth.month), (birth.youngest, birth.oldest, birth.aged_on)
    given = [any(one is not None for one in some) for some in ((child.born_on,), by_year, aged)]
    say(sum(given) < 2, "Give one of these: the day of birth, its month, its year, or an age.")
    month = birth.year in YEARS and (birth.month is None or 1 <= birth.month <= 12)
    say(month or not given[1], "A month of birth is 1 to 12, with a year that is not too far away.")
    say(
        _is_age(birth) or not given[2],
        "An age is 0 to 25 years, the youngest first, with the day on which the child was that old.",
    )
    _check_certainty(child, given=any(given))


def _is_age(birth: Birth) -> bool:
    if birth.youngest is None or birth.oldest is None or birth.aged_on is None:
        return False
    most = OLDEST * PER_YEAR[birth.unit]
    return 0 <= birth.youngest <= birth.oldest <= most and birth.aged_on.year in YEARS


def _check_certainty(child: Child, *, given: bool) -> None:
    certainty, source = child.birth.certainty, child.birth.source.strip()
    known = certainty is not Certainty.NOT_KNOWN
    say(known or not given, "Either the birth is not known, or say how far it is: not both.")
    say(
        certainty is not Certainty.ESTIMATED or not child.born_on,
        "An estimated day would be read as the right one: give the month, the year, or about how old.",
    )
    say(
        given or not known or (certainty is Certainty.AS_SAID and not source),
        "Say when the child was born as far as it is known, or “not known”.",
    )


def _is_rough(birth: Birth) -> bool:
    return any(
        one is not None for one in (birth.year, birth.month, birth.youngest, birth.oldest, birth.aged_on)
    )


def _when(child: Child) -> str:
    birth = child.birth
    if child.born_on:
        return f"born {say_when(child.born_on)}"
    if birth.year:
        return f"born in {_month_or_year(birth)}"
    if birth.aged_on:
        said = _said_age(birth)
        reach = f" ({birth.youngest} to {birth.oldest})" if said.startswith("about") else ""
        return f"{said}{reach} {_unit(birth)} old on {say_when(birth.aged_on)}"
    return "date of birth not known"


def _month_or_year(birth: Birth) -> str:
    month = f"{MONTHS[birth.month - 1]} " if birth.month else ""
    return f"{month}{birth.year}" if birth.year else ""


def _said_age(birth: Birth) -> str:
    youngest, oldest = birth.youngest or 0, birth.oldest or 0
    if birth.certainty is Certainty.ESTIMATED and oldest - youngest == 2:
        return f"about {youngest + 1}"
    return range_words(youngest, oldest)


def _unit(birth: Birth) -> str:
    return birth.unit.value.removesuffix("s") if birth.youngest == birth.oldest == 1 else birth.unit.value


def _doubt(child: Child) -> str:
    certainty = child.birth.certainty
    doubted = certainty in (Certainty.ESTIMATED, Certainty.DISPUTED)
    return f", {certainty.value}" if doubted else ""


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _before(day: date, count: int, unit: AgeUnit) -> date:
    """Return the last day on which somebody was born who is so old on a day."""
    match unit:
        case AgeUnit.YEARS:
            return _years_before(day, count)
        case AgeUnit.MONTHS:
            year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
            return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
        case _:
            return day - timedelta(days=count * (7 if unit is AgeUnit.WEEKS else 1))


def _years_before(day: date, years: int) -> date:
    """Return the last day on which somebody was born who is so many years old on a day."""
    year = day.year - years
    leap_day = (day.month, day.day) == (2, 29)
    return date(year, 2, 28) if leap_day and not isleap(year) else day.replace(year=year)
