"""The last gate for text: every word of a command is cleaned before it is decided."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from chairtui.text import clean

T = TypeVar("T")


def spotless(value: T) -> T:
    """Return a command, or a value in it, with every text in it cleaned."""
    any_value: Any = value
    if isinstance(any_value, StrEnum):
        return value
    if isinstance(any_value, str):
        return clean(any_value)  # type: ignore[return-value]
    if isinstance(any_value, tuple):
        return tuple(spotless(item) for item in any_value)  # type: ignore[return-value]
    if isinstance(any_value, Struct):
        old = {name: getattr(any_value, name) for name in any_value.__struct_fields__}
        new = {name: spotless(item) for name, item in old.items()}
        changed: Any = replace(any_value, **new) if new != old else any_value
        return changed  # type: ignore[no-any-return]
    return value
