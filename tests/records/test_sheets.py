"""Actions and attendance as tables: what stands in them, and that no text in them is more than text."""

import csv
import io
import re
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook
from tests.records.inbox import Inbox
from tests.records.prepared import NOW, a_desk
from tests.records.test_record import exemplary, two_agency

from chairtui.core.actions import Action
from chairtui.core.meeting import Meeting
from chairtui.core.plan import Plan
from chairtui.core.views import plain_title
from chairtui.core.vocabulary import ActionStatus
from chairtui.demonstration import documents
from chairtui.directory.agencies_csv import safe
from chairtui.records.delivery.exporting import export
from chairtui.records.spreadsheets import sheets
from chairtui.records.spreadsheets.sheets import ACTIONS, NO_COLUMN, actions_of, attendance_of
from chairtui.records.spreadsheets.workbook import LONGEST_CELL, Sheet, write_csv, write_workbook

FORMULAS = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "'=1", "=cmd|' /C calc'!A0",
)  # fmt: skip
OTHERS = (
    "http://example.org", "mailto:a@example.org", "<r>a</r>", "<r><t>a</t></r>", "_x0041_", "007", "TRUE",
)  # fmt: skip


def one_cell(words: str) -> Sheet:
    return Sheet("Actions", ("What",), ((words,),))


def opened(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


def meeting_of(inbox: Inbox) -> Meeting:
    return inbox.meeting()


def test_an_action_has_its_parts_under_the_words_of_the_field() -> None:
    due = datetime(2026, 7, 6, 13, 30, tzinfo=UTC)
    action = Action(
        id="a-1", what="Visit", owner="Dee Grant", agency="social-care", why="Kit is alone", due_at=due,
        status=ActionStatus.DONE, evidence="Seen", acknowledged_at=due,
    )  # fmt: skip
    sheet = actions_of(Meeting(reference="SM-1", plan=Plan(actions=(action,))), plain_title)
    row = dict(zip(sheet.headings, sheet.rows[0], strict=True))
    assert row == {
        "Meeting": "SM-1", "Action": "a-1", "What": "Visit", "Why": "Kit is alone", "Owner": "Dee Grant",
        "Agency": "Social care", "Due": due, "Horizon": "short-term", "Status": "done", "Evidence": "Seen",
        "Ended on": None, "Owner knows since": due, "Handed on": "",
        "Reminder written": None,
    }  # fmt: skip


def test_a_new_field_of_an_action_has_a_column_of_its_name_without_another_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Placed(Action, frozen=True, kw_only=True):
        done_at_place: str = ""

    monkeypatch.setattr(sheets, "Action", Placed)
    placed = Placed(id="a-1", what="Visit", done_at_place="At school")
    sheet = actions_of(Meeting(plan=Plan(actions=(placed,))), plain_title)
    assert (sheet.headings[-1], sheet.rows[0][-1]) == ("Done at place", "At school")
    assert {*ACTIONS, *NO_COLUMN} == set(Action.__struct_fields__)


def test_attendance_says_how_each_was_invited_and_who_was_there_at_the_decision() -> None:
    sheet = attendance_of(meeting_of(two_agency()), plain_title)
    rows = [dict(zip(sheet.headings, row, strict=True)) for row in sheet.rows]
    assert {row["There at the decision"] for row in rows} == {"yes"}
    worker = rows[0]
    assert (worker["Name"], worker["Invited"], worker["How"]) == ("Worker", "attended", "phone")
    assert worker["Arrived"] == datetime(2026, 3, 5, 10, tzinfo=UTC)


def test_whoever_came_and_left_before_the_decision_was_not_there_at_it() -> None:
    meeting = meeting_of(two_agency())
    register = meeting.attendance.register
    stay = replace(register[0].stays[0], left_at=datetime(2026, 3, 5, 10, 1, tzinfo=UTC))
    left = replace(register[0], stays=(stay,))
    changed = replace(meeting, attendance=replace(meeting.attendance, register=(left, *register[1:])))
    sheet = attendance_of(changed, plain_title)
    row = dict(zip(sheet.headings, sheet.rows[0], strict=True))
    assert (row["Invited"], row["There at the decision"]) == ("part attended", "no")


def test_a_spreadsheet_holds_real_days_and_times_as_the_clocks_in_england_show_them() -> None:
    summer = datetime(2026, 7, 6, 13, 30, tzinfo=UTC)
    sheet = Sheet("Actions", ("Due", "Day", "Count", "Nothing"), ((summer, summer.date(), 3, None),))
    page = opened(write_workbook((sheet,), "T", NOW)).active
    when, day, count, nothing = page[2]
    assert when.value == summer.replace(hour=14, tzinfo=None)
    assert (day.value, day.is_date) == (summer.replace(hour=0, minute=0, tzinfo=None), True)
    assert (count.value, nothing.value) == (3, None)
    assert page.freeze_panes == "A2"
    assert write_csv(sheet).decode("utf-8-sig").splitlines()[1] == "2026-07-06 14:30,2026-07-06,3,"


@pytest.mark.parametrize("words", [*FORMULAS, *OTHERS])
def test_no_text_is_a_formula_a_link_or_markup_in_a_spreadsheet(words: str) -> None:
    content = write_workbook((one_cell(words),), "T", NOW)
    [cell] = opened(content).active[2]
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert cell.value.strip() == words.replace("\r", "\n").strip()
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    assert not [name for name in parts if "worksheets/_rels" in name or "externalLink" in name]
    assert b"<f>" not in parts["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize("words", FORMULAS)
def test_a_cell_of_csv_that_could_be_a_formula_begins_with_an_apostrophe(words: str) -> None:
    [[_], [cell]] = csv.reader(io.StringIO(write_csv(one_cell(words)).decode("utf-8-sig"), newline=""))
    assert cell.startswith("'")
    assert words.replace("\r", "\n").strip() in cell


def test_a_number_below_nought_stays_a_number_in_csv() -> None:
    sheet = Sheet("t", ("Age", "Words"), ((-1, "-1"),))
    assert write_csv(sheet).decode("utf-8-sig").splitlines()[1] == "-1,'-1"


def test_csv_is_marked_as_utf_8_and_keeps_lines_and_quotes_in_their_cell() -> None:
    content = write_csv(one_cell('Zoë said "no",\nthen left; שלום'))
    assert content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))) == [
        ["What"],
        ['Zoë said "no",\nthen left; שלום'],
    ]


@pytest.mark.parametrize("letter", ["x", "😀", "é"])
def test_a_text_longer_than_a_cell_says_in_the_cell_what_was_cut(letter: str) -> None:
    value = opened(write_workbook((one_cell(letter * 1_000_000),), "T", NOW)).active["A2"].value
    assert len(value.encode("utf-16-le")) // 2 <= LONGEST_CELL
    assert value.startswith(letter * 10_000)
    assert re.search(r"… \[cut: [\d,]+ more characters\]$", value)


def test_a_text_of_a_megabyte_is_whole_in_csv() -> None:
    lines = write_csv(one_cell("word " * 200_000)).decode("utf-8-sig")
    before = csv.field_size_limit(2_000_000)
    try:
        [_, [cell]] = csv.reader(io.StringIO(lines, newline=""))
    finally:
        csv.field_size_limit(before)
    assert cell.count("word") == 200_000


def test_the_properties_of_a_spreadsheet_name_nobody() -> None:
    meeting = meeting_of(exemplary())
    book = opened(write_workbook((actions_of(meeting, plain_title),), meeting.reference, NOW))
    assert book.properties.creator == "chairtui"
    assert book.properties.title == "DEMO-9"
    assert book.properties.lastModifiedBy == "chairtui"
    assert book.properties.created == NOW.replace(tzinfo=None)


def test_a_signed_meeting_gives_the_same_spreadsheet_whenever_it_is_made(tmp_path: Path) -> None:
    desk, meeting = a_desk(tmp_path, "9-exemplary")
    first = export(desk, meeting.id, "xlsx")
    desk.clock.pass_(90_000)  # type: ignore[attr-defined]
    assert export(desk, meeting.id, "xlsx") == first


@pytest.mark.parametrize("name", dict(documents(NOW)))
def test_every_action_and_every_line_of_the_register_is_in_the_tables(tmp_path: Path, name: str) -> None:
    desk, meeting = a_desk(tmp_path, name)
    book = opened(export(desk, meeting.id, "xlsx"))
    assert book.sheetnames == ["Actions", "Attendance"]
    ids = [row[1].value for row in book["Actions"].iter_rows(min_row=2)]
    assert ids == [one.id for one in meeting.plan.actions]
    names = [row[2].value or "" for row in book["Attendance"].iter_rows(min_row=2)]
    assert names == [line.name for line in meeting.attendance.register]


@pytest.mark.needs("soffice")
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_libreoffice_shows_each_text_and_works_nothing_out(tmp_path: Path, form: str) -> None:
    actions = [action.what for action in exemplary().meeting().plan.actions]
    texts = [words.strip() for words in (*actions, *FORMULAS, *OTHERS) if words not in ("007", "TRUE")]
    sheet = Sheet("Actions", ("What", "Number"), tuple((words, 1) for words in texts))
    file = tmp_path / f"tables.{form}"
    file.write_bytes(write_workbook((sheet,), "T", NOW) if form == "xlsx" else write_csv(sheet))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    to = ("--convert-to", "csv", "--outdir", str(tmp_path / "out"))
    subprocess.run(
        ["soffice", profile, "--headless", *to, str(file)], capture_output=True, check=True, timeout=120
    )
    with (tmp_path / "out" / "tables.csv").open(encoding="utf-8", newline="") as told:
        found = [row[0].strip() for row in csv.reader(told)][1:]
    assert found == (texts if form == "xlsx" else [safe(words) for words in texts])
