"""What the list of meetings counts and what the check finds are the same."""

import json
import re
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace
from tests.cli.conftest import Chairtui
from tests.core.scene import ALL_HERE, TEN, carry_out, given, minutes
from tests.records.inbox import small

from chairtui.core.change import Stamp
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.meeting import evolve
from chairtui.core.vocabulary import Gate, Handling, Outcome
from chairtui.core.warnings import HandleWarning, Severity, WarningRaised, is_open
from chairtui.demonstration import documents
from chairtui.tui.rows.warnings import counted
from chairtui.tui.sitting.sitting import Sitting
from chairtui.wiring import workplace


def numbers(title: str) -> dict[str, int]:
    """Return what the title of the panel counts, by sign."""
    return {sign: int(number) for sign, number in re.findall(r"([■▲·])(\d+)", title)}


@pytest.mark.parametrize("name", [name for name, _ in documents(datetime(2026, 3, 9, 12, tzinfo=UTC))])
def test_list_check_and_the_panel_count_the_same_rows(
    chairtui: Chairtui, name: str, places: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(variable, places[variable])
    document = dict(documents(datetime.now(UTC)))[name]
    assert chairtui("import", "-", stdin=document).code == 0
    (listed,) = chairtui("list", "--json").json
    rows = [line[0] for line in chairtui("check", listed["id"]).out.splitlines() if line[:1] in "■▲·"]
    assert (listed["stops"], listed["warns"]) == (rows.count("■"), rows.count("▲"))
    with workplace() as place:
        sitting = Sitting(place.desk, listed["id"])
        outcome = sitting.live.outcome
        title = counted(outcome.meeting, sitting.attention(outcome))
    assert dict.fromkeys("■▲·", 0) | numbers(title) == {sign: rows.count(sign) for sign in "■▲·"}


def test_with_one_of_two_children_decided_every_place_says_for_whom_nothing_is(chairtui: Chairtui) -> None:
    document = small()
    first = document["meeting"]["concern"]["children"][0]["id"]
    document["meeting"]["concern"]["children"].append({"id": "lee", "name": "Lee Holt"})
    assert chairtui("import", "-", stdin=json.dumps(document).encode()).code == 0
    (listed,) = chairtui("list", "--json").json
    assert (listed["stage"], listed["undecided"]) == ("partly decided", "Lee Holt")
    for command in (("list",), ("show", listed["id"])):
        assert "partly decided (no decision for Lee Holt)" in chairtui(*command).out
    assert first in [one for each in document["meeting"]["deciding"]["decisions"] for one in each["children"]]
    document["meeting"]["deciding"]["decisions"][0]["children"].append("lee")
    document["meeting"]["id"] = "m-2"
    assert chairtui("import", "-", stdin=json.dumps(document).encode()).code == 0
    stages = {one["id"]: (one["stage"], one["undecided"]) for one in chairtui("list", "--json").json}
    assert stages["m-2"] == ("decided", "")


@pytest.mark.parametrize("returns", [True, False])
def test_what_was_said_earlier_is_asked_again_before_the_decision_if_it_returns_and_never_at_signing(
    returns: bool,
) -> None:
    raised = WarningRaised(warning_id="W-X", severity=Severity.STOP, words="Gap", returns=returns)
    meeting = evolve(raised, given(*ALL_HERE), Stamp(event_id="x", at=TEN, actor=""))
    said = HandleWarning(warning_id="W-X", what=Handling.WAIVED, words="Rang twice", gate=Gate.OPEN)
    meeting = carry_out(meeting, said, at=minutes(4))
    assert is_open(meeting, meeting.warnings[0]) is returns
    meeting = carry_out(meeting, replace(said, gate=Gate.DECISION), at=minutes(5))
    assert not is_open(meeting, meeting.warnings[0])
    decided = RecordDecision(decision=Decision(id="d", children=("kit",), outcome=Outcome.INITIATE))
    meeting = carry_out(meeting, decided, at=minutes(6))
    assert not is_open(meeting, meeting.warnings[0])


def test_check_says_the_rows_and_json_where_each_warning_stands(chairtui: Chairtui) -> None:
    document = dict(documents(datetime.now(UTC)))["2-two-agency-call"]
    assert chairtui("import", "-", stdin=document).code == 0
    found = {one["id"]: one for one in chairtui("check", "DEMO-2", "--json").json if not one["cleared_at"]}
    assert all(one["place"] in ("row", "beneath", "step") for one in found.values())
    two = found["W-TWO-AGENCY"]
    assert (two["place"], two["root"], two["row"]) == ("beneath", "W-MIN-HEALTH", "minimum")
    assert (found["W-MIN-HEALTH"]["announced"], found["W-MIN-HEALTH"]["rank"]) == ("stop", 3)
    in_words = chairtui("check", "DEMO-2").out
    rows = {one["row"] for one in found.values() if one["row"]}
    assert len(re.findall(r"^[■▲·] ", in_words, re.MULTILINE)) == len(rows) <= 7
    assert all(one["id"] in in_words for one in found.values() if one["row"])
    waits = sum(one["place"] == "step" for one in found.values())
    counted = re.search(r"Work of the steps: (.*) \(--all", in_words)
    assert counted
    assert sum(map(int, re.findall(r": (\d+)", counted[1]))) == waits
    flat = chairtui("check", "DEMO-2", "--all").out
    assert all(f"{key}: " in flat for key in found)
