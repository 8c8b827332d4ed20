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
    found: Any = value
    if isinstance(found, StrEnum):
        return value
    if isinstance(found, str):
        return clean(found)  # type: ignore[return-value]
    if isinstance(found, tuple):
        return tuple(spotless(item) for item in found)  # type: ignore[return-value]
    if isinstance(found, Struct):
        old = {name: getattr(found, name) for name in found.__struct_fields__}
        new = {name: spotless(item) for name, item in old.items()}
        changed: Any = replace(found, **new) if new != old else found
        return changed  # type: ignore[no-any-return]
    return value
