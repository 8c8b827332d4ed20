"""Drawings in a Word document: each a picture with its words, where a line held its place."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from chairtui.records.formats.glyphs import FONTS
from chairtui.records.record import Paragraph, Part, Picture, Record

if TYPE_CHECKING:
    from docx.document import Document as Word

_WIDE_MM = 168
_DOTS = 220
"""Dots an inch: what a laser printer shows of thin lines."""
_PLACE = "\ufdd0{number}\ufdd0"
"""Stands for a drawing while a template is filled in; no text of a person keeps such a character."""
TEMPLATE = Path(__file__).parents[1] / "templates" / "drawing.typ"


def places(record: Record) -> tuple[Record, Mapping[str, Picture]]:
    """Return a record with a line in place of each drawing, and the drawing by that line."""
    kept: dict[str, Picture] = {}

    def placed(part: Part) -> Part:
        if not isinstance(part, Picture):
            return part
        place = _PLACE.format(number=len(kept))
        kept[place] = part
        return Paragraph(place)

    sections = tuple(replace(one, parts=tuple(map(placed, one.parts))) for one in record.sections)
    return replace(record, sections=sections), kept


def put_pictures(word: Word, kept: Mapping[str, Picture]) -> None:
    """Put each drawing where its line stands."""
    from docx.shared import Mm

    for paragraph in word.paragraphs if kept else ():
        picture = kept.get(paragraph.text.strip())
        if picture is not None:
            for run in paragraph.runs:
                run.text = ""
            drawn = paragraph.add_run().add_picture(io.BytesIO(as_png(picture.svg)), width=Mm(_WIDE_MM))
            _describe(drawn, picture.words)


def _describe(drawn: Any, words: str) -> None:
    properties = drawn._inline.docPr
    properties.set("descr", words)
    properties.set("title", "Chart")


def as_png(svg: str) -> bytes:
    """Return a drawing as a picture of dots, in the program's own letters."""
    import typst

    return typst.compile(
        TEMPLATE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"svg": svg},
        format="png",
        ppi=_DOTS,
    )
