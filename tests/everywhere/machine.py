"""A machine with a database of its own, on which the program's own commands are carried out at one moment."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pyrage
from click.testing import CliRunner

from chairtui import wiring
from chairtui.cli.running import run
from chairtui.core.change import Command
from chairtui.wiring import Workplace

NOW = datetime(2026, 4, 24, 15, tzinfo=UTC)
"""Friday afternoon, after all the meetings but one."""


@cache
def key() -> Any:
    return pyrage.x25519.Identity.generate()


class Machine:
    """One person's machine."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.folder = name, folder / name
        settings = self.folder / "config" / "chairtui" / "settings.json"
        settings.parent.mkdir(parents=True)
        told = {"name": "Maren Holt", "role": "Team manager", "authority": "Bromley"}
        settings.write_text(json.dumps(told | {"device_id": f"machine-{name}"}))
        self.database = self.folder / "meetings.db"
        self._env = {
            "HOME": str(self.folder),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_DATA_HOME": str(self.folder / "data"),
            "CHAIRTUI_DB": str(self.database),
        }

    def run(self, *arguments: str, codes: tuple[int, ...] = (0,)) -> str:
        """Carry out a command; return what it prints."""
        with CliRunner().isolation(env=self._env) as streams:
            code = run(arguments)
            out, err = streams[0].getvalue().decode(), streams[1].getvalue().decode()
        assert code in codes, f"{self.name}: {' '.join(arguments)} left with {code}: {out}{err}"
        return out

    @contextmanager
    def at_work(self) -> Iterator[Workplace]:
        """Give the desk."""
        with CliRunner().isolation(env=self._env), wiring.workplace(self.database) as place:
            yield place

    def do(self, meeting_id: str, command: Command) -> None:
        with self.at_work() as place:
            place.desk.open(meeting_id).do(command)

    def backs_up(self) -> None:
        self.run("backup", str(self.folder / "backup.db"))

    def puts_back(self) -> None:
        """Put the last backup in the place of the database, as the program advises."""
        for end in ("-wal", "-shm"):
            self.database.with_name(self.database.name + end).unlink(missing_ok=True)
        shutil.copyfile(self.folder / "backup.db", self.database)

    def takes_history(self, other: Machine, meeting_id: str) -> None:
        """Import what another machine exports with its history."""
        file = self.folder / f"{other.name}-{meeting_id}.json"
        file.write_text(other.run("export", meeting_id, "--to", "json"), "utf-8")
        self.run("import", str(file))

    def receives(self, other: Machine, meeting_id: str) -> None:
        """Receive what another machine hands over."""
        identity, file = self.folder / "key.txt", self.folder / f"{other.name}-{meeting_id}.age"
        identity.write_text(str(key()))
        file.unlink(missing_ok=True)
        other.run("hand-over", meeting_id, "--to", str(file), "--recipient", str(key().to_public()))
        self.run("receive", str(file), "--identity", str(identity))


def command_of(step: dict[str, Any]) -> Command:
    """Return the command that a step of a document names."""
    kinds = {kind.__name__: kind for kind in Command.__subclasses__()}
    fields = {name: value for name, value in step.items() if name not in ("on", "kind")}
    return msgspec.convert(fields, kinds[step["kind"]])
