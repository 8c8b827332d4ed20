"""Somebody at the keyboard of the program: does what a chair does, and waits for what a chair would see."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tests.terminal import Terminal

STILL = 0.05
"""Seconds without a change before a person believes what is on the screen."""
UP_TO = 20.0
"""Seconds to wait for what has to come; a slow machine is slow, not wrong."""
HEADER = 3
"""Lines above the rows."""
THE_END = 4.0
"""Seconds in which the cursor does not move at the end of a list; a slow machine moves it sooner."""
ARRIVED = 0.2
"""Seconds without a change before a person believes that the cursor goes no further."""
PAUSE = 0.08
"""Seconds without a change before a person types on: where a form's cursor is cannot be read."""
THE_REST = "… right: all"
"""What stands beneath the rows where not all of a row fits."""

ESCAPE = 0.3
"""The same after Escape: at first a program cannot tell it from the beginning of another key."""


NOTICE = "▌"
"""Where a notice begins, in each of its lines."""
OF_THE_STEPS = re.compile(r"[ ▸]\d \w")
"""How the line of the steps begins, above a step that has no list of them beside it."""


def as_read(lines: Sequence[str]) -> str:
    """Return lines of the screen as they are read: panel by panel, and at last the notices over them."""
    under, notices = zip(*(_under_a_notice(line) for line in lines), strict=True)
    panels = [re.split(r"[│╮╯][│╭╰]", line) for line in under]
    most = max(len(parts) for parts in panels)
    columns = [" ".join(parts[place] for parts in panels if len(parts) > place) for place in range(most)]
    return " ".join(re.sub(r"[│╭╮╰╯─▸▁▂▃▄▅▆▇█]", " ", " ".join((*columns, *notices))).split())


def _under_a_notice(line: str) -> tuple[str, str]:
    """Part a line into what stands under a notice, which may lie over two panels, and the notice's words."""
    under, _, notice = line.partition(NOTICE)
    return under, re.split(r"[│╮╯]|─[╮╯]", notice)[0]


class Chair:
    """A person with a keyboard, who looks at the middle of the screen."""

    def __init__(self, terminal: Terminal, columns: int) -> None:
        self.terminal = terminal
        self.wide = columns >= 108

    # What can be seen ---------------------------------------------------------------------------

    def sees(self, *texts: str) -> Chair:
        """Wait until each text is on the screen, however its lines are broken."""
        for text in texts:
            wanted = " ".join(text.split())
            self._waits_for(wanted, text)
        return self

    def _waits_for(self, wanted: str, text: str) -> None:
        self.terminal.wait_until(lambda: wanted in self.reading, UP_TO, repr(text))

    def sees_no(self, text: str) -> Chair:
        """Wait until a text is no longer on the screen."""
        self.terminal.wait_until(lambda: text not in self.reading, UP_TO, f"the end of {text!r}")
        return self

    def reads(self, *texts: str) -> Chair:
        """Read the row that the cursor is on, with the key that is named where not all of it fits."""
        self.terminal.wait_still(PAUSE)
        if THE_REST not in self.reading:
            return self.sees(*texts)
        return self.presses("right").sees(*texts).presses("escape")

    @property
    def reading(self) -> str:
        """The screen as it is read, panel by panel, without borders and line breaks."""
        return as_read(self.terminal.screen())

    @property
    def row(self) -> str:
        """The first line of the row that the cursor is on, in the middle of the screen."""
        return next((on for line in self.terminal.screen() if (on := self._on(line))), "")

    @staticmethod
    def _on(line: str) -> str:
        """The row in a line of the screen, if the cursor is on it."""
        if OF_THE_STEPS.match(line):
            return ""
        # The warnings stand to the right of it, and a notice at the corner may lie over them.
        beside = line.partition(NOTICE)[0].split("││")
        middle = beside[-2] if len(beside) > 1 else beside[0].strip("│")
        return middle.strip("▸ │") if middle.lstrip(" │").startswith("▸") else ""

    # What is done -------------------------------------------------------------------------------

    def presses(self, *keys: str) -> Chair:
        """Press keys, one after what came of the other."""
        for key in keys:
            self._presses(key)
        return self

    def _presses(self, key: str) -> None:
        before = len(self.terminal.raw)
        self.terminal.press(key)
        self.terminal.wait_until(lambda: len(self.terminal.raw) > before, UP_TO, f"what {key} does")
        self.terminal.wait_still(ESCAPE if key == "escape" else PAUSE)

    def goes_to(self, words: str) -> Chair:
        """Put the cursor on the row that begins with, or has in its first line, some words."""
        self.terminal.wait_until(lambda: self.row, UP_TO, "a cursor").wait_still(STILL)
        for key in self._ways_to(words):
            while not self._rests_on(words) and self._moves(key):
                pass
        assert words in self.row, f"no row {words!r}; the screen:\n{self.terminal.text}"
        return self

    def _rests_on(self, words: str) -> bool:
        """Say whether the cursor is on a row and stays: a slow machine may still owe what a key does."""
        if words not in self.row:
            return False
        self.terminal.wait_still(ARRIVED)
        return words in self.row

    def _moves(self, key: str) -> bool:
        """Move the cursor by a row, and say whether it moved: it does not at the end of the list."""
        before = self.row
        self.terminal.press(key)
        try:
            # No row has the cursor while the screen is half drawn.
            self.terminal.wait_until(lambda: self.row not in ("", before), THE_END)
        except AssertionError:
            return False
        return True

    def _ways_to(self, words: str) -> tuple[str, str]:
        """Return the two ways to look for a row, the one first in which its words can be seen."""
        lines = self.terminal.screen()
        here = next((number for number, line in enumerate(lines) if self._on(line)), 0)
        above = any(words[:20] in line for line in lines[HEADER:here])
        return ("up", "down") if above else ("down", "up")

    def opens(self, key: str, title: str) -> Chair:
        """Press the key that opens a form, and wait for it."""
        self.terminal.press(key)
        self.sees(title)
        self.terminal.wait_still(PAUSE)
        return self

    def _types(self, words: str) -> None:
        hidden = "•" * len(words)  # a whole word: below a form that is still being drawn a point may stand
        before = self.terminal.text.count(hidden)
        self.terminal.type(words)
        self.terminal.wait_until(
            lambda: words[-20:] in self.terminal.text or self.terminal.text.count(hidden) > before, UP_TO
        )

    def fills_in(self, *answers: str) -> Chair:
        """Answer one field after the other.

        `>part of its name` picks a choice, `?n` answers yes or no, and `*words` is shown as dots.
        """
        for number, answer in enumerate(answers, 1):
            if answer.startswith("?"):
                self.presses(answer[1])
                continue
            self._types(answer.lstrip(">*"))
            if answer.startswith(">"):
                self._takes_the_option()
            elif number < len(answers):
                self.presses("tab")
        return self

    def _takes_the_option(self) -> None:
        """Press Enter on an option; in the last field once more, where it says that this saves."""
        self._enters()
        if "Enter saves" in self.reading:
            self.terminal.press("enter")

    def _enters(self) -> None:
        self.terminal.wait_still(PAUSE)
        offered = self._marked
        self.terminal.press("enter")
        self.terminal.wait_until(lambda: self._marked != offered, UP_TO, "the next field").wait_still(PAUSE)

    @property
    def _marked(self) -> list[tuple[int, str]]:
        """The lines that a cursor stands on."""
        return [(number, line) for number, line in enumerate(self.terminal.screen()) if "▸" in line]

    def saves(self) -> Chair:
        """Save the form, and wait until the meeting is there again."""
        self.terminal.press("ctrl+s")
        return self.sees("● saved").sees_no("^s save")  # the header stays in sight over a form

    def at_step(self, number: int, name: str) -> Chair:
        """Go to a step."""
        self.terminal.press(str(number))
        return self.is_at(number, name)

    def is_at(self, number: int, name: str) -> Chair:
        """Wait until a step is shown: its name also stands among the steps, but only here on a border.

        In a small window a notice may stand over the border, and the bar below names the step.
        """
        border, bar = (
            f"╭─ {number} {name} ─",
            re.compile(rf"^ ?{number} {re.escape(name)} .*F5 F7 steps", re.M),
        )
        self.terminal.wait_until(
            lambda: border in self.terminal.text or bar.search(self.terminal.text), UP_TO, repr(border)
        ).wait_still(STILL)
        return self
