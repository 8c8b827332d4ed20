"""The record as Markdown, in which no text of the meeting can be anything but text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from chairtui.records.formats.texts import OF_BLANKS
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
    Record,
    Section,
    Table,
)
from chairtui.text import clean

_LONGEST = 1_000_000
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_MARKS = re.compile(r"([\\`*_\[\]{}#|~$!^@])")
_LINE_START = re.compile(r"^([-+=:])|^(\d+)([.)])")
_ADDRESS = re.compile(r"(?i):(?=//)|\bwww(?=\.)|\b(?:mailto|xmpp)(?=:)")
_DOT_INSIDE = re.compile(r"(?<=\w)\.(?=[^\W\d_])")
"""Many readers make a link of a bare `school.uk`, also where a blank after a full stop is forgotten."""


def export(record: Record, _made_at: datetime, _own: Path | None) -> bytes:
    """Return the record as a file of Markdown."""
    return write(record).encode()


def write(record: Record) -> str:
    """Return the record as Markdown (CommonMark with tables)."""
    name = ": ".join(filter(None, (record.name, record.title)))
    head = [f"# {escape(name, lines=False)}", escape(record.subtitle, lines=False)]
    if record.footer:
        head.append(f"**{escape(record.marking)}** {escape(record.footer, lines=False)}")
    return "\n\n".join([*head, *map(_section, record.sections)]) + "\n"


def escape(words: str, *, lines: bool = True) -> str:
    """Return a text that Markdown shows as it is; without `lines` it stays in one line."""
    kept = [_line(line.strip()) for line in clean(words, limit=_LONGEST).strip().split("\n")]
    return "<br>".join(kept) if lines else " ".join(filter(None, kept))


def _line(words: str) -> str:
    words = words.translate(_ENTITIES)
    words = _MARKS.sub(r"\\\1", words.replace("\t", " "))
    words = _LINE_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", words)
    return _DOT_INSIDE.sub(r"\.", _ADDRESS.sub(r"\g<0>\\", words))


def _section(section: Section) -> str:
    parts = [_part(part) for part in section.parts]
    return "\n\n".join([f"## {escape(section.title, lines=False)}", *parts])


def _part(part: Part) -> str:
    match part:
        case Paragraph():
            words = escape(part.words)
            return f"**{words}**" if part.strong else words
        case Points():
            return _points(escape(item) for item in part.items)
        case Facts():
            return _points(
                f"**{escape(row.label)}:** {'<br>'.join(map(escape, row.words))}" for row in part.rows
            )
        case Callout():
            lines = [part.label, part.lead, *part.lines]
            strong = [f"**{escape(one)}**" if n < 2 else escape(one) for n, one in enumerate(lines) if one]
            return f"> {'<br>'.join(strong)}"
        case Quote():
            return f"> {'<br>'.join(escape(one) for one in (f'“{part.words}”', part.by) if one)}"
        case Group():
            return f"### {escape(part.words, lines=False)}"
        case Picture():
            return escape(part.words)
        case Blanks():
            return _table(OF_BLANKS, ((row.key, row.words, row.given) for row in part.rows))
        case Table():
            return _rows(
                [escape(head) or " " for head in part.headings], (map(_cell, row) for row in part.rows)
            )


def _points(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _cell(cell: Cell) -> str:
    drawn = f"`{cell.signs}`" if cell.signs else ""
    return "<br>".join(filter(None, (drawn, escape(cell.words)))) or " "


def _table(headings: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    return _rows(headings, ((escape(cell) or " " for cell in row) for row in rows))


def _rows(headings: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    cells = [list(headings), ["---"] * len(headings), *map(list, rows)]
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)
