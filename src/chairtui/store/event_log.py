"""The log in the database: rows go in, all together or not at all, and never change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from chairtui.core.change import Stamp
from chairtui.core.continuity import Doubt
from chairtui.core.history.log import GENESIS, Recorded, Row, fold
from chairtui.core.leaving import Tombstone
from chairtui.core.meeting import Meeting
from chairtui.live.audited import Audited
from chairtui.live.ports import NotSaved, Taken
from chairtui.live.ready import Ready
from chairtui.store import lists
from chairtui.store.connect import Database
from chairtui.store.doubts import doubts
from chairtui.store.engine import Connection
from chairtui.store.figures import keep, leans
from chairtui.store.heads import NO_MEETING, Accepted, Head, HeadsFile, beside, recall
from chairtui.store.leaving import bury, see_that_it_is_here, stones
from chairtui.store.readiness import note_ready
from chairtui.store.rows import COLUMNS, by_stream, check_chain, from_columns, history_of, to_columns

Heads = dict[str, tuple[int, str]]
"""Number and hash of the last row of each stream, by device."""

HEADS = """
WITH RECURSIVE devices (device) AS (
    SELECT min(device_id) FROM events WHERE meeting_id = ?1
    UNION ALL
    SELECT (SELECT min(device_id) FROM events WHERE meeting_id = ?1 AND device_id > device)
    FROM devices WHERE device IS NOT NULL
)
SELECT device_id, seq, hash FROM devices JOIN events ON meeting_id = ?1 AND device_id = device
AND seq = (SELECT max(seq) FROM events WHERE meeting_id = ?1 AND device_id = device)
"""
MEETINGS = """
WITH RECURSIVE ids (id) AS (
    SELECT min(meeting_id) FROM events
    UNION ALL
    SELECT (SELECT min(meeting_id) FROM events WHERE meeting_id > id) FROM ids WHERE id IS NOT NULL
)
SELECT id FROM ids WHERE id IS NOT NULL
"""
_INSERT = f"INSERT INTO events ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_STREAM = f"""
SELECT {COLUMNS} FROM events
WHERE meeting_id = ? AND device_id = ? AND seq BETWEEN ? AND ? ORDER BY seq
"""
_HISTORY = f"SELECT {COLUMNS} FROM events WHERE meeting_id = ?"

_KEPT = 8
"""Meetings whose lists are known, so that a tick writes only what it changed."""


class SqliteEventLog:
    """All meetings of one database; it fulfils `live.ports.EventLog`."""

    def __init__(self, database: Database, *, proved: bool = False) -> None:
        """Read and write the log of a database.

        Where nothing is remembered beside it, what is there is noted as only found, unless it was `proved`.
        """
        self._database, self._proved = database, proved
        self._shown: dict[str, tuple[Heads, lists.Shown]] = {}
        self._heads = HeadsFile(beside(database.path))
        self.moved()

    def moved(self) -> None:
        """Remember heads beside the database where it is now."""
        self._heads.close(writes=False)
        self._heads = HeadsFile(beside(self._database.path), self._all_heads)
        if not self._database.writes:
            return
        memory = self._heads.recall(NO_MEETING)
        if memory.tells:
            self._heads.write(self._all_heads() if memory.gap else ())
        else:
            self._heads.begin(self._all_heads())

    def read(self, meeting_id: str) -> list[Recorded]:
        """Return a meeting's history in the order that every machine agrees on.

        Raises:
            Damaged: a chain does not hold; the sentence names the place and says what to do.
            NotSaved: the file cannot be read.
        """
        with self._database.reading() as connection:
            return history_of(read_rows(connection, meeting_id))

    def size(self, meeting_id: str) -> int:
        """Return how many rows a meeting has."""
        with self._database.reading() as connection:
            return sum(seq for seq, _ in _heads(connection, meeting_id).values())

    def meeting_ids(self) -> list[str]:
        """Return the ids of all meetings."""
        with self._database.reading() as connection:
            return [str(row[0]) for row in connection.execute(MEETINGS)]

    def doubts(self, meeting_id: str = "") -> dict[str, tuple[Doubt, ...]]:
        """Return, by meeting, what was remembered of its log and does not fit; of one meeting or of all."""
        with self._database.reading() as connection:
            return doubts(connection, recall(beside(self._database.path), meeting_id), meeting_id)

    def accept_gone(self, accepted: Accepted) -> None:
        """Remember that somebody accepted that nothing is left of a meeting."""
        self._heads.write([accepted])

    def append(
        self,
        rows: Sequence[Row],
        after: Meeting,
        ready: Ready | None = None,
        audited: Audited | None = None,
    ) -> None:
        """Store rows of one stream all together or not at all; return once they are on disk.

        Rows that are there already, word for word, are left as they are. If the writer had not
        seen another stream's last row, the lists are computed from the log instead of `after`, and neither
        how ready the meeting is nor what the measures say of it is known. The measures say nothing either
        where it depends on what another meeting says.

        Raises:
            Taken: the stream already has a row with one of these numbers.
            NotSaved: the disk, the file or a lock kept them from being stored.
        """
        if not rows:
            return
        meeting_id, device_id = rows[0].meeting_id, rows[0].device_id
        with self._database.writing() as connection:
            see_that_it_is_here(connection, meeting_id)
            heads = _heads(connection, meeting_id)
            if not _continue_stream(connection, list(rows), heads.get(device_id, (0, GENESIS))):
                return
            others = {device: head[0] for device, head in heads.items() if device != device_id}
            if others != dict(rows[0].seen):
                after, ready, audited = fold(history_of(read_rows(connection, meeting_id))), None, None
            shown = self._show(connection, meeting_id, heads, after)
            note_ready(connection, meeting_id, ready)
            if audited and not leans(connection, meeting_id):
                keep(connection, meeting_id, audited)
        self._remember(meeting_id, {**heads, device_id: (rows[-1].seq, rows[-1].hash)}, shown, device_id)

    def take_in(self, rows: Sequence[Row]) -> None:
        """Store the streams of one meeting as another machine wrote them; what is here already stays.

        Raises:
            Taken: a stream here went on differently, or is remembered to have.
            NotSaved: the disk, the file or a lock kept them from being stored.
            Damaged: the rows do not make a history.
        """
        if not rows:
            return
        meeting_id = rows[0].meeting_id
        with self._database.writing() as connection:
            see_that_it_is_here(connection, meeting_id)
            heads = _heads(connection, meeting_id)
            for device_id, stream in by_stream(rows).items():
                head = heads.get(device_id, (0, GENESIS))
                known = [row for row in stream if row.seq <= head[0]]
                if known and not _stored(connection, known):
                    raise Taken
                if len(known) < len(stream):
                    self._see_that_it_fits(meeting_id, stream[len(known) :])
                    _continue_stream(connection, stream[len(known) :], head)
            after = fold(history_of(read_rows(connection, meeting_id)))
            shown = self._show(connection, meeting_id, heads, after)
            note_ready(connection, meeting_id, None)
            heads = _heads(connection, meeting_id)
        self._remember(meeting_id, heads, shown, *heads)

    def leave(self, meeting_id: str, reference: str, held_on: date, by: Stamp, because: str) -> bool:
        """Take a meeting out of the database, with a tombstone in its place, so that no word of it is left.

        `by` is who, and when. What the audit counted stays, without its chair. The figures have to be those
        of the meeting as it is now. Return whether nothing is left either in the log that the engine keeps
        beside the file: another program that reads just now still needs it.

        Raises:
            NotSaved: nothing was taken out.
        """
        with self._database.writing() as connection:
            heads = _heads(connection, meeting_id)
            if not heads:
                raise NotSaved("Not saved: there is no such meeting. Nothing was changed.")
            stone = Tombstone(
                meeting_id=meeting_id,
                reference=reference,
                held_on=held_on,
                heads=tuple((device, *head) for device, head in sorted(heads.items())),
                left_at=by.at,
                by=by.actor,
                because=because,
            )
            bury(connection, stone, lists.NAMES)
        self._shown.pop(meeting_id, None)
        return self._database.wipe()

    def left(self) -> list[Tombstone]:
        """Return the tombstones of the meetings that left this machine."""
        with self._database.reading() as connection:
            return stones(connection)

    def _see_that_it_fits(self, meeting_id: str, rows: Sequence[Row]) -> None:
        """Refuse rows of a stream that was cut here, where they are not those that were remembered of it."""
        known = {
            (one.meeting_id, one.device_id, one.seq): one.hash for one in self._heads.recall(meeting_id).heads
        }
        if any(known.get((row.meeting_id, row.device_id, row.seq), row.hash) != row.hash for row in rows):
            raise Taken

    def close(self) -> None:
        """Remember the last heads outside the database."""
        self._heads.close(writes=not self._database.fault())

    def _show(self, connection: Connection, meeting_id: str, heads: Heads, after: Meeting) -> lists.Shown:
        known_at, known = self._shown.get(meeting_id, ({}, None))
        return lists.update(connection, meeting_id, known if known_at == heads else None, after)

    def _remember(self, meeting_id: str, heads: Heads, shown: lists.Shown, *devices: str) -> None:
        self._shown.pop(meeting_id, None)
        self._shown[meeting_id] = (heads, shown)
        if len(self._shown) > _KEPT:
            del self._shown[next(iter(self._shown))]
        for device_id in devices:
            self._heads.note(Head(meeting_id, device_id, *heads[device_id]))

    def _all_heads(self) -> list[Head]:
        with self._database.reading() as connection:
            ids = [row[0] for row in connection.execute(MEETINGS)]
            return [
                Head(meeting_id, device_id, *head, found=not self._proved)
                for meeting_id in ids
                for device_id, head in _heads(connection, meeting_id).items()
            ]


def read_rows(connection: Connection, meeting_id: str) -> list[Row]:
    """Return the rows of a meeting, in no order.

    Raises:
        Damaged: a row is not one that this program wrote.
    """
    return [from_columns(columns) for columns in connection.execute(_HISTORY, (meeting_id,))]


def _heads(connection: Connection, meeting_id: str) -> Heads:
    found: Any = connection.execute(HEADS, (meeting_id,))
    return {device: (seq, digest) for device, seq, digest in found}


def _continue_stream(connection: Connection, rows: list[Row], head: tuple[int, str]) -> bool:
    """Add rows to their stream and read them back; return whether that was still to be done."""
    if rows[0].seq != head[0] + 1:
        if _stored(connection, rows):
            return False
        raise Taken
    connection.executemany(_INSERT, [to_columns(row) for row in rows])
    back = _between(connection, rows)
    if back != rows:
        raise NotSaved(
            "Not saved: the database gave back something else than was written. Everything saved before is "
            "still there. Check the disk, then try again."
        )
    if not check_chain(back, *head):
        raise Taken
    return True


def _between(connection: Connection, rows: Sequence[Row]) -> list[Row]:
    stream = (rows[0].meeting_id, rows[0].device_id, rows[0].seq, rows[-1].seq)
    return [from_columns(columns) for columns in connection.execute(_STREAM, stream)]


def _stored(connection: Connection, rows: list[Row]) -> bool:
    """Say whether exactly these rows are stored."""
    return _between(connection, rows) == rows
