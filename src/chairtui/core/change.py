"""What may be asked of a meeting, what may happen in it, and how either is answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import singledispatch
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting


class Command(Struct, frozen=True, kw_only=True):
    """Something asked of a meeting, in the imperative."""


class Event(Struct, frozen=True, kw_only=True, tag_field="kind"):
    """Something that happened in a meeting, in the past tense."""


class Stamp(Struct, frozen=True, kw_only=True):
    """Who noted an event, and when."""

    event_id: str
    at: datetime
    """UTC, as the clock had it: the order of a meeting is that of its log, and a clock can go back."""
    actor: str


class Refused(Exception):
    """A command does not fit the meeting as it stands; its text is a sentence for a person."""


class DoesNotFit(Exception):
    """An event names something the meeting does not have; the fold keeps it as a conflict."""


@singledispatch
def decide(command: Command, meeting: Meeting) -> tuple[Event, ...]:
    """Return the events that carrying out `command` would record.

    A command that changes nothing returns none, so a tick may be repeated.

    Raises:
        Refused: the command does not fit the meeting as it stands.
    """
    raise TypeError(f"nothing decides {type(command).__name__}")


@singledispatch
def evolve(event: Event, meeting: Meeting, stamp: Stamp) -> Meeting:
    """Return the meeting after `event`.

    Raises:
        DoesNotFit: the event names something this meeting does not have.
    """
    raise TypeError(f"nothing evolves {type(event).__name__}")


C = TypeVar("C", bound=Command)


COMMANDS: dict[type[Event], type[Command]] = {}
"""By each kind of event that says what a command of the same fields asked for: that command."""


def becomes(command: type[C], event: type[Event], check: Callable[[C, Meeting], None] | None = None) -> None:
    """Let `command` record `event` with the same fields, once `check` has not refused it."""
    COMMANDS[event] = command

    @decide.register(command)
    def _(asked: C, meeting: Meeting) -> tuple[Event, ...]:
        if check is not None:
            check(asked, meeting)
        return (event(**{name: getattr(asked, name) for name in event.__struct_fields__}),)


def within(meeting: Meeting, part: str, **fields: Any) -> Meeting:
    """Return the meeting with some fields of one of its parts changed."""
    return replace(meeting, **{part: replace(getattr(meeting, part), **fields)})


def say(condition: object, otherwise: str) -> None:
    """Refuse with the sentence `otherwise` unless the condition holds.

    Raises:
        Refused: it does not hold.
    """
    if not condition:
        raise Refused(otherwise)
