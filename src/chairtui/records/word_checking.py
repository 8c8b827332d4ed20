"""Trying a council's Word template out with an invented record, before any record is made from it."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from functools import lru_cache

from chairtui.records.record import Blank, Blanks, Paragraph, Part, Points, Record, Section, Table
from chairtui.records.word import write
from chairtui.records.word_filling import FaultyTemplate

FIELDS = {
    "Invented title": "record.title",
    "Invented subtitle": "record.subtitle",
    "First section": "section.title",
    "Second section": "section.title of a section with section.new_page",
    "A paragraph": "part.words of a paragraph",
    "A strong paragraph": "part.words of a paragraph with part.strong",
    "A point": "part.points of points",
    "A heading": "part.headings of a table",
    "A cell": "part.rows of a table",
    "A paired cell": "part.rows of a table with part.paired",
}
"""What a record made from any template must show, and the field that shows it."""

_PARTS: tuple[Part, ...] = (
    Paragraph("A paragraph"),
    Paragraph("A strong paragraph", strong=True),
    Points(("A point", "A second point")),
    Table(("A heading", "Another heading"), (("A cell", "Another cell"), ("A second row", ""))),
    Table(("", ""), (("A paired cell", "And its words"),)),
    Blanks((Blank("row", "A question", "An answer"),)),
)
INVENTED = Record(
    title="Invented title",
    reference="INVENTED-1",
    subtitle="Invented subtitle",
    version=1,
    sections=(
        Section("First section", _PARTS[:3], first_page=True),
        Section("Second section", _PARTS[3:], new_page=True),
    ),
)
"""A record with one part of each kind."""


@lru_cache(maxsize=1)
def checked(template: bytes) -> bytes:
    """Return a template that was tried out and leaves out nothing that a record says.

    Raises:
        FaultyTemplate: it cannot be used; the text says where and why.
    """
    try:
        shown = _words_of(write(INVENTED, datetime(2026, 1, 1, tzinfo=UTC), template))
    except FaultyTemplate:
        raise
    except Exception:  # a damaged template may have lost anything that python-docx takes for granted
        raise FaultyTemplate("The file is damaged: no document can be made from it.") from None
    for words, field in FIELDS.items():
        if words not in shown:
            raise FaultyTemplate(f"The template leaves out {field}: no record may lose what was said.")
    return template


def _words_of(content: bytes) -> set[str]:
    """Return the texts of the paragraphs of a Word document."""
    from docx import Document
    from docx.oxml.ns import qn

    paragraphs = Document(io.BytesIO(content)).element.body.iter(qn("w:p"))
    return {"".join(one.text or "" for one in words.iter(qn("w:t"))).strip() for words in paragraphs}
