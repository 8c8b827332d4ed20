"""Makes the Word template of records; ``python -m chairtui.records.formats.word.template`` writes it anew."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chairtui.records.formats.word.inside import keep_only_what_shows
from chairtui.records.formats.word.styles import INK, LINE, element, named, set_styles
from chairtui.records.record import Tone

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.table import Table

FILE = Path(__file__).parents[1] / "templates" / "record.docx"


def build() -> bytes:
    """Return the template: the head of a record, then its parts in loops."""
    from docx import Document
    from docx.shared import Pt

    word = Document()
    _page(word)
    set_styles(word)
    _edges(word)
    _head(word)
    _lines(word, "{%p for section in record.sections %}", "{%p if not section.leads %}")
    _lines(word, "{%p if section.new_page %}")
    begun = word.add_paragraph("{{ section.title }}", style="Heading 2")
    begun.paragraph_format.page_break_before, begun.paragraph_format.space_before = True, Pt(0)
    _lines(word, "{%p else %}")
    word.add_paragraph("{{ section.title }}", style="Heading 2")
    _lines(word, "{%p endif %}", "{%p endif %}", "{%p for part in section.parts %}")
    _parts(word)
    _lines(word, "{%p endfor %}", "{%p endfor %}")
    keep_only_what_shows(word)
    _describe(word)
    content = io.BytesIO()
    word.save(content)
    return content.getvalue()


def _lines(word: Word, *lines: str) -> None:
    for line in lines:
        word.add_paragraph(line)


def _head(word: Word) -> None:
    _lines(word, "{%p if record.document %}")
    word.add_paragraph("{{ record.authority }}\t{{ record.whole_reference }}", style="Head of page")
    state = word.add_paragraph("{{ record.document }}\t", style="Head of page")
    state.add_run("{{ record.state }}").bold = True
    _lines(word, "{%p endif %}", "{%p if record.name %}")
    word.add_paragraph("{{ record.name }}", style="Heading 1")
    title = word.add_paragraph(style="Subtitle")
    _either(title, "record.grave", "{{ record.title }}")
    _lines(word, "{%p else %}")
    word.add_paragraph("{{ record.title }}", style="Heading 1")
    _lines(word, "{%p endif %}", "{%p if not record.document %}")
    word.add_paragraph("{{ record.subtitle }}", style="Head of page")
    _lines(word, "{%p endif %}")


def _parts(word: Word) -> None:
    _lines(word, "{%p if part.kind == 'paragraph' %}")
    _either(word.add_paragraph(), "part.strong", "{{ part.words }}")
    _lines(word, "{%p elif part.kind == 'points' %}", "{%p for point in part.points %}")
    word.add_paragraph("{{ point }}", style="List Bullet")
    _lines(word, "{%p endfor %}", "{%p elif part.kind == 'group' %}")
    word.add_paragraph("{{ part.words }}", style="Heading 3")
    _lines(word, "{%p elif part.kind == 'facts' %}")
    _facts(word)
    for tone in Tone:
        _lines(word, f"{{%p elif part.kind == 'callout' and part.tone == '{tone}' %}}")
        _callout(word, tone.value.capitalize())
    _lines(word, "{%p elif part.kind == 'quote' %}")
    word.add_paragraph("“{{ part.words }}”", style="Quote")
    _lines(word, "{%p if part.by %}")
    word.add_paragraph("{{ part.by }}", style="Quote by")
    _lines(word, "{%p endif %}", "{%p elif part.kind == 'blanks' %}")
    _form(word)
    _lines(word, "{%p else %}")
    _table(word)
    _lines(word, "{%p endif %}")


def _facts(word: Word) -> None:
    _lines(word, "{%p for fact in part.rows %}", "{%p for line in fact.words %}", "{%p if loop.first %}")
    fact = word.add_paragraph(style="Fact")
    fact.add_run("{{ fact.label }}").bold = True
    fact.add_run("\t")
    _either(fact, "fact.strong", "{{ line }}")
    _lines(word, "{%p else %}")
    _either(word.add_paragraph(style="Fact more"), "fact.strong", "{{ line }}")
    _lines(word, "{%p endif %}", "{%p endfor %}", "{%p endfor %}")


def _callout(word: Word, style: str) -> None:
    for field, name in (("label", f"{style} label"), ("lead", style)):
        _lines(word, f"{{%p if part.{field} %}}")
        word.add_paragraph(f"{{{{ part.{field} }}}}", style=name)
        _lines(word, "{%p endif %}")
    _lines(word, "{%p for line in part.lines %}")
    word.add_paragraph("{{ line }}", style=f"{style} words")
    _lines(word, "{%p endfor %}")


def _either(paragraph: Any, strong: str, words: str) -> None:
    """Show words in strong letters where a field says so."""
    paragraph.add_run(f"{{%r if {strong} %}}")
    paragraph.add_run(words).bold = True
    paragraph.add_run("{%r else %}")
    paragraph.add_run(words)
    paragraph.add_run("{%r endif %}")


def _table(word: Word) -> None:
    table = _begun(word)
    cell = table.rows[2].cells[1]
    _either(cell.paragraphs[0], "cell.strong", "{{ cell.main }}")
    for words in ("{%p if cell.signs %}", "{{ cell.signs }}", "{%p endif %}"):
        cell.add_paragraph(words, style="Cell signs")
    for words in ("{%p for line in cell.small %}", "{{ line }}", "{%p endfor %}"):
        cell.add_paragraph(words, style="Cell small")
    _look(table, boxed=False)


def _form(word: Word) -> None:
    """Add a table in which somebody writes: its rows are high, and each cell has lines around it."""
    table = _begun(word)
    _fill(table, 2, ("", "{{ cell }}", ""))
    written = table.rows[2]._tr.get_or_add_trPr()
    written.append(element("w:cantSplit"))
    written.append(element("w:trHeight", val="480", hRule="atLeast"))
    _look(table, boxed=True)


def _begun(word: Word) -> Table:
    """Return a table with its headings and its loops, without what a cell says."""
    table: Table = word.add_table(rows=4, cols=3)
    table.style = "Table Grid"
    table.autofit = False
    _fill(table, 0, ("{%tc for heading in part.headings %}", "{{ heading }}", "{%tc endfor %}"), bold=True)
    _fill(table, 1, ("{%tr for row in part.rows %}", "", ""))
    _fill(table, 2, ("{%tc for cell in row %}", "", "{%tc endfor %}"))
    _fill(table, 3, ("{%tr endfor %}", "", ""))
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(element("w:cantSplit"))
    head.append(element("w:tblHeader"))
    below = element("w:tcBorders")
    below.append(element("w:bottom", val="single", sz="8", space="0", color=INK))
    table.rows[0].cells[1]._tc.get_or_add_tcPr().append(below)
    return table


def _fill(table: Table, row: int, words: tuple[str, ...], *, bold: bool = False) -> None:
    for cell, text in zip(table.rows[row].cells, words, strict=True):
        cell.paragraphs[0].style = "Table text"
        if text:
            cell.paragraphs[0].add_run(text).bold = bold or None


def _look(table: Table, *, boxed: bool) -> None:
    """Give the table thin lines below its rows, or around each cell where somebody writes, and some room."""
    lines = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        if boxed or side in ("bottom", "insideH"):
            lines.append(element(f"w:{side}", val="single", sz="4", space="0", color=LINE))
        else:
            lines.append(element(f"w:{side}", val="nil"))
    margins = element("w:tblCellMar")
    sides = (("top", "40"), ("left", "90" if boxed else "0"), ("bottom", "40"), ("right", "100"))
    for side, width in sides:
        margins.append(element(f"w:{side}", w=width, type="dxa"))
    properties = table._tbl.tblPr
    look = properties.find(named("w:tblLook"))
    look.addprevious(lines)
    layout = properties.find(named("w:tblLayout"))
    properties.remove(layout)
    look.addprevious(layout)
    look.addprevious(margins)
    for name in ("firstColumn", "lastRow", "lastColumn", "noVBand", "noHBand"):
        look.set(named(f"w:{name}"), "0" if not name.startswith("no") else "1")


def _page(word: Word) -> None:
    from docx.shared import Mm

    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(18)
    section.header_distance = section.footer_distance = Mm(9)
    section.different_first_page_header_footer = True


def _edges(word: Word) -> None:
    """Say at the foot of each page how it is kept, and from the second on at the head whose it is."""
    section = word.sections[0]
    section.header.paragraphs[0].style = section.first_page_header.paragraphs[0].style = "Edge of page"
    running = section.header.paragraphs[0]
    for words in (
        "{{ record.running }}\t{{ record.reference }}",
        "{%r if record.draft %}",
        " · DRAFT",
        "{%r endif %}",
    ):
        running.add_run(words)
    for footer in (section.footer, section.first_page_footer):
        foot = footer.paragraphs[0]
        foot.style = "Edge of page"
        foot.add_run("{{ record.marking }}").bold = True
        foot.add_run(" {{ record.footer }}\tPage ")
        _number(foot, "PAGE")
        foot.add_run(" of ")
        _number(foot, "NUMPAGES")


def _describe(word: Word) -> None:
    word.core_properties.author = "chairtui"
    word.core_properties.language = "en-GB"
    made = datetime(2026, 1, 1)  # noqa: DTZ001 - Word knows no zones here
    word.core_properties.created = word.core_properties.modified = made


def _number(paragraph: Any, field: str) -> None:
    """Add a field that Word counts."""
    simple = element("w:fldSimple", instr=field)
    run, text = element("w:r"), element("w:t")
    text.text = "1"
    run.append(text)
    simple.append(run)
    paragraph._p.append(simple)


if __name__ == "__main__":
    FILE.write_bytes(build())
