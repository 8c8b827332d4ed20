"""Building the meeting that a recipient may see: only what the table of who sees gives them is in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from msgspec import Struct

from chairtui.core.fields import fields_of
from chairtui.core.meeting import Meeting
from chairtui.core.people import folded
from chairtui.core.vocabulary import RecordKind, Redaction, Sector
from chairtui.records.content.frame import TELLING
from chairtui.records.redaction.who_sees import TABLE, Row, Tag, To


class Recipient(Struct, frozen=True, kw_only=True):
    """What somebody who is sent a copy may see, and what is theirs."""

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


def cut(meeting: Meeting, recipient: Recipient, drops: Drops = lambda _part, _value: False) -> Meeting:
    """Return the meeting as a recipient may see it."""
    built = _built(meeting, "", recipient, drops, own=False)
    return built if isinstance(built, Meeting) else Meeting()


def _built(value: Any, part: str, recipient: Recipient, drops: Drops, *, own: bool) -> Struct | None:
    """Return a value with the fields that the recipient may see; nothing where they see none of it."""
    own = own or _is_own(value, part, recipient)
    seen = {name for row in _rows(part) if _goes(row, recipient, own) for name in row.fields.split()}
    given: dict[str, Any] = {name: getattr(value, name) for name in seen}
    for name, place in _inside(part):
        inner = _inner(getattr(value, name), place, recipient, drops, own)
        if inner:
            given[name] = inner
    if not given:
        return None
    kind: type[Struct] = type(value)
    for field in fields_of(kind):
        if field.required and field.name not in given:
            given[field.name] = ""
    return kind(**given)


def _inner(value: Any, place: str, recipient: Recipient, drops: Drops, own: bool) -> Any:
    if isinstance(value, tuple):
        kept = (_built(one, place, recipient, drops, own=own) for one in value if not drops(place, one))
        return tuple(one for one in kept if one is not None)
    return _built(value, place, recipient, drops, own=own) if isinstance(value, Struct) else None


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


def _goes(row: Row, recipient: Recipient, own: bool) -> bool:
    if To.NOBODY in row.to:
        return False
    return recipient.whole or any(_may(tag, recipient, own) for tag in row.to)


def _may(tag: Tag, recipient: Recipient, own: bool) -> bool:
    """Say whether one tag lets a field into a copy."""
    if isinstance(tag, Redaction):
        return recipient.kind is not RecordKind.NOTICE and tag not in recipient.left_out
    if isinstance(tag, Sector):
        return recipient.kind is not RecordKind.NOTICE and recipient.sector is tag
    return _MAY[tag](recipient, own)


def _reason(recipient: Recipient, _own: bool) -> bool:
    extract = recipient.kind is RecordKind.EXTRACT
    return not recipient.outside and (extract or Redaction.ANALYSIS not in recipient.left_out)


_MAY: Mapping[To, Callable[[Recipient, bool], bool]] = {
    To.EVERYONE: lambda _recipient, _own: True,
    To.AGENCIES: lambda recipient, _own: not recipient.outside,
    To.NAMED: lambda recipient, _own: recipient.kind is not RecordKind.NOTICE,
    To.FULL: lambda recipient, _own: recipient.kind in _FULL,
    To.OWN: lambda recipient, own: own and recipient.kind is not RecordKind.NOTICE,
    To.MINE: lambda _recipient, own: own,
    To.REASON: _reason,
    To.WARNED: lambda recipient, _own: recipient.kind in _FULL and recipient.left_out.isdisjoint(TELLING),
    To.LISTED: lambda recipient, own: (
        recipient.kind in _FULL and (own or Redaction.REFERRER not in recipient.left_out)
    ),
}


def _is_own(value: Any, part: str, recipient: Recipient) -> bool:
    if part == "closing.distribution":
        return value.id in recipient.listed
    return any(_owned(getattr(value, field), field, recipient) for field in _OWNERS.get(part, ()))


def _owned(owner: str, field: str, recipient: Recipient) -> bool:
    if field in _LINES:
        return owner in recipient.lines
    if field in _NAMES:
        return any(folded(name) in recipient.names for name in _BETWEEN_NAMES.split(owner))
    return owner in recipient.agencies
