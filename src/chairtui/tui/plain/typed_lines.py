"""What is typed, line by line, from a terminal or a file; nothing of it is kept."""

from __future__ import annotations

import asyncio
import importlib
import os
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from getpass import getpass
from typing import Any, Protocol

readline: Any = None
with suppress(ImportError):  # on Windows the console has its own editing
    readline = importlib.import_module("readline")

PART = 65_536
CLEAR = "\x1b[H\x1b[2J\x1b[3J"
"""Goes to the corner, clears what is seen, and what can be scrolled back to. Source: xterm, ctlseqs."""


class Ended(Exception):
    """Nothing will ever be typed again."""


class Typed(Protocol):
    """Where lines come from and go to."""

    def write(self, line: str) -> None:
        """Put out one line."""

    async def read(self, prompt: str, *, secret: bool = False, known: Sequence[str] = ()) -> str:
        """Return the next line that is typed; `known` is what Tab completes.

        Raises:
            Ended: there are no more.
        """

    def clear(self) -> bool:
        """Take off the terminal what was said, also above it; say whether it could be.

        What is half-typed comes back at the next question that is not secret.
        """

    def remember(self, command: str) -> None:
        """Let a command be brought back, as long as the program runs; answers are not remembered."""


class Terminal:
    """The lines of standard input and output."""

    def __init__(self) -> None:
        """Begin to read; nothing that is typed is written anywhere."""
        self.is_terminal = bool(sys.__stdin__ and sys.__stdin__.isatty())
        self._edits = self.is_terminal and os.environ.get("TERM") != "dumb"
        """Whether a line can be edited where it stands: a dumb terminal draws it anew at each letter."""
        self._rest = b""
        self._asks, self._half = False, ""
        """Whether a line is being edited; and what was half-typed when the terminal was cleared."""
        if readline is not None:
            readline.set_auto_history(False)
            readline.parse_and_bind("set enable-bracketed-paste off")

    def write(self, line: str) -> None:
        """Put out one line."""
        self._put(f"{line}\n")

    def _put(self, text: str) -> None:
        try:
            print(text, end="", file=sys.__stdout__, flush=True)
        except OSError:
            raise Ended from None

    async def read(self, prompt: str, *, secret: bool = False, known: Sequence[str] = ()) -> str:
        """Return the next line that is typed.

        A thread waits for it, and is left behind when the program ends meanwhile.

        Raises:
            Ended: there are no more.
        """
        loop = asyncio.get_running_loop()
        typed: asyncio.Future[str | None] = loop.create_future()

        def come(line: str | None) -> None:
            if not typed.done():
                typed.set_result(line)

        def wait() -> None:
            line = self._line(prompt, secret=secret, known=known)
            with suppress(RuntimeError):  # the program has ended
                loop.call_soon_threadsafe(come, line)

        threading.Thread(target=wait, daemon=True, name="typed lines").start()
        line = await typed
        if line is None:
            raise Ended
        return line

    def _line(self, prompt: str, *, secret: bool, known: Sequence[str]) -> str | None:
        """Return a line, or nothing at the end of them."""
        try:
            if self.is_terminal and secret:
                return getpass(prompt)
            if self._edits:
                return self._edited(prompt, known)
            self._put(prompt if self.is_terminal else f"{prompt}\n")
            return self._from_file()
        except (EOFError, Ended, OSError):
            return None

    def _edited(self, prompt: str, known: Sequence[str]) -> str:
        if readline is not None:
            readline.set_completer(_completer(known))
            readline.set_completer_delims("")
            readline.parse_and_bind("tab: complete")
            half, self._half = self._half, ""
            readline.set_startup_hook(lambda: readline.insert_text(half))
        self._asks = True
        try:
            with _true_output():
                return input(prompt)
        finally:
            self._asks = False

    def clear(self) -> bool:
        """Take off the terminal what was said, also above it; a file keeps what was written to it."""
        if self._asks and readline is not None:
            self._half = readline.get_line_buffer()
        if self._edits:
            self._put(CLEAR)
        return self._edits or not self.is_terminal

    def remember(self, command: str) -> None:
        """Let the arrow keys bring back a command, as long as the program runs."""
        if readline is not None and self._edits:
            readline.add_history(command)

    def _from_file(self) -> str | None:
        while b"\n" not in self._rest:
            part = os.read(0, PART)
            if not part:
                line, self._rest = self._rest, b""
                return line.decode("utf-8", "replace") if line else None
            self._rest += part
        line, _, self._rest = self._rest.partition(b"\n")
        return line.decode("utf-8", "replace")


def _completer(known: Sequence[str]) -> Any:
    def complete(begun: str, state: int) -> str | None:
        found = [one for one in known if one.casefold().startswith(begun.casefold())]
        return found[state] if state < len(found) else None

    return complete


class _true_output:  # noqa: N801  used as a function
    """Let `input` see the terminal, which Textual keeps from everybody while it runs."""

    def __enter__(self) -> None:
        self._before = sys.stdout
        sys.stdout = sys.__stdout__

    def __exit__(self, *_: object) -> None:
        sys.stdout = self._before
