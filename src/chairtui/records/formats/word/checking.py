"""What has to come out of a council's Word template: everything that a record says, and nothing that fetches.

It is asked of an invented record before the template is used, and of each record that is made from it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from chairtui.records.formats.texts import simple_texts_of
from chairtui.records.formats.word.document import write
from chairtui.records.formats.word.inside import look_through, trees
from chairtui.records.formats.word.spots import FaultyTemplate, shortened
from chairtui.records.record import Blank, Blanks, Paragraph, Part, Points, Record, Section, named, table

MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)

FIELDS = {
    "Invented title": "record.title",
    "Invented subtitle": "record.subtitle",
    "First invented section": "section.title",
    "Second invented section": "section.title of a section with section.new_page",
    "Invented paragraph": "part.words of a paragraph",
    "Invented strong paragraph": "part.words of a paragraph with part.strong",
    "Invented point": "part.points of points",
    "Invented heading": "part.headings of a table",
    "Invented cell": "part.rows of a table",
    "Invented paired cell": "part.rows of a table with part.paired",
}
"""What the invented record says, and the field that shows it."""

_PARTS: tuple[Part, ...] = (
    Paragraph("Invented paragraph"),
    Paragraph("Invented strong paragraph", strong=True),
    Points(("Invented point", "Second invented point")),
    table(
        "Invented heading|Other invented heading",
        (("Invented cell", "Other invented cell"), ("Second invented row", "")),
    ),
    named((("Invented paired cell", "And its invented words"),)),
    Blanks((Blank("row", "Invented question", "Invented answer"),)),
)
INVENTED = Record(
    title="Invented title",
    reference="INVENTED-1",
    subtitle="Invented subtitle",
    version=1,
    sections=(
        Section("First invented section", _PARTS[:3]),
        Section("Second invented section", _PARTS[3:], new_page=True),
    ),
)
"""A record with one part of each kind."""


def written(record: Record, made_at: datetime, template: bytes) -> bytes:
    """Return a record made from a council's own template, looked through after it was filled in.

    Raises:
        FaultyTemplate: the template cannot be used; the text says where and why.
    """
    from docx import Document

    content = write(record, made_at, template)
    word = Document(io.BytesIO(content))
    look_through(word)
    shown = {_flat(words) for words in _paragraphs(word)}
    whole = "\n".join(shown)
    for words in _said(simple_texts_of(record, str)):
        flat = _flat(words)
        if flat not in shown and flat not in whole:
            lost = FIELDS.get(words) or f"“{shortened(words)}”"
            raise FaultyTemplate(f"The template leaves out {lost}: no record may lose what was said.")
    return content


def _said(texts: Any) -> Iterator[str]:
    """Yield every text of a record; the reference stands in the subtitle."""
    yield from (texts["title"], texts["subtitle"])
    for section in texts["sections"]:
        yield section["title"]
        for part in section["parts"]:
            yield from filter(None, (part.get("words"), *part.get("points", ()), *part.get("headings", ())))
            yield from (cell for row in part.get("rows", ()) for cell in row)


def _paragraphs(word: Any) -> Iterator[str]:
    from docx.oxml.ns import qn

    for tree in trees(word):
        for paragraph in tree.iter(qn("w:p")):
            yield "".join(one.text or "" for one in paragraph.iter(qn("w:t")))


def _flat(words: str) -> str:
    """Return a text without its spaces, in small letters: a template may show it in capitals."""
    return "".join(words.split()).casefold()
