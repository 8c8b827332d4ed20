"""Handing over and receiving from the command line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import ROOT, Chairtui, chairtui, document, places, server
from tests.handover.machine import key
from tests.store.files import program

__all__ = ["chairtui", "document", "places", "server"]


def test_a_meeting_goes_from_one_machine_to_another(
    chairtui: Chairtui, document: Path, tmp_path: Path
) -> None:
    chairtui("import", str(document))
    words = tmp_path / "words"
    words.write_text("four words easy to say\n", encoding="utf-8")
    file = tmp_path / "out.age"
    given = chairtui(
        "hand-over",
        "SM-1",
        "--to",
        str(file),
        "--passphrase-file",
        str(words),
        "--for",
        "Sam Okafor",
        "--json",
    )
    assert (given.code, given.json) == (0, {"id": "m-1", "file": str(file)})
    there = ("--db", str(tmp_path / "there" / "meetings.db"))
    (tmp_path / "there").mkdir()
    done = chairtui("receive", str(file), "--passphrase-file", str(words), *there)
    assert done.code == 0
    assert "added; 0 were here already." in done.out
    again = chairtui("receive", str(file), "--passphrase-file", str(words), "--json", *there)
    assert (again.code, again.json["new"], again.json["conflicts"]) == (0, 0, 0)
    assert chairtui("verify", *there).code == 0
    known = again.json["known"]
    log, received = chairtui("log", "SM-1", "--json").json, chairtui("log", "SM-1", "--json", *there).json
    assert received[:known] == log[:known]
    assert "HandedOver" in {one["kind"] for one in log}
    assert "CopyReceived" in {one["kind"] for one in received[known:]}
    assert "handed over to Sam Okafor" in chairtui("show", "SM-1").out
    assert "Received from" in chairtui("show", "SM-1", *there).out


def test_keys_lock_and_open_it(chairtui: Chairtui, document: Path, tmp_path: Path) -> None:
    chairtui("import", str(document))
    identity = tmp_path / "identity"
    identity.write_text(str(key()), encoding="utf-8")
    given = chairtui("hand-over", "SM-1", "--to", str(tmp_path), "--recipient", str(key().to_public()))
    assert given.code == 0
    file = Path(given.out.strip())
    assert file.name.startswith("SM-1-")
    there = ("--db", str(tmp_path / "there.db"))
    assert chairtui("receive", str(file), "--identity", str(identity), *there).code == 0
    wrong = chairtui("receive", str(file), *there)
    assert (wrong.code, wrong.out) == (3, "")
    assert "give the identity file" in wrong.err


def test_what_is_wrong_is_said_in_a_sentence(chairtui: Chairtui, document: Path, tmp_path: Path) -> None:
    chairtui("import", str(document))
    short = tmp_path / "short"
    short.write_text("short\n", encoding="utf-8")
    refused = chairtui("hand-over", "SM-1", "--to", str(tmp_path), "--passphrase-file", str(short))
    assert (refused.code, "at least 12" in refused.err) == (2, True)
    refused = chairtui("hand-over", "SM-1", "--to", str(tmp_path), "--recipient", "age1x")
    assert (refused.code, "is no public key" in refused.err) == (2, True)
    nowhere = str(tmp_path / "not" / "there.age")
    refused = chairtui("hand-over", "SM-1", "--to", nowhere, "--recipient", str(key().to_public()))
    assert (refused.code, "Not written" in refused.err) == (4, True)
    foreign = chairtui("receive", str(document), "--passphrase-file", str(short))
    assert (foreign.code, "was not locked with age" in foreign.err) == (3, True)
    missing = chairtui("receive", str(tmp_path / "none.age"))
    assert (missing.code, "cannot be read" in missing.err) == (3, True)


def test_what_is_half_typed_in_an_open_program_stays_there_and_it_is_said(
    chairtui: Chairtui, document: Path, tmp_path: Path
) -> None:
    chairtui("import", str(document))
    public = str(key().to_public())
    with program(tmp_path / "data" / "chairtui" / "meetings.db") as drafts:
        drafts.keep("m-1", "concern/words", "Half a sen")
        given = chairtui("hand-over", "SM-1", "--to", str(tmp_path / "open.age"), "--recipient", public)
        assert (given.code, "was not handed over" in given.err) == (0, True)
    given = chairtui("hand-over", "SM-1", "--to", str(tmp_path / "ended.age"), "--recipient", public)
    assert (given.code, given.err) == (0, "")


def without_terminal(*words: str, places: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "chairtui", *words]
    env = {**places, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(
        command, env=env, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="a session without a terminal is made otherwise there")
def test_where_nobody_can_be_asked_for_a_passphrase_one_sentence_says_what_to_give(
    chairtui: Chairtui, document: Path, tmp_path: Path, places: dict[str, str]
) -> None:
    chairtui("import", str(document))
    words = tmp_path / "words"
    words.write_text("four words easy to say\n", encoding="utf-8")
    file = tmp_path / "out.age"
    chairtui("hand-over", "SM-1", "--to", str(file), "--passphrase-file", str(words))
    for command in (
        ("hand-over", "SM-1", "--to", str(tmp_path / "another.age")),
        ("receive", str(file)),
    ):
        ran = without_terminal(*command, places=places)
        assert (ran.returncode, ran.stdout) == (2, ""), command
        assert "--passphrase-file" in ran.stderr
        assert len(ran.stderr.splitlines()) == 1


def test_an_empty_passphrase_file_is_said_to_be_empty(
    chairtui: Chairtui, document: Path, tmp_path: Path
) -> None:
    chairtui("import", str(document))
    empty = tmp_path / "empty"
    for content in ("", "\n", "  \nfour words easy to say\n"):
        empty.write_text(content, encoding="utf-8")
        refused = chairtui("hand-over", "SM-1", "--to", str(tmp_path), "--passphrase-file", str(empty))
        assert (refused.code, "is empty" in refused.err) == (2, True)
        refused = chairtui("receive", str(document), "--passphrase-file", str(empty))
        assert (refused.code, "is empty" in refused.err) == (2, True)
