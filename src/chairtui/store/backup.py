"""A copy of the database that is proved before it counts."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from chairtui.live.ports import NotSaved
from chairtui.store.connect import Database, connect
from chairtui.store.faults import not_saved
from chairtui.store.heads import beside
from chairtui.store.verify import verify


def back_up(database: Database, target: Path, key: bytes | None = None) -> Path:
    """Copy the database, encrypted as it is, while others go on writing; return the copy.

    Raises:
        NotSaved: there is no new copy; an older one under that name is as it was.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        _copy(database, part, key)
        faults = verify(part, key, beside(database.path))
        if faults:
            raise NotSaved(f"The backup was not kept, because it is not sound: {faults[0]}")
        _flush(part)
        with suppress(FileNotFoundError):
            shutil.copyfile(beside(database.path), beside(target))
            beside(target).chmod(0o600)
        part.replace(target)
        _flush(target.parent)
    except (sqlite.Error, OSError) as error:
        raise not_saved(error) from None
    finally:
        part.unlink(missing_ok=True)  # a full disk leaves a stump
    return target


def _copy(database: Database, part: Path, key: bytes | None) -> None:
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_WRONLY, 0o600))
    connection = connect(database.path, key)
    try:
        connection.execute("VACUUM INTO ?", (str(part),))
    finally:
        connection.close()


def _flush(path: Path) -> None:
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    except OSError:
        if path.is_file():
            raise  # a folder cannot be flushed everywhere
    finally:
        os.close(file)
