"""Rows of the log as the database holds them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec

from chairtui.core.history.log import GENESIS, Damaged, Recorded, Row, broken_links, decode, hash_of, in_order

COLUMNS = "meeting_id, device_id, seq, event_id, act_id, lamport, seen, kind, version, at, actor, body, hash"

_TYPES = (str, str, int, str, str, int, str, str, int, str, str, str, str)
"""Of the columns: a damaged page can hold others than the table allows."""

_Seen = tuple[tuple[str, int], ...]
_seen: msgspec.json.Decoder[_Seen] = msgspec.json.Decoder(_Seen)


def to_columns(row: Row) -> tuple[Any, ...]:
    """Return a row as the values of its columns."""
    seen = msgspec.json.encode(row.seen).decode()
    return (
        row.meeting_id, row.device_id, row.seq, row.event_id, row.act_id, row.lamport, seen,
        row.kind, row.version, row.at.isoformat(), row.actor, row.body, row.hash,
    )  # fmt: skip


def from_columns(columns: Sequence[Any]) -> Row:
    """Return the row that the columns hold.

    Raises:
        Damaged: they hold something else.
    """
    meeting, device, seq, event, act, lamport, seen, kind, version, at, actor, body, digest = columns
    try:
        if tuple(map(type, columns)) != _TYPES:
            raise TypeError
        return Row(
            meeting_id=meeting,
            device_id=device,
            seq=seq,
            event_id=event,
            act_id=act,
            lamport=lamport,
            seen=() if seen == "[]" else _seen.decode(seen),
            kind=kind,
            version=version,
            at=_instant(at),
            actor=actor,
            body=body,
            hash=digest,
        )
    except (ValueError, TypeError, OverflowError, RecursionError):
        raise Damaged(f"{device}/{seq}: not a row that this program wrote") from None


def check_chain(rows: Sequence[Row], seq: int = 0, previous: str = GENESIS) -> bool:
    """Say whether rows of one stream follow, without a gap, on the row `seq` whose hash is `previous`."""
    for row in rows:
        seq += 1
        if row.seq != seq or hash_of(row, previous) != row.hash:
            return False
        previous = row.hash
    return True


def by_stream(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Return the rows of one meeting by device, each stream in its own order."""
    streams: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row.seq):
        streams.setdefault(row.device_id, []).append(row)
    return streams


def history_of(rows: Sequence[Row]) -> list[Recorded]:
    """Return the rows of one meeting with their events, in the order that every machine agrees on.

    Raises:
        Damaged: a chain does not hold, or a row cannot be read; the sentence names the place.
    """
    if not all(check_chain(stream) for stream in by_stream(rows).values()):
        fault = next(iter(broken_links(rows)), "a row was changed")
        raise Damaged(
            f"This meeting was changed outside chairtui ({fault}). It is not shown, so that nobody relies on "
            "it. Keep the file, run “chairtui verify”, and put the last backup in its place."
        )
    return in_order([decode(row) for row in rows])


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("an instant has a zone")
    return at
