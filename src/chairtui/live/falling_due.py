"""When what a meeting tells of falls due: from then on a rule may say otherwise, though nothing happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, get_args

from msgspec import Struct
from msgspec.structs import fields

from chairtui.core.calendar.deadlines import day_begins
from chairtui.core.clock_changes import has_come

DAYS = frozenset({"due_on", "later_on", "gather_by", "target_on"})
"""Fields that hold the last day for something."""
_MINUTE = timedelta(minutes=1)
"""Rules count to the minute: what is due at a time is late in the next."""


def falling_due(meeting: Any, after: datetime, before: datetime) -> tuple[datetime, ...]:
    """Return the times between two others at which something is late for the first time, in order (UTC)."""
    if before - after <= _MINUTE:
        return ()
    return tuple(sorted({at for at in _late(meeting) if after < at < before}))


@cache
def _telling(kind: type[Struct]) -> tuple[str, ...]:
    """Return the fields of a value that can hold a day or a time, or other values: not words and answers."""
    return tuple(one.name for one in fields(kind) if not _is_plain(one.type))


def _is_plain(kind: Any) -> bool:
    inside = [one for one in get_args(kind) if one not in (NoneType, Ellipsis)]
    if inside:
        return all(map(_is_plain, inside))
    return isinstance(kind, type) and issubclass(kind, (str, bool, int, float, Enum))


def _late(value: Any) -> Iterator[datetime]:
    if isinstance(value, tuple):
        for item in value:
            yield from _late(item)
    elif isinstance(value, Struct):
        for field in _telling(type(value)):
            held = getattr(value, field)
            if isinstance(held, datetime):
                if not has_come(value, field):
                    yield held + _MINUTE
            elif isinstance(held, date):
                if field in DAYS and held < date.max:
                    yield day_begins(held + timedelta(days=1))
            elif isinstance(held, (tuple, Struct)):
                yield from _late(held)
