"""A meeting leaves in each form: whole files that nobody else may read, or one sentence and nothing."""

import csv
import io
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PasswordType, PdfReader
from tests.cli.conftest import Chairtui

from chairtui.demonstration import documents
from chairtui.live.formats import Use, keys

MEETING = "demo-9-exemplary"
PASSWORD = "correct horse battery"


@pytest.fixture
def signed(chairtui: Chairtui, tmp_path: Path) -> str:
    file = tmp_path / "signed.json"
    file.write_bytes(dict(documents(datetime.now(UTC)))["9-exemplary"])
    assert chairtui("import", str(file)).code == 0
    (tmp_path / "out").mkdir()
    return MEETING


def left_in(folder: Path) -> list[str]:
    return sorted(one.name for one in (folder / "out").iterdir())


@pytest.mark.parametrize("form", keys(Use.EXPORT))
def test_each_form_is_written_into_a_folder_for_the_owner_alone(
    chairtui: Chairtui, signed: str, tmp_path: Path, form: str
) -> None:
    ran = chairtui("export", signed, "--to", form, "--output", "out")
    assert (ran.code, ran.out) == (0, "")
    files = sorted((tmp_path / "out").iterdir())
    assert sorted(ran.err.splitlines()) == [f"out/{one.name}" for one in files]
    assert len(files) == (2 if form == "csv" else 1)
    end = ".fhir.json" if form == "fhir" else f".{form}"
    assert all(one.name.startswith("DEMO-9-20") and one.name.endswith(end) for one in files)
    assert {one.stat().st_mode & 0o777 for one in files} == {0o600}


def test_tables_hold_the_actions_and_the_attendance(chairtui: Chairtui, signed: str, tmp_path: Path) -> None:
    plan = chairtui("export", signed, "--to", "json").json["meeting"]["plan"]["actions"]
    assert chairtui("export", signed, "--to", "xlsx", "--output", "x.xlsx").code == 0
    rows = load_workbook(tmp_path / "x.xlsx")["Actions"].iter_rows(min_row=2, values_only=True)
    assert [row[1] for row in rows] == [one["id"] for one in plan]
    chairtui("export", signed, "--to", "csv", "--output", "out")
    actions, attendance = sorted((tmp_path / "out").iterdir())
    assert actions.name.endswith("-actions.csv")
    assert attendance.name.endswith("-attendance.csv")
    found = list(csv.DictReader(io.StringIO(actions.read_text(encoding="utf-8-sig"))))
    assert [one["Action"] for one in found] == [one["id"] for one in plan]


def test_two_tables_need_a_folder(chairtui: Chairtui, signed: str) -> None:
    for output in ("-", "x.csv"):
        ran = chairtui("export", signed, "--to", "csv", "--output", output)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == "As csv there are two files: give a folder with --output.\n"


@pytest.mark.parametrize("given", ["a file", "standard input"])
def test_a_pdf_is_locked_with_a_password_that_no_command_line_shows(
    chairtui: Chairtui, signed: str, tmp_path: Path, given: str
) -> None:
    (tmp_path / "password").write_text(f"{PASSWORD}\nnot this\n")
    name, stdin = ("password", b"") if given == "a file" else ("-", f"{PASSWORD}\nnot this\n".encode())
    command = ("export", signed, "--to", "pdf", "--output", "x.pdf", "--password-file", name)
    assert chairtui(*command, stdin=stdin).code == 0
    reader = PdfReader(tmp_path / "x.pdf")
    assert reader.decrypt("not this one at all") is PasswordType.NOT_DECRYPTED
    assert reader.decrypt(PASSWORD) is not PasswordType.NOT_DECRYPTED
    assert "Theo Marsh" in reader.pages[0].extract_text()


@pytest.mark.parametrize(
    ("form", "password", "code", "sentence"),
    [
        ("pdf", "short\n", 2, "A password has at least 12 characters"),
        ("pdf", "\n", 2, "The first line of password is empty: it is to be the passphrase or password."),
        ("pdf", None, 3, "password cannot be read: no such file"),
        ("docx", f"{PASSWORD}\n", 2, "Only a PDF can be locked with a password."),
    ],
)
def test_a_password_that_locks_nothing_is_refused_before_anything_is_written(
    chairtui: Chairtui, signed: str, tmp_path: Path, form: str, password: str | None, code: int, sentence: str
) -> None:
    if password is not None:
        (tmp_path / "password").write_text(password)
    ran = chairtui("export", signed, "--to", form, "--output", "out", "--password-file", "password")
    assert ran.code == code
    assert ran.err.startswith(sentence)
    assert left_in(tmp_path) == []


@pytest.mark.skipif(
    os.geteuid() == 0 and not Path("/usr/bin/setpriv").exists(), reason="root may write anywhere"
)
def test_a_folder_that_may_not_be_written_to_gets_one_sentence(
    places: dict[str, str], chairtui: Chairtui, signed: str, tmp_path: Path
) -> None:
    (tmp_path / "out").chmod(0o500)
    command = [sys.executable, "-m", "chairtui", "export", signed, "--to", "md", "--output", "out"]
    if os.geteuid() == 0:  # root is let in everywhere by this one right
        command = ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override", *command]
    ran = subprocess.run(command, capture_output=True, env=places, cwd=tmp_path, check=False)
    assert ran.returncode == 4
    assert ran.stderr.decode().startswith("Nothing was written to out: it may not be written to")
    assert ran.stderr.count(b"\n") == 1
    assert left_in(tmp_path) == []


def test_a_link_that_somebody_planted_beside_the_file_is_not_followed(
    chairtui: Chairtui, signed: str, tmp_path: Path
) -> None:
    elsewhere, file = tmp_path / "elsewhere", tmp_path / "out" / "record.md"
    elsewhere.write_text("somebody's")
    Path(f"{file}.part").symlink_to(elsewhere)
    assert chairtui("export", signed, "--to", "md", "--output", "out/record.md").code == 0
    assert elsewhere.read_text() == "somebody's"
    assert left_in(tmp_path) == ["record.md"]
    assert not file.is_symlink()


def test_json_without_history_is_the_meeting_alone(chairtui: Chairtui, signed: str) -> None:
    ran = chairtui("export", signed, "--to", "json", "--without-history")
    assert not json.loads(ran.raw).get("history")
