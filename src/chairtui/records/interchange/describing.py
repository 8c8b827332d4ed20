"""The description of the interchange document, field by field: docs/interchange.md comes from here."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from types import NoneType
from typing import Any, get_args, get_origin

import msgspec
from msgspec import NODEFAULT, Struct

from chairtui.core.fields import fields_of
from chairtui.core.history.log import Row
from chairtui.core.meeting import Meeting
from chairtui.directory.agencies import Agencies
from chairtui.records.interchange.document import docstrings, values_within
from chairtui.records.interchange.document_types import document_type_of
from chairtui.standards.reading import read_profiles

HEADING = "## Field by field"

AGENCIES = (
    "`agency` of a line of the register, `answers` of an action and `open_to` of a child or relative hold "
    "such a key. The rules compare keys: a school nurse whom the rules expect has come when a line has hers. "
    "The agency's name, or what it is also called, does as well, in any case. With `@` and a force or "
    "authority after it (`police@Hertfordshire Constabulary`) it means the agency there. A council's own "
    "register has more; a key that nobody knows is taken, and answers no expectation."
)
PROFILES = (
    "`profile` names a base and the layers on it, with `+` between them and the version after a space, as in "
    "`working-together-2023+london+bromley d8ec3f3b`; empty means the rules in force on the day and in the "
    "place. Another name is refused. Another version is taken: the record then names both, and this program "
    "judges by its own."
)


def describe() -> str:
    """Return the tables of docs/interchange.md, from their heading on."""
    values = values_within(Meeting) | values_within(Row)
    sections = [_section(value) for value in values.values()]
    return "\n\n".join([HEADING, *sections, _agencies(), _profiles()]) + "\n"


def _agencies() -> str:
    rows = [
        f"| `{entry.key}` | {entry.name} | {entry.sector.value} | {entry.unit.value if entry.unit else ''} "
        f"| {entry.health.value if entry.health else ''} | {', '.join(entry.also)} |"
        for entry in Agencies.load().all()
    ]
    head = ["| key | agency | sector | unit | kind of health | also called |", "|---|---|---|---|---|---|"]
    return "\n".join(["## Keys of agencies", "", AGENCIES, "", *head, *rows])


def _profiles() -> str:
    rows = [f"| `{one.name}` | {one.title} | {one.kind} |" for one in read_profiles() if one.kind != "part"]
    return "\n".join(["## Profiles", "", PROFILES, "", "| name | rules | |", "|---|---|---|", *rows])


def _section(value: type[Struct]) -> str:
    words = " ".join((value.__doc__ or "").split("\n\n")[0].split())
    head = ["| field | what | if left out | |", "|---|---|---|---|"]
    return "\n".join([f"### {value.__name__}", "", words, "", *head, *_rows(value)])


def _rows(value: type[Struct]) -> Iterator[str]:
    described = docstrings(value)
    for field, own in zip(fields_of(document_type_of(value)), fields_of(value), strict=True):
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
        return "must be there; `null` if not known" if NoneType in get_args(field.type) else "must be there"
    if field.default_factory is not NODEFAULT:
        return "all left out"
    if field.name == "id":
        return "numbered"
    words = {"": "empty", "()": "empty", "None": "not known", "False": "false"}
    default = field.default.value if isinstance(field.default, Enum) else field.default
    return words.get(str(default), f"`{default}`")
