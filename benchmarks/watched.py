"""A program in a pseudo-terminal, watched closely: when it wrote the first byte after a key, and the last.

Nothing draws the screen here, so that what is measured is the program and not the watching.
"""

from __future__ import annotations

import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fcntl import ioctl
from pathlib import Path

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
        self.began = time.perf_counter()
        self.pid, self._file = pty.fork()
        if self.pid == 0:
            ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            os.execve(sys.executable, [sys.executable, *argv], whole)
        self._last = self.began

    def _read(self, until: float) -> bool:
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
        return True

    def wait_for(self, text: str, *, after: int = 0, timeout: float = 20) -> float:
        """Return the milliseconds from the start until it has written a text, past `after` bytes."""
        end = time.perf_counter() + timeout
        while text.encode() not in self.raw[after:]:
            if not self._read(end):
                tail = self.raw[-3000:].decode(errors="replace")
                raise RuntimeError(f"{text!r} did not come within {timeout} s: {tail}")
        return (self._last - self.began) * 1000

    def settle(self, quiet: float = 0.3) -> None:
        """Read until nothing has come for a while."""
        while self._read(time.perf_counter() + quiet):
            pass

    def send(self, keys: str) -> None:
        """Send a key by its name, or a text."""
        os.write(self._file, KEYS.get(keys, keys).encode())

    def answer(self, keys: str, quiet: float = QUIET) -> Answer:
        """Send keys and return how long their answer took."""
        while self._read(time.perf_counter()):
            pass
        busy, sent = self.busy, time.perf_counter()
        self.send(keys)
        if not self._read(sent + 5):
            raise RuntimeError(f"{keys!r} changed nothing: {self.raw[-2000:].decode(errors='replace')}")
        first = self._last
        while self._read(self._last + quiet):
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
