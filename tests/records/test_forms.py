"""Records as Word and PDF, opened again by other programs: every text in them is text and nothing else."""

import io
import subprocess
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from tests.records.prepared import KEPT, NOW, a_desk, everything_in, hostile_record, paper
from tests.records.test_record import exemplary, record_of

from chairtui.core.preparing import Paper
from chairtui.records.delivery.exporting import render
from chairtui.records.formats import pdf, plain
from chairtui.records.formats.glyphs import shown
from chairtui.records.formats.word import document as word
from chairtui.records.formats.word import template as word_template
from chairtui.records.record import Cell, Column, Paragraph, Record, Section, Table
from chairtui.records.record import table as table_of
from chairtui.text import clean


def flat(words: str) -> str:
    return "".join(words.split())


def pdf_words(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def tool(folder: Path, content: bytes, *command: str) -> str:
    file = folder / "file.pdf"
    file.write_bytes(content)
    whole = [*command, str(file), *(["-"] if command[0] == "pdftotext" else [])]
    return subprocess.run(whole, capture_output=True, check=True).stdout.decode(errors="replace")


def test_a_word_record_has_title_language_headings_and_repeated_table_headers() -> None:
    record = record_of(exemplary())
    found = Document(io.BytesIO(word.write(record, NOW)))
    assert found.core_properties.title == f"{record.name} · {record.title}"
    assert found.core_properties.language == "en-GB"
    languages = {one.get(qn("w:val")) for one in found.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    headings = [one.text for one in found.paragraphs if one.style and one.style.name == "Heading 2"]
    assert headings == [section.title for section in record.sections if not section.leads]
    for style, words in (("Heading 1", record.name), ("Subtitle", record.title)):
        assert [one.text for one in found.paragraphs if one.style and one.style.name == style] == [words]
    tables = [part for section in record.sections for part in section.parts if isinstance(part, Table)]
    assert len(found.tables) == len(tables)
    for there, table in zip(found.tables, tables, strict=True):
        first = there.rows[0]._tr
        assert first.trPr is not None
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert len(there.rows) == 1 + len(table.rows)
        assert all(cell.text for cell in there.rows[0].cells)
        assert not there.autofit


def test_what_is_said_of_a_table_stays_with_it_over_the_end_of_a_page() -> None:
    found = Document(io.BytesIO(word.write(record_of(exemplary()), NOW)))
    tables = {table._tbl for table in found.tables}
    before = [one for one in found.paragraphs if one._p.getnext() in tables]
    assert len(before) > 5
    assert all(
        one.paragraph_format.keep_with_next or (one.style and one.style.name) == "Heading 2" for one in before
    )


def test_the_columns_of_a_table_fill_the_page() -> None:
    found = Document(io.BytesIO(word.write(record_of(exemplary()), NOW)))
    for table in found.tables:
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        assert 9500 < sum(widths) < 9700
        assert min(widths) > 300


def test_the_word_template_is_made_by_its_script() -> None:
    def parts(content: bytes) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return {name: packed.read(name) for name in packed.namelist()}

    shipped, made = parts(word_template.FILE.read_bytes()), parts(word_template.build())
    assert shipped["word/document.xml"] == made["word/document.xml"]
    assert shipped["word/styles.xml"] == made["word/styles.xml"]
    assert shipped["word/footer1.xml"] == made["word/footer1.xml"]


def test_no_row_of_a_table_runs_on_over_the_end_of_a_page_but_one_that_fits_on_none() -> None:
    rows = (("A", "b"), ("A", "word " * 1_000))
    parts = (table_of("One|Two", rows), table_of("|", rows))
    record = Record(title="T", reference="R", subtitle="", version=1, sections=(Section("S", parts),))
    for table in Document(io.BytesIO(word.write(record, NOW))).tables:
        looks = [row._tr.trPr for row in table.rows]
        whole = [one is not None and one.find(qn("w:cantSplit")) is not None for one in looks]
        assert whole == [True, True, False]
        assert looks[0].find(qn("w:tblHeader")) is not None


@pytest.mark.needs("soffice", "pdftotext")
def test_libreoffice_opens_a_hostile_word_record_and_shows_it(tmp_path: Path) -> None:
    file = tmp_path / "record.docx"
    file.write_bytes(word.write(hostile_record(), NOW))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(convert, capture_output=True, check=True, timeout=120)
    made = (tmp_path / "record.pdf").read_bytes()
    found = flat(tool(tmp_path, made, "pdftotext"))
    assert all(flat(one) in found for one in KEPT[:-1])


def test_hostile_text_is_text_in_word() -> None:
    found = Document(io.BytesIO(word.write(hostile_record(), NOW)))
    cell = found.tables[0].rows[1].cells[0].text
    name = next(one.text for one in found.paragraphs if one.style and one.style.name == "Heading 1")
    for words in (name, cell):
        assert all(one in words for one in KEPT)
        assert "49" not in words
        assert "\u202e" not in words
        assert "\x1b" not in words
    assert "👩\u200d👧" in cell


def test_hostile_text_is_text_in_pdf() -> None:
    content = pdf.write(hostile_record(), NOW)
    found = flat(pdf_words(content))
    assert all(flat(one) in found for one in KEPT[:-1])
    assert "[U+1F469]" in found
    assert "[U+4E2D]" in found
    assert "49" not in found


def test_hostile_text_is_text_in_plain_text() -> None:
    found = plain.write(hostile_record())
    assert "\x1b" not in found
    assert all(flat(one) in flat(found) for one in KEPT)
    marks = [line for line in found.splitlines() if line.startswith("[[")]
    assert marks == ["[[fact-1]]", "[[end]]", "[[by]]", "[[end]]"]


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(), max_size=60).map(clean))
def test_any_text_can_be_written_in_every_form(words: str) -> None:
    parts = (Paragraph(words), Table((Column("A"), Column(words)), ((Cell(words), Cell(words)),)))
    record = Record(
        title=words or "T", reference="R", subtitle=words, version=1, sections=(Section(words or "S", parts),)
    )
    for form in ("docx", "pdf", "md", "html", "txt"):
        assert render(record, form, NOW)
    assert Document(io.BytesIO(render(record, "docx", NOW))).tables


@pytest.mark.parametrize(
    "form", ["md", "html", "docx", "txt", pytest.param("pdf", marks=pytest.mark.needs("pdftotext"))]
)
def test_a_text_of_a_megabyte_is_written_whole(tmp_path: Path, form: str) -> None:
    parts = (Paragraph("word " * 200_000), table_of("A", (("x" * 5_000,),)))
    record = Record(title="T", reference="R", subtitle="", version=1, sections=(Section("S", parts),))
    content = render(record, form, NOW)
    if form == "docx":
        found = "".join(one.text or "" for one in Document(io.BytesIO(content)).element.iter(qn("w:t")))
    else:
        found = tool(tmp_path, content, "pdftotext") if form == "pdf" else content.decode()
    assert found.count("word") == 200_000
    assert found.count("x") >= 5_000


def test_what_has_no_glyph_is_shown_by_its_number() -> None:
    assert shown("Zoë Łukasz Ψυχή שלום مرحبا 😀") == "Zoë Łukasz Ψυχή שלום مرحبا 😀"
    assert shown("中") == "[U+4E2D]"
    assert shown("a\u0e34") == "a[U+0E34]"


def test_the_same_record_gives_the_same_pdf_and_its_only_time_is_the_one_given() -> None:
    record = record_of(exemplary())
    first = pdf.write(record, NOW)
    assert first == pdf.write(record, NOW)
    assert first != pdf.write(record, NOW + timedelta(seconds=1))
    assert PdfReader(io.BytesIO(first)).metadata.creation_date == NOW  # type: ignore[union-attr]


def test_a_pdf_has_title_language_and_tags() -> None:
    record = record_of(exemplary())
    reader = PdfReader(io.BytesIO(pdf.write(record, NOW)))
    root: Any = reader.root_object
    assert root["/Lang"] == "en-GB"
    assert bool(root["/MarkInfo"]["/Marked"])
    assert reader.metadata is not None
    assert reader.metadata.title == f"{record.name} · {record.title}"
    assert "pdfuaid" in root["/Metadata"].get_data().decode()


@pytest.mark.needs("pdfinfo", "pdftotext")
def test_poppler_finds_headings_table_headers_and_every_section(tmp_path: Path) -> None:
    record = record_of(exemplary())
    content = pdf.write(record, NOW)
    structure = tool(tmp_path, content, "pdfinfo", "-struct")
    assert "H1" in structure
    assert structure.count("H2") == sum(not section.leads for section in record.sections)
    tables = [part for section in record.sections for part in section.parts if isinstance(part, Table)]
    assert structure.count("TH ") >= len(tables) or structure.count("TH\n") >= len(tables)
    found = flat(tool(tmp_path, content, "pdftotext"))
    for section in record.sections:
        assert section.leads or flat(section.title) in found


@pytest.mark.parametrize("form", ["md", "docx", "pdf"])
def test_every_text_of_a_record_is_in_every_form(form: str) -> None:
    record = record_of(exemplary())
    content = render(record, form, NOW)
    found = flat(pdf_words(content) if form == "pdf" else everything_in(content))
    if form == "docx":
        found = flat("".join(t.text or "" for t in Document(io.BytesIO(content)).element.iter(qn("w:t"))))
    for section in record.sections:
        for part in section.parts:
            if isinstance(part, Paragraph) and form != "md":
                assert flat(part.words) in found


@pytest.mark.parametrize("form", ["docx", "pdf", "md"])
def test_a_pack_is_written_in_every_form(tmp_path: Path, form: str) -> None:
    here, meeting = a_desk(tmp_path)
    assert len(paper(here, meeting, Paper.PACK, form)) > 2_000
