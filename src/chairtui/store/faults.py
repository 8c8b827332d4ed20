"""What went wrong with a file, in words for a person: what happened, what was kept, what to do."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from chairtui.live.ports import Busy, NotSaved
from chairtui.live.ports import CannotOpen as CannotOpen

BUSY, CORRUPT, CANNOT_OPEN, NOT_A_DATABASE = 5, 11, 14, 26

_FULL = ("the disk is full.", "Free some space on it, then try again.")
_READ_ONLY = (
    "the file or its folder may only be read.",
    "Allow writing to both, or choose another place with --db.",
)
_CANNOT_OPEN = (
    "the file or its folder is not there, or may not be opened.",
    "Check the place, the right to use it, and that the disk is connected.",
)
_DAMAGED = (
    "the file is damaged.",
    "Keep it as it is, run “chairtui verify”, and put the last backup in its place.",
)
_NOT_A_DATABASE = (
    "the key is wrong, or the file is damaged or not a chairtui database.",
    "Try the key again; if it is right, put the last backup in its place.",
)
_WORDS = {
    3: _READ_ONLY,
    BUSY: (
        "another program is holding the file.",
        "Close the other program or wait a moment, then try again.",
    ),
    6: ("another part of the program is holding the file.", "Wait a moment, then try again."),
    7: ("the computer has no memory left.", "Close other programs, then try again."),
    8: _READ_ONLY,
    10: ("the disk gave an error.", "Check the disk and its cable or network, then try again."),
    CORRUPT: _DAMAGED,
    13: _FULL,
    CANNOT_OPEN: _CANNOT_OPEN,
    18: ("the text is too long.", "Divide it into parts."),
    NOT_A_DATABASE: _NOT_A_DATABASE,
}
_OS_WORDS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EROFS: _READ_ONLY,
    errno.EIO: _WORDS[10],
}


UNREADABLE = (sqlite.Error, UnicodeDecodeError)
"""What the engine raises over a file; the second where its own messages repeat bytes that are damaged."""


_KEPT = "Everything saved before is still there."


def not_saved(error: Exception) -> NotSaved:
    """Return what to raise when something could not be stored."""
    if code_of(error) == BUSY:
        return busy()
    what, do = _words(error)
    kept = "What was saved before may be hurt." if what == _DAMAGED[0] else _KEPT
    return NotSaved(f"Not saved: {what} {kept} {do}")


def busy() -> Busy:
    """Return what to raise when another program, or another part of this one, holds the file."""
    what, do = _WORDS[BUSY]
    return Busy(f"Not saved: {what} {_KEPT} {do}")


def lost(trouble: str) -> NotSaved:
    """Return what to raise when the open file is not there any more, or not itself."""
    return NotSaved(
        f"Not saved: {trouble}. What was saved in it is still in the open program: put the file back as it "
        "was, or keep everything in another place before you leave."
    )


def unreadable(trouble: str) -> NotSaved:
    """Return what to raise when stored meetings are asked for and the open file is not itself."""
    return NotSaved(f"The stored meetings cannot be read: {trouble}. Nothing was changed. Put the file back.")


def not_read(error: Exception) -> NotSaved:
    """Return what to raise when something could not be read."""
    what, do = _words(error)
    return NotSaved(f"The stored meetings cannot be read: {what} Nothing was changed. {do}")


def damaged() -> NotSaved:
    """Return what to raise when what was read is nothing that this program writes."""
    what, do = _DAMAGED
    return NotSaved(f"The stored meetings cannot be read: {what} Nothing was changed. {do}")


def cannot_open(error: Exception, path: Path) -> CannotOpen:
    """Return what to raise when the database cannot be opened."""
    what, do = _words(error)
    if what == _DAMAGED[0]:
        do = "Keep it as it is, and put the last backup in its place."
    if code_of(error) == CANNOT_OPEN and path.is_file() and not os.access(path.parent, os.W_OK):
        what, do = _READ_ONLY
    return CannotOpen(f"{path} cannot be opened: {what} Nothing in it was changed. {do}")


def code_of(error: Exception) -> int:
    """Return SQLite's primary result code, or 0 for an error of another kind."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


def _words(error: Exception) -> tuple[str, str]:
    if isinstance(error, OSError):
        return _OS_WORDS.get(error.errno or 0, _CANNOT_OPEN)
    if isinstance(error, (sqlite.DatabaseError, UnicodeDecodeError)) and not getattr(
        error, "sqlite_errorcode", None
    ):
        return _DAMAGED  # the driver itself could not make sense of what it read
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    unknown = (f"the database refused it ({name}).", "Run “chairtui verify”, and keep a copy of the file.")
    return _WORDS.get(code_of(error), unknown)
