"""Who gets a record, from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Chairtui, Ran
from tests.records.inbox import small

SIGNATURE = {"name": "Dee Grant", "signed_at": "2026-03-05T11:00:00Z"}


def record(**closing: Any) -> dict[str, Any]:
    made = small()
    made["meeting"]["closing"] = {"signature": SIGNATURE, **closing}
    return made


@pytest.fixture
def signed(chairtui: Chairtui, tmp_path: Path) -> str:
    """A record that was signed elsewhere, and imported."""
    file = tmp_path / "signed.json"
    file.write_text(json.dumps(record()))
    assert chairtui("import", str(file)).code == 0
    return "SM-1"


def who(ran: Ran) -> dict[str, str]:
    assert ran.code == 0, ran.err
    return {one["recipient"]: one["record"] for one in ran.json}


def test_an_imported_record_is_to_be_sent(chairtui: Chairtui, signed: str) -> None:
    ledger = who(chairtui("ledger", signed, "--json"))
    assert {"Worker", "Police"} <= set(ledger)
    assert signed in chairtui("list", "--to-send").out
    assert "No record was signed" not in chairtui("ledger", "--all").out
    assert chairtui("send", signed, "--to", "out", "--as", "md", "--lock", "none").out.count(".md") == len(
        ledger
    )


def test_somebody_is_added_corrected_and_taken_off(chairtui: Chairtui, signed: str) -> None:
    words = ("--gets", "outcome notice", "--how", "by hand", "--by", "2026-03-06 12:00")
    (added,) = chairtui("ledger", signed, "--add", "Ola Ray", *words, "--json").json
    assert (added["recipient"], added["record"], added["channel"]) == ("Ola Ray", "outcome notice", "by hand")
    assert added["due_at"] == "2026-03-06T12:00:00Z"
    changed = ("--change", "--how", "secure e-mail", "--gets", "record for one child", "--child", "Kit")
    (after,) = chairtui("ledger", signed, "Ola Ray", *changed, "--json").json
    assert (after["channel"], after["child_id"], after["id"]) == ("secure e-mail", "kit", added["id"])
    assert "Ola Ray" not in who(chairtui("ledger", signed, "Ola Ray", "--remove", "--json"))


def test_whoever_is_proposed_is_added_as_proposed(chairtui: Chairtui, signed: str) -> None:
    chairtui("ledger", signed, "police", "--remove")
    chairtui("ledger", signed, "Police", "--remove")
    proposed = chairtui("ledger", signed, "--proposed", "--json").json
    assert "Police" in {one["recipient"] for one in proposed}
    (added,) = chairtui("ledger", signed, "--add", "to-police", "--json").json
    (before,) = [one for one in proposed if one["id"] == "to-police"]
    assert {**added, **before} == added
    assert "to-police" not in chairtui("ledger", signed, "--proposed").out


def test_what_is_left_out_otherwise_than_by_rule_has_a_reason(chairtui: Chairtui, signed: str) -> None:
    chosen = ("ledger", signed, "Worker", "--change", "--leave-out", "the chronology")
    ran = chairtui(*chosen)
    assert (ran.code, ran.err) == (3, "Say why something else is left out than the rule says.\n")
    (after,) = chairtui(*chosen, "--because", "They asked", "--json").json
    assert (after["redactions"], after["redactions_because"]) == (["the chronology"], "They asked")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (("--add", "Ola"), "Say with --gets which record Ola gets."),
        (("--add", "Worker", "--gets", "full record"), "on the ledger already"),
        (("--add", "Ola", "--gets", "record for one child"), "Say for which child the record is."),
        (("Worker", "--add", "Ola"), "Name one recipient"),
        (("--remove",), "Name one recipient"),
        (("Worker", "--how", "by hand"), "--change of a recipient"),
        (("Worker", "--change", "--child", "Nobody"), "--child: say which of Kit (kit)"),
    ],
)
def test_a_command_that_says_half_is_refused(
    chairtui: Chairtui, signed: str, given: tuple[str, ...], sentence: str
) -> None:
    before = chairtui("ledger", signed, "--json").json
    ran = chairtui("ledger", signed, *given)
    assert ran.code in (2, 3)
    assert sentence in ran.err
    assert chairtui("ledger", signed, "--json").json == before


def test_whoever_was_sent_it_stays_on_the_ledger(chairtui: Chairtui, signed: str) -> None:
    assert chairtui("ledger", signed, "Worker", "--sent").code == 0
    ran = chairtui("ledger", signed, "Worker", "--remove")
    assert (ran.code, ran.err) == (3, "They were sent the record, so they stay on the list.\n")
