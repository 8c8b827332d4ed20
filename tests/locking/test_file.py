"""A file in clear becomes a locked one; a locked one gets another key; copies of it open elsewhere."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from chairtui import wiring
from chairtui.live.locking import By, Choice, NotOpened, Standing
from chairtui.live.ports import NotSaved
from chairtui.store import left_over
from chairtui.store.backup import back_up, put_back
from chairtui.store.connect import Database
from chairtui.store.drafts import SqliteDrafts
from chairtui.store.engine import connect
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.faults import CannotOpen
from chairtui.store.keeping_elsewhere import keep_elsewhere
from chairtui.store.relocking import copies_beside, in_clear
from chairtui.store.verify import verify
from chairtui.wiring.locking import VARIABLE, DatabaseDoor

PASSPHRASE, OTHER = "four words are easy", "five other words are easy"
CHOICE = Choice(passphrase=PASSPHRASE)
NAMES = (b"Watford", b"Grant", b"Ashgrove", b"strategy", b"SQLite format 3")
"""Some that the invented meetings have, and how a database in clear begins."""


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("invented") / "meetings.db"
    with wiring.demonstration() as place:
        place.back_up(file)
    return file


@pytest.fixture
def door(tmp_path: Path, invented: Path, quick_age: None, monkeypatch: pytest.MonkeyPatch) -> DatabaseDoor:
    """The door of a database in clear with the invented meetings."""
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "data"
    shutil.copytree(invented.parent, folder)
    return DatabaseDoor(folder / "meetings.db")


def rows(path: Path, key: bytes | None) -> list[tuple[object, ...]]:
    connection = connect(path, key, mode="look")
    try:
        found = connection.execute("SELECT * FROM events").fetchall()
        assert found
        return [tuple(row) for row in found]
    finally:
        connection.close()


def said_in(folder: Path) -> list[str]:
    """Return which files of a folder hold one of the names."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [f"{file.name}: {name!r}" for file in files for name in NAMES if name in file.read_bytes()]


def test_a_file_in_clear_is_locked_and_holds_the_same_and_no_name_is_left_in_the_folder(
    door: DatabaseDoor,
) -> None:
    before = rows(door.path, None)
    assert said_in(door.path.parent)
    key = door.lock(CHOICE).key
    assert rows(door.path, key) == before
    assert verify(door.path, key) == []
    assert said_in(door.path.parent) == []
    with Database(door.path, key).reading() as connection:  # also while it is open, in what lies beside it
        connection.execute("SELECT count(*) FROM searched").fetchone()
        assert said_in(door.path.parent) == []


def test_what_was_in_clear_is_written_over(door: DatabaseDoor) -> None:
    with door.path.open("rb") as still_open:
        door.lock(CHOICE)
        assert still_open.read() == b""


def test_earlier_states_beside_the_file_are_locked_with_it(door: DatabaseDoor) -> None:
    for name in ("meetings.db.before-9", "meetings.db.replaced", "meetings.db.replaced-2"):
        shutil.copyfile(door.path, door.path.with_name(name))
    door.lock(CHOICE)
    assert len(copies_beside(door.path)) == 3
    assert said_in(door.path.parent) == []
    for copy in copies_beside(door.path):
        assert rows(copy, DatabaseDoor(copy).open(By(passphrase=PASSPHRASE)))


def test_a_file_that_another_program_has_open_is_not_locked(door: DatabaseDoor) -> None:
    other = Database(door.path)
    with pytest.raises(NotSaved, match="another program has the database open"):
        door.lock(CHOICE)
    other.close()
    assert in_clear(door.path)
    assert door.standing is Standing.CLEAR
    assert door.lock(CHOICE).key


def test_a_new_key_opens_and_the_one_before_does_not(door: DatabaseDoor) -> None:
    shutil.copyfile(door.path, door.path.with_name("meetings.db.before-9"))
    done = door.lock(CHOICE)
    assert done.key
    before = rows(door.path, done.key)
    new = door.rekey(done.key, Choice(passphrase=OTHER))
    assert rows(door.path, new) == before
    assert door.open(By(passphrase=OTHER)) == door.open(By(identity=done.identity)) == new
    with pytest.raises(NotOpened):
        door.open(By(passphrase=PASSPHRASE))
    for file in (door.path, *copies_beside(door.path)):
        assert rows(file, new)
        with pytest.raises(CannotOpen):
            Database(file, done.key)


def test_another_passphrase_opens_what_is_there_and_the_sheet_goes_on_opening_it(door: DatabaseDoor) -> None:
    done = door.lock(CHOICE)
    assert done.key
    content = door.path.read_bytes()
    door.change(door.open(By(identity=done.identity)), Choice(passphrase=OTHER))
    assert door.path.read_bytes() == content
    assert door.open(By(passphrase=OTHER)) == door.open(By(identity=done.identity)) == done.key
    with pytest.raises(NotOpened):
        door.open(By(passphrase=PASSPHRASE))


def test_a_new_sheet_opens_and_the_one_before_does_not(door: DatabaseDoor) -> None:
    done = door.lock(CHOICE)
    assert done.key
    identity = door.new_sheet(done.key)
    assert door.open(By(identity=identity)) == door.open(By(passphrase=PASSPHRASE)) == done.key
    with pytest.raises(NotOpened):
        door.open(By(identity=done.identity))


def test_a_backup_is_locked_and_opens_on_another_machine(door: DatabaseDoor, tmp_path: Path) -> None:
    done = door.lock(CHOICE)
    database = Database(door.path, done.key)
    (tmp_path / "stick").mkdir()
    copy, faults = back_up(database, tmp_path / "stick" / "friday.db")
    database.close()
    assert faults == []
    assert said_in(copy.parent) == []
    there = DatabaseDoor(copy)
    assert there.open(By(passphrase=PASSPHRASE)) == there.open(By(identity=done.identity)) == done.key
    put_back(copy, tmp_path / "other" / "meetings.db", done.key)
    other = DatabaseDoor(tmp_path / "other" / "meetings.db")
    assert rows(other.path, other.open(By(passphrase=PASSPHRASE))) == rows(door.path, done.key)


def test_a_backup_put_back_opens_by_what_opens_the_database_now(door: DatabaseDoor, tmp_path: Path) -> None:
    done = door.lock(CHOICE)
    assert done.key
    database = Database(door.path, done.key)
    (tmp_path / "stick").mkdir()
    copy, _ = back_up(database, tmp_path / "stick" / "friday.db")
    database.close()
    door.change(done.key, Choice(passphrase=OTHER))
    put_back(copy, door.path, done.key, done.key)
    assert door.open(By(passphrase=OTHER)) == done.key


def test_a_backup_with_another_key_can_be_put_back_and_what_was_there_still_opens(
    door: DatabaseDoor, tmp_path: Path
) -> None:
    done = door.lock(CHOICE)
    assert done.key
    database = Database(door.path, done.key)
    (tmp_path / "stick").mkdir()
    copy, _ = back_up(database, tmp_path / "stick" / "friday.db")
    database.close()
    new = door.rekey(done.key, Choice(passphrase=OTHER))
    done_back = put_back(copy, door.path, done.key, new)
    assert door.open(By(passphrase=PASSPHRASE)) == done.key
    assert done_back.kept
    assert DatabaseDoor(done_back.kept).open(By(passphrase=OTHER)) == new


def test_going_on_in_another_place_takes_what_opens_it_along(door: DatabaseDoor, tmp_path: Path) -> None:
    done = door.lock(CHOICE)
    database = Database(door.path, done.key)
    (tmp_path / "elsewhere").mkdir()
    kept = keep_elsewhere(database, tmp_path / "elsewhere", ())
    database.close()
    assert kept.whole
    assert DatabaseDoor(kept.file).open(By(passphrase=PASSPHRASE)) == done.key
    assert said_in(kept.file.parent) == []


def test_several_programs_work_on_one_locked_file(door: DatabaseDoor) -> None:
    key = door.lock(CHOICE).key
    one, other = Database(door.path, key), Database(door.path, key)
    for database in (one, other):
        with database.writing() as connection:
            connection.execute("DELETE FROM drafts")
    assert list(SqliteEventLog(one).meeting_ids()) == list(SqliteEventLog(other).meeting_ids())
    one.close()
    other.close()


@pytest.mark.parametrize("part", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_flipped_bit_in_a_locked_file_is_noticed(door: DatabaseDoor, part: float) -> None:
    key = door.lock(CHOICE).key
    content = bytearray(door.path.read_bytes())
    content[int(len(content) * part)] ^= 4
    door.path.write_bytes(content)
    assert verify(door.path, key)


def test_what_a_program_leaves_beside_a_locked_file_is_locked_and_comes_in_again(door: DatabaseDoor) -> None:
    left_over.leave(door.path, "one", [("m1", "fact", "Watford was named")])
    done = door.lock(CHOICE)
    assert done.key
    left_over.leave(door.path, "two", [("m1", "fact", "and so was Ashgrove")], done.key)
    assert said_in(door.path.parent) == []
    said = [text for one in ("one", "two") for text in left_over.texts(door.path, one, done.key)]
    assert said == [("m1", "fact", "Watford was named"), ("m1", "fact", "and so was Ashgrove")]
    new = door.rekey(done.key, Choice(passphrase=OTHER))
    assert [*left_over.texts(door.path, "two", new)] == said[1:]
    with pytest.raises(OSError, match="not a database"):
        [*left_over.texts(door.path, "two", bytes(32) + new[32:])]
    drafts = SqliteDrafts(Database(door.path, new))
    assert drafts.all("m1")["fact"]
    assert left_over.owners(door.path) == []
