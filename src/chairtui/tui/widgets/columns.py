"""Columns of a list: which of them there is room for, how wide each is, and a row drawn in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content

from chairtui.tui.widgets.whole_words import shortened
from chairtui.tui.widgets.words import Wording, content

GAP = 2
"""Cells between two columns, where there is room."""
_FEW = 6
"""Cells that a column keeps before those give way that are never cut."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list; it starts in the same place in every row."""

    head: str
    width: int
    """Cells that it has at least, where it is shown."""
    grows: int = 0
    """Its share of the cells that are left over."""
    most: int = 0
    """Cells that it has at most; 0 for as many as there are."""
    right: bool = False
    """Whether its words stand at its right edge, as numbers do."""
    above: int = 0
    """Shown only where a row has more cells than this."""
    upto: int = 0
    """Shown only where a row has no more cells than this; 0 for as many as there are."""
    picture: bool = False
    """Whether signs stand in it that are not read out: the words of the row say the same."""
    whole: bool = False
    """Whether its words are never cut, as days, times and numbers are not: the others give way."""


Columns = tuple[Column, ...]


@lru_cache(maxsize=256)
def gap(columns: Columns, room: int) -> int:
    """Return how many cells lie between two columns: one, where two leave too few for the columns."""
    shown = [one.width for one in columns if one.above < room <= (one.upto or room)]
    return GAP if sum(shown) + GAP * (len(shown) - 1) <= room else 1


@lru_cache(maxsize=256)
def widths(columns: Columns, room: int, wanted: tuple[int, ...] = ()) -> tuple[int, ...]:
    """Return how many cells each column has in a row of so many; 0 for one that is not shown.

    `wanted` is how many each needs for what stands in it. Where one has too few, the columns begin with
    what they need, and what is left goes first to those whose words would be cut.
    """
    shown = [at for at, one in enumerate(columns) if one.above < room <= (one.upto or room)]
    left = room - gap(columns, room) * (len(shown) - 1)
    cells = _shared_out(columns, {place: columns[place].width for place in shown}, left)
    if wanted and any(cells[place] < wanted[place] for place in shown):
        needs = {place: max(cell_len(columns[place].head), wanted[place]) for place in shown}
        least = {place: _least(columns[place], needs[place]) for place in shown}
        cells = _shared_out(columns, _given(columns, least, left, needs), left)
    return tuple(cells.get(place, 0) for place in range(len(columns)))


def _least(column: Column, needs: int) -> int:
    """Return with how many cells a column begins where another has too few."""
    return min(needs, column.most or needs) if column.whole else min(column.width, needs)


def _shared_out(columns: Columns, cells: dict[int, int], room: int) -> dict[int, int]:
    """Return the cells of each column when all are shared out: each grows by its share, to its most."""
    cells = dict(cells)
    while sum(cells.values()) > room and max(cells.values()) > 1:  # narrower than was thought of
        cut = [place for place in cells if cells[place] > _FEW and not columns[place].whole] or [*cells]
        cells[max(cut, key=lambda place: cells[place])] -= 1  # the widest gives way
    return _given(columns, cells, room, {place: _most(columns[place], room) for place in cells})


def _most(column: Column, room: int) -> int:
    return (column.most or room) if column.grows else 0


def _given(columns: Columns, cells: dict[int, int], room: int, most: dict[int, int]) -> dict[int, int]:
    """Return the cells of each column when what is left is given by shares, to each no more than this."""
    cells = dict(cells)
    while (left := room - sum(cells.values())) > 0 and (able := [at for at in cells if cells[at] < most[at]]):
        shares = sum(columns[place].grows or 1 for place in able)
        for place in able:
            share = max(1, left * (columns[place].grows or 1) // shares)
            cells[place] += min(share, most[place] - cells[place], room - sum(cells.values()))
    return cells


class Needs(NamedTuple):
    """How many cells a row needs."""

    each: tuple[int, ...]
    """In each column; none where its last words go on over blank ones."""
    end: tuple[int, int]
    """In which column its last words stand, and how many cells they are."""


def needed(cells: Sequence[Wording], columns: Columns) -> Needs:
    """Return how many cells a row needs."""
    long = [_line(cell).cell_length for cell in cells]
    last = max((at for at, cells in enumerate(long) if cells), default=0)
    end = last, long[last]
    if last < len(columns) - 1 and not columns[last].whole:
        long[last] = 0
    return Needs(tuple(long), end)


def uncut(columns: Columns, wanted: Sequence[int], ends: Iterable[tuple[int, int]]) -> int:
    """Return how many cells a row has in which nothing is cut.

    `wanted` is what each column needs, `ends` where the last words of each row stand and how long they are.
    """
    shown = [at for at, one in enumerate(columns) if not one.upto]
    starts, at = {}, 0
    for place in shown:
        starts[place] = at
        at += max(cell_len(columns[place].head), (*wanted, *[0] * len(columns))[place]) + GAP
    return max([at - GAP, *(starts.get(place, 0) + long for place, long in ends)])


def fitted(words: Wording, width: int, *, right: bool = False, pad: bool = True) -> Content:
    """Return words in one line of so many cells; what does not fit is shortened with `…`."""
    line = shortened(_line(words), width)
    missing = width - line.cell_length
    if not pad or missing <= 0:
        return line
    return line.pad_left(missing) if right else line.pad_right(missing)


def _line(words: Wording) -> Content:
    line = content(words)
    return line.split("\n")[0] if "\n" in line.plain else line


def in_columns(
    cells: Sequence[Wording], columns: Columns, room: int, wanted: tuple[int, ...] = ()
) -> Content:
    """Return one row: each cell in its column; what is long goes on over blank ones after it.

    The last may be left out where they are blank.
    """
    filled = [_line(cell) for cell in cells] + [Content()] * (len(columns) - len(cells))
    shown = [one for one in zip(filled, columns, widths(columns, room, wanted), strict=True) if one[2]]
    parts: list[Content | str] = []
    between = gap(columns, room)
    while shown:
        cell, column, width = shown.pop(0)
        while shown and not shown[0][0] and cell.cell_length > width and not column.right:
            width += between + shown.pop(0)[2]
        parts += [fitted(cell, width, right=column.right), " " * between]
    return Content.assemble(*parts[:-1])


def heads(columns: Columns, room: int, wanted: tuple[int, ...] = ()) -> Content:
    """Return the names of the columns, each above its own."""
    return in_columns([column.head for column in columns], columns, room, wanted)
