"""A log that forgets: for tests and for measuring."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from chairtui.core.change import Stamp
from chairtui.core.continuity import Doubt
from chairtui.core.history.log import GENESIS, Recorded, Row
from chairtui.core.leaving import Tombstone
from chairtui.core.meeting import Meeting
from chairtui.live.audited import Audited
from chairtui.live.ports import NotSaved, Taken
from chairtui.live.ready import Ready
from chairtui.store.rows import by_stream, check_chain, history_of


class MemoryEventLog:
    """All meetings of one run of the program; it fulfils `live.ports.EventLog`."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Row]] = {}
        self.listed: dict[str, Meeting] = {}
        """The meeting that each last append made."""
        self._stones: list[Tombstone] = []

    def read(self, meeting_id: str) -> list[Recorded]:
        """Return a meeting's history in the order that every machine agrees on."""
        return history_of(self._rows.get(meeting_id, []))

    def size(self, meeting_id: str) -> int:
        """Return how many rows a meeting has."""
        return len(self._rows.get(meeting_id, []))

    def meeting_ids(self) -> list[str]:
        """Return the ids of all meetings."""
        return sorted(self._rows)

    def doubts(self, meeting_id: str = "") -> dict[str, tuple[Doubt, ...]]:  # noqa: ARG002
        """Return nothing: nothing is remembered elsewhere."""
        return {}

    def append(
        self,
        rows: Sequence[Row],
        after: Meeting,
        ready: Ready | None = None,  # noqa: ARG002
        audited: Audited | None = None,  # noqa: ARG002
    ) -> None:
        """Store rows of one stream all together or not at all.

        Raises:
            Taken: the stream already has a row with one of these numbers.
            NotSaved: an event with one of these ids is stored in another place.
        """
        if not rows:
            return
        stored = self._rows.get(rows[0].meeting_id, [])
        stream = by_stream(stored).get(rows[0].device_id, [])
        last = stream[-1] if stream else None
        head = (last.seq, last.hash) if last else (0, GENESIS)
        if stream[rows[0].seq - 1 : rows[-1].seq] == list(rows):
            return
        if rows[0].seq != head[0] + 1 or not check_chain(rows, *head):
            raise Taken
        ids = {row.event_id for known in self._rows.values() for row in known}
        if any(row.event_id in ids for row in rows):
            raise NotSaved("Not saved: an event with this id is stored in another place.")
        self._rows.setdefault(rows[0].meeting_id, []).extend(rows)
        self.listed[rows[0].meeting_id] = after

    def leave(self, meeting_id: str, reference: str, held_on: date, by: Stamp, because: str) -> bool:
        """Forget a meeting but for its tombstone."""
        ends = {device: stream[-1] for device, stream in by_stream(self._rows.pop(meeting_id)).items()}
        heads = tuple((device, row.seq, row.hash) for device, row in sorted(ends.items()))
        self._stones.append(
            Tombstone(
                meeting_id=meeting_id,
                reference=reference,
                held_on=held_on,
                heads=heads,
                left_at=by.at,
                by=by.actor,
                because=because,
            )
        )
        return True

    def left(self) -> list[Tombstone]:
        """Return the tombstones of the meetings that left."""
        return list(self._stones)

    def take_in(self, rows: Sequence[Row]) -> None:
        """Store the streams of one meeting as another machine wrote them; what is here already stays.

        Raises:
            Taken: a stream here went on differently.
        """
        before = {meeting_id: list(known) for meeting_id, known in self._rows.items()}
        try:
            for stream in by_stream(rows).values():
                known = by_stream(self._rows.get(stream[0].meeting_id, [])).get(stream[0].device_id, [])
                if stream[: len(known)] != known[: len(stream)]:
                    raise Taken
                self.append(stream[len(known) :], Meeting())
        except BaseException:
            self._rows = before
            raise
