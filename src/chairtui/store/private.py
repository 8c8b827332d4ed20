"""Making the file and its folder for this user's eyes only."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path


def make_private(path: Path) -> None:
    """Make the folder and the file if they are not there, for this user's eyes only."""
    path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)  # another program may be making it too
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR | getattr(os, "O_CLOEXEC", 0), 0o600))
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        with suppress(OSError):  # not ours to change, or not there
            file = path.with_name(name)
            mode = stat.S_IMODE(file.stat().st_mode)
            if mode & 0o077:
                file.chmod(mode & 0o700)
    if not path.stat().st_mode & stat.S_IWUSR:  # somebody meant it so, also where this user may write all
        raise PermissionError(errno.EACCES, "may only be read", str(path))
