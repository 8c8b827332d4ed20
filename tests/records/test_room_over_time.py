"""The room over time in a record: drawn beside who took part, and told in words."""

from __future__ import annotations

import io

import pytest
from docx import Document
from msgspec.structs import replace
from pypdf import PdfReader
from tests.core.scene import STARTED, carry_out, given, minutes
from tests.records.prepared import NOW
from tests.records.reading_copies import record_of

from chairtui.core.attendance import RecordPresence
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.meeting import Meeting
from chairtui.core.vocabulary import Mode, Outcome, RecordKind
from chairtui.records.content.frame import Frame
from chairtui.records.delivery.exporting import render
from chairtui.records.record import Record, Table

MISSED = "Not here when it was decided at 10:10."


def held() -> Meeting:
    """Return a meeting that the police left two minutes before it was decided."""
    first, second = (
        RecordPresence(attendee_id=who, mode=mode)
        for who, mode in (("worker", Mode.IN_ROOM), ("police", Mode.VIDEO))
    )
    meeting = carry_out(given(*STARTED), first, second)
    meeting = carry_out(meeting, RecordPresence(attendee_id="nurse", mode=Mode.PHONE), at=minutes(4))
    meeting = carry_out(meeting, RecordPresence(attendee_id="police", mode=None), at=minutes(8))
    decision = Decision(id="d", children=("kit",), outcome=Outcome.INITIATE)
    meeting = carry_out(meeting, RecordDecision(decision=decision), at=minutes(10))
    return carry_out(meeting, RecordPresence(attendee_id="nurse", mode=None), at=minutes(12))


def record() -> Record:
    return record_of(Frame(meeting=held(), rows=[]), RecordKind.FULL)


def took_part(made: Record) -> Table:
    parts = made.section("Who was there, and who gets what").parts
    return next(part for part in parts if isinstance(part, Table))


def test_each_who_took_part_has_their_blocks_and_who_left_before_it_was_decided_is_told_in_words() -> None:
    table = took_part(record())
    assert table.headings[1] == "Took part, 10:00 to 10:12"
    drawn = {row[0].main: (row[1].signs, row[1].small) for row in table.rows}
    assert drawn["Ada Okoro"] == ("██████████┃██", ())
    assert drawn["Ben Marsh"] == ("▄▄▄▄▄▄▄▄┈┈✗┈┈", (MISSED,))


@pytest.mark.parametrize("form", ["pdf", "docx", "html", "md", "txt"])
def test_the_words_are_in_every_form_and_the_drawing_is_beside_them_in_the_forms_that_draw(form: str) -> None:
    content = render(record(), form, NOW)
    if form == "pdf":
        said = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    elif form == "docx":
        cells = [
            cell for table in Document(io.BytesIO(content)).tables for row in table.rows for cell in row.cells
        ]
        said = "\n".join(cell.text for cell in cells)
    else:
        said = content.decode()
    assert MISSED in " ".join(said.replace("\u00a0", " ").split())
    assert ("▄▄▄▄▄▄▄▄┈┈✗┈┈" in said) == (form in ("docx", "html", "md"))


def test_the_drawing_is_hidden_from_a_reader_of_the_screen_where_the_form_can() -> None:
    assert (
        '<span class="signs" aria-hidden="true">▄▄▄▄▄▄▄▄┈┈✗┈┈</span>'
        in render(record(), "html", NOW).decode()
    )


def test_a_meeting_that_has_not_begun_has_no_drawing() -> None:
    frame = Frame(meeting=replace(held(), started_at=None), rows=[])
    table = took_part(record_of(frame, RecordKind.FULL))
    assert table.headings[1] == "Took part"
    assert {row[1].signs for row in table.rows} == {""}
