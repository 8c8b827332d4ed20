"""Which programs are running on a database: each holds a lock, and the system lets go of it when it ends.

However a program ends, by itself, killed or with the power, its lock is gone. The number of a process would
not do: another may have it by then. The lock is the engine's own, on an empty file beside the database, so it
works wherever the database does.
"""

from __future__ import annotations

import os
import secrets
from contextlib import closing, suppress
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from chairtui.store.engine import Connection
from chairtui.store.faults import BUSY, code_of

_MARK = ".running-"


class Running:
    """That this program is running, for every other one on the same database to see."""

    def __init__(self) -> None:
        """Begin unseen, under a name that no other program has."""
        self.name = secrets.token_hex(8)
        self._file: Path | None = None
        self._lock: Connection = None

    def show(self, database: Path, *, sweeps: bool = True) -> None:
        """Hold the lock beside a database, and sweep away the files of programs that have ended.

        Only who holds the database's own lock `sweeps`: no file is then swept away before it is locked.

        Raises:
            OSError, sqlcipher3.Error: it cannot be held there.
        """
        wanted = _file(database, self.name)
        if self._file == wanted and wanted.exists():
            return
        self.end()
        for file in database.parent.glob(f"{database.name}{_MARK}*") if sweeps else ():
            if not is_running(database, file.name.rpartition("-")[2]):
                with suppress(OSError):
                    file.unlink()
        os.close(os.open(wanted, os.O_CREAT | os.O_RDWR | getattr(os, "O_CLOEXEC", 0), 0o600))
        lock = _connected(wanted, "rw")
        try:
            lock.execute("PRAGMA journal_mode=OFF").fetchall()
            lock.execute("BEGIN EXCLUSIVE")
        except BaseException:
            lock.close()
            raise
        self._file, self._lock = wanted, lock

    def end(self) -> None:
        """Let go of the lock; ending twice does nothing."""
        if self._file is not None:
            self._lock.close()
            with suppress(OSError):
                self._file.unlink()
            self._file = None


def is_running(database: Path, name: str) -> bool:
    """Say whether the program of this name is running on a database."""
    try:
        with closing(_connected(_file(database, name), "ro")) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite.Error as error:
        return code_of(error) == BUSY
    return False


def _file(database: Path, name: str) -> Path:
    return database.with_name(f"{database.name}{_MARK}{name}")


def _connected(file: Path, mode: str) -> Connection:
    return sqlite.connect(
        f"{file.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=0,
    )
