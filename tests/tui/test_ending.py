"""A program that has to end while another holds the file loses nothing without a word."""

from __future__ import annotations

import asyncio
import stat
from pathlib import Path
from typing import Any

import pytest
from tests.store.files import program
from tests.tui.desk import MEETING, on_step, sees, shown
from tests.tui.stored import held, stored
from tests.tui.test_not_saved import typed_into

from chairtui.core.concern import ExplainLateness, LatenessExplained
from chairtui.core.vocabulary import Step
from chairtui.live.desk import Desk
from chairtui.store import left_over, transactions
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.sitting import ending
from chairtui.tui.sitting.sitting import Sitting


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "meetings.db"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transactions, "PATIENCE", 0.0)
    monkeypatch.setattr(ending, "PATIENCE", 0.0)


def left(path: Path) -> list[Path]:
    return list(path.parent.glob("meetings.db.left-*"))


def told(at: Desk) -> list[str]:
    history = at.open(MEETING).history
    return [one.event.because for one in history if isinstance(one.event, LatenessExplained)]


async def do_two_things(pilot: Any) -> None:
    for number in range(2):
        pilot.app.screen.ask(ExplainLateness(because=f"Snow {number}."))
    await typed_into(pilot, "fact", "Half a sen")
    pilot.app.keep_drafts()


async def test_what_waits_is_saved_before_the_end_where_the_other_program_lets_go(path: Path) -> None:
    with stored(path) as at:
        async with on_step(Sitting(at, MEETING), Step.WHO, size=(200, 40)) as pilot:
            app: Any = pilot.app
            with held(path):
                await do_two_things(pilot)
                assert app.put_by() > 0
                (file,) = left(path)
                assert stat.S_IMODE(file.stat().st_mode) == 0o600
            assert await asyncio.to_thread(app.save_what_waits) == ending.SAVED
    assert left(path) == []
    with stored(path) as again:
        assert told(again) == ["Snow 0.", "Snow 1."]
        kept = again.drafts.all(MEETING)
        assert "Half a sen" in kept.values()
        assert ending.NOT_SAVED not in kept


async def test_what_could_not_be_saved_is_said_then_and_at_the_next_opening(path: Path) -> None:
    with stored(path) as at:
        async with on_step(Sitting(at, MEETING), Step.WHO, size=(200, 40)) as pilot:
            app: Any = pilot.app
            with held(path):
                await do_two_things(pilot)
                assert app.put_by() > 0
                said = await asyncio.to_thread(app.save_what_waits)
                assert "Not saved: the last 2 things you did and what was half-typed." in said
                app.sitting.waiting.take_back()
                app.sitting.waiting.take_back()
            with program(path) as other:
                assert other.all(MEETING) == {}  # it is this program's for as long as that runs
    with stored(path) as again:
        async with ChairtuiApp(again).run_test(size=(120, 40), notifications=True) as pilot:
            pilot.app.open_meeting(MEETING)  # type: ignore[attr-defined]
            await sees(pilot, "Not everything was saved the last time.")
            assert "Snow 0." in shown(pilot)
            assert "Snow 1." in shown(pilot)
            await pilot.press("enter")
            await pilot.pause()
        assert told(again) == []
        kept = again.drafts.all(MEETING)
        assert list(kept.values()) == ["Half a sen"]
    assert left(path) == []


async def test_where_nothing_waits_nothing_is_put_by_and_nothing_said(path: Path) -> None:
    with stored(path) as at:
        async with on_step(Sitting(at, MEETING), Step.WHO) as pilot:
            app: Any = pilot.app
            app.screen.ask(ExplainLateness(because="Snow."))
            assert app.put_by() == 0.0
    assert left(path) == []


async def test_leaving_while_another_program_holds_the_file_keeps_what_is_half_typed(path: Path) -> None:
    with stored(path) as at:
        async with on_step(Sitting(at, MEETING), Step.WHO, size=(200, 40)) as pilot:
            app: Any = pilot.app
            with held(path):
                await do_two_things(pilot)
                await pilot.press("ctrl+q")
                await sees(pilot, "Not everything is saved.")
                assert "Leave, and keep it" in shown(pilot)
                assert "Leaving keeps it beside the file" in shown(pilot)
                assert "lose it" not in shown(pilot)
                await pilot.press("down", "enter")
                await pilot.pause()
                assert app._exit
                said = await asyncio.to_thread(app.save_what_waits)
                assert "It is kept beside the file, and shown when the meeting or the form is opened" in said
                app.sitting.waiting.take_back()
                app.sitting.waiting.take_back()
    with stored(path) as again:
        kept = again.drafts.all(MEETING)
        assert "Half a sen" in kept.values()
        assert "Snow 0." in kept[ending.NOT_SAVED]
    assert left(path) == []


async def test_where_it_cannot_be_put_by_leaving_says_that_it_is_lost_and_asks_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "full")

    with stored(path) as at:
        async with on_step(Sitting(at, MEETING), Step.WHO, size=(200, 40)) as pilot:
            app: Any = pilot.app
            with held(path):
                await do_two_things(pilot)
                monkeypatch.setattr(left_over, "leave", full)
                await pilot.press("ctrl+q")
                await sees(pilot, "Not everything is saved.")
                await pilot.press("down", "enter")
                await sees(pilot, "It cannot be kept elsewhere.")
                assert "the disk is full" in shown(pilot)
                await pilot.press("enter")
                await pilot.pause()
                assert not app._exit
