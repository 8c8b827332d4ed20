"""The register of agencies as a file beside the database: written whole, over what lies below it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from chairtui.directory.agencies import Agencies, Agency, as_entry

HEAD = """\
# The register of agencies: what is different here from the register that chairtui ships.
# Each table is an agency: name, sector, unit or health, duty, email, hours, also, expected_when, contacts.
# chairtui writes this file when the register is changed in the program: comments below this line go then.
"""


class AgenciesFile:
    """A council's own entries; files `below` it, such as one from before, are only read."""

    def __init__(self, path: Path, below: Iterable[Path] = ()) -> None:
        """Read and write the register at `path`.

        Raises:
            Faulty: a file cannot be read, or an entry is wrong.
        """
        self._path, self._files_below = path, tuple(below)
        self._read_as = self._states()
        self._below, self.agencies = self._read()
        """What all files give together; it changes with the file."""

    def _read(self) -> tuple[Agencies, Agencies]:
        """Return what the files below give, and what all give together.

        The shipped register is right: by itself it is not read before an agency is asked for.
        """
        own = [one for one in self._files_below if one.exists()]
        if not own and not self._path.exists():
            below = Agencies(Agencies.load)
            return below, Agencies(lambda: below)
        below = Agencies.load(*own)
        return below, below.with_file(self._path) if self._path.exists() else below.changed()

    def _states(self) -> tuple[tuple[int, int, int] | None, ...]:
        return tuple(map(_state, self.files))

    def read_again(self) -> bool:
        """Take in what another program wrote to the files since; say whether anything was.

        Raises:
            Faulty: a file cannot be read, or an entry is wrong; the register is as it was. It is not tried
                again before the file changes.
        """
        states = self._states()
        if states == self._read_as:
            return False
        self._read_as = states
        self._below, changed = self._read()
        self.agencies.take(changed)
        return True

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that it is made from; some may not be there."""
        return (self._path, *self._files_below)

    def own(self, key: str) -> bool:
        """Say whether an agency was added here, so that it can be taken out again."""
        return key in self.agencies and key not in self._below

    def change(self, put: Iterable[Agency] = (), drop: Iterable[str] = ()) -> None:
        """Put agencies in, or take out those that were added here, and write the file.

        What another program wrote to it since stays.

        Raises:
            OSError: it could not be written; file and register are as they were.
            Faulty: another program wrote what is wrong; the file is as that left it.
        """
        self._read_as = ()
        self.read_again()
        drop = [key for key in drop if self.own(key)]
        changed = self.agencies.changed(put, drop)
        write_private(self._path, (HEAD + toml_of(self._differing(changed))).encode())
        self.agencies.take(changed)
        self._read_as = self._states()

    def _differing(self, agencies: Agencies) -> Iterable[Agency]:
        return [
            one for one in agencies.all() if one.key not in self._below or self._below.get(one.key) != one
        ]


def _state(file: Path) -> tuple[int, int, int] | None:
    with suppress(OSError):
        state = file.stat()
        return state.st_ino, state.st_size, state.st_mtime_ns
    return None


def toml_of(agencies: Iterable[Agency]) -> str:
    """Return agencies as TOML, a table for each."""
    import tomli_w

    return "".join(f"\n{tomli_w.dumps({one.key: _whole(one)})}" for one in agencies)


def _whole(agency: Agency) -> dict[str, object]:
    """Return an agency's table in which also what was emptied stands, so that it hides what lies below."""
    empty: dict[str, object] = {"duty": "", "email": "", "hours": "", "also": [], "expected_when": []}
    return {**empty, "contacts": [], **as_entry(agency)}


def write_private(file: Path, content: bytes) -> None:
    """Write a file that nobody else may read beside its place, and put it there when it is on disk.

    Raises:
        OSError: it could not be written; what was there before is as it was.
    """
    part = file.with_name(f"{file.name}.part")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    except OSError:
        part.unlink(missing_ok=True)
        raise
