"""A machine with settings and a database of its own, and a way to hand meetings over."""

import json
from pathlib import Path

import pyrage
from tests.cli.conftest import Chairtui, Ran

KEY = pyrage.x25519.Identity.generate()


class Machine:
    """A machine with settings and a database of its own."""

    def __init__(self, name: str, chairtui: Chairtui, folder: Path) -> None:
        self.folder = folder / name
        self._chairtui = chairtui
        self.key = folder / "identity"
        self.key.write_text(str(KEY))
        (self.folder / "config" / "chairtui").mkdir(parents=True)
        self.settings = self.folder / "config" / "chairtui" / "settings.json"
        self.settings.write_text(json.dumps({"name": name}))
        self.database = self.folder / "meetings.db"

    def __call__(self, *arguments: str, code: int = 0) -> Ran:
        places = {"XDG_CONFIG_HOME": str(self.folder / "config"), "CHAIRTUI_DB": str(self.database)}
        ran = self._chairtui(*arguments, env=places)
        assert ran.code == code, ran.err + ran.out
        return ran

    def note(self, meeting: str, words: str) -> None:
        """Write something to a meeting, by its chronology."""
        file = self.folder / "chronology.csv"
        file.write_text(f"Date,Event,Source\n2026-03-01,{words},School\n")
        self("chronology", meeting, str(file))

    def hand(self, meeting: str, to: "Machine", code: int = 0) -> Ran:
        file = self.folder / "handed.age"
        self("hand-over", meeting, "--to", str(file), "--recipient", str(KEY.to_public()))
        return to("receive", str(file), "--identity", str(self.key), code=code)

    def told(self, meeting: str) -> str:
        return self("log", meeting).out


def facts(machine: Machine, meeting: str) -> set[str]:
    return {
        word
        for word in ("First", "Second", "Third", "Fourth")
        if word in machine("export", meeting, "--to", "json").out
    }
