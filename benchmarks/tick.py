"""One tick on the register, from the key to saved and warned, against two bare programs that commit a row.

One shows what changed as it is written with Textual: its own lists, and `update`, which lays out the screen
again. The other only paints so many words anew, which no list can.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from ours import SAME_CLOCK, compile_all, open_full, seed
from timing import compare, machine
from watched import Answer, Watched

GOAL = 1.0
ROUNDS = 100
BARE = str(Path(__file__).with_name("bare.py"))


def main() -> None:
    """Measure and print."""
    print(f"tick · {machine()}")
    compile_all()
    with tempfile.TemporaryDirectory() as folder:
        lists, repaint = ((BARE, kind, str(Path(folder) / f"{kind}.db")) for kind in ("tick", "repaint"))
        with (
            Watched(seed(Path(folder))) as ours,
            Watched(lists, env=SAME_CLOCK) as with_lists,
            Watched(repaint, env=SAME_CLOCK) as painted,
        ):
            open_full(ours)
            _go_to_the_nurse(ours)
            programs = [ours, with_lists, painted]
            for bare in programs[1:]:
                bare.wait_for("warnings 20")
                bare.settle()
            found: list[list[Answer]] = [[], [], []]
            for number in range(ROUNDS + 5):
                for turn in range(3):
                    which = (turn + number) % 3
                    found[which].append(programs[which].answer(" "))
                _tick_another(ours)
            told([answers[5:] for answers in found])


def told(found: list[list[Answer]]) -> None:
    """Print the work and the time of a tick against both."""
    print("a tick that raises or clears the gravest warning, committed before it is shown")
    busy, clock = ([[getattr(one, what) for one in each] for each in found] for what in ("busy", "settled"))
    compare("processor time, against Textual's lists and updates", busy[0], busy[1], goal=GOAL)
    compare("processor time, against painting alone", busy[0], busy[2])
    compare("by the clock, against Textual's lists and updates", clock[0], clock[1])


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
