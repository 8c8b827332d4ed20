"""Under which id this machine writes to a database; a new one where it could write into a place twice.

A stream is one meeting on one device, and its entries are numbered. A machine that went on from an older copy
of its database would write other entries under the same numbers, and so would a second machine with a copy of
the first one's files: nobody could ever bring the two together. So each machine has an id of its own in each
database, in each place, and takes a new one when its entries are not all there any more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from chairtui.core.continuity import Because
from chairtui.live.device import Device, Formers
from chairtui.store.connect import Database
from chairtui.store.engine import Connection
from chairtui.store.heads import Head, beside, recall
from chairtui.store.leaving import remembered

_MINE = "SELECT device_id FROM machines WHERE machine = ? ORDER BY number DESC LIMIT 1"
_LAST = "SELECT device_id FROM machines ORDER BY number DESC LIMIT 1"
_ROW = "SELECT hash FROM events WHERE meeting_id = ? AND device_id = ? AND seq = ?"
_ANY = "SELECT 1 FROM events LIMIT 1"
_IS_HERE = "SELECT 1 FROM machines WHERE device_id = ?"
_WROTE = "SELECT 1 FROM events WHERE device_id = ? LIMIT 1"

_GOES_ON = (
    "What is noted from now on stands under a new id of this machine, so that meetings can still be "
    "handed over both ways; the log says so."
)
_UNTOLD = (
    "Whether entries were cut off cannot be told; it stays a fault until somebody accepts it (“chairtui "
    "accept”)."
)
_TOLD = {
    Because.OLDER: (
        "Entries that this machine saved are not in the database any more: an older copy of it was put back, "
        "or its end was cut off. Whoever was handed these meetings can hand the entries back."
    ),
    Because.RESTORED: "",
    Because.ELSEWHERE: "The database was used on another machine, or in another place, before.",
    Because.UNPROVED: (
        f"The file that remembers the ends of the logs was missing or emptied beside the database. {_UNTOLD}"
    ),
    Because.GAP: (
        f"The file that remembers the ends of the logs was changed, or lines of it are missing. {_UNTOLD}"
    ),
}

_NOT_TOLD = (Because.UNPROVED, Because.GAP)
_ALWAYS = (Because.OLDER, *_NOT_TOLD)
"""Reasons that are told also where the machine itself wrote nothing that is there."""


def look_up(database: Database, machine: str) -> Device:
    """Return the device as it is known, for who only reads; without an id where it never wrote."""
    with database.reading() as connection:
        row = connection.execute(_MINE, (_place(machine, database.path),)).fetchone()
        return Device(id=row[0], formers=_formers(connection, row[0])) if row else Device()


def settle(database: Database, machine: str, known: str, new_id: Callable[[], str]) -> Device:
    """Return under which id this machine writes, and remember it in the database.

    `machine` is a mark of the machine, or nothing where none can be had; `known` is the id that settings of
    an older version keep.

    Raises:
        NotSaved: it could not be stored.
    """
    place, heads = _place(machine, database.path), beside(database.path)
    with database.reading() as connection:
        mine = _known(connection, place, known)
        because = _why_new(connection, mine, heads)
        if because is None and mine and connection.execute(_IS_HERE, (mine,)).fetchone():
            return Device(id=mine, formers=_formers(connection, mine))
    if because in _NOT_TOLD:
        from chairtui.store.event_log import SqliteEventLog  # it comes with the whole meeting

        SqliteEventLog(database).close()
    return take_new(database, machine, mine, because, new_id)


def take_new(
    database: Database, machine: str, mine: str, because: Because | None, new_id: Callable[[], str]
) -> Device:
    """Go on under a new id, or under `mine` where nothing speaks against it, and remember it.

    Raises:
        NotSaved: it could not be stored.
    """
    with database.writing() as connection:
        last = connection.execute(_LAST).fetchone()
        former = "" if because is None else mine or (last[0] if last else "")
        device_id = mine if because is None and mine else new_id()
        connection.execute(
            "INSERT INTO machines (machine, device_id, former, because) VALUES (?, ?, ?, ?)",
            (_place(machine, database.path), device_id, former, because.value if because else ""),
        )
        wrote = bool(former and connection.execute(_WROTE, (former,)).fetchone())
        formers = _formers(connection, device_id)
    said = f"{_TOLD[because]} {_GOES_ON}".strip() if because and (wrote or because in _ALWAYS) else ""
    return Device(id=device_id, formers=formers, told=said)


def _why_new(connection: Connection, mine: str, heads: Path) -> Because | None:
    """Say why this machine needs a new id, if it does."""
    memory = recall(heads)
    if (memory.gap or not memory.tells) and connection.execute(_ANY).fetchone():
        return Because.GAP if memory.tells else Because.UNPROVED
    if not mine:
        return Because.ELSEWHERE if connection.execute(_LAST).fetchone() else None
    return Because.OLDER if is_behind(connection, mine, memory.heads) else None


def _known(connection: Connection, place: str, known: str) -> str:
    """Return the id that this machine has here; that of older settings if only they can be meant."""
    row = connection.execute(_MINE, (place,)).fetchone()
    if row:
        return str(row[0])
    if connection.execute(_LAST).fetchone() or not connection.execute(_WROTE, (known,)).fetchone():
        return ""
    return known


def is_behind(connection: Connection, device_id: str, heads: Sequence[Head]) -> bool:
    """Say whether the last row that a device wrote to some meeting is not there as it was.

    What left this machine with a meeting is not missed.
    """
    last: dict[str, Head] = {}
    for head in heads:
        if head.device_id == device_id and head.seq >= last.get(head.meeting_id, head).seq:
            last[head.meeting_id] = head
    asked = {(one.meeting_id, device_id, one.seq): one.hash for one in last.values()}
    rows = ((connection.execute(_ROW, place).fetchone(), digest) for place, digest in asked.items())
    gone = [(place, digest) for place, (row, digest) in zip(asked, rows, strict=True) if row != (digest,)]
    return not all(remembered(connection, *place, digest) for place, digest in gone)


def _formers(connection: Connection, device_id: str) -> Formers:
    rows = connection.execute("SELECT device_id, former, because FROM machines").fetchall()
    before = {row[0]: row[1] for row in rows if row[1]}
    reason = next((row[2] for row in rows if row[0] == device_id), "")
    ids: list[str] = []
    while (device_id := before.get(device_id, "")) and device_id not in ids:
        ids.append(device_id)
    return Formers(tuple(ids), Because(reason)) if ids else Formers()


def _place(machine: str, path: Path) -> str:
    """Return a mark of a database on a machine: a copy of it in another place is another one."""
    return hashlib.sha256(f"{machine}\0{path.resolve()}".encode("utf-8", "surrogateescape")).hexdigest()[:32]
