"""A partnership's own measures: checked, installed, named, removed."""

from __future__ import annotations

from pathlib import Path

from chairtui.cli.exits import NOT_TAKEN, OK, USAGE, Refusal
from chairtui.cli.output import say, say_json

OWN = {"check": "FILE", "install": "FILE", "installed": "", "remove": "NAME"}
"""What can be done with a partnership's own measures, and what has to be named for it."""


def tend(what: str, rest: tuple[str, ...], *, as_json: bool) -> int:
    """Do one of the things that can be done with a partnership's own measures; return the exit code."""
    from chairtui import wiring
    from chairtui.standards.measuring import check_measures
    from chairtui.wiring import own_measures

    if len(rest) != (1 if OWN[what] else 0):
        raise Refusal(f"It is: chairtui audit {what} {OWN[what]}".rstrip(), USAGE)
    if what == "check":
        faults = check_measures(Path(rest[0]))
        say("\n".join(map(str, faults)) if faults else f"{rest[0]}: the measures can be used.")
        return NOT_TAKEN if faults else OK
    if what == "install":
        file, kept = own_measures.install(Path(rest[0]))
        say(f"Installed as {file}.{f' The one before is kept as {kept.name}.' if kept else ''}")
        return OK
    if what == "remove":
        if Path(rest[0]).name != rest[0] or not own_measures.installed(rest[0]).is_file():
            words = f"There is no file of measures “{rest[0]}”. “chairtui audit installed” lists your own."
            raise Refusal(words, USAGE)
        say(f"Removed; it is kept as {own_measures.remove(rest[0])}.")
        return OK
    files = [file.stem for file in wiring.measures()]
    say_json({"files": files}) if as_json else say(
        "\n".join(files) or "No measures of your own are installed."
    )
    return OK
