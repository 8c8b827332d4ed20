"""Putting a backup in the place of the database, and saying so in the logs that are shorter by it."""

from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path

from chairtui.core.change import Refused
from chairtui.core.continuity import Because, NoteBackup
from chairtui.core.history.log import Damaged
from chairtui.core.leaving import Tombstone
from chairtui.live.clock import SystemClock
from chairtui.live.locking import Ask, Key, Standing
from chairtui.live.ports import CannotOpen, NotSaved
from chairtui.store.backup import Contents, PutBack, contents, put_back
from chairtui.store.connect import Database
from chairtui.store.devices import look_up, take_new
from chairtui.store.drives import see_that_it_is_here
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.key_file import key_id
from chairtui.store.leaving import stones
from chairtui.store.machine import mark
from chairtui.wiring.locking import DatabaseDoor, key_of
from chairtui.wiring.places import Workplace


def keys_of(backup: Path, path: Path, ask: Ask | None) -> tuple[Key | None, Key | None]:
    """Return what opens a backup, and what opens the database that it is to replace.

    Of that nothing is known where nobody has its key any more: it is kept beside all the same.

    Raises:
        CannotOpen: the backup is locked, and there is nobody to ask.
        NotOpened: what was given does not open the backup.
    """
    key, there = key_of(DatabaseDoor(backup), ask, reads=True), DatabaseDoor(path)
    if key and key_id(path) == key[32:].hex():
        return key, key
    return key, there.by_itself() if there.standing is Standing.LOCKED else None


def look(path: Path, key: Key | None = None) -> Contents | None:
    """Return what a database holds; nothing where it cannot be read."""
    return contents(path, key)


def left_before(path: Path, key: Key | None, backup: Contents | None) -> list[Tombstone]:
    """Return the tombstones of a database whose meetings are in a backup: they come back with it."""
    if backup is None or not path.exists():
        return []
    with (
        suppress(CannotOpen, NotSaved),
        closing(Database(path, key, reads=True)) as database,
        database.reading() as connection,
    ):
        return [stone for stone in stones(connection) if stone.meeting_id in backup.heads]
    return []


def restore(backup: Path, path: Path, key: Key | None = None, key_before: Key | None = None) -> PutBack:
    """Put a backup in the place of a database and go on in it under a new id.

    Raises:
        CannotOpen: the backup cannot be read, or no database can be kept there; nothing was changed.
        NotSaved: it could not be put there; nothing was changed.
    """
    see_that_it_is_here(path)
    done = put_back(backup, path, key, key_before)
    with closing(Database(path, key)) as database:
        SqliteEventLog(database, proved=True).close()  # somebody looked, and wants this one
        mine, clock = look_up(database, mark()).id, SystemClock()
        take_new(database, mark(), mine, Because.RESTORED, clock.new_id)
    return done


def note(workplace: Workplace, done: PutBack, ends: Contents | None) -> None:
    """Say in the log of each meeting that has fewer entries than before that a backup was put back."""
    for meeting_id, lost in done.lost.items():
        with suppress(Damaged, Refused):  # the proof of the backup named them
            workplace.desk.open(meeting_id).do(NoteBackup(lost=lost, made_at=ends.newest if ends else None))
