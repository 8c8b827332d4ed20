"""An open meeting, and home, take in by themselves what other programs write and what the time brings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace as changed
from tests.tui.desk import MEETING, StillClock, meeting_of, on_step, sees, shown, until
from tests.tui.stored import stored
from tests.tui.test_not_saved import typed_into

from chairtui.core.attendance import RecordPresence
from chairtui.core.chairing import TakeChair
from chairtui.core.change import Command
from chairtui.core.children import Child, DescribeChild
from chairtui.core.concern import ExplainLateness, StateConcern
from chairtui.core.meeting import PrepareMeeting, StartMeeting
from chairtui.core.vocabulary import Mode, Sector, Step
from chairtui.directory.agencies import Agency
from chairtui.directory.agencies_file import AgenciesFile
from chairtui.live.desk import Desk
from chairtui.live.outcome import Outcome
from chairtui.live.ready import Ready
from chairtui.standards.judge import ProfileJudge
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.sitting.watching import JUDGED_EVERY
from chairtui.tui.steps.in_sight import StepInSight
from chairtui.tui.steps.surroundings import Surroundings
from chairtui.tui.widgets.form import Form
from chairtui.tui.widgets.lines import Lines
from chairtui.wiring.council import read_register, register


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "meetings.db"


@pytest.fixture
def here(path: Path) -> Iterator[Desk]:
    with stored(path) as made:
        yield made


@pytest.fixture
def there(here: Desk, path: Path) -> Iterator[Desk]:
    """The same file, open in another program for somebody else."""
    with stored(path, "desktop") as made:
        yield made


async def test_what_another_program_writes_comes_in_and_the_cursor_stays(here: Desk, there: Desk) -> None:
    sitting = Sitting(here, MEETING)
    async with on_step(sitting, Step.WHY, size=(200, 40)) as pilot:
        lines = pilot.app.screen.query_one("#body", Lines)
        await pilot.press("down", "down")
        cursor = lines.cursor_key
        there.open(MEETING).do(StateConcern(words="Snow on the hill.", raised_at=None))
        await sees(pilot, "written by Ola Reed")
        assert sitting.live.outcome.meeting.concern.words == "Snow on the hill."
        assert "Snow on the hill." in shown(pilot)
        assert (lines.cursor_key, lines.has_focus) == (cursor, True)
    assert here.open(MEETING).outcome.meeting == there.open(MEETING).outcome.meeting


async def test_under_a_form_it_waits_so_that_a_contradiction_is_seen_as_one(here: Desk, there: Desk) -> None:
    sitting = Sitting(here, MEETING)
    async with on_step(sitting, Step.WHO, size=(200, 40)) as pilot:
        await typed_into(pilot, "fact", "Half a sen")
        form = pilot.app.screen
        there.open(MEETING).do(ExplainLateness(because="Snow."))
        await pilot.pause(2.5)
        assert pilot.app.screen is form
        assert isinstance(form, Form)
        assert form.field("fact").value == "Half a sen"
        assert sitting.live.outcome.meeting.concern.late_because == ""
        sitting.live.do(ExplainLateness(because="Ice."))
        await pilot.press("escape")
        await sees(pilot, "≠1")
    (conflict,) = sitting.live.outcome.meeting.conflicts
    assert len(conflict.sides) == 2


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_above_a_form_what_others_write_shows_at_once_and_neither_the_form_nor_its_cursor_moves(
    here: Desk, there: Desk, size: tuple[int, int]
) -> None:
    sitting = Sitting(here, MEETING)
    sitting.live.do(*(RecordPresence(attendee_id=who, mode=Mode.IN_ROOM) for who in ("worker", "police")))
    async with on_step(sitting, Step.WHO, size=size) as pilot:
        pilot.app.screen.query_one("#body", Lines).go_to("police")
        await typed_into(pilot, "fact", "Half a sen")
        form = pilot.app.screen
        assert isinstance(form, Form)
        form.field("fact").focus()
        await pilot.pause()
        window, at = form.query_one("#window").region, pilot.app.focused
        assert "police ✓" in shown(pilot)
        there.open(MEETING).do(RecordPresence(attendee_id="police", mode=None))
        await sees(pilot, "police ✗ LEFT")
        rows, step = form.query_one(StepInSight).query_one(Lines), pilot.app.screen_stack[-2]
        assert isinstance(step, Surroundings)
        assert rows.cursor_key == "police"
        await until(pilot, lambda: rows.row in step.rows_of(sitting.ahead))
        assert rows.row != step.query_one("#body", Lines).row
        assert sitting.live.outcome.meeting.attendance.line("police").here is not None
        gravest_now = sitting.attention(sitting.ahead).rows[0].words
        assert gravest_now[:30] in shown(pilot)
        assert (form.query_one("#window").region, pilot.app.focused) == (window, at)
        await pilot.press(*"More: ")
        assert form.field("fact").value == "More: Half a sen"
        await pilot.press("escape")
        await until(pilot, lambda: meeting_of(sitting).attendance.line("police").here is None)
        assert "police ✗ LEFT" in shown(pilot)


async def test_what_others_wrote_is_read_once_while_a_form_is_open(
    here: Desk, there: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = Sitting(here, MEETING)
    there.open(MEETING).do(ExplainLateness(because="Snow."))
    first = sitting.watch.look()
    assert first is not None

    def read(*_asked: object) -> None:
        pytest.fail("it was read again")

    monkeypatch.setattr(type(here.log), "read", read)
    assert sitting.watch.look() is first
    assert sitting.ahead.meeting.concern.late_because == "Snow."
    assert sitting.shown.meeting.concern.late_because == ""


async def test_names_that_are_hidden_stay_hidden_when_something_comes(here: Desk, there: Desk) -> None:
    async with on_step(Sitting(here, MEETING), Step.WHY, size=(200, 40)) as pilot:
        await pilot.press("f8")
        there.open(MEETING).do(ExplainLateness(because="Snow on the hill."))
        await sees(pilot, "Entries came in.")
        assert "Ola Reed" not in shown(pilot)
        assert "Snow on the hill." not in shown(pilot)


async def test_a_meeting_is_judged_again_with_time_alone(here: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    sitting = Sitting(here, MEETING)
    async with on_step(sitting, Step.WHO, size=(200, 40)) as pilot:
        judged: list[int] = []
        do = sitting.live.do

        def counted(*asked: Command) -> Outcome:
            judged.append(len(asked))
            return do(*asked)

        monkeypatch.setattr(sitting.live, "do", counted)
        await pilot.pause(1.5)
        assert judged == []
        clock: Any = here.clock
        assert isinstance(clock, StillClock)
        clock.pass_(JUDGED_EVERY)
        await until(pilot, lambda: judged == [0])
        await pilot.pause(1.5)
        assert judged == [0]


async def test_home_lists_what_another_program_made(here: Desk, there: Desk) -> None:
    async with ChairtuiApp(here).run_test(size=(120, 36), notifications=True) as pilot:
        await sees(pilot, "SM-1")
        there.open("m2").do(PrepareMeeting(meeting_id="m2", reference="SM-2", authority="Bromley"))
        await sees(pilot, "SM-2")


class Beside:
    """A library beside which another program notes how ready meetings are."""

    def __init__(self, library: object, kept: dict[str, Ready]) -> None:
        self._library, self._kept = library, kept

    def ready(self, meeting_ids: object) -> dict[str, Ready]:
        return dict(self._kept)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._library, name)


async def test_home_says_how_ready_a_meeting_is_by_what_another_program_noted(here: Desk) -> None:
    here.open("m2").do(
        PrepareMeeting(meeting_id="m2", reference="SM-2", authority="Bromley"),
        DescribeChild(child=Child(id="kit", name="Kit")),
        TakeChair(name="Dee Grant", grade="Team manager"),
    )
    since, by = here.clock.now(), here.machine.rules_mark()
    known = Ready(
        stops=0,
        warns=0,
        words="6 not invited",
        done=False,
        cancelled=False,
        since=since,
        until=None,
        by=by,
        glance=None,
    )
    kept = {"m2": known}
    library: Any = Beside(here.library, kept)
    async with ChairtuiApp(replace(here, library=library)).run_test(size=(120, 36)) as pilot:
        await sees(pilot, "6 not invited")
        kept["m2"] = changed(known, words="1 not answered")
        await sees(pilot, "1 not answered")
        assert "6 not invited" not in shown(pilot)
        here.open("m2").do(StartMeeting())
        await until(pilot, lambda: "1 not answered" not in shown(pilot))
        assert "SM-2" in shown(pilot)


async def test_undo_takes_back_what_was_done_here_and_not_what_a_second_program_on_the_machine_added(
    here: Desk, path: Path
) -> None:
    sitting = Sitting(here, MEETING)
    with stored(path) as second:
        assert second.settings.device_id == here.settings.device_id
        async with on_step(sitting, Step.WHY, size=(200, 40)) as pilot:
            sitting.live.do(ExplainLateness(because="Ice."))
            second.open(MEETING).do(StateConcern(words="Snow on the hill.", raised_at=None))
            await sees(pilot, "Snow on the hill.")
            await pilot.press("ctrl+z")
            await sees(pilot, "Taken back:")
    concern = sitting.live.outcome.meeting.concern
    assert (concern.words, concern.late_because) == ("Snow on the hill.", "")


async def test_a_register_that_another_program_imported_is_seen_at_an_open_meeting_and_at_home(
    here: Desk, path: Path
) -> None:
    file = register(path)
    here.machine.read_register = lambda: read_register(file)  # type: ignore[method-assign]
    here = replace(here, agencies=file.agencies, judge=ProfileJudge(file.agencies))
    sitting = Sitting(here, MEETING)
    child = Child(id="kit", name="Kit", open_to=("harbour",))
    sitting.live.do(DescribeChild(child=child))
    other = AgenciesFile(path.parent / "agencies.toml")
    async with on_step(sitting, Step.WHO, size=(200, 60)) as pilot:
        other.change(
            put=(Agency(key="harbour", name="The Harbour", sector=Sector.OTHER, duty="020 7946 0001"),)
        )
        await sees(pilot, "The register of agencies was")
        await sees(pilot, "The Harbour")
    other.change(put=(Agency(key="harbour", name="The Quay", sector=Sector.OTHER),))
    async with ChairtuiApp(here).run_test(size=(120, 36)) as pilot:
        await pilot.press("g", *"the quay")
        await sees(pilot, "The Quay")
