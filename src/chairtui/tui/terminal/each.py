"""What a screen does every so often, without being drawn for it."""

from __future__ import annotations

from collections.abc import Callable

from textual.screen import Screen
from textual.timer import Timer


def each(screen: Screen[None], seconds: float, does: Callable[[], None]) -> Timer:
    """Do something every so many seconds for as long as a screen is there.

    The timer is the app's: once anything changed on a screen that lies below a form, each message to that
    screen, and a timer's is one, has Textual draw the form and all below it anew.
    """

    def act() -> None:
        if screen.is_attached:
            does()
        else:
            timer.stop()

    timer = screen.app.set_interval(seconds, act)
    return timer
