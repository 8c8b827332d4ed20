"""Bringing what was written to the disk, so that no power cut takes it; and what ended processes left."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def flush(path: Path) -> None:
    """Bring a file, or what a folder names, to the disk.

    Raises:
        OSError: the disk did not take it.
    """
    windows = sys.platform == "win32"
    if windows and path.is_dir():
        return  # there no program can open a folder
    how = os.O_RDWR if windows else os.O_RDONLY  # there only what is open for writing can be flushed
    file = os.open(path, how)
    try:
        os.fsync(file)
    except OSError:
        if path.is_file():
            raise  # a folder cannot be flushed everywhere
    finally:
        os.close(file)


def is_left_over(path: Path, maker: str) -> bool:
    """Say whether a file or folder is this user's and the process that made it, by its number, has ended.

    Raises:
        OSError: it cannot be looked at.
    """
    if sys.platform == "win32":  # there, asking whether a process lives would end it
        return False
    else:  # noqa: RET505 - types know this as the branch of the others
        try:
            os.kill(int(maker), 0)
        except ProcessLookupError:
            return path.stat().st_uid == os.getuid()
        except (ValueError, OverflowError, PermissionError):
            return False
        return False
