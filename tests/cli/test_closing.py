"""The end of a meeting from the command line: signing asks for all that the screen asks for."""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Chairtui
from tests.records.inbox import small

from chairtui import wiring
from chairtui.core.calendar.when import say_when
from chairtui.live.signing import left_open


@pytest.fixture
def decided(chairtui: Chairtui, tmp_path: Path) -> str:
    """A meeting that decided and was not signed."""
    made = small()
    made["meeting"]["plan"]["actions"] = [
        {"id": "a1", "what": "Ring the ward", "owner": "Ola Ray", "agency": "gp", "why": "He was seen there"}
    ]
    file = tmp_path / "decided.json"
    file.write_text(json.dumps(made))
    assert chairtui("import", str(file)).code == 0
    return "SM-1"


def asked_for(chairtui: Chairtui, meeting: str) -> tuple[list[str], list[str]]:
    """Return the codes and the roles that signing names as lacking."""
    ran = chairtui("sign", meeting, "--name", "Dee Grant")
    assert (ran.code, ran.out) == (2, "")
    lines = [line.strip() for line in ran.err.splitlines()]
    found = [[line.split()[1].partition("=")[0] for line in lines if line.startswith(f"--{option} ")]
             for option in ("reason", "invited")]  # fmt: skip
    return found[0], found[1]


def all_given(chairtui: Chairtui, meeting: str) -> list[str]:
    codes, roles = asked_for(chairtui, meeting)
    words = [part for code in codes for part in ("--reason", f"{code}=Reviewed on Friday")]
    return words + [part for role in roles for part in ("--invited", f"{role}=no reply")]


def test_nothing_is_signed_silently_and_each_stop_is_named(chairtui: Chairtui, decided: str) -> None:
    codes, roles = asked_for(chairtui, decided)
    stops = {
        one["id"]
        for one in chairtui("check", decided, "--gate", "close", "--json").json
        if one["severity"] == "stop" and one["cleared_at"] is None
    }
    assert stops
    assert stops <= set(codes)
    assert roles
    half = all_given(chairtui, decided)[2:]
    assert chairtui("sign", decided, "--name", "Dee Grant", *half).code == 2
    assert "--name" in chairtui("sign", decided, *all_given(chairtui, decided)).err
    assert asked_for(chairtui, decided)[0] == codes  # it is not signed, and asks for the same again


def test_signing_asks_no_reason_for_what_takes_the_reason_of_what_it_follows_from(
    chairtui: Chairtui, decided: str, places: dict[str, str]
) -> None:
    with wiring.workplace(Path(places["XDG_DATA_HOME"]) / "chairtui" / "meetings.db") as place:
        live = place.desk.open(place.desk.library.named(decided)[0])
        left = left_open(live.outcome.meeting, live.outcome.verdicts)
    assert any(one.root for one in left)
    assert set(asked_for(chairtui, decided)[0]) == {one.verdict.id for one in left if not one.root}


def test_a_gap_that_follows_from_what_is_said_of_invitations_is_asked_for_too(
    chairtui: Chairtui, tmp_path: Path
) -> None:
    made = small()
    made["meeting"]["concern"]["circumstances"] = ["offending by the child"]
    file = tmp_path / "offending.json"
    file.write_text(json.dumps(made))
    assert chairtui("import", str(file)).code == 0
    given = all_given(chairtui, "SM-1")
    ran = chairtui("sign", "SM-1", "--name", "Dee Grant", *given)
    assert ran.code == 2
    (code,) = re.findall(r"--reason (W-ABSENT\S*)=…", ran.err)
    role, _, answer = given[-1].partition("=")
    other = chairtui("sign", "SM-1", "--name", "Dee Grant", "--invited", f"{role}=accepted")
    assert other.code == 2
    assert f"--invited {role}: it is written already: {answer}" in other.err
    again = [*given, "--reason", f"{code}=They must not know"]
    assert chairtui("sign", "SM-1", "--name", "Dee Grant", *again).code == 0


def test_a_reason_that_what_is_said_of_invitations_makes_needless_does_not_keep_from_signing(
    chairtui: Chairtui, tmp_path: Path
) -> None:
    made = small()
    made["meeting"]["concern"]["circumstances"] = ["physical injury"]
    file = tmp_path / "hurt.json"
    file.write_text(json.dumps(made))
    assert chairtui("import", str(file)).code == 0
    given = [
        one.replace("=no reply", "=not invited: held the same day") for one in all_given(chairtui, "SM-1")
    ]
    given += ["--reason", "W-PAED=Reviewed on Friday"]
    ran = chairtui("sign", "SM-1", "--name", "Dee Grant", *given, "--json")
    assert ran.code == 0, ran.err
    assert "W-PAED" not in {gap["code"] for gap in ran.json["gaps"]}


def test_it_is_signed_with_a_reason_for_each_and_who_gets_it_is_on_the_ledger(
    chairtui: Chairtui, decided: str
) -> None:
    codes, _ = asked_for(chairtui, decided)
    ran = chairtui("sign", decided, "--name", "Dee Grant", *all_given(chairtui, decided), "--json")
    assert ran.code == 0, ran.err
    assert set(codes) <= {gap["code"] for gap in ran.json["gaps"]}
    assert {gap["reason"] for gap in ran.json["gaps"]} == {"Reviewed on Friday"}
    assert chairtui("ledger", decided, "--json").json
    assert chairtui("sign", decided, "--name", "Dee Grant").code == 2


def test_only_whoever_leads_signs(chairtui: Chairtui, decided: str) -> None:
    ran = chairtui("sign", decided, "--name", "Ola Ray", *all_given(chairtui, decided))
    assert (ran.code, ran.err) == (
        3,
        "The name is not the chair's. Only whoever leads the meeting signs it.\n",
    )
    assert asked_for(chairtui, decided)[1]  # nothing of it was taken in


def test_asked_to_ask_it_asks_for_each_and_for_the_name(chairtui: Chairtui, decided: str) -> None:
    codes, roles = asked_for(chairtui, decided)
    answers = ["no reply"] * len(roles) + ["Reviewed on Friday"] * len(codes)
    ran = chairtui("sign", decided, "--ask", stdin="\n".join([*answers, "Dee Grant", ""]).encode())
    assert ran.code == 0, ran.err
    assert all(code in ran.err for code in codes)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (("--reason", "W-NONE=x"), "nothing is left open by the code W-NONE"),
        (("--reason", "W-MIN-HEALTH"), "write it as W-MIN-HEALTH=WORDS"),
        (("--invited", "nobody=invited"), "nothing is left open by the code nobody"),
    ],
)
def test_a_code_that_is_not_known_is_said(
    chairtui: Chairtui, decided: str, given: tuple[str, ...], sentence: str
) -> None:
    ran = chairtui("sign", decided, "--name", "Dee Grant", *given)
    assert ran.code == 2
    assert sentence in ran.err


@pytest.fixture
def signed(chairtui: Chairtui, decided: str) -> str:
    assert chairtui("sign", decided, "--name", "Dee Grant", *all_given(chairtui, decided)).code == 0
    return decided


def test_late_information_is_added_and_answered_and_makes_versions(chairtui: Chairtui, signed: str) -> None:
    assert "Nothing came after signing." in chairtui("late", signed).out
    (first,) = chairtui(
        "late", signed, "The scan shows it", "--from", "Dr Mir", "--agency", "gp", "--json"
    ).json
    assert (first["words"], first["author"], first["change"]) == (
        "The scan shows it",
        "Dr Mir",
        "to be decided",
    )
    answer = ("--answer", "1", "--changes", "no", "--because", "It was known")
    (after,) = chairtui("late", signed, *answer, "--json").json
    assert (after["change"], after["reason"]) == ("does not change the decision", "It was known")
    assert chairtui("ledger", signed, "--json").json[0]["newest"] == 3


def refusals(ran: Any) -> tuple[int, bool]:
    return ran.code, bool(ran.err.strip())


def test_late_information_is_refused_as_the_screen_refuses_it(chairtui: Chairtui, decided: str) -> None:
    ran = chairtui("late", decided, "The scan shows it", "--from", "Dr Mir")
    assert (ran.code, ran.err) == (3, "The record is not signed yet: write it where it belongs.\n")
    assert refusals(chairtui("late", decided, "--answer", "1")) == (2, True)
    assert refusals(chairtui("late", decided, "--because", "x")) == (2, True)


def test_what_became_of_an_action_is_noted_also_after_signing(chairtui: Chairtui, signed: str) -> None:
    assert "Ring the ward" in chairtui("action", signed).out
    states = [
        chairtui("action", signed, *given, "--json").json[0]
        for given in (("1", "--done", "Ola said so"), ("a1", "--again"), ("1", "--cancelled", "Moved away"))
    ]
    assert [one["status"] for one in states] == ["done", "open", "cancelled"]
    assert states[0]["ended_on"] == states[2]["ended_on"] != states[1]["ended_on"] is None
    held = datetime.fromisoformat(chairtui("show", signed, "--json").json["started_at"]).date()
    (earlier,) = chairtui("action", signed, "1", "--done", "x", "--on", held.isoformat(), "--json").json
    assert earlier["ended_on"] == held.isoformat()
    assert f"done {say_when(held)}" in chairtui("action", signed).out
    before = chairtui("action", signed, "1", "--done", "x", "--on", "2019-12-31")
    assert before.code != 0
    assert f"is before {say_when(held)}, when it was agreed" in before.err
    (told,) = chairtui("action", signed, "1", "--told", "--at", "yesterday 16:30", "--json").json
    assert told["acknowledged_at"]


def test_half_an_action_is_refused(chairtui: Chairtui, decided: str) -> None:
    for given in (
        ("1",),
        ("--done", "x"),
        ("1", "--done", "x", "--again"),
        ("9", "--again"),
        ("b", "--again"),
    ):
        assert refusals(chairtui("action", decided, *given)) == (2, True)
    assert refusals(chairtui("action", decided, "1", "--done", "x", "--on", "tomorrow")) == (2, True)
    assert refusals(chairtui("action", decided, "1", "--again", "--on", "today")) == (2, True)
    ran = chairtui("action", decided, "1", "--done", "")
    assert (ran.code, ran.err) == (3, "Write how we know that it was done, or why it was cancelled.\n")
    assert refusals(chairtui("action", decided, "1", "--told", "--at", "tomorrow 10:00")) == (2, True)


def test_the_urgent_mode_signs_and_names_of_whom_nothing_is_written(
    chairtui: Chairtui, tmp_path: Path
) -> None:
    made = small()
    made["meeting"] |= {"urgent": True, "urgent_because": "The child is in hospital"}
    file = tmp_path / "urgent.json"
    file.write_text(json.dumps(made))
    assert chairtui("import", str(file)).code == 0
    ran = chairtui("sign", "SM-1", "--name", "Dee Grant")
    assert ran.code == 0, ran.err
    assert "Nobody wrote whether they were invited: " in ran.err
