"""The key of a database, locked with age for a passphrase or for a public key, and opened again."""

from __future__ import annotations

from chairtui.live.handing import Wanted
from chairtui.records.encryption.age import typed
from chairtui.records.encryption.age_apart import apart

LEAST = 17
"""The work of guessing once, as a power of two: age finds out how much takes this machine a second, and one
that is busy with other things finds too little. Source: OWASP, Password Storage Cheat Sheet, scrypt."""
_ATTEMPTS = 6


def for_passphrase(key: bytes, passphrase: str, wanted: Wanted) -> bytes:
    """Return a key locked with a passphrase: it takes a second or two, for whoever guesses too.

    Raises:
        PutAside: it was not wanted any more.
        OSError: age could not do it.
    """
    best = b""
    for _ in range(_ATTEMPTS):
        locked = apart(key, typed(passphrase), wanted, opens=False)
        if locked is None:
            raise OSError("age could not lock it")
        if not best or work(locked) > work(best):
            best = locked
        if work(best) >= LEAST:
            break
    return best


def work(locked: bytes) -> int:
    """Return the work of guessing a passphrase once, as a power of two. Source: C2SP, age.md, "scrypt"."""
    return int(locked.split(b"\n", 2)[1].split()[-1])


def by_passphrase(locked: bytes, passphrase: str, wanted: Wanted) -> bytes | None:
    """Return a key that was locked with a passphrase; nothing where it does not open.

    Raises:
        PutAside: it was not wanted any more.
    """
    return apart(locked, typed(passphrase), wanted, opens=True)


def for_recipient(key: bytes, recipient: str) -> bytes:
    """Return a key locked for a public key of age.

    Raises:
        ValueError: that is none.
    """
    import pyrage

    try:
        return bytes(pyrage.encrypt(key, [pyrage.x25519.Recipient.from_str(recipient)]))
    except pyrage.RecipientError:
        raise ValueError(recipient) from None


def by_identity(locked: bytes, identity: str) -> bytes | None:
    """Return a key that was locked for the public key of a secret one; nothing where it does not open."""
    import pyrage

    try:
        return bytes(pyrage.decrypt(locked, [pyrage.x25519.Identity.from_str(identity)]))
    except (pyrage.DecryptError, pyrage.IdentityError):
        return None


def new_identity() -> tuple[str, str]:
    """Return a new secret key of age, and its public one."""
    import pyrage

    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())
