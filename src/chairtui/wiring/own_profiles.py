"""A council's own profiles: checked whole, put into their folder and taken out; what was there is kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from chairtui.standards.reading import Fault, FaultyProfile, check_file, read_file, read_profiles
from chairtui.wiring.folders import profiles, profiles_folder


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
    from chairtui.records.delivery.exporting import write_whole
    from chairtui.records.unwritten import not_written

    if faults := faults_of(file):
        raise FaultyProfile(faults)
    content, target = file.read_bytes(), installed(read_file(file).name)
    others = [one for one in profiles() if one != target]
    read_profiles([*sorted([*others, file], key=lambda one: target.name if one == file else one.name)])
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        same = target.is_file() and target.read_bytes() == content
        kept = _kept(target) if target.is_file() and not same else None
        if kept is not None:
            write_whole(kept, target.read_bytes())
        if not same:
            write_whole(target, content)
    except OSError as error:
        raise not_written(error, target) from None
    return target, kept


def remove(name: str) -> Path:
    """Take an installed profile out; return where it is kept.

    Raises:
        FaultyProfile: another one builds on it; nothing was changed.
        NotSaved: it could not be moved; it is as it was.
    """
    from chairtui.records.unwritten import not_written

    target = installed(name)
    if on_it := _that_build_on(name):
        raise FaultyProfile(
            [Fault(file=one.name, field="extends", words=f"it builds on “{name}”.") for one in on_it]
        )
    kept = _kept(target)
    try:
        target.replace(kept)
    except OSError as error:
        raise not_written(error, target) from None
    return kept


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


def _kept(taken: Path) -> Path:
    """Return a name, which no file has yet, under which a profile that is replaced or taken out is kept."""
    number = 1
    while (kept := taken.with_name(f"{taken.name}.before-{number}")).exists():
        number += 1
    return kept
