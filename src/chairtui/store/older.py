"""A database of an older version: read as it is, and kept as it is before it becomes one of this version."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from chairtui.store import migrations
from chairtui.store.disk import flush, is_left_over
from chairtui.store.heads import beside


def in_memory(path: Path, key: bytes | None, options: str) -> Any:
    """Return a connection to a copy in memory that has become one of this version; the file is only read.

    `options` are those of the file's URI.

    Raises:
        sqlcipher3.Error: the file cannot be read.
    """
    connection = sqlite.connect(":memory:", uri=True, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE").fetchall()
        sealed = "" if key is None else f" KEY \"x'{key.hex()}'\""
        connection.execute(f"ATTACH ? AS older{sealed}", (f"{path.absolute().as_uri()}?{options}",))
        connection.execute("SELECT sqlcipher_export('main', 'older')").fetchall()
        for mark in ("user_version", "application_id"):  # neither is exported
            value = int(connection.execute(f"PRAGMA older.{mark}").fetchone()[0])
            connection.execute(f"PRAGMA main.{mark}={value}")
        connection.execute("DETACH older")
        connection.execute("PRAGMA writable_schema=RESET")  # virtual tables are known only then
        migrations.apply(connection, path)
        connection.execute("PRAGMA query_only=ON")
    except BaseException:
        connection.close()
        raise
    return connection


def keep_before(connection: Any, path: Path) -> str:
    """Keep a copy of an older database beside it; return a sentence that names it.

    Raises:
        sqlcipher3.Error, OSError: there is no copy, and none of it is left.
    """
    kept = free(path.with_name(f"{path.name}.before-{migrations.VERSION}"))
    part = part_of(kept)
    try:
        copy_heads(path, part)
        copy_into(connection, part)
        take_place(part, kept)
    finally:
        clear(part)
    return (
        f"{path.name} was written by an older chairtui and is now one of this version. As it was it is kept "
        f"as {kept.name}; an older chairtui opens only that."
    )


def copy_into(connection: Any, part: Path) -> None:
    """Copy a database, encrypted as it is, into a new file for this user's eyes, and bring it to the disk.

    Raises:
        sqlcipher3.Error, OSError: the file may be there in part.
    """
    sweep(part.parent)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    connection.execute("VACUUM INTO ?", (str(part),))
    flush(part)


def copy_heads(path: Path, target: Path) -> None:
    """Copy what is remembered of a database beside a copy of it, before the copy is made.

    What others write meanwhile is in the copy then, and not remembered yet; never the other way about.

    Raises:
        OSError: the disk did not take it.
    """
    with suppress(FileNotFoundError):
        shutil.copyfile(beside(path), beside(target))
        beside(target).chmod(0o600)
        flush(beside(target))


def take_place(part: Path, target: Path) -> None:
    """Put a copy that is whole, and what is remembered of it, in its place."""
    part.replace(target)
    beside(target).unlink(missing_ok=True)
    if beside(part).exists():
        beside(part).replace(beside(target))
    flush(target.parent)


def clear(part: Path) -> None:
    """Take away what is left of a copy that broke off, as a full disk leaves it."""
    part.unlink(missing_ok=True)
    beside(part).unlink(missing_ok=True)


def part_of(target: Path) -> Path:
    """Return the name of a copy that is not whole yet: it says who is making it."""
    return target.with_name(f"{target.name}.{os.getpid()}.part")


def sweep(folder: Path) -> None:
    """Throw away the parts of copies whose makers were killed; they hold what the database holds.

    What is remembered of a copy is there before it, and may be left without it.
    """
    every = Path("*.part")
    for part in (*folder.glob(every.name), *folder.glob(beside(every).name)):
        maker = part.name.rpartition(".part")[0].rpartition(".")[2]
        with suppress(OSError):
            if is_left_over(part, maker):
                part.unlink()


def free(target: Path) -> Path:
    """Return the name itself, or with a number if a file has it already."""
    names = (target, *(target.with_name(f"{target.name}-{number}") for number in range(2, 1000)))
    return next((one for one in names if not one.exists()), target)
