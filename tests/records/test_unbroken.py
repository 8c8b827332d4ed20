"""Texts that no line can hold, such as a pasted picture or a token: every form has them whole."""

from __future__ import annotations

import csv
import io
import re
import subprocess
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from msgspec.structs import replace
from openpyxl import load_workbook
from tests.records.prepared import NOW, filled_with, hostile_record

from chairtui.core.actions import Action
from chairtui.core.meeting import Meeting
from chairtui.records.content.frame import Frame
from chairtui.records.delivery.exporting import render
from chairtui.records.formats import pdf, plain
from chairtui.records.formats.due_dates import calendar
from chairtui.records.formats.glyphs import BREAK, breakable
from chairtui.records.record import Column, Record, Table
from chairtui.records.redaction.kinds import record_in
from chairtui.records.spreadsheets.sheets import actions_of, attendance_of
from chairtui.records.spreadsheets.workbook import LONGEST_CELL, Sheet, write_csv, write_workbook

MOST = 100_000
"""Characters of one text (`text.LIMIT`)."""

SCRIPTS = {
    "letters": ("x", "x"),
    "marks": ("q\u0323\u0307", "q"),
    "right to left": ("ש", "ש"),
    "joined": ("م", "م"),
    "emoji": ("😀", "😀"),
    "an emoji without a glyph": ("👩", "["),
    "no glyph": ("中", "["),
    "no-break spaces and letters": ("é\u00a0", "é"),
    "both directions": ("aש", "ש"),
    "lines": ("_", "_"),
    "dots": ("…", "…"),
}
"""What a text is made of, and by which sign each of these is found; one without a glyph by its number."""
_FOOT = re.compile(r"CONFIDENTIALPage\d+of\d+R?")
PARTS = 8
"""How often `unbroken` has its words, at least."""


def words_of(content: bytes, folder: Path) -> str:
    """Return the text of a PDF without its lines and the feet of its pages."""
    file = folder / "record.pdf"
    file.write_bytes(content)
    out = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True).stdout.decode()
    return _FOOT.sub("", "".join(out.replace(BREAK, "").split()))


def unbroken(words: str) -> Record:
    """Return a record with a text in each kind of part, below short headings."""
    record = hostile_record(words)
    section = record.sections[0]
    parts = tuple(
        replace(part, columns=(Column("A"), Column("B"))) if isinstance(part, Table) else part
        for part in section.parts
    )
    sections = (replace(section, title="S", parts=parts),)
    return Record(title="T", reference="R", subtitle="", version=1, sections=sections)


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("script", SCRIPTS)
def test_a_text_without_a_space_is_whole_in_each_part_of_a_pdf(script: str, tmp_path: Path) -> None:
    one, found_as = SCRIPTS[script]
    length = MOST if script == "letters" else 5_000
    words = one * (length // len(one))
    found = words_of(pdf.write(unbroken(words), NOW), tmp_path)
    copies = plain.write(unbroken(words)).replace("\n", "").count(one) // words.count(one)
    assert copies >= PARTS
    # A mark that has a glyph of its own is given its whole letter again by the writer of the PDF.
    shown = found.count(found_as)
    assert shown >= copies * words.count(one) if script == "marks" else shown == copies * words.count(one)


@pytest.mark.needs("pdftotext")
def test_every_text_of_a_meeting_may_be_without_a_space(tmp_path: Path) -> None:
    record = record_in(Frame(meeting=filled_with("x" * 15_500), rows=[]))
    said = set(re.findall("Zq[0-9a-f]{4}x", "".join(plain.write(record).split())))
    found = words_of(pdf.write(record, NOW), tmp_path)
    assert len(said) > 100
    assert [one for one in said if one not in found] == []
    assert found.count("x") >= 15_500 * len(said)


@pytest.mark.parametrize("form", ["md", "html", "docx", "pdf", "txt"])
@pytest.mark.parametrize("script", ["letters", "marks", "no glyph"])
def test_title_headings_and_reference_without_a_space_leave_the_file_small_enough(
    form: str, script: str
) -> None:
    one, _ = SCRIPTS[script]
    words = one * (20_000 // len(one))
    record = replace(unbroken("Words."), title=words, reference=words, subtitle=words)
    assert len(render(record, form, NOW)) < 5_000_000


def test_a_long_text_breaks_between_letters_and_words_stay_whole() -> None:
    assert breakable("We met at 10.") == "We met at 10."
    assert breakable("antidisestablishmentarianism") == "antidisestablishmentarianism"
    assert breakable("x" * 35) == BREAK.join(("x" * 10, "x" * 10, "x" * 10, "x" * 5))
    assert breakable("q\u0323" * 20) == BREAK.join(("q\u0323" * 10, "q\u0323" * 10))


def test_word_has_a_text_without_a_space_whole() -> None:
    content = render(unbroken("x" * MOST), "docx", NOW)
    texts = [one.text or "" for one in Document(io.BytesIO(content)).element.iter(qn("w:t"))]
    assert sum(one == "x" * MOST for one in texts) >= PARTS


def test_a_cell_of_a_spreadsheet_says_how_much_was_cut_and_the_table_beside_it_has_all() -> None:
    sheet = Sheet("A", ("Words",), (("x" * MOST,), ("😀" * MOST,)))
    [_, *cells] = load_workbook(io.BytesIO(write_workbook((sheet,), "T", NOW))).active.iter_rows(
        values_only=True
    )
    for [cell] in cells:
        assert isinstance(cell, str)
        assert len(cell.encode("utf-16-le")) // 2 <= LONGEST_CELL
        cut = re.search(r"… \[cut: ([\d,]+) more characters\]$", cell)
        assert cut
        assert int(cut[1].replace(",", "")) + cut.start() == MOST
    csv.field_size_limit(2 * MOST)
    rows = list(csv.reader(io.StringIO(write_csv(sheet).decode("utf-8-sig"))))
    assert [len(row[0]) for row in rows[1:]] == [MOST, MOST]


def test_the_sheets_of_a_meeting_with_such_texts_say_of_each_what_is_cut() -> None:
    meeting = filled_with("x" * MOST)
    sheets = (actions_of(meeting, str), attendance_of(meeting, str))
    book = load_workbook(io.BytesIO(write_workbook(sheets, "T", NOW)))
    cells = [str(cell.value or "") for page in book for row in page.iter_rows() for cell in row]
    long = [one for one in cells if len(one) > 1_000]
    assert len(long) > 3
    assert all("[cut: " in one for one in long)


@pytest.mark.parametrize("one", ["x", "é", "😀"])
def test_no_line_of_a_calendar_is_longer_than_its_format_allows(one: str) -> None:
    action = Action(id="a", what=one * MOST, agency=one * MOST, due_on=date(2026, 3, 10))
    whole = Meeting(id="m", reference=one * MOST)
    meeting = replace(whole, plan=replace(whole.plan, actions=(action,)))
    content = calendar(meeting, str, NOW)
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert content.decode()
