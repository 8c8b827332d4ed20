"""The texts of a record as plain lists and objects: what templates are fed with, and all that they see."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from chairtui.records.formats.columns import headings, shares
from chairtui.records.formats.simpler import CELL, KINDS, known_parts
from chairtui.records.formats.unbroken import unbroken
from chairtui.records.record import (
    Blanks,
    Callout,
    Cell,
    Fact,
    Facts,
    Group,
    Paragraph,
    Part,
    Picture,
    Points,
    Quote,
    Record,
    Table,
)
from chairtui.text import clean

OF_BLANKS = ("Row", "What is asked", "Your answer")
"""Headings of a form."""
_SHARES_OF_BLANKS = (14, 33, 53)

_LONGEST = 1_000_000
_LONGEST_AT_THE_FOOT = 100
"""Characters of what stands at the edges of every page; in the head the reference stands whole."""

Show = Callable[[str], str]


def texts_of(record: Record, show: Show, known: frozenset[str] = KINDS) -> dict[str, Any]:
    """Return the texts of a record, each once more clean and as `show` makes it; no date in it can break.

    Parts of kinds that are not `known` are told in paragraphs and tables. A table has `headings`, the kinds
    of its `columns`, their widths as `shares` in hundredths, and `rows` of cells: objects of `main`, `small`
    (lines), `strong` and `signs` (drawn for the eye alone), or texts for what does not know these.
    """

    def text(words: str) -> str:
        return show(unbroken(clean(words, limit=_LONGEST)))

    def one_line(words: str) -> str:
        return show(unbroken(clean(words, multiline=False, limit=_LONGEST_AT_THE_FOOT)))

    sections = [
        {
            "title": text(section.title),
            "new_page": section.new_page,
            "leads": section.leads,
            "parts": [_part(part, text, known) for part in _parted(known_parts(section, known))],
        }
        for section in record.sections
    ]
    return {
        "title": text(record.title),
        "subtitle": text(record.subtitle),
        "name": text(record.name),
        "grave": record.grave,
        "draft": record.draft,
        "authority": text(record.authority),
        "document": text(record.document),
        "state": text(record.state),
        "running": one_line(record.running),
        "marking": record.marking,
        "footer": one_line(record.footer or f"· {record.reference}"),
        "reference": one_line(record.reference),
        "whole_reference": text(record.reference),
        "sections": sections,
    }


def _parted(parts: Sequence[Part]) -> Iterator[Part]:
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


def _part(part: Part, text: Show, known: frozenset[str]) -> dict[str, Any]:
    kind = type(part).__name__.lower()
    match part:
        case Paragraph():
            return {"kind": kind, "words": text(part.words), "strong": part.strong}
        case Points():
            return {"kind": kind, "points": [text(item) for item in part.items]}
        case Group():
            return {"kind": kind, "words": text(part.words)}
        case Quote():
            return {"kind": kind, "words": text(part.words), "by": text(part.by)}
        case Facts():
            return {"kind": kind, "rows": [_fact(row, text) for row in part.rows]}
        case Picture():
            return {"kind": kind, "svg": part.svg, "words": text(part.words)}
        case Callout():
            lines = [text(one) for one in part.lines]
            said = {"label": text(part.label), "lead": text(part.lead), "lines": lines}
            return {"kind": kind, "tone": part.tone.value, **said}
        case Blanks():
            return {"kind": kind, **_form(part, text)}
        case Table():
            return {"kind": kind, **_table(part, text, rich=CELL in known)}


def _fact(row: Fact, text: Show) -> dict[str, Any]:
    return {"label": text(row.label), "words": [text(one) for one in row.words], "strong": row.strong}


def _form(part: Blanks, text: Show) -> dict[str, Any]:
    rows = [[text(cell) for cell in (row.key, row.words, row.given)] for row in part.rows]
    return {"headings": list(OF_BLANKS), "shares": list(_SHARES_OF_BLANKS), "rows": rows, "paired": False}


def _table(part: Table, text: Show, *, rich: bool) -> dict[str, Any]:
    return {
        "columns": [{"head": text(one.head), "kind": one.kind.value} for one in part.columns],
        "headings": [text(head) for head in headings(part)],
        "shares": list(shares(part)),
        "rows": [[_cell(one, text) if rich else text(one.words) for one in row] for row in part.rows],
        "paired": not any(part.headings),
    }


def _cell(cell: Cell, text: Show) -> dict[str, Any]:
    small = [text(one) for one in cell.small]
    return {"main": text(cell.main), "small": small, "strong": cell.strong, "signs": text(cell.signs)}
