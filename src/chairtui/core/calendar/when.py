"""Dates and times as people type them, read in England's time and said back.

What can be typed, with or without a time after the day (`14:00`, `14.00`, `2pm`, `2:30 pm`, `noon`):

- `now`, `today`, `tomorrow`, `yesterday`, or a time alone, which means today;
- `+2wd` in two working days, `+3d`, `+2w`, `+4h`, `+30min`; `-2d` and the like for the past;
- `fri` the next Friday that is not today, `next fri` the Friday of next week, `last fri` the latest one gone;
- `5 mar`, `5 march 2026`, `5/3`, `05/03/2026` (the day first, always), `2026-03-05`, ISO 8601.

A day without a year is the next such day within a year; for what lies behind (a date of birth, an as-of date)
`past=True` prefers the latest one gone, and so it does for a bare weekday.

A time that clocks skip when they change is refused; one that comes twice asks for `GMT` or `BST` after it.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

import msgspec

from chairtui.core.calendar.clocks import say_clock
from chairtui.core.calendar.days import MONTHS, YEARS, NoSuchDay, NotADate, Reading, calendar_day, place_of
from chairtui.core.calendar.deadlines import LONDON, add_working_days, local_day
from chairtui.text import clean, pattern

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EXAMPLES = "tomorrow 14:00, fri 9am, 5 mar, +2wd or 2026-03-05"


class WhichTime(NotADate):
    """The time that was typed is skipped by the clocks, or comes twice; its day is certain."""

    def __init__(self, words: str, on: date) -> None:
        super().__init__(words)
        self.on = on


class When(msgspec.Struct, frozen=True):
    """A day in England, and the instant if a time was given."""

    on: date
    at: datetime | None = None
    """In UTC."""

    @property
    def timed(self) -> bool:
        """Whether a time was given."""
        return self.at is not None


class Dated(msgspec.Struct, frozen=True):
    """When something was written: an instant, or a day of which no time is known."""

    at: datetime
    """The instant, in UTC; with a day, when it was taken in: by then it was there."""
    on: date | None = None
    """The day in England that was written, where the time was not."""

    @property
    def when(self) -> When:
        """What can be said of it: a day without a time stays a day."""
        return When(self.on) if self.on else When(local_day(self.at), self.at)

    def is_after(self, moment: datetime) -> bool | None:
        """Say whether it was after a moment; nothing where it is of the same day, at a time nobody knows."""
        if self.on is None or self.at < moment:
            return self.at > moment
        return None if self.on == local_day(moment) else self.on > local_day(moment)


def read_when(text: str, now: datetime, *, past: bool = False) -> When:
    """Return the day, and the instant if a time was typed, that `text` means at the moment `now`.

    Raises:
        NotADate: with one sentence to show beside the field.
        ValueError: `now` has no zone.
    """
    typed = clean(text, multiline=False, limit=60).strip()
    return _checked(typed, now, Reading(local_day(now), past))


def read_written(text: str, now: datetime, *, past: bool = False, month_first: bool = False) -> When:
    """Return the day, and the instant if there is a time, that stands in somebody's file, read at `now`.

    Only a day with its year is one: what counts from now (`+2w`, `today`, `fri`, a time alone) is none there.
    Two figures of a year are of this century, unless with `past` they would lie more than a year ahead.

    Raises:
        NotADate: with one sentence; `NoYear` if it is a day and only the year is missing.
        WhichTime: the day is certain, its time is not.
    """
    typed = clean(text, multiline=False, limit=60).strip()
    how = Reading(local_day(now), past, whole=True, month_first=month_first)
    return _checked(_IDLE().sub("", typed), now, how)


def read_day(text: str, now: datetime, *, past: bool = False) -> date:
    """Return the day that `text` means, whatever time is typed with it.

    Raises:
        NotADate: with one sentence to show beside the field.
    """
    try:
        return read_when(text, now, past=past).on
    except WhichTime as unclear:
        return unclear.on


def say_when(value: When | date | datetime, now: datetime | None = None) -> str:
    """Return the readable echo, as in “Thu 5 Mar 2026 14:00”.

    With `now`, a day next to it is named as well: “Thu 5 Mar 2026 14:00 (tomorrow)”. Either
    can be read back by `read_when`.
    """
    if isinstance(value, datetime):
        value = When(local_day(value), value)
    elif isinstance(value, date):
        value = When(value)
    day = value.on
    said = f"{DAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"
    if value.at is not None:
        said += f" {say_clock(value.at)}"
    if now is not None and (near := _NEAR.get((day - local_day(now)).days)):
        said += f" ({near})"
    return said


def say_kept(day: str, none: str = "no day") -> str:
    """Return the same echo of a day that a list over all meetings keeps as 2026-03-05, or `none` for ""."""
    return say_when(date.fromisoformat(day)) if day else none


def say_agreed(day: str, at: datetime | None) -> str:
    """Return the echo of the day that a list keeps, with the time on it where one was agreed."""
    return say_when(at) if at else say_kept(day)


def say_near(value: date | datetime, today: date) -> str:
    """Return a day as it is read at a glance: `today 14:00`, `Fri 14:00` in the coming week, `24 Nov 14:00`.

    A day of another year has its year and no time. The whole date stands in `say_when`.
    """
    day = local_day(value) if isinstance(value, datetime) else value
    away = (day - today).days
    short = f"{day.day} {MONTHS[day.month - 1][:3]}"
    if day.year != today.year and away not in _NEAR and not 1 < away < len(DAYS):
        return f"{short} {day.year}"
    said = _NEAR.get(away) or (DAYS[day.weekday()][:3] if 1 < away < len(DAYS) else short)
    return f"{said} {say_clock(value)}" if isinstance(value, datetime) else said


_NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}
_NO_TIME = timedelta(0)
_SUMMER = timezone(timedelta(hours=1))

_UNITS = {
    "wd": "wd", "working day": "wd", "working days": "wd",
    "d": "d", "day": "d", "days": "d",
    "w": "w", "wk": "w", "week": "w", "weeks": "w",
    "h": "h", "hr": "h", "hrs": "h", "hour": "h", "hours": "h",
    "min": "min", "mins": "min", "minute": "min", "minutes": "min",
}  # fmt: skip

_AMOUNT = pattern(rf"([+-]) ?(\d{{1,4}}) ?({'|'.join(sorted(_UNITS, key=len, reverse=True))})", re.ASCII)
_CLOCK = (
    r"(?:at )?(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?(?::(?P<second>\d{2}))? ?(?P<half>[ap])\.?m\.?"
    r"|(?P<h24>\d{1,2})[:.](?P<m24>\d{2})(?::(?P<s24>\d{2}))?|(?P<word>noon|midday))(?: ?(?P<zone>gmt|bst))?"
)
_CLOCK_LAST = pattern(rf"(?:^|(?<=[ ,])){_CLOCK}$", re.ASCII)
_CLOCK_FIRST = pattern(rf"^{_CLOCK}(?=[ ,])", re.ASCII)
_ISO_INSTANT = pattern(r"\d{4}-\d{2}-\d{2}(?:t.*|[t ]\d{2}:?\d{2}.*(?:z|[+-]\d{2}(?::?\d{2})?))", re.ASCII)
_IDLE = pattern(r"(?<=:\d\d)\.0{1,7}$", re.ASCII)
"""Parts of a second that an export from a database writes after a day."""
_WEEKDAY = pattern(r"(?:(next|last|this|on) )?([a-z]{3,9})\b[.,]? ?(.*)", re.ASCII)


def _checked(typed: str, now: datetime, how: Reading) -> When:
    try:
        when = _read(" ".join(typed.casefold().split()), typed, now, how)
    except OverflowError:
        raise NotADate(f"“{typed}” is too far away.") from None
    if when.on.year not in YEARS:
        raise NotADate(f"The year {when.on.year} is too far away: is it a slip?")
    return when


def _read(text: str, typed: str, now: datetime, how: Reading) -> When:
    """Read `text`, which is `typed` folded to one case and single spaces."""
    text = re.sub(r" ?\((?:yesterday|today|tomorrow)\)$", "", text)
    if _ISO_INSTANT().fullmatch(text):
        return _iso(text, typed)
    if not how.whole and (counted := _from_now(text, now)):
        return counted
    clock = _CLOCK_LAST().search(text) or _CLOCK_FIRST().search(text)
    words = (text[: clock.start()] + text[clock.end() :]).strip(" ,").removeprefix("on ") if clock else text
    alone = clock is not None and not words and not how.whole
    day = how.today if alone else _day(words, how)
    if day is None:
        raise NotADate(
            f"“{typed}” is no date that can be read; try {EXAMPLES}." if typed else f"Try {EXAMPLES}."
        )
    return _at(day, clock) if clock else When(day)


def _from_now(text: str, now: datetime) -> When | None:
    if text == "now":
        return When(local_day(now), now.astimezone(UTC))
    if (amount := _AMOUNT().fullmatch(text)) and _UNITS[amount[3]] in {"h", "min"}:
        at = now.astimezone(UTC) + _stretch(amount)
        return When(local_day(at), at)
    return None


def _stretch(amount: re.Match[str]) -> timedelta:
    unit = {"d": "days", "w": "weeks", "h": "hours", "min": "minutes"}[_UNITS[amount[3]]]
    return timedelta(**{unit: int(amount[1] + amount[2])})


def _iso(text: str, typed: str) -> When:
    try:
        at = datetime.fromisoformat(text.upper())
    except ValueError:
        raise NotADate(f"“{typed}” is no date and time; write it as 2026-03-05T14:00.") from None
    at = at.astimezone(UTC) if at.tzinfo else _in_england(at)
    return When(local_day(at), at)


def _at(day: date, clock: re.Match[str]) -> When:
    hour, minute, second = (
        int(clock[of_half] or clock[of_day] or 0)
        for of_half, of_day in (("hour", "h24"), ("minute", "m24"), ("second", "s24"))
    )
    said = clock[0].removeprefix("at ")
    if clock["word"]:
        hour = 12
    elif clock["half"]:
        if not 1 <= hour <= 12:
            raise NotADate(f"“{said}” is no time: with am or pm the hour is 1 to 12.")
        hour = hour % 12 + (12 if clock["half"] == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise NotADate(f"“{said}” is no time: hours run from 00 to 23 and minutes from 00 to 59.")
    local = datetime.combine(day, time(hour, minute, second))
    zone = {"gmt": UTC, "bst": _SUMMER, None: None}[clock["zone"]]
    at = local.replace(tzinfo=zone).astimezone(UTC) if zone else _in_england(local)
    return When(local_day(at), at)


def _in_england(local: datetime) -> datetime:
    """Return the instant at which clocks in England show a time.

    Raises:
        WhichTime: they never do, or twice.
    """
    first, second = (local.replace(tzinfo=LONDON, fold=fold) for fold in (0, 1))
    before, after = first.utcoffset() or _NO_TIME, second.utcoffset() or _NO_TIME
    said = f"{local:%H:%M} on {say_when(local.date())}"
    if before < after:
        raise WhichTime(f"{said} does not exist: the clocks go forward past it.", local.date())
    if before > after:
        ways = f"{local:%H:%M} {first.tzname()} for the first, {local:%H:%M} {second.tzname()} for the second"
        raise WhichTime(f"{said} comes twice, because the clocks go back: write {ways}.", local.date())
    return first.astimezone(UTC)


def _day(words: str, how: Reading) -> date | None:
    today = how.today
    if not how.whole:
        for offset, word in _NEAR.items():
            if words == word:
                return today + timedelta(days=offset)
        if amount := _AMOUNT().fullmatch(words):
            if _UNITS[amount[3]] == "wd":
                return add_working_days(today, int(amount[1] + amount[2]))
            return today + _stretch(amount) if _UNITS[amount[3]] in {"d", "w"} else None
    if (named := _WEEKDAY().fullmatch(words)) and (weekday := place_of(named[2], DAYS)) is not None:
        return _on_weekday(named, weekday, how)
    return calendar_day(words, how)


def _on_weekday(named: re.Match[str], weekday: int, how: Reading) -> date | None:
    if named[3]:
        day = calendar_day(named[3], how)
        if day is not None and day.weekday() != weekday:
            raise NoSuchDay(f"{say_when(day)[4:]} is a {DAYS[day.weekday()]}, not a {DAYS[weekday]}.")
        return day if named[1] in {None, "on"} else None
    if how.whole:
        return None
    today = how.today
    ahead = (weekday - today.weekday()) % 7
    if named[1] == "last" or (how.past and named[1] in {None, "on"}):
        return today - timedelta(days=7 - ahead)
    if named[1] == "next":
        return today + timedelta(days=weekday - today.weekday() + 7)
    if named[1] == "this":
        return today + timedelta(days=ahead)
    return today + timedelta(days=ahead or 7)
