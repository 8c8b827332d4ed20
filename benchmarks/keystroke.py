"""From a key to the screen in a form over a full meeting, all rules on, against bare fields."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from ours import SAME_CLOCK, compile_all, open_full, seed
from timing import compare, machine
from watched import Answer, Watched

GOAL = 1.1
KEYS = 200
BARE = (str(Path(__file__).with_name("bare.py")), "form")
WORDS = "Seen outside the station on Tuesday with two people whom nobody could name. "


def type_into(ours: Watched, bare: Watched) -> tuple[list[Answer], list[Answer]]:
    """Type the same text into both, a key here and a key there; the first keys warm both up."""
    mine, theirs = [], []
    for number in range(KEYS + 10):
        key = WORDS[number % len(WORDS)]
        turns = [(ours, mine), (bare, theirs)]
        for program, answers in turns if number % 2 else reversed(turns):
            answers.append(program.answer(key))
    return mine[10:], theirs[10:]


def told(what: str, mine: Sequence[Answer], theirs: Sequence[Answer]) -> None:
    """Print the work of a key, and both times of it."""
    compare(f"{what}: processor time", [one.busy for one in mine], [one.busy for one in theirs], goal=GOAL)
    compare(f"{what}: first byte", [one.first for one in mine], [one.first for one in theirs])
    compare(f"{what}: all of it", [one.settled for one in mine], [one.settled for one in theirs])


def main() -> None:
    """Measure and print."""
    print(f"keystroke · {machine()}")
    compile_all()
    with tempfile.TemporaryDirectory() as folder:
        ours = seed(Path(folder))
        with Watched(ours) as mine, Watched(BARE, env=SAME_CLOCK) as bare:
            open_full(mine)
            # Open the form; it begins with the fact of whoever is speaking.
            mine.press("f2", "\x1b[200~ \x1b[201~")
            bare.wait_for("second_hand")
            bare.settle()
            told("prose (TextArea)", *type_into(mine, bare))
            for _ in range(3):
                # The kind of fact, the so-what, the source.
                mine.send("tab")
                bare.send("tab")
            mine.settle()
            bare.settle()
            told("one line (Input)", *type_into(mine, bare))


if __name__ == "__main__":
    main()
