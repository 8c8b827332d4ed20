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
IMPORTED = re.compile(rb"import time: +(\d+) \| +\d+ \| +([\w.]+)")


def start(command: Sequence[str], first: str, second: str) -> tuple[float, float, float]:
    """Start a program and end it; return ms until a key was answered, ms of processor, peak memory in MiB.

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
        return (*program.when(lambda screen: screen.looks(row) == looks), program.peak)


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
        pairs = []
        for number in range(ROUNDS + 1):
            # Whichever is first finds a busier machine: they take turns. The first round warms the disk.
            runs = [lambda: start(ours, FIRST, SECOND), lambda: start(BARE, "SM-0000", "SM-0001")]
            order = [0, 1] if number % 2 else [1, 0]
            found = {which: runs[which]() for which in order}
            pairs.append((found[0], found[1]))
        time, busy, memory = (([a[n] for a, _ in pairs[1:]], [b[n] for _, b in pairs[1:]]) for n in range(3))
        compare("processor time of a start, until home answered a key", *busy, goal=GOAL_TIME)
        compare("the same by the clock", *time)
        compare("peak memory, once all is quiet", *memory, goal=GOAL_MEMORY, unit="MiB")

        mine, theirs = imports(ours, SECOND), imports(BARE, "SM-0001")
        more = Counter({name: cost - theirs[name] for name, cost in mine.items()})
        print("imports that ours needs on top, ms as -X importtime tells them (it slows them down)")
        print("  " + " · ".join(f"{name} {cost:.1f}" for name, cost in more.most_common(16)))
        print(f"  together {sum(mine.values()):.0f} against {sum(theirs.values()):.0f}")


if __name__ == "__main__":
    main()
