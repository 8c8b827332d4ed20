"""A partnership's own measures: checked whole, put in their folder and taken out; what was is kept."""

from __future__ import annotations

from pathlib import Path

from chairtui.standards.measure import MeasureFile
from chairtui.standards.measuring import check_measures, read_measures
from chairtui.standards.reading import FaultyProfile, read_toml
from chairtui.wiring.folders import measures, measures_folder
from chairtui.wiring.own_files import put, take_out


def own_measures() -> tuple[MeasureFile, ...]:
    """Return the shipped measures and the partnership's own.

    Raises:
        FaultyProfile: a file of its own is wrong; the text names the place.
    """
    return read_measures(measures())


def install(file: Path) -> tuple[Path, Path | None]:
    """Copy a file of measures into their folder; return its place and where the one before is kept.

    Raises:
        FaultyProfile: it cannot be used; nothing was changed.
        NotSaved: it could not be put in its place; nothing was changed.
    """
    if faults := check_measures(file):
        raise FaultyProfile(faults)
    content, target = file.read_bytes(), installed(read_toml(file, MeasureFile).name)
    others = [one for one in measures() if one != target]
    read_measures([*others, file])
    return target, put(target, content)


def remove(name: str) -> Path:
    """Take an installed file out; return where it is kept.

    Raises:
        NotSaved: it could not be moved; it is as it was.
    """
    return take_out(installed(name))


def installed(name: str) -> Path:
    """Return where a file of measures of this name is, or would be."""
    return measures_folder() / f"{name}.toml"
