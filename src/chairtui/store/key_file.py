"""The file beside a database that holds its key, locked once for each way in which it opens.

A locked database begins with 16 random bytes, which are made together with its key: they name the key among
those of the file. So it is known which key a database has before anything is opened, also where a program was
killed between writing a new key and locking the database with it: the file then holds both.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from chairtui.live.locking import Standing, Way
from chairtui.store.disk import flush
from chairtui.store.faults import CannotOpen, not_saved
from chairtui.store.older import part_of, sweep

FORMAT = "chairtui.key/1"
END = ".key"
"""What the name of the file adds to the database's."""
PLAIN = b"SQLite format 3\0"
"""How a database in clear begins. Source: sqlite.org/fileformat2.html, section 1.3."""
ID_BYTES = 16


class Copy(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The key, locked for one way of opening it."""

    way: Way
    locked: bytes = b""
    """A file of age; nothing where the keystore keeps the key."""
    recipient: str = ""
    """The public key of age that it is locked for."""


class Kept(Struct, frozen=True, kw_only=True):
    """One key, as often as there are ways to it."""

    id: str
    """How the databases begin that it locks: 32 hexadecimal digits."""
    copies: tuple[Copy, ...]


class KeyFile(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is kept of the keys of one database: nothing in it opens by itself."""

    format: str = FORMAT
    keys: tuple[Kept, ...] = ()
    not_locked_because: str = ""
    """Why somebody left the database in clear."""
    sum: str = ""
    """Of all the rest, so that damage is told from a wrong passphrase: 64 hexadecimal digits."""

    def of(self, key_id: str) -> Kept | None:
        """Return what is kept of a key."""
        return next((one for one in self.keys if one.id == key_id), None)


def key_file(database: Path) -> Path:
    """Return the file that holds the locked keys of a database."""
    return database.with_name(f"{database.name}{END}")


def standing(database: Path) -> Standing:
    """Say whether a database is locked, from how it begins; what is no database counts as in clear."""
    begins = _begins(database)
    if begins:
        return Standing.LOCKED if begins != PLAIN and _known(database) else Standing.CLEAR
    return Standing.LOCKED if read(database).keys else Standing.NEW


def without_key(database: Path) -> bool:
    """Say whether a file does not begin as one in clear does, and no key beside it opens it."""
    begins = _begins(database)
    return begins not in (b"", PLAIN) and not read(database).of(begins.hex())


def key_id(database: Path) -> str:
    """Return the id of the key that a database is locked with; of a new one, that which is to lock it."""
    if begins := _begins(database):
        return begins.hex()
    keys = read(database).keys
    return keys[-1].id if keys else ""


def read(database: Path) -> KeyFile:
    """Return what is kept of the keys of a database; nothing where no file is.

    An earlier state of a database has none of its own: its key is in that of the database beside it.

    Raises:
        CannotOpen: it is damaged or cannot be read.
    """
    file = key_file(database)
    if not file.exists():
        file = _near(database) or file
    try:
        kept = msgspec.json.decode(file.read_bytes(), type=KeyFile)
    except FileNotFoundError:
        return KeyFile()
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        raise _damaged(file) from None
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise CannotOpen(f"The key file {file} cannot be read: {why}. Nothing was changed.") from None
    if kept.format != FORMAT:
        raise CannotOpen(
            f"The key file {file} was written by a newer chairtui. Nothing was changed. Update chairtui to "
            "open the database."
        )
    if kept.sum != _sum(kept):
        raise _damaged(file)
    return kept


def keep(database: Path, kept: KeyFile) -> None:
    """Write the key file of a database; either the old or the new one is there, whatever happens.

    Raises:
        NotSaved: the file is as it was.
    """
    file = key_file(database)
    part = part_of(file)
    content = msgspec.json.format(msgspec.json.encode(replace(kept, sum=_sum(kept))), indent=2) + b"\n"
    try:
        file.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
        sweep(file.parent)
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        part.replace(file)
        flush(file.parent)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise not_saved(error) from None


def put_beside(database: Path, copy: Path, *, newer: bool) -> None:
    """Put the locked key of a database beside a copy of it, before the copy is there; keys of others stay.

    Where the copy's place has that key already, the `newer` one is taken: a passphrase may have changed.

    Raises:
        NotSaved: it could not be written.
    """
    kept = read(database).of(key_id(database))
    if kept is None:
        return
    try:
        there = read(copy) if key_file(copy).exists() else KeyFile()
    except CannotOpen:  # it is damaged: this one takes its place
        there = KeyFile()
    if there.of(kept.id) is None or newer:
        keep(copy, KeyFile(keys=(*(one for one in there.keys if one.id != kept.id), kept)))


def _near(database: Path) -> Path | None:
    """Return the key file beside a locked database that holds its key, under the name of another."""
    begins = _begins(database)
    if not begins or begins == PLAIN:
        return None
    for file in sorted(database.parent.glob(f"*{END}")):
        with suppress(OSError, msgspec.MsgspecError, UnicodeError, RecursionError):
            if msgspec.json.decode(file.read_bytes(), type=KeyFile).of(begins.hex()):
                return file
    return None


def _known(database: Path) -> bool:
    """Say whether something beside a file that is not in clear says that it is locked, and not damaged."""
    try:
        return bool(read(database).keys)
    except CannotOpen:
        return True


def _begins(database: Path) -> bytes:
    try:
        with database.open("rb") as file:
            return file.read(ID_BYTES)
    except OSError:
        return b""


def _sum(kept: KeyFile) -> str:
    return hashlib.sha256(msgspec.json.encode(replace(kept, sum=""))).hexdigest()


def _damaged(file: Path) -> CannotOpen:
    return CannotOpen(
        f"The key file {file} is damaged, so the database beside it cannot be opened. Nothing was changed. "
        "Put the key file back that lies beside the last backup: it has the same name with the backup's."
    )
