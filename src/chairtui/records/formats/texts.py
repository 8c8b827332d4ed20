"""The texts of a record as plain lists and objects: what templates are fed with, and all that they see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from chairtui.records.formats.columns import PAIR, headings, shares
from chairtui.records.record import Blanks, Paragraph, Part, Points, Record, Section, Table
from chairtui.text import clean

OF_BLANKS = ("Row", "What is asked", "Your answer")
"""Headings of a form."""

_LONGEST = 1_000_000
_LONGEST_AT_THE_FOOT = 80
"""Characters of the reference at the foot of every page; below the title it stands whole."""


def texts_of(record: Record, show: Callable[[str], str]) -> dict[str, Any]:
    """Return the texts of a record, each once more clean and as `show` makes it."""

    def text(words: str) -> str:
        return show(clean(words, limit=_LONGEST))

    return {
        "title": text(record.title),
        "subtitle": text(record.subtitle),
        "reference": show(clean(record.reference, multiline=False, limit=_LONGEST_AT_THE_FOOT)),
        "sections": [_section(section, text) for section in record.sections],
    }


def _section(section: Section, text: Callable[[str], str]) -> dict[str, Any]:
    return {
        "title": text(section.title),
        "new_page": section.new_page,
        "parts": [_part(part, text) for part in _parted(section.parts)],
    }


def _parted(parts: tuple[Part, ...]) -> Iterator[Part]:
    """Return the parts with words between two tables, which would otherwise run into each other."""
    yield from parts[:1]
    for before, part in pairwise(parts):
        if isinstance(before, Table | Blanks) and isinstance(part, Table | Blanks):
            yield Paragraph(_caption(part), strong=True)
        yield part


def _caption(part: Table | Blanks) -> str:
    if isinstance(part, Blanks) or not any(part.headings):
        return "In detail"
    first, *others = part.headings
    return ", ".join((first, *(other[:1].lower() + other[1:] for other in others)))


def _part(part: Part, text: Callable[[str], str]) -> dict[str, Any]:
    match part:
        case Paragraph():
            return {"kind": "paragraph", "words": text(part.words), "strong": part.strong}
        case Points():
            return {"kind": "points", "points": [text(item) for item in part.items]}
        case Blanks():
            rows = [(row.key, row.words, row.given) for row in part.rows]
            return {"kind": "blanks", **_rows(OF_BLANKS, (14, 33, 53), rows, text)}
        case Table():
            return {"kind": "table", **_rows(headings(part), shares(part), part.rows, text)}


def _rows(
    names: tuple[str, ...], widths: tuple[int, ...], rows: Any, text: Callable[[str], str]
) -> dict[str, Any]:
    return {
        "headings": [text(name) for name in names],
        "shares": list(widths),
        "rows": [[text(cell) for cell in row] for row in rows],
        "paired": names == PAIR,
    }
