"""A letter on each panel and each row in sight: pressing the letter goes there."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_letters, digits
from typing import Any, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.geometry import Offset
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from chairtui.tui.keys import Where, bindings
from chairtui.tui.widgets.lines import Lines

LETTERS = ascii_letters + digits
"""What is painted, in this order; where there are more places than these, the last have none."""


class Place(NamedTuple):
    """Somewhere to go: a list, and a row of it or none; where on the screen its letter stands."""

    lines: Lines
    key: str
    at: Offset


class Letter(Widget):
    """One letter."""

    DEFAULT_CSS = """
    Letter {
        position: absolute; width: 1; height: 1; background: $accent; color: $background; text-style: bold;
    }
    """

    def __init__(self, letter: str, at: Offset) -> None:
        super().__init__()
        self._letter = letter
        self.styles.offset = at.x, at.y

    def render(self) -> str:
        return self._letter


def places(screen: Screen[Any]) -> tuple[Place, ...]:
    """Return where one can go on a screen: what has focus first, of each list itself and then its rows."""
    lists = [one for one in screen.query(Lines) if one.can_focus and one.region and _is_shown(one)]
    lists.sort(key=lambda one: not one.has_focus)
    panels = [Place(one, "", _frame(one).region.offset + Offset(1, 0)) for one in lists]
    rows = [Place(one, key, at) for one in lists for key, at in one.in_sight()]
    return (*panels, *rows)


def _is_shown(widget: Widget) -> bool:
    return all(node.display for node in widget.ancestors_with_self if isinstance(node, Widget))


def _frame(lines: Lines) -> Widget:
    """Return what has the frame around a list."""
    around = lines.parent
    return around if isinstance(around, Widget) and around.styles.border_top[0] else lines


class Jump(ModalScreen[None]):
    """The letters, over a screen that stays as it is; whatever else is pressed ends it."""

    BINDINGS = [*bindings(Where.JUMP), Binding("enter", "close", show=False)]

    def __init__(self, below: Screen[Any]) -> None:
        """Paint the letters of the screen below."""
        super().__init__()
        self._below = below
        self.places = dict(zip(LETTERS, places(below), strict=False))
        """Where each letter goes."""
        self._size = below.size
        self.styles.background = "transparent"  # what is below stays to be read

    def compose(self) -> ComposeResult:
        yield from self._letters()

    def _letters(self) -> Iterator[Letter]:
        for letter, place in self.places.items():
            yield Letter(letter, place.at)

    def on_resize(self) -> None:
        """End it once the window is another: what is below lies elsewhere."""
        if self.size != self._size:
            self.dismiss(None)

    def on_key(self, event: events.Key) -> None:
        """Go where a letter stands."""
        place = self.places.get(event.character or "")
        if place is None:
            return
        event.stop()
        self.dismiss(None)
        if place.key:
            place.lines.go_to(place.key)
        self.app.call_later(self._go, place.lines)

    def _go(self, lines: Lines) -> None:
        if lines.is_attached and not lines.has_focus:
            changes = getattr(self._below, "action_warnings", None)
            on_them = getattr(self._below.focused, "id", "") == "warnings"
            if changes and (on_them or lines.id == "warnings"):
                changes()
            lines.focus()

    def action_close(self) -> None:
        """End it."""
        self.dismiss(None)
