"""How long a page becomes: an estimate by the letters, the same for PDF and Word and wherever it is made.

A page of A4 has 58 lines of text of 10 pt within its margins (`templates/record.typ`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from chairtui.records.record import (
    Blanks,
    Callout,
    Cell,
    Facts,
    Group,
    Paragraph,
    Part,
    Picture,
    Points,
    Quote,
    Section,
    Table,
    Width,
)

PAGE = 58
_HEAD = 3.2
_PICTURE = 16
"""The head of a document with one line of a name, less what the parts are estimated too long: the estimate of
a whole page is at most two lines more than the page has, and never less."""
_WHOLE, _BESIDE = 100, 78
"""Letters in a line over the whole width, and beside a label."""
_FIXED = {Width.NUMBER: 5, Width.DATE: 25, Width.STAMP: 15, Width.PERSON: 24}
"""Letters in a line of a column whose width is fixed."""
_SHARE = {Width.WORDS: 1.0, Width.WIDE: 1.5}


def fits(name: str, sections: Iterable[Section]) -> bool:
    """Say whether sections stand on the first page, below the head with a name."""
    return _HEAD + 2 * _lines(name, 46) - 2 + sum(map(_section, sections)) <= PAGE


def _section(section: Section) -> float:
    return (0.0 if section.leads else 2.9) + sum(map(_part, section.parts))


def _part(part: Part) -> float:
    match part:
        case Paragraph():
            return _lines(part.words, _WHOLE) + 0.2
        case Points():
            return sum(_lines(one, _WHOLE - 3) for one in part.items) + 0.5
        case Facts():
            return sum(_lines(line, _BESIDE) for row in part.rows for line in row.words) * 1.03 + 0.8
        case Callout():
            large = _lines(part.lead, _WHOLE - 25) * 1.3
            return large + sum(_lines(one, _WHOLE - 8) for one in (*part.lines, part.label) if one) + 1.8
        case Quote():
            return _lines(part.words, _WHOLE - 10) + _lines(part.by, _WHOLE) + 0.8
        case Group():
            return 1.6
        case Picture():
            return _PICTURE
        case Table():
            widths = _widths(part)
            return 2.2 + sum(_row(row, widths) for row in part.rows)
        case Blanks():
            return 4.0 * len(part.rows)


def _widths(table: Table) -> list[int]:
    kinds = [column.kind for column in table.columns]
    left = 105 - sum(_FIXED.get(kind, 0) for kind in kinds)
    shared = sum(_SHARE.get(kind, 0.0) for kind in kinds) or 1.0
    return [_FIXED.get(kind) or max(8, int(left * _SHARE[kind] / shared)) for kind in kinds]


def _row(row: tuple[Cell, ...], widths: list[int]) -> float:
    tallest = max(_cell(one, width) for one, width in zip(row, widths, strict=True))
    return tallest * 0.89 + 0.3


def _cell(cell: Cell, width: int) -> float:
    return _lines(cell.main, width) + 0.95 * sum(_lines(one, int(width * 1.08)) for one in cell.small)


def _lines(words: str, letters: int) -> int:
    return sum(max(1, math.ceil(len(line) / letters)) for line in words.split("\n")) if words else 0
