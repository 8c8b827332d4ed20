"""Sends to the terminal only what differs from what stands there.

Textual lays a screen out several times while it comes to be, and draws it whole each time: a change of step
sent 130 KB at 120x36, of which one part in six was new. Over a slow line that is a second of waiting.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import compress, groupby, repeat
from operator import itemgetter, ne
from typing import NamedTuple

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.control import Control
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip


class Look(NamedTuple):
    """How a letter looks, as the codes that a terminal takes for it."""

    attributes: str = ""
    colour: str = ""
    background: str = ""


PLAIN = Look()

Cell = tuple[str, Look] | None
"""What stands in a cell, or None where nobody knows; a letter of two cells has no text in its second one."""

_BESIDE = 8
"""Cells that stay between two that change, up to which they are written again: going there takes as much."""


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
        system = console._color_system or ColorSystem.TRUECOLOR
        pen = _Pen()
        for y, x, part in parts:
            self._write(y, x, _cells(part, system), pen)
        return pen.written()

    def _write(self, y: int, x: int, part: list[Cell], pen: _Pen) -> None:
        line, end = self._lines.setdefault(y, []), x + len(part)
        before = line[x:end]
        if before == part:
            return
        line += repeat(None, end + 1 - len(line))
        if _is_half(line[x]) or _is_half(line[end]):  # each terminal makes of half a letter what it likes
            del self._lines[y]
            pen.write(y, x, part)
            return
        before = line[x:end]
        for first, last in _runs(compress(range(len(part)), map(ne, before, part))):
            while _is_half(part[first]) or _is_half(before[first]):
                first -= 1
            while last < len(part) and (_is_half(part[last]) or _is_half(before[last])):
                last += 1
            pen.write(y, x + first, part[first:last])
        line[x:end] = part


def _is_half(cell: Cell) -> bool:
    """Say whether a letter of two cells began before this one."""
    return cell is not None and not cell[0]


def _runs(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Give the first place and the end of each run of places; runs with little between them are one."""
    first = end = -1
    for place in places:
        if first >= 0 and place - end > _BESIDE:
            yield first, end
            first = -1
        first, end = place if first < 0 else first, place + 1
    if first >= 0:
        yield first, end


class _Pen:
    """Writes cells; how its letters look it says only where that changes."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._look = PLAIN

    def write(self, y: int, x: int, cells: Iterable[Cell]) -> None:
        """Write these cells from here on."""
        self._said.append(Control.move_to(x, y).segment.text)
        for look, run in groupby(filter(None, cells), itemgetter(1)):
            text = "".join(map(itemgetter(0), run))
            if not (_is_blank(look, text) and _blanks_look(self._look) == look):
                self._said.append(_turned(self._look, look))
                self._look = look
            self._said.append(text)

    def written(self) -> str:
        """Return all of it; what is written next looks plain again."""
        return "".join((*self._said, _turned(self._look, PLAIN)))


def _is_blank(look: Look, text: str) -> bool:
    return not (look.attributes or look.colour or text.strip(" "))


@lru_cache(maxsize=4096)
def _turned(before: Look, now: Look) -> str:
    """Return the codes after which letters look so that looked otherwise before."""
    if before == now:
        return ""
    if now == PLAIN or now.attributes != before.attributes:
        return f"\x1b[{';'.join(filter(None, ('0', *now)))}m"
    colour = "" if now.colour == before.colour else now.colour or "39"
    background = "" if now.background == before.background else now.background or "49"
    return f"\x1b[{';'.join(filter(None, (colour, background)))}m"


_ON_BLANKS = frozenset({"4", "7", "9", "21", "53"})
"""The attributes that show where there is no letter: lines, and colours the other way round."""


@lru_cache(maxsize=4096)
def _blanks_look(look: Look) -> Look:
    """Return how a blank looks: most attributes, and colours of letters, nobody can see in it."""
    return look if _ON_BLANKS.intersection(look.attributes.split(";")) else Look(background=look.background)


@lru_cache(maxsize=4096)
def _look(style: Style | None, system: ColorSystem) -> Look:
    """Return how letters of a style look."""
    if style is None:
        return PLAIN
    colours = (style.color, style.bgcolor)
    codes = (one and one.downgrade(system).get_ansi_codes(at == 0) for at, one in enumerate(colours))
    return Look(Strip.render_ansi(style.without_color, system), *(";".join(one or ()) for one in codes))


def _cells(strip: Strip, system: ColorSystem) -> list[Cell]:
    """Return the cells of a strip.

    What has other letters than of one cell stays whole: it is one letter that is as wide as all of them.
    """
    cells: list[Cell] = []
    for text, style, control in strip:
        if not control:
            look = _look(style, system)
            blank = {" ": _blanks_look(look)}
            letters = _letters(text)
            cells += zip(letters, map(blank.get, letters, repeat(look)), strict=False)
    return cells


@lru_cache(maxsize=1024)
def _letters(text: str) -> Sequence[str]:
    """Return what stands in each cell of a text."""
    if (text.isascii() and text.isprintable()) or all(cell_len(letter) == 1 for letter in set(text)):
        return text
    return [text, *repeat("", cell_len(text) - 1)] if cell_len(text) else ""


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
