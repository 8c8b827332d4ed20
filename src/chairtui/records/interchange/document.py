"""The interchange document, `chairtui.meeting/1`: a whole meeting as JSON."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from typing import Any

import msgspec
from msgspec import Struct

from chairtui.core.fields import fields_of
from chairtui.core.history.log import Row
from chairtui.core.meeting import Meeting
from chairtui.records.formats.asked import Asked
from chairtui.records.interchange.document_types import FORMAT, document, structs_in

ID = "https://chairtui.invalid/schema/meeting-1.json"
"""Names the schema; nothing is to be found there."""


def export(asked: Asked) -> bytes:
    """Return a meeting as a document, with the rows of its history if there are any."""
    return write(asked.frame.meeting, asked.frame.rows or None, asked.made_at)


def write(meeting: Meeting, rows: Iterable[Row] | None, exported_at: datetime) -> bytes:
    """Return a meeting as a document, with the rows of its history or without any."""
    whole: dict[str, Any] = {
        "format": FORMAT,
        "exported_at": exported_at,
        "meeting": brief(meeting),
    }
    if rows is not None:
        whole["history"] = tuple(rows)
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"


def brief(value: Any) -> Any:
    """Return a value as plain lists and objects without the fields that say nothing."""
    if isinstance(value, tuple):
        return [brief(item) for item in value]
    if not isinstance(value, Struct):
        return value
    fields = fields_of(type(value))
    values = {field.name: getattr(value, field.name) for field in fields}
    return {
        field.name: brief(values[field.name])
        for field in fields
        if field.required or values[field.name] != field.default
    }


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the document."""
    json_schema = msgspec.json.schema(document())
    values = values_within(Meeting) | values_within(Row)
    for name, definition in json_schema["$defs"].items():
        words = docstrings(values[name]) if name in values else {}
        for field, described in definition.get("properties", {}).items():
            if field in words:
                described["description"] = words[field]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": ID, **json_schema}


def docstrings(value: type[Struct]) -> dict[str, str]:
    """Return what is written below the fields of a kind of value; nothing where its source is not at hand."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(value)))
    except (OSError, SyntaxError):
        return {}
    body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
    words = {}
    for statement, after in pairwise(body):
        if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.target, ast.Name):
            continue
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            words[statement.target.id] = " ".join(str(after.value.value).split())
    return words


def values_within(value: type[Struct]) -> dict[str, type[Struct]]:
    """Return a kind of value and all kinds inside it by name, the outer ones first."""
    kinds = {value.__name__: value}
    for field in fields_of(value):
        for inside in structs_in(field.type):
            kinds |= values_within(inside)
    return kinds
