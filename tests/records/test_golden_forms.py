"""The record of every invented meeting in every form, beside what a person has read and found right.

What is packed (docx, pdf, xlsx) is opened by a library that did not write it, and what it finds is compared.
`CHAIRTUI_UPDATE_SNAPSHOTS=1` writes the files anew: read the difference before you keep it.
"""

import io
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.table import Table
from pypdf import PdfReader
from tests.records.prepared import NOW, a_desk
from tests.records.steady import steady
from tests.records.test_golden import FOLDER, compared

from chairtui.core.change import Refused
from chairtui.core.meeting import Meeting
from chairtui.demonstration import documents
from chairtui.live.desk import Desk
from chairtui.live.formats import Use, offered
from chairtui.records.content.frame import Frame
from chairtui.records.delivery.exporting import export, frame_of

MEETINGS = sorted(name for name, _ in documents(NOW))
EVERY = [part for form in offered(Use.EXPORT) if form.key != "md" for part in form.files]
"""Markdown is read beside the others of its kind: test_golden."""


def words_of_word(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    lines = [f"title: {document.core_properties.title}", f"language: {document.core_properties.language}"]
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += [" | ".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            lines.append(f"{block.style.name if block.style else ''}: {block.text}")
    return "\n".join(lines)


def words_of_pdf(content: bytes) -> str:
    def pages() -> Iterator[str]:
        reader = PdfReader(io.BytesIO(content))
        yield f"title: {reader.metadata.title if reader.metadata else ''}"
        yield f"language: {reader.root_object['/Lang']}"
        for number, page in enumerate(reader.pages, start=1):
            yield f"page {number}: {' '.join(page.extract_text().split())}"

    return "\n".join(pages())


def words_of_workbook(content: bytes) -> str:
    lines: list[str] = []
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        lines.append(f"sheet: {sheet.title}")
        lines += [" | ".join(str(cell) for cell in row) for row in sheet.iter_rows(values_only=True)]
    return "\n".join(lines)


OPENED: dict[str, Callable[[bytes], str]] = {
    "docx": words_of_word,
    "pdf": words_of_pdf,
    "xlsx": words_of_workbook,
}


@cache
def known(name: str) -> tuple[Desk, Meeting]:
    """Return a desk that knows an invented meeting; a record is made of it and changes nothing."""
    return a_desk(Path("nowhere"), name)


def told(here: Desk, meeting: Meeting, form: str) -> str:
    try:
        content = export(here, meeting.id, form, history=False)
    except Refused as refused:
        return f"refused: {refused}\n"
    text = OPENED[form](content) if form in OPENED else content.decode().replace("\r\n", "\n")
    return steady(text, the_frame(here, meeting.id)).rstrip("\n") + "\n"


def the_frame(here: Desk, meeting_id: str) -> Frame:
    live = here.open(meeting_id)
    return frame_of(here, live.outcome.meeting, [one.row for one in live.history])


def kept_as(name: str, form: str) -> Path:
    return FOLDER / name / f"full.{form}{'.txt' if form in OPENED else ''}"


@pytest.mark.parametrize("form", EVERY)
@pytest.mark.parametrize("name", MEETINGS)
def test_the_record_is_as_it_was_read_and_found_right(name: str, form: str) -> None:
    changed = compared(kept_as(name, form), told(*known(name), form))
    assert not changed, changed
