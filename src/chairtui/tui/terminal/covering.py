"""Hiding names and text on every screen at once: some mask themselves, all others are covered as they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol, runtime_checkable

from textual.command import CommandPalette
from textual.screen import Screen

from chairtui.tui.widgets.cover import Cover
from chairtui.tui.widgets.help import HelpScreen

SHOW_NO_DATA = (HelpScreen, CommandPalette)
"""Windows in which there is nothing but the program's own words."""


@runtime_checkable
class MasksItself(Protocol):
    """A screen that shows roles for names, and no text, while these are hidden."""

    def mask(self) -> None:
        """Show it masked, or as it is, as the app says."""


def cover(screens: Iterable[Screen[Any]], *, hidden: bool) -> None:
    """Hide names and text on these screens, or show them again."""
    for screen in screens:
        if isinstance(screen, MasksItself):
            screen.mask()
        elif not isinstance(screen, SHOW_NO_DATA):
            Cover.fit(screen, hidden=hidden)
