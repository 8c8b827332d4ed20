"""A chronology from a file in the program: columns, preview, what failed, taken in as one act, given up."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.tables.writing import workbook
from tests.tui.desk import StillClock, desk, flat, on_step, records_with, sees, shown, sitting_at
from textual.pilot import Pilot

from chairtui.core.history.log import Row
from chairtui.core.meeting import Meeting
from chairtui.core.vocabulary import Step
from chairtui.live.ports import NotSaved
from chairtui.store.memory import MemoryEventLog
from chairtui.tables.reading import GaveUp
from chairtui.tables.table import Book
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.steps.bringing_in import BringIn
from chairtui.tui.widgets.form import Form
from chairtui.tui.widgets.help import HelpScreen
from chairtui.tui.widgets.lines import Lines

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)])
ROWS = """Date,Event,Source
3 mar 2026,Seen at school,School
spring,Moved,
4 mar 2026,,GP
3 mar 2026,Seen at school,School
"""


def at(
    folder: Path, words: str, *, clock: StillClock | None = None, log: MemoryEventLog | None = None
) -> tuple[Sitting, Path]:
    file = folder / "rows.csv"
    file.write_text(words, "utf-8")
    made = replace(desk(folder, clock), log=log or MemoryEventLog())
    return sitting_at(made), file


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
        seen = flat(pilot)
        for words in (
            "2 rows to take in",
            "1 row has no day",
            "1 line left out",
            "1 line cannot",
            "Line 4 is not taken in",
        ):
            assert words in seen, words
        await pilot.press("ctrl+s")
        await sees(pilot, "2 rows more in the chronology")
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
        await sees(pilot, "1 row more in")
        (row,) = sitting.live.outcome.meeting.sharing.chronology
        assert (row.words, row.on is not None) == ("Seen", True)


def rows_of(sitting: Sitting) -> list[tuple[str, str]]:
    rows = sitting.live.outcome.meeting.sharing.chronology
    return [(row.on.isoformat() if row.on else row.date_as_written, row.words) for row in rows]


async def paste(pilot: Pilot[None], words: str) -> None:
    await pilot.press("y", "enter")
    form = pilot.app.screen
    assert isinstance(form, Form)
    form.field("rows").value = words
    await pilot.press("ctrl+s")
    await pilot.pause(0.1)


@SIZES
async def test_what_was_pasted_is_looked_at_in_the_same_way_and_the_cursor_goes_to_it(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    sitting, _ = at(tmp_path, ROWS)
    async with on_step(sitting, Step.KNOW, size) as pilot:
        await paste(pilot, "3 mar 2026\tNursery\tCame with a bruise\n12 March\tNursery\tDid not come at all")
        await sees(pilot, "2 rows to take in")
        assert "1 row has no day: kept as written." in flat(pilot)
        assert "The source: B" in flat(pilot)
        assert not rows_of(sitting)
        await pilot.press("ctrl+s")
        await sees(pilot, "2 rows more in the chronology")
        assert rows_of(sitting) == [("2026-03-03", "Came with a bruise"), ("12 March", "Did not come at all")]
        first = sitting.live.outcome.meeting.sharing.chronology[0]
        assert pilot.app.screen.query_one("#body", Lines).cursor_key == f"row/{first.id}"
        await pilot.press("ctrl+z", "y", "enter")
        await pilot.pause()
        assert pilot.app.screen.field("rows").value == ""  # type: ignore[attr-defined]


async def test_one_row_with_its_day_is_taken_in_at_once_and_the_cursor_goes_to_it(tmp_path: Path) -> None:
    sitting, _ = at(tmp_path, ROWS)
    async with on_step(sitting, Step.KNOW) as pilot:
        await paste(pilot, "3 mar 2026, seen")
        assert rows_of(sitting) == [("2026-03-03", "seen")]
        (row,) = sitting.live.outcome.meeting.sharing.chronology
        assert pilot.app.screen.query_one("#body", Lines).cursor_key == f"row/{row.id}"


async def test_what_was_pasted_and_not_taken_in_is_still_in_its_form(tmp_path: Path) -> None:
    sitting, _ = at(tmp_path, ROWS)
    async with on_step(sitting, Step.KNOW) as pilot:
        await paste(pilot, "12 March, seen\n13 March, well")
        await sees(pilot, "2 rows have no day")
        await pilot.press("escape")
        await pilot.pause()
        assert not rows_of(sitting)
        await pilot.press("y", "enter")
        await pilot.pause()
        assert pilot.app.screen.field("rows").value.startswith("12 March")  # type: ignore[attr-defined]


@SIZES
async def test_what_a_table_leaves_open_is_asked_before_anything_is_taken_in(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    sitting, file = at(
        tmp_path, "Date,Event,Worker\n02/28/2026,Seen,Ola\n2019,\n03/04/2026,Away,\n12 March,Ill,\n"
    )
    async with on_step(sitting, Step.KNOW, size) as pilot:
        await bring(pilot, file)
        await sees(pilot, "it asks something")
        assert "Which comes first in these dates, day or month?" in flat(pilot)
        await pilot.press("ctrl+s")
        await pilot.pause()
        form = pilot.app.screen
        assert isinstance(form, Form)
        form.field("order").value, form.field("years").value = "month", "yes"
        await pilot.press("ctrl+s")
        await sees(pilot, "3 rows to take in, Tue 12 Mar 2019 to Wed 4 Mar 2026.")
        await pilot.press("ctrl+s")
        await sees(pilot, "3 rows more in the chronology")
        assert rows_of(sitting) == [("2026-02-28", "Seen"), ("2026-03-04", "Away"), ("2019-03-12", "Ill")]


async def test_another_sheet_can_be_chosen(tmp_path: Path) -> None:
    sitting, _ = at(tmp_path, ROWS)
    file = tmp_path / "rows.xlsx"
    file.write_bytes(workbook(("Date", "Event"), ("3 mar 2026", "Seen"), cover="Only this", title="Data"))
    async with on_step(sitting, Step.KNOW) as pilot:
        await bring(pilot, file)
        await sees(pilot, "1 row to take in")
        assert "Not taken: the sheet “Cover” (1 line)." in flat(pilot)
        await pilot.press("c")
        pilot.app.screen.field("sheet").value = "Cover"  # type: ignore[attr-defined]
        pilot.app.screen.field("date").value = ""  # type: ignore[attr-defined]
        pilot.app.screen.field("words").value = "0"  # type: ignore[attr-defined]
        pilot.app.screen.field("headings").value = "-1"  # type: ignore[attr-defined]
        await pilot.press("ctrl+s")
        await sees(pilot, "Not taken: the sheet “Data”")


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

    def slowly(_file: Path, told: Callable[[int], bool]) -> Book:
        for count in range(1, 1_000_000):
            if not told(count):
                gave_up.set()
                raise GaveUp
            threading.Event().wait(0.01)
        return Book(name="", pages=())

    sitting, file = at(tmp_path, ROWS)
    sitting.desk = replace(sitting.desk, records=records_with(read_table=slowly))
    async with on_step(sitting, Step.KNOW) as pilot:
        await pilot.press("y", "down", "enter")
        pilot.app.screen.field("file").value = str(file)  # type: ignore[attr-defined]
        await pilot.press("ctrl+s")
        await pilot.pause(0.2)
        assert "Escape gives it up" in shown(pilot)
        await pilot.press("escape")
        assert await asyncio.to_thread(gave_up.wait, 5)
        assert not sitting.live.outcome.meeting.sharing.chronology


MANY = "Date,Event\n" + "".join(f"3 mar 2026,Visit {number}\n" for number in range(5_000))


class SlowLog(MemoryEventLog):
    """A disk that takes its time with the rows of a chronology, until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.reached, self.go = threading.Event(), threading.Event()

    def append(self, rows: Sequence[Row], after: Meeting, *noted: Any) -> None:
        if any(row.kind == "ChronologyAdded" for row in rows):
            self.reached.set()
            assert self.go.wait(20)
        super().append(rows, after, *noted)


class SlowClock(StillClock):
    """Makes no ids in the background, until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.reached, self.go = threading.Event(), threading.Event()

    def new_id(self) -> str:
        if threading.current_thread() is not threading.main_thread():
            self.reached.set()
            assert self.go.wait(20)
        return super().new_id()


async def test_keys_work_while_rows_are_stored_and_all_are_there_afterwards(tmp_path: Path) -> None:
    log = SlowLog()
    sitting, file = at(tmp_path, MANY, log=log)
    async with on_step(sitting, Step.KNOW) as pilot:
        await bring(pilot, file)
        lines = pilot.app.screen.query_one("#coming", Lines)
        await pilot.press("ctrl+s")
        assert await asyncio.to_thread(log.reached.wait, 20)
        await sees(pilot, "Storing 5,000 rows")
        before = lines.cursor_key
        await pilot.press("down", "down")
        assert lines.cursor_key != before
        await pilot.press("f1")
        assert isinstance(pilot.app.screen, HelpScreen)
        await pilot.press("escape", "escape")
        await sees(pilot, "Giving it up")
        log.go.set()
        await sees(pilot, "5,000 rows more in the chronology. ^z takes them back.")
        assert len(sitting.live.outcome.meeting.sharing.chronology) == 5_000
        assert "Visit 0" in shown(pilot)
        await pilot.press("ctrl+z")
        assert not sitting.live.outcome.meeting.sharing.chronology


async def test_giving_up_before_anything_is_stored_keeps_nothing(tmp_path: Path) -> None:
    clock = SlowClock()
    sitting, file = at(tmp_path, MANY, clock=clock)
    size = sitting.desk.log.size("m1")
    async with on_step(sitting, Step.KNOW) as pilot:
        await bring(pilot, file)
        await pilot.press("ctrl+s")
        assert await asyncio.to_thread(clock.reached.wait, 20)
        await sees(pilot, "0 of 5,000 rows. Escape gives it up")
        await pilot.press("f8")
        await sees(pilot, "Hidden. F8 shows it again")
        await pilot.press("f8", "escape")
        clock.go.set()
        await sees(pilot, "Given up. No row was taken in.")
        assert not isinstance(pilot.app.screen, BringIn)
    assert sitting.desk.log.size("m1") == size


async def test_what_cannot_be_stored_is_said_and_can_be_tried_again(tmp_path: Path) -> None:
    class FullDisk(MemoryEventLog):
        full = True

        def append(self, rows: Sequence[Row], after: Meeting, *noted: Any) -> None:
            if self.full and any(row.kind == "ChronologyAdded" for row in rows):
                raise NotSaved("the disk is full.")
            super().append(rows, after, *noted)

    log = FullDisk()
    sitting, file = at(tmp_path, ROWS, log=log)
    async with on_step(sitting, Step.KNOW) as pilot:
        await bring(pilot, file)
        await pilot.press("ctrl+s")
        await sees(pilot, "NOT SAVED: the disk is full.")
        log.full = False
        await pilot.press("ctrl+s")
        await sees(pilot, "2 rows more in the chronology")


async def test_nothing_is_brought_in_in_privacy_mode(tmp_path: Path) -> None:
    sitting, _ = at(tmp_path, ROWS)
    async with on_step(sitting, Step.KNOW) as pilot:
        await pilot.press("f8", "y")
        await pilot.pause()
        assert "Press F8 to show the text first" in shown(pilot)
