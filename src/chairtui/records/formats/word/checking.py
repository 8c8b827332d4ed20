"""What has to come out of a council's Word template: everything that a record says, and nothing that fetches.

It is asked of an invented record before the template is used, and of each record that is made from it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace

from chairtui.records.formats.word.document import write
from chairtui.records.formats.word.filling import knows
from chairtui.records.formats.word.inside import look_through, trees
from chairtui.records.formats.word.knowing import every_text, told
from chairtui.records.formats.word.spots import FaultyTemplate, shortened
from chairtui.records.record import (
    Blank,
    Blanks,
    Callout,
    Cell,
    Fact,
    Facts,
    Group,
    Paragraph,
    Part,
    Points,
    Quote,
    Record,
    Section,
    Tone,
    table,
)

MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)

_HEAD = ("authority", "document", "state", "whole_reference")
"""Fields that say together what record.subtitle says alone: a template shows those or this."""

FIELDS = {
    "Invented title": "record.title",
    "Invented name": "record.name",
    "Invented name: Invented title": "record.title",
    "Invented subtitle": "record.subtitle",
    "Invented second section": "section.title",
    "Invented third section": "section.title of a section with section.new_page",
    "Invented paragraph": "part.words of a paragraph",
    "Invented strong paragraph": "part.words of a paragraph with part.strong",
    "Invented point": "part.points of points",
    "Invented label": "fact.label of part.rows of facts",
    "Invented fact": "the first of fact.words of part.rows of facts",
    "Invented further line": "the second of fact.words of part.rows of facts",
    "Invented strong fact": "the first of fact.words with fact.strong of part.rows of facts",
    "Invented strong line": "the second of fact.words with fact.strong of part.rows of facts",
    "Invented group": "part.words of a group",
    "Invented quotation": "part.words of a quote",
    "Invented speaker": "part.by of a quote",
    "Invented heading": "part.headings of a table",
    "Invented cell": "cell.main of part.rows of a table",
    "Invented strong cell": "cell.main of part.rows of a table with cell.strong",
    "Invented small line": "cell.small of part.rows of a table",
    **{
        f"Invented {tone} {field}": f"part.{shown} of a callout with part.tone == '{tone}'"
        for tone in Tone
        for field, shown in (("label", "label"), ("lead", "lead"), ("line", "lines"))
    },
}
"""What the invented record says, and the field that shows it."""
_OLDER = {
    "table": "part.rows of a table",
    "paragraph": "part.words of a paragraph",
}
"""The field that shows it in a template that does not know the kind of part."""

_BOXES = tuple(
    Callout(tone, f"Invented {tone} lead", (f"Invented {tone} line",), f"Invented {tone} label")
    for tone in Tone
)
_PARTS: tuple[Part, ...] = (
    Paragraph("Invented paragraph"),
    Paragraph("Invented strong paragraph", strong=True),
    Points(("Invented point", "Second invented point")),
    Facts(
        (
            Fact("Invented label", ("Invented fact", "Invented further line")),
            Fact("Other label", ("Invented strong fact", "Invented strong line"), strong=True),
        )
    ),
    Group("Invented group"),
    Quote("Invented quotation", "Invented speaker"),
    table(
        "Invented heading|Other invented heading",
        (
            ("Invented cell", "Other invented cell"),
            (Cell("Invented strong cell", ("Invented small line",), strong=True), ""),
        ),
    ),
)
_WHOLE = Record(
    title="Invented title",
    reference="INVENTED-1",
    subtitle="Invented subtitle",
    version=1,
    name="Invented name",
    authority="Invented council",
    document="Invented document",
    state="Invented state",
    running="Invented head of a page",
    footer="Invented reader",
    sections=(
        Section("Invented first section", _BOXES, leads=True),
        Section("Invented second section", _PARTS[:3]),
        Section("Invented third section", _PARTS[3:], new_page=True),
        Section(
            "Invented fourth section", (Blanks((Blank("row", "Invented question", "Invented answer"),)),)
        ),
    ),
)
"""One part of each kind."""
INVENTED = (
    replace(_WHOLE, grave=True),
    replace(_WHOLE, draft=True),
    replace(_WHOLE, name="", document="", sections=()),
)
"""Records that go through every part of a template: what stands in one that is not asked for is not tried."""


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

    def lost(words: str) -> bool:
        return _flat(words) not in shown and _flat(words) not in whole

    texts = told(record, knows(template))
    for kind, words in every_text(texts):
        if lost(words):
            raise _leaves_out(_field(kind, words))
    if lost(texts["subtitle"]) and (not texts["document"] or any(lost(texts[one]) for one in _HEAD)):
        raise _leaves_out(f"record.subtitle, or else record.{', record.'.join(_HEAD)}")
    return content


def _leaves_out(what: str) -> FaultyTemplate:
    return FaultyTemplate(f"The template leaves out {what}: no record may lose what was said.")


def _field(kind: str, words: str) -> str:
    """Return the field that should have shown words, or the words themselves if no field is known by them."""
    field = FIELDS.get(words, "")
    return _OLDER[kind] if kind in _OLDER and kind not in field else field or f"“{shortened(words)}”"


def _paragraphs(word: Any) -> Iterator[str]:
    from docx.oxml.ns import qn

    for tree in trees(word):
        for paragraph in tree.iter(qn("w:p")):
            yield "".join(one.text or "" for one in paragraph.iter(qn("w:t")))


def _flat(words: str) -> str:
    """Return a text without its spaces, in small letters: a template may show it in capitals."""
    return "".join(words.split()).casefold()
