"""A row of something about which some is known and some is not, in columns."""

from __future__ import annotations

from dataclasses import replace

from chairtui.tui.rows.parts import Part
from chairtui.tui.widgets.columns import Column
from chairtui.tui.widgets.lines import Row
from chairtui.tui.widgets.words import join

WHY = (
    Column("What", 14, grows=2, most=30),
    Column("Age", 4, grows=1, most=16, right=True, whole=True),
    Column("What is known", 18, grows=9),
    Column("Not known yet", 13, grows=3, most=34, above=64),
)
"""The columns of why we meet."""

Cells = tuple[str, *tuple[Part, ...]]
"""What a row is about, an age, what is known and what is not known yet; the last may be left out."""

WARN, BAD, GOOD = "$warning", "bold $error", "$success"
DONE, OPEN = ("✓", GOOD), ("○", WARN)


def known_row(key: str, done: object, *parts: Part, cells: Cells) -> Row:
    """Return a row with these words, its columns, and the mark of what is done or still to do."""
    return in_short(Row(key, join(*parts), join(DONE if done else OPEN)), cells)


def in_short(row: Row, cells: Cells) -> Row:
    """Return a row with what it is about, its age, what is known of it, and what not, in columns.

    Where nothing is known it says so where that would stand.
    """
    what, *rest = cells
    age, known, gap = [*rest, "", "", ""][:3]
    shown = (what, join(age), join(known or gap), join(gap if known else ""))
    return replace(row, cells=shown, title=what)
