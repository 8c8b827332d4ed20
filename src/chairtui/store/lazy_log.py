"""The log in the database, made when it is first asked: home shows its list without it."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

from chairtui.store.connect import Database
from chairtui.store.heads import beside, recall

if TYPE_CHECKING:
    from datetime import date

    from chairtui.core.change import Stamp
    from chairtui.core.continuity import Doubt
    from chairtui.core.history.log import Recorded, Row
    from chairtui.core.leaving import Tombstone
    from chairtui.core.meeting import Meeting
    from chairtui.live.audited import Audited
    from chairtui.live.ready import Ready
    from chairtui.store.event_log import SqliteEventLog


class LazyLog:
    """All meetings of one database; it fulfils `live.ports.EventLog`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._real: SqliteEventLog | None = None
        self._making = Lock()
        """Home asks from a thread, while somebody opens a meeting."""

    @property
    def real(self) -> SqliteEventLog:
        """The log itself."""
        from chairtui.store.event_log import SqliteEventLog

        with self._making:
            if self._real is None:
                self._real = SqliteEventLog(self._database)
            return self._real

    def read(self, meeting_id: str) -> list[Recorded]:
        """Return a meeting's history in the order that every machine agrees on."""
        return self.real.read(meeting_id)

    def size(self, meeting_id: str) -> int:
        """Return how many rows a meeting has."""
        return self.real.size(meeting_id)

    def meeting_ids(self) -> list[str]:
        """Return the ids of all meetings."""
        return self.real.meeting_ids()

    def doubts(self, meeting_id: str = "") -> dict[str, tuple[Doubt, ...]]:
        """Return, by meeting, what was remembered of its log and does not fit; of one meeting or of all."""
        from chairtui.store.doubts import doubts  # it needs no whole meeting

        with self._database.reading() as connection:
            return doubts(connection, recall(beside(self._database.path), meeting_id), meeting_id)

    def append(
        self,
        rows: Sequence[Row],
        after: Meeting,
        ready: Ready | None = None,
        audited: Audited | None = None,
    ) -> None:
        """Store rows of one stream all together or not at all; return once they are on disk."""
        self.real.append(rows, after, ready, audited)

    def take_in(self, rows: Sequence[Row]) -> None:
        """Store the streams of one meeting as another machine wrote them; what is here already stays."""
        self.real.take_in(rows)

    def leave(self, meeting_id: str, reference: str, held_on: date, by: Stamp, because: str) -> bool:
        """Take a meeting out of the database, with a tombstone in its place."""
        return self.real.leave(meeting_id, reference, held_on, by, because)

    def left(self) -> list[Tombstone]:
        """Return the tombstones of the meetings that left this machine."""
        return self.real.left()

    def moved(self) -> None:
        """Remember heads beside the database where it is now."""
        self.real.moved()

    def close(self) -> None:
        """Remember the last heads outside the database."""
        if self._real is not None:
            self._real.close()
