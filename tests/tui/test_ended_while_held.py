"""The program ended from outside, in a real terminal, while another program holds the file."""

import signal
import sys
import threading
from collections.abc import Callable

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from pathlib import Path

from tests.terminal import Terminal
from tests.tui.desk import MEETING
from tests.tui.stored import held, stored
from tests.tui.test_file_taken_away import place, terminal

__all__ = ["place", "terminal"]

END: dict[str, tuple[Callable[[Terminal], object], int]] = {
    "asked": (lambda one: one.signal(signal.SIGTERM), 128 + signal.SIGTERM),
    "window closed": (lambda one: one.hang_up(), 128 + signal.SIGHUP),
}


def here(path: Path) -> int:
    with stored(path) as at:
        return sum(bool(line.here) for line in at.open(MEETING).outcome.meeting.attendance.register)


@pytest.mark.parametrize("how", END)
def test_what_was_done_meanwhile_is_saved_once_the_other_lets_go(
    terminal: Terminal, place: Path, how: str
) -> None:
    end, status = END[how]
    before = here(place)
    with held(place) as other:
        terminal.press("down", "down", "down", "space").wait_for("BEING SAVED", 20)
        end(terminal)
        terminal.wait_until(lambda: list(place.parent.glob("meetings.db.left-*")), 10)
        release = threading.Timer(0.5, lambda: other.execute("COMMIT"))
        release.start()
        assert terminal.wait_end(30) == status
        release.join()
        other.execute("BEGIN")
    if how == "asked":
        assert "What waited for another program is saved." in terminal.text
    assert here(place) != before
    assert list(place.parent.glob("meetings.db.left-*")) == []


def test_what_could_not_be_saved_is_said_when_it_ends(terminal: Terminal, place: Path) -> None:
    before = here(place)
    with held(place):
        terminal.press("down", "down", "down", "space").wait_for("BEING SAVED", 20).signal(signal.SIGTERM)
        assert terminal.wait_end(40) == 143
        assert "Not saved: the last thing you did." in terminal.text.replace("\n", " ")
    assert here(place) == before
    with stored(place) as at:
        assert any("before this was saved" in words for words in at.drafts.all(MEETING).values())
