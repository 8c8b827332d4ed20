"""The log: one row for each event, chained by hash in each stream, and how it folds to a meeting."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

import chairtui.core.history.conflict_settling  # noqa: F401  # with it a conflict can be settled
from chairtui.core.change import Event, Stamp, within
from chairtui.core.clock_changes import READS_ANEW
from chairtui.core.conflicts import Conflict
from chairtui.core.history.conflict_finding import find_conflicts, safety_meanwhile, side_of
from chairtui.core.history.right_times import right_times
from chairtui.core.meeting import AnyEvent, EventsWithdrawn, Meeting, evolve

VERSION = 1
"""Version of the events' shapes that this program writes."""

GENESIS = "0" * 64
"""What the first row of a stream is chained to."""

_DOMAIN = b"chairtui.event/1"
_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(AnyEvent)


class Row(Struct, frozen=True, kw_only=True):
    """One row of the log, as it is stored, exchanged and hashed."""

    meeting_id: str
    device_id: str
    seq: int
    """Counts from 1 in each stream, a stream being one meeting on one device."""
    event_id: str
    act_id: str
    """Id of the first event of the act that it belongs to: undo takes back whole acts."""
    lamport: int
    seen: tuple[tuple[str, int], ...]
    """Heads of the other streams that the writer knew: (device id, seq)."""
    kind: str
    version: int
    at: datetime
    """UTC, as the writer's clock had it. It says nothing about the order, which is that of `in_order`."""
    actor: str
    body: str
    """The event as JSON."""
    hash: str = ""
    """SHA-256 over the previous row's hash and everything above."""


class Recorded(Struct, frozen=True, kw_only=True):
    """A row with its event decoded."""

    row: Row
    event: Event

    @property
    def stamp(self) -> Stamp:
        """Who noted the event, and when."""
        return Stamp(event_id=self.row.event_id, at=self.row.at, actor=self.row.actor)


class Damaged(Exception):
    """A row is not what was written; its text names the row, never its content."""


def encode(event: Event) -> str:
    """Return an event as the log stores it."""
    return _encoder.encode(event).decode()


def decode(row: Row) -> Recorded:
    """Return a row with its event, in today's shape.

    Raises:
        Damaged: the body is not an event that this program knows.
    """
    try:
        return Recorded(row=row, event=_decoder.decode(upcast(row.kind, row.version, row.body)))
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        raise Damaged(f"{row.device_id}/{row.seq}: not an event that this program can read") from None


def upcast(kind: str, version: int, body: str) -> str:
    """Return an event's JSON in the shape of `VERSION`; the one home of older shapes."""
    return body


def chained(row: Row, previous: str) -> Row:
    """Return the row with its hash, chained to the hash of the row before it."""
    return msgspec.structs.replace(row, hash=hash_of(row, previous))


def hash_of(row: Row, previous: str) -> str:
    """Return the SHA-256 of a row and of what came before it, as 64 hexadecimal digits.

    Every field is preceded by its length, so that no two rows can run together to the same bytes.
    """
    seen = ",".join(f"{device}:{seq}" for device, seq in row.seen)
    fields = (
        previous,
        row.meeting_id,
        row.device_id,
        str(row.seq),
        row.event_id,
        row.act_id,
        str(row.lamport),
        seen,
        row.kind,
        str(row.version),
        row.at.isoformat(),
        row.actor,
        row.body,
    )
    parts = [_DOMAIN]
    for field in fields:
        octets = field.encode("utf-8", "surrogatepass")
        parts += (len(octets).to_bytes(8, "big"), octets)
    return hashlib.sha256(b"".join(parts)).hexdigest()


def broken_links(rows: Iterable[Row]) -> list[str]:
    """Return a sentence for each place where a stream's chain does not hold; it never raises."""
    faults: list[str] = []
    heads: dict[tuple[str, str], tuple[int, str]] = {}
    for row in sorted(rows, key=lambda row: (row.meeting_id, row.device_id, row.seq)):
        stream = (row.meeting_id, row.device_id)
        seq, previous = heads.get(stream, (0, GENESIS))
        if row.seq != seq + 1:
            faults.append(f"{row.meeting_id}/{row.device_id}: row {seq + 1} is missing")
        elif hash_of(row, previous) != row.hash:
            faults.append(f"{row.meeting_id}/{row.device_id}: row {row.seq} was changed")
        heads[stream] = (row.seq, row.hash)
    return faults


def in_order(history: Iterable[Recorded]) -> list[Recorded]:
    """Return the union of the streams in the one order that every machine agrees on."""
    return sorted(history, key=lambda one: (one.row.lamport, one.row.device_id, one.row.seq))


def withdrawn(history: Sequence[Recorded]) -> frozenset[str]:
    """Return the ids of the events that do not count; a withdrawal can be withdrawn itself."""
    gone: set[str] = set()
    for entry in reversed(history):
        if isinstance(entry.event, EventsWithdrawn) and entry.row.event_id not in gone:
            gone.update(entry.event.event_ids)
    return frozenset(gone)


def counts_anew(event: Event) -> bool:
    """Say whether an event changes how earlier entries count, so that the whole history is to be folded."""
    return isinstance(event, (EventsWithdrawn, *READS_ANEW))


def fold(history: Sequence[Recorded], start: Meeting | None = None) -> Meeting:
    """Return the meeting that a history, given in order, makes.

    With a meeting to `start` from, the history is what one machine wrote that had seen all that made it, and
    nothing that changes how earlier entries count (see `counts_anew`).
    """
    gone = withdrawn(history)
    meeting = start or Meeting()
    read = right_times(history, gone)
    for recorded in history:
        if (event_id := recorded.row.event_id) not in gone:
            stamp = recorded.stamp
            stamp = replace(stamp, at=read[event_id]) if read else stamp
            meeting = evolve(recorded.event, meeting, stamp)
    several = start is None and any(one.row.device_id != history[0].row.device_id for one in history)
    if not several and not meeting.conflicts:
        return meeting
    conflicts = find_conflicts(history, gone) if several else ()
    if (safety := safety_meanwhile(conflicts, history)) is not None:
        meeting = within(meeting, "concern", safety=safety)
    return replace(meeting, conflicts=(*_unfitting(history, meeting, conflicts), *conflicts))


def _unfitting(
    history: Sequence[Recorded], meeting: Meeting, conflicts: Sequence[Conflict]
) -> list[Conflict]:
    """Return the events that fit nowhere, each with what it says, unless it is a side of what was found."""
    known = {event_id for conflict in conflicts for event_id in conflict.event_ids}
    bare = [one for one in meeting.conflicts if one.event_id not in known]
    wanted = {one.event_id for one in bare if not one.sides}
    sides = {one.row.event_id: (side_of(one),) for one in history if one.row.event_id in wanted}
    return [replace(one, sides=sides.get(one.event_id, one.sides)) for one in bare]
