"""The age program opens what chairtui locked, and chairtui takes the keys that it makes."""

from __future__ import annotations

import base64
import subprocess
import textwrap
from pathlib import Path

import pexpect
import pytest
from tests.handover.test_files import PACKED, WORDS

from chairtui.live.handing import Lock, NotReceived, Unlock
from chairtui.records.encryption.age import lock, needs_passphrase, unlock
from chairtui.records.hand_over.file import unpack

pytestmark = pytest.mark.needs("age", "age-keygen")


def ran(*command: str) -> bytes:
    return subprocess.run(command, capture_output=True, check=True).stdout


def identity(folder: Path, name: str) -> tuple[Path, str]:
    """Let age make a key; return its file and the public key."""
    file = folder / name
    ran("age-keygen", "-o", str(file))
    return file, ran("age-keygen", "-y", str(file)).decode().strip()


def test_each_of_two_recipients_opens_it_with_their_own_key(tmp_path: Path) -> None:
    keys = [identity(tmp_path, name) for name in ("ada", "bel")]
    file = tmp_path / "meeting.age"
    file.write_bytes(lock(PACKED, Lock(recipients=tuple(public for _, public in keys))))
    for key, _ in keys:
        assert ran("age", "--decrypt", "--identity", str(key), str(file)) == PACKED
        assert unlock(file.read_bytes(), Unlock(identity=key.read_text("utf-8"))) == PACKED
    stranger, _ = identity(tmp_path, "stranger")
    asked = ["age", "--decrypt", "--identity", str(stranger), str(file)]
    assert subprocess.run(asked, capture_output=True, check=False).returncode != 0


@pytest.mark.parametrize(("typed", "opens"), [(WORDS, True), ("four words easy to hear", False)])
def test_the_passphrase_typed_at_a_terminal_opens_it_and_another_does_not(
    tmp_path: Path, typed: str, opens: bool
) -> None:
    file, out = tmp_path / "meeting.age", tmp_path / "meeting"
    file.write_bytes(lock(PACKED, Lock(passphrase=WORDS)))
    # age reads a passphrase from a terminal only.
    age = pexpect.spawn("age", ["--decrypt", "--output", str(out), str(file)], timeout=30)
    age.expect("passphrase")
    age.sendline(typed)
    age.expect(pexpect.EOF)
    age.close()
    assert (age.exitstatus == 0) is opens
    assert (out.exists() and out.read_bytes() == PACKED) is opens


def test_what_the_age_program_locked_is_opened_and_refused_as_no_hand_over_of_ours(tmp_path: Path) -> None:
    key, public = identity(tmp_path, "ada")
    plain = tmp_path / "plain"
    plain.write_bytes(b"a shopping list")
    content = ran("age", "--encrypt", "--recipient", public, str(plain))
    opened = unlock(content, Unlock(identity=key.read_text("utf-8")))
    assert opened == b"a shopping list"
    with pytest.raises(NotReceived):
        unpack(opened)


@pytest.mark.parametrize("around", [b"%s", b"\n\n%s\n \n", b"\xef\xbb\xbf%s"])
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_what_age_wrote_as_text_for_a_message_is_opened(tmp_path: Path, around: bytes, ends: bytes) -> None:
    key, public = identity(tmp_path, "ada")
    plain = tmp_path / "plain"
    plain.write_bytes(PACKED)
    content = around % ran("age", "--armor", "--recipient", public, str(plain)).replace(b"\n", ends)
    assert unlock(content, Unlock(identity=key.read_text("utf-8"))) == PACKED
    assert not needs_passphrase(content)
    for spoilt in (content[:200], content.replace(b"-----END", b"--END"), content.replace(b"A", b"!", 1)):
        with pytest.raises(NotReceived, match=r"not whole|not locked with age"):
            unlock(spoilt, Unlock(identity=key.read_text("utf-8")))


def test_armour_with_a_passphrase_is_known_as_such() -> None:
    content = lock(b"words", Lock(passphrase=WORDS))
    lines = textwrap.wrap(base64.b64encode(content).decode(), 64)
    armoured = "\n".join(
        ("-----BEGIN AGE ENCRYPTED FILE-----", *lines, "-----END AGE ENCRYPTED FILE-----", "")
    )
    assert needs_passphrase(armoured.encode())
    assert unlock(armoured.encode(), Unlock(passphrase=WORDS)) == b"words"
