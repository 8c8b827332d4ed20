"""What a program that had to end could not store: a file beside the database, until the next one opens it.

The database may be held by another program for longer than the system lets this one live.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from chairtui.store.disk import flush

_MARK = ".left-"


Text = tuple[str, str, str]
"""A draft: meeting, field and words; without words it is to be forgotten."""

_DECODER = msgspec.json.Decoder(Text)


def leave(database: Path, owner: str, texts: Iterable[Text]) -> None:
    """Write texts into a file of this user's alone, and bring it to the disk; without any, take it away.

    Raises:
        OSError: it cannot be written.
    """
    file = _file(database, owner)
    content = b"".join(msgspec.json.encode(one) + b"\n" for one in texts)
    if not content:
        file.unlink(missing_ok=True)
        return
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    part.replace(file)
    with suppress(OSError):  # a folder cannot be flushed everywhere
        flush(file.parent)


def owners(database: Path) -> list[str]:
    """Return whose files lie beside a database."""
    files = database.parent.glob(f"{database.name}{_MARK}*")
    return [file.name.rpartition("-")[2] for file in files if file.suffix != ".part"]


def texts(database: Path, owner: str) -> Iterator[Text]:
    """Give what somebody left; unreadable lines are passed over."""
    content = b""
    with suppress(OSError):
        content = _file(database, owner).read_bytes()
    for line in content.splitlines():
        with suppress(msgspec.MsgspecError, UnicodeError):
            yield _DECODER.decode(line)


def take_away(database: Path, owner: str) -> None:
    """Take away a file whose texts are in the database."""
    with suppress(OSError):
        _file(database, owner).unlink(missing_ok=True)


def _file(database: Path, owner: str) -> Path:
    return database.with_name(f"{database.name}{_MARK}{owner}")
