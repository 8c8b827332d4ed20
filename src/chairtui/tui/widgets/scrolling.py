"""The bar beside a list whose length changes: only the lines in which it looks otherwise are drawn."""

from __future__ import annotations

from math import ceil

from textual.geometry import Region
from textual.scrollbar import ScrollBar

_PARTS = len(ScrollBar.renderer.VERTICAL_BARS)
"""Into so many parts a cell is divided where the bar begins and ends."""


def slide(bar: ScrollBar, lines: int) -> None:
    """Let an upright bar stand for a list of so many lines."""
    before = _ends(bar)
    bar.set_reactive(ScrollBar.window_virtual_size, lines)
    for was, now in zip(before, _ends(bar), strict=True):
        if was != now:
            first, last = sorted((was // _PARTS, now // _PARTS))
            bar.refresh(Region(0, first, bar.size.width, last - first + 1))


def _ends(bar: ScrollBar) -> tuple[int, int]:
    """Return where its thumb begins and ends, in parts of a cell, as the library draws it."""
    size, shown, whole = bar.size.height, bar.window_size, bar.window_virtual_size
    if not (size and 0 < shown < whole) or size == whole:
        return 0, 0
    thumb = max(1, shown / (whole / size))
    start = int((size - thumb) * (bar.position / (whole - shown)) * _PARTS)
    return start, start + ceil(thumb * _PARTS)
