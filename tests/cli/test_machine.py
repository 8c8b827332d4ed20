"""What the machine has: its database or none yet, its key, its last backup."""

import os
from pathlib import Path
from typing import Any

import pyrage
import pytest
from msgspec.structs import replace
from tests.cli.conftest import Chairtui

from chairtui import wiring
from chairtui.live.ports import NotSaved

SIGNS = ("database", "last backup", "template", "register", "incidents", "settings", "rules")


def test_a_fresh_machine_is_well_and_nothing_is_made_on_it(
    chairtui: Chairtui, places: dict[str, str]
) -> None:
    ran = chairtui("doctor", "--json")
    assert ran.code == 0
    assert all(sign["well"] for sign in ran.json.values())
    assert "none yet" in ran.json["database"]["value"]
    assert set(SIGNS) <= set(ran.json)
    assert not Path(places["XDG_DATA_HOME"]).exists()


def test_a_database_that_somebody_names_and_that_is_not_there_is_not_well(
    chairtui: Chairtui, tmp_path: Path
) -> None:
    for ran in (
        chairtui("doctor", "--json", "--db", str(tmp_path / "none.db")),
        chairtui("doctor", "--json", env={"CHAIRTUI_DB": str(tmp_path / "none.db")}),
    ):
        assert ran.code == 4
        assert not ran.json["database"]["well"]


def test_doctor_says_when_the_last_backup_was_made_of_this_database(
    chairtui: Chairtui, document: Path, tmp_path: Path
) -> None:
    assert "none was made" in chairtui("doctor", "--json").json["last backup"]["value"]
    chairtui("import", str(document))
    copy = tmp_path / "copy.db"
    assert chairtui("backup", str(copy)).code == 0
    assert str(copy) in chairtui("doctor", "--json").json["last backup"]["value"]
    other = chairtui("doctor", "--json", "--db", str(tmp_path / "other.db")).json
    assert "none was made" in other["last backup"]["value"]


def test_doctor_names_the_folder_into_which_incidents_come(
    chairtui: Chairtui, places: dict[str, str]
) -> None:
    incidents = Path(places["XDG_CONFIG_HOME"]) / "chairtui" / "incidents"
    assert chairtui("doctor", "--json").json["incidents"]["value"] == f"none, in {incidents}"
    incidents.mkdir(parents=True)
    (incidents / "one.txt").write_text("x")
    assert chairtui("doctor", "--json").json["incidents"]["value"] == f"1, in {incidents}"


def test_a_key_is_made_once_and_its_public_key_shown_again(
    chairtui: Chairtui, places: dict[str, str]
) -> None:
    made, again = chairtui("key"), chairtui("key", "--json")
    assert (made.code, again.code) == (0, 0)
    file = Path(again.json["file"])
    assert file.parent == Path(places["XDG_CONFIG_HOME"]) / "chairtui"
    assert again.json == {"public": made.out.strip(), "file": str(file), "made": False}
    assert "AGE-SECRET-KEY" not in made.out + made.err
    secret = next(line for line in file.read_text().splitlines() if line.startswith("AGE-SECRET-KEY-1"))
    locked = pyrage.encrypt(b"words", [pyrage.x25519.Recipient.from_str(made.out.strip())])
    assert pyrage.decrypt(locked, [pyrage.x25519.Identity.from_str(secret)]) == b"words"
    if os.name != "nt":
        assert file.stat().st_mode & 0o777 == 0o600


def test_what_is_no_key_is_said_and_left_as_it_is(chairtui: Chairtui, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("no key")
    ran = chairtui("key", "--file", str(file))
    assert ran.code == 3
    assert "no key of age" in ran.err
    assert file.read_text() == "no key"


# Where the meetings are ---------------------------------------------------------------------------------


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [one for one in os.environ if one.startswith("CHAIRTUI_DB")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path


def person(desk: Any, folder: Path) -> Any:
    return desk.for_person(replace(desk.settings, name="Dee", role="chair", data_folder=str(folder)))


def test_the_first_start_may_choose_another_folder_and_it_stays_chosen(fresh: Path) -> None:
    usual, chosen = wiring.database_path(), fresh / "elsewhere" / "meetings"
    with wiring.workplace() as place:
        assert place.desk.machine.asks_where
        place.desk.machine.live_in(place.desk, chosen)
        after = person(place.desk, chosen)
        assert after.machine.fault() == ""
        assert person(after, chosen).settings.data_folder == str(chosen)
    assert not usual.exists()
    assert wiring.database_path().parent == chosen
    assert wiring.database_path().is_file()
    with wiring.workplace() as place:
        assert not place.desk.machine.asks_where
        assert place.path.parent == chosen


def test_a_folder_with_meetings_in_it_is_not_taken(fresh: Path) -> None:
    there = fresh / "theirs"
    there.mkdir()
    (there / "meetings.db").write_bytes(b"x")
    with wiring.workplace() as place:
        assert place.desk.machine.asks_where
        with pytest.raises(NotSaved, match="There are meetings in"):
            place.desk.machine.live_in(place.desk, there)
    assert (there / "meetings.db").read_bytes() == b"x"


def test_whoever_names_the_file_is_not_asked_where_it_is_to_be(
    fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with wiring.workplace(fresh / "own.db") as place:
        assert not place.desk.machine.asks_where
    monkeypatch.setenv("CHAIRTUI_DB", str(fresh / "own.db"))
    with wiring.workplace() as place:
        assert not place.desk.machine.asks_where
