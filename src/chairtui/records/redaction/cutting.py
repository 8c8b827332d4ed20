"""Building the meeting that a reader may see: only what the table of sight gives them is in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from msgspec import Struct

from chairtui.core.fields import fields_of
from chairtui.core.meeting import Meeting
from chairtui.core.readers import folded
from chairtui.core.vocabulary import RecordKind, Redaction, Sector
from chairtui.records.content.last_pages import TELLING
from chairtui.records.redaction.who_sees import TABLE, Row, Tag, To


class Sight(Struct, frozen=True, kw_only=True):
    """What a reader may see, and what is theirs."""

    kind: RecordKind
    left_out: frozenset[Redaction] = frozenset()
    whole: bool = False
    """Whether nothing is left out, because it is the council's own copy."""
    outside: bool = False
    """Whether they stand outside the agencies."""
    sector: Sector | None = None
    lines: frozenset[str] = frozenset()
    """Their line of the register, and those that stand for it."""
    agencies: frozenset[str] = frozenset()
    """Keys by which an action is their agency's."""
    names: frozenset[str] = frozenset()
    """Their name, folded."""
    listed: frozenset[str] = frozenset()
    """Ids of the deliveries that tell nobody who raised the concern."""


Drops = Callable[[str, Any], bool]
"""Says of a value in a part of the meeting that it is not for this copy at all."""

_OWNERS: Mapping[str, tuple[str, ...]] = {
    "preparing.availability": ("id",),
    "preparing.requests": ("id",),
    "preparing.sent": ("attendee_id",),
    "attendance.register": ("id",),
    "series.carried": ("owner",),
    "sharing.contributions": ("attendee_id",),
    "sharing.turns": ("id",),
    "sharing.challenges": ("attendee_id",),
    "sharing.offers": ("attendee_id",),
    "sharing.bookings": ("attendee_id", "owner"),
    "deciding.positions": ("id", "attendee_id"),
    "plan.actions": ("owner_id", "owner", "agency"),
    "plan.contingencies": ("who",),
    "plan.questions": ("owner", "answered_by"),
    "plan.further": ("who",),
    "plan.seeing": ("by",),
}
"""The fields that say whose a value is."""

_LINES, _NAMES = ("id", "attendee_id", "owner_id"), ("owner", "who", "by")
_BETWEEN_NAMES = re.compile(r"[;,&]|\band\b")
_FULL = (RecordKind.FULL, RecordKind.CHILD)


def cut(meeting: Meeting, sight: Sight, drops: Drops = lambda _part, _value: False) -> Meeting:
    """Return the meeting as a reader may see it."""
    built = _built(meeting, "", sight, drops, own=False)
    return built if isinstance(built, Meeting) else Meeting()


def _built(value: Any, part: str, sight: Sight, drops: Drops, *, own: bool) -> Struct | None:
    """Return a value with the fields that the reader may see; nothing where they see none of it."""
    own = own or _is_own(value, part, sight)
    seen = {name for row in _rows(part) if _goes(row, sight, own) for name in row.fields.split()}
    given: dict[str, Any] = {name: getattr(value, name) for name in seen}
    for name, place in _inside(part):
        inner = _inner(getattr(value, name), place, sight, drops, own)
        if inner:
            given[name] = inner
    if not given:
        return None
    kind: type[Struct] = type(value)
    for field in fields_of(kind):
        if field.required and field.name not in given:
            given[field.name] = ""
    return kind(**given)


def _inner(value: Any, place: str, sight: Sight, drops: Drops, own: bool) -> Any:
    if isinstance(value, tuple):
        kept = (_built(one, place, sight, drops, own=own) for one in value if not drops(place, one))
        return tuple(one for one in kept if one is not None)
    return _built(value, place, sight, drops, own=own) if isinstance(value, Struct) else None


@cache
def _rows(part: str) -> tuple[Row, ...]:
    return tuple(row for row in TABLE if row.part == part)


@cache
def _inside(part: str) -> tuple[tuple[str, str], ...]:
    """Return the fields of a part that are parts themselves, with their names in the table."""
    start = f"{part}." if part else ""
    inner = (row.part.removeprefix(start).partition(".")[0] for row in TABLE if _is_in(row.part, start))
    return tuple((name, f"{start}{name}") for name in dict.fromkeys(inner))


def _is_in(part: str, start: str) -> bool:
    return part != "" and part.startswith(start)


def _goes(row: Row, sight: Sight, own: bool) -> bool:
    if To.NOBODY in row.to:
        return False
    return sight.whole or any(_may(tag, sight, own) for tag in row.to)


def _may(tag: Tag, sight: Sight, own: bool) -> bool:
    """Say whether one tag lets a field into a copy."""
    if isinstance(tag, Redaction):
        return sight.kind is not RecordKind.NOTICE and tag not in sight.left_out
    if isinstance(tag, Sector):
        return sight.kind is not RecordKind.NOTICE and sight.sector is tag
    return _READERS[tag](sight, own)


def _reason(sight: Sight, _own: bool) -> bool:
    extract = sight.kind is RecordKind.EXTRACT
    return not sight.outside and (extract or Redaction.ANALYSIS not in sight.left_out)


_READERS: Mapping[To, Callable[[Sight, bool], bool]] = {
    To.EVERYONE: lambda _sight, _own: True,
    To.AGENCIES: lambda sight, _own: not sight.outside,
    To.NAMED: lambda sight, _own: sight.kind is not RecordKind.NOTICE,
    To.FULL: lambda sight, _own: sight.kind in _FULL,
    To.OWN: lambda sight, own: own and sight.kind is not RecordKind.NOTICE,
    To.MINE: lambda _sight, own: own,
    To.REASON: _reason,
    To.WARNED: lambda sight, _own: sight.kind in _FULL and sight.left_out.isdisjoint(TELLING),
    To.LISTED: lambda sight, own: sight.kind in _FULL and (own or Redaction.REFERRER not in sight.left_out),
}


def _is_own(value: Any, part: str, sight: Sight) -> bool:
    if part == "closing.distribution":
        return value.id in sight.listed
    return any(_owned(getattr(value, field), field, sight) for field in _OWNERS.get(part, ()))


def _owned(owner: str, field: str, sight: Sight) -> bool:
    if field in _LINES:
        return owner in sight.lines
    if field in _NAMES:
        return any(folded(name) in sight.names for name in _BETWEEN_NAMES.split(owner))
    return owner in sight.agencies
