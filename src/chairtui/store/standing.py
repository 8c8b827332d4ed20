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
_AGAIN, _PAUSE = 4, 0.05
"""How often, and after how many seconds, it is looked again at what another program may just be writing."""


class Alone(NamedTuple):
    """What a database file holds without its write-ahead log."""

    schema: int
    """The number of its schema: a copy made by the engine has another."""
    events: int
    """They never become fewer."""


class Standing:
    """The files of one open database, as they were when it was opened, and as they are."""

    def __init__(
        self, path: Path, schema: int, alone: Callable[[], Alone], logged: Callable[[], int]
    ) -> None:
        """Remember the files of a database with a schema of this number.

        `alone` reads what the database file holds, `logged` says how many pages should be in the log.

        Raises:
            OSError: the file cannot be looked at.
        """
        self._path, self._alone, self._logged = path, alone, logged
        self._log, self._index = (path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm"))
        self._lock = threading.Lock()
        self._known: dict[Path, tuple[int, int]] = {}
        """Device and number of each file that was seen."""
        found = path.stat()
        self._state = (found.st_size, found.st_mtime_ns)
        self._held = alone()
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
            found = file.stat()
            here = (found.st_dev, found.st_ino)
            if self._known.setdefault(file, here) != here:
                return REPLACED
            if file != self._log:
                return "" if found.st_size else EMPTIED
            emptied = not _is_log(file) if found.st_size else self._logged() > 0
            return EMPTIED if emptied else ""
        except OSError:
            return GONE if file in self._known else ""

    def _changed(self) -> str:
        """Look closer at a file that was written to: by a checkpoint, of anybody, or by somebody else."""
        found = self._path.stat()
        state = (found.st_size, found.st_mtime_ns)
        if state == self._state:
            return ""
        if state[0] < self._state[0]:
            return OVERWRITTEN
        for _ in range(_AGAIN):
            held = self._alone()
            if held.schema in self.schemas and held.events >= self._held.events:
                self._state, self._held = state, held
                return ""
            time.sleep(_PAUSE)
        return OVERWRITTEN


def _is_log(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(4) in _LOG_BEGINS
