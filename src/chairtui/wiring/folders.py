"""Where things are on this machine: the database, the settings, and what a council has of its own."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from chairtui.live.clock import SystemClock
from chairtui.store.settings_file import SettingsFile

VARIABLE = "CHAIRTUI_DB"
FILE = "meetings.db"
REGISTER = "agencies.toml"
TEMPLATE = "record.docx"


def config_folder() -> Path:
    """Return where settings and a council's own profiles are."""
    import platformdirs

    return platformdirs.user_config_path("chairtui", appauthor=False)


def database_path(given: Path | None = None) -> Path:
    """Return the file of the database: as given, or as the environment or the settings say, or the usual."""
    if given is not None:
        return given
    if named := os.environ.get(VARIABLE):
        return Path(named)
    import platformdirs

    settings, _ = settings_file().read()
    folder = Path(settings.data_folder) if settings.data_folder else None
    return (folder or platformdirs.user_data_path("chairtui", appauthor=False)) / FILE


def settings_file() -> SettingsFile:
    """Return the file in which the settings are kept."""
    return SettingsFile(config_folder() / "settings.json", SystemClock())


def profiles_folder() -> Path:
    """Return where a council's own profiles are, or would be."""
    return config_folder() / "profiles"


def profiles() -> Sequence[Path]:
    """Return a council's own profiles, in order of their names."""
    return sorted(profiles_folder().glob("*.toml"))


def word_template() -> Path:
    """Return where a council's own Word template for records is, or would be."""
    return config_folder() / TEMPLATE
