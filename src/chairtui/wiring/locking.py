"""The door of a database: what locks it, what opens it, how it gets another key; see `live.locking.Door`."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from chairtui.core.change import Refused
from chairtui.live.handing import Wanted, wanted_always
from chairtui.live.locking import (
    Ask,
    By,
    Choice,
    Key,
    Locked,
    NotOpened,
    Standing,
    Strength,
    Way,
)
from chairtui.live.ports import NotSaved
from chairtui.store import key_file, left_over, tries
from chairtui.store.connect import Database
from chairtui.store.faults import CannotOpen
from chairtui.store.key_file import Kept, KeyFile
from chairtui.wiring.ways import CHOSEN, check, chosen, for_sheet, locked_for, new_sheet

VARIABLE = "CHAIRTUI_NOT_LOCKED"
"""Says why new databases are not locked, so that nobody is asked: for tests and trials."""
MADE_IN_CLEAR = "it was made before databases were locked: “chairtui lock now” locks it"


@dataclass(frozen=True)
class DatabaseDoor:
    """The door of the database at a path."""

    at: Path
    opened: Database | None = None
    """The database, once it is open: then nobody may open its file a second time, for closing that would drop
    the engine's locks. Source: sqlite.org/howtocorrupt.html, section 2.2."""

    @property
    def path(self) -> Path:
        """The file of the database, wherever it is kept by now."""
        return self.opened.path if self.opened else self.at

    @property
    def standing(self) -> Standing:
        """How it stands; it is looked at anew each time."""
        if self.opened:
            return Standing.LOCKED if self.opened.key else Standing.CLEAR
        return key_file.standing(self.path)

    @property
    def key_id(self) -> str:
        """What names its key; empty where it is not locked."""
        if self.opened:
            return (self.opened.key or b"")[32:].hex()
        return key_file.key_id(self.path) if self.standing is Standing.LOCKED else ""

    @property
    def not_locked(self) -> str:
        """Why it is not locked; empty where it is, or where there is none yet."""
        if self.standing is not Standing.CLEAR:
            return ""
        return key_file.read(self.path).not_locked_because or os.environ.get(VARIABLE, "") or MADE_IN_CLEAR

    @property
    def is_offered(self) -> bool:
        """Whether it is in clear and nobody said why."""
        return self.standing is Standing.CLEAR and not key_file.read(self.path).not_locked_because

    @property
    def ways(self) -> Sequence[Way]:
        """What it opens with; empty where it is not locked."""
        kept = self._kept()
        return [one.way for one in kept.copies] if kept else []

    @property
    def keystore(self) -> str:
        """What this machine's keystore is called; empty where there is none that can be used."""
        from chairtui.wiring import keystore

        return keystore.name()

    @property
    def waits(self) -> float:
        """How many seconds have to pass before a passphrase is tried again."""
        return tries.tries(self.path).waits()

    def strength(self, passphrase: str) -> Strength:
        """Say how long a passphrase would hold."""
        from chairtui.records.encryption.strength import strength

        return strength(passphrase)

    def by_itself(self) -> Key | None:
        """Return what opens the database without anybody being asked, if the keystore has it."""
        if Way.KEYSTORE not in self.ways:
            return None
        with suppress(NotOpened):
            return self.open(By())
        return None

    def open(self, by: By, wanted: Wanted = wanted_always) -> Key:
        """Return what opens the database."""
        kept = self._kept()
        if kept is None:
            raise self._without_key()
        if by.passphrase:
            return self._by_passphrase(kept, by.passphrase, wanted)
        if by.identity:
            return _sure(self._by_identity(kept, by.identity), "recovery key", kept)
        from chairtui.wiring import keystore

        return _sure(keystore.get(kept.id), "keystore", kept)

    def see_that_its_key_is_here(self) -> None:
        """See that a file is in clear, or that a key that opens it lies beside it.

        Raises:
            CannotOpen: only the file was copied, or its key file is that of another.
        """
        if key_file.without_key(self.path):
            raise self._without_key()

    def _without_key(self) -> CannotOpen:
        return CannotOpen(
            f"{self.path} cannot be opened: it is locked, and {key_file.key_file(self.path).name} beside it "
            "is not there or does not hold its key, or the file is damaged. Nothing was changed. Put the key "
            "file back that lies beside the last backup, or put the last backup in its place."
        )

    def _by_passphrase(self, kept: Kept, passphrase: str, wanted: Wanted) -> Key:
        from chairtui.records.encryption.key_copies import by_passphrase

        locked = next((one.locked for one in kept.copies if one.way is Way.PASSPHRASE), b"")
        if not locked:
            raise NotOpened("This database opens with no passphrase. Nothing was changed.")
        if (waits := self.waits) > 0:
            raise NotOpened(
                f"Not tried: after wrong passphrases each waits longer. Try again in {waits:.0f} seconds."
            )
        tries.count(self.path)
        key = _sure(by_passphrase(locked, passphrase, wanted), "passphrase", kept)
        tries.forget(self.path)
        return key

    def _by_identity(self, kept: Kept, identity: str) -> Key | None:
        from chairtui.records.encryption.key_copies import by_identity

        opened = (by_identity(one.locked, identity) for one in kept.copies if one.recipient)
        return next((one for one in opened if one), None)

    def lock(self, choice: Choice, wanted: Wanted = wanted_always) -> Locked:
        """Make a key for a new database, or lock one in clear."""
        if self.standing is Standing.LOCKED:
            raise Refused(f"{self.path} is locked already.")
        self.see_that_its_key_is_here()
        if choice.not_locked_because:
            key_file.keep(self.path, self._with_needed(KeyFile(not_locked_because=choice.not_locked_because)))
            return Locked(key=None)
        check(choice)
        identity, recipient = new_sheet() if choice.sheet else ("", "")
        key = secrets.token_bytes(32 + key_file.ID_BYTES)
        kept = locked_for(key, choice, recipient, wanted)
        key_file.keep(self.path, self._with_needed(KeyFile(keys=(kept,))))
        if self.path.exists() and self.path.stat().st_size:
            from chairtui.store.relocking import lock_beside, relock

            relock(self.path, None, key)
            lock_beside(self.path, key)
            left_over.lock_all(self.path, None, key)
        return Locked(key=key, identity=identity)

    def change(self, key: Key, choice: Choice, wanted: Wanted = wanted_always) -> None:
        """Let the database be opened by what is chosen, instead of the passphrase and keystore so far."""
        from chairtui.wiring import keystore

        check(choice)
        kept = self._kept_of(key)
        others = tuple(one for one in kept.copies if one.way not in CHOSEN)
        self._keep(replace(kept, copies=(*chosen(key, choice, wanted), *others)))
        if not choice.keystore and Way.KEYSTORE in {one.way for one in kept.copies}:
            keystore.drop(kept.id)

    def new_sheet(self, key: Key) -> str:
        """Return what stands on a new recovery sheet; the one before opens no more."""
        kept = self._kept_of(key)
        identity, recipient = new_sheet()
        others = tuple(one for one in kept.copies if one.way is not Way.SHEET)
        self._keep(replace(kept, copies=(*others, for_sheet(key, recipient))))
        return identity

    def rekey(self, key: Key, choice: Choice, wanted: Wanted = wanted_always) -> Key:
        """Lock the database, and the copies beside it, with a new key."""
        from chairtui.store.relocking import locked_with, relock
        from chairtui.wiring import keystore

        check(choice)
        before = self._kept_of(key)
        sheet = next((one.recipient for one in before.copies if one.way is Way.SHEET), "")
        new = secrets.token_bytes(32 + key_file.ID_BYTES)
        kept = locked_for(new, choice, sheet, wanted)
        key_file.keep(self.path, self._with_needed(KeyFile(keys=(before, kept))))
        relock(self.path, key, new)
        for copy in locked_with(self.path, key):
            relock(copy, key, new)
        left_over.lock_all(self.path, key, new)
        key_file.keep(self.path, self._with_needed(KeyFile(keys=(kept,))))
        keystore.drop(before.id)
        return new

    def still_in_clear(self) -> Sequence[str]:
        """Say, in sentences, which copies that are known of are not locked."""
        from chairtui.store.relocking import copies_beside, in_clear
        from chairtui.wiring.backups import last

        backup = last(self.path)
        files = [*copies_beside(self.path), *([Path(backup.file)] if backup else [])]
        return [
            f"{file} is still in clear. Delete it, or make another in its place."
            for file in files
            if in_clear(file)
        ]

    def _with_needed(self, whole: KeyFile) -> KeyFile:
        """Return what is to be kept, with the keys of earlier states of the database that lie beside it."""
        from chairtui.store.relocking import copies_beside

        needed = {key_file.key_id(copy) for copy in copies_beside(self.path)} - {one.id for one in whole.keys}
        others = (one for one in key_file.read(self.path).keys if one.id in needed)
        return replace(whole, keys=(*others, *whole.keys))

    def _kept(self) -> Kept | None:
        if self.standing is not Standing.LOCKED:
            return None
        return key_file.read(self.path).of(self.key_id)

    def _kept_of(self, key: Key) -> Kept:
        kept = self._kept()
        if kept is None or bytes.fromhex(kept.id) != key[32:]:
            raise NotSaved("Not changed: the database is locked with another key by now. Open it again.")
        return kept

    def _keep(self, kept: Kept) -> None:
        whole = key_file.read(self.path)
        keys = tuple(kept if one.id == kept.id else one for one in whole.keys)
        key_file.keep(self.path, replace(whole, keys=keys))


def key_of(door: DatabaseDoor, ask: Ask | None, *, reads: bool) -> Key | None:
    """Return what opens a database, or nothing for one that is not locked; whoever is there is asked.

    Raises:
        CannotOpen: it is locked, or to be made, and there is nobody to ask.
    """
    standing = door.standing
    if standing is Standing.CLEAR and ask is not None:
        door.see_that_its_key_is_here()
    if reads and (standing is not Standing.LOCKED or not door.path.exists()):
        return None
    if standing is not Standing.LOCKED and os.environ.get(VARIABLE):
        return None
    if standing is Standing.LOCKED and (key := door.by_itself()):
        return key
    if ask is not None:
        return ask(door)
    if standing is Standing.CLEAR:
        return None
    raise CannotOpen(
        f"{door.path} is locked, and nobody can be asked for its passphrase here."
        if standing is Standing.LOCKED
        else f"{door.path} was not made: nobody can be asked here how it is to be locked."
    )


def _sure(key: Key | None, what: str, kept: Kept) -> Key:
    """Return a key once it is the one that the database is locked with.

    Raises:
        NotOpened: it is not.
    """
    if key is not None and len(key) == 32 + key_file.ID_BYTES and key[32:].hex() == kept.id:
        return key
    if what == "keystore":
        raise NotOpened("The keystore of this computer does not give the key out.")
    raise NotOpened(f"It does not open: the {what} is wrong, or the key file damaged. Nothing was changed.")
