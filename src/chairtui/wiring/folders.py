"""Where things are on this machine: the database, the settings, and what a council has of its own."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from chairtui.live.settings import Settings
from chairtui.store.faults import CannotOpen
from chairtui.store.settings_file import SettingsFile

VARIABLE = "CHAIRTUI_DB"
FILE = "meetings.db"
REGISTER = "agencies.toml"
TEMPLATE = "record.docx"
IDENTITY = "identity.txt"


def config_folder() -> Path:
    """Return where settings and a council's own profiles are."""
    import platformdirs

    return platformdirs.user_config_path("chairtui", appauthor=False)


def database_path(given: Path | None = None) -> Path:
    """Return the file of the database: as given, or as the environment or the settings say, or the usual.

    Raises:
        CannotOpen: the settings are damaged, and nothing else names it.
    """
    if given is not None:
        return given
    if named := os.environ.get(VARIABLE):
        return Path(named)
    settings = settings_file().read()
    return (Path(settings.data_folder) if settings.data_folder else usual_folder()) / FILE


def damaged_settings() -> str:
    """Return a sentence if it is not known where the database is because the settings are damaged."""
    if os.environ.get(VARIABLE):
        return ""
    try:
        settings_file().read()
    except CannotOpen as trouble:
        return str(trouble)
    return ""


def use_folder(folder: Path) -> Path:
    """Keep that the database is in a folder; return its file. Damaged settings are kept aside.

    Raises:
        NotSaved: it could not be kept.
    """
    settings_file().keep(Settings(data_folder=str(folder)))
    return folder / FILE


def usual_folder() -> Path:
    """Return where the database is if nobody chose another place."""
    import platformdirs

    return platformdirs.user_data_path("chairtui", appauthor=False)


def settings_file() -> SettingsFile:
    """Return the file in which the settings are kept."""
    return SettingsFile(config_folder() / "settings.json")


def profiles_folder() -> Path:
    """Return where a council's own profiles are, or would be."""
    return config_folder() / "profiles"


def profiles() -> Sequence[Path]:
    """Return a council's own profiles, in order of their names."""
    return sorted(profiles_folder().glob("*.toml"))


def measures_folder() -> Path:
    """Return where a partnership's own measures are, or would be."""
    return config_folder() / "measures"


def measures() -> Sequence[Path]:
    """Return a partnership's own measures, in order of their names."""
    return sorted(measures_folder().glob("*.toml"))


def identity_file() -> Path:
    """Return where the secret key is that opens hand-overs, or would be.

    Raises:
        CannotOpen: the settings are damaged.
    """
    named = settings_file().read().identity_file
    return Path(named) if named else config_folder() / IDENTITY


def use_identity(file: Path) -> None:
    """Keep where the secret key is, so that the form for receiving proposes it.

    Raises:
        CannotOpen: the settings are damaged.
        NotSaved: it could not be kept.
    """
    kept = settings_file()
    kept.keep(replace(kept.read(), identity_file=str(file)))


def word_template() -> Path:
    """Return where a council's own Word template for records is, or would be."""
    return config_folder() / TEMPLATE
