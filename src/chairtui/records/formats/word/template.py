"""Makes the Word template of records; ``python -m chairtui.records.formats.word.template`` writes it anew."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chairtui.records.formats.word.inside import keep_only_what_shows

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.table import Table

FILE = Path(__file__).parents[1] / "templates" / "record.docx"

INK = "1B2A3A"
SHADE = "E9EEF3"
_SIZES = (("Normal", 10), ("Heading 1", 18), ("Heading 2", 13), ("Subtitle", 10), ("List Bullet", 10))


def build() -> bytes:
    """Return the template: headings, texts, lists and tables in loops over a record."""
    from docx import Document

    word = Document()
    _page(word)
    _styles(word)
    word.add_paragraph("{{ record.title }}", style="Heading 1")
    word.add_paragraph("{{ record.subtitle }}", style="Subtitle")
    for words in ("{%p for section in record.sections %}", "{%p if section.new_page %}"):
        word.add_paragraph(words)
    begun = word.add_paragraph("{{ section.title }}", style="Heading 2")
    begun.paragraph_format.page_break_before = True
    word.add_paragraph("{%p else %}")
    word.add_paragraph("{{ section.title }}", style="Heading 2")
    word.add_paragraph("{%p endif %}")
    word.add_paragraph("{%p for part in section.parts %}")
    _parts(word)
    word.add_paragraph("{%p endfor %}")
    word.add_paragraph("{%p endfor %}")
    word.add_paragraph("End of {{ record.reference }}", style="Subtitle")
    keep_only_what_shows(word)
    _describe(word)
    content = io.BytesIO()
    word.save(content)
    return content.getvalue()


def _parts(word: Word) -> None:
    word.add_paragraph("{%p if part.kind == 'paragraph' and part.strong %}")
    word.add_paragraph().add_run("{{ part.words }}").bold = True
    word.add_paragraph("{%p elif part.kind == 'paragraph' %}")
    word.add_paragraph("{{ part.words }}")
    word.add_paragraph("{%p elif part.kind == 'points' %}")
    word.add_paragraph("{%p for point in part.points %}")
    word.add_paragraph("{{ point }}", style="List Bullet")
    word.add_paragraph("{%p endfor %}")
    word.add_paragraph("{%p elif part.kind == 'blanks' %}")
    _table(word, form=True)
    word.add_paragraph("{%p else %}")
    _table(word)
    word.add_paragraph("{%p endif %}")


def _table(word: Word, *, form: bool = False) -> None:
    table = word.add_table(rows=4, cols=3)
    table.style = "Table Grid"
    table.autofit = False
    _fill(table, 0, ("{%tc for heading in part.headings %}", "{{ heading }}", "{%tc endfor %}"), bold=True)
    _fill(table, 1, ("{%tr for row in part.rows %}", "", ""))
    _fill(table, 2, ("{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}"))
    _fill(table, 3, ("{%tr endfor %}", "", ""))
    if form:
        written = table.rows[2]._tr.get_or_add_trPr()
        written.append(_element("w:cantSplit"))
        written.append(_element("w:trHeight", val="480", hRule="atLeast"))
    row = table.rows[0]._tr.get_or_add_trPr()
    row.append(_element("w:cantSplit"))
    row.append(_element("w:tblHeader"))
    table.rows[0].cells[1]._tc.get_or_add_tcPr().append(
        _element("w:shd", val="clear", color="auto", fill=SHADE)
    )
    _rules(table, boxed=form)


def _fill(table: Table, row: int, words: tuple[str, ...], *, bold: bool = False) -> None:
    for cell, text in zip(table.rows[row].cells, words, strict=True):
        cell.paragraphs[0].style = "Table text"
        cell.paragraphs[0].add_run(text).bold = bold or None


def _rules(table: Table, *, boxed: bool) -> None:
    """Give the table thin lines, around each cell where somebody writes, and cells that have room."""
    lines = _element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        if boxed or side in ("top", "bottom", "insideH"):
            lines.append(_element(f"w:{side}", val="single", sz="4", space="0", color="B8C2CC"))
        else:
            lines.append(_element(f"w:{side}", val="nil"))
    margins = _element("w:tblCellMar")
    for side, width in (("top", "60"), ("left", "100"), ("bottom", "60"), ("right", "100")):
        margins.append(_element(f"w:{side}", w=width, type="dxa"))
    properties = table._tbl.tblPr
    look = properties.find(_named("w:tblLook"))
    look.addprevious(lines)
    layout = properties.find(_named("w:tblLayout"))
    properties.remove(layout)
    look.addprevious(layout)
    look.addprevious(margins)
    for name in ("firstColumn", "lastRow", "lastColumn", "noVBand", "noHBand"):
        look.set(_named(f"w:{name}"), "0" if not name.startswith("no") else "1")


def _page(word: Word) -> None:
    from docx.shared import Mm

    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(20), Mm(22)
    foot = section.footer.paragraphs[0]
    foot.add_run("CONFIDENTIAL · {{ record.reference }} · Page ")
    _number(foot, "PAGE")
    foot.add_run(" of ")
    _number(foot, "NUMPAGES")


def _describe(word: Word) -> None:
    word.core_properties.author = "chairtui"
    word.core_properties.language = "en-GB"
    made = datetime(2026, 1, 1)  # noqa: DTZ001 - Word knows no zones here
    word.core_properties.created = word.core_properties.modified = made


def _styles(word: Word) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    cells = word.styles.add_style("Table text", WD_STYLE_TYPE.PARAGRAPH)
    cells.base_style = word.styles["Normal"]
    cells.font.size = Pt(9)
    cells.paragraph_format.space_before = cells.paragraph_format.space_after = Pt(0)
    for name, size in _SIZES:
        style = word.styles[name]
        style.font.name, style.font.size = "Arial", Pt(size)
        style.font.italic = False
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(_named(f"w:{script}"), "Arial")
            fonts.attrib.pop(_named(f"w:{script}Theme"), None)
        for spacing in style.element.rPr.findall(_named("w:spacing")):
            style.element.rPr.remove(spacing)
        if name not in ("Normal", "List Bullet"):
            style.font.color.rgb = RGBColor.from_string(INK)
    plain = word.styles["Normal"].paragraph_format
    plain.space_before, plain.space_after, plain.line_spacing = Pt(3), Pt(5), 1.1
    for heading, before in (("Heading 1", 0), ("Heading 2", 14)):
        shape = word.styles[heading].paragraph_format
        shape.space_before, shape.space_after, shape.keep_with_next = Pt(before), Pt(5), True
    for language in word.styles.element.iter(_named("w:lang")):
        language.set(_named("w:val"), "en-GB")


def _number(paragraph: Any, field: str) -> None:
    """Add a field that Word counts."""
    simple = _element("w:fldSimple", instr=field)
    run, text = _element("w:r"), _element("w:t")
    text.text = "1"
    run.append(text)
    simple.append(run)
    paragraph._p.append(simple)


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement

    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(_named(f"w:{key}"), value)
    return element


def _named(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))


if __name__ == "__main__":
    FILE.write_bytes(build())
