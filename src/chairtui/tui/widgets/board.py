"""One kind of list with one kind of detail: rows in a frame, and all about the one under the cursor."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content

from chairtui.tui.keys import Where, acts
from chairtui.tui.widgets.columns import Columns, heads
from chairtui.tui.widgets.detail import Detail, Picture, explained
from chairtui.tui.widgets.frame import Frame
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.one_line import OneLine
from chairtui.tui.widgets.row import GUTTER, Row, title_of, untitled
from chairtui.tui.widgets.side_by_side import list_beside_detail
from chairtui.tui.widgets.words import Wording, content, join

AROUND = 3
"""Lines around the rows of a list: its frame, and the names of its columns."""
SPARE = 2
"""Lines that a long list has to spare before it lies as a short one: one row more or less moves neither."""


class Heads(OneLine):
    """The names of the columns, above the rows and as wide as they are."""

    DEFAULT_CSS = "Heads { height: 1; width: 1fr; color: $text-muted; }"

    def __init__(self, columns: Columns) -> None:
        super().__init__()
        self._columns = columns
        self._wanted: tuple[int, ...] = ()
        self.display = bool(columns)

    def change(self, columns: Columns, wanted: tuple[int, ...]) -> None:
        """Name other columns, or columns of other widths."""
        if (columns, wanted) == (self._columns, self._wanted):
            return
        old = self.render()
        self._columns, self._wanted, self.display = columns, wanted, bool(columns)
        if not old.is_same(self.render()):
            self.refresh()

    def render(self) -> Content:
        room = max(1, self.size.width - GUTTER - 1)  # the last cell is the scrollbar's
        return heads(self._columns, room, self._wanted).pad_left(GUTTER)


class Board(Container):
    """A list, and below it (beside it, alone in a broad window) what there is to say about its row."""

    SCOPED_CSS = False  # how it lies depends on the screen that it is on
    DEFAULT_CSS = """
    Board {
        width: 1fr; height: 1fr; layout: vertical;
        & > Frame {
            height: 1fr; border: round $secondary 70%; background: $surface;
            border-title-color: $primary; border-title-style: bold; &:focus-within { border: round $primary; }
        }
    }
    Board.-empty > Detail { display: none; }
    .-tall Board > Detail { height: 9; }
    .-broad Board.-alone, .-vast Board.-alone { layout: horizontal; & > Detail { height: 1fr; } }
    """

    def __init__(
        self,
        columns: Columns = (),
        *,
        list_id: str,
        kind: type[Lines] = Lines,
        empty: str = "Nothing here.",
        id: str | None = None,
        classes: str | None = None,
        explains: Where | None = None,
    ) -> None:
        """Lay out a list of a kind with these columns; without any, a row is the first line of its words.

        Where its detail stands beside it and has room to spare, that `explains` the acts of a place.
        """
        super().__init__(id=id, classes=classes)
        self._keys = ""
        self._explains, self._ahead = explains, tuple[str, ...]()
        self.lines = kind(id=list_id, columns=columns, wraps=False, empty=empty)
        """The list."""
        self.lines.followers.append(self._follow)
        self._frame, self._heads, self._detail = Frame(), Heads(columns), Detail()

    def compose(self) -> ComposeResult:
        with self._frame:
            yield self._heads
            yield self.lines
        yield self._detail

    def show(
        self,
        rows: Iterable[Row],
        empty: str | None = None,
        columns: Columns | None = None,
        keys: str = "",
        *,
        anew: bool = False,
    ) -> None:
        """Show these rows, and what there is to say about the one the cursor is on.

        `keys` are what can be done with a row that does not say it itself. Where something else was looked
        for, they are shown `anew`: the cursor goes to the first, which answers best.
        """
        if columns is not None:
            self.lines.change_columns(columns)
        self.lines.show(rows, empty)
        if anew:
            self.lines.action_edge(0)
        self._heads.change(self.lines.columns, self.lines.wanted)
        self.say_keys(keys)
        self.set_class(not self.lines.rows, "-empty")
        self._lie(spare=SPARE)

    def _lie(self, spare: int = 0) -> None:
        """Lie as what stands in the list asks: beside it the detail has the cells that are left.

        A long list counts as short again once it has so many lines to spare.
        """
        room, high = self.size
        lines = self.lines.virtual_size.height + AROUND + (0 if self.has_class("-short") else spare)
        self.set_class(lines <= high // 2, "-short")
        self._frame.styles.width = list_beside_detail(room, self.uncut) if self._is_beside else "1fr"
        self._explain()

    @property
    def _is_beside(self) -> bool:
        """Whether the detail stands beside the list."""
        return self.styles.layout is not None and self.styles.layout.name == "horizontal"

    def look_ahead(self, ahead: Iterable[str]) -> None:
        """Say in the room to spare what is next, a sentence each, before what the keys do."""
        self._ahead = tuple(ahead)
        self._explain()

    def _explain(self) -> None:
        if self._explains is None:
            return
        of = (self._explains, self._ahead) if self._is_beside else None
        explains, ahead = acts(self._explains), self._ahead
        self._detail.draw(of, lambda width: explained(explains, ahead, width) if of else Picture())

    def on_resize(self) -> None:
        self._lie()

    @property
    def uncut(self) -> int:
        """How many cells it takes, its frame with it, so that nothing of its rows is cut."""
        return self.lines.uncut + 2

    def say_keys(self, keys: str) -> None:
        """Say what can be done with a row that does not say it itself."""
        self._keys = keys
        self._follow()

    def call(self, title: Wording, count: Wording = "") -> None:
        """Say in the frame what the list is, and how many or how far."""
        self._frame.call(title, count)

    def _follow(self) -> None:
        """Show what there is to say about the row the cursor went to."""
        self._detail.show(self.lines.row, self._keys)

    def on_lines_asked(self, message: Lines.Asked) -> None:
        """Show all there is to say about a row, however much it is."""
        from chairtui.tui.widgets.dialogs import Reader  # no start needs it

        message.stop()
        if row := message.lines.row:
            title = title_of(row) or content(row.words).split("\n")[0]
            said = join(untitled(row), "\n\n", (row.keys or self._keys, "$accent"))
            self.app.push_screen(Reader(title, said))
