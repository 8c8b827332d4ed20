"""Sends to the terminal only what differs from what stands there.

Textual lays a screen out several times while it comes to be, and draws it whole each time: a change of step
sent 130 KB at 120x36, of which one part in six was new. Over a slow line that is a second of waiting.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, repeat, takewhile
from operator import eq, itemgetter

from rich.cells import cell_len
from rich.console import Console
from rich.control import Control
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

Cell = tuple[str, Style | None] | None
"""What stands in a cell, or None where nobody knows; a letter of two cells has no text in its second one."""


class Drawn:
    """The lines that stand in the terminal, as far as they are known."""

    def __init__(self) -> None:
        self._lines: dict[int, list[Cell]] = {}

    def forget(self) -> None:
        """Draw everything anew from now on: nobody knows what stands there."""
        self._lines.clear()

    def changes(self, update: CompositorUpdate, console: Console) -> str:
        """Return what to write so that the terminal shows an update, and remember that it does."""
        parts: Iterator[tuple[int, int, Strip]]
        match update:
            case LayoutUpdate():
                lines = enumerate(update.strips, update.region.y)
                parts = ((y, update.region.x, Strip.join(strips)) for y, strips in lines)
            case ChopsUpdate():
                parts = _parts(update)
            case _:
                self.forget()
                return update.render_segments(console)
        return "".join(self._write(y, x, _cells(part), console) for y, x, part in parts)

    def _write(self, y: int, x: int, part: list[Cell], console: Console) -> str:
        line, end = self._lines.setdefault(y, []), x + len(part)
        if line[x:end] == part:
            return ""
        line += repeat(None, end + 1 - len(line))
        if _is_half(line[x]) or _is_half(line[end]):  # each terminal makes of half a letter what it likes
            del self._lines[y]
            return _written(y, x, part, console)
        first = _same(line[x:end], part)
        last = len(part) - _same(reversed(line[x:end]), reversed(part))
        while _is_half(part[first]) or _is_half(line[x + first]):
            first -= 1
        while last < len(part) and (_is_half(part[last]) or _is_half(line[x + last])):
            last += 1
        line[x:end] = part
        return _written(y, x + first, part[first:last], console)


def _is_half(cell: Cell) -> bool:
    """Say whether a letter of two cells began before this one."""
    return cell is not None and not cell[0]


def _same(before: Iterable[Cell], after: Iterable[Cell]) -> int:
    """Return how many cells are the same before the first that is not."""
    return sum(takewhile(bool, map(eq, before, after)))


def _written(y: int, x: int, cells: Iterable[Cell], console: Console) -> str:
    """Return what writes these cells from here on."""
    known = [cell for cell in cells if cell is not None]
    runs = [Segment("".join(text for text, _ in run), style) for style, run in groupby(known, itemgetter(1))]
    return f"{Control.move_to(x, y).segment.text}{Strip(runs).render(console)}"


def _cells(strip: Strip) -> list[Cell]:
    """Return the cells of a strip.

    Blanks go on in the colour of the letters before them, which nobody can see in a blank. What has other
    letters than of one cell stays whole: it is one letter that is as wide as all of them.
    """
    cells: list[Cell] = []
    before: Style | None = None
    for text, style, control in strip:
        if control:
            continue
        if before and style and before.bgcolor == style.bgcolor and not text.strip(" "):
            style = style if _drawn_on_blanks(before) or _drawn_on_blanks(style) else before
        before = style
        cells += zip(_letters(text), repeat(style))
    return cells


def _letters(text: str) -> Sequence[str]:
    """Return what stands in each cell of a text."""
    if (text.isascii() and text.isprintable()) or all(cell_len(letter) == 1 for letter in set(text)):
        return text
    return [text, *repeat("", cell_len(text) - 1)] if cell_len(text) else ""


def _drawn_on_blanks(style: Style) -> bool:
    """Say whether a style shows where there is no letter, other than by its background."""
    return bool(style.underline or style.underline2 or style.reverse or style.strike or style.overline)


class Changes(CompositorUpdate):
    """An update of which only what differs is written; what that is, is found out when it is written."""

    def __init__(self, update: CompositorUpdate, drawn: Drawn) -> None:
        self._update, self._drawn = update, drawn

    def render_segments(self, console: Console) -> str:
        """Return what is written."""
        return self._drawn.changes(self._update, console)


def _parts(update: ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    """Give the row, the column and the words of each part of an update, as Textual would write them."""
    for y, start, stop in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is not None and x <= stop and end > start:
                whole = start <= x < stop and end <= stop
                yield y, x, strip if whole else strip.crop(0, min(end, stop) - x)
