"""How often a database was tried with a wrong passphrase: each makes the next wait longer, also tomorrow.

It slows down who sits at this machine. Who takes the files away waits only for the passphrase's own second.
"""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from chairtui.directory.agencies_file import write_private

_FREE = 2
"""Wrong ones before anybody waits: people mistype."""
LONGEST = 300.0
"""Seconds."""


class Tries(Struct, frozen=True):
    """Wrong passphrases since the last right one."""

    wrong: int = 0
    at: float = 0.0
    """When the last was tried: seconds since 1970."""

    def waits(self) -> float:
        """Return how many seconds are left before the next one; a clock that was put back waits no longer."""
        if self.wrong <= _FREE:
            return 0.0
        whole = min(LONGEST, 2.0 ** min(self.wrong - _FREE, 16))
        return min(whole, max(0.0, self.at + whole - time.time()))


def tries(database: Path) -> Tries:
    """Return how often a database was tried in vain."""
    with suppress(OSError, msgspec.MsgspecError):
        return msgspec.json.decode(_file(database).read_bytes(), type=Tries)
    return Tries()


def count(database: Path) -> None:
    """Count one more, before it is tried: who ends the program meanwhile has tried all the same."""
    with suppress(OSError):
        write_private(_file(database), msgspec.json.encode(Tries(tries(database).wrong + 1, time.time())))


def forget(database: Path) -> None:
    """Begin anew, because the right one was given."""
    with suppress(OSError):
        _file(database).unlink(missing_ok=True)


def _file(database: Path) -> Path:
    return database.with_name(f"{database.name}.tries")
