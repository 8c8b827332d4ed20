import hashlib

import pytest

from chairtui.live.handing import Wanted
from chairtui.records.encryption import key_copies

_HEAD = b"age-encryption.org/v1\n-> scrypt cXVpY2s 18\n"


@pytest.fixture
def quick_age(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put something in the place of age with a passphrase, which takes seconds."""

    def apart(content: bytes, passphrase: str, _wanted: Wanted, *, opens: bool) -> bytes | None:
        mark = hashlib.sha256(passphrase.encode()).digest()
        if not opens:
            return _HEAD + mark + content
        inside = content.removeprefix(_HEAD)
        return inside[32:] if inside[:32] == mark else None

    monkeypatch.setattr(key_copies, "apart", apart)
