"""All there is to say about one row, with a picture below it where there is room."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import zip_longest
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip

from chairtui.tui.keys import Act, key_of
from chairtui.tui.widgets.frame import Framed
from chairtui.tui.widgets.one_line import strip_of
from chairtui.tui.widgets.row import Row, title_of, untitled
from chairtui.tui.widgets.whole_words import apart, shortened, wrapped
from chairtui.tui.widgets.words import content, join


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


KEYS = 6
"""Cells that a key has where it is explained."""


def explained(acts: Iterable[Act], ahead: Iterable[str], width: int) -> Picture:
    """Return what is next and what keys do, in lines of so many cells."""
    lines = [line for words in ahead for line in _hanging("○ ", words, width)]
    lines = [Content.styled("What is next", "bold"), *lines, Content()] if lines else []
    lines.append(Content.styled("What the keys do", "bold"))
    for act in acts:
        lines += _hanging(f"{act.shown_key:<{KEYS}}", f"{act.label}: {act.help}", width)
    return Picture(lines[0], tuple(lines[1:]))


def _hanging(begins: str, words: str, width: int) -> list[Content]:
    """Return words in lines that stand to the right of what the first begins with."""
    indent = " " * len(begins)
    first, *rest = wrapped(content(words), max(8, width - len(begins)))
    return [Content.assemble((begins, "$accent"), first), *(Content.assemble(indent, line) for line in rest)]


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
        words = untitled(row) if row else Content()
        keys = join(((row and row.keys) or keys_here, "$accent"))
        if not (words.is_same(self._words) and keys.is_same(self._keys)):
            self._words, self._keys, self._from = words, keys, 0
            self._draw()
        self.call(title_of(row) if row else "")

    def render(self) -> Content:
        return Content("\n").join(self._said())

    def _said(self) -> list[Content]:
        """Return its lines: the words, the keys, and the picture in its place while they leave it that."""
        wide, high = self.size
        if not wide or not high:
            return []
        keys = apart(self._keys, wide)[: high - 1] if self._keys else []
        room = high - len(keys)
        lines = wrapped(self._words, wide) if self._words else []
        self._from = max(0, min(self._from, len(lines) - room))
        lines = lines[self._from :]
        if len(lines) > room:
            more = f" … {key_of('read_row')}: all"
            last = shortened(lines[room - 1], wide - len(more))
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
            self._strips[y] = strip_of(self, self._shown[y], self.size.width)
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
