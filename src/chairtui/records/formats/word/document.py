"""The record as Word document, from a template that a council can edit in Word."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chairtui.records.formats.word.boxes import keep_boxes_whole
from chairtui.records.formats.word.filling import filled
from chairtui.records.formats.word.knowing import told
from chairtui.records.formats.word.pictures import places, put_pictures
from chairtui.records.record import Record

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph

TEMPLATE = Path(__file__).parents[1] / "templates" / "record.docx"

_LONGEST_PROPERTY = 255
_LETTERS_OF_A_ROW = 800
"""Letters of a cell that fit on a page also where its column is narrow."""
_AFTER_TABLE = 6
"""Points between a table and the words below it; Word knows no space below a table."""
_TWIPS_OF_MM = 1440 / 25.4


def write(record: Record, made_at: datetime, template: bytes | None = None) -> bytes:
    """Return the record as a Word document made at a time (UTC), from the shipped template or another.

    Raises:
        FaultyTemplate: the template cannot be filled in.
    """
    texts: dict[str, Any] = {}
    placed, pictures = places(record)

    def asked(known: frozenset[str]) -> dict[str, Any]:
        texts.update(told(placed, known))
        return texts

    word = filled(asked, TEMPLATE.read_bytes() if template is None else template)
    _set_widths(word, [part for section in texts["sections"] for part in section["parts"]])
    _keep_with_tables(word)
    _keep_rows_whole(word)
    keep_boxes_whole(word)
    put_pictures(word, pictures)
    _describe(word, record, made_at)
    content = io.BytesIO()
    word.save(content)
    return content.getvalue()


def _set_widths(word: Word, parts: list[dict[str, Any]]) -> None:
    """Give the columns of each table of the record their shares of the width, in a table that keeps them."""
    section = word.sections[0]
    sides = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    whole = round(sides / 36000 * _TWIPS_OF_MM)
    shared = iter([part for part in parts if "shares" in part])
    wanted = next(shared, None)
    for table in word.tables:
        # A template may have tables of its own, such as a letterhead: those stay as they are.
        first = table.rows[0].cells if len(table.rows) else ()
        if wanted and [_flat(cell.text) for cell in first] == _headings(wanted):
            _widen(table._tbl, [str(whole * share // 100) for share in wanted["shares"]])
            wanted = next(shared, None)


def _headings(part: dict[str, Any]) -> list[str]:
    return [_flat(one) for one in part["headings"]]


def _flat(words: str) -> str:
    return "".join(words.split())


def _widen(table: Any, widths: list[str]) -> None:
    from docx.oxml.ns import qn

    for column, width in zip(table.tblGrid, widths, strict=False):
        column.set(qn("w:w"), width)
    for row in table.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=False):
            own_width = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
            if own_width is not None:
                own_width.set(qn("w:w"), width)
                own_width.set(qn("w:type"), "dxa")


def _keep_with_tables(word: Word) -> None:
    """Let what is said of a table, and its headings, stay with its first row over the end of a page."""
    from docx.shared import Pt
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    blocks = list(word.iter_inner_content())
    for before, block in pairwise(blocks):
        if isinstance(block, Table):
            leading = [cell for row in block.rows[:1] for cell in row.cells]
            kept = [paragraph for cell in leading for paragraph in cell.paragraphs]
            for paragraph in (before, *kept) if isinstance(before, Paragraph) else kept:
                paragraph.paragraph_format.keep_with_next = True
        elif isinstance(before, Table) and _space_before(block) < Pt(_AFTER_TABLE):
            block.paragraph_format.space_before = Pt(_AFTER_TABLE)


def _space_before(paragraph: Paragraph) -> int:
    style = paragraph.style.paragraph_format.space_before if paragraph.style else None
    return paragraph.paragraph_format.space_before or style or 0


def _keep_rows_whole(word: Word) -> None:
    """Let no row run on over the end of a page, unless it would not fit on any."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for table in word.tables:
        for row in table._tbl.tr_lst:
            looks = row.get_or_add_trPr()
            if looks.find(qn("w:cantSplit")) is None and _length(row) <= _LETTERS_OF_A_ROW:
                looks.insert(0, OxmlElement("w:cantSplit"))


def _length(row: Any) -> int:
    """Return how many letters the longest cell of a row has."""
    from docx.oxml.ns import qn

    return max((sum(len(t.text or "") for t in cell.iter(qn("w:t"))) for cell in row.tc_lst), default=0)


def _describe(word: Word, record: Record, made_at: datetime) -> None:
    """Write title, language and time into the properties of the document."""
    from chairtui.text import clean

    properties = word.core_properties
    title = " · ".join(filter(None, (record.name, record.title)))
    properties.title = clean(title, multiline=False, limit=_LONGEST_PROPERTY)
    properties.subject = clean(record.reference, multiline=False, limit=_LONGEST_PROPERTY)
    properties.language = "en-GB"
    properties.author = properties.last_modified_by = "chairtui"
    properties.created = properties.modified = made_at.astimezone(UTC).replace(tzinfo=None)
