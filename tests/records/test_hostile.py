"""Whatever is written in any field of a meeting comes out as text in every form, read by other programs."""

import csv
import io
from functools import cache

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from openpyxl import load_workbook
from pypdf import PdfReader
from tests.records.prepared import NOW, filled_with

from chairtui.core.views import plain_title
from chairtui.records.content.composing import compose
from chairtui.records.content.frame import Frame
from chairtui.records.delivery.exporting import render
from chairtui.records.formats.glyphs import shown
from chairtui.records.record import Record, texts_in
from chairtui.records.spreadsheets.sheets import actions_of, attendance_of
from chairtui.records.spreadsheets.workbook import write_csv, write_workbook
from chairtui.text import clean

HOSTILE = {
    "Markdown": "# *b* _i_ `c` [a](http://x.example) ![p](x) | > ~~~ $x$ https://a.example www.a.example ",
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(2)></style></title><!-- --> <b>b</b> ",
    "XML": "]]> &amp; &lt; &#x41; &xxe; <!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]> </w:t></si> ",
    "Jinja": "{{ 7*7 }} {% for x in y %} {# c #} {_{ y }_} {_% z %_} {%p x %} {%tr x %} {{ ''.__class__ }} ",
    "typst": '#panic(1) $x$ @ref <label> #import "x" ``` /* */ // #{ = \\u{41} ',
    "a formula": "=1+1 ",
    "a sum": "+1-1 ",
    "a command": "-cmd|'/C calc'!A0 ",
    "a function": '@SUM(A1) =HYPERLINK("http://x.example","a") ',
    "rich text": "<r><t>x</t></r> _x0041_ ",
    "control characters": "a\x00b\x07c\x1b[31m\x9bd\x7f\x0c\x0be\ud800f\ufffe ",
    "lines": "a\tb\nc\r\nd\u2028e\n\n\nf ",
    "direction": "\u202egnp.exe\u202c \u2066x\u2069 \u200f\u200e\u061c ",
    "emoji": "👩\u200d👧 😀 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f 👍🏽 ",
    "right to left": "שלום מִרְיָם مرحبا محمد بن علي (Kit) ",
    "heaps of marks": "Z" + "\u0301" * 50 + " e\u0301 \u0e34 ",
    "a long word": "x" * 400 + " ",
}
READ_AS_TEXT = ("md", "html", "docx", "pdf", "txt")


@cache
def record_with(words: str) -> Record:
    return compose(Frame(meeting=filled_with(words), rows=()))


def read_in(record: Record) -> tuple[object, ...]:
    """Return what every form shows: the first section needs no heading where the head of the page stands."""
    return record.title, *((one.parts if one.leads else one) for one in record.sections)


def flat(words: str) -> str:
    return "".join(words.split())


def plainly(words: str) -> str:
    """Return what is left of a text in a PDF, where letters may stand in the order of reading."""
    return "".join(char for char in words if char.isascii() and not char.isspace())


def read_by_another(form: str, content: bytes) -> str:
    if form == "docx":
        return "".join(one.text or "" for one in Document(io.BytesIO(content)).element.iter(qn("w:t")))
    if form == "pdf":
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if form == "html":
        return str(lxml_html.document_fromstring(content).find("body").text_content())
    if form == "md":
        made = MarkdownIt("commonmark").enable("table").render(content.decode())
        return str(lxml_html.document_fromstring(f"<body>{made}</body>").text_content())
    return content.decode()


@pytest.mark.parametrize("form", READ_AS_TEXT)
@pytest.mark.parametrize("kind", HOSTILE)
def test_every_text_of_a_record_is_read_as_it_was_written(kind: str, form: str) -> None:
    record = record_with(HOSTILE[kind])
    found = flat(read_by_another(form, render(record, form, NOW)))
    wanted = [clean(one, limit=1_000_000) for one in texts_in(read_in(record))]
    assert sum("Zq" in one for one in wanted) > 100
    if form == "pdf":
        # A page may end in the middle of a text: there, word by word.
        found = plainly(found)
        missing = [word for one in wanted for word in shown(one).split() if plainly(word) not in found]
    else:
        missing = [one for one in wanted if flat(one) not in found]
    assert missing == []


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_page_and_a_markdown_file_hold_no_element_that_somebody_wrote(kind: str) -> None:
    harmless, hostile = record_with("words "), record_with(HOSTILE[kind])
    for form in ("html", "md"):
        made = [render(one, form, NOW).decode() for one in (harmless, hostile)]
        if form == "md":
            made = [MarkdownIt("commonmark", {"html": False}).enable("table").render(one) for one in made]
        pages = [lxml_html.document_fromstring(one) for one in made]
        tags = [{str(one.tag) for one in page.iter()} - {"br"} for page in pages]
        assert tags[0] == tags[1]
        assert not [one for one in pages[1].iter() if one.get("href") or one.get("src")]


@pytest.mark.parametrize("kind", HOSTILE)
def test_every_cell_of_the_tables_is_read_as_it_was_written(kind: str) -> None:
    meeting = filled_with(HOSTILE[kind])
    for sheet in (actions_of(meeting, plain_title), attendance_of(meeting, plain_title)):
        wanted = [clean(cell).strip() for cell in sheet.rows[0] if isinstance(cell, str)]
        assert len(wanted) > 5
        [row] = load_workbook(io.BytesIO(write_workbook((sheet,), "T", NOW))).active.iter_rows(min_row=2)
        texts = [cell for cell, given in zip(row, sheet.rows[0], strict=True) if isinstance(given, str)]
        assert {cell.data_type for cell in texts} == {"s"}
        assert [cell.value.strip() for cell in texts] == wanted
        lines = csv.reader(io.StringIO(write_csv(sheet).decode("utf-8-sig"), newline=""))
        told = [
            one for one, given in zip(list(lines)[1], sheet.rows[0], strict=True) if isinstance(given, str)
        ]
        assert not [one for one in told if one.startswith(("=", "+", "-", "@", "\t", "\r"))]
        assert [one.removeprefix("'") for one in told] == [one.removeprefix("'") for one in wanted]
