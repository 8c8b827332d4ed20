"""Going on in another place when a database cannot be written to any more where it is."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from chairtui.core.history.log import Damaged, Row
from chairtui.live.ports import Kept, NotSaved
from chairtui.store.connect import Database
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.faults import UNREADABLE, CannotOpen, not_saved
from chairtui.store.heads import beside
from chairtui.store.key_file import put_beside
from chairtui.store.verify import verify

NAME = "meetings.db"
_NOTHING = "Not saved: nothing is left of the file that can be read. Put the last backup in its place."


def keep_elsewhere(database: Database, to: Path, rows: Sequence[Row]) -> Kept:
    """Copy all meetings to a file, or into a folder, prove the copy, and go on in it.

    The engine still holds a file that was deleted or replaced. Of one that was emptied or overwritten only
    `rows` are kept, which the program has in its memory.

    Raises:
        NotSaved: there is no copy; everything is as it was.
    """
    target = _free(to)
    part = target.with_name(f"{target.name}.part")
    _away(part)
    try:
        whole = _copied(database, part)
        if not whole:
            _away(part)
            _written(database, part, rows)
        put_beside(database.path, target, newer=True)
        part.replace(target)
        beside(part).replace(beside(target))
        database.move(target)
    except (*UNREADABLE, OSError) as error:
        raise not_saved(error) from None
    except (CannotOpen, Damaged) as trouble:
        raise NotSaved(f"Not saved: {trouble}") from None
    finally:
        _away(part)
    return Kept(file=target, whole=whole)


def _free(to: Path) -> Path:
    """Return a file that is not there yet."""
    if not to.is_dir():
        if to.exists():
            raise NotSaved(f"There is a file {to} already. Nothing in it was changed: name another.")
        return to
    number, free = 1, to / NAME
    while free.exists():
        number += 1
        free = (to / NAME).with_stem(f"{Path(NAME).stem}-{number}")
    return free


def _copied(database: Database, part: Path) -> bool:
    """Copy the file that the engine holds; say whether the copy is sound."""
    try:
        database.copy_into(part)
        return _proved(database, part)
    except (*UNREADABLE, CannotOpen, NotSaved, Damaged):
        return False


def _written(database: Database, part: Path, rows: Sequence[Row]) -> None:
    """Write one meeting into a new file."""
    if not rows:
        raise NotSaved(_NOTHING)
    made = Database(part, database.key)
    try:
        SqliteEventLog(made).take_in(rows)
    finally:
        made.close()
    if not _proved(database, part):
        raise NotSaved(_NOTHING)


def _proved(database: Database, part: Path) -> bool:
    """Remember the heads of a copy beside it, and prove it."""
    beside(part).unlink(missing_ok=True)
    made = Database(part, database.key)
    try:
        SqliteEventLog(made, proved=True).close()
    finally:
        made.close()
    return not verify(part, database.key)


def _away(part: Path) -> None:
    for file in (part, beside(part), *(part.with_name(f"{part.name}{end}") for end in ("-wal", "-shm"))):
        with suppress(OSError):
            file.unlink(missing_ok=True)
