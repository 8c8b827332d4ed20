"""The description of the interchange document, field by field: docs/interchange.md comes from here."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from types import NoneType
from typing import Any, get_args, get_origin

import msgspec
from msgspec import NODEFAULT, Struct

from chairtui.core.log import Row
from chairtui.core.meeting import Meeting
from chairtui.records.interchange import docstrings, values_within
from chairtui.records.shapes import shape_of

HEADING = "## Field by field"


def describe() -> str:
    """Return the tables of docs/interchange.md, from their heading on."""
    values = values_within(Meeting) | values_within(Row)
    sections = "\n\n".join(_section(value) for value in values.values())
    return f"{HEADING}\n\n{sections}\n"


def _section(value: type[Struct]) -> str:
    words = " ".join((value.__doc__ or "").split("\n\n")[0].split())
    head = ["| field | what | if left out | |", "|---|---|---|---|"]
    return "\n".join([f"### {value.__name__}", "", words, "", *head, *_rows(value)])


def _rows(value: type[Struct]) -> Iterator[str]:
    described = docstrings(value)
    for field, own in zip(
        msgspec.structs.fields(shape_of(value)), msgspec.structs.fields(value), strict=True
    ):
        cells = (f"`{field.name}`", _kind(own.type), _otherwise(field), described.get(field.name, ""))
        yield f"| {' | '.join(cells)} |"


def _kind(kind: Any) -> str:
    parts = [part for part in get_args(kind) if part not in (NoneType, ...)]
    if get_origin(kind) is tuple:
        return f"list of {_kind(parts[0])}"
    if parts:
        return " or ".join(_kind(part) for part in parts)
    if issubclass(kind, Enum):
        return "one of " + ", ".join(f"`{member.value}`" for member in kind)
    if issubclass(kind, Struct):
        return f"[{kind.__name__}](#{kind.__name__.lower()})"
    return {"str": "text", "int": "whole number", "bool": "true or false", "datetime": "time", "date": "day"}[
        kind.__name__
    ]


def _otherwise(field: msgspec.structs.FieldInfo) -> str:
    if field.required:
        return "must be there"
    if field.default_factory is not NODEFAULT:
        return "all left out"
    if field.name == "id":
        return "numbered"
    words = {"": "empty", "()": "empty", "None": "not known", "False": "false"}
    default = field.default.value if isinstance(field.default, Enum) else field.default
    return words.get(str(default), f"`{default}`")
