"""Which machine this is: so that settings or a database that were copied to another one are noticed."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

_DOMAIN = b"chairtui.machine/1"
"""Without it the mark would be the same in every program.

Source: machine-id(5): the id is kept from strangers; a program hashes it with a value of its own.
"""
_FILES = ("/etc/machine-id", "/var/lib/dbus/machine-id")


def mark(sources: Iterable[Callable[[], str]] | None = None) -> str:
    """Return 32 hexadecimal digits that another machine does not have; nothing where nothing tells it.

    The id of the installation is copied with a disk, the name is not, and both together are seldom the same.
    On macOS the id is the hardware's own and the name follows the network, so the id alone counts there.
    """
    known: list[str] = []
    for source in _sources() if sources is None else sources:
        with suppress(Exception):  # a machine that does not tell is known by what else there is
            known.append(source().strip())
    told = [one for one in known if one]
    if not told:
        return ""
    return hashlib.sha256(b"\0".join([_DOMAIN, *(one.encode() for one in told)])).hexdigest()[:32]


def _sources() -> tuple[Callable[[], str], ...]:
    if sys.platform == "darwin":
        return (_of_hardware,)
    elif sys.platform == "win32":  # noqa: RET505 - types know these as the branches of the others
        return (_of_windows, _name)
    else:
        return (_of_linux, _name)


def _name() -> str:
    if sys.platform == "win32":
        return os.environ["COMPUTERNAME"]
    else:  # noqa: RET505 - types know this as the branch of the others
        return os.uname().nodename


def _of_linux() -> str:
    return next((Path(file).read_text() for file in _FILES if Path(file).is_file()), "")


def _of_windows() -> str:
    registry: Any = import_module("winreg")
    wanted = registry.KEY_READ | registry.KEY_WOW64_64KEY
    place = r"SOFTWARE\Microsoft\Cryptography"
    with registry.OpenKey(registry.HKEY_LOCAL_MACHINE, place, 0, wanted) as key:
        return str(registry.QueryValueEx(key, "MachineGuid")[0])


def _of_hardware() -> str:
    import ctypes

    number, patience = ctypes.create_string_buffer(16), (ctypes.c_long * 2)(1, 0)
    refused = ctypes.CDLL(None).gethostuuid(number, patience)
    return _name() if refused else number.raw.hex()
