"""What a Word template knows of a record, by the fields that it names; the rest it is told in what it knows.

A template that a council made before a record had facts, callouts, quotations and groups, or cells with lines
in smaller letters, goes on working: it is given the same texts in paragraphs, points and tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from chairtui.records.formats.simpler import CELL, KINDS, PICTURE
from chairtui.records.formats.texts import texts_of
from chairtui.records.record import Record

NAME = "name"
"""Knowing whom the record is about, apart from the title."""

_ASKED = {
    **{kind: re.compile(rf"""['"]{kind}['"]""") for kind in KINDS - {CELL, PICTURE}},
    CELL: re.compile(r"\.main\b"),
    NAME: re.compile(r"\brecord\.name\b"),
}
EVERYTHING: frozenset[str] = frozenset(_ASKED)

TOLD = {
    NAME: ("record.name", "whom it is about", "before the title"),
    "facts": ("part.kind == 'facts'", "facts", "as a table of two columns"),
    "callout": ("part.kind == 'callout'", "boxes", "as strong paragraphs"),
    "quote": ("part.kind == 'quote'", "quotations", "as paragraphs"),
    "group": ("part.kind == 'group'", "headings within a section", "as strong paragraphs"),
    CELL: ("cell.main, cell.small, cell.strong", "smaller lines in a cell", "in the letters of the others"),
}
"""The field that shows what a template may not know, what it is, and how it is told instead."""


def known_to(tags: Iterable[str]) -> frozenset[str]:
    """Return what a template knows that has these fields and commands, without their braces."""
    words = "\n".join(tags)
    return frozenset(one for one, asked in _ASKED.items() if asked.search(words))


def told(record: Record, known: frozenset[str]) -> dict[str, Any]:
    """Return the texts of a record as a template can show them that knows so much."""
    texts = texts_of(record, str, known)
    if texts["name"] and NAME not in known:
        texts["title"] = f"{texts['name']}: {texts['title']}"
    return texts


def newer(known: frozenset[str]) -> Iterator[str]:
    """Yield a sentence for each thing that a template does not know, naming its field."""
    for name, (field, what, how) in TOLD.items():
        if name not in known:
            yield f"{what[:1].upper()}{what[1:]} ({field}): told {how}."


def every_text(texts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield every text that a template has to show, in order, with the kind of its part (“” for the head)."""
    yield "", texts["title"]
    yield "", texts["name"]
    for section in texts["sections"]:
        if not section["leads"]:
            yield "", section["title"]
        for part in section["parts"]:
            for words in _texts_in(part):
                yield part["kind"], words


_SHOWN = ("label", "lead", "words", "lines", "points", "by", "headings", "rows", "main", "small")


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts_in(item)
    else:
        for name in _SHOWN:
            yield from _texts_in(value.get(name, []))
