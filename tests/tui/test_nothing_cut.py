"""Nothing that matters is cut: a day, a time, a number, a key and its words; no cell while there is room."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from tests.snapshots.midway import demonstration
from tests.unseen import unseen
from textual.app import App
from textual.content import Content

from chairtui.core.vocabulary import Step
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.widgets.bars import Bar
from chairtui.tui.widgets.board import Board
from chairtui.tui.widgets.detail import Detail
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.side_by_side import DETAIL, LIST, WARNINGS, list_and_warnings
from chairtui.tui.widgets.whole_words import apart, shortened, wholes, wrapped
from chairtui.tui.widgets.words import content

SIZES = [(80, 24), (120, 36), (200, 60)]
WHOLE = ("24 Feb", "Thu 5 Mar 2026 09:35", "yesterday 13:00", "10:20", "020 7946 0120", "01632 960101", "Fri")


@pytest.fixture(autouse=True)
def _drawn_only_where_it_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    unseen(monkeypatch)


def lists(app: App[Any]) -> Iterator[Lines]:
    for lines in app.screen.query(Lines):
        if all(node.display for node in lines.ancestors_with_self if hasattr(node, "display")):
            yield lines


def halves(app: App[Any]) -> list[str]:
    """Return what stands on the screen only in part, or over two lines, and should stand in one."""
    faults = []
    for lines in lists(app):
        for row in lines.rows:
            drawn = [strip.text.strip() for strip in lines._drawn(row, lines.cursor_key, focused=False)]
            for cell in row.cells or (row.words,):
                plain = content(cell).plain.split("\n")[0]
                faults += [
                    f"{lines.id}: {plain[begins:ends]!r} in {drawn}"
                    for begins, ends in wholes(plain)
                    for at in range(begins + 1, ends)
                    if f" {plain[:at]}…" in drawn[0]
                    or f"{plain[begins:at]} …" in drawn[-1]
                    or any(
                        above.endswith(plain[begins:at].strip()) and below.startswith(plain[at:ends].strip())
                        for above, below in pairwise(drawn)
                    )
                ]
    for detail in app.screen.query(Detail):
        said = [line.plain for line in detail._shown]
        for above, below in pairwise(said):
            both = f"{above.rstrip()} {below}"
            at = len(above.rstrip())
            faults += [f"{above} / {below}" for begins, ends in wholes(both) if begins < at < ends - 1]
    for bar in app.screen.query(Bar):
        told = bar.render().plain
        faults += [
            f"{side.plain[begins:ends]!r} in {told!r}"
            for side in bar.sides
            for begins, ends in wholes(side.plain)
            for at in range(begins + 1, ends)
            if f"{side.plain[:at]}…" in told
        ]
    return faults


def parted_keys(app: App[Any]) -> list[str]:
    """Return what a detail says of a key and what it does over two lines."""
    return [
        piece
        for detail in app.screen.query(Detail)
        if detail.size.height > 1
        for piece in filter(None, detail._keys.plain.split("  "))
        if len(piece.strip()) <= detail.size.width
        and piece.strip() not in "\n".join(line.plain for line in detail._shown)
        and len(apart(detail._keys, detail.size.width)) < detail.size.height
    ]


def cut_for_nothing(app: App[Any]) -> list[str]:
    """Return which panel cuts something while one beside it has cells that it does not use."""
    panels = {"body": LIST, "warnings": WARNINGS, "steps": 0}
    seen = {lines.id: lines for lines in lists(app) if lines.id in panels}
    outer = {
        name: lines.outer_size.width + (0 if name == "steps" else 2) for name, lines in seen.items() if name
    }
    wants = {name: lines.uncut + 2 for name, lines in seen.items() if name}
    faults = []
    for name, wide in outer.items():
        missing = wants[name] - wide
        for other in outer.keys() - {name}:
            unused = outer[other] - max(wants[other], panels[other])
            if missing > 0 and unused >= missing:
                faults.append(f"{name} lacks {missing} cells, {other} has {unused} unused")
    for board in app.screen.query(".-alone").results(Board):
        detail = board.query_one(Detail)
        if detail.region.x > board.region.x and board.uncut > board.size.width - detail.outer_size.width:
            faults += [f"{board.lines.id} is cut beside {detail.outer_size.width} cells"] * (
                detail.outer_size.width > DETAIL
            )
    return faults


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_no_day_time_number_or_key_is_cut_or_parted_and_no_cell_beside_room(
    size: tuple[int, int],
) -> None:
    faults: list[str] = []
    with demonstration() as (place, _clock):
        app = ChairtuiApp(place)
        async with app.run_test(size=size) as pilot:

            async def look(name: str) -> None:
                await pilot.app.workers.wait_for_complete()
                await pilot.pause()
                for lines in [*lists(app)]:
                    for row in [row for row in lines.rows if row.selectable][:6]:
                        lines.go_to(row.key)
                        await pilot.pause()
                        faults.extend(f"{name}, {row.key}: {one}" for one in parted_keys(app))
                        faults.extend(f"{name}, {row.key}: {one}" for one in halves(app))
                faults.extend(f"{name}: {one}" for one in cut_for_nothing(app))

            await look("home")
            app.show_agencies()
            await look("agencies")
            await pilot.press("escape")
            for meeting in place.library.meetings():
                app.open_meeting(meeting.id)
                for step in Step:
                    app.go(step)
                    await look(f"{meeting.reference} {step.value}")
                app.close_meeting()
                await pilot.pause()
    assert sorted(set(faults)) == []


@pytest.mark.parametrize("whole", WHOLE)
def test_what_is_whole_is_never_cut_nor_parted_at_any_width(whole: str) -> None:
    words = Content(f"They were seen at home {whole} and then again, or {whole}")
    for width in range(len(whole) + 1, 60):
        lines = [line.plain for line in wrapped(words, width)]
        assert sum(line.count(whole) for line in lines) == 2, (width, lines)
        short = shortened(words, width).plain
        assert len(short) <= width
        told = short.removesuffix("…").removeprefix("They were seen at home ")
        assert not told or told in "They were seen at home" or told.startswith(whole), short


def test_keys_that_stand_apart_are_never_parted_from_what_they_do() -> None:
    keys = Content("Enter: opens it  c: called  w: reason   z: not now")
    for width in range(15, 60):
        lines = [line.plain for line in apart(keys, width)]
        assert all(len(line) <= width for line in lines)
        for piece in ("Enter: opens it", "c: called", "w: reason", "z: not now"):
            assert any(piece in line for line in lines), (width, lines)


@pytest.mark.parametrize("room", range(82, 180))
def test_the_list_of_a_step_grows_first_then_the_warnings_and_together_they_fill_the_room(room: int) -> None:
    for wanted in (40, 72, 104, 200):
        for warnings in (20, 50, 150):
            body, beside = list_and_warnings(room, wanted, warnings)
            assert body + beside == room
            assert beside >= min(warnings, WARNINGS)
            if beside > WARNINGS:
                assert body >= min(wanted, 110)
                assert beside <= max(warnings, WARNINGS) or body >= wanted
