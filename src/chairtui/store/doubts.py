"""What was remembered of the logs outside the database and does not fit: a fault until it is accepted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

import msgspec

from chairtui.core.continuity import Doubt, Flaw, LogAccepted
from chairtui.store.engine import Connection
from chairtui.store.heads import Head, Memory
from chairtui.store.leaving import remembered

Doubts = dict[str, tuple[Doubt, ...]]
"""By the id of the meeting."""

_AT_ONCE = 1_000
_SUSPECT = """
SELECT one.key FROM json_each(?) AS one LEFT JOIN events ON meeting_id = one.value ->> 0
AND device_id = one.value ->> 1 AND seq = one.value ->> 2
WHERE hash IS NULL OR hash <> one.value ->> 3 OR one.value ->> 4
"""
_ROW = "SELECT hash FROM events WHERE meeting_id = ? AND device_id = ? AND seq = ?"
_ENDS = """
SELECT meeting_id, device_id, seq, hash FROM events AS one
WHERE seq = (SELECT max(seq) FROM events WHERE meeting_id = one.meeting_id AND device_id = one.device_id)
"""
_ENDS_OF_ONE = f"{_ENDS} AND meeting_id = ?"
_ANY = "SELECT 1 FROM events WHERE meeting_id = ? LIMIT 1"
_ACCEPTED = "SELECT body FROM events WHERE meeting_id = ? AND kind = 'LogAccepted'"


def doubts(connection: Connection, memory: Memory, meeting_id: str = "") -> Doubts:
    """Return what is remembered and does not fit, of one meeting or all, unless somebody accepted it.

    Where the file tells nothing, or lines of it are missing, nothing that is there is proved. It has to be
    recalled before the rows are looked at: they are on the disk before it remembers them.
    """
    doubted: dict[str, dict[Doubt, None]] = {}
    for head in (*_suspect(connection, memory.heads), *_only_found(connection, memory, meeting_id)):
        if meeting_id in ("", head.meeting_id) and (flaw := _flaw(connection, head)):
            doubt = Doubt(device_id=head.device_id, seq=head.seq, hash=head.hash, flaw=flaw)
            doubted.setdefault(head.meeting_id, {})[doubt] = None
    open_ = {one: _not_accepted(connection, one, tuple(several)) for one, several in doubted.items()}
    known = {one for one in memory.accepted & open_.keys() if is_gone(connection, one)}
    return {one: left for one, left in open_.items() if left and one not in known}


def _suspect(connection: Connection, heads: Sequence[Head]) -> Iterator[Head]:
    """Yield the heads that do not fit what is there: many are looked at by one question."""
    for start in range(0, len(heads), _AT_ONCE):
        some = heads[start : start + _AT_ONCE]
        for (key,) in connection.execute(_SUSPECT, (msgspec.json.encode(some).decode(),)).fetchall():
            yield some[key]


def _only_found(connection: Connection, memory: Memory, meeting_id: str) -> list[Head]:
    """Return the last row of each stream where nothing that is remembered tells whether it was cut."""
    if memory.tells and not memory.gap:
        return []
    rows = connection.execute(_ENDS_OF_ONE, (meeting_id,)) if meeting_id else connection.execute(_ENDS)
    return [Head(one, device, seq, digest, found=True) for one, device, seq, digest in rows]


def is_gone(connection: Connection, meeting_id: str) -> bool:
    """Say whether nothing of a meeting is there."""
    return not connection.execute(_ANY, (meeting_id,)).fetchone()


def _flaw(connection: Connection, head: Head) -> Flaw | None:
    row = connection.execute(_ROW, (head.meeting_id, head.device_id, head.seq)).fetchone()
    if row is None:
        fits = remembered(connection, head.meeting_id, head.device_id, head.seq, head.hash)
        return None if fits else Flaw.CUT
    if row[0] != head.hash:
        return Flaw.REWRITTEN
    return Flaw.UNPROVED if head.found else None


def _not_accepted(connection: Connection, meeting_id: str, found: tuple[Doubt, ...]) -> tuple[Doubt, ...]:
    accepted = set(_accepted(connection.execute(_ACCEPTED, (meeting_id,))))
    return tuple(doubt for doubt in found if doubt not in accepted)


def _accepted(rows: Any) -> Iterator[Doubt]:
    decoder = msgspec.json.Decoder(LogAccepted)
    for (body,) in rows:
        with suppress(msgspec.MsgspecError, UnicodeError, TypeError):  # opening the meeting says so
            yield from decoder.decode(body).doubts
