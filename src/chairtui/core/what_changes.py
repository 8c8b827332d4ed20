"""What each kind of event makes of the meeting and which things it changes, said once, beside the event.

Two changes of one thing can be in conflict. A thing is a part of the meeting, an id in it, and a field; the
field "" is the thing's own words, and "*" all of it, for what takes it away. An event that carries several
fields changes each of them, because it replaces what it carries. Kinds that only ever add, and what the
program notes itself, change nothing of others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import fields, replace

from chairtui.core.change import Event, Stamp, evolve, within
from chairtui.core.with_ids import drop, put

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting

Root = tuple[str, str]
"""The part of the meeting, in the words that people see, and an id in it."""

Change = tuple[Root, str, Any]
"""Root, field, and what the event says about it."""

ALL = "*"
GONE = "taken out"

Changes = Callable[[Any], Iterator[Change]]

E = TypeVar("E", bound=Event)

CHANGES: dict[type[Event], Changes] = {}
"""How each kind of event changes things of the meeting."""

ADDS_ONLY: set[type[Event]] = set()
"""Kinds that change nothing another event could have changed otherwise, or that are followed up apart."""


class Kept(NamedTuple):
    """How the values of a list of the meeting come into it."""

    event: type[Event]
    carried: str
    """The field of the event that holds the value."""


KEPT: dict[tuple[str, str], Kept] = {}
"""By part of the meeting and list in it, for lists in which an event puts the value that it carries."""


def what_changes(event: Event) -> tuple[Change, ...]:
    """Return the things that an event changes, each with what the event says about it."""
    says = CHANGES.get(type(event))
    return tuple(says(event)) if says else ()


def changes(how: Changes) -> Callable[[type[E]], type[E]]:
    """Say which things the kind of event below changes."""

    def said(event: type[E]) -> type[E]:
        CHANGES[event] = how
        return event

    return said


def adds_only(event: type[E]) -> type[E]:
    """Say that the kind of event below changes nothing that another could have changed otherwise."""
    ADDS_ONLY.add(event)
    return event


def keeps(event: type[Event], part: str, field: str, carried: str, called: str, **apart: str) -> None:
    """Let `event` put the value it carries among the values of a part of the meeting.

    People call it what `called` says; `apart` are fields of it that are changed by themselves.
    """
    CHANGES.setdefault(event, value(called, carried, **apart))
    KEPT[part, field] = Kept(event, carried)

    @evolve.register(event)
    def _(happened: Event, meeting: Meeting, stamp: Stamp) -> Meeting:
        values = getattr(getattr(meeting, part), field)
        return within(meeting, part, **{field: put(values, getattr(happened, carried))})


def drops(event: type[Event], part: str, field: str, wanted: str, called: str) -> None:
    """Let `event` take the value whose id it carries out of a part of the meeting."""
    CHANGES[event] = out(called, wanted)

    @evolve.register(event)
    def _(happened: Event, meeting: Meeting, stamp: Stamp) -> Meeting:
        values = getattr(getattr(meeting, part), field)
        return within(meeting, part, **{field: drop(values, getattr(happened, wanted))})


def sets(event: type[Event], part: str, called: str, **fields: str) -> None:
    """Let `event` set fields of a part of the meeting from its own: ``answer="someone"``."""
    CHANGES[event] = whole(called)

    @evolve.register(event)
    def _(happened: Event, meeting: Meeting, stamp: Stamp) -> Meeting:
        return within(meeting, part, **{field: getattr(happened, name) for field, name in fields.items()})


def value(part: str, field: str, **apart: str) -> Changes:
    """Return the changes of an event that carries a value with an id; `apart` are fields of their own."""

    def changes(event: Any) -> Iterator[Change]:
        carried = getattr(event, field)
        root = (part, str(carried.id))
        kind: type[Struct] = type(carried)
        yield root, "", replace(carried, **_blank(kind, " ".join(apart.values()))) if apart else carried
        for name, kept in apart.items():
            yield root, name, tuple(getattr(carried, field) for field in kept.split())

    return changes


@cache
def _blank(kind: type[Struct], names: str) -> dict[str, Any]:
    """Return what some fields of a kind of value hold when nothing was said."""
    return {field.name: field.default for field in fields(kind) if field.name in names.split()}


def of(part: str, key: str, field: str, *said: str) -> Changes:
    """Return the changes of an event that sets one field of the value whose id it carries."""

    def changes(event: Any) -> Iterator[Change]:
        yield (part, getattr(event, key)), field, tuple(getattr(event, name) for name in said)

    return changes


def out(part: str, key: str) -> Changes:
    """Return the changes of an event that takes away the value whose id it carries."""

    def changes(event: Any) -> Iterator[Change]:
        yield (part, getattr(event, key)), ALL, GONE

    return changes


def whole(part: str, *ignored: str) -> Changes:
    """Return the changes of an event that sets something of which the meeting has one."""

    def changes(event: Any) -> Iterator[Change]:
        said = {name: getattr(event, name) for name in event.__struct_fields__ if name not in ignored}
        yield (part, ""), "", tuple(said.values())

    return changes
