"""Tuples of values that carry an id."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

from msgspec.structs import replace

from chairtui.core.change import DoesNotFit, Refused


class Keyed(Protocol):
    """A value with an id of its own."""

    @property
    def id(self) -> str:
        """Unique within its meeting."""


T = TypeVar("T", bound=Keyed)


def find(values: Iterable[T], wanted: str) -> T | None:
    """Return the value whose id is `wanted`, or nothing."""
    return next((value for value in values if value.id == wanted), None)


def find_or_refuse(values: Iterable[T], wanted: str, what: str) -> T:
    """Return the value whose id is `wanted`.

    Raises:
        Refused: there is none; the sentence says what was looked for.
    """
    value = find(values, wanted)
    if value is None:
        raise Refused(f"This meeting has no such {what}.")
    return value


def put(values: tuple[T, ...], new: T) -> tuple[T, ...]:
    """Return `values` with `new` in the place of the one with its id, or at the end."""
    if find(values, new.id) is None:
        return (*values, new)
    return tuple(new if value.id == new.id else value for value in values)


def change(values: tuple[T, ...], wanted: str, **fields: Any) -> tuple[T, ...]:
    """Return `values` with some fields of one of them changed.

    Raises:
        DoesNotFit: there is no value with that id.
    """
    old = find(values, wanted)
    if old is None:
        raise DoesNotFit(f"{wanted} is not here")
    new: T = replace(old, **fields)  # type: ignore[type-var]  # every Keyed value is a Struct
    return tuple(new if value.id == wanted else value for value in values)


def drop(values: tuple[T, ...], unwanted: str) -> tuple[T, ...]:
    """Return `values` without the one whose id is `unwanted`."""
    return tuple(value for value in values if value.id != unwanted)


def key_of(value: object, number: int) -> str:
    """Return what names a value among others in a list: its id, or its number from 1 on."""
    return str(getattr(value, "id", "") or number + 1)
