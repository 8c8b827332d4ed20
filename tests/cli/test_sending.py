"""Records for their recipients from the command line, and the ledger of what became of them."""

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from tests.cli.conftest import Chairtui

from chairtui.demonstration import documents

WORDS = "four good words here"


@pytest.fixture
def signed(chairtui: Chairtui, tmp_path: Path) -> str:
    """A signed meeting whose record everybody was sent, and one of them sent back."""
    file = tmp_path / "signed.json"
    file.write_bytes(dict(documents(datetime.now(UTC)))["9-exemplary"])
    assert chairtui("import", str(file)).code == 0
    assert chairtui("ledger", "DEMO-9", "1", "--returned", "The mailbox is closed.").code == 0
    return "DEMO-9"


def states(chairtui: Chairtui) -> list[str]:
    return [one["state"] for one in chairtui("ledger", "DEMO-9", "--json").json]


def prepared(chairtui: Chairtui) -> list[Any]:
    return [one for one in chairtui("ledger", "DEMO-9", "--json").json if one["prepared_at"]]


def test_each_recipient_s_record_is_written_and_noted_as_prepared_and_never_as_sent(
    chairtui: Chairtui, signed: str
) -> None:
    before = states(chairtui)
    ran = chairtui("send", signed, "--to", "out", "--as", "md", "--lock", "none", "--json")
    assert ran.code == 0
    assert len({one["file"] for one in ran.json}) == len(prepared(chairtui)) == 6
    assert states(chairtui) == before


def test_only_who_has_still_to_be_sent_it_is_written_when_asked(chairtui: Chairtui, signed: str) -> None:
    ran = chairtui("send", signed, "--to", "out", "--due", "--as", "md", "--lock", "none", "--json")
    assert [Path(one["file"]).name[:24] for one in ran.json] == [Path(ran.json[0]["file"]).name[:24]]
    assert f"record-01-social-care-v1-{ran.json[0]['mark']}-" in ran.json[0]["file"]
    assert chairtui("ledger", signed, "1", "--sent").code == 0
    ran = chairtui("send", signed, "--to", "out", "--due", "--as", "md", "--lock", "none")
    assert (ran.code, ran.out) == (0, "")
    assert "Nobody has to be sent it" in ran.err


def test_a_record_is_locked_with_a_password_from_standard_input(
    chairtui: Chairtui, signed: str, tmp_path: Path
) -> None:
    asked = ("--lock", "password", "--passphrase-file", "-", "--for", "school")
    ran = chairtui("send", signed, "--to", "out", *asked, stdin=f"{WORDS}\n".encode())
    assert ran.code == 0
    reader = PdfReader(tmp_path / ran.out.strip())
    assert reader.is_encrypted
    assert reader.decrypt(WORDS)
    assert [one["locked"] for one in prepared(chairtui)] == ["password"]


@pytest.mark.parametrize("lock", [(), ("--lock", "password")])
def test_a_pdf_is_locked_unless_it_is_said_that_it_is_not(
    chairtui: Chairtui, signed: str, tmp_path: Path, lock: tuple[str, ...]
) -> None:
    secret = ("--passphrase-file", "-", "--for", "school")
    ran = chairtui("send", signed, "--to", "out", *lock, *secret, stdin=f"{WORDS}\n".encode())
    assert PdfReader(tmp_path / ran.out.strip()).is_encrypted
    assert "Not locked" not in ran.err
    ran = chairtui("send", signed, "--to", "bare", "--lock", "none", "--for", "school")
    assert not PdfReader(tmp_path / ran.out.strip()).is_encrypted
    assert "Not locked: whoever comes by a file can read it." in ran.err
    assert (
        "Not locked"
        in chairtui("send", signed, "--to", "md", "--as", "md", "--lock", "none", "--for", "school").err
    )


def test_the_ledger_takes_what_became_of_a_record(chairtui: Chairtui, signed: str) -> None:
    assert states(chairtui)[0] == "returned"
    ran = chairtui("ledger", signed, "social-care", "--sent", "--at", "now")
    assert "sent" in ran.out
    assert "not acknowledged yet" in ran.out
    assert "they have it since" in chairtui("ledger", signed, "nina bassett", "--acknowledged").out
    assert "closed" in chairtui("ledger", signed, "2", "--returned", "The mailbox is closed.").out
    listed = chairtui("list", "--to-send")
    assert "DEMO-9" in listed.out
    assert "1 OVERDUE" in listed.out


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("send", "DEMO-9", "--to", "out", "--for", "nobody"), 2, "There is no recipient “nobody”"),
        (("send", "DEMO-9", "--to", "signed.json/x", "--lock", "none"), 4, "Nothing was written to"),
        (
            ("send", "DEMO-9", "--to", "out", "--as", "docx", "--lock", "none"),
            4,
            "Word template cannot be used",
        ),
        (("send", "DEMO-9", "--to", "out", "--version", "7", "--lock", "none"), 2, "no version 7"),
        (("send", "DEMO-9", "--to", "out", "--recipient", "age1x"), 2, "Say with --lock"),
        (("send", "DEMO-9", "--to", "out", "--as", "docx"), 2, "--lock age, or --lock none"),
        (("send", "DEMO-9", "--to", "out", "--as", "html"), 2, "--lock age, or --lock none"),
        (("send", "DEMO-9", "--to", "out", "--as", "md"), 2, "--lock age, or --lock none"),
        (("ledger", "DEMO-9", "--sent"), 2, "Name one recipient"),
        (("ledger", "DEMO-9", "1", "--returned", " "), 3, "Say why it came back"),
        (
            ("ledger", "DEMO-9", "1", "--let-through", "concern.words"),
            2,
            "Nothing at “concern.words” is left",
        ),
        (("ledger", "DEMO-9", "--let-through", "concern.words"), 2, "Name one recipient"),
        (("ledger", "DEMO-9", "1", "--sent", "--because", "x"), 2, "--because goes with --let-through"),
        (("ledger", "DEMO-9", "1", "--sent", "--at", "tomorrow 10:00"), 2, "lies ahead"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_noted(
    chairtui: Chairtui, signed: str, tmp_path: Path, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    own = tmp_path / "config" / "chairtui" / "record.docx"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_bytes(b"no Word at all")
    before = states(chairtui)
    ran = chairtui(*arguments)
    assert (ran.code, sentence in ran.err) == (code, True), ran.err
    assert (states(chairtui), prepared(chairtui)) == (before, [])


@pytest.fixture
def for_theo(chairtui: Chairtui, tmp_path: Path) -> str:
    """A signed meeting of which one recipient gets the record for one child, who has a sister."""
    document = json.loads(dict(documents(datetime.now(UTC)))["9-exemplary"])
    concern, closing = document["meeting"]["concern"], document["meeting"]["closing"]
    concern["family"].append({"name": "Lou Marsh", "relationship": "sister", "is_child": True})
    concern["words"] += " His sister Lou was in the room."
    closing["distribution"][0] |= {"record": "record for one child", "child_id": "theo"}
    file = tmp_path / "theo.json"
    file.write_text(json.dumps(document))
    assert chairtui("import", str(file)).code == 0
    return "DEMO-9"


def test_a_text_goes_into_the_record_for_one_child_when_somebody_lets_it_through_and_says_why(
    chairtui: Chairtui, for_theo: str, tmp_path: Path
) -> None:
    def written(folder: str) -> str:
        ran = chairtui("send", for_theo, "--to", folder, "--for", "1", "--as", "md", "--lock", "none")
        assert ran.code == 0, ran.err
        return (tmp_path / ran.out.strip()).read_text()

    listed = chairtui("ledger", for_theo, "1").out
    assert [line.split()[0] for line in listed.splitlines()[4:]] == ["concern.words"]
    assert "lou, sister  left out" in listed
    assert "record for one child: Theo" in listed
    assert "burn on his hand" not in written("before")
    asked = ("ledger", for_theo, "1", "--let-through", "concern.words")
    refused = chairtui(*asked)
    assert (refused.code, "Say why this text goes out" in refused.err) == (3, True)
    let = chairtui(*asked, "--because", "Both parents know it.")
    assert "let through: Both parents know it." in let.out
    assert "burn on his hand" in written("after")
    assert "Both parents know it." not in written("again")


def test_what_is_not_signed_goes_to_nobody(chairtui: Chairtui, document: Path) -> None:
    assert chairtui("import", str(document)).code == 0
    meeting = chairtui("list", "--json").json[0]["id"]
    ran = chairtui("send", meeting, "--to", "out")
    assert ran.code == 2
    assert "not signed yet" in ran.err


def test_ctrl_c_keeps_what_is_complete_and_says_so(
    chairtui: Chairtui, signed: str, places: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "words").write_text(WORDS)
    asked = ("send", signed, "--to", "out", "--as", "md", "--lock", "age", "--passphrase-file", "words")
    with subprocess.Popen(
        [sys.executable, "-m", "chairtui", *asked],
        env={**places, "PYTHONUNBUFFERED": "1"},
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline().endswith(".age\n")
        os.kill(running.pid, signal.SIGINT)
        _, told = running.communicate(timeout=60)
    assert running.returncode == 130
    files = list((tmp_path / "out").iterdir())
    assert 1 <= len(files) < 6
    assert len(prepared(chairtui)) == len(files)
    assert f"Stopped. {len(files)} of 6 files are complete" in told
    assert all(file.name.endswith(".age") for file in files)


def test_how_much_was_on_time_is_counted_over_all_meetings(chairtui: Chairtui, signed: str) -> None:
    ran = chairtui("ledger", "--all", "--json")
    (kind,) = ran.json["kinds"]
    assert (kind["record"], kind["on_time"], kind["of"], kind["percent"]) == ("full record", 5, 6, 83)
    said = chairtui("ledger", "--all").out
    assert "83 %" in said
    assert ran.json["definition"] in said
    assert "Name a meeting" in chairtui("ledger").err


def test_sentences_that_a_person_has_to_look_at_are_counted_and_not_printed(
    chairtui: Chairtui, tmp_path: Path
) -> None:
    file = tmp_path / "series.json"
    file.write_bytes(dict(documents(datetime.now(UTC)))["7-series-first"])
    assert chairtui("import", str(file)).code == 0
    asked = ("send", "DEMO-7", "--to", "out", "--as", "md", "--lock", "none", "--for", "school")
    (one,) = chairtui(*asked, "--json").json
    assert one["look_at"]
    ran = chairtui(*asked)
    said = f"Look at {len(one['look_at'])} sentence"
    assert said in ran.err
    assert ran.err.index(said) < ran.err.index("1 of 1")
    assert "grandmother" not in ran.err
