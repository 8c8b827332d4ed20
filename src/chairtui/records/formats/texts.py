"""The texts of a record as plain lists and objects: what templates are fed with, and all that they see."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from msgspec.structs import asdict

from chairtui.records.formats.columns import PAIR, headings, shares
from chairtui.records.formats.simpler import simpler
from chairtui.records.formats.unbroken import unbroken
from chairtui.records.record import (
    Blanks,
    Callout,
    Cell,
    Facts,
    Group,
    Paragraph,
    Part,
    Points,
    Quote,
    Record,
    Section,
    Table,
)
from chairtui.text import clean

OF_BLANKS = ("Row", "What is asked", "Your answer")
"""Headings of a form."""

_LONGEST = 1_000_000
_LONGEST_AT_THE_FOOT = 80
"""Characters of the reference at the foot of every page; at its head it stands whole."""

Show = Callable[[str], str]


def texts_of(record: Record, show: Show) -> dict[str, Any]:
    """Return the texts of a record, each once more clean and as `show` makes it; no date in it can break.

    The cells of a table are objects of `main`, `small` (lines) and `strong`; a column has `head` and `kind`.
    """
    return _texts(record, show, lambda section: section.parts, _part)


def simple_texts_of(record: Record, show: Show) -> dict[str, Any]:
    """Return the texts of a record in paragraphs, points and tables whose cells are texts.

    The widths of the columns are `shares`, in hundredths: what a template knows that was made for these.
    """
    return _texts(record, show, simpler, _simple)


def _texts(
    record: Record,
    show: Show,
    parts_of: Callable[[Section], Sequence[Part]],
    told: Callable[[Any, Show], dict[str, Any]],
) -> dict[str, Any]:
    def text(words: str) -> str:
        return show(unbroken(clean(words, limit=_LONGEST)))

    def one_line(words: str) -> str:
        return show(unbroken(clean(words, multiline=False, limit=_LONGEST_AT_THE_FOOT)))

    sections = [
        {
            "title": text(section.title),
            "new_page": section.new_page,
            "leads": section.leads,
            "parts": [told(part, text) for part in _parted(parts_of(section))],
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
        "footer": one_line(record.footer),
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


def _part(part: Part, text: Show) -> dict[str, Any]:
    match part:
        case Facts():
            rows = [
                {"label": text(row.label), "words": [text(one) for one in row.words], "strong": row.strong}
                for row in part.rows
            ]
            return {"kind": "facts", "rows": rows}
        case Callout():
            told = {"label": text(part.label), "lead": text(part.lead)}
            return {
                "kind": "callout",
                "tone": part.tone.value,
                **told,
                "lines": [text(one) for one in part.lines],
            }
        case Quote():
            return {"kind": "quote", "words": text(part.words), "by": text(part.by)}
        case Group():
            return {"kind": "group", "words": text(part.words)}
        case Table():
            columns = [{"head": text(one.head), "kind": one.kind.value} for one in part.columns]
            return {
                "kind": "table",
                "columns": columns,
                "headings": [one["head"] for one in columns],
                "rows": [[_cell(one, text) for one in row] for row in part.rows],
            }
        case _:
            return _simple(part, text)


def _cell(cell: Cell, text: Show) -> dict[str, Any]:
    return {**asdict(cell), "main": text(cell.main), "small": [text(one) for one in cell.small]}


def _simple(part: Paragraph | Points | Table | Blanks, text: Show) -> dict[str, Any]:
    match part:
        case Paragraph():
            return {"kind": "paragraph", "words": text(part.words), "strong": part.strong}
        case Points():
            return {"kind": "points", "points": [text(item) for item in part.items]}
        case Blanks():
            rows = [(row.key, row.words, row.given) for row in part.rows]
            return {"kind": "blanks", **_rows(OF_BLANKS, (14, 33, 53), rows, text)}
        case Table():
            cells = [[one.words for one in row] for row in part.rows]
            return {"kind": "table", **_rows(headings(part), shares(part), cells, text)}


def _rows(names: tuple[str, ...], widths: tuple[int, ...], rows: Any, text: Show) -> dict[str, Any]:
    return {
        "headings": [text(name) for name in names],
        "shares": list(widths),
        "rows": [[text(cell) for cell in row] for row in rows],
        "paired": names == PAIR,
    }
