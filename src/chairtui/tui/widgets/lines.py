"""A list of lines, with a cursor on one of them that keys and clicks move."""

from bisect import bisect_right
from collections.abc import Iterator

from textual import events
from textual.geometry import Offset
from textual.message import Message

from chairtui.tui.keys import Where, bindings
from chairtui.tui.widgets.drawn_rows import DrawnRows
from chairtui.tui.widgets.row import Row

__all__ = ["Lines", "Row"]


class Lines(DrawnRows, can_focus=True):
    """Rows that keep the cursor on the same key when they change."""

    BINDINGS = bindings(Where.LIST)
    COMPONENT_CLASSES = {"lines--cursor", "lines--cursor-blurred", "lines--heading"}
    DEFAULT_CSS = """
    Lines {
        height: 1fr; width: 1fr; overflow-x: hidden; scrollbar-size: 0 1; scrollbar-gutter: stable;
        background: $surface; color: $foreground;
        & > .lines--cursor { background: $primary 18%; text-style: bold; }
        & > .lines--cursor-blurred { background: $panel; }
        & > .lines--heading { color: $text-muted; text-style: bold; }
    }
    """

    class Told(Message):
        """Something about one row."""

        def __init__(self, lines: "Lines", key: str) -> None:
            super().__init__()
            self.lines = lines
            self.key = key

        @property
        def control(self) -> "Lines":
            return self.lines

    class Chosen(Told):
        """Enter was pressed on a row."""

    class Asked(Told):
        """Somebody wants to read all there is to say about a row."""

    def go_to(self, key: str) -> None:
        """Put the cursor on a row, if it is there."""
        place = self._place.get(key)
        if place is not None and self._rows[place].selectable:
            self.cursor_key = key

    # Keys ---------------------------------------------------------------------------------------

    def watch_cursor_key(self, old: str, new: str) -> None:
        for key in (old, new):
            if key in self._place and self._place[key] < len(self._tops) - 1:
                self.refresh(self._region(self._place[key]).translate(-self.scroll_offset))
        self._keep_in_sight()
        if new and self.is_attached:
            for follow in self.followers:
                follow()

    def action_cursor(self, by: int) -> None:
        """Move the cursor by so many rows that can be chosen."""
        able = [row.key for row in self._rows if row.selectable]
        if able:
            at = able.index(self.cursor_key) + by
            self.cursor_key = able[max(0, min(len(able) - 1, at))]

    def action_page(self, direction: int) -> None:
        """Move the cursor by a screenful of lines."""
        if self.cursor_key in self._place:
            line = self._tops[self._place[self.cursor_key]] + direction * max(1, self.size.height - 1)
            line = max(0, min(self._tops[-1] - 1, line))
            self.cursor_key = self._nearest(bisect_right(self._tops, line) - 1)

    def action_edge(self, end: int) -> None:
        """Move the cursor to the first (0) or last (-1) row that can be chosen."""
        if able := [row.key for row in self._rows if row.selectable]:
            self.cursor_key = able[end]

    def action_choose(self) -> None:
        """Say that the row under the cursor is chosen."""
        if self.cursor_key:
            self.post_message(self.Chosen(self, self.cursor_key))

    def action_read_row(self) -> None:
        """Ask for all there is to say about the row under the cursor."""
        if self.cursor_key:
            self.post_message(self.Asked(self, self.cursor_key))

    def in_sight(self) -> Iterator[tuple[str, Offset]]:
        """Yield each row in sight that the cursor can go to, and the cell of the screen beside its cursor."""
        region = self.scrollable_content_region
        for place, row in enumerate(self._rows):
            line = self._tops[place] - self.scroll_offset.y
            if row.selectable and 0 <= line < region.height:
                yield row.key, self.content_region.offset + Offset(1, line)

    def on_click(self, event: events.Click) -> None:
        line = event.get_content_offset_capture(self).y + self.scroll_offset.y
        if not self._rows or line >= self._tops[-1]:
            return
        row = self._rows[bisect_right(self._tops, line) - 1]
        self.go_to(row.key)
        if row.selectable:
            self.action_choose()

    def on_focus(self) -> None:
        self.refresh()

    on_blur = on_focus
