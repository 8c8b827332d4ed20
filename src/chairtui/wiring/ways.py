"""A key, locked once for each way in which a database opens."""

from __future__ import annotations

from collections.abc import Sequence

from chairtui.core.change import Refused
from chairtui.live.handing import SHORTEST, Wanted
from chairtui.live.locking import Choice, Key, Way
from chairtui.live.ports import NotSaved
from chairtui.store.faults import CannotOpen
from chairtui.store.key_file import Copy, Kept
from chairtui.wiring.folders import config_folder

COUNCIL = "recovery.txt"
"""Beside the settings: public keys of age for which each key is locked too, a line for each."""
CHOSEN = (Way.PASSPHRASE, Way.KEYSTORE)
"""What somebody chooses; the others stay when that changes."""


def check(choice: Choice) -> None:
    """Find out whether something can be locked by a choice, before anything is done.

    Raises:
        Refused: nothing was chosen, or the passphrase is too short.
    """
    from chairtui.records.encryption.age import typed

    if not choice.passphrase and not choice.keystore:
        raise Refused("Choose a passphrase, or let the keystore of this computer keep the key.")
    if choice.passphrase and len(typed(choice.passphrase)) < SHORTEST:
        raise Refused(f"A passphrase has at least {SHORTEST} characters: four words are easy to say.")


def locked_for(key: Key, choice: Choice, sheet: str, wanted: Wanted) -> Kept:
    """Return a key, locked for what was chosen, for a recovery sheet (public key), and for the council."""
    copies = [*chosen(key, choice, wanted)]
    copies += [for_sheet(key, sheet)] if sheet else []
    copies += [_for(key, Way.COUNCIL, recipient) for recipient in councils()]
    return Kept(id=key[32:].hex(), copies=tuple(copies))


def chosen(key: Key, choice: Choice, wanted: Wanted) -> Sequence[Copy]:
    """Return a key, locked for what was chosen; the keystore then has it.

    Raises:
        NotSaved: age or the keystore did not take it.
        PutAside: it was not wanted any more.
    """
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


def for_sheet(key: Key, recipient: str) -> Copy:
    """Return a key, locked for the public key of a recovery sheet."""
    return _for(key, Way.SHEET, recipient)


def _for(key: Key, way: Way, recipient: str) -> Copy:
    from chairtui.records.encryption.key_copies import for_recipient

    return Copy(way=way, locked=for_recipient(key, recipient), recipient=recipient)


def new_sheet() -> tuple[str, str]:
    """Return what stands on a new recovery sheet, and its public key."""
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
