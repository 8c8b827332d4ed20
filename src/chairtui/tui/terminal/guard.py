"""Running the program so that nothing of it is left on the machine or on the screen when it ends badly."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

CRASHED = 70
"""Exit status after an error that nobody foresaw (EX_SOFTWARE)."""
GRACE = 0.2
"""Seconds that an orderly end may take after a signal before the process ends itself."""
CRASH_GRACE = 2.0
"""Seconds that it may take after an error that nobody foresaw, or where something waits to be saved."""


def narrow_permissions() -> None:
    """Make new files their owner's alone, and leave no memory image if the interpreter crashes."""
    os.umask(0o077)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Deadline:
    """Ends the process if it has not ended in time by itself."""

    def __init__(self, last_thing: Callable[[], None]) -> None:
        self._last_thing = last_thing
        self._over = threading.Event()
        self._until = 0.0

    def within(self, seconds: float, status: int) -> None:
        """Start the clock, once; the process ends with `status` when it runs out."""
        if not self._until:
            self._until = time.monotonic() + seconds
            threading.Thread(target=self._wait, args=(status,), daemon=True, name="deadline").start()

    def put_off(self, seconds: float) -> None:
        """Let it run longer, if it runs."""
        if self._until:
            self._until += seconds

    def lift(self) -> None:
        """Stop the clock: the end was orderly."""
        self._over.set()

    def _wait(self, status: int) -> None:
        while (left := self._until - time.monotonic()) > 0:
            if self._over.wait(left):
                return
        try:
            self._last_thing()
        finally:
            os._exit(status)


@contextmanager
def unforeseen(crashed: Callable[[BaseException], None]) -> Iterator[None]:
    """Lead errors in threads to `crashed`, and let none print a traceback."""

    def from_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            crashed(args.exc_value)

    def from_finaliser(_args: sys.UnraisableHookArgs) -> None:
        return None

    before = threading.excepthook, sys.unraisablehook
    threading.excepthook, sys.unraisablehook = from_thread, from_finaliser
    try:
        yield
    finally:
        threading.excepthook, sys.unraisablehook = before


@contextmanager
def ending_signals(end: Callable[[int], None], interrupted: Callable[[], None]) -> Iterator[None]:
    """Lead SIGTERM and SIGHUP to `end` and SIGINT to `interrupted`, at once even while the program is busy.

    A SIGHUP that is ignored (nohup) stays ignored: the end of input is noticed by the driver.
    """

    def on_end(number: int, _frame: FrameType | None) -> None:
        end(number)

    def on_interrupt(_number: int, _frame: FrameType | None) -> None:
        interrupted()

    wanted = {signal.SIGTERM: on_end, signal.SIGINT: on_interrupt}
    hangup = getattr(signal, "SIGHUP", None)
    if hangup is not None and signal.getsignal(hangup) is not signal.SIG_IGN:
        wanted[hangup] = on_end
    before = {number: signal.signal(number, handler) for number, handler in wanted.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def wake_for_signals(loop: asyncio.AbstractEventLoop) -> None:
    """Let every signal wake the loop.

    One that comes just before the loop goes to sleep would otherwise be noticed at the next key only.
    """
    if sys.platform != "win32":  # there a loop takes no handlers
        before = signal.getsignal(signal.SIGTERM)
        loop.add_signal_handler(signal.SIGTERM, lambda: None)  # opens the loop's own pipe for all signals
        signal.signal(signal.SIGTERM, before)
