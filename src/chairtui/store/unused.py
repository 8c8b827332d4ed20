"""A database that was made for a command which was then refused."""

from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path

from chairtui.store.engine import connect
from chairtui.store.faults import UNREADABLE, CannotOpen
from chairtui.store.heads import beside


def drop(path: Path, key: bytes | None = None) -> None:
    """Take a new database away that nothing was written to, unless another program has it open by now."""
    try:
        with closing(connect(path, key, mode="look")) as connection:
            connection.execute("PRAGMA busy_timeout=200").fetchall()
            used = (connection.execute(f"SELECT 1 FROM {one} LIMIT 1") for one in ("events", "drafts"))
            if any(rows.fetchone() for rows in used):
                return
            if connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0] != "delete":
                return
    except (*UNREADABLE, OSError, CannotOpen):
        return
    for file in (path, beside(path)):
        with suppress(OSError):
            file.unlink()
