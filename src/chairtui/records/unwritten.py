"""What to say when a file could not be written: what happened, what was kept, what to do."""

from __future__ import annotations

import errno
from pathlib import Path

from chairtui.live.ports import NotSaved

_CLOSED = "it may not be written to, or the file is open in another program such as Word"
_WHY = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is full",
    errno.EFBIG: "the disk takes no file of this size",
    errno.EACCES: _CLOSED,
    errno.EPERM: _CLOSED,
    errno.EBUSY: _CLOSED,
    errno.EROFS: "it may only be read",
}
_DO = {_CLOSED: "Close it there, or choose another place."}


def not_written(error: OSError, place: Path) -> NotSaved:
    """Return what to raise when nothing could be written to a file or a folder."""
    why = _WHY.get(error.errno or 0) or (error.strerror or type(error).__name__).lower()
    do = _DO.get(why, "Choose another place.")
    return NotSaved(f"Nothing was written to {place}: {why}. What was there before is as it was. {do}")
