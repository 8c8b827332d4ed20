"""What is asked of widgets when a part of a screen is drawn, and that it looks as in the whole of it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from tests.core.scene import ALL_HERE
from tests.tui.desk import desk, on_step, settled, shown, sitting_at
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widget import Widget

from chairtui.core.vocabulary import Step
from chairtui.tui.sheets.concern import safety_sheet
from chairtui.tui.steps.meeting_screen import MeetingScreen
from chairtui.tui.terminal.dirty_lines import DirtyLines
from chairtui.tui.terminal.what_changed import _parts
from chairtui.tui.widgets.bars import Bar
from chairtui.tui.widgets.drawn_rows import DrawnRows
from chairtui.tui.widgets.lines import Lines

PARTS = (
    {Region(0, 0, 120, 1)},
    {Region(30, 5, 9, 3)},
    {Region(0, 35, 120, 1), Region(0, 0, 1, 1)},
    {Region(85, 2, 35, 30), Region(24, 12, 50, 2), Region(2, 20, 3, 1)},
    {Region(0, 1, 119, 34)},
)


def lines_asked(pilot: Pilot[None], parts: set[Region], monkeypatch: pytest.MonkeyPatch) -> int:
    """Draw parts of the screen, see that they are as in the whole; return how many lines were asked for."""
    compositor = pilot.app.screen._compositor
    assert isinstance(compositor, DirtyLines)
    whole = compositor.render_strips()
    asked: list[int] = []

    def counted(kind: type[Widget]) -> Callable[[Widget, Region], object]:
        lines = kind.render_lines

        def render_lines(widget: Widget, crop: Region) -> object:
            own = kind is DrawnRows or not isinstance(widget, DrawnRows)  # which may hand it on
            asked.extend([crop.height] if own else [])
            return lines(widget, crop)

        return render_lines

    with monkeypatch.context() as watching:
        for kind in (Widget, DrawnRows):
            watching.setattr(kind, "render_lines", counted(kind))
        compositor._dirty_regions = set(parts)
        update = compositor.render_partial_update()
    assert update is not None
    written = {(x + at, y) for y, x, strip in _parts(update) for at in range(strip.cell_length)}
    for y, x, strip in _parts(update):
        assert strip.simplify() == whole[y].crop(x, x + strip.cell_length).simplify()
    assert written >= {(x, y) for part in parts for y in part.line_range for x in part.column_range}
    return sum(asked)


@pytest.mark.parametrize("with_form", [False, True])
@pytest.mark.parametrize("parts", PARTS)
async def test_a_part_of_a_screen_looks_as_in_the_whole_and_takes_its_lines_alone(
    parts: set[Region], with_form: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = sitting_at(desk(tmp_path), *ALL_HERE)
    async with on_step(sitting, Step.WHO) as pilot:
        await settled(pilot)
        if with_form:
            assert isinstance(pilot.app.screen, MeetingScreen)
            pilot.app.screen.fill(safety_sheet(sitting))
            await settled(pilot)
        shown(pilot)
        taken = lines_asked(pilot, parts, monkeypatch)
        everything = lines_asked(pilot, {pilot.app.screen.region}, monkeypatch)
        assert taken < everything
        if parts == {Region(0, 0, 120, 1)}:
            assert taken <= len(pilot.app.screen.query("Screen, Headlines, #header")) + 2


async def test_what_others_stand_in_front_of_is_asked_for_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_step(sitting_at(desk(tmp_path), *ALL_HERE), Step.WHO) as pilot:
        await settled(pilot)
        lists = (pilot.app.screen.query_one(name, Lines) for name in ("#body", "#warnings"))
        body, beside = (lines.content_region for lines in lists)
        assert lines_asked(pilot, {Region(body.x, body.y, 9, 3)}, monkeypatch) == 3
        apart = {Region(body.x, body.y, 9, 3), Region(beside.x, beside.bottom - 1, 5, 1)}
        assert lines_asked(pilot, apart, monkeypatch) == 4


async def test_a_second_asks_for_the_clock_alone_and_another_count_for_its_line_of_the_frame(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = sitting_at(desk(tmp_path), *ALL_HERE)
    async with on_step(sitting, Step.WHY) as pilot:
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, MeetingScreen)
        compositor = screen._compositor
        screen._dirty_widgets.clear()
        refreshed: list[tuple[Widget, tuple[Region, ...]]] = []
        refresh = Widget.refresh

        def noted(widget: Widget, *regions: Region, **how: bool) -> object:
            refreshed.append((widget, regions))
            return refresh(widget, *regions, **how)

        monkeypatch.setattr(Widget, "refresh", noted)
        later = sitting.now + timedelta(minutes=3)
        monkeypatch.setattr(type(sitting.desk.clock), "now", lambda _: later)
        screen.pass_time()
        assert [widget.id for widget, _ in refreshed] == ["header"]
        assert isinstance(refreshed[0][0], Bar)
        assert compositor.visible_widgets[refreshed[0][0]][0].height == 1
        refreshed.clear()
        screen.say_in_frame("one more")
        screen.say_in_frame("one more")
        assert [(region.height, region.y) for _, regions in refreshed for region in regions] == [(1, -1)]
        assert not any(isinstance(widget, Lines) for widget, _ in refreshed)
