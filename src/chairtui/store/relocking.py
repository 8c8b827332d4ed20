"""A database in clear becomes a locked one, or one gets another key: copied, proved, put in its place, wiped.

Killed at any moment, there is the file as it was or the new one, whole; and no copy in clear has a name.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import zip_longest
from pathlib import Path

from chairtui.live.locking import Key
from chairtui.live.ports import NotSaved
from chairtui.store import pairing
from chairtui.store.disk import flush
from chairtui.store.engine import Connection, connect
from chairtui.store.faults import BUSY, UNREADABLE, CannotOpen, cannot_open, code_of, not_saved
from chairtui.store.key_file import ID_BYTES, PLAIN
from chairtui.store.older import part_of, sweep

_IN_USE = "Not locked: another program has the database open. Close it, then try again. Nothing was changed."
_DIFFERS = "Not locked: the copy is not what the database holds. Nothing was changed. Run “chairtui verify”."
_BLOCK = 1 << 20


def relock(path: Path, before: Key | None, after: Key) -> None:
    """Lock a database with a key, instead of another or of none.

    Raises:
        CannotOpen: it cannot be read with the key before; nothing was changed.
        NotSaved: it could not be locked, or another program has it open; it is as it was.
    """
    part = part_of(path)
    sweep(path.parent)
    try:
        connection = _alone(path, before)
    except (*UNREADABLE, OSError) as error:
        raise cannot_open(error, path) from None
    try:
        with closing(connection):
            _copy(connection, part, after)
            flush(part)
            with _wiped(path, wipes=before is None):
                if sys.platform == "win32":
                    connection.close()  # there nothing is put in the place of what is open
                part.replace(path)
                flush(path.parent)
        path.with_name(f"{path.name}{pairing.END}").unlink(missing_ok=True)
    except (*UNREADABLE, OSError) as error:
        raise not_saved(error) from None
    finally:
        for file in (part, part.with_name(f"{part.name}-journal")):
            with suppress(OSError):
                file.unlink(missing_ok=True)


def copies_beside(path: Path) -> list[Path]:
    """Return the earlier states of a database beside it: from before an upgrade, or a restoring."""
    marks = ("before-", "replaced")
    every = (file for mark in marks for file in path.parent.glob(f"{path.name}.{mark}*"))
    return sorted(file for file in every if _begins(file) and not file.name.endswith(_NO_COPIES))


_NO_COPIES = ("-wal", "-shm", "-journal", ".part", ".key", ".jsonl", ".json")


def in_clear(path: Path) -> bool:
    """Say whether a file is a database in clear."""
    return _begins(path) == PLAIN


def lock_beside(path: Path, after: Key) -> list[Path]:
    """Lock the copies beside a database that are in clear still; return those that could not be."""
    left: list[Path] = []
    for copy in filter(in_clear, copies_beside(path)):
        try:
            relock(copy, None, after)
        except (CannotOpen, NotSaved):
            left.append(copy)
    return left


def locked_with(path: Path, key: Key) -> list[Path]:
    """Return the copies beside a database that are locked with a key."""
    return [copy for copy in copies_beside(path) if _begins(copy) == key[32:]]


def _begins(path: Path) -> bytes:
    with suppress(OSError), path.open("rb") as file:
        return file.read(ID_BYTES)
    return b""


def _alone(path: Path, key: Key | None) -> Connection:
    """Return a connection that nobody else can read or write beside, with all in the one file.

    Raises:
        NotSaved: another program has it open.
    """
    connection = connect(path, key, mode="look")
    try:
        connection.execute("PRAGMA busy_timeout=200").fetchall()
        alone = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0] == "delete"
        connection.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except BaseException as error:
        connection.close()
        if isinstance(error, UNREADABLE) and code_of(error) == BUSY:
            raise NotSaved(_IN_USE) from None
        raise
    if not alone:
        connection.close()
        raise NotSaved(_IN_USE)
    return connection


def _copy(connection: Connection, part: Path, key: Key) -> None:
    """Write all that a database holds into a new one, locked with a key, and see that it holds the same."""
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    connection.execute(f"ATTACH ? AS locked KEY \"x'{key.hex()}'\"", (str(part),))
    connection.execute("PRAGMA locked.journal_mode=DELETE").fetchall()
    connection.execute("PRAGMA locked.synchronous=FULL").fetchall()
    connection.execute("SELECT sqlcipher_export('locked')").fetchall()
    for mark in ("user_version", "application_id"):  # neither is exported
        value = int(connection.execute(f"PRAGMA main.{mark}").fetchone()[0])
        connection.execute(f"PRAGMA locked.{mark}={value}")
    connection.execute("DETACH locked")
    with closing(connect(part, key, mode="look")) as copy:
        sound = [row[0] for row in copy.execute("PRAGMA integrity_check(1)")] == ["ok"]
        if not sound or copy.execute("PRAGMA cipher_integrity_check").fetchall():
            raise NotSaved(_DIFFERS)
        for row, copied in zip_longest(_all(connection), _all(copy)):
            if row != copied:
                raise NotSaved(_DIFFERS)


def _all(connection: Connection) -> Iterator[object]:
    """Yield everything that a database holds: its schema, and all rows of all tables with their numbers."""
    schema = connection.execute(
        "SELECT type, name, tbl_name, coalesce(sql, '') FROM main.sqlite_schema ORDER BY type, name"
    ).fetchall()
    yield from schema
    for _, name, _, sql in (one for one in schema if one[0] == "table"):
        if sql.upper().startswith("CREATE VIRTUAL"):
            continue  # what it holds is in tables of its own
        number = "" if "WITHOUT ROWID" in sql.upper() else "rowid, "
        yield from connection.execute(f'SELECT {number}* FROM main."{name}" NOT INDEXED')


class _wiped:  # noqa: N801 - it reads as what becomes of the file
    """Write over what a file held once another is in its place; where that breaks off, it has no name left.

    What a disk keeps of what was written over is the disk's affair: a solid-state disk keeps some.
    """

    def __init__(self, path: Path, *, wipes: bool) -> None:
        self._path, self._wipes, self._file = path, wipes and sys.platform != "win32", -1

    def __enter__(self) -> None:
        if self._wipes:
            self._file = os.open(self._path, os.O_RDWR)

    def __exit__(self, kind: object, *_: object) -> None:
        if self._file < 0:
            return
        try:
            if kind is None:
                _overwrite(self._file)
        finally:
            os.close(self._file)


def _overwrite(file: int) -> None:
    """Write zeros over all that an open file holds, and let go of its place on the disk."""
    with suppress(OSError):
        size = os.fstat(file).st_size
        os.lseek(file, 0, os.SEEK_SET)
        for start in range(0, size, _BLOCK):
            os.write(file, bytes(min(_BLOCK, size - start)))
        os.fsync(file)
        os.ftruncate(file, 0)
