"""What a meeting says after a call, what others wrote to it, and what is told of elsewhere."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from msgspec import Struct

from chairtui.core.change import Event
from chairtui.core.history.log import Recorded
from chairtui.core.meeting import Meeting
from chairtui.standards.verdict import Verdict


class Outcome(Struct, frozen=True):
    """What one call changed: the meeting as it stands, what the rules say, and what happened."""

    meeting: Meeting
    verdicts: tuple[Verdict, ...]
    """Those that are not met, and whose gate has come."""
    events: tuple[Event, ...] = ()


class Came(NamedTuple):
    """What other writers added to a meeting."""

    new: tuple[Recorded, ...]
    history: list[Recorded]
    """All of it, in the order that every machine agrees on."""
    meeting: Meeting


class Replayed(Struct, frozen=True):
    """An event of a meeting that is brought in, and when it was."""

    event: Event
    at: datetime
