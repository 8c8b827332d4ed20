"""Our program, with a database to measure on: fifty meetings, of which the newest is full."""

from __future__ import annotations

import compileall
import contextlib
import io
import os
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

import chairtui
from meetings import AUTHORITY, CHAIR, PEOPLE, full_meeting, noon, people_of, small_meeting
from watched import Watched

FIRST, SECOND = "SM-0049", "SM-0047"
"""The two lines that stand first on home: the oldest that were not signed."""
FULL_REFERENCE = "SM-FULL"
FULL = "full"
"""Id of the full meeting."""
SAME_CLOCK = {"TEXTUAL_FPS": "240", "TEXTUAL_ANIMATIONS": "none"}
"""What our program sets for itself; a bare one gets the same, so that both wait for the same frames."""


def compile_all() -> None:
    """Compile our modules, so that no start has to."""
    with contextlib.redirect_stdout(io.StringIO()):
        compileall.compile_dir(Path(chairtui.__file__).parent, quiet=2)


def seed(folder: Path, people: int = len(PEOPLE)) -> Sequence[str]:
    """Make the database in a folder; return what starts the program on it, after the name of this Python.

    `people` is how many stand on the register of the full meeting.
    """
    from chairtui.wiring import workplace
    from chairtui.wiring.locking import VARIABLE as NOT_LOCKED

    os.environ |= {
        "XDG_CONFIG_HOME": str(folder),
        "CHAIRTUI_DB": str(folder / "bench.db"),
        "CHAIRTUI_NOT_LOCKED": "a benchmark",
        NOT_LOCKED: "1",
    }
    with workplace() as place:
        desk = place.desk.for_person(
            replace(place.desk.settings, name=CHAIR, role="Team manager", authority=AUTHORITY)
        )
        for number in range(1, 50):
            desk.open(f"small-{number}").do(*small_meeting(f"small-{number}", number, noon()))
        desk.open(FULL).do(*full_meeting(FULL, desk.clock.now(), people_of(people)))
    return ("-m", "chairtui")


def open_full(program: Watched) -> None:
    """Open the full meeting from home, and wait until all of it is drawn."""
    program.wait_for(FIRST)
    program.settle()
    program.walk_to(FULL_REFERENCE)
    program.press("enter")
    program.wait_for("NOT HERE")
    program.settle(1)
