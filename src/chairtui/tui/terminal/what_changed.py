"""Sends to the terminal only what differs from what stands there.

Textual lays a screen out several times while it comes to be, and draws it whole each time: a change of step
sent 130 KB at 120x36, of which one part in six was new. Over a slow line that is a second of waiting.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.control import Control
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

_UNKNOWN = Strip([Segment("?" * 1000, Style(meta={"unknown": True}))])
"""A line of which nobody knows what stands there: it is like no other."""


class Drawn:
    """The lines that stand in the terminal, as far as they are known."""

    def __init__(self) -> None:
        self._lines: dict[int, Strip] = {}
        self._given: dict[int, dict[int, Strip]] = {}
        """By row and column: the parts that a row was last made of, as Textual gave them."""

    def forget(self) -> None:
        """Draw everything anew from now on: nobody knows what stands there."""
        self._lines.clear()
        self._given.clear()

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
        return "".join(self._write(y, x, part, console) for y, x, part in parts)

    def _write(self, y: int, x: int, part: Strip, console: Console) -> str:
        given = self._given.setdefault(y, {})
        if given.get(x) == part:
            return ""
        line, end, raw = self._lines.get(y, _UNKNOWN), x + part.cell_length, part
        part = _plain(part)
        if _is_cut(line, x, end):  # each terminal makes of half a letter what it likes
            self._lines.pop(y, None)
            given.clear()
            return f"{Control.move_to(x, y).segment.text}{part.render(console)}"
        first, last = _difference(line.crop(x, end).simplify(), part)
        if first == last:
            given[x] = raw
            return ""
        given.clear()  # what is written may lie over parts that began elsewhere
        given[x] = raw
        self._lines[y] = Strip.join([line.crop(0, x), part, line.crop(end)]).simplify()
        return f"{Control.move_to(x + first, y).segment.text}{part.crop(first, last).render(console)}"


def _is_cut(line: Strip, *places: int) -> bool:
    """Say whether a letter of two cells lies across one of these places, or may."""
    if all(len(run.text) == run.cell_length for run in line):
        return False
    return any(line.crop(0, place).text != line.text[: len(line.crop(0, place).text)] for place in places)


def _plain(strip: Strip) -> Strip:
    """Let blanks go on in the colour of the letters before them, which nobody can see in a blank."""
    runs: list[Segment] = []
    for text, style, control in strip:
        before = runs[-1].style if runs else None
        if before and style and before.bgcolor == style.bgcolor and not text.strip(" "):
            style = style if _drawn_on_blanks(before) or _drawn_on_blanks(style) else before
        runs.append(Segment(text, style, control))
    return Strip(runs).simplify()


def _drawn_on_blanks(style: Style) -> bool:
    """Say whether a style shows where there is no letter, other than by its background."""
    return bool(style.underline or style.underline2 or style.reverse or style.strike or style.overline)


def _difference(before: Strip, after: Strip) -> tuple[int, int]:
    """Return the first cell of what is not the same, and the one behind it; two equal numbers if all is."""
    if before == after:
        return 0, 0
    return _same(before, after), after.cell_length - _same(reversed(list(before)), reversed(list(after)))


def _same(before: Iterable[Segment], after: Iterable[Segment]) -> int:
    """Return how many cells are the same, by whole runs of one style, before the first that is not."""
    cells = 0
    for was, becomes in zip(before, after, strict=False):
        if was != becomes:
            break
        cells += becomes.cell_length
    return cells


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
