"""Bringing what was written to the disk, so that a power cut cannot take it."""

from __future__ import annotations

import os
from pathlib import Path


def flush(path: Path) -> None:
    """Bring a file, or what a folder names, to the disk.

    Raises:
        OSError: the disk did not take it.
    """
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    except OSError:
        if path.is_file():
            raise  # a folder cannot be flushed everywhere
    finally:
        os.close(file)
