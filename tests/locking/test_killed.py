"""Killed at any moment of making, locking, rekeying, changing the passphrase: one key opens, nothing is lost.

CHAIRTUI_KILLS=200 python -m pytest -q -n0 tests/locking/test_killed.py
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.locking.test_file import CHOICE, OTHER, PASSPHRASE, rows, said_in

from chairtui import wiring
from chairtui.live.locking import By, Choice, Key, NotOpened, Standing
from chairtui.store.connect import Database
from chairtui.store.verify import verify
from chairtui.wiring.locking import VARIABLE, DatabaseDoor
from chairtui.wiring.opening import copies_left

KILLS = int(os.environ.get("CHAIRTUI_KILLS", "6"))


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("invented") / "meetings.db"
    with wiring.demonstration() as place:
        place.back_up(file)
    shutil.copyfile(file, file.with_name("meetings.db.before-9"))
    return file.parent


@pytest.fixture(autouse=True)
def _locked_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, quick_age: None) -> None:
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def in_a_process(work: Callable[[], object], seconds: float | None = None) -> bool:
    """Do something in a process of its own, killed after so long; say whether it came to its end."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        finally:
            os._exit(1)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0
    return not os.WIFSIGNALED(status)


def opening(door: DatabaseDoor) -> list[tuple[str, Key]]:
    """Return which of two passphrases opens a database, with the key."""
    opened = []
    for words in (PASSPHRASE, OTHER):
        try:
            opened.append((words, door.open(By(passphrase=words))))
        except NotOpened:
            continue
    return opened


def killed(
    prepare: Callable[[int], DatabaseDoor], work: Callable[[DatabaseDoor], object]
) -> list[DatabaseDoor]:
    """Return what many kills left, at moments from the beginning to a little after the end."""
    chance = random.Random(KILLS)
    begun = time.perf_counter()
    first = prepare(0)
    assert in_a_process(lambda: work(first))
    prepared = time.perf_counter() - begun
    left = [prepare(number) for number in range(1, KILLS + 1)]
    for door in left:
        in_a_process(lambda door=door: work(door), chance.uniform(0, prepared))  # type: ignore[misc]
    return [first, *left]


def laid_out(invented: Path, tmp_path: Path) -> Callable[[int], DatabaseDoor]:
    def prepare(number: int) -> DatabaseDoor:
        folder = tmp_path / f"{number}"
        shutil.copytree(invented, folder)
        return DatabaseDoor(folder / "meetings.db")

    return prepare


def locked(invented: Path, tmp_path: Path) -> Callable[[int], DatabaseDoor]:
    once = laid_out(invented, tmp_path)(-1)
    once.lock(CHOICE)
    return laid_out(once.path.parent, tmp_path)


def test_killed_while_it_is_made(tmp_path: Path) -> None:
    def work(door: DatabaseDoor) -> None:
        key = door.lock(CHOICE).key
        Database(door.path, key).close()

    def prepare(number: int) -> DatabaseDoor:
        (tmp_path / f"{number}").mkdir()
        return DatabaseDoor(tmp_path / f"{number}" / "meetings.db")

    for door in killed(prepare, work):
        assert door.standing in (Standing.NEW, Standing.LOCKED)
        if door.standing is Standing.LOCKED:
            ((words, key),) = opening(door)
            assert words == PASSPHRASE
            Database(door.path, key).close()
            assert verify(door.path, key) == []


def test_killed_while_it_is_locked(tmp_path: Path, invented: Path) -> None:
    before = rows(invented / "meetings.db", None)
    for door in killed(laid_out(invented, tmp_path), lambda door: door.lock(CHOICE)):
        if door.standing is Standing.CLEAR:
            assert rows(door.path, None) == before
            assert door.lock(CHOICE).key
        ((words, key),) = opening(door)
        assert words == PASSPHRASE
        assert rows(door.path, key) == before
        assert verify(door.path, key) == []
        assert copies_left(door.path, key) == ""
        assert said_in(door.path.parent) == []


def test_killed_while_it_gets_another_key(tmp_path: Path, invented: Path) -> None:
    before = rows(invented / "meetings.db", None)

    def work(door: DatabaseDoor) -> None:
        door.rekey(door.open(By(passphrase=PASSPHRASE)), Choice(passphrase=OTHER))

    for door in killed(locked(invented, tmp_path), work):
        ((_, key),) = opening(door)
        assert rows(door.path, key) == before
        assert verify(door.path, key) == []
        ((_, key),) = opening(DatabaseDoor(door.path.with_name("meetings.db.before-9")))
        assert rows(door.path.with_name("meetings.db.before-9"), key)
        assert said_in(door.path.parent) == []


def test_killed_while_the_passphrase_is_changed(tmp_path: Path, invented: Path) -> None:
    def work(door: DatabaseDoor) -> None:
        door.change(door.open(By(passphrase=PASSPHRASE)), Choice(passphrase=OTHER))

    before = rows(invented / "meetings.db", None)
    for door in killed(locked(invented, tmp_path), work):
        ((_, key),) = opening(door)
        assert rows(door.path, key) == before
