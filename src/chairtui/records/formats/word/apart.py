"""Filling a council's own Word template in a process of its own, with limits of time and memory.

A template is a small program that somebody else wrote: whatever it does, the program that asked for a record
goes on. That process is given record and template through a pipe, and gives back the file or a sentence.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from chairtui.records.formats.word.checking import INVENTED, MADE_AT, written
from chairtui.records.formats.word.spots import FaultyTemplate
from chairtui.records.record import Record

SECONDS = 20
"""What filling in may take; the longest record takes one or two."""
MOST_MEMORY = 1_000_000_000
"""Bytes that it may take; the longest record takes a quarter of it."""

_TOO_MUCH = (
    f"Filling the template in takes more than {SECONDS} seconds or {MOST_MEMORY // 1_000_000:,} MB of "
    "memory, which no record does: take loops out of it."
)
_DAMAGED = "The file is damaged: no document can be made from it."
_REFUSED, _STOPPED = 3, 4
_OFTEN = 0.05
"""Seconds after which it is looked again how much memory is taken."""


class _Asked(Struct, frozen=True):
    records: tuple[Record, ...]
    made_at: datetime


def write_apart(record: Record, made_at: datetime, template: bytes, seconds: float = SECONDS) -> bytes:
    """Return a record as a Word document made at a time (UTC) from a council's own template.

    Raises:
        FaultyTemplate: it cannot be used, or it takes too long or too much; the text says which.
    """
    return _written((record,), made_at, template, seconds)


def _written(records: tuple[Record, ...], made_at: datetime, template: bytes, seconds: float) -> bytes:
    """Have each of some records made; return the last."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", __name__],
            input=msgspec.json.encode(_Asked(records, made_at)) + b"\n" + template,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise FaultyTemplate(_TOO_MUCH) from None
    if done.returncode == _REFUSED:
        raise FaultyTemplate(done.stdout.decode())
    if done.returncode == _STOPPED or done.returncode < 0:
        raise FaultyTemplate(_TOO_MUCH)
    if done.returncode != 0:
        raise FaultyTemplate(_DAMAGED)
    return done.stdout


@lru_cache(maxsize=1)
def checked(template: bytes) -> bytes:
    """Return a template that was tried out, in a process of its own, and leaves out nothing of a record.

    Raises:
        FaultyTemplate: it cannot be used; the text says where and why.
    """
    _written(INVENTED, MADE_AT, template, SECONDS)
    return template


def main() -> int:
    """Do what standard input asks; write the document, or why there is none, to standard output."""
    _set_limits()
    first, _, template = sys.stdin.buffer.read().partition(b"\n")
    asked = msgspec.json.decode(first, type=_Asked)
    done, code = b"", 0
    try:
        for record in asked.records:
            done = written(record, asked.made_at, template)
    except FaultyTemplate as fault:
        done, code = str(fault).encode(), _REFUSED
    except MemoryError:
        return _STOPPED
    sys.stdout.buffer.write(done)
    return code


def _set_limits() -> None:
    """End this process when it takes too much, by the system's own means where it has some."""
    if sys.platform != "win32":
        import resource

        for what, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, SECONDS)):
            try:
                resource.setrlimit(what, (most, most))
            except (OSError, ValueError):  # not every system has each of them, and some have a lower one
                continue
    threading.Thread(target=_watch, daemon=True, name="memory").start()


def _watch() -> None:
    while _memory() <= MOST_MEMORY:
        time.sleep(_OFTEN)
    os._exit(_STOPPED)


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


if __name__ == "__main__":
    sys.exit(main())
