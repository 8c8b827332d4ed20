"""What many rows are made of: words with a style, and the headings between them."""

from __future__ import annotations

from chairtui.tui.widgets.row import Row

Part = str | tuple[str, str]
"""Words, or (words, style)."""

MUTED = "$text-muted"


def heading(key: str, words: str) -> Row:
    """Return a row that only names what follows."""
    return Row(f"heading/{key}", words, selectable=False)
