"""A copy of the database that is proved before it counts."""

from __future__ import annotations

from pathlib import Path

from chairtui.live.ports import NotSaved
from chairtui.store.connect import Database, connect, looking
from chairtui.store.faults import UNREADABLE, not_saved
from chairtui.store.heads import beside
from chairtui.store.older import copy_heads, copy_into, flush, part_of
from chairtui.store.verify import verify


def back_up(database: Database, target: Path, key: bytes | None = None) -> Path:
    """Copy the database, encrypted as it is, while others go on writing; return the copy.

    Raises:
        NotSaved: there is no new copy; an older one under that name is as it was.
    """
    part = part_of(target)
    try:
        _copy(database, part, key)
        faults = verify(part, key, beside(database.path))
        if faults:
            raise NotSaved(f"The backup was not kept, because it is not sound: {faults[0]}")
        copy_heads(database.path, target)
        part.replace(target)
        flush(target.parent)
    except (*UNREADABLE, OSError) as error:
        raise not_saved(error) from None
    finally:
        part.unlink(missing_ok=True)  # a full disk leaves a stump
    return target


def _copy(database: Database, part: Path, key: bytes | None) -> None:
    connection = connect(database.path, key, mode=looking(database.path))
    try:
        copy_into(connection, part)
    finally:
        connection.close()
