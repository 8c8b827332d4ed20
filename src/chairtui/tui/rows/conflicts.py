"""What is in conflict, as rows that show both sides."""

from __future__ import annotations

from textual.content import Content

from chairtui.core.conflicts import Conflict
from chairtui.core.meeting import Meeting
from chairtui.core.sentences.conflicts import STANDS, heading, said, written
from chairtui.tui.widgets.lines import Row
from chairtui.tui.widgets.words import join

APART = ("≠", "bold $error")
"""The sign of what two machines changed apart."""

PREFIX = "conflict/"


def conflict_rows(meeting: Meeting) -> list[Row]:
    """Return a row for each conflict, with both sides."""
    return [
        Row(f"{PREFIX}{one.key}", _words(one, meeting), Content.styled(*APART)) for one in meeting.conflicts
    ]


def _words(conflict: Conflict, meeting: Meeting) -> Content:
    parts: list[str | tuple[str, str]] = [heading(conflict)]
    for side in conflict.sides:
        parts += [f"\n{said(side, meeting)}", (f"\n  {written(side)}", "$text-muted")]
        if side.stands:
            parts.append((f" · {STANDS}", "$accent"))
    parts.append(("\nEnter settles it.", "$text-muted"))
    return join(*parts)
