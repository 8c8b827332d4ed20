"""A day of commands and screens on a locked database: no name stands outside what somebody exported."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Any

import pytest
from tests.cli.every_command import READS, WRITES, lay_out, lines

from chairtui import wiring
from chairtui.cli.running import run
from chairtui.live.locking import Choice
from chairtui.tui.app import ChairtuiApp
from chairtui.wiring import keystore
from chairtui.wiring.locking import DatabaseDoor

HALF_TYPED = "Quillfeather saw the bruise"
MAY_NAME = {"agencies.toml", "settings.json"}
"""What says whom to ring, and who uses the program: in clear, and about nobody's child."""


def names_in(database: Path) -> set[bytes]:
    """Return the names that stand in the meetings: of children, of family, and of whoever came."""
    found: set[str] = set()
    with wiring.workplace(database, reads=True) as place:
        for meeting_id in place.log.meeting_ids():
            meeting: Any = place.desk.open(meeting_id).outcome.meeting
            found |= {one.name for one in (*meeting.concern.children, *meeting.concern.family)}
            found |= {line.name for line in meeting.attendance.register}
    return {name.encode() for name in found if len(name) > 8}


def standing_in(folder: Path, names: set[bytes]) -> dict[str, bytes]:
    """Return, by file, a name that stands in it."""
    files = [file for file in folder.rglob("*") if file.is_file() and file.name not in MAY_NAME]
    read = {str(file.relative_to(folder)): file.read_bytes() for file in files}
    return {file: name for file, content in read.items() for name in names if name in content}


def test_no_name_stands_outside_what_was_asked_for(
    invented: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept: dict[str, bytes] = {}
    monkeypatch.setattr(keystore, "name", lambda: "a keystore")
    monkeypatch.setattr(keystore, "put", lambda key_id, key: bool(kept.update({key_id: key}) is None))
    monkeypatch.setattr(keystore, "get", kept.get)
    monkeypatch.delenv("CHAIRTUI_NOT_LOCKED", raising=False)
    work, machine, temporary = (tmp_path / name for name in ("work", "machine", "temporary"))
    for folder in (work, machine, temporary):
        folder.mkdir(mode=0o700)
    lay_out(work)
    monkeypatch.chdir(work)
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    for name in ("CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(machine / name))
    monkeypatch.setenv("HOME", str(machine))
    database = machine / "place" / "meetings.db"
    database.parent.mkdir(mode=0o700)
    database.write_bytes(invented.read_bytes())
    names = names_in(database)
    assert len(names) > 30
    assert standing_in(machine, names), "in clear they are found"
    assert DatabaseDoor(database).lock(Choice(keystore=True)).key
    monkeypatch.setenv("CHAIRTUI_DB", str(database))
    for command in (*lines(READS), *lines(WRITES)):
        run(command)
        capsys.readouterr()
        assert not standing_in(machine, names), command
    assert not standing_in(temporary, names)
    assert standing_in(work / "written", names), "what was asked for names them"

    async def on_screen() -> None:
        with wiring.workplace() as place:
            app = ChairtuiApp(place.desk)
            async with app.run_test() as pilot:
                for key in ("enter", "f2", *HALF_TYPED, "escape", "3", "7", "ctrl+l", "x", "ctrl+b"):
                    await pilot.press(key)
                    await pilot.pause()
                half = {*names, HALF_TYPED.encode()}
                assert not standing_in(machine, half)
                assert not standing_in(temporary, half)

    asyncio.run(on_screen())
    assert not standing_in(machine, {*names, HALF_TYPED.encode()})
