"""A real terminal for tests: a program in a pseudo-terminal, its screen, its keys and every byte it wrote.

    with Terminal([sys.executable, "-m", "chairtui"], env={"CHAIRTUI_DB": path}, size=(80, 24)) as terminal:
        terminal.wait_for("Who is here")
        terminal.press("f2", "enter").type("Seen at home on Tuesday").press("ctrl+s")
        terminal.wait_for("saved")
        assert "Tuesday" in terminal.text
        assert terminal.close() == 0

A thread reads all the time, so the program never waits for the test. Nothing here sleeps for a fixed time:
`wait_for` and `wait_until` return as soon as what they wait for is there, and fail with the screen as it is.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import threading
import time
from collections.abc import Callable, Mapping, Sequence

import pexpect
import pyte

KEYS = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "escape": "\x1b",
    "space": " ",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "ctrl+left": "\x1b[1;5D",
    "ctrl+right": "\x1b[1;5C",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
}
"""Key names as the program's table has them, and what an xterm sends."""
ENTERED, LEFT = b"\x1b[?1049h", b"\x1b[?1049l"
"""What a program writes on entering and leaving the alternate screen."""
KEYBOARD, UNFINISHED = re.compile(rb"\x1b\[[<>=][0-9;]*u"), re.compile(rb"\x1b(\[[<>=]?[0-9;]*)?$")
"""Sequences of the kitty keyboard protocol, and the beginning of one at the end of what was read."""
ESCAPE_PAUSE = 0.15
"""Seconds after Escape before the next key: a program waits 0.1 s to see whether a sequence follows."""


def key_bytes(key: str) -> str:
    """Return what the terminal sends for a key: `f2`, `ctrl+s`, `enter`, or a character itself."""
    if key in KEYS:
        return KEYS[key]
    if key.startswith("ctrl+") and len(key) == 6:
        return chr(ord(key[-1].upper()) - 64)
    if len(key) == 1:
        return key
    raise KeyError(f"{key} is not a key that this terminal has")


class _Screen(pyte.Screen):
    """A screen that ignores the private sequences pyte does not know instead of failing on them."""

    def report_device_status(self, *args: object, **kwargs: object) -> None:
        return None

    def set_margins(self, top: int | None = None, bottom: int | None = None, **kwargs: object) -> None:
        if not kwargs:
            super().set_margins(top, bottom)

    def select_graphic_rendition(self, *attrs: int, **kwargs: object) -> None:
        if not kwargs:
            super().select_graphic_rendition(*attrs)

    def line(self, y: int) -> str:
        """Return a line without the blanks at its end."""
        line = self.buffer[y]
        return "".join(line[x].data for x in range(self.columns)).rstrip()


def as_in_a_window() -> None:
    """Let a closed window end the program, also where the tests themselves are to outlive theirs (nohup)."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


class Terminal:
    """A program running in a terminal of its own."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        size: tuple[int, int] = (80, 24),
        cwd: str | None = None,
        preexec: Callable[[], None] = as_in_a_window,
    ) -> None:
        """Start the program.

        Args:
            argv: the program and its arguments.
            env: variables on top of the present environment (TEXTUAL…, NO_COLOR and COLUMNS are left out).
            size: columns and rows.
            cwd: the folder to start it in.
            preexec: called in the child before the program starts.
        """
        left_out = ("TEXTUAL", "NO_COLOR", "COLUMNS", "LINES")
        base = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
        self.raw = bytearray()
        """Every byte that the program wrote."""
        self._screen = _Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._tail = b""
        self._lock = threading.Lock()
        self._lines: list[str] = []
        """The lines as they were read last; those that were not written to since are not read again."""
        self._child = pexpect.spawn(
            argv[0],
            list(argv[1:]),
            env={**base, "TERM": "xterm-256color", "LANG": "C.UTF-8", **(env or {})},
            dimensions=(size[1], size[0]),
            cwd=cwd,
            timeout=None,
            preexec_fn=preexec,
        )
        self._child.delaybeforesend = None
        self._child.ptyproc.delayafterclose = self._child.ptyproc.delayafterterminate = 0.02
        self._reading = True
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        while self._reading:
            try:
                data = self._child.read_nonblocking(65536, timeout=0.05)
            except pexpect.TIMEOUT:
                continue
            except (pexpect.EOF, OSError, ValueError):
                return
            with self._lock:
                self.raw += data
                self._feed(data)

    def _feed(self, data: bytes) -> None:
        """Draw what came, without the keyboard protocol that pyte takes for text."""
        data = self._tail + data
        cut = UNFINISHED.search(data)
        self._tail = data[cut.start() :] if cut else b""
        self._stream.feed(KEYBOARD.sub(b"", data[: cut.start()] if cut else data))

    # What it shows ------------------------------------------------------------------------------

    @property
    def pid(self) -> int:
        """The program's process id."""
        return int(self._child.pid)

    def screen(self) -> list[str]:
        """Return the lines of the screen without the blanks at their ends."""
        with self._lock:
            changed = self._screen.dirty
            if changed or len(self._lines) != self._screen.lines:
                known = dict(enumerate(self._lines))
                self._lines = [
                    known[y] if y in known and y not in changed else self._screen.line(y)
                    for y in range(self._screen.lines)
                ]
                changed.clear()
            return self._lines

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.screen())

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row of the cursor, from 0."""
        with self._lock:
            return self._screen.cursor.x, self._screen.cursor.y

    @property
    def entered(self) -> bool:
        """Whether the program has the screen at this moment."""
        with self._lock:
            return self.raw.rfind(ENTERED) > self.raw.rfind(LEFT)

    def wait_until(self, true: Callable[[], object], timeout: float = 10, what: str = "it") -> Terminal:
        """Wait until something is true; fail with the screen if it never is."""
        end = time.monotonic() + timeout
        while not true():
            if time.monotonic() > end:
                raise AssertionError(f"{what} did not come within {timeout} s; the screen:\n{self.text}")
            self._wait_for_more()
        return self

    def _wait_for_more(self) -> None:
        """Wait until the program writes something, or a moment: not all that is waited for is written."""
        written, until = len(self.raw), time.monotonic() + 0.1
        while len(self.raw) == written and time.monotonic() < until:
            time.sleep(0.005)

    def wait_for(self, text: str, timeout: float = 10) -> Terminal:
        """Wait until the screen shows a text."""
        return self.wait_until(lambda: text in self.text, timeout, repr(text))

    def wait_gone(self, text: str, timeout: float = 10) -> Terminal:
        """Wait until the screen shows a text no longer."""
        return self.wait_until(lambda: text not in self.text, timeout, f"the end of {text!r}")

    def wait_still(self, quiet: float = 0.15, timeout: float = 10) -> Terminal:
        """Wait until the program has written nothing for a while: for what cannot be seen otherwise."""
        end = time.monotonic() + timeout
        size, since = -1, time.monotonic()
        while time.monotonic() < end:
            if len(self.raw) != size:
                size, since = len(self.raw), time.monotonic()
            elif time.monotonic() - since >= quiet:
                return self
            time.sleep(0.01)
        raise AssertionError(f"the program never stopped writing; the screen:\n{self.text}")

    # What is done to it -------------------------------------------------------------------------

    def send(self, data: str | bytes) -> Terminal:
        """Send bytes as they are."""
        view = memoryview(data.encode() if isinstance(data, str) else data)
        while view:
            view = view[os.write(self._child.child_fd, view[:1024]) :]
        return self

    def type(self, text: str) -> Terminal:
        """Type a text; a newline is Enter."""
        return self.send(text.replace("\n", "\r"))

    def press(self, *keys: str) -> Terminal:
        """Press keys by name: `f2`, `ctrl+s`, `shift+tab`, `a`."""
        for key in keys:
            self.send(key_bytes(key))
            if key == "escape":
                time.sleep(ESCAPE_PAUSE)
        return self

    def paste(self, text: str) -> Terminal:
        """Paste a text as terminals do (bracketed)."""
        return self.send(f"\x1b[200~{text}\x1b[201~")

    def resize(self, columns: int, rows: int) -> Terminal:
        """Change the size of the window."""
        with self._lock:
            self._screen.resize(rows, columns)
        self._child.setwinsize(rows, columns)
        return self

    def signal(self, number: int) -> Terminal:
        """Send a signal to the program."""
        os.kill(self.pid, number)
        return self

    def hang_up(self) -> None:
        """Close the terminal itself, as closing its window does."""
        self._reading = False
        self._reader.join(2)
        self._child.ptyproc.fileobj.close()
        self._child.ptyproc.closed = self._child.closed = True

    # How it ends --------------------------------------------------------------------------------

    def wait_end(self, timeout: float = 10) -> int:
        """Wait for the end and return the exit status; minus the signal's number if a signal ended it."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                self._reader.join(1)
                self._child.ptyproc.terminated = True
                self._child.terminated = True
                self._status = os.waitstatus_to_exitcode(status)
                return self._status
            time.sleep(0.002)
        raise AssertionError(f"the program did not end within {timeout} s; the screen:\n{self.text}")

    def echoes(self) -> bool:
        """Whether the terminal echoes what is typed, as it does when no program has changed it."""
        return bool(self._child.getecho())

    def close(self) -> int | None:
        """End the program if it still runs; return the exit status if it had ended by itself."""
        self._reading = False
        if not hasattr(self, "_status"):
            try:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
            except (ProcessLookupError, ChildProcessError):
                pass
            self._child.ptyproc.terminated = True
            self._child.terminated = True
        self._reader.join(2)
        with contextlib.suppress(OSError):
            self._child.close(force=False)
        return getattr(self, "_status", None)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
