"""Connections to a database: one engine, one set of settings, one writer and any number of readers."""

from __future__ import annotations

import asyncio
import errno
import os
import stat
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlcipher3 import dbapi2 as sqlite

from chairtui.live.ports import NotSaved
from chairtui.store import migrations, older
from chairtui.store.faults import (
    BUSY,
    UNREADABLE,
    CannotOpen,
    busy,
    cannot_open,
    code_of,
    lost,
    not_read,
    not_saved,
    unreadable,
)
from chairtui.store.planted import triggers_words
from chairtui.store.standing import Alone, Standing

Connection = Any
"""A connection of sqlcipher3, which ships no types."""

OLDEST_ENGINE = (3, 51, 3)
"""Earlier ones can lose what was committed when two connections write and checkpoint.

Source: sqlite.org/wal.html, "the WAL-reset bug".
"""

PATIENCE = 5.0
"""Seconds to wait for another program's lock."""

SETTINGS = (
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("secure_delete", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("mmap_size", "0", 0),
)
"""Each with the value it is set to and the one that is read back; in this order, after the key."""

T = TypeVar("T")


class Database:
    """One file of meetings, open: a write connection behind a lock, and read connections for workers."""

    def __init__(self, path: Path, key: bytes | None = None, *, reads: bool = False) -> None:
        """Open the file, or make it; bring it to this version, and prove that it can be written.

        `key` is 32 random bytes; without one the file is not encrypted. Who only `reads` needs no right to
        write and waits for nobody, and the file has to be there.

        Raises:
            CannotOpen: in a sentence, why; nothing in the file was changed.
        """
        self.path = path
        self.key = key
        self._lock = threading.RLock()
        self._idle: list[Connection] = []
        self._closed = False
        self._writer: Connection = None
        self._copy: Connection = None
        """An older database that is only read, as one of this version, in memory."""
        self.told = ""
        """What opening did that somebody should know, in a sentence."""
        self._standing: Standing | None = None
        _check_engine()
        try:
            if reads:
                _patiently(self._look)
            else:
                _make_private(path)
                self._writer = _patiently(self._open_writer)
                self._standing = self._stand()
        except (*UNREADABLE, OSError) as error:
            raise cannot_open(error, path) from None

    def _open_writer(self) -> Connection:
        connection = connect(self.path, self.key)
        try:
            if migrations.is_older(connection):
                self.told = older.keep_before(connection, self.path)
            migrations.apply(connection, self.path)
            self.told = " ".join(filter(None, (self.told, triggers_words(connection))))
            _probe(connection)
            connection.execute("PRAGMA busy_timeout=0")
        except BaseException:
            connection.close()
            raise
        return connection

    def _look(self) -> None:
        """Open the file to be read as it is; one of an older version is read by way of memory."""
        if not self.path.exists():
            raise CannotOpen(
                f"There is no database at {self.path}. “chairtui new” makes one there, and so does opening "
                "the program; --db names another."
            )
        connection = self._open_reader()
        try:
            if migrations.is_older(connection):
                self._copy = older.in_memory(self.path, self.key, options_of(self.path, looking(self.path)))
                connection.close()
                return
            migrations.apply(connection, self.path, reads=True)
            self.told = triggers_words(connection)
        except BaseException:
            connection.close()
            raise
        self._give_back(connection)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the write connection, in a transaction that is on disk when the block ends.

        Another program that holds the file is waited for, except on the thread of an event loop: whoever
        types there is told at once, and it is tried again beside them.

        Raises:
            Busy: another program, or another thread, holds it.
            NotSaved: it could not be stored; nothing of it was.
        """
        patience = 0.0 if _on_a_loop() else PATIENCE
        until = time.monotonic() + patience
        if not self._lock.acquire(timeout=patience):
            raise busy()
        try:
            if self._writer is None:
                raise NotSaved("Not saved: the file was opened to be read only. Nothing was changed.")
            try:
                _begin(self._writer, until)
                try:
                    yield self._writer
                    if trouble := self.fault():
                        raise lost(trouble)
                    self._writer.execute("COMMIT")
                except BaseException:
                    _roll_back(self._writer)
                    raise
            except UNREADABLE as error:
                trouble = self.fault()
                raise (lost(trouble) if trouble else not_saved(error)) from None
        finally:
            self._lock.release()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a read connection of its own; other threads may read and write meanwhile.

        Raises:
            NotSaved: the file cannot be read.
        """
        if trouble := self.fault():
            raise unreadable(trouble)
        try:
            if self._copy is not None:
                with self._lock:
                    yield self._copy
                return
            connection = self._idle.pop() if self._idle else _patiently(self._open_reader)
            try:
                yield connection
            except BaseException:
                connection.close()
                raise
            self._give_back(connection)
        except UNREADABLE as error:
            raise not_read(error) from None

    @property
    def writes(self) -> bool:
        """Whether it can be written to."""
        return self._writer is not None

    def fault(self) -> str:
        """Say what became of the file since it was opened, or nothing while it is itself."""
        return self._standing.fault() if self._standing else ""

    def copy_into(self, target: Path) -> None:
        """Copy the file that is written to, also one that was deleted or replaced.

        Raises:
            sqlcipher3.Error: it cannot be read, or the copy not be written.
            OSError: the copy cannot be made.
        """
        target.unlink(missing_ok=True)
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600))
        with self._lock:
            self._writer.execute("VACUUM INTO ?", (str(target),))

    def move(self, copy: Path) -> None:
        """Go on in a copy, from the next reading and writing on.

        Raises:
            CannotOpen: it cannot be used; nothing has changed.
        """
        with self._lock:
            there = Database(copy, self.key)
            self._let_go()
            self.path, self._writer, self._standing = copy, there._writer, there._standing
            self._idle = there._idle

    def _stand(self) -> Standing:
        if self._alone().schema < 0:  # a new file: its tables are in the log alone
            self._writer.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        schema = int(self._writer.execute("PRAGMA schema_version").fetchone()[0])
        return Standing(self.path, schema, self._alone, self._logged)

    def _alone(self) -> Alone:
        """Read what the file holds without its write-ahead log, -1 for what cannot be; nothing is locked."""
        connection = sqlite.connect(f"{self.path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            _unlock(connection, self.key)
            schema = connection.execute("PRAGMA schema_version").fetchone()[0]
            return Alone(schema, connection.execute("SELECT count(*) FROM events").fetchone()[0])
        except UNREADABLE:
            return Alone(-1, -1)
        finally:
            connection.close()

    def _logged(self) -> int:
        """Return how many pages should be in the write-ahead log; 1 if it cannot be read at all."""
        try:
            connection = self._open_reader()
            try:
                return int(connection.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()[1])
            finally:
                connection.close()
        except UNREADABLE as error:
            return int(code_of(error) != BUSY)

    def _open_reader(self) -> Connection:
        connection = connect(self.path, self.key, mode="rw" if self._writer else looking(self.path))
        connection.execute("PRAGMA query_only=ON")
        return connection

    def _give_back(self, connection: Connection) -> None:
        if self._closed or len(self._idle) > 3:
            connection.close()
        else:
            self._idle.append(connection)

    def close(self) -> None:
        """Fold the write-ahead log into the file and let go of it; closing twice does nothing."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._let_go()

    def _let_go(self) -> None:
        while self._idle:
            self._idle.pop().close()
        if self._copy is not None:
            self._copy.close()
        if self._writer is None:
            return
        with suppress(*UNREADABLE):
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._writer.close()


def engine() -> str:
    """Return name and version of the engine."""
    connection = sqlite.connect(":memory:")
    row = connection.execute("PRAGMA cipher_version").fetchone()
    connection.close()
    return f"SQLite {sqlite.sqlite_version}, SQLCipher {row[0] if row else 'not there'}"


def connect(path: Path, key: bytes | None = None, *, mode: str = "rw") -> Connection:
    """Return a connection with every setting made and read back; `mode` is ``rw``, ``ro``, or ``look``.

    ``look`` changes no setting that the file keeps.

    Raises:
        CannotOpen: a setting did not take.
        sqlcipher3.Error: the file cannot be opened.
    """
    if key is not None and len(key) != 32:
        raise ValueError("a key is 32 bytes")
    connection = sqlite.connect(
        f"{path.absolute().as_uri()}?{options_of(path, mode)}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=PATIENCE,
        cached_statements=256,
    )
    try:
        _unlock(connection, key)
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        settings = SETTINGS if mode == "rw" else SETTINGS[1:]
        for name, value, expected in settings:
            _set(connection, path, name, value, expected)
    except BaseException:
        connection.close()
        raise
    return connection


def looking(path: Path) -> str:
    """Return how to read what is only read, so that no file is left beside it and none is changed."""
    ours = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) and path.stat().st_size > 0
    return "look" if ours and not path.with_name(f"{path.name}-wal").exists() else "ro"


def options_of(path: Path, mode: str) -> str:
    """Return the options of the file's URI."""
    if mode != "ro":
        return "mode=rw"
    return "mode=ro&immutable=1" if _is_sealed(path) else "mode=ro"


def _unlock(connection: Connection, key: bytes | None) -> None:
    # A wrong key would otherwise be reported over the screen.
    connection.execute("PRAGMA cipher_log_level=NONE").fetchall()
    if key is not None:
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"").fetchall()


def _set(connection: Connection, path: Path, name: str, value: str, expected: object) -> None:
    connection.execute(f"PRAGMA {name}={value}").fetchall()
    row = connection.execute(f"PRAGMA {name}").fetchone()
    if row is not None and row[0] != expected:
        raise CannotOpen(
            f"{path} cannot be kept safely where it is ({name} is {row[0]}, not {expected}). "
            "Nothing in it was changed. Choose a folder on this computer's own disk with --db."
        )


def _check_engine() -> None:
    if sqlite.sqlite_version_info < OLDEST_ENGINE:
        needed = ".".join(map(str, OLDEST_ENGINE))
        raise CannotOpen(
            f"The SQLite engine is {sqlite.sqlite_version}, and versions before {needed} can lose what was "
            "saved. Nothing was opened. Install sqlcipher3 again: pip install --upgrade sqlcipher3."
        )


def _make_private(path: Path) -> None:
    """Make the folder and the file if they are not there, for this user's eyes only."""
    if not path.parent.exists():
        path.parent.mkdir(parents=True, mode=0o700)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR | getattr(os, "O_CLOEXEC", 0), 0o600))
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        with suppress(OSError):  # not ours to change, or not there
            file = path.with_name(name)
            mode = stat.S_IMODE(file.stat().st_mode)
            if mode & 0o077:
                file.chmod(mode & 0o700)
    if not path.stat().st_mode & stat.S_IWUSR:  # somebody meant it so, also where this user may write all
        raise PermissionError(errno.EACCES, "may only be read", str(path))


def _is_sealed(path: Path) -> bool:
    """Say whether nobody can be writing: the folder may only be read, and all is in the one file."""
    return not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()


def _probe(connection: Connection) -> None:
    """Write for real: on a read-only file a transaction begins as if all were well."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("UPDATE probe SET openings = openings + 1")
        connection.execute("COMMIT")
    except BaseException:
        _roll_back(connection)
        raise


def _on_a_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def _begin(connection: Connection, until: float) -> None:
    """Begin to write as soon as no other program does."""
    while True:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite.Error as error:
            if code_of(error) != BUSY or time.monotonic() >= until:
                raise
            time.sleep(0.02)
        else:
            return


def _roll_back(connection: Connection) -> None:
    if connection.in_transaction:
        with suppress(*UNREADABLE):
            connection.execute("ROLLBACK")


def _patiently(action: Callable[[], T]) -> T:
    """Do it again while another program holds the file: opening does not always wait by itself."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return action()
        except sqlite.Error as error:
            if code_of(error) != BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)
