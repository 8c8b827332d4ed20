"""Every text of a meeting, by where it stands: the fields come from the schema, so that none is forgotten."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from chairtui.core.conflicts import Side
from chairtui.core.fields import fields_of
from chairtui.core.with_ids import key_of

IDS = frozenset(
    "id attendee_id owner_id deputy_for meeting_id child child_id facts answers tells decisions "
    "event_id ids device_id left_by Earlier.id FamilyMember.children Contribution.children "
    "Decision.children".split()
)
"""Fields that name another value of the log; nobody writes or reads them."""
OURS = frozenset(
    "Meeting.profile Warning.words Warning.at_signing Gap.code Gap.words Gap.root Called.key Called.name "
    "Delivery.prepared_mark Delivery.sent_mark Delivery.sent_cut Delivery.locked Passed.place "
    "Conflict.words Side.kind Side.body Side.earlier".split()
)
"""Fields that the program fills in itself; what a side of a conflict says is read out of its event."""

WHOSE = frozenset(
    "preparing.availability preparing.requests attendance.register concern.voices concern.census "
    "sharing.turns analysis.judgements plan.seeing plan.enquiries".split()
)
"""Lists whose values have the id of the line of the register, or of the child, that they are about."""


class Texts(NamedTuple):
    """The texts of one value of a meeting."""

    of: str
    """Id of the line of the register or of the child that it is about; empty where it is of neither."""
    fields: tuple[str, ...]
    """The fields in which the texts stand, by their place in the value."""
    words: tuple[str, ...]
    """As many."""


def values(part: Any, name: str) -> Iterator[tuple[Any, str]]:
    """Yield each value of a part (or list) of a meeting that may hold texts, with its place.

    A place is the path of the value in a meeting and, after a slash, what names it in its list: its id, or
    its number from 1 on.
    """
    if isinstance(part, tuple):
        yield from _items(part, name)
        return
    yield part, name
    for field, holds in _plan(kind_of(part)):
        inner = getattr(part, field)
        if holds is _VALUE and inner is not None:
            yield inner, f"{name}.{field}"
        elif holds is _VALUES:
            yield from _items(inner, f"{name}.{field}")


def _items(items: tuple[Any, ...], place: str) -> Iterator[tuple[Any, str]]:
    known = set[str]()
    for number, item in enumerate(items):
        key = key_of(item, number)
        key = f"{key} {number + 1}" if key in known else key
        known.add(key)
        yield item, f"{place}/{key}"


def texts_of(value: Any, place: str) -> Texts:
    """Return the texts of a value that `values` gave."""
    path = place.partition("/")[0]
    there = [one for one in _texts(value, "", deep="." in path or "/" in place) if one[1].strip()]
    of = getattr(value, "attendee_id", "") or getattr(value, "child_id", "")
    if path in WHOSE:
        of = value.id
    return Texts(of, tuple(field for field, _ in there), tuple(words for _, words in there))


def is_text(kind: type[Struct], field: str) -> bool:
    """Say whether a field of text holds what a person wrote or a document brought in."""
    return field not in IDS and f"{kind.__name__}.{field}" not in IDS | OURS


def _texts(value: Any, place: str, *, deep: bool) -> Iterator[tuple[str, str]]:
    for field, holds in _plan(kind_of(value)):
        inner, there = getattr(value, field), f"{place}.{field}".lstrip(".")
        if holds is _TEXT:
            yield there, inner or ""
        elif holds is _TEXTS:
            yield there, "\n".join(inner)
        elif deep and inner is not None:
            for item in inner if holds is _VALUES else (inner,):
                yield from _texts(item, there, deep=True)
    if isinstance(value, Side) and not value.stands:
        yield from _said(value, f"{place}.body".lstrip("."))


def _said(side: Side, place: str) -> Iterator[tuple[str, str]]:
    """Yield what a side says that the meeting does not show: the texts of its event."""
    from chairtui.core.meeting import AnyEvent

    try:
        event = msgspec.json.decode(side.body, type=AnyEvent)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return
    yield place, "\n".join(words for _, words in _texts(event, "", deep=True))


_TEXT, _TEXTS, _VALUE, _VALUES = "text", "texts", "value", "values"


def parts() -> tuple[str, ...]:
    """Return the fields of a meeting that are parts, or lists, with texts of their own."""
    from chairtui.core.meeting import Meeting

    return tuple(field for field, holds in _plan(Meeting) if holds in (_VALUE, _VALUES))


def own_fields() -> tuple[str, ...]:
    """Return the fields of a meeting itself that are texts."""
    from chairtui.core.meeting import Meeting

    return tuple(field for field, holds in _plan(Meeting) if holds in (_TEXT, _TEXTS))


def kind_of(value: Any) -> type[Struct]:
    """Return of what kind a value is."""
    kind: type[Struct] = type(value)
    return kind


@cache
def _plan(kind: type[Struct]) -> tuple[tuple[str, str], ...]:
    """Return the fields of a kind of value that can hold a text, and how each holds it."""
    plan = [(field.name, _holds(field.type)) for field in fields_of(kind)]
    return tuple(
        (name, holds) for name, holds in plan if holds in (_VALUE, _VALUES) or is_text(kind, name) if holds
    )


def _holds(kind: Any) -> str:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return next((holds for one in arguments if (holds := _holds(one))), "")
    if origin is tuple:
        return {_TEXT: _TEXTS, _VALUE: _VALUES}.get(_holds(arguments[0]), "")
    if not isinstance(kind, type) or issubclass(kind, Enum):
        return ""
    return _VALUE if issubclass(kind, Struct) else _TEXT if kind is str else ""
