import os
import stat
import threading
from pathlib import Path

import pytest
from tests.live.pretend import MEETING, PretendClock, begun
from tests.store.files import GONE, HERE, KEY, opened, tamper

from chairtui.live.live_meeting import LiveMeeting
from chairtui.live.ports import NotSaved
from chairtui.live.settings import Settings
from chairtui.store.backup import back_up
from chairtui.store.connect import Database
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.settings_file import SettingsFile
from chairtui.store.verify import verify


def keep_ticking(meeting: LiveMeeting, stop: threading.Event) -> None:
    while not stop.is_set():
        meeting.do(HERE)
        meeting.do(GONE)


@pytest.mark.parametrize("key", [None, KEY])
def test_a_backup_made_while_others_write_is_sound(path: Path, tmp_path: Path, key: bytes | None) -> None:
    database = Database(path, key)
    log = SqliteEventLog(database)
    meeting = begun(log)
    size = log.size(MEETING)
    stop = threading.Event()
    ticking = threading.Thread(target=keep_ticking, args=(meeting, stop))
    ticking.start()
    try:
        copies = [back_up(database, tmp_path / f"copy-{number}.db", key) for number in range(3)]
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


def test_a_backup_that_is_not_sound_is_not_kept(path: Path, tmp_path: Path) -> None:
    with opened(path) as log:
        begun(log)
    tamper(path, "UPDATE meetings SET chair = 'X'")
    database = Database(path)
    (tmp_path / "copy.db").write_text("the last one")
    with pytest.raises(NotSaved, match="not sound"):
        back_up(database, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "the last one"
    with pytest.raises(NotSaved):
        back_up(database, tmp_path / "nowhere" / "copy.db")
    database.close()


@pytest.fixture
def file(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "config" / "settings.json", PretendClock(name="device"))


def test_the_first_start_gets_a_device_id_that_stays(file: SettingsFile) -> None:
    settings, trouble = file.read()
    assert (settings, trouble) == (Settings(device_id="device-000001"), "")
    assert file.read() == (settings, "")
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700


def test_settings_come_back_as_they_were_kept(file: SettingsFile) -> None:
    kept = Settings(name="Zoë", role="Team manager", authority="Bromley", device_id="d", theme="light")
    file.keep(kept)
    assert file.read() == (kept, "")
    assert [one.name for one in file.path.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize("broken", [b"", b"{", b'{"name": 7}', b"\xff\xfe", b"[" * 100_000, b"null"])
def test_a_broken_file_is_kept_aside_and_said(file: SettingsFile, broken: bytes) -> None:
    file.path.parent.mkdir()
    file.path.write_bytes(broken)
    settings, trouble = file.read()
    assert settings.device_id
    assert not settings.complete
    assert "could not be read" in trouble
    assert (file.path.parent / "settings.json.broken").read_bytes() == broken
    assert file.read() == (settings, "")


def test_settings_that_cannot_be_written_leave_the_old_ones(
    file: SettingsFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, _ = file.read()

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotSaved, match="the disk is full"):
        file.keep(Settings(name="Another"))
    assert file.read() == (settings, "")
    assert [one.name for one in file.path.parent.iterdir()] == ["settings.json"]
