"""Asks widgets only for the lines of them that are to be drawn.

Where one line of a screen changes, such as its clock once a second, Textual asks every widget that could be
there for all its lines, and throws away those that are not drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

_BESIDE = 4
"""Lines between two that are to be drawn, up to which they are asked for together."""


class DirtyLines(Compositor):
    """Textual's compositor, except that a part of a screen is drawn from that part of its widgets alone."""

    _dirty: frozenset[Region] = frozenset()
    """What is being drawn; nothing while it is the whole screen."""

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
        lines = {line for region in self._dirty for line in region.line_range}
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            if any(seen.overlaps(dirty) for dirty in self._dirty):
                yield region, clip, _strips(widget, region, seen, lines)


def _strips(widget: Widget, region: Region, seen: Region, lines: set[int]) -> list[Strip]:
    """Return the lines of a widget that can be seen; nothing in the place of one that is not asked for."""
    strips: list[Strip | None] = [None] * seen.height
    for first, end in _runs(line for line in seen.line_range if line in lines):
        part = Region(seen.x - region.x, first - region.y, seen.width, end - first)
        strips[first - seen.y : end - seen.y] = widget.render_lines(part)
    return cast("list[Strip]", strips)


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
