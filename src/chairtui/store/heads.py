"""The last row of each stream, remembered in a file beside the database.

A chain does not stop somebody who holds the database: they can cut rows off its end, or change a row and hash
all that follow anew. What was remembered outside the database then no longer fits, and `verify` says so.
It does not stop somebody who changes both files; for them there are the copies that were handed over.

One line for each head, never rewritten: a line torn by a power cut loses only itself.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from chairtui.store.disk import flush

EVERY = 60.0
"""Seconds between two lines of one stream: what may be cut off unnoticed if the program is killed."""

_BEGUN = b'"begun"'
"""The first line: a file that holds no head yet is then told from one that was emptied."""


class Head(Struct, frozen=True, array_like=True):
    """That a stream had a row with this hash."""

    meeting_id: str
    device_id: str
    seq: int
    hash: str
    found: bool = False
    """Whether it was only found there, when the file was made anew: nothing tells what came before."""


class Accepted(Struct, frozen=True, kw_only=True):
    """That somebody accepted that a meeting is gone, so that nothing can be said in a log of its own."""

    meeting_id: str
    by: str
    at: datetime
    """UTC."""
    because: str


def beside(database: Path) -> Path:
    """Return the file that remembers the heads of a database."""
    return database.with_name(f"{database.name}.heads.jsonl")


def remembered(path: Path) -> list[Head]:
    """Return all that was remembered, oldest first; unreadable lines are passed over."""
    heads: list[Head] = []
    try:
        lines = path.read_bytes().splitlines()
    except OSError:
        return heads
    decoder = msgspec.json.Decoder(Head)
    for line in lines:
        with suppress(msgspec.MsgspecError, UnicodeError):
            heads.append(decoder.decode(line))
    return heads


def tells(path: Path) -> bool:
    """Say whether a file remembers anything, or was at least begun by this program.

    One that is missing, emptied or filled with something else tells nothing of what was cut off.
    """
    with suppress(OSError):
        return _BEGUN in path.read_bytes().splitlines() or bool(remembered(path) or accepted(path))
    return False


def accepted(path: Path) -> set[str]:
    """Return the ids of the meetings of which somebody accepted that they are gone."""
    found: set[str] = set()
    decoder = msgspec.json.Decoder(Accepted)
    with suppress(OSError):
        for line in path.read_bytes().splitlines():
            if line.startswith(b"{"):
                with suppress(msgspec.MsgspecError, UnicodeError):
                    found.add(decoder.decode(line).meeting_id)
    return found


class HeadsFile:
    """Remembers heads, lazily: the rows themselves are on disk already, so nobody waits for this."""

    def __init__(self, path: Path, known: Callable[[], Iterable[Head]] = tuple) -> None:
        """Write to a file that stays open: what was in it is written again if somebody takes it away.

        `known` gives the heads to begin with where nothing is left of it.
        """
        self._path, self._known = path, known
        self._file = -1
        self._size = 0
        self._pending: dict[tuple[str, str], Head] = {}
        self._written: dict[tuple[str, str], float] = {}

    def tells(self) -> bool:
        """Say whether anything was ever remembered, and is still there."""
        return tells(self._path)

    def begin(self, heads: Iterable[Head]) -> None:
        """Make the file, on the disk as well: that it is missing has to mean that somebody took it away."""
        with suppress(OSError):
            os.write(self._standing(), b"\n" + _BEGUN + b"\n")
        self.write(heads)
        with suppress(OSError):
            flush(self._path)
            flush(self._path.parent)

    def note(self, head: Head) -> None:
        """Remember a head now if its stream has waited long enough, or else later."""
        stream = (head.meeting_id, head.device_id)
        self._pending[stream] = head
        now = time.monotonic()
        if now - self._written.get(stream, -EVERY) >= EVERY:
            self._written[stream] = now
            self.write([self._pending.pop(stream)])

    def write(self, heads: Iterable[Head | Accepted]) -> None:
        """Add lines; if the disk does not take them, the heads are remembered with a later one."""
        with suppress(OSError):
            os.write(self._standing(), _lines(heads))
            self._size = os.fstat(self._file).st_size

    def close(self, *, writes: bool = True) -> None:
        """Remember what was put off, unless the database beside it is another, and let go of the file."""
        if writes and (self._file >= 0 or self._pending):
            self.write(self._pending.values())
            self._pending.clear()
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _standing(self) -> int:
        """Return the open file, once what was in it stands under its name.

        Raises:
            OSError: it cannot be written.
        """
        before = self._file
        if before >= 0 and self._is_here(before):
            return before
        self._file = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        if before < 0:
            return self._file
        self._path.chmod(0o600)
        size = os.fstat(before).st_size
        os.write(self._file, _lines(self._known()) if size < self._size else os.pread(before, size, 0))
        os.close(before)
        return self._file

    def _is_here(self, file: int) -> bool:
        opened = os.fstat(file)
        if opened.st_size < self._size:
            return False
        with suppress(OSError):
            found = self._path.stat()
            return (found.st_dev, found.st_ino) == (opened.st_dev, opened.st_ino)
        return False


def _lines(heads: Iterable[Head | Accepted]) -> bytes:
    return b"".join(b"\n" + msgspec.json.encode(head) + b"\n" for head in heads)
