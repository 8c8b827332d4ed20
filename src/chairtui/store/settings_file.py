"""The settings file: read without writing, and written beside and put in place."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import msgspec

from chairtui.live.settings import Settings
from chairtui.store.disk import flush
from chairtui.store.faults import CannotOpen, not_saved

_UNREADABLE = (msgspec.MsgspecError, UnicodeError, RecursionError)


class SettingsFile:
    """Who uses this program on this machine, in a file of JSON that only they can read."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Settings:
        """Return the settings; empty ones before the first start. Nothing is written.

        Raises:
            CannotOpen: the file is damaged, or may not be read: nobody knows where the meetings are.
        """
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=Settings)
        except FileNotFoundError:
            return Settings()
        except _UNREADABLE:
            raise CannotOpen(
                f"The settings in {self.path} are damaged, so it is not known where your meetings are. "
                "Nothing was changed. Say where with --db, or move that file away to begin anew."
            ) from None
        except OSError as error:
            why = (error.strerror or type(error).__name__).lower()
            raise CannotOpen(f"The settings in {self.path} cannot be read: {why}.") from None

    def looked_at(self) -> Settings:
        """Return the settings as they stand; empty ones if there are none to be read. Nothing is written."""
        try:
            return self.read()
        except CannotOpen:
            return Settings()

    def keep(self, settings: Settings) -> None:
        """Write the settings; either the old or the new file is there, whatever happens.

        A damaged file is kept aside, so that nothing in it is lost.

        Raises:
            NotSaved: the file is as it was.
        """
        from chairtui.store.older import part_of, sweep  # with the engine: not for who only reads

        part = part_of(self.path)
        words = msgspec.json.format(msgspec.json.encode(settings), indent=2) + b"\n"
        try:
            self.path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
            sweep(self.path.parent)
            _write(part, words)
            if self._is_damaged():
                os.link(self.path, _free(self.path))
            part.replace(self.path)
            flush(self.path.parent)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise not_saved(error) from None

    def _is_damaged(self) -> bool:
        with suppress(OSError):
            try:
                msgspec.json.decode(self.path.read_bytes(), type=Settings)
            except _UNREADABLE:
                return True
        return False


def _free(path: Path) -> Path:
    names = (path.with_name(f"{path.name}.damaged{end}") for end in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(name for name in names if not name.exists())


def _write(path: Path, words: bytes) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(file, "wb") as opened:
        opened.write(words)
        opened.flush()
        os.fsync(file)
