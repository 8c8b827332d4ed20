"""Asks widgets only for the lines of them that are to be drawn.

Where one line of a screen changes, such as its clock once a second, Textual asks every widget that could be
there for all its lines, and throws away those that are not drawn, or that others stand in front of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from chairtui.tui.widgets.cover import COVERED, Covered

_BESIDE = 4
"""Lines between two that are to be drawn, up to which they are asked for together."""


class DirtyLines(Compositor):
    """Textual's compositor, except that a part of a screen is drawn from that part of its widgets alone."""

    _dirty: frozenset[Region] = frozenset()
    """What is being drawn; nothing while it is the whole screen."""

    @property
    def visible_widgets(self) -> dict[Widget, tuple[Region, Region]]:
        """What is drawn: where a screen is covered the cover alone, also of what would lie above it."""
        every = super().visible_widgets
        over = every and getattr(self.root, "has_class", bool)(COVERED)
        return {one: at for one, at in every.items() if isinstance(one, Covered)} if over else every

    def render_partial_update(self) -> ChopsUpdate | None:
        self._dirty = frozenset(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._dirty = frozenset()

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if not self._dirty:
            yield from super()._get_renders(crop)
            return
        left = _Left(self._dirty)
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            for first, end in _runs(left.taken(seen)):
                part = Region(seen.x, first, seen.width, end - first)
                yield region, part, widget.render_lines(part.translate(-region.offset))


class _Left:
    """The cells of a screen that are still to be drawn; widgets take theirs, those in front first."""

    def __init__(self, dirty: Iterable[Region]) -> None:
        self._lines: dict[int, list[tuple[int, int]]] = {}
        """For each line the first cell and the end of what is left."""
        for region in dirty:
            for line in region.line_range:
                self._lines.setdefault(line, []).append(region.column_span)

    def taken(self, seen: Region) -> list[int]:
        """Take the cells where a widget is seen; return the lines on which any were left."""
        start, end = seen.column_span
        taken = []
        for line in seen.line_range:
            spans = self._lines.get(line)
            if spans and any(first < end and start < last for first, last in spans):
                taken.append(line)
                cut = ((first, min(last, start)) for first, last in spans)
                rest = ((max(first, end), last) for first, last in spans)
                self._lines[line] = [span for span in (*cut, *rest) if span[0] < span[1]]
        return taken


def _runs(lines: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Give the first line and the end of each run of lines; runs with little between them are one."""
    first = end = -1
    for line in lines:
        if first >= 0 and line - end > _BESIDE:
            yield first, end
            first = -1
        first, end = line if first < 0 else first, line + 1
    if first >= 0:
        yield first, end
