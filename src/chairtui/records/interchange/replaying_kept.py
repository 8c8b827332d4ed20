"""Lists of a meeting whose values each came by one event, replayed as those events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from chairtui.core.meeting import Meeting
from chairtui.core.what_changes import KEPT
from chairtui.live.outcome import Replayed


def replayed_as_kept(meeting: Meeting, part: str, at: datetime, *apart: str) -> Iterator[Replayed]:
    """Yield what put each value into the lists of a part of the meeting, at one time.

    Lists with times of their own, or values that became what they are by more than one event, stand `apart`.
    """
    whole = getattr(meeting, part)
    for field in whole.__struct_fields__:
        kept = KEPT.get((part, field))
        if kept and field not in apart:
            for value in getattr(whole, field):
                yield Replayed(kept.event(**{kept.carried: value}), at)
