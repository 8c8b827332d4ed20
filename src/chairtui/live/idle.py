"""After how many minutes without a key the screen covers itself, as the council's profile says."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chairtui.live.desk import Desk

USUAL = 15
"""Minutes, where the profile cannot be read or says nothing."""


def cover_after(desk: Desk) -> int:
    """Return the minutes by the rules that a new meeting would get here; 0 for never. It loads the rules."""
    from chairtui.core.meeting import Meeting
    from chairtui.standards.reading import FaultyProfile

    today = Meeting(id="new", authority=desk.settings.authority, scheduled_at=desk.clock.now())
    try:
        minutes = desk.judge.figures(today).get("cover_after_minutes", USUAL)
    except FaultyProfile:  # the meetings say so
        return USUAL
    return minutes if isinstance(minutes, int) and minutes >= 0 else USUAL
