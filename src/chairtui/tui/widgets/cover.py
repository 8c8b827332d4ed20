"""What stands over a screen that is not to be seen: its text, its cursor and its place stay."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from chairtui.tui.keys import Where, acts

HIDDEN = "Hidden. F8 shows it again, with its text and its cursor; what you type in a text still arrives."
FIRST = "This is hidden: F8 shows it first."
"""Said of any other key while a window is covered."""

STILL = frozenset(act.key for act in acts(Where.EVERYWHERE)) - {"ctrl+p"}
"""The keys that do what they always do; the palette would carry out what nobody sees."""


OVER_ALL = """
    layer: _loading; dock: top; width: 100vw; height: 100vh; padding: 1 2;
    background: $background; color: $foreground;
"""


class Cover(Widget):
    """A sentence over a window while names and text are hidden."""

    DEFAULT_CSS = f"Cover {{ {OVER_ALL} }}"
    DEFAULT_CLASSES = "-textual-system"

    def render(self) -> Content:
        return Content(HIDDEN)

    @classmethod
    def fit(cls, screen: Screen[Any], *, hidden: bool) -> None:
        """Put the sentence over this screen, or take it away."""
        there = screen.query(cls)
        if not hidden:
            there.remove()
        elif not there:
            screen.mount(cls())


COVERED = "-covered"
"""The class of a screen of which nothing is drawn but what covers it."""


class Covered(Widget):
    """What stands over every screen while the program is covered."""

    DEFAULT_CSS = f"Covered {{ {OVER_ALL} }}"
    DEFAULT_CLASSES = "-textual-system"

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words

    def render(self) -> Content:
        return Content(self.words)

    @classmethod
    def fit(cls, screen: Screen[Any], words: str | None) -> None:
        """Say these words over this screen, or take them away where there are none."""
        there = screen.query(cls)
        screen.set_class(words is not None, COVERED)
        if words is None:
            there.remove()
        elif not there and screen.is_attached:  # one that is only just coming is covered once it is there
            screen.mount(cls(words))
        for cover in there:
            if words is not None and cover.words != words:
                cover.words = words
                cover.refresh()


def arrives(screen: Screen[Any], typed: events.Key | events.Paste) -> bool:
    """Say whether a key or a paste does what it always does: over a covered screen only text arrives."""
    if not any(isinstance(child, Cover) for child in screen.children):
        return True
    from textual.widgets import TextArea  # home, over which nothing lies, has no fields

    from chairtui.tui.widgets.fields import CleanInput
    from chairtui.tui.widgets.options import SearchInput

    at = screen.focused
    writes = isinstance(at, (CleanInput, TextArea)) and not isinstance(at, SearchInput)
    if isinstance(typed, events.Paste):
        return writes
    text = (
        typed.is_printable or typed.key == "backspace" or (typed.key == "enter" and isinstance(at, TextArea))
    )
    return typed.key in STILL or (writes and text)
