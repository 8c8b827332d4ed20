"""The screen gate: text on its way to the terminal, inert."""

import re
from functools import lru_cache
from typing import Any

from rich.text import Text
from textual.app import App
from textual.content import Content
from textual.geometry import Region, Size
from textual.notifications import SeverityLevel
from textual.style import Style
from textual.widget import Widget

from chairtui.text import pattern
from chairtui.tui.widgets.whole_words import wrapped

Wording = str | Content | Text
"""What can be shown: plain words, or words with styles that the program gave them."""

HIDDEN = "▒▒▒▒"
"""Stands for text that is hidden; F8 shows it again."""

_ACTIVE = pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def _visible(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def inert(text: str) -> str:
    """Return text in which nothing can steer a terminal; each such character becomes one that is seen."""
    return text if text.isprintable() else _ACTIVE().sub(_visible, text)


def content(words: Wording) -> Content:
    """Return words as Content: never as markup, and inert."""
    if isinstance(words, str):
        return Content(inert(words))
    if isinstance(words, Text):
        words = Content.from_rich_text(words)
    plain = inert(words.plain)
    return words if plain == words.plain else Content(plain, list(words.spans))


Part = str | Content | tuple[str, str | Style]
"""Plain words, or (words, style) such as ("late", "$warning")."""


def join(*parts: Part) -> Content:
    """Return parts as one Content; of the same words that is made once."""
    styled = any(isinstance(part, Content) for part in parts)  # which may differ though it is called equal
    return _joined(parts) if styled else _joined_before(parts)


def _joined(parts: tuple[Part, ...]) -> Content:
    safe = [(inert(part[0]), part[1]) if isinstance(part, tuple) else content(part) for part in parts]
    return Content.assemble(*safe)


_joined_before = lru_cache(maxsize=1024)(_joined)


def say(app: App[Any], sentence: str, severity: SeverityLevel = "information") -> None:
    """Say a sentence at the edge of the screen for some seconds."""
    app.notify(inert(sentence), severity=severity, markup=False)


def entitle(widget: Widget, words: Wording) -> None:
    """Write words into the upper edge of a frame; that line alone is drawn, where they are others."""
    title = content(words).expand_tabs(4).split()[0]
    if widget._border_title is None or not title.is_same(widget._border_title):
        widget._border_title = title
        widget.refresh(Region(0, 0, widget.outer_size.width, 1).translate(-widget.content_offset))


class Words(Widget):
    """Some words. They are never read as markup."""

    DEFAULT_CSS = """
    Words { width: 1fr; height: auto; }
    """

    def __init__(self, words: Wording = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._words = content(words)

    @property
    def words(self) -> Content:
        """What it shows."""
        return self._words

    def say(self, words: Wording) -> None:
        """Show other words; nothing happens when they are the same."""
        new = content(words)
        if not new.is_same(self._words):
            self._words = new
            self.refresh(layout=True)

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        return len(wrapped(self._words, max(1, width)))

    def render(self) -> Content:
        """Return its lines: none of them ends within a day, a time or a number."""
        return Content("\n").join(wrapped(self._words, max(1, self.size.width)))
