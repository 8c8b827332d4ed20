"""Another database is put in the place of the open one, and the program is killed: they are never mixed."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.live.pretend import MEETING, PretendClock, begun, live
from tests.store.files import GONE, KEY, keep_a_meeting, opened

from chairtui.core.meeting import PrepareMeeting
from chairtui.store.backup import put_back
from chairtui.store.connect import Database
from chairtui.store.faults import CannotOpen
from chairtui.store.verify import prove, verify

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from pathlib import Path
from tests.live.pretend import PretendClock, live
from tests.store.files import GONE, HERE, opened
with opened(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]) or None) as log:
    meeting = live(log, PretendClock(name="now"))
    for number in range(20):
        meeting.do(GONE if number % 2 else HERE)
    print("saved", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(params=[None, KEY], ids=["plain", "encrypted"])
def key(request: pytest.FixtureRequest) -> bytes | None:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def place(tmp_path: Path, key: bytes | None) -> Path:
    (tmp_path / "data").mkdir()
    keep_a_meeting(tmp_path / "data" / "meetings.db", key)
    return tmp_path / "data" / "meetings.db"


@pytest.fixture
def other(tmp_path: Path, key: bytes | None) -> Path:
    """Make another database, with more in it."""
    path = tmp_path / "other.db"
    with opened(path, key) as log:
        for number in range(30):
            prepare = PrepareMeeting(meeting_id=f"o{number}", reference=f"O-{number}", authority="Bromley")
            live(log, PretendClock(name=f"o{number}"), meeting_id=f"o{number}").do(prepare)
    return path


def killed_while(path: Path, key: bytes | None, meanwhile: Callable[[], object]) -> None:
    """Let a program save into a database, do something beside it, and kill it."""
    command = [sys.executable, "-c", PROGRAM, str(path), (key or b"").hex()]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "saved\n"
        meanwhile()
        running.send_signal(signal.SIGKILL)
        running.wait()


def beside(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)


def test_a_foreign_log_is_never_written_into_the_file_that_took_the_place(
    place: Path, other: Path, key: bytes | None
) -> None:
    before = other.read_bytes()
    killed_while(place, key, lambda: other.replace(place))
    log = beside(place, "-wal").read_bytes()
    for reads in (False, True):
        with pytest.raises(CannotOpen, match=r"another was put in its place .*Neither was changed") as told:
            Database(place, key, reads=reads)
        assert "move meetings.db-wal to another folder" in str(told.value)
    proof = prove(place, key)
    assert not proof.opened
    assert "another was put in its place" in proof.faults[0]
    assert place.read_bytes() == before
    assert beside(place, "-wal").read_bytes() == log
    beside(place, "-wal").rename(place.parent / "elsewhere")
    with opened(place, key) as there:
        assert len(there.meeting_ids()) == 30
    assert [fault for fault in verify(place, key) if "page" in fault or "damaged" in fault] == []


def test_a_file_that_was_put_back_under_its_name_goes_on_with_all_that_was_saved(
    place: Path, other: Path, key: bytes | None
) -> None:
    def swapped() -> None:
        place.rename(place.parent / "mine")
        other.replace(place)

    killed_while(place, key, swapped)
    with pytest.raises(CannotOpen):
        Database(place, key)
    (place.parent / "mine").replace(place)
    with opened(place, key) as log:
        police = next(line for line in live(log).outcome.meeting.attendance.register if line.id == "police")
        assert len(police.stays) == 10
    assert verify(place, key) == []


@pytest.mark.parametrize("copied", [False, True], ids=["killed", "killed, and all files copied"])
def test_a_program_that_was_killed_loses_nothing(
    place: Path, key: bytes | None, copied: bool, tmp_path: Path
) -> None:
    killed_while(place, key, lambda: None)
    if copied:
        shutil.copytree(place.parent, tmp_path / "copy")
        place = tmp_path / "copy" / place.name
    with opened(place, key) as log:
        assert len(live(log).history) > 20
        live(log, PretendClock(name="later")).do(GONE)
    assert verify(place, key) == []
    assert sorted(file.name for file in place.parent.iterdir()) == ["meetings.db", "meetings.db.heads.jsonl"]


def test_a_backup_can_be_put_back_over_it(
    place: Path, other: Path, key: bytes | None, tmp_path: Path
) -> None:
    backup = tmp_path / "backup.db"
    shutil.copyfile(place, backup)
    killed_while(place, key, lambda: other.replace(place))
    done = put_back(backup, place, key)
    with opened(place, key) as log:
        assert log.meeting_ids() == [MEETING]
    assert done.kept is not None
    with pytest.raises(CannotOpen):
        Database(done.kept, key)


def test_a_plain_file_that_was_written_over_by_one_of_another_schema_is_another_too(
    tmp_path: Path,
) -> None:
    place, backup = tmp_path / "meetings.db", tmp_path / "backup.db"
    with opened(place) as log:
        begun(log)
        log._database.copy_into(backup)

    killed_while(place, None, lambda: place.write_bytes(backup.read_bytes()))
    with pytest.raises(CannotOpen, match="another was put in its place"):
        Database(place)
    assert place.read_bytes() == backup.read_bytes()


def test_what_stands_beside_an_open_database_is_for_this_user_alone(place: Path, key: bytes | None) -> None:
    with opened(place, key):
        (note,) = place.parent.glob("*.log-of.json")
        assert note.stat().st_mode & 0o077 == 0
    assert not note.exists()
