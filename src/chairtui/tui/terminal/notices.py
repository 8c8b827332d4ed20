"""Notices that go away whenever their time is over, and never stop the program."""

from __future__ import annotations

from textual.notifications import Notification

AT_LEAST = 1.0
"""Seconds for which a notice stands on a screen that is given it."""


class Notice(Notification):
    """A notice that may run out at the very moment at which it is given to another screen.

    Textual looks whether a notice has run out, then makes its window, then reads how much time it has left. A
    timer over no time never ends, and one over less than none keeps the program from doing anything else.
    """

    @property
    def time_left(self) -> float:
        return max(super().time_left, AT_LEAST)

    @property
    def has_expired(self) -> bool:
        return super().time_left <= 0
