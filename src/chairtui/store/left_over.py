"""What a program that had to end could not store: a file beside the database, until the next one opens it.

The database may be held by another program for longer than the system lets this one live.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from chairtui.store.disk import flush
from chairtui.store.sealed import Key, seal, unseal

_MARK = ".left-"


Text = tuple[str, str, str]
"""A draft: meeting, field and words; without words it is to be forgotten."""

_DECODER = msgspec.json.Decoder(Text)


def leave(database: Path, owner: str, texts: Iterable[Text], key: Key = None) -> None:
    """Write texts into a file of this user's alone, and bring it to the disk; without any, take it away.

    Raises:
        OSError: it cannot be written.
    """
    file = _file(database, owner)
    content = b"".join(msgspec.json.encode(one) + b"\n" for one in texts)
    if not content:
        file.unlink(missing_ok=True)
        return
    _put(file, content, key)


def lock_all(database: Path, before: Key, after: Key) -> None:
    """Lock what programs left with the key that the database has now; what cannot be stays as it is."""
    for owner in owners(database):
        file = _file(database, owner)
        with suppress(OSError):
            _put(file, unseal(file, before), after)


def _put(file: Path, content: bytes, key: Key) -> None:
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    seal(part, content, key)
    flush(part)
    part.replace(file)
    with suppress(OSError):  # a folder cannot be flushed everywhere
        flush(file.parent)


def owners(database: Path) -> list[str]:
    """Return whose files lie beside a database."""
    files = database.parent.glob(f"{database.name}{_MARK}*")
    return [file.name.rpartition("-")[2] for file in files if file.suffix != ".part"]


def texts(database: Path, owner: str, key: Key = None) -> Iterator[Text]:
    """Give what somebody left; unreadable lines are passed over.

    Raises:
        OSError: the file cannot be read, or is locked with another key.
    """
    for line in unseal(_file(database, owner), key).splitlines():
        with suppress(msgspec.MsgspecError, UnicodeError):
            yield _DECODER.decode(line)


def take_away(database: Path, owner: str) -> None:
    """Take away a file whose texts are in the database."""
    with suppress(OSError):
        _file(database, owner).unlink(missing_ok=True)


def _file(database: Path, owner: str) -> Path:
    return database.with_name(f"{database.name}{_MARK}{owner}")
