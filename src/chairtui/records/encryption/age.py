"""Locking and unlocking a hand-over with age: a passphrase, or public keys.

A passphrase takes two to four seconds by design, so that it cannot be guessed quickly.
"""

from __future__ import annotations

import base64

from chairtui.core.change import Refused
from chairtui.live.handing import SHORTEST, Lock, NotReceived, Unlock, Wanted, wanted_always
from chairtui.records.encryption.age_apart import apart
from chairtui.text import clean

MOST_BYTES = 60_000_000
_BEGINS = b"age-encryption.org/v1\n"
_ARMOUR = b"-----BEGIN AGE ENCRYPTED FILE-----"
_ARMOUR_END = b"-----END AGE ENCRYPTED FILE-----"
_PUBLIC, _SECRET = "age1", "AGE-SECRET-KEY-1"


def lock(content: bytes, with_: Lock, wanted: Wanted = wanted_always) -> bytes:
    """Return content that only who has the passphrase or a key can read.

    Raises:
        Refused: the passphrase is too short, or a key is none.
        PutAside: it was not wanted any more.
    """
    import pyrage

    check_lock(with_)
    if with_.recipients:
        return bytes(pyrage.encrypt(content, [_recipient(one.strip()) for one in with_.recipients]))
    locked = apart(content, typed(with_.passphrase), wanted, opens=False)
    if locked is None:
        raise Refused("age could not lock it. Nothing was written.")
    return locked


def check_lock(with_: Lock) -> None:
    """Find out whether something can be locked with this, before anything is done.

    Raises:
        Refused: a key is none, or the passphrase is too short.
    """
    for recipient in with_.recipients:
        _recipient(recipient.strip())
    if not with_.recipients and len(typed(with_.passphrase)) < SHORTEST:
        raise Refused(f"A passphrase has at least {SHORTEST} characters: four words are easy to say.")


def typed(passphrase: str) -> str:
    """Return a passphrase as every keyboard and every way in gives it."""
    return clean(passphrase, multiline=False).strip()


def _recipient(key: str) -> object:
    import pyrage

    try:
        return pyrage.x25519.Recipient.from_str(key)
    except pyrage.RecipientError:
        raise Refused(
            f"“{key[:80]}” is no public key: it begins with {_PUBLIC} and is copied whole."
        ) from None


def unlock(content: bytes, by: Unlock, wanted: Wanted = wanted_always) -> bytes:
    """Return what is in a locked file.

    Raises:
        NotReceived: it is not locked with this, or it was changed or cut off.
        PutAside: it was not wanted any more.
    """
    import pyrage

    content = binary(content)
    if not content.startswith(_BEGINS):
        raise NotReceived("This is no hand-over: it was not locked with age. Nothing was changed here.")
    if needs_passphrase(content):
        if not by.passphrase:
            raise NotReceived("This file opens with a passphrase, not with a key.")
        opened = apart(content, typed(by.passphrase), wanted, opens=True)
        if opened is None:
            raise _closed("passphrase")
        return opened
    try:
        return bytes(pyrage.decrypt(content, _identities(by.identity)))
    except pyrage.DecryptError:
        raise _closed("key") from None


def _closed(what: str) -> NotReceived:
    return NotReceived(
        f"The file does not open: the {what} is not the right one, or the file was changed or cut off. "
        "Nothing was changed here."
    )


def needs_passphrase(content: bytes) -> bool:
    """Say whether a locked file opens with a passphrase; otherwise it opens with a key."""
    return binary(content).startswith(_BEGINS + b"-> scrypt ")


def binary(content: bytes) -> bytes:
    """Return a locked file without its armour, in which age writes it as text for a message.

    A message saved whole has words above and below it: they are passed over.
    Source: the age format, "ASCII armor" (C2SP, age.md): PEM with strict base64.

    Raises:
        NotReceived: the armour is damaged.
    """
    if content.startswith(_BEGINS):
        return content
    _, begins, text = content.partition(_ARMOUR)
    if not begins:
        return content
    lines, ends, _ = text.partition(_ARMOUR_END)
    if not ends:
        raise _damaged_armour()
    try:
        return base64.b64decode(b"".join(lines.split()), validate=True)
    except ValueError:
        raise _damaged_armour() from None


def _damaged_armour() -> NotReceived:
    return NotReceived(
        "The file is locked with age and written as text, and that text is not whole: a line was changed, or "
        "its end is missing. Nothing was changed here."
    )


def _identities(text: str | None) -> list[object]:
    import pyrage

    if text is None:
        raise NotReceived(f"This file opens with a key: give the identity file, which has {_SECRET}… in it.")
    if not text.strip():
        raise NotReceived("The identity file is empty: there is no key in it. Nothing was changed here.")
    lines = [line.strip() for line in text.splitlines()]
    secrets = [line for line in lines if line.startswith(_SECRET)]
    if not secrets:
        raise NotReceived(
            f"The identity file has no line that begins with {_SECRET}: it holds no secret key of age. "
            "Nothing was changed here."
        )
    try:
        return [pyrage.x25519.Identity.from_str(line) for line in secrets]
    except pyrage.IdentityError:
        raise NotReceived("The identity file holds no key of age.") from None
