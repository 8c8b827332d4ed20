"""Reading a document: bytes from anywhere become a meeting, or one sentence that says why not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.history.log import Row
from chairtui.core.meeting import Meeting
from chairtui.live.spotless import spotless
from chairtui.records.interchange.checks import check_id, check_structure, check_times, check_years
from chairtui.records.interchange.document_types import document
from chairtui.records.interchange.history import check_history
from chairtui.records.interchange.numbering import complete
from chairtui.records.interchange.refusal import NotTaken, told
from chairtui.records.interchange.times import come
from chairtui.text import LIMIT, clean

MOST_BYTES = 50_000_000
MOST_LEVELS = 64

_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', re.DOTALL)
"""A text, which may hold brackets of its own, or a bracket."""

_HALF = re.compile("[\ud800-\udfff]")
"""One of two surrogates without the other: JSON can name it, and no text can hold it."""


class _Mark(Struct, frozen=True):
    """Stands where the document holds what no document may hold, until its place is known."""

    expected: str


class Incoming(Struct, frozen=True, kw_only=True):
    """A document that was read and checked, ready to be imported."""

    meeting: Meeting
    history: tuple[Row, ...] | None = None
    """The rows of all streams; nothing when the document came without history."""


def read(content: bytes, now: datetime) -> Incoming:
    """Return the meeting that a document holds; `now` stands in where it has no time at all.

    Raises:
        NotTaken: the document is wrong somewhere; the sentence names the place and what was expected.
    """
    raw = parsed(content)
    document_type = document()
    try:
        msgspec.convert(raw, document_type)
    except msgspec.ValidationError as error:
        raise told(error, document_type) from None
    complete(raw["meeting"], now)
    meeting = msgspec.convert(raw["meeting"], Meeting)
    check_years(meeting)
    meeting = in_utc(spotless(meeting))
    check_id(meeting)
    if raw.get("history") is not None:
        rows = msgspec.convert(raw["history"], tuple[Row, ...])
        check_history(rows, meeting.id)
        return Incoming(meeting=meeting, history=rows)
    check_structure(meeting)
    check_times(meeting, now)
    return Incoming(meeting=come(meeting, now))


def in_utc(value: Any) -> Any:
    """Return a value with every instant in it in UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    if isinstance(value, tuple):
        return tuple(in_utc(item) for item in value)
    if isinstance(value, Struct):
        old = {name: getattr(value, name) for name in value.__struct_fields__}
        new = {name: in_utc(item) for name, item in old.items()}
        # Equal instants may have different zones: only identity tells that nothing was changed.
        return value if all(new[name] is old[name] for name in old) else replace(value, **new)
    return value


def parsed(content: bytes) -> Any:
    """Return what JSON from anywhere says, within bounds.

    Raises:
        NotTaken: it is no JSON, or more than a document has.
    """
    if len(content) > MOST_BYTES:
        raise NotTaken("", f"The file has more than {MOST_BYTES // 1_000_000} MB, which no meeting has.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotTaken(f"byte {error.start + 1}", "the file is not UTF-8 text; save it as UTF-8") from None
    try:
        raw = _whole(json.loads(text, object_pairs_hook=_without_twins, parse_constant=_no_number))
    except json.JSONDecodeError as error:
        path = f"line {error.lineno}, column {error.colno}"
        raise NotTaken(path, f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}") from None
    except RecursionError:
        raise _too_deep(text) from None
    except ValueError:
        raise NotTaken("", "A number in the file is too long to be one.") from None
    for path, value, level in _everything(raw):
        if level > MOST_LEVELS:
            raise _too_deep(text)
        _check_value(path, value)
    return raw


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = {name: _whole(value) for name, value in pairs}
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        twin = next(name for name in names if names.count(name) > 1)
        fields[twin] = _Mark("this field stands twice in one object; only one can be meant")
    for name in fields:
        if _HALF.search(name):
            fields[name] = _Mark("the name of this field holds half a character, which is no text")
    return fields


def _whole(value: Any) -> Any:
    """Return a text, or the texts of a list, with a sign where half a character was."""
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, str) and _HALF.search(value):
        return _HALF.sub("\ufffd", value)
    return value


def _no_number(word: str) -> Any:
    return _Mark(f"{word} is not JSON and no number that can be meant")


def _too_deep(text: str) -> NotTaken:
    path, level = "", 0
    for bracket in _BRACKET.finditer(text):
        level += {"[": 1, "{": 1, "]": -1, "}": -1}.get(bracket[0], 0)
        if level > MOST_LEVELS:
            line = text.count("\n", 0, bracket.start()) + 1
            path = f"line {line}, column {bracket.start() - text.rfind(chr(10), 0, bracket.start())}"
            break
    return NotTaken(path, f"the file is nested more than {MOST_LEVELS} levels deep, which no meeting is")


def _everything(raw: Any) -> Iterator[tuple[str, Any, int]]:
    """Return every value in the document with its place and level, without recursion."""
    left: list[tuple[str, Any, int]] = [("$", raw, 0)]
    while left:
        path, value, level = left.pop()
        yield path, value, level
        if isinstance(value, dict):
            left.extend((f"{path}.{name}", item, level + 1) for name, item in value.items())
        elif isinstance(value, list):
            left.extend((f"{path}[{number}]", item, level + 1) for number, item in enumerate(value))


def _check_value(path: str, value: Any) -> None:
    if isinstance(value, _Mark):
        raise NotTaken(clean(path, multiline=False, limit=200), value.expected)
    if not isinstance(value, str):
        return
    if len(value) > LIMIT and not path.endswith(".body"):
        shown = clean(path, multiline=False, limit=200)
        raise NotTaken(shown, f"{len(value):,} characters are too many for one text; at most {LIMIT:,}")
