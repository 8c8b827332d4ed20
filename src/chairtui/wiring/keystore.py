"""The keystore of the system, which keeps a secret for whoever has signed in; loaded only where it is used.

Only those of systems are taken: others that `keyring` may be told of keep what they are given in clear.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from typing import Any

_SERVICE = "chairtui"
_NAMES = {
    "keyring.backends.Windows": "Windows Credential Manager",
    "keyring.backends.macOS": "macOS Keychain",
    "keyring.backends.SecretService": "Secret Service",
    "keyring.backends.kwallet": "KWallet",
}
"""By the module that speaks with it."""


def name() -> str:
    """Return what the keystore of this machine is called; empty where there is none that can be used."""
    return _NAMES.get(type(_keystore()).__module__, "")


def put(key_id: str, key: bytes) -> bool:
    """Keep a key, and say whether it is there: a keystore that is locked or full does not take it."""
    if not name():
        return False
    with suppress(Exception):  # each keystore has errors of its own, and some are no kind of any
        _keystore().set_password(_SERVICE, key_id, key.hex())
    return get(key_id) == key


def get(key_id: str) -> bytes | None:
    """Return a key; nothing where it is not there or the keystore gives nothing out."""
    if not name():
        return None
    with suppress(Exception):
        return bytes.fromhex(_keystore().get_password(_SERVICE, key_id) or "") or None
    return None


def drop(key_id: str) -> None:
    """Keep a key no more."""
    if name():
        with suppress(Exception):
            _keystore().delete_password(_SERVICE, key_id)


@cache
def _keystore() -> Any:
    """Return what speaks with the keystore; it takes a tenth of a second to find out which there is."""
    with suppress(Exception):
        import keyring

        here: Any = keyring.get_keyring()
        if type(here).__module__ == "keyring.backends.chainer":
            here = next(iter(here.backends), None)
        return here
    return None
