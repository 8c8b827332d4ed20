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
from chairtui.live.handing import SHORTEST, Wanted, wanted_always
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
from chairtui.store import key_file, tries
from chairtui.store.drives import see_that_it_is_here
from chairtui.store.faults import CannotOpen
from chairtui.store.key_file import Copy, Kept, KeyFile
from chairtui.wiring.folders import config_folder

VARIABLE = "CHAIRTUI_NOT_LOCKED"
"""Says why new databases are not locked, so that nobody is asked: for tests and trials."""
COUNCIL = "recovery.txt"
"""Beside the settings: public keys of age for which each key is locked too, a line for each."""
_MADE_IN_CLEAR = "it was made before databases were locked: “chairtui lock” locks it"
_CHOSEN = (Way.PASSPHRASE, Way.KEYSTORE)
"""What somebody chooses; the others stay when that changes."""


@dataclass(frozen=True)
class DatabaseDoor:
    """The door of the database at a path."""

    path: Path

    @property
    def standing(self) -> Standing:
        """How it stands; it is looked at anew each time."""
        return key_file.standing(self.path)

    @property
    def not_locked(self) -> str:
        """Why it is not locked; empty where it is, or where there is none yet."""
        if self.standing is not Standing.CLEAR:
            return ""
        return key_file.read(self.path).not_locked_because or os.environ.get(VARIABLE, "") or _MADE_IN_CLEAR

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
            raise CannotOpen(
                f"{self.path} is locked, and {key_file.key_file(self.path).name} beside it does not hold its "
                "key. Nothing was changed. Put the key file back that lies beside the last backup."
            )
        if by.passphrase:
            return self._by_passphrase(kept, by.passphrase, wanted)
        if by.identity:
            return _sure(self._by_identity(kept, by.identity), "recovery key", kept)
        from chairtui.wiring import keystore

        return _sure(keystore.get(kept.id), "keystore", kept)

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
        if choice.not_locked_because:
            key_file.keep(self.path, KeyFile(not_locked_because=choice.not_locked_because))
            return Locked(key=None)
        _check(choice)
        identity, recipient = _new_sheet() if choice.sheet else ("", "")
        key = secrets.token_bytes(32 + key_file.ID_BYTES)
        kept = _locked_for(key, choice, recipient, wanted)
        key_file.keep(self.path, KeyFile(keys=(kept,)))
        if self.path.exists() and self.path.stat().st_size:
            from chairtui.store.relocking import relock

            relock(self.path, None, key)
        return Locked(key=key, identity=identity)

    def change(self, key: Key, choice: Choice, wanted: Wanted = wanted_always) -> None:
        """Let the database be opened by what is chosen, instead of the passphrase and keystore so far."""
        from chairtui.wiring import keystore

        _check(choice)
        kept = self._kept_of(key)
        others = tuple(one for one in kept.copies if one.way not in _CHOSEN)
        self._keep(replace(kept, copies=(*_chosen(key, choice, wanted), *others)))
        if not choice.keystore and Way.KEYSTORE in {one.way for one in kept.copies}:
            keystore.drop(kept.id)

    def new_sheet(self, key: Key) -> str:
        """Return what stands on a new recovery sheet; the one before opens no more."""
        kept = self._kept_of(key)
        identity, recipient = _new_sheet()
        others = tuple(one for one in kept.copies if one.way is not Way.SHEET)
        self._keep(replace(kept, copies=(*others, _for_sheet(key, recipient))))
        return identity

    def rekey(self, key: Key, choice: Choice, wanted: Wanted = wanted_always) -> Key:
        """Lock the database, and the copies beside it, with a new key."""
        from chairtui.store.relocking import relock
        from chairtui.wiring import keystore

        _check(choice)
        before = self._kept_of(key)
        sheet = next((one.recipient for one in before.copies if one.way is Way.SHEET), "")
        new = secrets.token_bytes(32 + key_file.ID_BYTES)
        kept = _locked_for(new, choice, sheet, wanted)
        key_file.keep(self.path, KeyFile(keys=(before, kept)))
        relock(self.path, key, new)
        key_file.keep(self.path, KeyFile(keys=(kept,)))
        keystore.drop(before.id)
        return new

    def _kept(self) -> Kept | None:
        if self.standing is not Standing.LOCKED:
            return None
        return key_file.read(self.path).of(key_file.key_id(self.path))

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
        CannotOpen: it lies on a network drive; or it is locked, or to be made, and there is nobody to ask.
    """
    see_that_it_is_here(door.path)
    standing = door.standing
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


def _check(choice: Choice) -> None:
    from chairtui.records.encryption.age import typed

    if not choice.passphrase and not choice.keystore:
        raise Refused("Choose a passphrase, or let the keystore of this computer keep the key.")
    if choice.passphrase and len(typed(choice.passphrase)) < SHORTEST:
        raise Refused(f"A passphrase has at least {SHORTEST} characters: four words are easy to say.")


def _locked_for(key: Key, choice: Choice, sheet: str, wanted: Wanted) -> Kept:
    """Return a key, locked for what was chosen, for a recovery sheet (public key), and for the council."""
    copies = [*_chosen(key, choice, wanted)]
    copies += [_for_sheet(key, sheet)] if sheet else []
    copies += [_for(key, Way.COUNCIL, recipient) for recipient in councils()]
    return Kept(id=key[32:].hex(), copies=tuple(copies))


def _chosen(key: Key, choice: Choice, wanted: Wanted) -> Sequence[Copy]:
    from chairtui.records.encryption.key_copies import for_passphrase
    from chairtui.wiring import keystore

    copies = []
    if choice.passphrase:
        try:
            locked = for_passphrase(key, choice.passphrase, wanted)
        except OSError as error:
            raise NotSaved(f"Not saved: {error}. Nothing was changed.") from None
        copies.append(Copy(way=Way.PASSPHRASE, locked=locked))
    if choice.keystore:
        if not keystore.put(key[32:].hex(), key):
            raise NotSaved("Not saved: the keystore here did not take the key. Choose a passphrase.")
        copies.append(Copy(way=Way.KEYSTORE))
    return copies


def _for_sheet(key: Key, recipient: str) -> Copy:
    return _for(key, Way.SHEET, recipient)


def _for(key: Key, way: Way, recipient: str) -> Copy:
    from chairtui.records.encryption.key_copies import for_recipient

    return Copy(way=way, locked=for_recipient(key, recipient), recipient=recipient)


def _new_sheet() -> tuple[str, str]:
    from chairtui.records.encryption.key_copies import new_identity

    return new_identity()


def councils() -> Sequence[str]:
    """Return the public keys for which the council wants each key locked too.

    Raises:
        CannotOpen: a line of its file is none, so that nobody could count on it.
    """
    from chairtui.records.encryption.key_copies import for_recipient

    file = config_folder() / COUNCIL
    try:
        lines = [line.strip() for line in file.read_text("utf-8").splitlines()]
    except FileNotFoundError:
        return []
    except (OSError, UnicodeError):
        raise CannotOpen(f"{file} cannot be read: it names the council's recovery keys.") from None
    named = [line for line in lines if line and not line.startswith("#")]
    for recipient in named:
        try:
            for_recipient(b"", recipient)
        except ValueError:
            raise CannotOpen(
                f"{file} names a recovery key that is none: it begins with age1 and is copied whole. Nothing "
                "was locked."
            ) from None
    return named


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
