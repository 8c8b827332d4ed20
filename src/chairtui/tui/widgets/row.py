"""A row of a list, and how it is drawn: in one line, or in as many as its words take."""

from dataclasses import dataclass

from textual.content import Content
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget

from chairtui.text import pattern
from chairtui.tui.widgets.columns import Columns, fitted, in_columns
from chairtui.tui.widgets.whole_words import wrapped
from chairtui.tui.widgets.words import Wording, content

GUTTER = 4
"""Cells left of the words of a list that does not wrap: the cursor, and a sign."""

_BETWEEN = pattern(r" {2,}| · |: |\n+")
"""What stands between the title of a row and the rest of its words."""
_SHORT = 40
"""Letters that a title has at most which the words of a row begin with."""


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
    most: int = 1
    """Lines that its words may take in a list whose rows take one each."""

    def __hash__(self) -> int:
        return hash(self.key)


def title_of(row: Row) -> str:
    """Return what a row is called: its title, or what its words begin with; nothing of a sentence."""
    plain = content(row.words).plain.partition("\n")[0]
    begins = _BETWEEN().search(plain)
    short = begins is not None and begins.start() <= _SHORT and begins.end() < len(plain)
    return row.title or (plain[: begins.start()] if begins and short else "")


def untitled(row: Row) -> Content:
    """Return the words of a row without its title, where they begin with it: it stands in the frame."""
    words, title = content(row.words), title_of(row)
    if not title or not words.plain.startswith(title):
        return words
    rest = words[len(title) :]
    between = _BETWEEN().match(rest.plain)
    return rest[between.end() :] if between and between.end() < len(rest.plain) else words


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


def height_of(words: Content, width: int) -> int:
    """Return how many lines words take where they wrap."""
    if "\n" not in words.plain and words.cell_length <= width:
        return 1
    return max(1, len(wrapped(words, width)))


def several_lines(
    widget: Widget, row: Row, size: tuple[int, int, int], style: Style, *, on_cursor: bool
) -> list[Strip]:
    """Return a row whose words wrap beside its sign; `size` is the gutter, the room and the lines it has."""
    gutter, room, height = size
    mark = content(row.mark)
    head = Content.assemble("▸ " if on_cursor else "  ", mark, " " * (gutter - 2 - mark.cell_length))
    left = Visual.to_strips(widget, head, gutter, 1, style)
    left += [Strip.blank(gutter, style.rich_style)] * (height - 1)
    lines = wrapped(content(row.words), room)
    if len(lines) > height:
        (last,) = wrapped(lines[height - 1], max(1, room - 2))[:1]  # by words, not by letters
        lines = [*lines[: height - 1], Content.assemble(last.rstrip(), " …")]
    right = Visual.to_strips(widget, Content("\n").join(lines), room, height, style)
    return [
        Strip.join([a, b]).adjust_cell_length(gutter + room, style.rich_style)
        for a, b in zip(left, right, strict=False)
    ]
