"""An open meeting with 13 and with 40 people, at two sizes: processor time, and bytes to the terminal.

Measured are seconds without a key, a tick, a move of the cursor, each step, and a form over each. A tick is
held against two bare programs that commit a row. One shows what changed as it is written with Textual: its
own lists, and `update`, which lays out the screen again. The other only paints so many words anew, which no
list can. A move of the cursor, by which all there is to say about a row is drawn, is held against Textual's
own table, which says nothing.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from chairtui.tui.keys import STEPS
from ours import SAME_CLOCK, compile_all, open_full, seed
from timing import compare, machine, tell
from watched import Answer, Watched

BARE = str(Path(__file__).with_name("bare.py"))
PEOPLE = (13, 40)
SIZES = ((120, 36), (200, 60))
MOST_TICK, MOST_MOVE = 1.0, 1.5
MOST_STEP, MOST_FORM = 40_000, 20_000
"""Goals: times what a bare program takes, and bytes."""
TICKS, MOVES = 40, 60
SECONDS = 10.0
TITLES = {str(number): f"{number} {title}" for number, title in enumerate(STEPS, 1)}
"""By the key of each step: what stands in its frame."""
FORM = "^s save"
"""What stands in each form."""


def idle(mine: Watched, about: str) -> None:
    """Measure some seconds in which nobody does anything."""
    before, busy, end = len(mine.raw), mine.busy, time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        mine.read(end)
    sent, worked = (len(mine.raw) - before) / SECONDS, (mine.busy - busy) / SECONDS
    print(f"a second without a key, {about}\n  {sent:.0f} bytes, {worked:.1f} ms of the processor")


def moves(mine: Watched, table: Watched, about: str) -> None:
    """Measure moving the cursor down and up."""
    ours, theirs, sent = [], [], []
    for number in range(MOVES + 2):
        key = "down" if number % 10 < 5 else "up"
        before = len(mine.raw)
        ours.append(mine.answer(key))
        sent.append(float(len(mine.raw) - before))
        theirs.append(table.answer(key))
    busy = [one.busy for one in ours[2:]], [one.busy for one in theirs[2:]]
    compare(f"a move of the cursor, {about}: processor time, against a bare table", *busy, goal=MOST_MOVE)
    tell(f"a move of the cursor, {about}", sent[2:], unit="bytes")


def ticks(mine: Watched, bare: tuple[Watched, Watched], about: str) -> None:
    """Measure a tick that raises or clears the gravest warning, committed before it is shown."""
    _go_to_the_nurse(mine)
    programs, sent = (mine, *bare), []
    found: list[list[Answer]] = [[], [], []]
    for number in range(TICKS + 3):
        for turn in range(3):
            which = (turn + number) % 3
            before = len(mine.raw)
            found[which].append(programs[which].answer(" "))
            sent += [float(len(mine.raw) - before)] if which == 0 else []
        _tick_another(mine)
    busy = [[one.busy for one in answers[3:]] for answers in found]
    compare(f"a tick, {about}: processor time, against lists and updates", busy[0], busy[1], goal=MOST_TICK)
    compare(f"a tick, {about}: processor time, against painting alone", busy[0], busy[2])
    tell(f"a tick, {about}", sent[3:], unit="bytes")


def _tick_another(mine: Watched) -> None:
    """Tick the next line: without it, the next tick of this one would be taken for a slip and undone."""
    for key in ("down", " ", "up"):
        mine.send(key)
        mine.settle(0.08)


def _go_to_the_nurse(mine: Watched) -> None:
    """Put the cursor on the one who is not here, and make sure that a tick clears the warning."""
    mine.walk_to("School nurse")
    for there in ("health ✓", "health ✗", "health ✓"):
        mine.press(" ")
        mine.wait_for(there, timeout=5)
        _tick_another(mine)


def screens(mine: Watched, about: str) -> None:
    """Measure going to each step, and opening and closing the form of a contribution over it."""
    stepped, opened, closed = [], [], []
    for key in "2345671":
        stepped.append(_sent(mine, key, f"─ {TITLES[key]}", there=True))
        opened.append(_sent(mine, "f2", FORM, there=True))
        closed.append(_sent(mine, "\x1b", FORM, there=False))
    tell(f"another step, {about}", stepped, MOST_STEP, "bytes")
    tell(f"opening a form, {about}", opened, MOST_STEP, "bytes")
    tell(f"closing a form, {about}", closed, MOST_FORM, "bytes")


def _sent(mine: Watched, key: str, words: str, *, there: bool) -> float:
    """Return how many bytes come of a key that makes some words come, or go."""
    before = len(mine.raw)
    mine.send(key)
    mine.wait_for(words, there=there)
    mine.settle(0.5)
    return float(len(mine.raw) - before)


def measured(people: int, size: tuple[int, int], folder: Path) -> None:
    """Measure all of it with so many people on the register, in a window of a size."""
    about = f"{people} people, {size[0]}x{size[1]}"
    ours = seed(folder, people)
    lists, painted = ((BARE, kind, str(folder / f"{kind}.db")) for kind in ("tick", "repaint"))
    with (
        Watched(ours, size=size) as mine,
        Watched(lists, env=SAME_CLOCK, size=size) as with_lists,
        Watched(painted, env=SAME_CLOCK, size=size) as painting,
        Watched((BARE, "table", str(people)), env=SAME_CLOCK, size=size) as table,
    ):
        open_full(mine)
        for bare, words in ((with_lists, "warnings 20"), (painting, "warnings 20"), (table, "Agency 0")):
            bare.wait_for(words)
            bare.settle()
        idle(mine, about)
        moves(mine, table, about)
        ticks(mine, (with_lists, painting), about)
        screens(mine, about)


def main() -> None:
    """Measure and print."""
    print(f"meeting · {machine()}")
    compile_all()
    for people in [int(one) for one in sys.argv[1:]] or PEOPLE:
        for size in SIZES:
            with tempfile.TemporaryDirectory() as folder:
                measured(people, size, Path(folder))


if __name__ == "__main__":
    main()
