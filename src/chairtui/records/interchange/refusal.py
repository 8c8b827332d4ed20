"""Why a document is not taken, in one sentence that names the place and what was expected."""

from __future__ import annotations

import re
from enum import Enum
from typing import Any, get_args, get_origin

import msgspec
from msgspec import Struct

from chairtui.core.fields import fields_of
from chairtui.text import clean

TIME = "a time with its zone, as in 2026-03-05T14:00:00Z or 2026-03-05T14:00:00+01:00"
DAY = "a day, as in 2026-03-05"

_WORDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "nothing",
    "date": DAY,
    "datetime": TIME,
}
_PLACE = re.compile(r"(?P<words>.*?)(?: - at `(?P<place>\$.*)`)?", re.DOTALL)
_STEP = re.compile(r"\.(?P<field>\w+)|\[(?P<item>\d+|\.\.\.)\]")
_NAMED = re.compile(r"(?P<what>unknown|missing required) field `(?P<field>.*)`", re.DOTALL)
_KINDS = re.compile(r"Expected `(?P<expected>[^`]+)`.*, got `(?P<got>\w+)`")


class NotTaken(Exception):
    """A document is not taken and nothing was imported; the text is a sentence that says where and why."""

    def __init__(self, path: str, expected: str) -> None:
        """Say at which place (`$.meeting.form`) what was expected."""
        super().__init__(f"{path}: {expected}" if path else expected)


def told(error: msgspec.ValidationError, document_type: type[Struct]) -> NotTaken:
    """Return what msgspec found wrong, with the words that would have been right; never with the content."""
    placed = _PLACE.fullmatch(str(error))
    words, path = (placed["words"], placed["place"] or "$") if placed else (str(error), "$")
    return NotTaken(path, _sentence(words, _kind_at(path, document_type)))


def _sentence(words: str, kind: Any) -> str:
    if named := _NAMED.search(words):
        if named["what"] == "missing required":
            return f"the field “{named['field']}” is missing"
        known = ", ".join(_fields(kind))
        return f"there is no field “{clean(named['field'], multiline=False, limit=81)}” here, only {known}"
    if choices := _choices(kind):
        return f"expected one of: {', '.join(choices)}"
    if "timezone" in words or "encoded datetime" in words:
        return f"expected {TIME}"
    if "encoded date" in words:
        return f"expected {DAY}"
    if "regex" in words:
        return "expected the format “chairtui.meeting/1”, which is the only one this program reads"
    if kinds := _KINDS.search(words):
        expected = " or ".join(_WORDS.get(one, one) for one in kinds["expected"].split(" | "))
        return f"expected {expected}, found {_WORDS.get(kinds['got'], kinds['got'])}"
    return words[:1].lower() + words[1:]


def _kind_at(path: str, document_type: Any) -> Any:
    """Return the type of what stands at a place such as `$.meeting.concern.children[0]`."""
    kind = document_type
    for step in _STEP.finditer(path):
        parts = [kind, *get_args(kind)]
        if step["field"]:
            struct = next((part for part in parts if _is_struct(part)), None)
            if struct is None:
                return None
            kind = {one.name: one.type for one in fields_of(struct)}.get(step["field"])
        else:
            kind = next((get_args(part)[0] for part in parts if get_origin(part) is tuple), None)
    return kind


def _is_struct(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Struct)


def _fields(kind: Any) -> tuple[str, ...]:
    struct = next((part for part in (kind, *get_args(kind)) if _is_struct(part)), None)
    return struct.__struct_fields__ if struct else ()


def _choices(kind: Any) -> list[str]:
    enums = (part for part in (kind, *get_args(kind)) if isinstance(part, type) and issubclass(part, Enum))
    return [str(member.value) for enum in enums for member in enum]
