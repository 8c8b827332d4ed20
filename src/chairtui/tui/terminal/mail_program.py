"""Opening a link in the program that this machine has for it; never in the terminal that chairtui is in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

SETTLED = 3.0
"""Seconds in which a program that cannot open a link says so; one that still runs has opened it."""
NO_DISPLAY = "This machine has no display for a mail program: copy the message and paste it there."
NO_PROGRAM = "No mail program could be opened on this machine: copy the message and paste it there."


def open_link(link: str) -> str:
    """Open a link; return a sentence if that is not possible here. It may take seconds.

    Python's own `webbrowser` is not used: where there is no display it starts text browsers in the terminal.
    """
    remote = "SSH_CONNECTION" in os.environ
    shown = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    if not shown and (remote or sys.platform not in ("win32", "darwin")):
        return NO_DISPLAY
    if sys.platform == "win32":
        try:
            os.startfile(link)
        except OSError:
            return NO_PROGRAM
        return ""
    else:  # noqa: RET505 - types know this as the branch of the others
        opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
        return NO_PROGRAM if opener is None or not _opened(opener, link) else ""


def _opened(opener: str, link: str) -> bool:
    """Say whether a program took the link; what it says about itself stays out of the terminal."""
    quiet = subprocess.DEVNULL
    try:
        started = subprocess.Popen(
            [opener, link], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
    except OSError:
        return False
    try:
        return started.wait(SETTLED) == 0
    except subprocess.TimeoutExpired:
        return True
