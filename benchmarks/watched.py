"""A program in a pseudo-terminal, watched closely: when it wrote the first byte after a key, and the last.

A program writes only what differs from what stands there, so what is on the screen is in no one text that
it wrote: the screen is drawn here from all of it. That is done between measurements, or afterwards from what
was written and when, so that what is measured is the program and not the watching.
"""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fcntl import ioctl
from pathlib import Path

import pyte

QUIET = 0.04
"""Seconds without a byte after which an answer is complete: more than two frames at 60 a second."""

KEYS = {
    "up": "\x1b[A",
    "down": "\x1b[B",
    "enter": "\r",
    "tab": "\t",
    "f2": "\x1bOQ",
    "f8": "\x1b[19~",
    "ctrl+q": "\x11",
}
_KEYBOARD = re.compile(rb"\x1b\[[<>=][0-9;]*u")
"""What programs ask of a keyboard, which would be drawn as letters."""


class Screen(pyte.Screen):
    """What stands in the terminal; it passes over what it does not know."""

    def report_device_status(self, *_args: object, **_kwargs: object) -> None:
        """Answer nothing."""

    def select_graphic_rendition(self, *attributes: int, **kwargs: object) -> None:
        """Take colours, and none of the private sequences that look like them."""
        if not kwargs:
            super().select_graphic_rendition(*attributes)

    def row_with(self, text: str) -> int:
        """Return the number of the first row with a text; -1 if there is none."""
        return next((number for number, line in enumerate(self.display) if text in line), -1)

    def looks(self, row: int) -> list[object]:
        """Return how a row looks, with its colours."""
        return [self.buffer[row][column] for column in range(self.columns)]


@dataclass(frozen=True)
class Answer:
    """How long after a key the screen began to change, when it had stopped changing, and the work; ms."""

    first: float
    settled: float
    busy: float
    """Processor time: what other programs do at the same time hardly shows in it."""


class Watched:
    """A program in a terminal of its own."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        size: tuple[int, int] = (120, 36),
        env: Mapping[str, str] | None = None,
    ) -> None:
        """Start it; `argv` is what comes after the name of this Python."""
        left_out = ("TEXTUAL", "NO_COLOR", "COLUMNS", "LINES", "PYTHONDONTWRITEBYTECODE")
        base = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
        whole = {**base, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", **(env or {})}
        self.raw = bytearray()
        self._chunks: list[tuple[float, float, bytes]] = []
        """All that was written: when, with how much processor time by then, and what."""
        self._drawn = 0
        self.screen = Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self.began = time.perf_counter()
        self.pid, self._file = pty.fork()
        if self.pid == 0:
            ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            os.execve(sys.executable, [sys.executable, *argv], whole)
        self._last = self.began

    def read(self, until: float) -> bool:
        """Read once; return whether anything came before `until`."""
        ready, _, _ = select.select([self._file], [], [], max(0.0, until - time.perf_counter()))
        if not ready:
            return False
        try:
            data = os.read(self._file, 65536)
        except OSError:
            data = b""
        if not data:
            raise RuntimeError(
                f"the program ended; its last words: {self.raw[-2000:].decode(errors='replace')}"
            )
        self._last = time.perf_counter()
        self.raw += data
        self._chunks.append((self._last, self.busy, data))
        return True

    def wait_written(self, text: str, timeout: float = 20) -> None:
        """Read until it has written a text, in one piece: only on an empty screen is that sure."""
        end = time.perf_counter() + timeout
        while text.encode() not in self.raw:
            if not self.read(end):
                raise RuntimeError(f"{text!r} was not written within {timeout} s: {self.seen()}")

    def wait_for(self, text: str, timeout: float = 20, *, there: bool = True) -> None:
        """Read until a text is on the screen, or is `there` no longer."""
        end = time.perf_counter() + timeout
        while (self.draw().row_with(text) >= 0) is not there:
            if not self.read(end):
                raise RuntimeError(f"{text!r} did not come or go within {timeout} s: {self.seen()}")

    def draw(self) -> Screen:
        """Draw all that was written until now."""
        for _, _, data in self._chunks[self._drawn :]:
            self._stream.feed(_KEYBOARD.sub(b"", data))
        self._drawn = len(self._chunks)
        return self.screen

    def when(self, there: Callable[[Screen], bool]) -> tuple[float, float]:
        """Return when something was first there: ms from the start, and ms of the processor by then."""
        screen = Screen(self.screen.columns, self.screen.lines)
        stream = pyte.ByteStream(screen)
        for at, busy, data in self._chunks:
            stream.feed(_KEYBOARD.sub(b"", data))
            if there(screen):
                return (at - self.began) * 1000, busy
        raise RuntimeError(f"it was never there: {self.seen()}")

    def seen(self) -> str:
        """Return the screen as text, for whoever looks why something did not come."""
        return "\n" + "\n".join(self.draw().display)

    def press(self, *keys: str) -> None:
        """Send keys, each once the screen stands still."""
        for key in keys:
            self.send(key)
            self.settle()

    def walk_to(self, text: str, steps: int = 80) -> None:
        """Put the cursor, which our lists mark with ▸, on the line with a text."""
        for _ in range(steps):
            if any("▸" in line and text in line for line in self.draw().display):
                return
            self.answer("down", 0.1)  # at the end of the list nothing changes, and this says so
        raise RuntimeError(f"no line with {text!r} was found: {self.seen()}")

    def settle(self, quiet: float = 0.3) -> None:
        """Read until nothing has come for a while."""
        while self.read(time.perf_counter() + quiet):
            pass

    def send(self, keys: str) -> None:
        """Send a key by its name, or a text."""
        os.write(self._file, KEYS.get(keys, keys).encode())

    def answer(self, keys: str, quiet: float = QUIET) -> Answer:
        """Send keys and return how long their answer took."""
        while self.read(time.perf_counter()):
            pass
        busy, sent = self.busy, time.perf_counter()
        self.send(keys)
        if not self.read(sent + 5):
            raise RuntimeError(f"{keys!r} changed nothing: {self.seen()}")
        first = self._last
        while self.read(self._last + quiet):
            pass
        return Answer((first - sent) * 1000, (self._last - sent) * 1000, self.busy - busy)

    @property
    def busy(self) -> float:
        """Processor time that it has used since it started, milliseconds."""
        tasks = Path(f"/proc/{self.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6

    @property
    def peak(self) -> float:
        """The most memory that it has used, MiB.

        Taken from /proc: getrusage also counts what the parent had before it started the program.
        """
        status = Path(f"/proc/{self.pid}/status").read_text().split("VmHWM:")[1]
        return int(status.split()[0]) / 1024

    def close(self) -> None:
        """End it."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._file)

    def __enter__(self) -> Watched:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()
