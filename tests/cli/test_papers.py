import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from tests.cli.conftest import Chairtui

from chairtui.demonstration import documents

MEETING = "demo-1-missing-from-watford"


@pytest.fixture
def prepared(chairtui: Chairtui, tmp_path: Path) -> str:
    file = tmp_path / "prepared.json"
    file.write_bytes(dict(documents(datetime.now(UTC)))["1-missing-from-watford"])
    assert chairtui("import", str(file)).code == 0
    return MEETING


def test_invitations_requests_and_packs_are_written_where_they_are_wanted(
    chairtui: Chairtui, prepared: str
) -> None:
    ran = chairtui("invite", prepared, "--to", "out", "--json")
    assert ran.code == 0
    files = [Path(name).name for name in ran.json]
    assert len(files) == len(set(files)) == 2 * (5 + 1)  # one of the six has declined
    one = chairtui(
        "invite", prepared, "--to", "out", "--for", "youth-justice", "--what", "cancellation", "--json"
    )
    assert len(one.json) == 2
    assert "cancellation-youth-justice" in one.json[0]
    asked = [
        Path(name).name for name in chairtui("request", prepared, "--to", "out", "--as", "txt", "--json").json
    ]
    assert len(asked) == 5
    assert not any("request-social-care" in name for name in asked)  # the council asks itself nothing
    assert chairtui("pack", "DEMO-1", "--to", "out", "--as", "pdf", "--for", "school").out.endswith(".pdf\n")


def test_links_for_the_mail_program_are_printed_and_nothing_is_written_or_noted(
    chairtui: Chairtui, prepared: str, tmp_path: Path
) -> None:
    before, log = set(tmp_path.rglob("*")), chairtui("log", prepared).out
    ran = chairtui("invite", prepared, "--mail")
    assert (ran.code, len(ran.out.splitlines())) == (0, 5)
    assert all(line.startswith("mailto:?subject=Strategy%20discussion%20DEMO-1") for line in ran.out.split())
    (one,) = chairtui("invite", prepared, "--mail", "--for", "quist", "--what", "update", "--json").json
    assert "subject=Changed%3A%20Strategy" in one
    assert {file for file in tmp_path.rglob("*") if file.suffix in (".ics", ".txt")} <= before
    assert chairtui("log", prepared).out == log


def test_a_request_goes_out_and_its_reply_comes_in(chairtui: Chairtui, prepared: str, tmp_path: Path) -> None:
    [name] = chairtui("request", prepared, "--to", "out", "--for", "quist", "--as", "txt", "--json").json
    file = tmp_path / name
    file.write_text(file.read_text().replace("[[fact-1]]\n\n", "[[fact-1]]\nHe missed two appointments.\n"))
    ran = chairtui("reply", prepared, str(file))
    assert (ran.code, ran.out) == (0, "DEMO-1: 1 fact added.\n")
    assert "nothing new" in chairtui("reply", prepared, str(file)).out
    assert "He missed two appointments." in chairtui("export", prepared, "--to", "md").out


def test_words_outside_the_answers_are_shown_and_wait_for_a_decision(
    chairtui: Chairtui, prepared: str, tmp_path: Path
) -> None:
    [name] = chairtui("request", prepared, "--to", "out", "--for", "quist", "--as", "txt", "--json").json
    file = tmp_path / name
    file.write_text("Please ring me.\n\n" + file.read_text())
    ran = chairtui("reply", prepared, str(file))
    assert ran.code == 3
    assert "Please ring me." in ran.err
    assert "Please ring me." not in chairtui("export", prepared, "--to", "md").out
    assert chairtui("reply", prepared, str(file), "--outside", "leave").code == 3  # nothing else is in it
    assert chairtui("reply", prepared, str(file), "--outside", "take").out == "DEMO-1: 1 fact added.\n"
    assert "Please ring me." in chairtui("export", prepared, "--to", "md").out


def test_a_reply_is_read_from_standard_input_as_json(chairtui: Chairtui, prepared: str) -> None:
    answer = json.dumps({"format": "chairtui.reply/1", "facts": [{"fact": "Seen in Penge."}]}).encode()
    ran = chairtui("reply", prepared, "-", "--for", "quist", "--json", stdin=answer)
    assert "ContributionShared" in ran.json["events"]


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("invite", MEETING, "--to", "out", "--for", "nobody"), 2, "There is no line “nobody”"),
        (("invite", MEETING), 2, "Say where to with --to FOLDER, or ask for links with --mail"),
        (("invite", MEETING, "--mail", "--to", "out"), 2, "Say where to"),
        (("pack", MEETING, "--to", "prepared.json/x"), 4, "Nothing was written"),
        (("reply", MEETING, "missing.txt"), 3, "missing.txt cannot be read"),
        (("reply", MEETING, "prepared.json"), 3, "chairtui.reply/1"),
    ],
)
def test_what_cannot_be_done_is_said(
    chairtui: Chairtui, prepared: str, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    ran = chairtui(*arguments)
    assert ran.code == code
    assert sentence in ran.err


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_record_is_exported_as_word_and_pdf(
    chairtui: Chairtui, prepared: str, tmp_path: Path, form: str
) -> None:
    assert chairtui("export", prepared, "--to", form, "--output", f"record.{form}").code == 0
    content = (tmp_path / f"record.{form}").read_bytes()
    assert content.startswith(b"PK" if form == "docx" else b"%PDF")
    if form == "pdf":
        assert "Kian Sefton" in "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_a_day_off_and_an_invitation_that_comes_too_late_are_remarked_on_by_every_command(
    chairtui: Chairtui,
) -> None:
    saturday = ("new", "--reference", "SM-7", "--child", "Kit", "--chair", "Dee Grant", "--grade", "manager")
    made = chairtui(*saturday, "--at", "2044-03-05T10:00Z")
    assert (made.code, made.err) == (0, "The meeting is on a Saturday.\n")
    assert "on a Saturday" in chairtui("check", "SM-7").out.splitlines()[0]


@pytest.mark.parametrize(
    ("begins", "said"),
    [("2044-03-05T10:00:00Z", "on a Saturday"), ("2025-03-05T10:00:41Z", "has come: an invitation")],
)
def test_invitations_are_written_with_a_word_about_their_time(
    chairtui: Chairtui, tmp_path: Path, begins: str, said: str
) -> None:
    document = json.loads(dict(documents(datetime.now(UTC)))["1-missing-from-watford"])
    document["meeting"]["scheduled_at"] = begins
    file = tmp_path / "prepared.json"
    file.write_text(json.dumps(document))
    assert chairtui("import", str(file)).code == 0
    ran = chairtui("invite", MEETING, "--to", "out")
    assert (ran.code, said in ran.err) == (0, True)
