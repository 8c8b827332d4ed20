"""A screen as lines of text, and the colours that its words and its frames are drawn in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from rich.color import Color
from rich.style import Style
from textual.app import App
from textual.strip import Strip

WORDS, FRAMES = 4.5, 3.0
"""How far words and signs, and how far frames and bars, stand out. Source: WCAG 2.2, 1.4.3 and 1.4.11."""


class Pair(NamedTuple):
    """A colour on its ground, and what is drawn so: words and signs, or frames and bars."""

    kind: str
    colour: str
    ground: str

    @property
    def contrast(self) -> float:
        darker, lighter = sorted((light(self.colour), light(self.ground)))
        return (lighter + 0.05) / (darker + 0.05)

    @property
    def enough(self) -> bool:
        return self.contrast >= (WORDS if self.kind == "words" else FRAMES)

    def __str__(self) -> str:
        return f"{self.kind:<6} {self.colour} on {self.ground} {self.contrast:5.1f}"


def light(colour: str | Color) -> float:
    """Return the relative luminance. Source: WCAG 2.2, definitions."""
    shade = (Color.parse(colour) if isinstance(colour, str) else colour).get_truecolor()
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (each / 255 for each in shade)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def drawn(app: App[Any]) -> list[Strip]:
    """Return what the screen shows, line by line, as it is drawn."""
    return app.screen._compositor.render_strips()


def words(strips: Iterable[Strip]) -> str:
    """Return lines as text, without the blanks at their ends."""
    return "".join(strip.text.replace("\xa0", " ").rstrip() + "\n" for strip in strips)


def lines(app: App[Any]) -> str:
    """Return what the screen shows, line by line, without the blanks at the ends."""
    return words(drawn(app))


def pairs(strips: Sequence[Strip]) -> dict[Pair, str]:
    """Return each colour on each ground that something is drawn in, with the first text that is."""
    seen: dict[Pair, str] = {}
    for text, style in ((piece.text.strip(), piece.style) for strip in strips for piece in strip):
        if text and style:
            colour, ground = _colours(style)
            for kind in _kinds(text):
                seen.setdefault(Pair(kind, colour, ground), text)
    return seen


def _colours(style: Style) -> tuple[str, str]:
    assert style.color is not None
    assert style.bgcolor is not None
    assert not style.dim  # a terminal makes of it what it likes
    colours = (style.color, style.bgcolor)
    colour, ground = (each.get_truecolor().hex for each in (colours[::-1] if style.reverse else colours))
    return colour, ground


def _kinds(text: str) -> Iterator[str]:
    """Say whether a text has signs of frames and bars (box drawing, blocks), words, or both."""
    signs = {"\u2500" <= sign <= "\u259f" for sign in text if not sign.isspace()}
    return ("frames" if sign else "words" for sign in sorted(signs))
