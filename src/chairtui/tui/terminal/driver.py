"""The terminal gate: any byte may arrive on standard input, and a terminal that has gone is noticed."""

from __future__ import annotations

import os
import selectors
import sys
import termios
from codecs import getincrementaldecoder
from typing import IO, TYPE_CHECKING, Any, Protocol, cast

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Paste

from chairtui.tui.typed.pastes import Pastes, WholePaste

if TYPE_CHECKING:
    from textual.app import App

assert sys.platform != "win32", "on Windows the terminal is Textual's own affair"

RESTORE = (
    b"\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l"
    b"\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
)
"""Paste, wrap, mouse, keyboard protocol, alternate screen, cursor and focus reports as they were."""


class Owner(Protocol):
    """What the driver tells its app."""

    def terminal_gone(self) -> None:
        """Nothing will ever be typed again."""

    def crashed(self, error: BaseException) -> None:
        """The input thread met something that nobody foresaw."""


class Tolerant:
    """A file that goes on after the terminal behind it has gone, so that nothing waits for it for ever."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        try:
            return self._file.write(text)
        except (OSError, ValueError):
            return len(text)

    def flush(self) -> None:
        try:
            self._file.flush()
        except (OSError, ValueError):
            return

    def fileno(self) -> int:
        return self._file.fileno()


class TerminalDriver(LinuxDriver):
    """Textual's driver, except that bytes that are not UTF-8 are replaced and the end of input is the end."""

    def __init__(self, app: App[Any], **settings: Any) -> None:
        super().__init__(app, **settings | {"debug": False})
        self._terminal = Tolerant(sys.__stderr__ or sys.stderr)
        self._file = cast("Any", self._terminal)

    @property
    def _owner(self) -> Owner:
        return cast(Owner, self._app)

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except BaseException as error:
            self._loop.call_soon_threadsafe(self._owner.crashed, error)

    def run_input_thread(self) -> None:
        """Read until the app ends or there is nothing left to read from."""
        parser, pastes = XTermParser(False), Pastes()
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(0.1):
                    data = self._read()
                    if not data:
                        self._loop.call_soon_threadsafe(self._owner.terminal_gone)
                        return
                    for part in pastes.feed(decode(data)):
                        self._hand_on(
                            [Paste(part.text)] if isinstance(part, WholePaste) else parser.feed(part)
                        )
                elif held := pastes.let_go():
                    self._hand_on(parser.feed(held))
                self._hand_on(parser.tick())

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, 65_536)
        except OSError:
            return b""

    def _hand_on(self, messages: Any) -> None:
        for message in messages:
            self.process_message(message)

    def restore_by_hand(self) -> None:
        """Give the terminal back without waiting for any thread."""
        try:
            if self.attrs_before is not None:
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
            output = self._terminal.fileno()
            os.set_blocking(output, False)
            os.write(output, RESTORE)
            os.set_blocking(output, True)
        except (OSError, ValueError, termios.error):
            return
