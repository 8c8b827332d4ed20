"""Whatever is wrong with the file, the disk or another program: one sentence, and nothing is lost."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite
from tests.live.pretend import MEETING, begun, live
from tests.store.files import GONE, HERE, KEY, keep_a_meeting, opened, tamper

from chairtui.core.attendance import RecordPresence
from chairtui.core.vocabulary import Mode
from chairtui.live.live_meeting import LiveMeeting
from chairtui.live.ports import NotSaved
from chairtui.store import engine, transactions
from chairtui.store.connect import Database
from chairtui.store.drafts import SqliteDrafts
from chairtui.store.engine import connect
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.faults import CannotOpen
from chairtui.store.heads import beside
from chairtui.store.steps import STEPS
from chairtui.store.verify import verify


@contextmanager
def mounted(folder: Path, *options: str, kind: str = "tmpfs") -> Iterator[None]:
    folder.mkdir(exist_ok=True)
    tried = subprocess.run(
        ["mount", "-t", kind, *options, kind, str(folder)], capture_output=True, check=False
    )
    if tried.returncode:
        pytest.skip("this machine does not let tests mount a file system")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def test_everything_is_for_this_user_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "meetings.db"
    with opened(path) as log:
        begun(log)
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert set(modes.values()) == {0o600}
    assert {f"meetings.db{end}" for end in ("", "-wal", "-shm", ".heads.jsonl", ".log-of.json")} == set(modes)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_file_that_others_could_read_is_closed_to_them(path: Path) -> None:
    keep_a_meeting(path)
    path.chmod(0o644)
    Database(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_was_made_read_only_stays_so(path: Path) -> None:
    keep_a_meeting(path)
    for mode, kept in ((0o400, 0o400), (0o444, 0o400)):
        path.chmod(mode)
        before = path.read_bytes()
        with pytest.raises(CannotOpen, match="may only be read"):
            Database(path)
        assert stat.S_IMODE(path.stat().st_mode) == kept
        assert path.read_bytes() == before


def test_triggers_that_the_program_did_not_make_are_named_at_every_opening(path: Path) -> None:
    keep_a_meeting(path)
    for reads in (False, True):
        database = Database(path, reads=reads)
        assert database.told == ""
        database.close()
    tamper(path, "DROP TRIGGER events_stay", "CREATE TRIGGER more AFTER INSERT ON drafts BEGIN SELECT 1; END")
    for reads in (False, True):
        database = Database(path, reads=reads)
        assert "the triggers more, events_stay are not as the program made it" in database.told
        database.close()


def test_every_setting_is_read_back(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "SETTINGS", (("synchronous", "OFF", 2),))
    with pytest.raises(CannotOpen, match="cannot be kept safely"):
        Database(path)


def test_an_engine_that_can_lose_data_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "OLDEST_ENGINE", (99, 0, 0))
    with pytest.raises(CannotOpen, match=r"before 99\.0\.0 can lose"):
        Database(path)
    assert not path.exists()


def test_sqlite_utils_is_loaded_only_when_a_migration_is_due(path: Path) -> None:
    program = (
        "import sys, pathlib; from chairtui.store.connect import Database;"
        "Database(pathlib.Path(sys.argv[1])).close();"
        "print('sqlite_utils' in sys.modules, 'sqlite3' in sys.modules)"
    )
    ran = [
        subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    assert ran[0].stdout.startswith("True")
    assert ran[1].stdout.split() == ["False", "False"]


def test_a_file_that_may_only_be_read_is_named_as_that(path: Path) -> None:
    keep_a_meeting(path)
    if subprocess.run(["chattr", "+i", str(path)], capture_output=True, check=False).returncode:
        path.chmod(0o400)
        if os.access(path, os.W_OK):
            pytest.skip("this user may write everything, and files cannot be made immutable")
    try:
        with pytest.raises(CannotOpen, match="may only be read") as refused:
            Database(path)
    finally:
        subprocess.run(["chattr", "-i", str(path)], capture_output=True, check=False)
        path.chmod(0o600)
    assert "Nothing in it was changed" in str(refused.value)
    assert verify(path) == []


def test_a_folder_that_may_only_be_read_is_named_as_that(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    with mounted(folder):
        keep_a_meeting(folder / "meetings.db")
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        with pytest.raises(CannotOpen, match="may only be read"):
            Database(folder / "meetings.db")
        assert verify(folder / "meetings.db") == []
        with pytest.raises(CannotOpen, match="may only be read"):
            Database(folder / "another.db")


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match="cannot be opened"):
        Database(tmp_path)
    assert verify(tmp_path) != []


def fill(file: Path) -> None:
    with suppress(OSError), file.open("wb", buffering=0) as ballast:
        while True:
            ballast.write(bytes(512))


def do_until_refused(meeting: LiveMeeting) -> None:
    for _ in range(1000):  # a few ticks may fit into pages that are there already
        meeting.do(HERE)
        meeting.do(GONE)


def test_a_full_disk_says_so_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    with mounted(folder, "-o", "size=1m"), opened(folder / "meetings.db") as log:
        meeting = begun(log)
        fill(folder / "ballast")
        with pytest.raises(NotSaved, match=r"the disk is full.*is still there"):
            do_until_refused(meeting)
        assert live(log).outcome.meeting == meeting.outcome.meeting
        (folder / "ballast").unlink()
        size = log.size(MEETING)
        meeting.do(HERE, RecordPresence(attendee_id="health", mode=Mode.PHONE))
        assert log.size(MEETING) > size
        assert verify(folder / "meetings.db") == []


def test_no_room_left_in_the_file_changes_nothing(path: Path) -> None:
    database = Database(path)
    log = SqliteEventLog(database)
    meeting = begun(log)
    with database.writing() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    database._writer.execute(f"PRAGMA max_page_count={pages}")
    size = log.size(MEETING)
    with pytest.raises(NotSaved, match="the disk is full"):
        SqliteDrafts(database).keep(MEETING, "concern", "x" * 100_000)
    assert SqliteDrafts(database).all(MEETING) == {}
    database._writer.execute("PRAGMA max_page_count=1000000")
    meeting.do(HERE)
    assert log.size(MEETING) == size + 1
    database.close()


def test_another_program_that_holds_the_file_is_waited_for_and_then_named(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transactions, "PATIENCE", 0.05)
    with opened(path) as log:
        meeting = begun(log)
        holder = connect(path)
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotSaved, match="another program is holding the file"):
            meeting.do(HERE)
        with pytest.raises(CannotOpen, match="another program is holding the file"):
            Database(path)
        assert live(log).outcome.meeting == meeting.outcome.meeting
        holder.execute("ROLLBACK")
        holder.close()
        assert len(meeting.do(HERE).events) == 1


def test_a_newer_database_is_refused_and_left_alone(path: Path) -> None:
    keep_a_meeting(path)
    tamper(path, "PRAGMA user_version=99")
    before = path.read_bytes()
    with pytest.raises(CannotOpen, match=r"newer chairtui.*99.*Update"):
        Database(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path) -> None:
    path.write_text("Minutes of the meeting\n" * 500)
    before = path.read_bytes()
    with pytest.raises(CannotOpen, match="key is wrong, or the file is damaged"):
        Database(path)
    assert path.read_bytes() == before
    assert len(verify(path)) == 1


def test_another_programs_database_is_refused_and_left_alone(path: Path) -> None:
    connection = sqlite.connect(str(path), isolation_level=None)
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    with pytest.raises(CannotOpen, match="another program"):
        Database(path)


@pytest.mark.parametrize(("made", "tried"), [(KEY, bytes(32)), (KEY, None), (None, KEY)])
def test_a_wrong_key_is_said_together_with_damage(
    path: Path, made: bytes | None, tried: bytes | None, capfd: pytest.CaptureFixture[str]
) -> None:
    keep_a_meeting(path, made)
    with pytest.raises(CannotOpen, match="the key is wrong, or the file is damaged"):
        Database(path, tried)
    assert len(verify(path, tried)) == 1
    assert verify(path, made) == []
    assert capfd.readouterr() == ("", "")


def test_half_a_file_is_noticed(path: Path) -> None:
    keep_a_meeting(path)
    whole = path.read_bytes()
    for part in (len(whole) // 2, 5000, 4096, 100):
        path.write_bytes(whole[:part])
        assert verify(path) != []
    with pytest.raises(CannotOpen):
        Database(path)


def test_an_emptied_file_is_not_taken_for_a_new_one(path: Path) -> None:
    keep_a_meeting(path)
    path.write_bytes(b"")
    with pytest.raises(CannotOpen, match="is empty, though meetings were kept in it"):
        Database(path)
    beside(path).unlink()
    Database(path).close()


@pytest.mark.parametrize("key", [None, KEY])
def test_flipped_bytes_never_make_the_verifier_raise(path: Path, key: bytes | None) -> None:
    keep_a_meeting(path, key)
    whole = bytearray(path.read_bytes())
    unnoticed = 0
    for place in range(0, len(whole), 997):
        whole[place] ^= 0x55
        path.write_bytes(whole)
        unnoticed += verify(path, key) == []
        whole[place] ^= 0x55
    if key:
        assert unnoticed == 0  # every page proves itself


def test_a_migration_that_breaks_off_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(STEPS, "0003-lists", STEPS["0003-lists"] + "CREATE TABLE broken (;;")
    with pytest.raises(CannotOpen):
        Database(path)
    connection = sqlite.connect(str(path))
    assert connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)
    assert connection.execute("PRAGMA user_version").fetchone() == (0,)
    connection.close()
    monkeypatch.undo()
    keep_a_meeting(path)
    assert verify(path) == []
