"""Rows kept by key, laid out and drawn: each in columns or, in small windows, in words that may wrap."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import zip_longest

from rich.cells import cell_len
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from chairtui.tui.widgets.columns import Columns, Needs, needed, uncut, widths
from chairtui.tui.widgets.one_line import strip_of
from chairtui.tui.widgets.row import GUTTER, Row, height_of, one_line, several_lines
from chairtui.tui.widgets.scrolling import slide
from chairtui.tui.widgets.words import content


class DrawnRows(ScrollView):
    """Rows that stay drawn when others change, one of which the cursor is on."""

    virtual_size = reactive(Size(0, 0), layout=False, repaint=False)
    """As Textual has it, but another size does not lay out the whole screen again: `_after_layout` does."""
    cursor_key: reactive[str] = reactive("", repaint=False)
    """The key of the row the cursor is on; empty when there is none."""

    def __init__(
        self,
        rows: Iterable[Row] = (),
        *,
        empty: str = "Nothing here.",
        columns: Columns = (),
        wraps: bool = True,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Show rows; those of a list with columns, or that does not wrap, take one line each."""
        super().__init__(id=id, classes=classes)
        self._empty = empty
        self._columns, self._wraps = columns, wraps and not columns
        self._rows: tuple[Row, ...] = ()
        self._tops: list[int] = [0]
        self._width = self._room = 0
        self._heights: dict[Row, int] = {}
        self._needs: dict[Row, Needs] = {}
        self.wanted: tuple[int, ...] = ()
        """How many cells each column needs for what stands in it."""
        self.uncut = 0
        """How many cells it takes so that nothing of its rows is cut, with its gutter and its scrollbar."""
        self._strips: dict[tuple[Row, bool, bool], list[Strip]] = {}
        self._place: dict[str, int] = {}
        self.followers: list[Callable[[], None]] = []
        """Called when the cursor has gone to another row, at once: what they change is drawn with it."""
        self.show(rows)

    @property
    def rows(self) -> tuple[Row, ...]:
        """What it shows."""
        return self._rows

    @property
    def row(self) -> Row | None:
        """The row that the cursor is on."""
        place = self._place.get(self.cursor_key)
        return None if place is None else self._rows[place]

    def change_columns(self, columns: Columns) -> None:
        """Show rows of another kind from now on."""
        if columns != self._columns:
            self._columns, self.wanted = columns, ()
            self._strips.clear()
            self._needs.clear()
            self.wanted = ()

    @property
    def columns(self) -> Columns:
        """The columns of its rows; none where a row is its words."""
        return self._columns

    @property
    def empty(self) -> str:
        """What it says when it has no rows."""
        return self._empty

    def show(self, rows: Iterable[Row], empty: str | None = None) -> None:
        """Show these rows: those that stay keep their drawing, and the cursor stays on its key."""
        new = tuple(rows)
        if new == self._rows and self._tops != [0] and empty in (None, self._empty):
            return
        self._empty = self._empty if empty is None else empty
        before = self._place.get(self.cursor_key, 0)
        old, tops, drawn = self._rows, self._tops, (self._room, self._widths)
        self._rows = new
        self._place = {row.key: place for place, row in enumerate(new)}
        kept = set(new)
        self._heights = {row: height for row, height in self._heights.items() if row in kept}
        self._strips = {known: strips for known, strips in self._strips.items() if known[0] in kept}
        self._measure()
        self._lay_out(self._width)
        if self.cursor_key not in self._place or not new[self._place[self.cursor_key]].selectable:
            self.cursor_key = self._nearest(before)
        self._after_layout(self._changed(old, tops) if drawn == (self._room, self._widths) else ())

    @property
    def _widths(self) -> tuple[int, ...]:
        """How many cells each column has."""
        return widths(self._columns, max(1, self._width - self._gutter), self.wanted) if self._columns else ()

    def _measure(self) -> None:
        """Find out how many cells each column needs; where it gets others than before, all is drawn anew."""
        columns, known = self._columns, self._needs
        self._needs = {row: known.get(row) or needed(row.cells, columns) for row in self._rows if row.cells}
        each = [needs.each for needs in self._needs.values()]
        wanted = tuple(map(max, zip_longest(*each, [0] * len(columns), fillvalue=0))) if each else ()
        said = [row.words for row in self._rows if not row.cells and row.most == 1]
        ends = [(0, cell_len(content(words).plain.partition("\n")[0])) for words in said]
        ends += [needs.end for needs in self._needs.values()]
        self.uncut = self._gutter + uncut(columns, wanted, ends) + 1
        had, self.wanted = self._widths, wanted
        if had != self._widths:
            self._strips.clear()

    def _changed(self, old: tuple[Row, ...], tops: list[int]) -> list[Region]:
        """Return the lines that differ from what other rows showed; none where all of them may."""
        if not (old and self._rows):
            return []
        pairs = zip(old, self._rows, strict=False)
        places = [place for place, (was, now) in enumerate(pairs) if was != now]
        if tops == self._tops:
            return [self._region(place) for place in places]
        first = tops[places[0] if places else min(len(old), len(self._rows))]
        return [Region(0, first, self._width, max(tops[-1], self._tops[-1]) - first)]

    def _nearest(self, place: int) -> str:
        able = [at for at, row in enumerate(self._rows) if row.selectable]
        return self._rows[min(able, key=lambda at: (abs(at - place), -at))].key if able else ""

    # Layout -------------------------------------------------------------------------------------

    def _shown(self) -> tuple[Row, ...]:
        return self._rows or (Row("", self._empty, selectable=False),)

    @property
    def _gutter(self) -> int:
        if self._columns:
            return GUTTER
        return 2 + max((content(row.mark).cell_length + 1 for row in self._rows if row.mark), default=0)

    def _height(self, row: Row, width: int) -> int:
        if self._wraps or not self._rows:
            return height_of(content(row.words), width)
        return min(row.most, height_of(content(row.words), width)) if row.most > 1 else 1

    def _lay_out(self, width: int) -> None:
        room = max(1, width - self._gutter)
        if (width, room) != (self._width, self._room):
            self._heights.clear()
            self._strips.clear()
        self._width, self._room = width, room
        self._tops = [0]
        for row in self._shown():
            if row not in self._heights:
                # Before it has a width nothing is wrapped: every word would be, letter by letter.
                self._heights[row] = self._height(row, room) if width else 1
            self._tops.append(self._tops[-1] + self._heights[row])

    def _after_layout(self, changed: Iterable[Region] = ()) -> None:
        """Draw these lines again, or all; other widgets move only if this one does, or its scrollbar."""
        lines = self._tops[-1]
        self.virtual_size = Size(self._width, lines)
        overflows = lines > self.container_size.height
        bar = self.styles.overflow_y == "auto" and overflows != self.show_vertical_scrollbar
        if self.display and (self._another_height(lines) or bar):
            self.refresh(layout=True)
        else:
            if self.show_vertical_scrollbar:
                slide(self.vertical_scrollbar, lines)
            self.scroll_y = min(self.scroll_y, self.max_scroll_y)
            self.refresh(*(region.translate(-self.scroll_offset) for region in changed))
        self.call_after_refresh(self._keep_in_sight)

    def _another_height(self, lines: int) -> bool:
        """Say whether so many lines make this widget higher or lower than it is."""
        most = self.styles.max_height
        if not self.styles.auto_dimensions or most is None or most.cells is None:
            return self.styles.auto_dimensions
        return min(lines, most.cells) != self.size.height

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        room = max(1, width - self._gutter - 1)
        return sum(self._height(row, room) for row in self._shown())

    def on_resize(self) -> None:
        self._lay_out(self.scrollable_content_region.width)
        self._after_layout()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._strips.clear()

    # Drawing ------------------------------------------------------------------------------------

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines; in a frame of its own, or half transparent, as Textual does for any widget."""
        if any(self.styles.gutter) or self.opacity != 1 or not self._width:
            return super().render_lines(crop)
        width, style = self.size.width, self.visual_style.rich_style
        top, cursor, focused = self.scroll_offset.y, self.cursor_key, self.has_focus
        lines = (self._line(y + top, cursor, focused=focused) for y in crop.line_range)
        strips = [line.adjust_cell_length(width, style) for line in lines]
        background = self.background_colors[1]
        for each in self.get_line_filters():
            strips = [strip.apply_filter(each, background) for strip in strips]
        return strips if crop.column_span == (0, width) else [one.crop(*crop.column_span) for one in strips]

    def render_line(self, y: int) -> Strip:
        return self._line(y + self.scroll_offset.y, self.cursor_key, focused=self.has_focus)

    def _line(self, line: int, cursor: str, *, focused: bool) -> Strip:
        if line >= self._tops[-1] or not self._width:
            return Strip.blank(self.size.width, self.visual_style.rich_style)
        place = bisect_right(self._tops, line) - 1
        return self._drawn(self._shown()[place], cursor, focused=focused)[line - self._tops[place]]

    def _drawn(self, row: Row, cursor: str, *, focused: bool) -> list[Strip]:
        on_cursor = bool(row.key) and row.key == cursor
        known = (row, on_cursor, focused)
        if known not in self._strips:
            self._strips[known] = self._draw(row, on_cursor)
        return self._strips[known]

    def _draw(self, row: Row, on_cursor: bool) -> list[Strip]:
        style = self._row_style(row, on_cursor)
        height = self._height(row, self._room)
        if self._rows and not self._wraps and height == 1:
            line = one_line(
                row, self._columns, self._width, self._gutter, wanted=self.wanted, on_cursor=on_cursor
            )
            return [strip_of(self, line, self._width, style)]
        return several_lines(self, row, (self._gutter, self._room, height), style, on_cursor=on_cursor)

    def _row_style(self, row: Row, on_cursor: bool) -> Style:
        cursor = "lines--cursor" if self.has_focus else "lines--cursor-blurred"
        name = cursor if on_cursor else "" if row.selectable else "lines--heading"
        return self.visual_style + self.get_visual_style(name) if name else self.visual_style

    def _region(self, place: int) -> Region:
        return Region(0, self._tops[place], self._width, self._tops[place + 1] - self._tops[place])

    def _keep_in_sight(self) -> None:
        """Bring the cursor's row into sight, with the heading above it where there is room for both."""
        if self.cursor_key not in self._place or not self.is_attached:
            return
        place = self._place[self.cursor_key]
        region = self._region(place)
        while place and not self._rows[place - 1].selectable:
            place -= 1
        above = region.y - self._tops[place]
        if region.height + above <= self.size.height:
            region = Region(0, self._tops[place], region.width, region.height + above)
        self.scroll_to_region(region, animate=False, force=True)
