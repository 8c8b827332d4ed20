"""A copy of the database, proved, and put back."""

from __future__ import annotations

import os
import shutil
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from chairtui.live.ports import NotSaved
from chairtui.store import pairing
from chairtui.store.connect import Database
from chairtui.store.engine import connect, looking
from chairtui.store.event_log import HEADS, MEETINGS, Heads
from chairtui.store.faults import BUSY, UNREADABLE, CannotOpen, code_of, not_saved
from chairtui.store.heads import beside, recall
from chairtui.store.key_file import put_beside
from chairtui.store.older import clear, copy_heads, copy_into, free, part_of, take_place
from chairtui.store.verify import prove, verify

_IN_USE = (
    "Not put back: another program has the database open. Close it, then try again. Nothing was changed."
)


class Copied(NamedTuple):
    """A backup, and what is wrong with it."""

    file: Path
    faults: list[str]


class Contents(NamedTuple):
    """What a database holds, so that somebody can say which is the newer."""

    meetings: int
    newest: datetime | None
    """When the last entry was written, in UTC."""
    heads: dict[str, Heads]
    """By meeting."""


class PutBack(NamedTuple):
    """What became of putting a backup back."""

    kept: Path | None
    """What was there before, if anything was."""
    lost: dict[str, int]
    """How many entries each meeting that is in the backup has less than before; 0 if nobody can tell."""
    missing: list[str]
    """Ids of meetings that are not in the backup at all."""


def back_up(database: Database, target: Path) -> Copied:
    """Copy the database, encrypted as it is, while others go on writing; say what is wrong with the copy.

    A copy that is not sound is kept too, for it may be the only one, but never in the place of an older one.

    Raises:
        NotSaved: there is no new copy; an older one under that name is as it was.
    """
    part = part_of(target)
    try:
        copy_heads(database.path, part)
        memory = recall(beside(part))
        with closing(connect(database.path, database.key, mode=looking(database.path))) as connection:
            copy_into(connection, part)
        faults = verify(part, database.key, beside(database.path), memory)
        target = free(target) if faults else target
        if target.parent.resolve() != database.path.parent.resolve():
            put_beside(database.path, target, newer=True)
        take_place(part, target)
    except (*UNREADABLE, OSError) as error:
        raise not_saved(error) from None
    finally:
        clear(part)
    return Copied(target, faults)


def contents(path: Path, key: bytes | None = None) -> Contents | None:
    """Return what a database holds; nothing where it cannot be read."""
    try:
        with closing(connect(path, key, mode=looking(path))) as connection:
            newest = connection.execute("SELECT max(at) FROM events").fetchone()[0]
            ids = [str(row[0]) for row in connection.execute(MEETINGS)]
            heads_of = {one: connection.execute(HEADS, (one,)).fetchall() for one in ids}
            heads = {one: {row[0]: (row[1], row[2]) for row in rows} for one, rows in heads_of.items()}
            return Contents(len(ids), datetime.fromisoformat(newest) if newest else None, heads)
    except (*UNREADABLE, OSError, CannotOpen, ValueError, TypeError):
        return None


def put_back(backup: Path, path: Path, key: bytes | None = None, key_before: bytes | None = None) -> PutBack:
    """Put a backup, with what is remembered of it, in the place of a database, which is kept beside.

    The backup itself stays as it is. At every moment there is the old database or the new one. `key` opens
    the backup, and `key_before` what is there.

    Raises:
        CannotOpen: the backup cannot be read.
        NotSaved: it could not be put there, or another program has the database open; nothing was changed.
    """
    there = contents(backup, key)
    if there is None:
        raise CannotOpen(" ".join(prove(backup, key).faults[:1]) or f"{backup} cannot be read.")
    part = part_of(path)
    before, heads = contents(path, key_before), recall(beside(path)).heads
    try:
        path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
        copy_heads(backup, part)
        with closing(connect(backup, key, mode=looking(backup))) as connection:
            copy_into(connection, part)
        put_beside(backup, path, newer=False)
        kept = _set_aside(path, key_before, readable=before is not None) if path.exists() else None
        take_place(part, path)
    except (*UNREADABLE, OSError) as error:
        raise not_saved(error) from None
    finally:
        clear(part)
    known = {one: dict(devices) for one, devices in before.heads.items()} if before else {}
    for head in heads:
        devices = known.setdefault(head.meeting_id, {})
        devices[head.device_id] = max(devices.get(head.device_id, (0, "")), (head.seq, head.hash))
    told = bool(known) or kept is None
    return PutBack(
        kept=kept,
        lost=_lost(known, there.heads) if told else dict.fromkeys(there.heads, 0),
        missing=[one for one in known if one not in there.heads],
    )


def _lost(before: dict[str, Heads], after: dict[str, Heads]) -> dict[str, int]:
    """Return, for each meeting that is not what it was, how many entries it has less."""
    fewer: dict[str, int] = {}
    for meeting_id in before.keys() & after.keys():
        now = after[meeting_id]
        pairs = [(head, now.get(device, (0, ""))) for device, head in before[meeting_id].items()]
        if any(was[0] > is_[0] or (was[0] == is_[0] and was != is_) for was, is_ in pairs):
            fewer[meeting_id] = sum(max(0, was[0] - is_[0]) for was, is_ in pairs)
    return fewer


def _set_aside(path: Path, key: bytes | None, *, readable: bool) -> Path:
    """Keep the database and what lies beside it under another name, leaving it in its place as well."""
    if readable:  # opening one that is damaged could throw its write-ahead log away
        _be_alone(path, key)
    kept = free(path.with_name(f"{path.name}.replaced"))
    _doubled(path, kept)
    copy_heads(path, kept)
    for end in ("-wal", "-shm", pairing.END):  # they belong to what is replaced, and would spoil what comes
        beside_it = path.with_name(f"{path.name}{end}")
        with suppress(FileNotFoundError):
            beside_it.replace(kept.with_name(f"{kept.name}{end}"))
    return kept


def _be_alone(path: Path, key: bytes | None) -> None:
    """Fold the write-ahead log into the file, which is possible only while nobody else has it open."""
    try:
        with closing(connect(path, key, mode="look")) as connection:
            connection.execute("PRAGMA busy_timeout=200").fetchall()
            alone = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0] == "delete"
    except UNREADABLE as error:
        if code_of(error) != BUSY:
            raise
        alone = False
    if not alone:
        raise NotSaved(_IN_USE)


def _doubled(path: Path, kept: Path) -> None:
    try:
        os.link(path, kept)
    except OSError:
        shutil.copyfile(path, kept)  # not every disk has links
        kept.chmod(0o600)
