"""A meeting whose record is in the case system leaves this machine, with every word of it."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlite
from tests.cli.conftest import Chairtui
from tests.cli.machine import Machine
from tests.records.inbox import small
from tests.store.files import tamper

from chairtui import wiring

SEEDED = ("Zebulon Quixotry", "bruise shaped like a trefoil", "Ottoline Fesselwick")
"""Words that stand nowhere but in the meeting."""


def signed(reference: str = "SM-1", **fields: Any) -> dict[str, Any]:
    """Return the document of a signed meeting with nothing left to follow up."""
    made = small()
    meeting = made["meeting"]
    meeting |= {"id": f"m-{reference}", "reference": reference, **fields}
    meeting["concern"]["children"][0]["name"] = SEEDED[0]
    meeting["concern"]["words"] = f"A {SEEDED[1]}."
    meeting["attendance"]["register"][0]["name"] = SEEDED[2]
    meeting["deciding"]["decisions"][0]["outcome"] = "do not initiate section 47 enquiries"
    meeting["plan"] = {}
    meeting["closing"] = {"signature": {"name": "Dee Grant", "signed_at": "2026-03-05T10:40:00Z"}}
    return made


@pytest.fixture
def here(chairtui: Chairtui, tmp_path: Path) -> Machine:
    (tmp_path / "here").mkdir()
    return Machine("here", chairtui, tmp_path / "here")


def take(machine: Machine, document: dict[str, Any]) -> str:
    file = machine.folder.parent / "brought.json"
    file.write_text(json.dumps(document))
    machine("import", str(file))
    file.unlink()
    return str(document["meeting"]["reference"])


def ready_to_leave(machine: Machine, reference: str = "SM-1") -> str:
    """Take in a signed meeting, send its record to all on its ledger, and note that it is filed."""
    take(machine, signed(reference))
    for number, _ in enumerate(machine("ledger", reference, "--json").json, 1):
        machine("ledger", reference, str(number), "--sent")
    machine("filed", reference, "--where", "Mosaic, contact 12")
    return reference


def test_a_meeting_is_not_taken_off_before_it_is_signed_sent_and_in_the_case_system(here: Machine) -> None:
    take(here, signed())
    ran = here("leave", "SM-1", "--because", "policy", "--name", "SM-1", code=2)
    assert "Nobody noted that its record is in the case system" in ran.out
    assert "still to be sent" in ran.out
    assert here("show", "SM-1").out


def test_what_left_is_in_no_file_of_the_database_and_its_tombstone_says_who_took_it_off(
    here: Machine,
) -> None:
    ready_to_leave(here)
    ready_to_leave(here, "SM-2")
    before = audited(here)
    ran = here("leave", "SM-1", "--because", "retention policy", "--name", "SM-1")
    assert "left this machine" in ran.out
    here("leave", "SM-2", "--because", "retention policy", "--name", "SM-2")
    here_files = [file for file in here.folder.rglob("*") if file.is_file()]
    for seeded in (*SEEDED, "Mosaic"):
        holding = [file.name for file in here_files if seeded.encode() in file.read_bytes()]
        assert holding == [], seeded
    ran = here("leave", "--left", "--json")
    assert ran.err == ""
    (left, _) = ran.json
    assert (left["reference"], left["because"]) == ("SM-1", "retention policy")
    assert left["by"]
    assert here("verify").code == 0
    assert audited(here) == before
    here("rebuild")
    assert audited(here) == before
    assert here("verify").code == 0


def audited(machine: Machine) -> Any:
    return machine("audit", "--json").json


def test_what_left_is_refused_when_it_comes_back_and_said_where_it_is_named(
    here: Machine, chairtui: Chairtui, tmp_path: Path
) -> None:
    (tmp_path / "there").mkdir()
    there = Machine("there", chairtui, tmp_path / "there")
    ready_to_leave(here)
    here.hand("SM-1", there)
    here("leave", "SM-1", "--because", "policy", "--name", "SM-1")
    ran = there.hand("SM-1", here, code=4)
    assert "left this machine" in ran.err
    assert "left this machine" in here("show", "SM-1", code=2).err
    file = tmp_path / "again.json"
    file.write_text(json.dumps(signed()))
    assert "left this machine" in here("import", str(file), code=4).err
    assert here("verify").code == 0


def test_a_legal_hold_keeps_a_meeting_until_it_is_lifted(here: Machine) -> None:
    ready_to_leave(here)
    here("hold", "SM-1", "--because", "Court order of 3 March")
    ran = here("leave", "SM-1", "--because", "policy", "--name", "SM-1", code=2)
    assert "A legal hold keeps it: Court order of 3 March" in ran.out
    here("hold", "SM-1", "--lift", "--because", "Legal services, 9 March")
    here("leave", "SM-1", "--because", "policy", "--name", "SM-1")


def test_putting_a_backup_back_says_which_meetings_that_left_are_back_with_it(here: Machine) -> None:
    ready_to_leave(here)
    backup = here.folder / "before.db"
    here("backup", str(backup))
    here("leave", "SM-1", "--because", "policy", "--name", "SM-1")
    told = here("restore", str(backup), "--yes").out
    assert "SM-1 left this machine and is in the backup" in told
    assert here("show", "SM-1").out


def test_this_machine_goes_on_as_it_was_once_a_meeting_has_left(here: Machine) -> None:
    ready_to_leave(here)
    ready_to_leave(here, "SM-2")
    here("leave", "SM-1", "--because", "policy", "--name", "SM-1")
    assert here("hold", "SM-2", "--because", "Court order").err == ""
    assert "new id" not in here("log", "SM-2").out


def test_another_name_than_the_reference_takes_nothing_off(here: Machine) -> None:
    ready_to_leave(here)
    ran = here("leave", "SM-1", "--because", "policy", "--name", "SM-11", code=3)
    assert "Type its reference" in ran.err
    assert here("show", "SM-1").out


def test_copies_that_no_leaving_takes_back_are_named_before(here: Machine) -> None:
    ready_to_leave(here)
    told = here("leave", "SM-1").out
    assert "Nothing stands in its way" in told
    assert "was sent the record" in told
    assert "backups" in told


def test_a_program_that_has_the_meeting_open_writes_nothing_to_it_any_more(here: Machine) -> None:
    reference = ready_to_leave(here)
    with wiring.workplace(here.database) as place:
        from chairtui.core.leaving import PlaceHold
        from chairtui.live.ports import NotSaved

        other = place.desk.open(place.desk.library.named(reference)[0])
        with wiring.workplace(here.database) as leaving_place:
            from chairtui.live.leaving import leave

            desk = leaving_place.for_somebody().desk
            live = desk.open(desk.library.named(reference)[0])
            leave(desk, live, reference, "policy")
        assert place.database.fault() == ""
        with pytest.raises(NotSaved, match="left this machine"):
            other.do(PlaceHold(because="too late"))
    assert here("verify").code == 0


@pytest.mark.parametrize(
    "deed",
    [
        "DELETE FROM tombstones",
        "UPDATE tombstones SET entries = 0",
        "INSERT OR REPLACE INTO tombstones VALUES ('m-SM-1', 1, '{}')",
    ],
)
def test_a_tombstone_is_never_changed_replaced_or_taken_away(here: Machine, deed: str) -> None:
    ready_to_leave(here)
    here("leave", "SM-1", "--because", "policy", "--name", "SM-1")
    with pytest.raises(sqlite.Error, match="never"):
        tamper(here.database, deed)
    assert here("verify").code == 0


def test_a_tombstone_that_was_changed_all_the_same_or_taken_away_is_told_by_verify(here: Machine) -> None:
    ready_to_leave(here)
    here("leave", "SM-1", "--because", "policy", "--name", "SM-1")
    kept = here.database.read_bytes()
    changed = "UPDATE tombstones SET tombstone = json_set(tombstone, '$.heads[0][1]', 1)"
    for deed in (changed, "DELETE FROM tombstones"):
        here.database.write_bytes(kept)
        tamper(here.database, "DROP TRIGGER tombstones_stand", "DROP TRIGGER tombstones_stay", deed)
        told = here("verify", code=1).out
        assert "m-SM-1" in told


def test_home_and_the_command_say_what_is_due_to_leave_by_the_council_s_own_policy(here: Machine) -> None:
    rules = here.folder / "own.toml"
    rules.write_text(
        'name = "own"\ntitle = "Own"\nkind = "layer"\nwords = "Ours."\nauthorities = ["Bromley"]\n\n'
        '[[figure]]\nname = "leave_after_days"\nvalue = 0\nwords = "Days."\nsource = "Our policy."\n'
        'basis = "local"\n'
    )
    ready_to_leave(here, "SM-0")
    assert "No meeting is due" in here("leave").out
    here("rules", "install", str(rules))
    ready_to_leave(here)
    assert [due["reference"] for due in here("leave", "--json").json] == ["SM-0", "SM-1"]
    here("hold", "SM-1", "--because", "Court order")
    assert [due["reference"] for due in here("leave", "--json").json] == ["SM-0"]
