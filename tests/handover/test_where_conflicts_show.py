"""What two machines changed apart shows wherever somebody looks: command line, readiness, record."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from msgspec import convert
from msgspec.structs import replace
from pypdf import PdfReader
from tests.handover.machine import Machine, exchange, settle, two
from tests.handover.test_program import apart
from tests.records.reading_copies import record_for
from tests.tui.desk import MEETING

from chairtui.cli.overview import overview
from chairtui.core.closing import SignOff
from chairtui.core.concern import ExplainLateness
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.delivery import Delivery
from chairtui.core.meeting import StartMeeting
from chairtui.core.vocabulary import Outcome, RecordKind, Stage
from chairtui.live.library import Listed
from chairtui.records.content.alarms import UNSETTLED_COPY
from chairtui.records.content.annex import annex
from chairtui.records.content.apart_page import APART
from chairtui.records.content.composing import compose
from chairtui.records.content.frame import Frame
from chairtui.records.delivery.exporting import render
from chairtui.records.record import Record, Table, texts_in
from chairtui.tui.rows.home import home_rows

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
BOTH = ("the reason it is late is: Snow.", "the reason it is late is: Ice.")


def in_conflict() -> tuple[Machine, Machine]:
    desk, laptop = two()
    desk.do(ExplainLateness(because="Snow."))
    laptop.clock.pass_(60)
    laptop.do(ExplainLateness(because="Ice."))
    exchange(desk, laptop)
    return desk, laptop


def record_of(machine: Machine) -> Record:
    return compose(Frame(meeting=machine.meeting, rows=machine.rows))


def rows_of(record: Record) -> tuple[tuple[str, ...], ...]:
    (part,) = record.section(APART).parts
    assert isinstance(part, Table)
    return tuple(tuple(cell.words for cell in row) for row in part.rows)


def test_the_command_line_shows_both_sides_and_which_is_shown_meanwhile(tmp_path: Path) -> None:
    here, _ = apart(tmp_path)
    told = overview(here, here.open(MEETING).outcome)
    _, _, section = told.partition("Changed on two machines apart, not settled")
    assert "Snow." in section
    assert "Ice." in section
    assert section.count("shown meanwhile") == 1


def test_readiness_counts_what_is_to_be_settled_on_home_and_in_check(tmp_path: Path) -> None:
    here, _ = apart(tmp_path)
    ready = here.readiness(MEETING)
    assert (ready.conflicts, ready.done) == (1, False)
    assert "1 thing changed on two machines: settle it" in ready.words
    words = dict.fromkeys(("reference", "children", "chair", "team", "next_due_on"), "")
    numbers = dict.fromkeys(("stops", "warns", "actions_open", "unsent"), 0)
    times = dict.fromkeys(("scheduled_at", "started_at", "signed_at"))
    listed = convert({"id": MEETING, "stage": Stage.PREPARING, **words, **numbers, **times}, Listed)
    noted = here.noted(here.open(MEETING).outcome.meeting)
    in_words = replace(noted, words=ready.words, done=ready.done)
    row = home_rows([listed], NOW, ready={MEETING: in_words})[1]
    assert "1 thing changed on two machines: settle it" in str(row.words)


def test_a_record_says_what_is_not_settled_with_both_sides() -> None:
    desk, _ = in_conflict()
    ((what, sides, stands),) = rows_of(record_of(desk))
    assert what == "Two machines changed the same thing apart: reason for being late."
    assert "Snow." in sides
    assert "Ice." in sides
    assert "machine laptop · shown meanwhile" in sides
    assert stands == "NOT SETTLED"


def test_a_record_says_what_was_settled_by_whom_and_no_longer_once_that_is_taken_back() -> None:
    desk, _ = in_conflict()
    settle(desk, "desk")
    ((_, sides, stands),) = rows_of(annex(Frame(meeting=desk.meeting, rows=desk.rows)))
    with pytest.raises(KeyError):
        record_of(desk).section(APART)
    assert "Snow." in sides
    assert "Ice." in sides
    assert stands.startswith("what Chris Chair wrote ")
    assert "settled by Chris Chair" in stands
    desk.live.undo()
    ((_, _, stands),) = rows_of(record_of(desk))
    assert stands == "NOT SETTLED"


def test_what_was_written_past_the_signature_is_in_the_record() -> None:
    desk, laptop = two(StartMeeting())
    decided = Decision(id="d1", children=("c1",), outcome=Outcome.INITIATE)
    desk.do(RecordDecision(decision=decided), SignOff(name="Chris Chair"))
    laptop.do(ExplainLateness(because="Ice."))
    exchange(desk, laptop)
    ((what, sides, _),) = rows_of(record_of(desk))
    assert "without having seen that the record was signed" in what
    assert "Ice." in sides


def test_a_record_of_one_machine_has_no_such_section() -> None:
    desk, _ = two(ExplainLateness(because="Snow."))
    assert APART not in [section.title for section in record_of(desk).sections]


@pytest.mark.parametrize("kind", RecordKind)
def test_a_copy_says_that_something_is_not_settled_and_neither_side(kind: RecordKind) -> None:
    desk, _ = in_conflict()
    frame = Frame(meeting=desk.meeting, rows=desk.rows)
    child_id = desk.meeting.concern.children[0].id if kind is RecordKind.CHILD else ""
    to = Delivery(id="d", recipient="Ada Quill", record=kind, child_id=child_id)
    record = record_for(frame, to)
    said = list(texts_in(record))
    assert set(UNSETTLED_COPY) <= set(said)
    assert not [one for one in said if "Snow." in one]
    assert APART not in [section.title for section in record.sections]


@pytest.mark.parametrize("form", ["md", "docx", "pdf"])
def test_every_form_of_the_record_has_it(form: str) -> None:
    desk, _ = in_conflict()
    content = render(record_of(desk), form, NOW)
    if form == "docx":
        tables = docx.Document(io.BytesIO(content)).tables
        words = "\n".join(cell.text for table in tables for row in table.rows for cell in row.cells)
    elif form == "pdf":
        words = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    else:
        words = content.decode()
    flat = " ".join(words.split())
    assert "NOT SETTLED" in flat
    assert "Snow." in flat
    assert "Ice." in flat
