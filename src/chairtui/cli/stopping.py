"""Ctrl-C in a command that does one thing after another."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stop:
    """Whether somebody pressed Ctrl-C: what is being done is finished, or put aside whole."""

    pressed = False

    def wanted(self) -> bool:
        """Say whether to go on."""
        return not self.pressed


@contextmanager
def stoppable(stop: Stop) -> Iterator[Stop]:
    """Let the first Ctrl-C stop after what is being done; the second ends at once."""

    def pressed(_number: int, _frame: FrameType | None) -> None:
        if stop.pressed:
            raise KeyboardInterrupt
        stop.pressed = True

    before = signal.signal(signal.SIGINT, pressed)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
