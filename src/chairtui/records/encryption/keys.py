"""Keys of age: a secret one that stays on the machine, and the public one that colleagues lock with."""

from __future__ import annotations

import os
from pathlib import Path

from chairtui.core.change import Refused
from chairtui.live.ports import NotSaved
from chairtui.records.unwritten import not_written


def made_key(file: Path) -> str:
    """Make a key, write it into a new file that only its owner can read, and return its public key.

    The file is as `age-keygen` writes it, so that any program for age opens with it.

    Raises:
        NotSaved: it could not be written, or there is such a file already.
    """
    import pyrage

    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as out:
            out.write(f"# public key: {public}\n{identity}\n")
            out.flush()
            os.fsync(out.fileno())
    except FileExistsError:
        raise NotSaved(f"There is {file} already: a key is never written over.") from None
    except OSError as error:
        raise not_written(error, file) from None
    return public


def public_key(file: Path) -> str:
    """Return the public key of the first secret key in a file.

    Raises:
        Refused: there is none in it, or it cannot be read.
    """
    import pyrage

    try:
        words = file.read_text("ascii")
    except OSError as error:
        raise Refused(f"{file} cannot be read: {(error.strerror or 'unknown').lower()}.") from None
    except UnicodeError:
        words = "something else"
    if not words.strip():
        raise Refused(f"{file} is empty: there is no key in it. Remove it, and a key is made.")
    lines = (line.strip() for line in words.splitlines())
    try:
        secret = next(line for line in lines if line.startswith("AGE-SECRET-KEY-1"))
        return str(pyrage.x25519.Identity.from_str(secret).to_public())
    except (StopIteration, pyrage.IdentityError):
        raise Refused(f"There is no key of age in {file}.") from None
