"""What is written in the session in which somebody first says who they are bears their name."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.core.scene import STARTED
from tests.handover.machine import key

from chairtui import wiring
from chairtui.core.preparing import Paper
from chairtui.live.desk import Desk
from chairtui.live.handing import Lock, Unlock
from chairtui.tui.app import ChairtuiApp

MEETING = "m1"
NAMED = {"name": "Dee Grant", "role": "team manager", "authority": "Bromley"}


@pytest.fixture(autouse=True)
def _nobody_s_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("CHAIRTUI_DB", raising=False)


def named(at: Desk) -> Desk:
    """Return the desk once the first start was answered."""
    return at.for_person(msgspec.structs.replace(at.settings, **NAMED))


def desks_in(function: Any) -> Iterator[Desk]:
    """Yield every desk that a value of a desk holds on to."""
    for cell in getattr(function, "__closure__", None) or ():
        if isinstance(cell.cell_contents, Desk):
            yield cell.cell_contents
        elif callable(cell.cell_contents) and cell.cell_contents is not function:
            yield from desks_in(cell.cell_contents)


WAYS: dict[str, Callable[[Desk], Desk]] = {
    "the first start": named,
    "another look": lambda at: named(at).with_theme("dusk"),
    "a name from the login": lambda at: at.with_settings(msgspec.structs.replace(at.settings, name="dgrant")),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("field", [one.name for one in dataclasses.fields(Desk)])
def test_nothing_the_desk_can_do_is_done_for_who_sat_there_before(way: str, field: str) -> None:
    with wiring.workplace() as place:
        desk = WAYS[way](place.desk)
        assert not list(desks_in(getattr(desk, field)))


def test_the_first_session_hands_over_under_the_name_that_was_given(tmp_path: Path) -> None:
    with wiring.workplace() as place, wiring.workplace(tmp_path / "there.db") as there:
        desk = named(place.desk)
        desk.open(MEETING).do(*STARTED)
        file = tmp_path / "out.age"
        desk.records.hand_over(desk, MEETING, file, Lock(recipients=(str(key().to_public()),)), lambda: True)
        done = there.desk.records.receive(there.desk, file, Unlock(identity=str(key())), lambda: True)
    assert "handed over by Dee Grant" in done.words()


def test_the_first_session_s_requests_say_who_is_to_be_answered(tmp_path: Path) -> None:
    with wiring.workplace() as place:
        desk = named(place.desk)
        live = desk.open(MEETING)
        live.do(*STARTED)
        for line in live.outcome.meeting.attendance.register:
            file = desk.records.write_paper(desk, MEETING, Paper.REQUEST, "txt", line.id, tmp_path / "papers")
            assert "Dee Grant" in file.read_text()


def test_a_command_on_a_machine_without_a_name_hands_over_under_the_login(tmp_path: Path) -> None:
    with wiring.workplace() as place, wiring.workplace(tmp_path / "there.db") as there:
        somebody = place.for_somebody().desk
        somebody.open(MEETING).do(*STARTED)
        file = tmp_path / "out.age"
        lock = Lock(recipients=(str(key().to_public()),))
        somebody.records.hand_over(somebody, MEETING, file, lock, lambda: True)
        done = there.desk.records.receive(there.desk, file, Unlock(identity=str(key())), lambda: True)
    assert f"handed over by {somebody.settings.name}:" in done.words()


async def test_the_program_s_first_session_is_for_who_answered_the_first_start() -> None:
    with wiring.workplace() as place:
        app = ChairtuiApp(place.desk)
        async with app.run_test(size=(120, 36)) as pilot:
            form: Any = app.screen
            for field, words in NAMED.items():
                form.field(field).value = words
            await pilot.press("ctrl+s")
            await pilot.pause()
            await pilot.pause()
            home: Any = app.screen
            for desk in (app.desk, home._desk):
                assert desk.settings.name == "Dee Grant"
