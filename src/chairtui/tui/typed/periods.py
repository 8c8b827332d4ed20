"""Times from when until when, as people type them: `fri 9am to 11am`, `tomorrow`, `5 mar to 9 mar`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, time, timedelta

from chairtui.core.calendar.clocks import say_clock
from chairtui.core.calendar.days import NotADate
from chairtui.core.calendar.deadlines import day_begins, local_day, london
from chairtui.core.calendar.when import When, WhichTime, read_when, say_when
from chairtui.core.preparing import Period

_UNTIL = re.compile(r"\s+(?:to|till|until)\s+|\s*[–—]\s*|\s+-\s+")


def read_periods(text: str, now: datetime) -> tuple[Period, ...]:
    """Return the periods that were typed, one a line; a day alone is the whole of it.

    Raises:
        ValueError: with a sentence that names the line.
    """
    periods = []
    for number, line in enumerate(filter(None, map(str.strip, text.split("\n"))), 1):
        try:
            periods.append(_period(line, now))
        except NotADate as problem:
            raise ValueError(f"Line {number}: {problem}") from None
    return tuple(periods)


def _period(line: str, now: datetime) -> Period:
    first, *rest = _UNTIL.split(line, maxsplit=1)
    start = read_when(first, now)
    end = _end(rest[0], start, now) if rest else start
    starts_at = start.at or day_begins(start.on)
    ends_at = end.at if end.at and rest else day_begins(end.on + timedelta(days=1))
    if ends_at <= starts_at:
        raise NotADate(f"“{line}” ends before it begins.")
    return Period(starts_at=starts_at, ends_at=ends_at)


def _end(words: str, start: When, now: datetime) -> When:
    try:
        return read_when(f"{start.on.isoformat()} {words}", now)
    except WhichTime:
        raise
    except NotADate:
        return read_when(words, now)


def say_periods(periods: Iterable[Period]) -> str:
    """Return periods as they can be typed again, one a line."""
    return "\n".join(map(say_period, periods))


def say_period(period: Period) -> str:
    """Return one period, whole days without their hours."""
    first, last = london(period.starts_at), london(period.ends_at)
    if first.time() == last.time() == time():
        end = local_day(period.ends_at) - timedelta(days=1)
        days = [say_when(local_day(period.starts_at)), say_when(end)]
        return " to ".join(dict.fromkeys(days))
    if first.date() == last.date():
        return f"{say_when(period.starts_at)} to {say_clock(period.ends_at)}"
    return f"{say_when(period.starts_at)} to {say_when(period.ends_at)}"
