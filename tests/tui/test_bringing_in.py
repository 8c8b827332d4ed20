"""A chronology from a file in the program: columns, preview, what failed, taken in as one act, given up."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.tui.desk import desk, on_step, shown, sitting_at
from textual.pilot import Pilot

from chairtui.core.tabled import GaveUp, Line
from chairtui.core.vocabulary import Step
from chairtui.records.table_reading import read_file
from chairtui.tui.bringing_in import BringIn
from chairtui.tui.sitting import Sitting
from chairtui.tui.widgets.form import Form

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)])
ROWS = """Date,Event,Source
3 mar 2026,Seen at school,School
spring,Moved,
4 mar 2026,,GP
3 mar 2026,Seen at school,School
"""


def at(folder: Path, words: str) -> tuple[Sitting, Path]:
    file = folder / "rows.csv"
    file.write_text(words, "utf-8")
    return sitting_at(replace(desk(folder), read_table=read_file)), file


async def bring(pilot: Pilot[None], file: Path) -> None:
    await pilot.press("y", "down", "enter")
    form = pilot.app.screen
    assert isinstance(form, Form)
    form.field("file").value = str(file)
    await pilot.press("ctrl+s")
    for _ in range(50):
        await pilot.pause(0.02)
        if "Reading" not in shown(pilot):
            break


@SIZES
async def test_a_file_is_looked_at_and_taken_in_as_one_act(tmp_path: Path, size: tuple[int, int]) -> None:
    sitting, file = at(tmp_path, ROWS)
    async with on_step(sitting, Step.KNOW, size) as pilot:
        await bring(pilot, file)
        seen = " ".join(shown(pilot).split())
        for words in ("2 rows to take in", "1 line left out", "1 line cannot", "line 4: nothing is said"):
            assert words in seen.replace("│ │", " ").replace("│", "").replace("  ", " "), words
        await pilot.press("ctrl+s")
        assert [row.words for row in sitting.live.outcome.meeting.sharing.chronology] == [
            "Seen at school",
            "Moved",
        ]
        assert "Seen at school" in shown(pilot)
        await pilot.press("ctrl+z")
        assert not sitting.live.outcome.meeting.sharing.chronology


@SIZES
async def test_unclear_columns_are_asked_for(tmp_path: Path, size: tuple[int, int]) -> None:
    sitting, file = at(tmp_path, "Wann,Was\n3 mar 2026,Seen\n")
    async with on_step(sitting, Step.KNOW, size) as pilot:
        await pilot.press("y", "down", "enter")
        pilot.app.screen.field("file").value = str(file)  # type: ignore[attr-defined]
        await pilot.press("ctrl+s")
        await pilot.pause(0.2)
        form = pilot.app.screen
        assert isinstance(form, Form)
        assert "not clear" in shown(pilot)
        form.field("date").value, form.field("words").value = "0", "1"
        await pilot.press("ctrl+s")
        await pilot.pause(0.2)
        await pilot.press("ctrl+s")
        (row,) = sitting.live.outcome.meeting.sharing.chronology
        assert (row.words, row.on is not None) == ("Seen", True)


async def test_a_file_that_is_no_table_is_said(tmp_path: Path) -> None:
    sitting, file = at(tmp_path, "")
    async with on_step(sitting, Step.KNOW) as pilot:
        await bring(pilot, file)
        assert "has nothing in it" in shown(pilot)
        await pilot.press("escape")
        assert not isinstance(pilot.app.screen, BringIn)


async def test_a_file_that_is_not_there_is_said_in_its_field(tmp_path: Path) -> None:
    sitting, _ = at(tmp_path, ROWS)
    async with on_step(sitting, Step.KNOW) as pilot:
        await bring(pilot, tmp_path / "nothing.csv")
        assert "There is no such file" in shown(pilot)


async def test_long_reading_shows_how_far_it_is_and_is_given_up(tmp_path: Path) -> None:
    gave_up = threading.Event()

    def slowly(_file: Path, told: Callable[[int], bool]) -> list[Line]:
        for count in range(1, 1_000_000):
            if not told(count):
                gave_up.set()
                raise GaveUp
            threading.Event().wait(0.01)
        return []

    sitting, file = at(tmp_path, ROWS)
    sitting.desk = replace(sitting.desk, read_table=slowly)
    async with on_step(sitting, Step.KNOW) as pilot:
        await pilot.press("y", "down", "enter")
        pilot.app.screen.field("file").value = str(file)  # type: ignore[attr-defined]
        await pilot.press("ctrl+s")
        await pilot.pause(0.2)
        assert "Escape gives it up" in shown(pilot)
        await pilot.press("escape")
        assert await asyncio.to_thread(gave_up.wait, 5)
        assert not sitting.live.outcome.meeting.sharing.chronology


async def test_nothing_is_brought_in_in_privacy_mode(tmp_path: Path) -> None:
    sitting, _ = at(tmp_path, ROWS)
    async with on_step(sitting, Step.KNOW) as pilot:
        await pilot.press("f8", "y")
        await pilot.pause()
        assert "Press F8 to show the text first" in shown(pilot)
