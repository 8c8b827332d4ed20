"""What somebody else wrote, at work in a process of its own, with limits of time and memory.

Whatever it does, the program that asked goes on: no crash, no changed folder, no endless loop reaches it.
That process is given everything through a pipe, and gives everything back through one.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, NamedTuple

MOST_MEMORY = 1_000_000_000
"""Bytes that such a process may take."""

STOPPED = 4
"""With this code it ends where it took too much."""
_OFTEN = 0.05
"""Seconds after which it is looked again how much memory is taken."""


class TookTooMuch(Exception):
    """It took too long or too much, or the system ended it."""


class Done(NamedTuple):
    """What came back."""

    code: int
    given_back: bytes


def do_apart(module: str, given: bytes, seconds: float) -> Done:
    """Return what a module makes of standard input, as a program of its own.

    Raises:
        TookTooMuch: it took longer than `seconds`, or more memory than it may.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", module],
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TookTooMuch from None
    if done.returncode == STOPPED or done.returncode < 0:
        raise TookTooMuch
    return Done(done.returncode, done.stdout)


def set_limits(seconds: int) -> None:
    """End this process when it takes too much, by the system's own means where it has some."""
    if sys.platform != "win32":
        import resource

        for what, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, seconds)):
            try:
                resource.setrlimit(what, (most, most))
            except (OSError, ValueError):  # not every system has each of them, and some have a lower one
                continue
    threading.Thread(target=_watch, daemon=True, name="memory").start()


def _watch() -> None:
    while _memory() <= MOST_MEMORY:
        time.sleep(_OFTEN)
    os._exit(STOPPED)


_STATUS = Path("/proc/self/status")
"""What Linux tells of this process. Source: proc_pid_status(5)."""


def _memory() -> int:
    """Return the most bytes that this process has had in memory."""
    if sys.platform == "win32":
        return _memory_of_windows()
    elif sys.platform == "darwin":  # noqa: RET505 - types know this as the branch of the others
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    else:  # not getrusage, which counts here what the program that started this one has taken
        return int(_STATUS.read_text("ascii", "replace").partition("VmHWM:")[2].split()[0]) * 1024


def _memory_of_windows() -> int:
    """Ask Windows (GetProcessMemoryInfo) for the peak of what was promised to this process."""
    import ctypes

    class Counters(ctypes.Structure):
        _fields_ = (
            ("size", ctypes.c_uint32),
            ("faults", ctypes.c_uint32),
            *((f"part_{number}", ctypes.c_size_t) for number in range(8)),
        )

    counters = Counters(size=ctypes.sizeof(Counters))
    system: Any = ctypes.CDLL("kernel32")
    system.GetCurrentProcess.restype = ctypes.c_void_p
    process = ctypes.c_void_p(system.GetCurrentProcess())
    system.K32GetProcessMemoryInfo(process, ctypes.byref(counters), ctypes.c_uint32(counters.size))
    return int(counters.part_7)
