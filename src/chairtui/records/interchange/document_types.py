"""The types of the interchange document, made from the values of a meeting themselves.

A value that gains a field thereby has it in the document, its schema and its description too. Such a type
differs from its value in three ways: it knows no other fields, every time has a zone, and what can be
numbered or inferred may be left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec
from msgspec import NODEFAULT, Meta, Struct

from chairtui.core.actions import Action
from chairtui.core.analysis import Unknown
from chairtui.core.children import Child, FamilyMember
from chairtui.core.chronology import Booking, ChronologyRow
from chairtui.core.closing import Addendum
from chairtui.core.concern import Place
from chairtui.core.decision import Decision
from chairtui.core.delivery import Delivery
from chairtui.core.fields import fields_of
from chairtui.core.history.log import Row
from chairtui.core.meeting import Meeting
from chairtui.core.plan import Contingency, Further
from chairtui.core.questions import Question
from chairtui.core.register import Attendee, Chairing
from chairtui.core.series import Carried
from chairtui.core.sharing import Challenge, Contribution, Offer

FORMAT = "chairtui.meeting/1"

NUMBERED: dict[type[Struct], str] = {
    Child: "child",
    FamilyMember: "family",
    Place: "place",
    Attendee: "attendee",
    Carried: "carried",
    Contribution: "contribution",
    Challenge: "challenge",
    Offer: "offer",
    ChronologyRow: "row",
    Booking: "booking",
    Unknown: "unknown",
    Decision: "decision",
    Action: "action",
    Contingency: "contingency",
    Question: "question",
    Further: "further",
    Addendum: "addendum",
    Delivery: "delivery",
}
"""Values whose id may be left out; it is then this word and a number."""

INFERRED = {(Chairing, "since")}
"""Other fields that may be left out though the value has them."""

_LARGEST = 2**53
"""Whole numbers beyond this are not the same number in every program that reads JSON."""

Time = Annotated[datetime, Meta(tz=True)]
Whole = Annotated[int, Meta(ge=0, le=_LARGEST)]


@cache
def document_type_of(value: type[Struct]) -> type[Struct]:
    """Return the type in which a kind of value stands in the document."""
    fields = [_field(value, field) for field in fields_of(value)]
    return msgspec.defstruct(
        value.__name__,
        fields,
        module=value.__module__,
        namespace={"__doc__": value.__doc__},
        forbid_unknown_fields=True,
        frozen=True,
        kw_only=True,
    )


@cache
def document() -> type[Struct]:
    """Return the type of a whole document."""
    fields: list[tuple[str, Any] | tuple[str, Any, Any]] = [
        ("format", Annotated[str, Meta(pattern=f"^{FORMAT}$")]),
        ("meeting", document_type_of(Meeting)),
        ("exported_at", Time | None, None),
        ("history", tuple[document_type_of(Row), ...] | None, None),  # type: ignore[misc]
    ]
    return msgspec.defstruct(
        "Document",
        fields,
        namespace={"__doc__": "One meeting, with its history or without."},
        forbid_unknown_fields=True,
        frozen=True,
        kw_only=True,
    )


def structs_in(kind: Any) -> Iterator[type[Struct]]:
    """Return the kinds of value that a type names: itself, its members, its items."""
    if isinstance(kind, type) and issubclass(kind, Struct):
        yield kind
    for part in get_args(kind):
        yield from structs_in(part)


def _field(value: type[Struct], field: msgspec.structs.FieldInfo) -> tuple[str, Any] | tuple[str, Any, Any]:
    kind = _kind(field.type)
    if field.name == "id" and value in NUMBERED:
        return (field.name, kind, "")
    if (value, field.name) in INFERRED:
        return (field.name, kind | None, None)
    if field.default is NODEFAULT:
        return (field.name, kind)
    if isinstance(field.default, Struct):
        return (field.name, kind, msgspec.field(default_factory=kind))
    return (field.name, kind, field.default)


def _kind(kind: Any) -> Any:
    if kind is datetime:
        return Time
    if kind is int:
        return Whole
    if isinstance(kind, type) and issubclass(kind, Struct):
        return document_type_of(kind)
    if get_origin(kind) is tuple:
        return tuple[tuple(part if part is ... else _kind(part) for part in get_args(kind))]  # type: ignore[misc]
    if get_origin(kind) in (Union, UnionType):
        return Union[tuple(_kind(part) for part in get_args(kind))]  # noqa: UP007
    return kind
