"""Covering the screen where nobody has used it for some time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from textual.app import App

LOOK_EVERY = 5.0
"""Seconds between two looks: so soon after a laptop is opened again it is covered."""
FIRST = WARNED = 60.0
"""Seconds without a key before the time is asked for, which loads the rules; and before the end of it when it
is said that the screen is about to be covered."""
SOON = "Nobody has used the program for a while: in a minute the screen is covered. Any key keeps it."


class Idle:
    """How long nobody has pressed a key, by a clock that goes on while the machine sleeps."""

    def __init__(
        self,
        app: App[Any],
        elapsed: Callable[[], float],
        minutes: Callable[[], int],
        cover: Callable[[], object],
    ) -> None:
        """Begin with the time now; `minutes` may be asked in any thread and take its time, 0 is never."""
        self._app, self._elapsed, self._minutes, self._cover = app, elapsed, minutes, cover
        self._since = elapsed()
        self._after: float | None = None
        """Seconds after which it is covered, once they are known."""
        self._asked = self._said = False

    def used(self) -> None:
        """Begin anew: a key was pressed."""
        self._since, self._said = self._elapsed(), False

    def look(self) -> None:
        """Cover the screen if it is time, or say that it soon will be."""
        idle = self._elapsed() - self._since
        if self._after is None:
            if idle >= FIRST and not self._asked:
                self._asked = True
                self._app.run_worker(self._ask, thread=True, group="warm")
        elif self._after and idle >= self._after:
            self._cover()
        elif self._after and idle >= self._after - WARNED and not self._said:
            self._said = True
            self._app.notify(SOON, timeout=WARNED, markup=False)

    def _ask(self) -> None:
        minutes = self._minutes()
        self._app.call_from_thread(partial(setattr, self, "_after", minutes * 60.0))
