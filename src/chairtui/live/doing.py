"""One act while it is done: its events, stamped as they come, and the meeting after them, which is saved."""

from __future__ import annotations

from collections.abc import Sequence

from chairtui.core.change import Event
from chairtui.core.history.log import Recorded, counts_anew, fold
from chairtui.core.meeting import Meeting
from chairtui.live.stamping import Stamper


class Doing:
    """What is done in one meeting together: nothing of it is saved yet."""

    def __init__(
        self, stamper: Stamper, meeting_id: str, history: Sequence[Recorded], meeting: Meeting
    ) -> None:
        """Begin with nothing, in a meeting as its history has made it."""
        self._stamper, self._meeting_id, self._history = stamper, meeting_id, history
        self._anew = bool(meeting.conflicts)
        self.meeting = meeting
        """The meeting after what was done until now."""
        self.entries: list[Recorded] = []
        """What was done until now."""
        self.events: list[Event] = []
        """The same, without what the program itself says first: that this machine has another id."""

    def go_on(self, events: Sequence[Event]) -> None:
        """Do what follows."""
        if not events:
            return
        stamped = self._stamper.stamp(events, self._meeting_id, self._history, self.entries)
        self.entries.extend(stamped)
        self.events.extend(events)
        self._anew = self._anew or any(map(counts_anew, events))
        whole = self._anew or self.meeting.conflicts
        self.meeting = fold([*self._history, *self.entries]) if whole else fold(stamped, self.meeting)
