"""The fields of a kind of value, found out once: the library evaluates all their annotations each time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from msgspec import Struct
from msgspec.structs import FieldInfo, fields


@cache
def fields_of(kind: type[Struct]) -> tuple[FieldInfo, ...]:
    """Return the fields of a kind of value in their order, with their types and defaults."""
    return fields(kind)


def days_in(value: Any) -> Iterator[tuple[Struct, str, date]]:
    """Yield every day and time (UTC) in a value, however deep, with the value and the field that hold it."""
    if isinstance(value, tuple):
        for item in value:
            yield from days_in(item)
    elif isinstance(value, Struct):
        for field in value.__struct_fields__:
            inner = getattr(value, field)
            if isinstance(inner, date):
                yield value, field, inner
            else:
                yield from days_in(inner)
