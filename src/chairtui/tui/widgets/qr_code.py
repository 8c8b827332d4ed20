"""A QR code in the terminal: two squares to a cell, dark on light in every look, for a camera."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

_HALVES = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}
_QUIET = 4
"""Squares of light around it. Source: ISO/IEC 18004, "quiet zone"."""


def drawn(text: str) -> tuple[str, ...]:
    """Return the lines of a code for a text; a secret key of age takes 37 columns and 19 lines."""
    import segno  # only who makes a recovery sheet needs it

    squares = [list(row) for row in segno.make_qr(text, error="l").matrix_iter(border=_QUIET)]
    squares += [[0] * len(squares[0])] * (len(squares) % 2)
    pairs = zip(squares[::2], squares[1::2], strict=True)
    return tuple("".join(_HALVES[both] for both in zip(*pair, strict=True)) for pair in pairs)


class QrCode(Widget):
    """A code, dark on light in every look."""

    DEFAULT_CSS = "QrCode { width: auto; height: auto; color: #000000; background: #ffffff; }"

    def __init__(self, text: str) -> None:
        super().__init__()
        self._lines = drawn(text)

    def render(self) -> Content:
        return Content("\n".join(self._lines))
