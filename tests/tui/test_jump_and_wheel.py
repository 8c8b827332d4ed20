"""Going by a letter to what is in sight; the wheel that scrolls what it is over; five hues and no more."""

from __future__ import annotations

from colorsys import rgb_to_hls
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.snapshots.midway import MEETING, demonstration
from tests.tui.deciding import EVERYBODY
from tests.tui.desk import desk, on_step, shown, sitting_at, until
from textual import events
from textual._context import visible_screen_stack
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from chairtui.core.vocabulary import Step
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.screens.home import LEGEND
from chairtui.tui.steps.agenda_board import AgendaBoard
from chairtui.tui.terminal.themes import THEMES
from chairtui.tui.widgets.board import Board
from chairtui.tui.widgets.detail import Detail
from chairtui.tui.widgets.dialogs import Reader
from chairtui.tui.widgets.jump import Jump
from chairtui.tui.widgets.lines import Lines, Row

SIZES = [(60, 18), (80, 24), (120, 36), (160, 45), (200, 60)]


async def at_rest(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause(0.1)


def is_at(app: ChairtuiApp, below: Screen[Any], lines: Lines) -> bool:
    return app.screen is below and below.focused is lines


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_letter_goes_to_each_row_and_panel_in_sight(size: tuple[int, int]) -> None:
    with demonstration() as (place, _clock):
        app = ChairtuiApp(place)
        async with app.run_test(size=size) as pilot:
            await at_rest(pilot)
            for where in (None, Step.WHO, Step.PLAN):
                if where is Step.WHO:
                    app.open_meeting(MEETING)
                if where:
                    app.go(where)
                await at_rest(pilot)
                below = app.screen
                await pilot.press("j")
                jump = app.screen
                assert isinstance(jump, Jump)
                letters = dict(jump.places)
                await pilot.press("escape")
                assert app.screen is below
                main = below.query(Lines).first() if where is None else below.query_one("#body", Lines)
                rows = {one.key for one in letters.values() if one.lines is main} - {""}
                assert rows == {key for key, _ in main.in_sight()}
                assert len(rows) >= 2
                for target in (*[*letters.values()][-2:], *[*letters.values()][:4]):
                    await pilot.press("j")
                    painted = app.screen
                    assert isinstance(painted, Jump)
                    there = {(place.lines, place.key): letter for letter, place in painted.places.items()}
                    await pilot.press(there[target.lines, target.key])
                    await until(pilot, partial(is_at, app, below, target.lines))
                    assert target.key in ("", target.lines.cursor_key)


async def test_the_letters_stand_on_their_rows_and_the_rest_of_the_screen_stays(tmp_path: Path) -> None:
    async with on_step(sitting_at(desk(tmp_path), *EVERYBODY), Step.WHO) as pilot:
        before = shown(pilot).splitlines()
        await pilot.press("j")
        await pilot.pause()
        visible_screen_stack.set(pilot.app._background_screens)
        jump = pilot.app.screen
        assert isinstance(jump, Jump)
        after = shown(pilot).splitlines()
        for letter, place in jump.places.items():
            assert after[place.at.y][place.at.x] == letter
        changed = sum(
            a != b for old, new in zip(before, after, strict=True) for a, b in zip(old, new, strict=False)
        )
        assert changed <= len(jump.places)
        assert len({(place.at.x, place.at.y) for place in jump.places.values()}) == len(jump.places)
        await pilot.press("escape")


async def test_home_says_what_the_signs_mean_while_nothing_else_needs_the_line() -> None:
    with demonstration() as (place, _clock):
        for size, said in (((120, 36), True), ((60, 18), False)):
            app = ChairtuiApp(place)
            async with app.run_test(size=size) as pilot:
                await at_rest(pilot)
                await pilot.pause(0.1)
                assert (LEGEND.strip() in shown(pilot)) is said
                await pilot.press("f1")
                await pilot.pause()
                read = app.screen
                assert isinstance(read, Reader)
                words = read.text.plain
                assert all(sign in words for sign in "✓✗?✎○▸")


# The wheel --------------------------------------------------------------------------------------


def scrolled(over: Widget, kind: type[events.MouseScrollDown | events.MouseScrollUp]) -> None:
    x, y = over.region.x + over.size.width // 2, over.region.y + 2  # a notice may stand below
    over.app.screen._forward_event(
        kind(
            widget=None,
            x=x,
            y=y,
            delta_x=0,
            delta_y=0,
            button=0,
            shift=False,
            meta=False,
            ctrl=False,
            screen_x=x,
            screen_y=y,
        )
    )


def has_moved(lines: Lines, was: float) -> bool:
    return lines.scroll_y > was


def is_higher(lines: Lines, was: float) -> bool:
    return lines.scroll_y < was


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)], ids=str)
async def test_the_wheel_scrolls_the_list_it_is_over_and_no_other(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with on_step(sitting_at(desk(tmp_path), *EVERYBODY), Step.WHO, size) as pilot:
        screen = pilot.app.screen
        many = [Row(f"r{number}", f"Row {number}") for number in range(300)]
        lists = [one for one in screen.query(Lines) if one.region]
        for lines in lists:
            lines.show(many)
            lines.action_edge(0)
        await pilot.pause(0.3)
        for lines in lists:
            before = {one: one.scroll_y for one in lists}
            cursor = lines.cursor_key
            scrolled(lines, events.MouseScrollDown)
            await until(pilot, partial(has_moved, lines, before[lines]), 5)
            assert all(one.scroll_y == before[one] for one in lists if one is not lines), lines.id
            assert lines.cursor_key == cursor
            await pilot.pause(0.5)
            lowest = lines.scroll_y
            scrolled(lines, events.MouseScrollUp)
            await until(pilot, partial(is_higher, lines, lowest), 5)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)], ids=str)
@pytest.mark.parametrize("name", ["home", "agencies", "search"])
async def test_the_wheel_scrolls_the_list_of_a_screen_of_its_own(
    tmp_path: Path, name: str, size: tuple[int, int]
) -> None:
    app = ChairtuiApp(desk(tmp_path))
    async with app.run_test(size=size) as pilot:
        await at_rest(pilot)
        opened = {"agencies": app.show_agencies, "search": app.search}.get(name)
        if opened:
            opened()
            await pilot.pause()
        lines = app.screen.query_one(Board).lines
        lines.show([Row(f"r{number}", f"Row {number}") for number in range(300)])
        lines.action_edge(0)
        await pilot.pause(0.3)
        cursor = lines.cursor_key
        scrolled(lines, events.MouseScrollDown)
        await until(pilot, partial(has_moved, lines, 0), 5)
        assert lines.cursor_key == cursor


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 36), (200, 60)], ids=str)
async def test_the_wheel_scrolls_the_agenda(tmp_path: Path, size: tuple[int, int]) -> None:
    sitting = sitting_at(desk(tmp_path), *EVERYBODY)
    async with ChairtuiApp(sitting.desk).run_test(size=size) as pilot:
        board = AgendaBoard(sitting, lambda *_: "", lambda _: None)
        await pilot.app.push_screen(board)
        lines = board.query_one(Lines)
        lines.show([Row(f"r{number}", f"Row {number}") for number in range(300)])
        lines.action_edge(0)
        await pilot.pause(0.3)
        cursor = lines.cursor_key
        scrolled(lines, events.MouseScrollDown)
        await until(pilot, partial(has_moved, lines, 0), 5)
        assert lines.cursor_key == cursor


async def test_the_wheel_over_the_detail_goes_on_in_what_it_says(tmp_path: Path) -> None:
    async with on_step(sitting_at(desk(tmp_path), *EVERYBODY), Step.WHO, (80, 24)) as pilot:
        board = pilot.app.screen.query_one(Board)
        board.show([Row("a", "\n".join(f"line {number}" for number in range(40)), cells=("a",))])
        await pilot.pause()
        detail = board.query_one(Detail)
        assert "line 0" in shown(pilot)
        scrolled(detail, events.MouseScrollDown)
        await pilot.pause(0.2)
        assert "line 0" not in shown(pilot)
        assert "line 2" in shown(pilot)
        for _ in range(60):
            scrolled(detail, events.MouseScrollDown)
        await pilot.pause(0.2)
        assert "line 39" in shown(pilot)
        scrolled(detail, events.MouseScrollUp)
        await pilot.pause(0.2)
        assert "line 39" not in shown(pilot)


async def test_the_wheel_scrolls_a_text_that_is_read() -> None:
    with demonstration() as (place, _clock):
        app = ChairtuiApp(place)
        async with app.run_test(size=(80, 24)) as pilot:
            await at_rest(pilot)
            app.push_screen(Reader("A text", "\n".join(f"line {number}" for number in range(100))))
            await pilot.pause(0.1)
            text = app.screen.query(VerticalScroll).first()
            scrolled(text, events.MouseScrollDown)
            await until(pilot, lambda: text.scroll_y > 0, 5)


# Hues -------------------------------------------------------------------------------------------

GREY = 0.16
"""A colour with less saturation than this, or next to black or white, has no hue that the eye would name."""


def hue(red: int, green: int, blue: int) -> float | None:
    """Return the hue of a colour in degrees, or nothing for a grey."""
    around, light, saturated = rgb_to_hls(red / 255, green / 255, blue / 255)
    chroma = max(red, green, blue) - min(red, green, blue)
    return None if saturated < GREY or chroma < 40 or not 0.02 < light < 0.99 else around * 360


NEAR = 5
"""Degrees between two hues that nobody tells apart by name."""


def hues(app: ChairtuiApp) -> set[int]:
    """Return in degrees each hue of a word on the screen."""
    styles = (piece.style for strip in app.screen._compositor.render_strips() for piece in strip)
    colours = {one.color.get_truecolor() for one in styles if one and one.color}
    return {round(found) for colour in colours if (found := hue(*colour)) is not None}


def told_apart(found: set[int]) -> list[int]:
    """Return hues of which none is near another."""
    apart: list[int] = []
    for one in sorted(found):
        if not apart or one - apart[-1] > NEAR:
            apart.append(one)
    return apart[1:] if len(apart) > 1 and apart[0] + 360 - apart[-1] <= NEAR else apart


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)], ids=str)
@pytest.mark.parametrize("look", THEMES, ids=lambda look: look.name)
async def test_words_have_at_most_five_hues_over_every_screen(look: object, size: tuple[int, int]) -> None:
    """One for what has focus, one for keys, green, amber and red for state; the rest is plain or dim."""
    with demonstration() as (place, _clock):
        app = ChairtuiApp(place)
        async with app.run_test(size=size) as pilot:
            app.theme = look.name  # type: ignore[attr-defined]
            await at_rest(pilot)
            found = hues(app)
            app.open_meeting(MEETING)
            for step in Step:
                app.go(step)
                await pilot.pause(0.1)
                found |= hues(app)
            for key in ("f2", "f1"):
                await pilot.press(key)
                await pilot.pause(0.1)
                found |= hues(app)
            assert len(told_apart(found)) <= 5, (look, told_apart(found))
