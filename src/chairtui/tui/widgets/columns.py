"""Columns of a list: which of them there is room for, how wide each is, and a row drawn in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from textual.content import Content

from chairtui.tui.widgets.words import Wording, content

GAP = 2
"""Cells between two columns."""


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


Columns = tuple[Column, ...]


@lru_cache(maxsize=256)
def widths(columns: Columns, room: int) -> tuple[int, ...]:
    """Return how many cells each column has in a row of so many; 0 for one that is not shown."""
    shown = [at for at, one in enumerate(columns) if one.above < room <= (one.upto or room)]
    cells = {place: columns[place].width for place in shown}
    left = room - sum(cells.values()) - GAP * (len(shown) - 1)
    while left < 0 and max(cells.values()) > 1:  # narrower than was thought of: the widest gives way
        cells[max(shown, key=lambda place: cells[place])] -= 1
        left += 1
    while left > 0 and (able := [place for place in shown if _can_grow(columns[place], cells[place])]):
        shares = sum(columns[place].grows for place in able)
        given = 0
        for place in able:
            share = max(1, left * columns[place].grows // shares)
            most = columns[place].most - cells[place] if columns[place].most else share
            more = min(share, most, left - given)
            cells[place] += more
            given += more
        left -= given
    return tuple(cells.get(place, 0) for place in range(len(columns)))


def _can_grow(column: Column, width: int) -> bool:
    return column.grows > 0 and (not column.most or width < column.most)


def fitted(words: Wording, width: int, *, right: bool = False, pad: bool = True) -> Content:
    """Return words in one line of so many cells; what does not fit is shortened with `…`."""
    line = content(words)
    if "\n" in line.plain:
        line = line.split("\n")[0]
    line = line.truncate(width, ellipsis=True)
    missing = width - line.cell_length
    if not pad or missing <= 0:
        return line
    return line.pad_left(missing) if right else line.pad_right(missing)


def in_columns(cells: Sequence[Wording], columns: Columns, room: int) -> Content:
    """Return one row: each cell in its column."""
    parts: list[Content | str] = []
    for cell, column, width in zip(cells, columns, widths(columns, room), strict=True):
        if width:
            parts += [fitted(cell, width, right=column.right), " " * GAP]
    return Content.assemble(*parts[:-1])


def heads(columns: Columns, room: int) -> Content:
    """Return the names of the columns, each above its own."""
    return in_columns([column.head for column in columns], columns, room)
