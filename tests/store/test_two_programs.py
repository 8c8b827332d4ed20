"""Two copies of the program on one file lose nothing and store nothing twice."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.live.pretend import MEETING, begun
from tests.store.files import keep_a_meeting, opened

from chairtui.store.verify import verify

WRITER = """
import sys, time
from pathlib import Path
from chairtui.core.concern import StateConcern
from chairtui.live.ports import NotSaved
from chairtui.store.connect import Database
from chairtui.store.event_log import SqliteEventLog
from tests.live.pretend import PretendClock, live

path, name, device = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
database = Database(path)
log = SqliteEventLog(database)
meeting = live(log, PretendClock(name=name), device_id=device)
print("ready", flush=True)
sys.stdin.readline()
for number in range(100):
    while True:
        try:
            done = meeting.do(StateConcern(words=f"{name} {number}", raised_at=None))
            break
        except NotSaved:
            time.sleep(0.001)
    assert len(done.events) == 1
log.close()
database.close()
"""


ALL_AT_ONCE = """
import sys
from pathlib import Path
from chairtui.live.settings import Settings
from chairtui.store.connect import Database
from chairtui.store.settings_file import SettingsFile

for round_ in range(8):
    print("ready", flush=True)
    sys.stdin.readline()
    folder = Path(sys.argv[1], str(round_))
    SettingsFile(folder / "settings" / "own.json").keep(Settings(name="Ada"))
    Database(folder / "data" / "meetings.db").close()
"""


def test_first_starts_at_once_make_their_folders_and_settings_once(tmp_path: Path) -> None:
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", ALL_AT_ONCE, str(tmp_path)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1,
        )
        for _ in range(4)
    ]  # fmt: skip
    for _ in range(8):
        for program in programs:
            assert program.stdin
            assert program.stdout
            if program.stdout.readline():
                program.stdin.write("go\n")
    endings = [program.communicate(timeout=60) for program in programs]
    assert [(program.returncode, ending[1]) for program, ending in zip(programs, endings, strict=True)] == [
        (0, "")
    ] * 4


@pytest.mark.parametrize("devices", [("laptop", "laptop"), ("laptop", "tablet")])
def test_two_processes_lose_nothing_and_store_nothing_twice(path: Path, devices: tuple[str, str]) -> None:
    with opened(path) as log:
        begun(log)
        before = log.size(MEETING)
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), name, device],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            cwd=Path(__file__).parents[2],
        )
        for name, device in zip(("one", "two"), devices, strict=True)
    ]  # fmt: skip
    for writer in writers:
        assert writer.stdout
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.communicate("go\n", timeout=60)
        assert writer.returncode == 0
    with opened(path) as log:
        history = log.read(MEETING)[before:]
    words = [one.event.words for one in history]  # type: ignore[attr-defined]
    expected = {f"{name} {number}" for name in ("one", "two") for number in range(100)}
    assert len(words) == 200
    assert set(words) == expected
    assert verify(path) == []


@pytest.mark.parametrize("round_", range(3))
def test_two_first_starts_at_once_make_one_database(path: Path, round_: int) -> None:
    program = (
        "import sys, pathlib; from chairtui.store.connect import Database;Database(pathlib.Path(sys.argv[1]))"
    )
    starts = [subprocess.Popen([sys.executable, "-c", program, str(path)]) for _ in range(3)]
    assert [start.wait(30) for start in starts] == [0, 0, 0]
    keep_a_meeting(path)
    assert verify(path) == []
