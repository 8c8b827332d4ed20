"""A file beside a locked database, locked with its key by the same engine."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

from chairtui.store.engine import connect
from chairtui.store.faults import UNREADABLE, CannotOpen

Key = bytes | None


def seal(file: Path, content: bytes, key: Key) -> None:
    """Write a new file for this user's eyes, locked where there is a key; it is on the disk then.

    Raises:
        OSError: it cannot be written.
    """
    with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as opened:
        if key is None:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
            return
    try:
        with closing(connect(file, key, mode="look")) as connection:
            connection.execute("PRAGMA journal_mode=OFF").fetchall()
            connection.execute("CREATE TABLE sealed (content BLOB NOT NULL)")
            connection.execute("INSERT INTO sealed VALUES (?)", (content,))
    except (*UNREADABLE, CannotOpen) as error:
        raise OSError(str(error)) from None


def unseal(file: Path, key: Key) -> bytes:
    """Return what is in a file, whether it is locked with a key or in clear.

    Raises:
        OSError: it cannot be read, or is locked with another key.
    """
    content = file.read_bytes()
    if key is None or content[:16] != key[32:] or len(key) == 32:
        return content
    try:
        with closing(connect(file, key, mode="look")) as connection:
            return bytes(connection.execute("SELECT content FROM sealed").fetchone()[0])
    except (*UNREADABLE, CannotOpen, TypeError) as error:
        raise OSError(str(error)) from None
