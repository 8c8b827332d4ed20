import csv
import io
import json
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook
from tests.cli.conftest import Chairtui
from tests.records.returns.schema import schema_of

from chairtui.demonstration import documents
from chairtui.records.returns.annex_a import HEADINGS
from chairtui.records.returns.census_year import year_of

TODAY = datetime.now(UTC)
YEAR = year_of(TODAY.date())


@pytest.fixture
def meetings(chairtui: Chairtui, tmp_path: Path) -> Chairtui:
    files = []
    for name, content in documents(TODAY):
        file = tmp_path / f"{name}.json"
        file.write_bytes(content)
        files.append(str(file))
    assert chairtui("import", *files).code == 0
    return chairtui


def test_the_dataset_is_written_as_two_tables_for_the_owner_alone(meetings: Chairtui, tmp_path: Path) -> None:
    ran = meetings("returns", "ssd", "--to", str(tmp_path / "out"))
    files = sorted((tmp_path / "out").iterdir())
    assert [file.name.partition("-made-")[0] for file in files] == [
        "ssd_initial_cp_conference",
        "ssd_s47_enquiry",
    ]
    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600, 0o600]
    lines = list(csv.DictReader(io.StringIO(files[1].read_text("utf-8-sig"))))
    keira = [line for line in lines if line["s47e_person_id"] == "DEMO10071"]
    assert len(keira) == 1
    assert f"{len(lines)} enquiries" in ran.err


def test_annex_a_is_written_as_a_spreadsheet_and_as_csv(meetings: Chairtui, tmp_path: Path) -> None:
    assert meetings("returns", "annex-a", "--to", str(tmp_path / "out")).code in (0, 1)
    sheet, table = sorted((tmp_path / "out").iterdir(), key=lambda file: file.suffix, reverse=True)
    page = load_workbook(sheet).active
    expected = list(HEADINGS)
    assert [cell.value for cell in page[1]][2:] == expected[2:]
    lines = list(csv.reader(io.StringIO(table.read_text("utf-8-sig"))))
    assert lines[0][2:] == expected[2:]
    assert all("Keira" not in file.name and "DEMO" not in file.name for file in (sheet, table))


def test_a_message_that_would_not_be_taken_is_not_written(meetings: Chairtui, tmp_path: Path) -> None:
    ran = meetings("returns", "cin", "--la", "305", "--year", YEAR, "--to", str(tmp_path / "out"))
    assert ran.code == 1
    assert "schema" in ran.out
    assert "cannot be written yet" in ran.err
    assert not (tmp_path / "out").exists()


def test_fragments_are_written_of_what_there_is(meetings: Chairtui, tmp_path: Path) -> None:
    meetings("returns", "cin", "--fragment", "--year", YEAR, "--to", str(tmp_path / "out"))
    (file,) = (tmp_path / "out").iterdir()
    assert file.name.startswith(f"cin-{YEAR}-section47-made-")
    assert len(list(etree.fromstring(file.read_bytes()).iter("Section47"))) >= 3


def test_lint_says_what_is_wrong_and_writes_nothing(meetings: Chairtui, tmp_path: Path) -> None:
    ran = meetings("returns", "cin", "--lint", "--year", YEAR, "--json", "--to", str(tmp_path / "out"))
    assert ran.code == 1
    assert not (tmp_path / "out").exists()
    found = ran.json["findings"]
    assert {"schema"} <= {one["rule"] for one in found}
    assert {"rule", "weight", "field", "meeting_id", "reference", "child", "words"} == set(found[0])


def test_the_payload_has_the_code_of_the_authority(meetings: Chairtui, tmp_path: Path) -> None:
    meetings("returns", "dfe-api", "--la", "305", "--to", str(tmp_path / "out"))
    (file,) = (tmp_path / "out").iterdir()
    assert {payload["la_code"] for payload in json.loads(file.read_bytes())} == {305}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("dfe-api", "--to", "out"), "three-digit code"),
        (("dfe-api", "--la", "30x", "--to", "out"), "three-digit code"),
        (("cin", "--year", "1999-00", "--to", "out"), "no census year"),
        (("ssd",), "--to"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(
    meetings: Chairtui, tmp_path: Path, asked: tuple[str, ...], said: str
) -> None:
    ran = meetings("returns", *asked)
    assert ran.code == 2
    assert said in ran.err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_gets_no_half_return(meetings: Chairtui, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file in the way")
    ran = meetings("returns", "ssd", "--to", str(tmp_path / "out" / "in"))
    assert ran.code == 4
    assert "Nothing was written" in ran.err


def test_without_enquiries_no_file_is_made(chairtui: Chairtui, document: Path, tmp_path: Path) -> None:
    assert chairtui("import", str(document)).code == 0
    ran = chairtui("returns", "ssd", "--from", "2001-01-01", "--until", "2001-12-31", "--to", "out")
    assert ran.code == 0
    assert "0 enquiries" in ran.err
    assert "No file was written. No enquiry of that time is known here." in ran.err
    assert not (tmp_path / "out").exists()


def test_the_trace_shows_each_series_once_and_names_what_nothing_followed(meetings: Chairtui) -> None:
    found = meetings("trace", "--json").json
    assert [one["reference"] for one in found if one["child"] == "DEMO10071"] == ["DEMO-7"]
    lost = [one for one in found if one["state"] == "nothing followed"]
    ran = meetings("trace")
    assert ran.code == (1 if lost else 0)
    assert all(one["reference"] in ran.out for one in found)
    assert len(ran.err.splitlines()) == len(lost)


def test_the_trace_of_a_meeting_shows_its_enquiries_alone(meetings: Chairtui) -> None:
    assert [one["child"] for one in meetings("trace", "DEMO-8", "--json").json] == ["DEMO10071"]


def test_a_meeting_is_shown_with_both_ways_of_counting_to_the_conference(meetings: Chairtui) -> None:
    clocks = meetings("show", "DEMO-8").out.partition("Conference by\n")[2].splitlines()[:2]
    assert "from the discussion that initiated" in clocks[0]
    assert "counted from the last discussion" in clocks[1]
    assert "counted from the last" not in meetings("show", "DEMO-7").out


def test_facts_from_the_case_system_make_a_whole_message(meetings: Chairtui, tmp_path: Path) -> None:
    numbers = [one["child"] for one in meetings("trace", "--json").json]
    table = tmp_path / "facts.csv"
    lines = [f"{number},F,WBRI,2001-01-01,2A" for number in numbers]
    table.write_text("\n".join(["LAchildID,Sex,Ethnicity,CINreferralDate,ReferralSource", *lines]))
    for reference in {one["reference"] for one in meetings("trace", "--json").json}:
        assert meetings("census", reference, "--csv", str(table)).code == 0
    ran = meetings("returns", "cin", "--la", "305", "--year", YEAR, "--to", str(tmp_path / "out"))
    (file,) = (tmp_path / "out").iterdir()
    assert str(file) in ran.err
    assert "2991Q" in ran.err
    schema_of(YEAR).assertValid(etree.fromstring(file.read_bytes()))


def test_a_years_table_is_taken_in_by_every_meeting_about_its_children(
    meetings: Chairtui, tmp_path: Path
) -> None:
    table = tmp_path / "year.csv"
    table.write_text("LAchildID;Sex;Worker\nDEMO10071;F;Ola\nDEMO10090;M;Ola\nZ1;F;Ola\n")
    dry = meetings("census", "--csv", str(table), "--dry-run")
    assert dry.code == 0
    assert "year.csv: would be noted in" in dry.err
    assert "Not taken: column C “Worker” (3 cells)." in dry.err
    assert "1 line is about children of no meeting here." in dry.err
    assert meetings("census", "DEMO-9", "--json").json == []
    ran = meetings("census", "--csv", str(table))
    assert ran.code == 0
    known = [meetings("census", reference, "--json").json for reference in ("DEMO-8", "DEMO-9")]
    assert [[one["sex"] for one in facts] for facts in known] == [["F"], ["M"]]
    assert "noted in 0 meetings" in meetings("census", "--csv", str(table)).err


def test_a_year_s_table_with_two_lines_for_one_child_changes_nothing_until_one_is_chosen(
    meetings: Chairtui, tmp_path: Path
) -> None:
    table = tmp_path / "year.csv"
    table.write_text("LAchildID,Sex\nDEMO10090,M\nDEMO10090,F\n")
    ran = meetings("census", "--csv", str(table))
    assert ran.code == 3
    assert "say which counts: --lines 2" in ran.err
    assert meetings("census", "DEMO-9", "--json").json == []
    assert meetings("census", "--csv", str(table), "--lines", "3").code == 0
    assert [one["sex"] for one in meetings("census", "DEMO-9", "--json").json] == ["F"]
    assert meetings("census").code == 2
    assert meetings("census", "--csv", str(table), "--lines", "x").code == 2


def test_a_wrong_line_changes_nothing(meetings: Chairtui, tmp_path: Path) -> None:
    table = tmp_path / "facts.csv"
    table.write_text("LAchildID,Sex,CINreferralDate\nDEMO10071,girl,10:30\n")
    ran = meetings("census", "DEMO-8", "--csv", str(table))
    assert ran.code == 3
    assert "line 2: Sex: “girl” does not say the sex" in ran.err
    assert "line 2: CINreferralDate: “10:30” is no date" in ran.err
    assert meetings("census", "DEMO-8", "--json").json == []
