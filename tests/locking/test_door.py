"""The door of a database: what locks it, and what opens it again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chairtui.core.change import Refused
from chairtui.live.handing import Wanted
from chairtui.live.locking import By, Choice, Door, Key, NotOpened, Standing, Way
from chairtui.records.encryption import key_copies
from chairtui.store.connect import Database
from chairtui.store.faults import CannotOpen
from chairtui.store.key_file import key_file
from chairtui.wiring.locking import VARIABLE, DatabaseDoor

PASSPHRASE = "four words are easy"


@pytest.fixture(autouse=True)
def _locked_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def door(tmp_path: Path, quick_age: None) -> DatabaseDoor:
    return DatabaseDoor(tmp_path / "meetings.db")


def made(door: Door, **choice: object) -> tuple[Key, str]:
    done = door.lock(Choice(passphrase=PASSPHRASE, **choice))  # type: ignore[arg-type]
    assert done.key
    Database(door.path, done.key).close()
    return done.key, done.identity


def test_a_new_database_is_locked_and_opens_by_its_passphrase_and_by_its_recovery_sheet(
    door: DatabaseDoor,
) -> None:
    assert DatabaseDoor(door.path).standing is Standing.NEW
    key, identity = made(door)
    assert door.standing is Standing.LOCKED
    assert not door.not_locked
    assert list(door.ways) == [Way.PASSPHRASE, Way.SHEET]
    assert door.path.read_bytes()[:16] == key[32:]
    assert door.open(By(passphrase=PASSPHRASE)) == door.open(By(identity=identity)) == key
    with pytest.raises(CannotOpen):
        Database(door.path)


def test_a_wrong_passphrase_or_key_opens_nothing(door: DatabaseDoor) -> None:
    made(door)
    for by in (By(passphrase="four other words"), By(identity=key_copies.new_identity()[0])):
        with pytest.raises(NotOpened, match="wrong, or the key file damaged"):
            door.open(by)


def test_real_age_locks_with_at_least_the_work_that_is_recommended(tmp_path: Path) -> None:
    door = DatabaseDoor(tmp_path / "meetings.db")
    key, _ = made(door, sheet=False)
    (kept,) = json.loads(key_file(door.path).read_text())["keys"]
    assert kept["id"] == key[32:].hex()
    assert [copy["way"] for copy in kept["copies"]] == ["passphrase"]
    assert door.open(By(passphrase=f" {PASSPHRASE}\n")) == key


def test_a_machine_that_is_busy_finds_too_little_work_and_is_asked_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = iter([15, 16, 18, 19])

    def apart(_key: bytes, _words: str, _wanted: Wanted, *, opens: bool) -> bytes:
        return b"age-encryption.org/v1\n-> scrypt c2FsdA %d\n" % next(found)

    monkeypatch.setattr(key_copies, "apart", apart)
    assert key_copies.work(key_copies.for_passphrase(b"key", "words", lambda: True)) == 18


def test_a_passphrase_that_is_too_short_or_nothing_at_all_locks_nothing(door: DatabaseDoor) -> None:
    for choice in (Choice(passphrase="short"), Choice()):
        with pytest.raises(Refused):
            door.lock(choice)
    assert not key_file(door.path).exists()


def test_a_new_database_may_stay_in_clear_and_keeps_why(door: DatabaseDoor) -> None:
    assert door.lock(Choice(not_locked_because="a trial with invented names")).key is None
    Database(door.path).close()
    assert door.standing is Standing.CLEAR
    assert door.not_locked == "a trial with invented names"


def test_the_council_opens_every_database_with_its_own_key(door: DatabaseDoor, tmp_path: Path) -> None:
    identity, recipient = key_copies.new_identity()
    folder = tmp_path / "config" / "chairtui"
    folder.mkdir(parents=True)
    (folder / "recovery.txt").write_text(f"# the council's\n{recipient}\n")
    key, _ = made(door, sheet=False)
    assert list(door.ways) == [Way.PASSPHRASE, Way.COUNCIL]
    assert door.open(By(identity=identity)) == key


def test_a_recovery_key_of_the_council_that_is_none_locks_nothing(door: DatabaseDoor, tmp_path: Path) -> None:
    folder = tmp_path / "config" / "chairtui"
    folder.mkdir(parents=True)
    (folder / "recovery.txt").write_text("age1nonsense\n")
    with pytest.raises(CannotOpen, match="names a recovery key that is none"):
        door.lock(Choice(passphrase=PASSPHRASE))
    assert not key_file(door.path).exists()


@pytest.mark.parametrize("place", [10, 200, -80, -3])
def test_a_flipped_bit_in_the_key_file_is_damage_and_no_wrong_passphrase(
    door: DatabaseDoor, place: int
) -> None:
    made(door)
    file = key_file(door.path)
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)
    with pytest.raises(CannotOpen, match="damaged"):
        door.open(By(passphrase=PASSPHRASE))


def test_the_key_file_of_another_database_is_told_as_that(door: DatabaseDoor, tmp_path: Path) -> None:
    made(door)
    other = DatabaseDoor(tmp_path / "other.db")
    made(other)
    key_file(other.path).replace(key_file(door.path))
    with pytest.raises(CannotOpen, match="does not hold its key"):
        door.open(By(passphrase=PASSPHRASE))


def test_each_wrong_passphrase_makes_the_next_wait_longer_also_after_a_restart(door: DatabaseDoor) -> None:
    made(door)
    waits = []
    for _ in range(3):
        with pytest.raises(NotOpened):
            door.open(By(passphrase="four other words"))
        waits.append(DatabaseDoor(door.path).waits)
    assert waits[:2] == [0, 0]
    assert waits[2] > 0
    with pytest.raises(NotOpened, match="Not tried"):
        door.open(By(passphrase=PASSPHRASE))


def test_the_right_passphrase_begins_the_count_anew(door: DatabaseDoor) -> None:
    made(door)
    for _ in range(2):
        with pytest.raises(NotOpened):
            door.open(By(passphrase="four other words"))
    door.open(By(passphrase=PASSPHRASE))
    with pytest.raises(NotOpened, match="wrong"):
        door.open(By(passphrase="four other words"))
    assert door.waits == 0
