"""What was remembered of the logs outside the database and does not fit: a fault until it is accepted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from chairtui.core.continuity import Doubt, Flaw
from chairtui.core.log import Damaged, decode
from chairtui.store.connect import Connection
from chairtui.store.heads import Head
from chairtui.store.rows import COLUMNS, from_columns

Doubts = dict[str, tuple[Doubt, ...]]
"""By the id of the meeting."""

_ROW = "SELECT hash FROM events WHERE meeting_id = ? AND device_id = ? AND seq = ?"
_ACCEPTED = f"SELECT {COLUMNS} FROM events WHERE meeting_id = ? AND kind = 'LogAccepted'"


def doubts(connection: Connection, heads: Sequence[Head], meeting_id: str = "") -> Doubts:
    """Return what does not fit, of one meeting or of all, unless somebody accepted it."""
    found: dict[str, dict[Doubt, None]] = {}
    for head in heads:
        if meeting_id in ("", head.meeting_id) and (flaw := _flaw(connection, head)):
            doubt = Doubt(device_id=head.device_id, seq=head.seq, hash=head.hash, flaw=flaw)
            found.setdefault(head.meeting_id, {})[doubt] = None
    open_ = {one: _not_accepted(connection, one, tuple(several)) for one, several in found.items()}
    return {one: several for one, several in open_.items() if several}


def _flaw(connection: Connection, head: Head) -> Flaw | None:
    row = connection.execute(_ROW, (head.meeting_id, head.device_id, head.seq)).fetchone()
    if row is None:
        return Flaw.CUT
    if row[0] != head.hash:
        return Flaw.REWRITTEN
    return Flaw.UNPROVED if head.found else None


def _not_accepted(connection: Connection, meeting_id: str, found: tuple[Doubt, ...]) -> tuple[Doubt, ...]:
    accepted = set(_accepted(connection.execute(_ACCEPTED, (meeting_id,))))
    return tuple(doubt for doubt in found if doubt not in accepted)


def _accepted(rows: Any) -> Iterator[Doubt]:
    for columns in rows:
        try:
            yield from decode(from_columns(columns)).event.doubts  # type: ignore[attr-defined]
        except Damaged:
            continue  # opening the meeting says so
