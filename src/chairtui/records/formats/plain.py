"""The record as plain text, to paste into a message or to fill in with any editor."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from chairtui.records.formats.simpler import Simple, simpler
from chairtui.records.record import Blanks, Paragraph, Points, Record, Table
from chairtui.text import clean

WIDTH = 78
MARK = "[[{key}]]"
"""Stands alone in a line above what is filled in for a row of a form."""

_LONGEST = 1_000_000


def export(record: Record, _made_at: datetime, _own: Path | None) -> bytes:
    """Return the record as a file of plain text."""
    return write(record).encode()


def write(record: Record) -> str:
    """Return the record as plain text."""
    return "\n".join(_lines(record)).rstrip() + "\n"


def _lines(record: Record) -> Iterator[str]:
    title = _one_line(": ".join(filter(None, (record.name, record.title))))
    yield from (title, "=" * min(WIDTH, len(title)), _one_line(record.subtitle))
    if record.footer:
        yield _one_line(f"{record.marking} {record.footer}")
    yield ""
    for section in record.sections:
        heading = _one_line(section.title)
        yield from (heading, "-" * min(WIDTH, len(heading)))
        for part in simpler(section):
            yield from _part(part)
            yield ""


def _part(part: Simple) -> Iterator[str]:
    match part:
        case Paragraph():
            yield from _wrapped(part.words)
        case Points():
            for item in part.items:
                yield from _wrapped(item, "- ")
        case Blanks():
            for blank in part.rows:
                yield from ("", *_wrapped(blank.words), MARK.format(key=blank.key))
                yield from (*_wrapped(blank.given), MARK.format(key="end"))
        case Table():
            yield from _table(part)


def _table(table: Table) -> Iterator[str]:
    for number, row in enumerate(table.rows):
        if not any(table.headings):
            yield from _wrapped(f"{row[0].words}: {' '.join(one.words for one in row[1:])}")
            continue
        if number:
            yield ""
        for heading, cell in zip(table.headings, row, strict=False):
            if cell.words.strip():
                yield from _wrapped(f"{heading}: {cell.words}")


def _wrapped(words: str, mark: str = "") -> Iterator[str]:
    """Yield the lines of a text; none of them can look like a mark of the form."""
    for line in clean(words, limit=_LONGEST).replace("[[", "[ [").split("\n"):
        wrapped = textwrap.wrap(line, WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark))
        yield from wrapped or [""]
        mark = " " * len(mark)


def _one_line(words: str) -> str:
    return clean(words, multiline=False, limit=_LONGEST).replace("[[", "[ [")
