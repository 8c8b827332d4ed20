"""A pack of forty pages in each form, against the same words written by the bare libraries.

typst remembers what it has laid out, for both sides alike; the first PDF of a process is told by itself.
"""

from __future__ import annotations

import io
import json
import time
from datetime import UTC, date, datetime, timedelta

from chairtui.core.children import Child
from chairtui.core.chronology import ChronologyRow
from chairtui.core.concern import Concern
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendance, Attendee
from chairtui.core.sharing import Contribution, Sharing
from chairtui.core.vocabulary import Sector
from chairtui.records.content.frame import Frame
from chairtui.records.delivery.exporting import render
from chairtui.records.formats import pdf
from chairtui.records.preparation.pack import compose_pack
from chairtui.records.record import Record, Table
from timing import compare, machine, take_turns, tell, timed

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
ROUNDS = 7
WORDS = "He came to school without a coat and said that nobody was at home when he woke up. "


def long_pack() -> Record:
    """Return a pack that fills about forty pages."""
    rows = tuple(
        ChronologyRow(
            id=str(number), on=date(2024, 1, 1) + timedelta(days=number), words=WORDS * 2, source="Log"
        )
        for number in range(440)
    )
    told = tuple(
        Contribution(
            id=str(number),
            attendee_id="school",
            fact=WORDS * 2,
            so_what=WORDS,
            source="Log",
            before_meeting=True,
        )
        for number in range(145)
    )
    meeting = Meeting(
        id="m",
        reference="SM-1",
        scheduled_at=NOW,
        attendance=Attendance(
            register=(Attendee(id="school", agency="school", sector=Sector.EDUCATION, name="A. Teacher"),)
        ),
        concern=Concern(children=(Child(id="c", name="Kit"),), words=WORDS),
        sharing=Sharing(contributions=told, chronology=rows),
    )
    return compose_pack(Frame(meeting=meeting, rows=()), ())


def bare_pdf(rows: list[list[str]]) -> bytes:
    """Return the same rows in one plain table, written by typst alone."""
    import typst

    source = b'#set page("a4")\n#table(columns: 3, ..json(bytes(sys.inputs.rows)).flatten())'
    return typst.compile(source, sys_inputs={"rows": json.dumps(rows)}, ignore_system_fonts=True)


def bare_word(rows: list[list[str]]) -> bytes:
    """Return the same rows in one plain table, written by python-docx alone."""
    from docx import Document

    word = Document()
    table = word.add_table(rows=0, cols=3)
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    content = io.BytesIO()
    word.save(content)
    return content.getvalue()


def main() -> None:
    """Measure and print."""
    from pypdf import PdfReader

    record = long_pack()
    began = time.perf_counter()
    first = pdf.write(record, NOW)
    took = (time.perf_counter() - began) * 1000
    pages = len(PdfReader(io.BytesIO(first)).pages)
    cells = [
        cell
        for section in record.sections
        for part in section.parts
        if isinstance(part, Table)
        for row in part.rows
        for cell in row
    ]
    rows = [cells[at : at + 3] for at in range(0, len(cells) - 2, 3)]
    print(f"{machine()}\na pack of {pages} pages, {len(rows)} rows; the first PDF took {took:.0f} ms")
    for name, form, bare in (("PDF", "pdf", bare_pdf), ("Word", "docx", bare_word)):
        ours, theirs = take_turns(
            ROUNDS, timed(lambda form=form: render(record, form, NOW)), timed(lambda bare=bare: bare(rows))
        )
        compare(f"the pack as {name}", ours, theirs, goal=5)
    [plain] = take_turns(ROUNDS, timed(lambda: render(record, "md", NOW)))
    tell("the pack as Markdown", plain, goal=200)


if __name__ == "__main__":
    main()
