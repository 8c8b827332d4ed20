"""One tick on the register, from the key to saved and warned, against a raw commit and repaint."""

from __future__ import annotations

import tempfile
from pathlib import Path

from ours import SAME_CLOCK, compile_all, open_full, seed
from timing import compare, machine
from watched import Watched

GOAL = 1.0
ROUNDS = 100


def main() -> None:
    """Measure and print."""
    print(f"tick · {machine()}")
    compile_all()
    with tempfile.TemporaryDirectory() as folder:
        bare_command = (str(Path(__file__).with_name("bare.py")), "tick", str(Path(folder) / "bare.db"))
        with Watched(seed(Path(folder))) as ours, Watched(bare_command, env=SAME_CLOCK) as bare:
            open_full(ours)
            _go_to_the_nurse(ours)
            bare.wait_for("warnings 20")
            bare.settle()
            mine, theirs = [], []
            for number in range(ROUNDS + 5):
                turns = [(ours, mine), (bare, theirs)]
                for program, times in turns if number % 2 else reversed(turns):
                    times.append(program.answer(" "))
                _tick_another(ours)
            what = "a tick that raises or clears the gravest warning, committed before it is shown"
            print(what)
            busy = [one.busy for one in mine[5:]], [one.busy for one in theirs[5:]]
            compare("processor time", *busy, goal=GOAL)
            compare("by the clock", [one.settled for one in mine[5:]], [one.settled for one in theirs[5:]])


def _tick_another(ours: Watched) -> None:
    """Tick the next line: without it, the next tick of this one would be taken for a slip and undone."""
    for key in ("down", " ", "up"):
        ours.send(key)
        ours.settle(0.08)


def _go_to_the_nurse(ours: Watched) -> None:
    """Put the cursor on the one who is not here, and make sure that a tick clears the warning."""
    ours.walk_to("School nurse")
    for there in ("health ✓", "health ✗", "health ✓"):
        ours.press(" ")
        ours.wait_for(there, timeout=2)
        _tick_another(ours)


if __name__ == "__main__":
    main()
