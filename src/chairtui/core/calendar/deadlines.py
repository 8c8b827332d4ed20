"""Working days and clocks: the one home of pendulum arithmetic.

A working day is Monday to Friday without England's bank holidays. The starting day is never counted: the
first working day after it is day 1, whether it began on a working day or at a weekend.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from chairtui.core.calendar.bank_holidays import TABLE

if TYPE_CHECKING:
    import pendulum

LONDON = ZoneInfo("Europe/London")

CONFERENCE_WITHIN = 15
"""Working days from the strategy discussion to the initial child protection conference."""

SATURDAY = 5


def day_of(kept: str) -> date | None:
    """Return the day that a list keeps as ISO text; nothing where there is none."""
    return date.fromisoformat(kept) if kept else None


def is_overdue(due_on: date | None, due_at: datetime | None, now: datetime) -> bool:
    """Say whether what is due on a day, or at a time on it, is late at `now` (UTC).

    What is due at a time is late in the next minute, what is due on a day on the next, as it is in England.
    """
    if due_at:
        return due_at < now.replace(second=0, microsecond=0)
    return due_on is not None and due_on < local_day(now)


def days_late(due_on: date | None, today: date) -> str:
    """Return how late what was to be done on a day is: `9 days late`; nothing where it is not late.

    Days are those of the calendar: a child waits at a weekend too.
    """
    late = (today - due_on).days if due_on else 0
    return f"{late} {'day' if late == 1 else 'days'} late" if late > 0 else ""


def how_late(due_on: date | None, due_at: datetime | None, now: datetime) -> str:
    """Return how late what is due on a day, or at a time on it, is at `now` (UTC); nothing if it is not.

    It is said wherever `is_overdue` says that it is late, in these words.
    """
    late = days_late(due_on or (local_day(due_at) if due_at else None), local_day(now))
    return late or ("late today" if is_overdue(due_on, due_at, now) else "")


def late_from(due_at: datetime) -> datetime:
    """Return the instant (UTC) from which what is due at a time is overdue (`is_overdue`)."""
    return due_at.replace(second=0, microsecond=0) + timedelta(minutes=1)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Return the weekdays on which England keeps the bank holidays of `year`, substitute days included.

    None is known before 2000 or after 2100: there, every Monday to Friday counts as a working day.
    """
    days = TABLE.get(year, "").split()
    return frozenset(date(year, int(day[:2]), int(day[2:])) for day in days)


def day_off(day: date) -> str:
    """Return what keeps `day` from being a working day, as people say it; nothing for a working day."""
    if is_working_day(day):
        return ""
    return f"a {day:%A}" if day.weekday() >= SATURDAY else "a bank holiday"


def is_working_day(day: date) -> bool:
    """Tell whether `day` is a working day.

    Raises:
        TypeError: an instant was given, whose day depends on the zone.
    """
    if isinstance(day, datetime):
        raise TypeError("a working day is a date: give local_day(instant)")
    return day.weekday() < 5 and day not in bank_holidays(day.year)


@lru_cache(maxsize=4096)
def add_working_days(day: date, n: int) -> date:
    """Return the `n`th working day after `day`, or before it if `n` is negative; `day` itself if `n` is 0.

    Raises:
        OverflowError: the calendar ends before that.
    """
    step = timedelta(days=1 if n > 0 else -1)
    left = abs(n)
    while left:
        day += step
        left -= is_working_day(day)
    return day


@lru_cache(maxsize=4096)
def working_days_between(start: date, end: date) -> int:
    """Count the working days after `start` up to and including `end`: the number of the day that `end` is.

    An `end` before `start` counts backwards, below nought.
    """
    if end < start:
        return -working_days_between(end, start)
    days = (date.fromordinal(n) for n in range(start.toordinal() + 1, end.toordinal() + 1))
    return sum(map(is_working_day, days))


def conference_due_on(discussion_on: date) -> date:
    """Return the last day for the initial child protection conference.

    Source: Working Together to Safeguard Children 2023, chapter 3: within 15 working days of the strategy
    discussion at which section 47 enquiries were initiated.
    """
    return add_working_days(discussion_on, CONFERENCE_WITHIN)


def london(instant: datetime) -> pendulum.DateTime:
    """Return `instant` as the clocks in England show it.

    Raises:
        ValueError: the instant has no zone.
    """
    import pendulum  # home shows its list without it

    return pendulum.instance(_aware(instant)).in_timezone(_london_for_pendulum())


@cache
def _london_for_pendulum() -> pendulum.Timezone:
    """Return the zone, read once: by its name, pendulum opens the file of the zone each time."""
    import pendulum

    return pendulum.timezone(LONDON.key)


def local_day(instant: datetime) -> date:
    """Return the day in England on which `instant` fell.

    Raises:
        ValueError: the instant has no zone.
    """
    return _aware(instant).astimezone(LONDON).date()


def next_midnight(instant: datetime) -> datetime:
    """Return, in UTC, when the next day begins in England."""
    return day_begins(local_day(instant) + timedelta(days=1))


def day_begins(day: date) -> datetime:
    """Return, in UTC, when a day begins in England."""
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


def _aware(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return instant
