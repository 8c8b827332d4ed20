"""Connections to a file: one engine, and one set of settings, each made and read back."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from chairtui.store import transactions
from chairtui.store.faults import CannotOpen
from chairtui.store.pairing import see_that_it_fits

Connection = Any
"""A connection of sqlcipher3, which ships no types."""

OLDEST_ENGINE = (3, 51, 3)
"""Earlier ones can lose what was committed when two connections write and checkpoint.

Source: sqlite.org/wal.html, "the WAL-reset bug".
"""

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
        CannotOpen: a setting did not take, or the log beside the file was written for another one.
        sqlcipher3.Error: the file cannot be opened.
    """
    if key is not None and len(key) not in (32, 48):
        raise ValueError("a key is 32 bytes, and may have the 16 with it that the file begins with")
    see_that_it_fits(path)
    connection = sqlite.connect(
        f"{path.absolute().as_uri()}?{options_of(path, mode)}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=transactions.PATIENCE,
        cached_statements=256,
    )
    try:
        unlock(connection, key)
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


def unlock(connection: Connection, key: bytes | None) -> None:
    """Give a new connection its key, if it has one."""
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


def check_engine() -> None:
    """See that the engine loses nothing.

    Raises:
        CannotOpen: it is too old.
    """
    if sqlite.sqlite_version_info < OLDEST_ENGINE:
        needed = ".".join(map(str, OLDEST_ENGINE))
        raise CannotOpen(
            f"The SQLite engine is {sqlite.sqlite_version}, and versions before {needed} can lose what was "
            "saved. Nothing was opened. Install sqlcipher3 again: pip install --upgrade sqlcipher3."
        )


def _is_sealed(path: Path) -> bool:
    """Say whether nobody can be writing: the folder may only be read, and all is in the one file."""
    return not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()
