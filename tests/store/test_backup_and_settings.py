import os
import stat
import threading
from pathlib import Path

import pytest
from tests.live.pretend import MEETING, begun
from tests.store.files import GONE, HERE, KEY, keep_a_meeting, opened, tamper

from chairtui.live.live_meeting import LiveMeeting
from chairtui.live.ports import NotSaved
from chairtui.live.settings import Settings
from chairtui.store import heads
from chairtui.store.backup import back_up
from chairtui.store.connect import Database
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.faults import CannotOpen
from chairtui.store.settings_file import SettingsFile
from chairtui.store.verify import verify


def keep_ticking(meeting: LiveMeeting, stop: threading.Event) -> None:
    while not stop.is_set():
        meeting.do(HERE)
        meeting.do(GONE)


@pytest.mark.parametrize("key", [None, KEY])
def test_a_backup_made_while_others_write_is_sound_and_so_is_what_they_write_to(
    path: Path, tmp_path: Path, key: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heads, "EVERY", 0.0)  # each act is remembered at once, as the first of a minute is
    database = Database(path, key)
    log = SqliteEventLog(database)
    meeting = begun(log)
    size = log.size(MEETING)
    stop = threading.Event()
    ticking = threading.Thread(target=keep_ticking, args=(meeting, stop))
    ticking.start()
    try:
        made = [back_up(database, tmp_path / f"copy-{number}.db") for number in range(3)]
        copies = [copy for copy, faults in made if not faults]
        assert len(copies) == 3
        assert [verify(path, key) for _ in range(5)] == [[]] * 5
    finally:
        stop.set()
        ticking.join()
    for copy in copies:
        assert verify(copy, key) == []
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
        with opened(copy, key) as again:
            assert again.size(MEETING) >= size
    if key:
        assert b"Chris" not in copies[0].read_bytes()
    assert list(tmp_path.glob("*.part*")) == []
    database.close()


def test_a_backup_that_is_not_sound_is_kept_beside_the_last_one(path: Path, tmp_path: Path) -> None:
    with opened(path) as log:
        begun(log)
    tamper(path, "UPDATE meetings SET chair = 'X'")
    database = Database(path)
    (tmp_path / "copy.db").write_text("the last one")
    made, faults = back_up(database, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "the last one"
    assert made == tmp_path / "copy.db-2"
    assert faults == [f"{MEETING}: the list of meetings does not follow from the log"]
    assert verify(made) == faults
    with pytest.raises(NotSaved):
        back_up(database, tmp_path / "nowhere" / "copy.db")
    database.close()


@pytest.mark.parametrize("by", ["a backup", "an opening"])
def test_parts_of_copies_whose_makers_were_killed_are_swept(path: Path, tmp_path: Path, by: str) -> None:
    keep_a_meeting(path)
    left = tmp_path / "copy.db.999999999.part"
    left.write_text("what was in a meeting")
    heads.beside(left).write_text("what was remembered of it")
    heads.beside(tmp_path / "earlier.db.999999998.part").write_text("killed before there was a copy")
    somebody_else_s = tmp_path / "thesis.part"
    somebody_else_s.write_text("words")
    database = Database(path)
    if by == "a backup":
        back_up(database, tmp_path / "copy.db")
    database.close()
    assert [one.name for one in tmp_path.glob("*.part*")] == [somebody_else_s.name]


@pytest.fixture
def file(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "config" / "settings.json")


def test_reading_settings_makes_none(file: SettingsFile) -> None:
    assert file.read() == Settings()
    assert not file.path.parent.exists()


def test_settings_come_back_as_they_were_kept(file: SettingsFile) -> None:
    kept = Settings(name="Zoë", role="Team manager", authority="Bromley", device_id="d", theme="light")
    file.keep(kept)
    assert file.read() == kept
    assert [one.name for one in file.path.parent.iterdir()] == ["settings.json"]
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("broken", [b"", b"{", b'{"name": 7}', b"\xff\xfe", b"[" * 100_000, b"null"])
def test_damaged_settings_are_said_and_left_and_kept_aside_by_new_ones(
    file: SettingsFile, broken: bytes
) -> None:
    file.path.parent.mkdir()
    file.path.write_bytes(broken)
    with pytest.raises(CannotOpen, match=r"are damaged, so it is not known where .* Nothing was changed"):
        file.read()
    assert file.path.read_bytes() == broken
    file.keep(Settings(name="Zoë"))
    assert file.read() == Settings(name="Zoë")
    assert (file.path.parent / "settings.json.damaged").read_bytes() == broken


def test_settings_that_cannot_be_written_leave_the_old_ones(
    file: SettingsFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.keep(Settings(name="One"))

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotSaved, match="the disk is full"):
        file.keep(Settings(name="Another"))
    assert file.read() == Settings(name="One")
    assert [one.name for one in file.path.parent.iterdir()] == ["settings.json"]
