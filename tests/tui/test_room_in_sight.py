"""The room over time on the screen: drawn where there is room, once a minute, and said in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.core.scene import BEFORE
from tests.tui.deciding import decide_now
from tests.tui.desk import MEETING, StillClock, desk, on_step, shown
from tests.tui.lines import typed_at

from chairtui.core.attendance import RecordPresence
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee
from chairtui.core.sentences.room import Named
from chairtui.core.vocabulary import Mode, Step
from chairtui.tui.rows.room import room_picture
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.steps import room_in_sight
from chairtui.tui.steps.room_in_sight import RoomInSight
from chairtui.tui.widgets.detail import LEAST, Detail, Picture
from chairtui.tui.widgets.dialogs import Reader
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.words import content

WIDE = (200, 60)


@pytest.fixture
def left_before(at_table: Sitting) -> Sitting:
    """A meeting that the police left two minutes before it was decided."""
    clock = at_table.desk.clock
    assert isinstance(clock, StillClock)
    clock.pass_(8 * 60)
    at_table.live.do(RecordPresence(attendee_id="police", mode=None))
    clock.pass_(2 * 60)
    decide_now(at_table)
    clock.pass_(3 * 60)
    return at_table


def picture_of(pilot: Any) -> list[str]:
    shown(pilot)
    lines = pilot.app.screen.query_one(Detail).render().plain.split("\n")
    begins = [at for at, line in enumerate(lines) if line.startswith("The room, ")]
    return lines[begins[0] :] if begins else []


@pytest.mark.parametrize("step", [Step.WHO, Step.DECIDE])
async def test_the_detail_draws_a_line_for_each_agency_with_a_stroke_where_it_was_decided(
    left_before: Sitting, step: Step
) -> None:
    async with on_step(left_before, step, size=WIDE) as pilot:
        await pilot.pause()
        drawn = picture_of(pilot)
    register = left_before.live.outcome.meeting.attendance.register
    lines = [line for line in drawn if "┃" in line or "✗" in line][: len(register)]
    assert len(lines) == len(register)
    (police,) = (line for line in lines if line.startswith("Police"))
    others = [line for line in lines if line is not police]
    places = {line.index("┃") for line in others}
    assert len(places) == 1, "the stroke goes through all lines"
    assert police[places.pop()] == "✗", "who had left before it was decided"
    assert any("█" in line or "▄" in line for line in others)
    assert "phone or video" in " ".join(drawn)


async def test_the_room_is_drawn_once_a_minute_and_at_a_decision_and_never_by_a_tick(
    at_table: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: list[int] = []

    def counted(meeting: Meeting, now: datetime, named: Named, width: int) -> Picture:
        times.append(width)
        return room_picture(meeting, now, named, width)

    monkeypatch.setattr(room_in_sight, "room_picture", counted)
    clock = at_table.desk.clock
    assert isinstance(clock, StillClock)
    async with on_step(at_table, Step.WHO, size=WIDE) as pilot:
        picture_of(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, RoomInSight)
        first = len(times)
        assert first >= 1
        for mode in (None, Mode.PHONE, None):
            screen.ask(RecordPresence(attendee_id="police", mode=mode))
            assert picture_of(pilot)
        screen.pass_time()
        assert picture_of(pilot)
        assert len(times) == first
        clock.pass_(60)
        screen.pass_time()
        assert picture_of(pilot)
        screen.pass_time()
        assert picture_of(pilot)
        assert len(times) == first + 1
        decide_now(at_table)
        screen.show(at_table.shown)
        assert picture_of(pilot)
        assert len(times) == first + 2


async def test_at_any_size_enter_on_its_row_shows_the_room_and_says_it_in_words(left_before: Sitting) -> None:
    async with on_step(left_before, Step.DECIDE, size=(80, 24)) as pilot:
        pilot.app.screen.query_one("#body", Lines).go_to("room")
        await pilot.press("enter")
        await pilot.pause()
        reader = pilot.app.screen
        assert isinstance(reader, Reader)
        assert "not here when it was decided at" in reader.text.plain
        assert "█" not in reader.text.plain
        assert "┃" in shown(pilot)


async def test_the_line_mode_says_the_room_in_words_and_draws_nothing(left_before: Sitting) -> None:
    said = "\n".join(await typed_at(left_before, Step.WHO, "open the room over time"))
    assert "not here when it was decided at" in said
    assert not set("█▄▁┃┈") & set(said)


async def test_before_the_start_nothing_is_drawn_and_no_row_offers_it(tmp_path: Path) -> None:
    sitting = Sitting(desk(tmp_path), MEETING)
    sitting.live.do(*BEFORE)
    async with on_step(sitting, Step.WHO, size=WIDE) as pilot:
        assert not picture_of(pilot)
        assert "room" not in [row.key for row in pilot.app.screen.query_one("#body", Lines).rows]


@pytest.mark.parametrize("longer", ["", " of a partnership with a rather long name"])
def test_no_name_is_cut_beside_cells_that_stay_free(left_before: Sitting, longer: str) -> None:
    meeting, now = left_before.live.outcome.meeting, left_before.now

    def named(line: Attendee) -> str:
        return f"{line.agency}{longer}"

    whole = {named(line) for line in meeting.attendance.register}
    for width in range(40, 160):
        for line in room_picture(meeting, now, named, width).lines:
            assert line.cell_length <= width
            is_cut = not any(line.plain.startswith(f"{name} ") for name in whole)
            assert not is_cut or line.cell_length == width, (width, line.plain)


def rooms() -> Iterator[int]:
    return iter(range(30))


def test_a_picture_takes_no_more_lines_than_there_are_and_says_how_many_it_leaves_out() -> None:
    lines = tuple(content(f"line {number}") for number in range(13))
    picture = Picture(content("The room"), lines, (content("10:00"), content("legend")))
    for room in rooms():
        drawn = [line.plain for line in picture.within(room)]
        assert len(drawn) <= room
        assert bool(drawn) == (room >= LEAST)
        if drawn and room < len(lines) + 1:
            left_out = len(lines) - sum(line.startswith("line") for line in drawn)
            assert drawn[-1] == f"{left_out} more"
    assert Picture().within(20) == []
