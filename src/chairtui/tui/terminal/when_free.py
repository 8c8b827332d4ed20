"""What comes of work beside the screen, and waits until it takes nothing out of anybody's hands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App


class WhenFree:
    """Does things that show another screen once no window is open over the one that is shown."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._waiting: list[tuple[Callable[[], object], Callable[[], bool]]] = []

    def do(self, what: Callable[[], object], ready: Callable[[], bool] = lambda: True) -> None:
        """Do it now, or as soon as no window is open and it is `ready`."""
        self._waiting.append((what, ready))
        self.go_on()

    def go_on(self) -> None:
        """Do what waited, as far as it can be done now."""
        for waiting in list(self._waiting):
            what, ready = waiting
            if self._app.screen_stack and not self._app.screen.is_modal and ready():
                self._waiting.remove(waiting)
                what()
