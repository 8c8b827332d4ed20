"""age with a passphrase in a process of its own: it works for seconds and would hold up the screen meanwhile.

The passphrase goes through a pipe: nobody can see it in the list of processes. One thread speaks with that
process from beginning to end, however slowly it starts and however much it is given; another asks meanwhile
whether the work is still wanted.
"""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, wait

import msgspec
from msgspec import Struct

from chairtui.live.handing import PutAside, Wanted

_OFTEN = 0.1
"""Seconds after which it is asked again whether the work is still wanted."""


class _Asked(Struct, frozen=True):
    passphrase: str
    opens: bool


def apart(content: bytes, passphrase: str, wanted: Wanted, *, opens: bool) -> bytes | None:
    """Return content locked, or opened; nothing where it does not open.

    Raises:
        PutAside: it was not wanted any more.
    """
    given = msgspec.json.encode(_Asked(passphrase, opens)) + b"\n" + content
    command = [sys.executable, "-P", "-m", __name__]
    with (
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as working,
        ThreadPoolExecutor(1) as pool,
    ):
        # A call that is given up by its timeout and called again writes only what it had begun to write.
        speaking = pool.submit(working.communicate, given)
        try:
            while not wait([speaking], _OFTEN).done:
                if not wanted():
                    raise PutAside
        except BaseException:
            working.kill()
            raise
        done, _ = speaking.result()
        return done if working.returncode == 0 else None


def main() -> int:
    """Do what standard input asks, and write the result to standard output."""
    import pyrage

    first, _, content = sys.stdin.buffer.read().partition(b"\n")
    asked = msgspec.json.decode(first, type=_Asked)
    work = pyrage.passphrase.decrypt if asked.opens else pyrage.passphrase.encrypt
    try:
        done: bytes = work(content, asked.passphrase)
    except (pyrage.DecryptError, pyrage.EncryptError):
        return 1
    sys.stdout.buffer.write(done)
    return 0


if __name__ == "__main__":
    sys.exit(main())
