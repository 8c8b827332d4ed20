"""The last row of each stream, remembered in a file beside the database.

A chain does not stop somebody who holds the database: they can cut rows off its end, or change a row and hash
all that follow anew. What was remembered outside the database then no longer fits, and `verify` says so.
It does not stop somebody who changes both files; for them there are the copies that were handed over.

One line for each head, never rewritten: a line torn by a power cut loses only itself. Each carries a mark of
all that stood in the file before it was written and had reached the disk: whatever a power cut takes, it
leaves no line whose mark does not fit. Where a mark fits no beginning of the file, lines were taken out of it
or changed. Lines written together, or by two programs at once, may bear one mark: the next covers them all.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from copy import copy
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from chairtui.store.disk import flush

EVERY = 60.0
"""Seconds between two lines of one stream: what may be cut off unnoticed if the program is killed."""

NO_MEETING = "none"
"""Whoever asks for its heads asks only what the file tells as a whole."""

_HOW = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
_BEGUN = b'"begun"'
"""The first line: a file that holds no head yet is then told from one that was emptied."""


class Head(Struct, frozen=True, array_like=True):
    """That a stream had a row with this hash."""

    meeting_id: str
    device_id: str
    seq: int
    hash: str
    found: bool = False
    """Whether it was only found there, when the file told nothing of it: nothing tells what came before."""
    after: str = ""
    """The mark of all that stood before it in the file; lines of earlier versions have none."""


class Accepted(Struct, frozen=True, kw_only=True):
    """That somebody accepted that a meeting is gone, so that nothing can be said in a log of its own."""

    meeting_id: str
    by: str
    at: datetime
    """UTC."""
    because: str
    after: str = ""


class Memory(NamedTuple):
    """What a file remembers."""

    heads: tuple[Head, ...]
    """The oldest first; unreadable lines are passed over."""
    accepted: frozenset[str]
    """Meetings of which somebody accepted that they are gone."""
    tells: bool
    """Whether it remembers anything, or was at least begun: one that is missing, emptied or filled with
    something else tells nothing of what was cut off."""
    gap: bool
    """Whether lines of it are missing or changed, and what is there was not noted as only found since."""


def beside(database: Path) -> Path:
    """Return the file that remembers the heads of a database."""
    return database.with_name(f"{database.name}.heads.jsonl")


def recall(path: Path, meeting_id: str = "") -> Memory:
    """Return what a file remembers; the heads are those of all meetings, or of one.

    Whether lines are missing shows only in the whole file, but of other meetings no line is decoded or kept.
    """
    content = b""
    with suppress(OSError):
        content = path.read_bytes()
    whole = _as_a_whole(content)
    if meeting_id == NO_MEETING:
        return whole
    wanted = msgspec.json.encode(meeting_id) if meeting_id else b""
    read = (_read(raw) for raw in content.split(b"\n") if raw and wanted in raw)
    heads = (line for line in read if isinstance(line, Head) and meeting_id in ("", line.meeting_id))
    return whole._replace(heads=tuple(heads))


def _mark(digest: hashlib._Hash) -> bytes:
    return digest.hexdigest()[:16].encode()


class Seen:
    """What the lines of a file tell together, as far as it was read."""

    def __init__(self) -> None:
        self._digest, self._length = hashlib.sha256(), 0
        self._marks = {b"", _mark(self._digest)}
        """Of all beginnings of the file that end with a line."""
        self.tells, self.gap = False, False
        self.gone: set[str] = set()

    def begins(self, content: bytes) -> bool:
        """Say whether what was read stands at the beginning of a content."""
        return hashlib.sha256(content[: self._length]).digest() == self._digest.digest()

    def read_on(self, content: bytes) -> Seen:
        """Take in the lines that were added since; return what they tell with what is no whole line yet."""
        whole, _, rest = content[self._length :].rpartition(b"\n")
        if len(content) - len(rest) > self._length:
            for raw in whole.split(b"\n"):
                self._take(raw)
                self._digest.update(raw + b"\n")
                self._marks.add(_mark(self._digest))
            self._length = len(content) - len(rest)
        if not rest:
            return self
        torn = copy(self)
        torn.gone = {*self.gone}
        torn._take(rest)
        return torn

    def _take(self, raw: bytes) -> None:
        if not raw or (self.tells and self._fits(raw)):
            return
        line = _read(raw)
        self.tells = self.tells or line is not None or raw == _BEGUN
        fits = line is not None and line.after.encode("utf-8", "replace") in self._marks
        if isinstance(line, Head):
            self.gap = (self.gap or not fits) and not (fits and line.found)
        elif line is not None:
            self.gone.add(line.meeting_id)
            self.gap = self.gap or not fits

    def _fits(self, raw: bytes) -> bool:
        """Say whether a line ends as one of a head that was not only found, with the mark of a beginning."""
        return raw[-26:-18] == b',false,"' and raw[-2:] == b'"]' and raw[-18:-2] in self._marks


_SEEN = [Seen()]
_SEEING = Lock()


def _as_a_whole(content: bytes) -> Memory:
    """Return what a content tells but for its heads; of what was seen last, only what was added is read."""
    with _SEEING:
        if not _SEEN[0].begins(content):
            _SEEN[0] = Seen()
        told = _SEEN[0].read_on(content)
        return Memory((), frozenset(told.gone), tells=told.tells, gap=told.gap)


def _read(line: bytes) -> Head | Accepted | None:
    with suppress(msgspec.MsgspecError, UnicodeError):
        return _ACCEPTED.decode(line) if line.startswith(b"{") else _HEAD.decode(line)
    return None


_HEAD, _ACCEPTED = msgspec.json.Decoder(Head), msgspec.json.Decoder(Accepted)


class HeadsFile:
    """Remembers heads, lazily: the rows themselves are on disk already, so nobody waits for this."""

    def __init__(self, path: Path, known: Callable[[], Iterable[Head]] = tuple) -> None:
        """Write to a file that stays open: what was in it is written again if somebody takes it away.

        `known` gives the heads that are then noted as only found: whoever took it away may have changed more,
        so it is a fault until somebody accepts it.
        """
        self._path, self._known = path, known
        self._file = -1
        self._size = 0
        self._digest, self._covered = hashlib.sha256(), 0
        """Of the bytes that the next line's mark covers, and how many they are."""
        self._pending: dict[tuple[str, str], Head] = {}
        self._written: dict[tuple[str, str], float] = {}

    def recall(self, meeting_id: str = "") -> Memory:
        """Return what the file remembers, of all meetings or of one."""
        return recall(self._path, meeting_id)

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
            self._standing()
            if lines := list(heads):
                self._add(lines)
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
        self._file = os.open(self._path, _HOW, 0o600)
        self._digest, self._covered = hashlib.sha256(), 0
        if before < 0:
            return self._file
        self._path.chmod(0o600)
        size = os.fstat(before).st_size
        if size >= self._size:
            os.lseek(before, 0, os.SEEK_SET)
            os.write(self._file, os.read(before, size))
        self._add(self._known())
        os.close(before)
        return self._file

    def _add(self, heads: Iterable[Head | Accepted]) -> None:
        mark = self._marked()
        lines = (b"\n" + msgspec.json.encode(replace(head, after=mark)) + b"\n" for head in heads)
        os.write(self._file, b"".join(lines))

    def _marked(self) -> str:
        """Return the mark of all whole lines that are in the file now, also of those that others wrote.

        They are brought to the disk first: what a mark covers no power cut can take, in whichever order the
        disk wrote what came after.
        """
        size = os.fstat(self._file).st_size
        if size > self._covered:
            os.fsync(self._file)
            os.lseek(self._file, self._covered, os.SEEK_SET)
            added = os.read(self._file, size - self._covered)
            whole = added[: added.rfind(b"\n") + 1]
            self._digest.update(whole)
            self._covered += len(whole)
        return _mark(self._digest).decode()

    def _is_here(self, file: int) -> bool:
        opened = os.fstat(file)
        if opened.st_size < self._size:
            return False
        with suppress(OSError):
            named = self._path.stat()
            return (named.st_dev, named.st_ino) == (opened.st_dev, opened.st_ino)
        return False
