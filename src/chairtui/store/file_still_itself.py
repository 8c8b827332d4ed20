"""Whether the files of an open database are still those that it writes to.

The engine goes on writing into a file that was deleted, moved away or replaced by another: nobody can open
what it wrote, and it says nothing. So somebody looks before anything counts as saved. The same holds for what
lies beside the file: the newest events are in its write-ahead log.

The database itself is never opened here but by the engine: to close a second handle on it would drop the
locks of the first. Source: sqlite.org/howtocorrupt.html, section 2.2.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

GONE = "was deleted or moved away while it was open"
REPLACED = "was replaced by another file while it was open"
EMPTIED = "was emptied while it was open"
OVERWRITTEN = "was overwritten while it was open"

_LOG_BEGINS = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")
"""The first bytes of a write-ahead log. Source: sqlite.org/fileformat2.html, section 4.1."""
_SETTLED = 2.0
"""Seconds without a write to the file after which a count of its events is that of a whole file: one that is
read while another program writes to it, page by page, may count a page twice."""
_AGAIN, _PAUSE = 4, 0.05
"""How often, and after how many seconds, it is looked again at what another program may just be writing."""


class Alone(NamedTuple):
    """What a database file holds without its write-ahead log."""

    schema: int
    """The number of its schema: a copy made by the engine has another."""
    events: int
    """They never become fewer where the file is whole; -1 if they cannot be counted."""


class Logged(NamedTuple):
    """What is in the write-ahead log."""

    pages: int
    whole: bool
    """Whether the file has all of it, or nothing: a log is begun anew only when the file has all of the last.
    Otherwise the file by itself is a mixture of older and newer pages, for a page that was changed again
    since is left out while somebody reads. Source: sqlite.org/wal.html, 2.2."""


class Standing:
    """The files of one open database, as they were when it was opened, and as they are."""

    def __init__(
        self, path: Path, schema: int, alone: Callable[[], Alone], logged: Callable[[], Logged]
    ) -> None:
        """Remember the files of a database with a schema of this number.

        `alone` reads what the database file holds, `logged` says what should be in the log.

        Raises:
            OSError: the file cannot be looked at.
        """
        self._path, self._alone, self._logged = path, alone, logged
        self._log, self._index = (path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm"))
        self._lock = threading.Lock()
        self._known: dict[Path, tuple[int, int]] = {}
        """Device and number of each file that was seen."""
        file = path.stat()
        self._state = (file.st_size, file.st_mtime_ns)
        self._held, self._unsure_since = alone(), time.monotonic()
        """What is in the file at least; and since when it may be more, 0 if it is not."""
        self.schemas = {self._held.schema, schema}
        """Those that the file may have by itself: its own at first, and the one in its log."""
        self.fault()

    def fault(self) -> str:
        """Say what became of a file, in a sentence without its end, or nothing if all stand."""
        with self._lock:
            for file in (self._path, self._log, self._index):
                if trouble := self._moved(file):
                    return f"{file} {trouble}"
            trouble = self._changed()
            return f"{self._path} {trouble}" if trouble else ""

    def _moved(self, file: Path) -> str:
        try:
            standing = file.stat()
            here = (standing.st_dev, standing.st_ino)
            if self._known.setdefault(file, here) != here:
                return REPLACED
            if file != self._log:
                return "" if standing.st_size else EMPTIED
            emptied = not _is_log(file) if standing.st_size else self._logged().pages > 0
            return EMPTIED if emptied else ""
        except OSError:
            return GONE if file in self._known else ""

    def _changed(self) -> str:
        """Look closer at a file that was written to: by a checkpoint, of anybody, or by somebody else."""
        file = self._path.stat()
        state = (file.st_size, file.st_mtime_ns)
        if state == self._state:
            self._count_again(state)
            return ""
        if state[0] < self._state[0]:
            return OVERWRITTEN
        for _ in range(_AGAIN):
            held = self._alone()
            if self._fits(held):
                self._state, self._unsure_since = state, time.monotonic()
                return ""
            time.sleep(_PAUSE)
        return OVERWRITTEN

    def _fits(self, held: Alone) -> bool:
        """Say whether the open file may hold this: a mixture may not even be readable by itself."""
        if held.schema in self.schemas and held.events >= self._held.events:
            return True
        return held.schema in (-1, *self.schemas) and not self._logged().whole

    def _count_again(self, state: tuple[int, int]) -> None:
        """Find out what the file holds once nobody has written to it for a while."""
        if not self._unsure_since or time.monotonic() - self._unsure_since < _SETTLED:
            return
        held, file = self._alone(), self._path.stat()
        unchanged = (file.st_size, file.st_mtime_ns) == state
        if held.schema in self.schemas and unchanged and self._logged().whole:
            self._held, self._unsure_since = held, 0.0


def _is_log(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(4) in _LOG_BEGINS
