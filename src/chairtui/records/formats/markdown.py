"""The record as Markdown, in which no text of the meeting can be anything but text."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from chairtui.records.record import Blanks, Paragraph, Part, Points, Record, Section, Table
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
    title = f"# {escape(record.title, lines=False)}\n\n{escape(record.subtitle, lines=False)}"
    return "\n\n".join([title, *map(_section, record.sections)]) + "\n"


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
    if isinstance(part, Paragraph):
        words = escape(part.words)
        return f"**{words}**" if part.strong else words
    if isinstance(part, Points):
        return "\n".join(f"- {escape(item)}" for item in part.items)
    if isinstance(part, Blanks):
        rows = tuple((row.key, row.words, row.given) for row in part.rows)
        return _table(Table(("Row", "What is asked", "Your answer"), rows))
    return _table(part)


def _table(part: Table) -> str:
    lines = [part.headings, ("---",) * len(part.headings), *part.rows]
    cells = [
        list(line) if number == 1 else [escape(cell) or " " for cell in line]
        for number, line in enumerate(lines)
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)
