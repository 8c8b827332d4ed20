"""A council's own profile from the command line: checked, installed, listed, shown, removed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from chairtui.cli.exits import NOT_TAKEN, OK, USAGE, Refusal
from chairtui.cli.output import columns, say, say_json


def carry_out(what: str, name: str = "", *, as_json: bool) -> int:
    """Do one of the things that can be done with a council's own profile; return the exit code."""
    given = {"name": name} if name else {}
    code: int = _DONE[what](**given, as_json=as_json)
    return code


def _check(name: str, *, as_json: bool) -> int:
    from chairtui.wiring.own_profiles import faults_of

    faults = faults_of(Path(name))
    if as_json:
        say_json({"sound": not faults, "faults": faults})
    else:
        say("\n".join(map(str, faults)) if faults else f"{name}: the profile can be used.")
    return NOT_TAKEN if faults else OK


def _install(name: str, *, as_json: bool) -> int:
    from chairtui.wiring.own_profiles import install

    installed, kept = install(Path(name))
    if as_json:
        say_json({"installed": str(installed), "kept": str(kept) if kept else None})
        return OK
    say(f"Installed as {installed}.{f' The one before is kept as {kept.name}.' if kept else ''}")
    say(
        "Meetings that have begun keep the rules they began with. “chairtui doctor” says what a new one gets."
    )
    return OK


def _installed(*, as_json: bool) -> int:
    from chairtui import wiring
    from chairtui.core.calendar.when import say_kept

    profiles = [_of_file(file) for file in wiring.profiles()]
    if as_json:
        say_json({"folder": str(wiring.profiles_folder()), "profiles": profiles})
        return OK
    say(f"Folder: {wiring.profiles_folder()}")
    rows = [
        (own["name"], own["title"], own["covers"], say_kept(own["from"], ""), own["fault"] or "sound")
        for own in profiles
    ]
    say(
        columns([("NAME", "TITLE", "COVERS", "FROM", "STATE"), *rows]) if rows else "No profile is installed."
    )
    return OK


def _of_file(file: Path) -> dict[str, str]:
    from chairtui.standards.reading import FaultyProfile, read_file
    from chairtui.wiring.own_profiles import faults_of

    faults = faults_of(file)
    try:
        own = read_file(file)
    except FaultyProfile:
        return {"name": file.stem, "title": "", "covers": "", "from": "", "fault": str(faults[0])}
    return {
        "name": own.name,
        "title": own.title,
        "covers": ", ".join(own.authorities),
        "from": own.applies_from.isoformat() if own.applies_from else "",
        "fault": str(faults[0]) if faults else "",
    }


def _show(name: str, *, as_json: bool) -> int:
    from chairtui.standards.reading import SHIPPED, FaultyProfile, read_file
    from chairtui.wiring.own_profiles import installed

    places = (installed(name), SHIPPED / f"{name}.toml")
    file = next((one for one in places if one.is_file()), None)
    if file is None or Path(name).name != name:
        raise _nothing(name)
    if not as_json:
        say(file.read_text("utf-8", errors="replace").rstrip())
        return OK
    try:
        say_json({"file": str(file), "profile": read_file(file)})
    except FaultyProfile as faulty:
        raise Refusal(str(faulty), NOT_TAKEN) from None
    return OK


def _remove(name: str, *, as_json: bool) -> int:
    from chairtui.wiring.own_profiles import installed, remove

    if Path(name).name != name or not installed(name).is_file():
        raise _nothing(name)
    kept = remove(name)
    say_json({"kept": str(kept)}) if as_json else say(f"Removed; it is kept as {kept}.")
    return OK


def _nothing(name: str) -> Refusal:
    return Refusal(f"There is no profile “{name}”. “chairtui rules installed” lists your own.", USAGE)


_DONE: dict[str, Any] = {
    "check": _check,
    "install": _install,
    "installed": _installed,
    "show": _show,
    "remove": _remove,
}
