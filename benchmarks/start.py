"""From the start of the process to a home that answers, against a bare app; imports and peak memory."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from ours import FIRST, SECOND, compile_all, seed
from timing import compare, machine
from watched import Watched

GOAL_TIME, GOAL_MEMORY = 1.15, 1.4
ROUNDS = 25
BARE = (str(Path(__file__).with_name("bare.py")), "home")
"""A header, a list and the keys, which is less than home has."""
WHOLE = (BARE[0], "whole")
"""A header, a table, a text, a panel beside them and the keys: as many parts as home has."""
IMPORTED = re.compile(rb"import time: +(\d+) \| +\d+ \| +([\w.]+)")


Start = tuple[float, float, float, float]
"""Ms until a key was answered, ms of processor until then and until all is quiet, peak memory in MiB."""


def start(command: Sequence[str], first: str, second: str) -> Start:
    """Start a program and end it; return what that took.

    The key goes out as soon as the list has been written, and is answered when the line that the cursor
    comes to looks as it does in the end.
    """
    with Watched(command) as program:
        program.wait_written(first)
        program.wait_written(second)
        program.send("down")
        program.settle(1.5)
        screen = program.draw()
        row = screen.row_with(second)
        looks = screen.looks(row)
        at, busy = program.when(lambda screen: screen.looks(row) == looks)
        return at, busy, program.busy, program.peak


def imports(command: Sequence[str], second: str) -> Counter[str]:
    """Return the ms that each package took to import, its own code only, until the list is shown."""
    with Watched(command, env={"PYTHONPROFILEIMPORTTIME": "1"}) as program:
        program.wait_written(second)
        program.settle()
        cost: Counter[str] = Counter()
        for microseconds, name in IMPORTED.findall(program.raw):
            parts = name.decode().split(".")
            cost[".".join(parts[: 2 if parts[0] == "chairtui" else 1])] += int(microseconds) / 1000
        return cost


def main() -> None:
    """Measure and print."""
    print(f"start · {machine()}")
    compile_all()
    with tempfile.TemporaryDirectory() as folder:
        ours = seed(Path(folder))
        runs = ((ours, FIRST, SECOND), (BARE, "SM-0000", "SM-0001"), (WHOLE, "SM-0000", "SM-0001"))
        found: list[list[Start]] = [[], [], []]
        for number in range(ROUNDS + 1):
            # Whichever is first finds a busier machine: they take turns. The first round warms the disk.
            for turn in range(3):
                which = (turn + number) % 3
                found[which].append(start(*runs[which]))
        home, bare, whole = ([*zip(*one[1:], strict=True)] for one in found)
        for against, other in (("a header, a list and the keys", bare), ("as many parts", whole)):
            print(f"Against {against}")
            compare("processor time of a start, until home answered a key", home[1], other[1], goal=GOAL_TIME)
            compare("processor time of a start, until all is quiet", home[2], other[2], goal=GOAL_TIME)
            compare("the key by the clock", home[0], other[0])
            compare("peak memory, once all is quiet", home[3], other[3], goal=GOAL_MEMORY, unit="MiB")

        mine, theirs = imports(ours, SECOND), imports(BARE, "SM-0001")
        more = Counter({name: cost - theirs[name] for name, cost in mine.items()})
        print("imports that ours needs on top, ms as -X importtime tells them (it slows them down)")
        print("  " + " · ".join(f"{name} {cost:.1f}" for name, cost in more.most_common(16)))
        print(f"  together {sum(mine.values()):.0f} against {sum(theirs.values()):.0f}")


if __name__ == "__main__":
    main()
