"""A birth as people type it: a day, `May 2011`, `2011`, `15`, `about 15`, `14 to 16`, `5 weeks`, `not known`.

After it may stand `estimated` or `disputed`, after an age also the day on which the child was that old
(`about 15 on 3 mar 2025`); without one it is the age today. “About” is an estimate, and a year either way:
how far it reaches is the program's own choice and rests on no guidance.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from chairtui.core.births import OLDEST, PER_YEAR, UNWRITTEN, Birth, born_between, check_birth
from chairtui.core.calendar.days import MONTHS, NotADate, place_of
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.calendar.when import read_day
from chairtui.core.change import Refused
from chairtui.core.children import Child
from chairtui.core.vocabulary import AgeUnit, Certainty
from chairtui.text import clean

EXAMPLES = "5 mar 2011, May 2011, 2011, about 15, 14 to 16, 6 months, 5 weeks, or “not known”"

_DOUBT = re.compile(r"[ ,(]+(estimated|(?:age )?disputed)\)?$")
_AGED = re.compile(
    r"(?P<about>about |approx\.? |around |c\.? )?(?:aged? )?(?:between )?(?P<first>\d{1,3})"
    r"(?:(?: to | or | and | ?[-–] ?)(?P<last>\d{1,3}))?"
    r"(?: ?(?P<unit>years?|yrs?|months?|mths?|weeks?|wks?|days?)(?: old)?)?(?: on (?P<on>.+))?",
    re.ASCII,
)
_NAMED_MONTH = re.compile(r"([a-z]{3,9})\.?,? (\d{4})", re.ASCII)
_MONTH = re.compile(r"(\d{1,2})[/.](\d{4})", re.ASCII)
_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)
_YEAR = re.compile(r"(?:in )?(\d{4})", re.ASCII)
_UNBORN = re.compile(
    r"(?:(?:unborn|not (?:yet )?born(?: yet)?)[ ,(]*)?(?:(?:due|expected)(?: on| by)? (?P<on>[^)]+)\)?)?"
)
_UNITS = {"y": AgeUnit.YEARS, "m": AgeUnit.MONTHS, "w": AgeUnit.WEEKS, "d": AgeUnit.DAYS}
"""By how its name begins: in what an age is told."""
_NOT_KNOWN = frozenset({"not known", "unknown", "?", "nk"})


def read_child(child_id: str, line: str, now: datetime) -> Child:
    """Return the child that one line means: the name, and after a comma the birth as `read_birth` takes it.

    Of an unborn child stands there when the birth is expected: `Baby H, due 5 jun`.

    Raises:
        NotADate: with one sentence.
    """
    name, _, words = (part.strip() for part in line.partition(","))
    unborn = _UNBORN.fullmatch(" ".join(words.casefold().split()))
    if words and unborn:
        if not unborn["on"]:
            raise NotADate(
                f"Say when an unborn child is expected: {name}, due 5 jun. If that is not known, "
                f"let the name say it: Unborn {name}."
            )
        return Child(id=child_id, name=name, expected_on=read_day(unborn["on"], now))
    try:
        born_on, birth = read_birth(words, now)
    except NotADate as error:
        raise NotADate(f"{error} Of an unborn child: {name}, due 5 jun.") from None
    return Child(id=child_id, name=name, born_on=born_on, birth=birth)


def read_birth(text: str, now: datetime) -> tuple[date | None, Birth]:
    """Return the day of birth, or how far the birth is known, that `text` means at the moment `now`.

    Raises:
        NotADate: with one sentence to show beside the field.
    """
    typed = clean(text, multiline=False, limit=60).strip()
    words = " ".join(typed.casefold().split()).removeprefix("born ")
    if not words:
        return None, UNWRITTEN
    if words in _NOT_KNOWN:
        return None, Birth(certainty=Certainty.NOT_KNOWN)
    certainty = Certainty.AS_SAID
    if doubt := _DOUBT.search(words):
        certainty = Certainty.ESTIMATED if doubt[1] == "estimated" else Certainty.DISPUTED
        words = words[: doubt.start()]
    birth = _rough(words, certainty, now)
    on = _exact(words, typed, now) if birth is None else None
    child = Child(id="", name="", born_on=on, birth=birth or Birth(certainty=certainty))
    _check(child, local_day(now))
    return on, child.birth


def _check(child: Child, today: date) -> None:
    try:
        check_birth(child)
    except Refused as refused:
        raise NotADate(str(refused)) from None
    between = born_between(child)
    if between and between[0] > today:
        raise NotADate("A date of birth does not lie ahead; give the expected date of an unborn child.")


def _rough(words: str, certainty: Certainty, now: datetime) -> Birth | None:
    if year := _YEAR.fullmatch(words):
        return Birth(year=int(year[1]), certainty=certainty)
    if (named := _NAMED_MONTH.fullmatch(words)) and (place := place_of(named[1], MONTHS)) is not None:
        return Birth(year=int(named[2]), month=place + 1, certainty=certainty)
    if month := _MONTH.fullmatch(words):
        return Birth(year=int(month[2]), month=int(month[1]), certainty=certainty)
    if month := _ISO_MONTH.fullmatch(words):
        return Birth(year=int(month[1]), month=int(month[2]), certainty=certainty)
    aged = _AGED.fullmatch(words)
    return _of_age(aged, certainty, now) if aged else None


def _of_age(aged: re.Match[str], certainty: Certainty, now: datetime) -> Birth:
    first = int(aged["first"])
    last = int(aged["last"] or first)
    unit = _UNITS[(aged["unit"] or "y")[0]]
    if last > OLDEST * PER_YEAR[unit]:
        raise NotADate(
            f"{last}{'' if unit is AgeUnit.YEARS else f' {unit.value}'} is no age of a child; try {EXAMPLES}."
        )
    on = read_day(aged["on"], now, past=True) if aged["on"] else local_day(now)
    if on > local_day(now):
        raise NotADate("The day on which the child was that old does not lie ahead.")
    if aged["about"]:
        first, last = max(first - 1, 0), last + 1
        certainty = Certainty.ESTIMATED if certainty is Certainty.AS_SAID else certainty
    return Birth(youngest=first, oldest=last, aged_on=on, unit=unit, certainty=certainty)


def _exact(words: str, typed: str, now: datetime) -> date:
    try:
        return read_day(words, now, past=True)
    except NotADate as error:
        if " is no date that can be read; " in str(error):
            raise NotADate(f"“{typed}” says no birth that can be read; try {EXAMPLES}.") from None
        raise
