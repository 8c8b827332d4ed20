"""What stands over everything while the terminal is too small to work in."""

from typing import Any

from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

SMALLEST = Size(60, 16)
"""Columns and rows below which a screen cannot be used."""


class TooSmall(Widget):
    """A sentence over everything; the field underneath keeps its text and its focus."""

    DEFAULT_CSS = """
    TooSmall {
        layer: _loading; dock: top; width: 100vw; height: 100vh;
        background: $background; color: $foreground;
    }
    """
    DEFAULT_CLASSES = "-textual-system"

    def render(self) -> Content:
        wide, high = SMALLEST
        here = self.screen.size
        return Content(
            f"The window is too small: {here.width} by {here.height}. "
            f"Make it at least {wide} by {high}; nothing is lost, and what you type still arrives."
        )

    @classmethod
    def fit(cls, screen: Screen[Any], size: Size) -> None:
        """Put the sentence over this screen, or take it away, as the size asks for."""
        there = screen.query(cls)
        small = size.width < SMALLEST.width or size.height < SMALLEST.height
        screen.set_class(small, "-too-small")
        if not small:
            there.remove()
        elif not there:
            screen.mount(cls())
