"""A frame around a widget: its words, and how many or how far."""

from __future__ import annotations

from textual.containers import Vertical
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from chairtui.tui.widgets.words import Wording, content, entitle


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
