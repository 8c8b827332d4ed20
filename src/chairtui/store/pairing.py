"""Which database file a write-ahead log was written for, noted beside them while a program has them open.

The log itself does not say it: the engine writes whatever lies under the log's name into whatever lies under
the file's name. Where a program is killed after another database was put in the place of the open one, the
next opening would mix the two, and nobody could part them again. Source: sqlite.org/howtocorrupt.html,
sections 1.4 and 2.4 to 2.5.

A file that was copied together with its log has other numbers, and so has the log: nothing is said of it.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from chairtui.store.disk import flush
from chairtui.store.faults import CannotOpen

_PLAIN = b"SQLite format 3\0"
"""How a file begins that is not encrypted; another begins with random bytes that never change."""
_HEADER = 100
"""Bytes. Source: sqlite.org/fileformat2.html, section 1.3; the number of the schema is at 40."""


END = ".log-of.json"
"""What the name of the note adds to the database's."""


class Pair(Struct, frozen=True, kw_only=True):
    """A database file and the log that was written for it."""

    file: tuple[int, int]
    """Device and number."""
    log: tuple[int, int]
    begins: str
    """The first 16 bytes of the file, as hexadecimal digits."""
    schemas: tuple[int, ...]
    """Numbers that its schema may have; of an encrypted file they cannot be seen."""


def note(path: Path, schemas: Collection[int]) -> None:
    """Note that a database and its log belong together; without a log, or a place to write, nothing is."""
    with suppress(OSError):
        header = _header(path)
        pair = Pair(
            file=_number(path), log=_number(_log(path)), begins=header[:16].hex(), schemas=tuple(schemas)
        )
        part = _beside(path).with_name(f"{_beside(path).name}.part")
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as opened:
            opened.write(msgspec.json.encode(pair))
            opened.flush()
            os.fsync(opened.fileno())
        part.replace(_beside(path))
        flush(path.parent)


def forget(path: Path) -> None:
    """Take the note away once the last program has let go of the database: there is no log then."""
    with suppress(OSError):
        if not _log(path).exists():
            _beside(path).unlink(missing_ok=True)


def see_that_it_fits(path: Path) -> None:
    """See that the log beside a database was written for it, before the engine writes one into the other.

    Raises:
        CannotOpen: it was written for another file; nothing was changed.
    """
    with suppress(OSError, msgspec.MsgspecError):
        pair = msgspec.json.decode(_beside(path).read_bytes(), type=Pair)
        log = _log(path)
        if not log.stat().st_size or _number(log) != pair.log:
            return
        if _number(path) != pair.file or not _is_alike(_header(path), pair):
            raise CannotOpen(
                f"{path} is not the file that {log.name} beside it was written for: another was put in its "
                "place while the program had it open. Neither was changed. Put the file back that was there, "
                f"or the last backup (chairtui restore). To open this one, move {log.name} to another folder "
                "first: what was saved last before the change is in it alone."
            )


def _is_alike(header: bytes, pair: Pair) -> bool:
    if header[:16].hex() != pair.begins:
        return False
    return header[:16] != _PLAIN or int.from_bytes(header[40:44], "big") in pair.schemas


def _header(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEADER)


def _number(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}{END}")
