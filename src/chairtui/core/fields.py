"""The fields of a kind of value, found out once: the library evaluates all their annotations each time."""

from __future__ import annotations

from functools import cache

from msgspec import Struct
from msgspec.structs import FieldInfo, fields


@cache
def fields_of(kind: type[Struct]) -> tuple[FieldInfo, ...]:
    """Return the fields of a kind of value in their order, with their types and defaults."""
    return fields(kind)
