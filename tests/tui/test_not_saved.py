"""What the screen says and does while something is not saved, and how nothing of it is lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.store.test_standing import HARM, moved_away
from tests.tui.desk import MEETING, on_step, sees, shown, until
from tests.tui.stored import held, stored
from textual.pilot import Pilot

from chairtui.core.attendance import RecordPresence
from chairtui.core.concern import ExplainLateness, LatenessExplained, StateConcern
from chairtui.core.vocabulary import Mode, Step
from chairtui.live.clock import SystemClock
from chairtui.live.desk import Desk
from chairtui.live.device import Device
from chairtui.store.connect import Database
from chairtui.store.devices import settle
from chairtui.store.lazy_log import LazyLog
from chairtui.store.machine import mark
from chairtui.store.verify import verify
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.sheets.sheet import Sheet, text
from chairtui.tui.sitting.keeping_elsewhere import Elsewhere
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.dialogs import Confirm
from chairtui.tui.widgets.form import FieldSpec, Form, Kind
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.options import Option


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "meetings.db"


@pytest.fixture
def at(path: Path) -> Iterator[Desk]:
    with stored(path) as made:
        yield made


def police_here(sitting: Sitting) -> bool:
    register = sitting.live.outcome.meeting.attendance.register
    return any(line.here for line in register if line.sector.value == "police")


async def typed_into(pilot: Pilot[None], field: str, words: str) -> None:
    await pilot.press("f2")
    await pilot.pause()
    form = pilot.app.screen
    assert isinstance(form, Form)
    form.field(field).value = words
    form.field(field).changed()
    await pilot.pause(0.4)


# The file ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("harm", HARM)
async def test_the_header_says_not_saved_although_nobody_has_done_anything_since(
    path: Path, harm: Callable[[Path, Path], None]
) -> None:
    backup = path.parent.with_name("backup.db")
    with stored(path):
        pass
    shutil.copyfile(path, backup)
    with stored(path) as at:
        at.open(MEETING).do(ExplainLateness(because="Snow."))
    async with AsyncExitStack() as stack:
        at = stack.enter_context(stored(path))
        pilot = await stack.enter_async_context(on_step(Sitting(at, MEETING), Step.WHO, size=(200, 40)))
        await sees(pilot, "● saved")
        harm(path, backup)
        await sees(pilot, "✗ NOT SAVED")
        await sees(pilot, "^k keeps everything")
        assert "● saved" not in shown(pilot)


async def test_what_is_done_then_is_not_shown_and_every_step_says_so(at: Desk, path: Path) -> None:
    sitting = Sitting(at, MEETING)
    async with on_step(sitting, Step.WHO, size=(200, 40)) as pilot:
        before = police_here(sitting)
        moved_away(path, path)
        await pilot.press("space")
        await pilot.pause()
        assert police_here(sitting) is before
        await sees(pilot, "✗ NOT SAVED")
        for key in "234567":
            await pilot.press(key)
            await pilot.pause()
            assert "✗ NOT SAVED" in shown(pilot)
        path.with_name("elsewhere").rename(path)
        await sees(pilot, "● saved")


async def test_everything_is_kept_elsewhere_by_a_key_and_goes_on_there(
    at: Desk, path: Path, tmp_path: Path
) -> None:
    sitting, there = Sitting(at, MEETING), tmp_path / "stick"
    there.mkdir()
    async with on_step(sitting, Step.WHO, size=(200, 40)) as pilot:
        await typed_into(pilot, "fact", "Half a sen")
        path.unlink()
        await pilot.press("escape")
        await sees(pilot, "✗ NOT SAVED")
        await pilot.press("ctrl+k")
        await pilot.pause()
        form = pilot.app.screen
        assert isinstance(form, Elsewhere)
        form.field("to").value = str(there)
        await pilot.press("ctrl+s")
        await sees(pilot, "From now on everything is saved in")
        assert "chairtui --db" in shown(pilot)
        await pilot.press("escape")
        await sees(pilot, "● saved")
        await pilot.press("space")
        await pilot.pause()
        now = sitting.live.outcome.meeting
        await typed_into(pilot, "fact", "Half a sentence")
    assert verify(there / "meetings.db") == []
    with stored(there / "meetings.db") as again:
        assert again.open(MEETING).outcome.meeting == now
        assert again.drafts.elsewhere(MEETING) == 1  # the program that moved there is open, and keeps its own
    assert "Half a sentence" in at.drafts.all(MEETING).values()


def test_what_is_written_elsewhere_never_stands_in_a_place_that_the_file_left_behind_may_use(
    path: Path, tmp_path: Path
) -> None:
    with stored(path):
        pass
    shutil.copytree(path.parent, tmp_path / "as it was")
    with stored(path) as opened:
        at = replace(opened, clock=SystemClock())
        meeting = at.open(MEETING)
        path.parent.rename(tmp_path / "away")
        kept = at.machine.keep_elsewhere(at, tmp_path / "there.db", [one.row for one in meeting.history])
        meeting.do(ExplainLateness(because="Snow."))
        at.open(MEETING).do(StateConcern(words="Ice on the hill.", raised_at=None))
        shutil.copytree(tmp_path / "as it was", path.parent)
        with stored(path) as left_behind:  # somebody puts the file back and goes on in it
            other = replace(left_behind, clock=SystemClock())
            other.open(MEETING).do(ExplainLateness(because="Fog."))
            rows = [one.row for one in left_behind.log.read(MEETING)]
        assert isinstance(at.log, LazyLog)
        at.log.take_in(rows)
        told = [type(one.event).__name__ for one in at.log.read(MEETING)]
    assert (told.count("MachineChanged"), told.count("LatenessExplained")) == (1, 2)
    database = Database(kept.file)
    assert settle(database, mark(), "", at.clock.new_id) == Device(id=at.device.id, formers=at.device.formers)
    database.close()


async def test_an_act_that_failed_then_does_not_say_not_saved_once_the_file_is_back(
    at: Desk, path: Path
) -> None:
    sitting = Sitting(at, MEETING)
    async with on_step(sitting, Step.WHO, size=(200, 40)) as pilot:
        line = sitting.live.outcome.meeting.attendance.register[0].id
        pilot.app.screen.query_one("#body", Lines).go_to(line)
        moved_away(path, path)
        await sees(pilot, "✗ NOT SAVED")
        await pilot.press("space")
        await pilot.pause()
        assert sitting.watch.trouble
        path.with_name("elsewhere").rename(path)
        await sees(pilot, "● saved")


async def test_where_all_is_saved_the_key_only_says_so(at: Desk) -> None:
    async with on_step(Sitting(at, MEETING), Step.WHO, size=(200, 40)) as pilot:
        await pilot.press("ctrl+k")
        await sees(pilot, "All is saved where it is")


async def test_home_says_it_too(at: Desk, path: Path) -> None:
    async with ChairtuiApp(at).run_test(size=(200, 40), notifications=True) as pilot:
        await pilot.pause()
        path.unlink()
        pilot.app.screen.read()  # type: ignore[attr-defined]
        await sees(pilot, "NOT SAVED")
        assert "was deleted or moved away" in shown(pilot)


async def test_leaving_says_first_what_it_would_lose(at: Desk, path: Path) -> None:
    async with on_step(Sitting(at, MEETING), Step.WHO, size=(200, 40)) as pilot:
        path.unlink()
        await pilot.press("ctrl+q")
        await sees(pilot, "Not everything is saved")
        assert "was deleted or moved away" in shown(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app._exit is False
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Confirm)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert pilot.app._exit


# What is half-typed -----------------------------------------------------------------------------


def a_full_disk(at: Desk) -> Any:
    """Let nothing more into the database, and return what makes room again."""
    writer = at.log._database._writer  # type: ignore[attr-defined]
    pages = writer.execute("PRAGMA page_count").fetchone()[0]
    writer.execute(f"PRAGMA max_page_count={pages}")
    return lambda: writer.execute("PRAGMA max_page_count=1000000")


LONG = "What the school said. " * 700


async def test_text_that_could_not_be_saved_is_there_when_its_form_is_opened_again(at: Desk) -> None:
    room = a_full_disk(at)
    async with on_step(Sitting(at, MEETING), Step.KNOW, size=(200, 40)) as pilot:
        await typed_into(pilot, "fact", LONG)
        await pilot.press("ctrl+s", "escape")
        await sees(pilot, "✗ NOT SAVED")
        await sees(pilot, "form is opened again")
        await pilot.press("f2")
        await pilot.pause()
        form: Any = pilot.app.screen
        assert form.field("fact").value == LONG.strip()
        await pilot.press("escape")
        await pilot.press("ctrl+q")
        await sees(pilot, "half-typed is in memory only")
        await pilot.press("enter")
        room()
        await sees(pilot, "● saved")
    assert LONG.strip() in [text.strip() for text in at.drafts.all(MEETING).values()]


OPTIONS = (Option("a", "Alex"), Option("b", "Bo"))
TYPED = {
    Kind.TEXT: "Kit at the door",
    Kind.PROSE: LONG.strip(),
    Kind.WHEN: "5 mar",
    Kind.NUMBER: "12",
    Kind.CHOICE: "b",
    Kind.MANY: ("a", "b"),
    Kind.SUGGEST: "Someone new",
    Kind.YES_NO: "yes",
    Kind.LETTER: "b",
}


@pytest.mark.parametrize("ends", ["escape", "home"])
async def test_whatever_the_kind_of_field_and_however_the_form_is_left_what_was_typed_is_back(
    at: Desk, ends: str
) -> None:
    fields = tuple(FieldSpec(f"of-{kind.value}", kind.value, kind, options=OPTIONS) for kind in TYPED)
    assert {*TYPED} == {*Kind} - {Kind.SECRET}
    sheet = Sheet(key="any", title="Any", fields=fields, commands=lambda _: ())
    room = a_full_disk(at)
    async with on_step(Sitting(at, MEETING), Step.KNOW, size=(200, 60)) as pilot:
        app: Any = pilot.app
        app.screen.fill(sheet)
        await pilot.pause()
        form: Any = app.screen
        for kind, value in TYPED.items():
            form.field(f"of-{kind.value}").value = value
            form.field(f"of-{kind.value}").changed()
        before = form.values
        await pilot.press("escape")
        await pilot.pause()
        if ends == "home":
            await pilot.press("ctrl+b")
            await pilot.pause()
            app.open_meeting(MEETING)
            await pilot.pause()
        app.screen.fill(sheet)
        await pilot.pause()
        assert app.screen is not form
        assert app.screen.values == before
        room()


async def test_a_new_meeting_that_could_not_be_made_keeps_what_was_typed(at: Desk) -> None:
    room = a_full_disk(at)
    async with ChairtuiApp(at).run_test(size=(120, 40), notifications=True) as pilot:
        for first in (True, False):
            await pilot.press("n")
            await pilot.pause()
            form: Any = pilot.app.screen
            assert isinstance(form, Form)
            chair = form.field("chair")
            if first:
                chair.value = "Somebody Else " * 30
                chair.changed()
                await pilot.press("escape")
                await pilot.pause()
        assert form.field("chair").value == ("Somebody Else " * 30).strip()
        room()


# Another program that holds the file ------------------------------------------------------------


async def test_keys_go_on_while_another_program_holds_the_file_and_all_is_saved_in_order(
    at: Desk, path: Path
) -> None:
    sitting = Sitting(at, MEETING)
    async with on_step(sitting, Step.WHO, size=(200, 40)) as pilot:
        before = sitting.live.outcome.meeting
        with held(path):
            for number in range(3):
                pilot.app.screen.ask(ExplainLateness(because=f"Snow {number}."))  # type: ignore[attr-defined]
            await typed_into(pilot, "fact", "Half a sen")
            await pilot.press("escape")
            await sees(pilot, "BEING SAVED")
            assert "3 acts wait" in shown(pilot)
            assert "● saved" not in shown(pilot)
            assert sitting.live.outcome.meeting is before
            await pilot.press("ctrl+z")
            await sees(pilot, "2 acts wait")
            await pilot.press("ctrl+b")
            await sees(pilot, "2 acts wait")
            await pilot.press("ctrl+q")
            await sees(pilot, "Not everything is saved")
            await pilot.press("enter")
        await sees(pilot, "● saved")
    history = at.open(MEETING).history
    told = [one.event.because for one in history if isinstance(one.event, LatenessExplained)]
    assert told == ["Snow 0.", "Snow 1."]
    assert "Half a sen" in at.drafts.all(MEETING).values()


async def test_a_form_that_is_saved_meanwhile_closes_and_its_draft_goes_when_it_is_saved(
    at: Desk, path: Path
) -> None:
    sitting = Sitting(at, MEETING)
    async with on_step(sitting, Step.WHY, size=(200, 40)) as pilot:
        sheet = Sheet(
            key="late",
            title="Late",
            fields=(FieldSpec("late", "Why late", Kind.PROSE),),
            commands=lambda values: (ExplainLateness(because=text(values, "late")),),
        )
        with held(path):
            pilot.app.screen.fill(sheet)  # type: ignore[attr-defined]
            await pilot.pause()
            form: Any = pilot.app.screen
            form.fields[0].value = "Snow."
            form.fields[0].changed()
            await pilot.pause(0.4)
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert pilot.app.screen is not form
            assert sitting.live.outcome.meeting.concern.late_because == ""
            assert "Snow." in at.drafts.all(MEETING).values()
        await sees(pilot, "● saved")
        await until(pilot, lambda: not at.drafts.all(MEETING))
    assert at.open(MEETING).outcome.meeting.concern.late_because == "Snow."


async def test_what_cannot_be_done_any_more_is_said_and_the_rest_goes_on(at: Desk, path: Path) -> None:
    sitting = Sitting(at, MEETING)
    async with on_step(sitting, Step.WHO, size=(200, 40)) as pilot:
        with held(path):
            screen: Any = pilot.app.screen
            screen.ask(ExplainLateness(because="Ice."))
            screen.ask(RecordPresence(attendee_id="nobody", mode=Mode.PHONE))
            screen.ask(ExplainLateness(because="Snow."))
        await sees(pilot, "Not done after all")
        await sees(pilot, "● saved")
    assert at.open(MEETING).outcome.meeting.concern.late_because == "Snow."
