"""What a screen does every so often, without being drawn for it."""

from __future__ import annotations

from collections.abc import Callable

from textual.timer import Timer
from textual.widget import Widget


def each(part: Widget, seconds: float, does: Callable[[], None]) -> Timer:
    """Do something every so many seconds for as long as a screen, or a part of one, is there.

    The timer is the app's: once anything changed on a screen that lies below a form, each message to that
    screen, and a timer's is one, has Textual draw the form and all below it anew.
    """

    def act() -> None:
        if part.is_attached:
            does()
        else:
            timer.stop()

    timer = part.app.set_interval(seconds, act)
    return timer
