"""The settings file: read leniently, written beside and put in place."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
from msgspec.structs import replace

from chairtui.live.ports import Clock, NotSaved
from chairtui.live.settings import Settings
from chairtui.store.faults import not_saved


class SettingsFile:
    """Who uses this program on this machine, in a file of JSON that only they can read."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self.path = path
        self._clock = clock

    def read(self) -> tuple[Settings, str]:
        """Return the settings, and a sentence if the file could not be used.

        The first start gets a device id of its own. A broken file is kept aside, so nothing in it is lost.

        Raises:
            NotSaved: new settings could not be written.
        """
        settings, trouble = Settings(), ""
        try:
            settings = msgspec.json.decode(self.path.read_bytes(), type=Settings)
        except FileNotFoundError:
            pass
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
            trouble = self._keep_aside(str(error))
        except OSError as error:
            raise not_saved(error) from None
        if not settings.device_id:
            settings = replace(settings, device_id=self._clock.new_id())
            self.keep(settings)
        return settings, trouble

    def looked_at(self) -> Settings:
        """Return the settings as they stand; empty ones if there are none to be read. Nothing is written."""
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=Settings)
        except (OSError, msgspec.MsgspecError, UnicodeError, RecursionError):
            return Settings()

    def keep(self, settings: Settings) -> None:
        """Write the settings; either the old or the new file is there, whatever happens.

        Raises:
            NotSaved: the file is as it was.
        """
        part = self.path.with_name(f"{self.path.name}.part")
        words = msgspec.json.format(msgspec.json.encode(settings), indent=2) + b"\n"
        try:
            if not self.path.parent.exists():
                self.path.parent.mkdir(parents=True, mode=0o700)
            _write(part, words)
            part.replace(self.path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise not_saved(error) from None

    def _keep_aside(self, reason: str) -> str:
        aside = self.path.with_name(f"{self.path.name}.broken")
        try:
            self.path.replace(aside)
        except OSError as error:
            raise NotSaved(
                f"The settings in {self.path} cannot be read ({reason}) nor moved away."
            ) from error
        return (
            f"The settings in {self.path} could not be read ({reason}). They are kept as {aside.name}, and "
            "the program starts with new ones: it asks again who is using it."
        )


def _write(path: Path, words: bytes) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(file, words)
        os.fsync(file)
    finally:
        os.close(file)
