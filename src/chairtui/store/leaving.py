"""Meetings that left this machine: everything of them taken out of the file, and the tombstone of each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import msgspec
from sqlcipher3 import dbapi2 as sqlite

from chairtui.core.leaving import Tombstone, left_words
from chairtui.live.ports import NotSaved
from chairtui.store.engine import Connection
from chairtui.store.faults import damaged

_PUT = "INSERT INTO tombstones (meeting_id, entries, tombstone) VALUES (?, ?, ?)"
_ONE = "SELECT tombstone FROM tombstones WHERE meeting_id = ?"
_ALL = "SELECT tombstone FROM tombstones ORDER BY meeting_id"
_MEASURED = "SELECT rules <> '' FROM audited WHERE meeting_id = ?"
_NAMELESS = "UPDATE audited SET chair = '' WHERE meeting_id = ?"
_NOT_MEASURED = (
    "Not saved: the audit has not counted this meeting yet, and could not once it has left. Nothing was "
    "changed. Run “chairtui audit” first."
)
TABLES = ("events", "drafts", "readiness", "audit_views")
"""Where texts of a meeting stand, beside the lists."""


def bury(connection: Connection, stone: Tombstone, lists: tuple[str, ...]) -> None:
    """Take everything of a meeting out of the file but what the audit counted, and put its tombstone there.

    All in the transaction that is given: afterwards there is the meeting or the tombstone, never both.

    Raises:
        NotSaved: the audit has not counted it.
    """
    measured = connection.execute(_MEASURED, (stone.meeting_id,)).fetchone()
    if not (measured and measured[0]):
        raise NotSaved(_NOT_MEASURED)
    entries = sum(last for _, last, _ in stone.heads)
    connection.execute(_PUT, (stone.meeting_id, entries, msgspec.json.encode(stone).decode()))
    for table in (*TABLES, *lists):
        connection.execute(f"DELETE FROM {table} WHERE meeting_id = ?", (stone.meeting_id,))
    connection.execute(_NAMELESS, (stone.meeting_id,))


def stone_of(connection: Connection, meeting_id: str) -> Tombstone | None:
    """Return the tombstone of a meeting; None where it is here, or never was.

    Raises:
        NotSaved: it is not as it was written.
    """
    row = connection.execute(_ONE, (meeting_id,)).fetchone()
    return _decoded(row[0]) if row else None


def stones(connection: Connection) -> list[Tombstone]:
    """Return all tombstones.

    Raises:
        NotSaved: one is not as it was written.
    """
    return [_decoded(words) for (words,) in connection.execute(_ALL)]


def see_that_it_is_here(connection: Connection, meeting_id: str) -> None:
    """Refuse to write to a meeting that left this machine.

    Raises:
        NotSaved: it did.
    """
    if stone := stone_of(connection, meeting_id):
        raise NotSaved(f"Not saved: {left_words(stone)} Nothing was changed.")


def remembered(connection: Connection, meeting_id: str, device_id: str, seq: int, digest: str) -> bool:
    """Say whether a row that was remembered fits the tombstone of its meeting."""
    with suppress(NotSaved, sqlite.OperationalError):  # one of an older version has no tombstones
        stone = stone_of(connection, meeting_id)
        heads = {device: (last, ends) for device, last, ends in stone.heads} if stone else {}
        last, ends = heads.get(device_id, (0, ""))
        return seq < last or (seq, digest) == (last, ends)
    return False


def faults(connection: Connection) -> Iterator[str]:
    """Give a sentence for each tombstone that is not as the program writes it, or whose meeting is here."""
    asked = "SELECT meeting_id, entries, tombstone FROM tombstones"
    for meeting_id, entries, words in connection.execute(asked).fetchall():
        try:
            stone = _decoded(words)
            whole = (stone.meeting_id, sum(last for _, last, _ in stone.heads)) == (meeting_id, entries)
        except NotSaved:
            whole = False
        if not whole:
            yield f"{meeting_id}: what stands in its place, since it left this machine, was changed"
        for table in TABLES:
            asked = f"SELECT 1 FROM {table} WHERE meeting_id = ? LIMIT 1"
            if connection.execute(asked, (meeting_id,)).fetchone():
                yield f"{meeting_id}: left this machine, and still stands in {table}"


def _decoded(words: str) -> Tombstone:
    try:
        return msgspec.json.decode(words, type=Tombstone)
    except (msgspec.MsgspecError, UnicodeError, RecursionError, TypeError):
        raise damaged() from None
