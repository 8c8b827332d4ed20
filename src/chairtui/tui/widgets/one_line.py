"""Words in one line of a widget, drawn as Textual draws them but with less work."""

from __future__ import annotations

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget


def strip_of(widget: Widget, words: Content, width: int, style: Style | None = None) -> Strip:
    """Return words in one line of at most so many cells; without a style, in the widget's own.

    Textual wraps them, and keeps with each letter where it stands, for selecting text, which nobody can here.
    """
    base = style or widget.visual_style
    line = words.expand_tabs().truncate(width)
    parts = line.render(base, end="", parse_style=widget._get_style)
    return Strip([Segment(text, (base + look).rich_style) for text, look in parts], line.cell_length)


class OneLine(Widget):
    """A widget of one line, whose words are what it renders."""

    def render(self) -> Content:
        """Return its words."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        if y:
            return Strip.blank(self.size.width, self.visual_style.rich_style)
        return strip_of(self, self.render(), self.size.width)
