"""A row of a list, and how it is drawn: in one line, or in as many as its words take."""

from dataclasses import dataclass
from typing import cast

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget

from chairtui.tui.widgets.columns import Columns, fitted, in_columns
from chairtui.tui.widgets.words import Wording, content

GUTTER = 4
"""Cells left of the words of a list that does not wrap: the cursor, and a sign."""


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a list."""

    key: str
    words: Wording
    """All there is to say about it, as a paragraph: the row itself shows its first line, or its cells."""
    mark: Wording = ""
    """A sign to its left, kept clear of the words when they wrap."""
    selectable: bool = True
    """False for a heading: the cursor passes over it."""
    cells: tuple[Wording, ...] = ()
    """What stands in each column of its list."""
    title: str = ""
    """What it is called, where more is said about it."""
    keys: str = ""
    """What can be done with it, by which keys."""


def one_line(
    row: Row,
    columns: Columns,
    width: int,
    gutter: int = GUTTER,
    *,
    wanted: tuple[int, ...] = (),
    on_cursor: bool,
) -> Content:
    """Return a row in one line of so many cells: cursor, sign, and its cells or the first line of its words.

    A heading without a sign begins left of them. `wanted` is what the columns need over all rows.
    """
    if not (row.selectable or row.mark or row.cells):
        return fitted(content(row.words).pad_left(1), width)
    room = max(1, width - gutter)
    words = in_columns(row.cells, columns, room, wanted) if row.cells else fitted(row.words, room)
    sign = f"{'▸' if on_cursor else ' '} "
    if gutter < GUTTER:
        return Content.assemble(sign, words)
    return Content.assemble(sign, fitted(row.mark, gutter - 3), " ", words)


def height_of(widget: Widget, words: Content, width: int) -> int:
    """Return how many lines words take where they wrap."""
    if "\n" not in words.plain and words.cell_length <= width:
        return 1
    return max(1, words.get_height(cast(RulesMap, widget.styles), width))


def several_lines(
    widget: Widget, row: Row, size: tuple[int, int, int], style: Style, *, on_cursor: bool
) -> list[Strip]:
    """Return a row whose words wrap beside its sign; `size` is the gutter, the room and the lines it has."""
    gutter, room, height = size
    mark = content(row.mark)
    head = Content.assemble("▸ " if on_cursor else "  ", mark, " " * (gutter - 2 - mark.cell_length))
    left = Visual.to_strips(widget, head, gutter, 1, style)
    left += [Strip.blank(gutter, style.rich_style)] * (height - 1)
    right = Visual.to_strips(widget, content(row.words), room, height, style)
    return [
        Strip.join([a, b]).adjust_cell_length(gutter + room, style.rich_style)
        for a, b in zip(left, right, strict=False)
    ]
