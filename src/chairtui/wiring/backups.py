"""When each database of this machine was backed up last: for whoever asks how things stand."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from chairtui.records.delivery.exporting import write_whole
from chairtui.wiring.folders import config_folder


class Backup(Struct, frozen=True, kw_only=True):
    """A backup that was made here; whether the copy is still there is not known."""

    at: datetime
    file: str
    sound: bool


def note(database: Path, made: Backup) -> None:
    """Remember the last backup of a database; where that cannot be written, it is not remembered."""
    with suppress(OSError):
        config_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(_file(), msgspec.json.encode(_all() | {str(database.absolute()): made}))


def last(database: Path) -> Backup | None:
    """Return the last backup of a database that was made here, if any."""
    return _all().get(str(database.absolute()))


def _all() -> dict[str, Backup]:
    try:
        return msgspec.json.decode(_file().read_bytes(), type=dict[str, Backup])
    except (OSError, msgspec.MsgspecError):
        return {}


def _file() -> Path:
    return config_folder() / "backups.json"
