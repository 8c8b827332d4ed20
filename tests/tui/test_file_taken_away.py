"""The database taken away, replaced and emptied under the program in a real terminal."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.terminal import Terminal
from tests.tui.desk import MEETING
from tests.tui.stored import stored

from chairtui.core.concern import ExplainLateness
from chairtui.live.settings import Settings
from chairtui.store.settings_file import SettingsFile
from chairtui.store.verify import verify

SOURCE = Path(__file__).parents[2] / "src"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A database with a meeting, an older copy of it, and somebody who has used the program before."""
    path = tmp_path / "data" / "meetings.db"
    with stored(path):
        pass
    shutil.copyfile(path, tmp_path / "older.db")
    with stored(path) as at:
        at.open(MEETING).do(ExplainLateness(because="Snow."))
    settings = Settings(name="Dee Grant", role="team manager", authority="Bromley", device_id="laptop")
    (tmp_path / "config" / "chairtui").mkdir(parents=True)
    SettingsFile(tmp_path / "config" / "chairtui" / "settings.json").keep(settings)
    return path


@pytest.fixture
def terminal(place: Path, tmp_path: Path) -> Iterator[Terminal]:
    env = {
        "PYTHONPATH": str(SOURCE),
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "none"),
        "CHAIRTUI_DB": str(place),
    }
    with Terminal([sys.executable, "-m", "chairtui"], env=env, size=(150, 40)) as running:
        running.wait_for("SM-1", 60).wait_still()
        yield running.press("enter").wait_for("● saved", 60).wait_still()


def removed(path: Path) -> None:
    for file in path.parent.glob("meetings.db*"):
        file.unlink()


def replaced(path: Path) -> None:
    (path.parents[1] / "older.db").replace(path)


def emptied(path: Path) -> None:
    os.truncate(path, 0)


HARM: dict[Callable[[Path], None], str] = {
    removed: "was deleted",
    replaced: "was replaced",
    emptied: "was emptied",
}


@pytest.mark.parametrize("harm", HARM)
def test_it_says_not_saved_and_what_is_done_goes_on_elsewhere(
    terminal: Terminal, place: Path, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    there = tmp_path / "stick"
    there.mkdir()
    harm(place)
    terminal.wait_for("NOT SAVED", 20).wait_for(HARM[harm], 20)
    assert "● saved" not in terminal.text
    terminal.press("ctrl+q").wait_for("Not everything is saved", 20).press("enter").wait_still()
    terminal.press("ctrl+k").wait_for("Keep everything in another place", 20).wait_still()
    terminal.press("end", *["backspace"] * len(str(tmp_path))).type(str(there)).press("ctrl+s")
    terminal.wait_for("From now on everything is saved in", 30).press("escape").wait_for("● saved", 20)
    terminal.press("ctrl+q")
    assert terminal.wait_end(30) == 0
    assert verify(there / "meetings.db") == []
    with stored(there / "meetings.db") as at:
        assert at.open(MEETING).outcome.meeting.concern.late_because == "Snow."


def test_put_back_it_says_saved_again(terminal: Terminal, place: Path, tmp_path: Path) -> None:
    place.parent.rename(tmp_path / "away")
    terminal.wait_for("NOT SAVED", 20)
    (tmp_path / "away").rename(place.parent)
    terminal.wait_for("● saved", 20).press("ctrl+q")
    assert terminal.wait_end(30) == 0
    assert verify(place) == []
