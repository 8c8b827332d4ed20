"""What stands over a window while names and text are hidden: its text, its cursor and its place stay."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from chairtui.tui.keys import Where, acts

COVERED = "Hidden. F8 shows it again, with its text and its cursor; what you type in a text still arrives."
FIRST = "This is hidden: F8 shows it first."
"""Said of any other key while a window is covered."""

STILL = frozenset(act.key for act in acts(Where.EVERYWHERE)) - {"ctrl+p"}
"""The keys that do what they always do; the palette would carry out what nobody sees."""


class Cover(Widget):
    """A sentence over everything."""

    DEFAULT_CSS = """
    Cover {
        layer: _loading; position: absolute; width: 100vw; height: 100vh; padding: 1 2;
        background: $background; color: $foreground;
    }
    """
    DEFAULT_CLASSES = "-textual-system"

    def render(self) -> Content:
        return Content(COVERED)

    @classmethod
    def fit(cls, screen: Screen[Any], *, hidden: bool) -> None:
        """Put the sentence over this screen, or take it away."""
        there = screen.query(cls)
        if not hidden:
            there.remove()
        elif not there:
            screen.mount(cls())


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
