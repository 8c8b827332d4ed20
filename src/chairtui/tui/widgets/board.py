"""One kind of list with one kind of detail: rows in a frame, and all about the one under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import zip_longest
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget

from chairtui.tui.keys import key_of
from chairtui.tui.widgets.columns import Columns, heads
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.row import GUTTER, Row
from chairtui.tui.widgets.words import Wording, content, entitle, join


class Framed(Widget):
    """A widget whose frame says what it is at its left, and how many or how far at its right."""

    _name_of_it, _count = Content(), Content()

    def call(self, title: Wording, count: Wording = "") -> None:
        """Write both into the frame; nothing is drawn where nothing changed."""
        new = content(title), content(count)
        if not (new[0].is_same(self._name_of_it) and new[1].is_same(self._count)):
            self._name_of_it, self._count = new
            self._write()

    @property
    def called(self) -> tuple[Content, Content]:
        """What it is, and how many or how far."""
        return self._name_of_it, self._count

    def on_resize(self) -> None:
        self._write()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._write()

    def _write(self) -> None:
        room = self.outer_size.width - 6  # the corners, and a blank beside each end of the words
        if room < 1:
            return
        count = self._count.truncate(max(1, room // 2), ellipsis=True)
        title = self._name_of_it.truncate(room - (count.cell_length + 2 if count else 0), ellipsis=True)
        line = room - title.cell_length - count.cell_length - 2
        drawn = title
        if count and line > 0:
            edge = Style(foreground=self.styles.border_top[1], bold=False)
            drawn = Content.assemble(title, " ", ("─" * line, edge), " ", count)
        entitle(self, drawn)


class Frame(Framed, Vertical):
    """What holds the rows and the names of their columns."""


class Heads(Widget):
    """The names of the columns, above the rows and as wide as they are."""

    DEFAULT_CSS = "Heads { height: 1; width: 1fr; color: $text-muted; }"

    def __init__(self, columns: Columns) -> None:
        super().__init__()
        self._columns = columns
        self._wanted: tuple[int, ...] = ()
        self.display = bool(columns)

    def change(self, columns: Columns, wanted: tuple[int, ...]) -> None:
        """Name other columns, or columns of other widths."""
        if (columns, wanted) != (self._columns, self._wanted):
            self._columns, self._wanted, self.display = columns, wanted, bool(columns)
            self.refresh()

    def render(self) -> Content:
        room = max(1, self.size.width - GUTTER - 1)  # the last cell is the scrollbar's
        return heads(self._columns, room, self._wanted).pad_left(GUTTER)


class Picture(NamedTuple):
    """What stands below the words of a detail where there is room: lines that never wrap."""

    head: Content = Content()
    lines: tuple[Content, ...] = ()
    foot: tuple[Content, ...] = ()

    def whole(self) -> Content:
        """Return all of it."""
        return Content("\n").join([self.head, *self.lines, *self.foot])

    def within(self, room: int) -> list[Content]:
        """Return as much of it as so many lines hold; nothing where they hold less than three of its own."""
        if room < len(self.lines) + 1:
            more = Content.styled(f"{len(self.lines) - (room - 2)} more", "$text-muted")
            return [self.head, *self.lines[: room - 2], more] if room >= LEAST else []
        return [self.head, *self.lines, *self.foot][:room] if self.lines else []


PLACE = 12
"""The line at which a picture begins, so that it stays where it is; further down below more words."""
LEAST = 5
"""Lines that there have to be for a picture: what it is, three of its own, and how many more."""


class Detail(Framed):
    """All there is to say about one row, as a paragraph, and what can be done with it by which keys."""

    DEFAULT_CSS = """
    Detail {
        height: 5; width: 1fr; padding: 0 1; border: round $secondary 70%;
        background: $surface; color: $foreground;
        border-title-color: $primary;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._words, self._keys = Content(), Content()
        self._from = 0
        """The first line of its words that is shown: the wheel moves on in them."""
        self._made: tuple[object, int] = (None, 0)
        self._of: object = None
        self._make: Callable[[int], Picture] = lambda _width: Picture()
        self._picture = Picture()
        self._shown: list[Content] = []
        self._strips: dict[int, Strip] = {}

    def draw(self, of: object, make: Callable[[int], Picture]) -> None:
        """Draw a picture below what there is to say, as far as there is room.

        `make` makes it so many cells wide, once for each width and each `of` which it is.
        """
        if of != self._of:
            self._of, self._make = of, make
            self._draw()

    def _drawn(self, wide: int, room: int) -> list[Content]:
        if room < LEAST:
            return []
        if self._made != (self._of, wide):
            self._made, self._picture = (self._of, wide), self._make(wide)
        return self._picture.within(room)

    def show(self, row: Row | None, keys_here: str = "") -> None:
        """Show what there is to say about a row; where it names no keys of its own, those of its list."""
        words, keys = content(row.words if row else ""), join(((row and row.keys) or keys_here, "$accent"))
        if not (words.is_same(self._words) and keys.is_same(self._keys)):
            self._words, self._keys, self._from = words, keys, 0
            self._draw()
        self.call(row.title if row else "")

    def render(self) -> Content:
        return Content("\n").join(self._said())

    def _said(self) -> list[Content]:
        """Return its lines: the words, the keys, and the picture in its place while they leave it that."""
        wide, high = self.size
        if not wide or not high:
            return []
        keys = self._keys.wrap(wide)[: high - 1] if self._keys else []
        room = high - len(keys)
        lines = self._words.wrap(wide) if self._words else []
        self._from = max(0, min(self._from, len(lines) - room))
        lines = lines[self._from :]
        if len(lines) > room:
            more = f" … {key_of('read_row')}: all"
            last = lines[room - 1].truncate(wide - len(more))
            lines = [*lines[: room - 1], Content.assemble(last, (more, "$accent"))]
        blank = [Content()] if keys and len(lines) < room else []
        said = [*lines, *blank, *keys]
        drawn = self._drawn(wide, high - len(said) - 1)
        if not drawn:
            return said
        between = max(1, min(PLACE, high - len(drawn)) - len(said))
        return [*said, *[Content()] * between, *drawn]

    # Drawing: only the lines that differ, as the cursor goes from row to row ----------------------

    def _draw(self, *, anew: bool = False) -> None:
        old, self._shown = self._shown, self._said()
        most = max(len(old), len(self._shown))
        if anew or not old:
            self._strips.clear()
            self.refresh()
            return
        nothing = Content()
        pairs = zip_longest(old, self._shown, fillvalue=nothing)
        changed = [at for at, (was, now) in enumerate(pairs) if not was.is_same(now)]
        for at in changed:
            self._strips.pop(at, None)
        if changed and most:
            self.refresh(*(Region(0, at, self.size.width, 1) for at in changed))

    def on_resize(self) -> None:
        super().on_resize()
        self._draw(anew=True)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        if y >= len(self._shown):
            return Strip.blank(self.size.width, self.visual_style.rich_style)
        if y not in self._strips:
            wide, style = self.size.width, self.visual_style
            (self._strips[y],) = Visual.to_strips(self, self._shown[y], wide, 1, style)
        return self._strips[y]

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go on in what there is to say."""
        event.stop()
        self._from += WHEEL
        self._draw()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go back in it."""
        event.stop()
        self._from = max(0, self._from - WHEEL)
        self._draw()


WHEEL = 2
"""Lines by which the wheel moves on in a detail."""


class Board(Container):
    """A list, and below it (in a broad window beside it) what there is to say about its row."""

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
    .-high Board > Detail { height: 14; }
    .-broad Board, .-vast Board {
        layout: horizontal;
        & > Frame { width: 3fr; max-width: 110; }
        & > Detail { width: 2fr; height: 1fr; }
        &.-alone > Frame { width: 110; }
        &.-alone > Detail { width: 1fr; }
    }
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
    ) -> None:
        """Lay out a list of a kind with these columns; without any, a row is the first line of its words."""
        super().__init__(id=id, classes=classes)
        self._keys = ""
        self._columns, self._list_id, self._kind, self._empty = columns, list_id, kind, empty

    def compose(self) -> ComposeResult:
        with Frame():
            yield Heads(self._columns)
            yield self._kind(id=self._list_id, columns=self._columns, wraps=False, empty=self._empty)
        yield Detail()

    @property
    def lines(self) -> Lines:
        """The list."""
        return self.query_one(Lines)

    def show(
        self, rows: Iterable[Row], empty: str | None = None, columns: Columns | None = None, keys: str = ""
    ) -> None:
        """Show these rows, and what there is to say about the one the cursor is on.

        `keys` are what can be done with a row that does not say it itself.
        """
        if columns is not None:
            self.lines.change_columns(columns)
        self.lines.show(rows, empty)
        self.query_one(Heads).change(self.lines.columns, self.lines.wanted)
        self.say_keys(keys)
        self.set_class(not self.lines.rows, "-empty")

    def say_keys(self, keys: str) -> None:
        """Say what can be done with a row that does not say it itself."""
        self._keys = keys
        self.query_one(Detail).show(self.lines.row, keys)

    def call(self, title: Wording, count: Wording = "") -> None:
        """Say in the frame what the list is, and how many or how far."""
        self.query_one(Frame).call(title, count)

    def on_lines_moved(self, message: Lines.Moved) -> None:
        """Show what there is to say about the row the cursor went to."""
        self.query_one(Detail).show(message.lines.row, self._keys)

    def on_lines_asked(self, message: Lines.Asked) -> None:
        """Show all there is to say about a row, however much it is."""
        from chairtui.tui.widgets.dialogs import Reader

        message.stop()
        if row := message.lines.row:
            from chairtui.tui.widgets.dialogs import Reader  # no start needs it

            title = row.title or content(row.words).split("\n")[0]
            self.app.push_screen(
                Reader(title, join(content(row.words), "\n\n", (row.keys or self._keys, "$accent")))
            )
