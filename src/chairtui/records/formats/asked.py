"""What a form is written from that shows more, or less, than the record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from chairtui.records.content.frame import Frame
from chairtui.records.record import Record


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A meeting with what stands around it, whole or as one reader may see it."""

    frame: Frame
    made_at: datetime
    """UTC; the only time in a file that is not the meeting's."""
    compose: Callable[[Frame], Record]
    """Makes the record of the frame, for a form that shows it."""
    part: str = ""
    """Which file, of a form that is several."""
