"""Before the meetings are opened: a new file is locked, a locked one opened, one in clear may be locked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.tui.desk import sees, shown, until
from textual.pilot import Pilot

from chairtui.live.clock import SystemClock
from chairtui.live.locking import By, Choice, Standing, Way
from chairtui.live.recovery_words import in_groups
from chairtui.store.connect import Database
from chairtui.tui.at_the_door import AtTheDoor
from chairtui.tui.widgets.recovery_sheet import ASKED, RecoverySheet
from chairtui.wiring import keystore
from chairtui.wiring.locking import DatabaseDoor

WORDS = "violet hammer seven clouds"


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DatabaseDoor:
    monkeypatch.setattr(keystore, "name", str)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return DatabaseDoor(tmp_path / "meetings.db")


def at(door: DatabaseDoor) -> AtTheDoor:
    return AtTheDoor(door, lambda _key: door.path.with_name("sheet.pdf"), door.path.parent, SystemClock().now)


async def typed_twice(pilot: Pilot[None], words: str) -> None:
    for _ in range(2):
        await pilot.press(*words, "enter")


async def kept(pilot: Pilot[None]) -> str:
    """Keep the sheet that is shown, and return its groups."""
    await sees(pilot, "The recovery sheet: it is shown once")
    sheet = pilot.app.screen
    assert isinstance(sheet, RecoverySheet)
    assert all(group in shown(pilot) for group in sheet._groups)
    assert max(map(len, shown(pilot).splitlines())) <= 80
    await pilot.press("p")
    assert "print it, and delete it" in await sees(pilot, "sheet.pdf")
    await pilot.press("enter")
    await sees(pilot, "Is it kept?")
    assert not any(group in shown(pilot) for group in sheet._groups)
    await pilot.press(*"ABC", "enter")
    await sees(pilot, "That is not what stands there")
    await pilot.press(*["backspace"] * 3, *sheet._groups[ASKED - 1].lower(), "enter")
    return " ".join(sheet._groups)


async def test_a_new_database_is_locked_by_one_question_and_its_sheet_opens_it(door: DatabaseDoor) -> None:
    app = at(door)
    async with app.run_test(size=(80, 24)) as pilot:
        asked = await sees(pilot, "How are the meetings on this computer to be locked?")
        assert "lost for good" in " ".join(asked.replace("│", " ").split())
        await pilot.press("enter")
        await sees(pilot, "A passphrase for the meetings")
        await typed_twice(pilot, "password1234")
        await sees(pilot, "Save once more")
        await pilot.press(*["backspace"] * 12, *WORDS, "enter", *["backspace"] * 12, *WORDS, "enter")
        groups = await kept(pilot)
        await until(pilot, lambda: app.goes_on)
    assert app.key
    Database(door.path, app.key).close()
    assert door.standing is Standing.LOCKED
    opens = at(door)
    async with opens.run_test(size=(80, 24)) as pilot:
        await sees(pilot, "The meetings are locked")
        await pilot.press(*"something else", "enter")
        assert "key file" in await sees(pilot, "It does not open: the passphrase is wrong")
        assert not opens.goes_on
        await pilot.press("tab", "enter", *groups.lower().replace(" ", ""), "ctrl+s")
        await until(pilot, lambda: opens.goes_on)
    assert opens.key == app.key


async def test_a_slip_in_the_sheet_is_named_and_escape_leaves_with_nothing_opened(door: DatabaseDoor) -> None:
    done = door.lock(Choice(passphrase=WORDS))
    Database(door.path, done.key).close()
    app = at(door)
    async with app.run_test(size=(80, 24)) as pilot:
        await sees(pilot, "The meetings are locked")
        groups = [*in_groups(done.identity)]
        groups[2] = groups[2][::-1]
        await pilot.press("tab", "enter", *" ".join(groups), "ctrl+s")
        await sees(pilot, "look at group 3 again")
        await pilot.press("escape")
        await sees(pilot, "Close it")
        await pilot.press("down", "enter")
        await until(pilot, lambda: app._exit)
    assert (app.key, app.goes_on) == (None, False)


async def test_one_in_clear_is_offered_to_be_locked_and_may_stay(door: DatabaseDoor) -> None:
    Database(door.path).close()
    later = at(door)
    async with later.run_test(size=(80, 24)) as pilot:
        await sees(pilot, "NOT LOCKED")
        await pilot.press("down", "enter")
        await until(pilot, lambda: later.goes_on)
    assert (later.key, door.standing) == (None, Standing.CLEAR)
    now = at(door)
    async with now.run_test(size=(80, 24)) as pilot:
        await sees(pilot, "Lock them now?")
        await pilot.press("enter")
        await sees(pilot, "A passphrase for the meetings")
        await typed_twice(pilot, WORDS)
        await kept(pilot)
        await until(pilot, lambda: now.goes_on)
    assert door.standing is Standing.LOCKED
    assert door.open(By(passphrase=WORDS)) == now.key
    assert {*door.ways} == {Way.PASSPHRASE, Way.SHEET}


def test_a_door_never_opens_the_file_of_an_open_database(
    door: DatabaseDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = door.lock(Choice(passphrase=WORDS))
    database = Database(door.path, done.key)
    behind = DatabaseDoor(door.path, database)
    real: Any = Path.open

    def open_other(file: Path, *how: str, **more: Any) -> Any:
        assert file != door.path, "closing a second handle drops the engine's locks"
        return real(file, *how, **more)

    monkeypatch.setattr(Path, "open", open_other)
    assert (behind.standing, behind.not_locked) == (Standing.LOCKED, "")
    assert {*behind.ways} == {Way.PASSPHRASE, Way.SHEET}
    assert behind.open(By(identity=done.identity)) == done.key
    database.close()
