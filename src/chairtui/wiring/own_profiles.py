"""A council's own profiles: checked whole, put into their folder and taken out; what was there is kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from chairtui.standards.reading import Fault, FaultyProfile, check_file, read_file, read_profiles
from chairtui.wiring.folders import profiles, profiles_folder
from chairtui.wiring.own_files import put, take_out


def faults_of(file: Path) -> list[Fault]:
    """Return what is wrong with a profile, beside the shipped and the installed ones; else nothing."""
    try:
        name = read_file(file).name
    except FaultyProfile as faulty:
        return list(faulty.faults)
    return check_file(file, read_profiles(one for one in profiles() if one.stem != name))


def install(file: Path) -> tuple[Path, Path | None]:
    """Copy a profile into the folder of the council's own; return its place and that of the one before.

    Raises:
        FaultyProfile: it, or one that is installed, cannot be used with it; nothing was changed.
        NotSaved: it could not be put in its place; nothing was changed.
    """
    if faults := faults_of(file):
        raise FaultyProfile(faults)
    content, target = file.read_bytes(), installed(read_file(file).name)
    others = [one for one in profiles() if one != target]
    read_profiles([*sorted([*others, file], key=lambda one: target.name if one == file else one.name)])
    return target, put(target, content)


def remove(name: str) -> Path:
    """Take an installed profile out; return where it is kept.

    Raises:
        FaultyProfile: another one builds on it; nothing was changed.
        NotSaved: it could not be moved; it is as it was.
    """
    target = installed(name)
    if on_it := _that_build_on(name):
        raise FaultyProfile(
            [Fault(file=one.name, field="extends", words=f"it builds on “{name}”.") for one in on_it]
        )
    return take_out(target)


def installed(name: str) -> Path:
    """Return where a profile of this name is, or would be."""
    return profiles_folder() / f"{name}.toml"


def _that_build_on(name: str) -> Sequence[Path]:
    building = []
    for file in profiles():
        try:
            if name in read_file(file).extends:
                building.append(file)
        except FaultyProfile:
            continue
    return building
