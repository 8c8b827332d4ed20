"""What is pasted, taken out of the terminal's stream whole: reading it key by key holds up the screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

BEGINS, ENDS = "\x1b[200~", "\x1b[201~"
"""What a terminal puts around a paste. Source: xterm control sequences, bracketed paste mode."""


class WholePaste(NamedTuple):
    """The text of one paste, whole."""

    text: str


class Pastes:
    """Parts what is typed from what is pasted, however the stream is cut into pieces."""

    def __init__(self) -> None:
        self._held = ""
        """The end of a piece that may be the beginning of a mark."""
        self._pasting = False
        self._gathered: list[str] = []

    def feed(self, piece: str) -> Iterator[str | WholePaste]:
        """Yield what is typed and what was pasted whole, in order."""
        rest = self._held + piece
        while True:
            mark = ENDS if self._pasting else BEGINS
            before, marked, after = rest.partition(mark)
            if not marked:
                break
            yield from self._take(before)
            if self._pasting:
                yield WholePaste("".join(self._gathered).replace("\x00", ""))
                self._gathered.clear()
            self._pasting = not self._pasting
            rest = after
        keep = len(rest) - _beginning_of(mark, rest)
        self._held = rest[keep:]
        yield from self._take(rest[:keep])

    def let_go(self) -> str:
        """Return what was held back, once nothing follows it: a lone escape is a key."""
        held, self._held = ("", self._held) if self._pasting else (self._held, "")
        return held

    def _take(self, text: str) -> Iterator[str]:
        if self._pasting:
            self._gathered.append(text)
        elif text:
            yield text


def _beginning_of(mark: str, text: str) -> int:
    """Return how many characters at the end of a text may be the beginning of a mark."""
    return next((length for length in range(len(mark) - 1, 0, -1) if text.endswith(mark[:length])), 0)
