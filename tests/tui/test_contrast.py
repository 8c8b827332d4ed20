"""Words can be read in every look: at least 4.5 to 1, as WCAG 2.2 asks (1.4.3)."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from rich.color import Color
from rich.style import Style
from tests.snapshots.midway import MEETING, demonstration
from textual.color import Color as Shade
from textual.theme import Theme

from chairtui.core.vocabulary import Step
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.rows.headline import Saved, timing, title
from chairtui.tui.terminal.themes import THEMES
from chairtui.tui.widgets.bars import Bar

ENOUGH = 4.5
COLOURS = ("foreground", "primary", "secondary", "accent", "warning", "error", "success")


def light(colour: str | Color) -> float:
    """Return the relative luminance. Source: WCAG 2.2, definitions."""
    found = (Color.parse(colour) if isinstance(colour, str) else colour).get_truecolor()
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (one / 255 for one in found)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str | Color, other: str | Color) -> float:
    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


def drawn(style: Style) -> float:
    assert style.color is not None
    assert style.bgcolor is not None
    return contrast(style.color, style.bgcolor)


@pytest.mark.parametrize("look", THEMES, ids=lambda look: look.name)
def test_every_colour_of_a_look_can_be_read_on_each_of_its_grounds(look: Theme) -> None:
    for ground in ("background", "surface", "panel"):
        for colour in COLOURS:
            assert contrast(getattr(look, colour), getattr(look, ground)) >= ENOUGH, (colour, ground)


async def test_everything_in_the_header_can_be_read_in_every_look() -> None:
    with demonstration() as (desk, _clock):
        app = ChairtuiApp(desk)
        async with app.run_test(size=(160, 36)) as pilot:
            app.open_meeting(MEETING)
            await pilot.pause()
            meeting = replace(desk.open(MEETING).outcome.meeting, urgent=True)
            assert meeting.started_at is not None
            late = meeting.started_at + timedelta(hours=2)
            header = app.screen.query_one("#header", Bar)
            parts = (
                title(meeting, late, private=True),
                timing(meeting, Step.WHO, late, 7200.0, Saved.NOT),
            )
            for look in THEMES:
                app.theme = look.name
                await pilot.pause()
                header.say(*parts)  # and look at once: the program says its own each second
                words = [one for one in header.render_line(0) if one.text.strip()]
                seen = "".join(one.text for one in words)
                assert all(one in seen for one in ("URGENT", "PRIVATE", "OVER", "NOT SAVED"))
                read = {one.text: drawn(one.style) for one in words if one.style}
                assert {text: found for text, found in read.items() if found < ENOUGH} == {}, look.name


def hard_to_read(app: ChairtuiApp) -> dict[str, float]:
    """Return words on the screen that have too little contrast."""
    pieces = [piece for strip in app.screen._compositor.render_strips() for piece in strip]
    words = [one for one in pieces if one.style and one.style.bgcolor and any(map(str.isalnum, one.text))]
    return {one.text: found for one in words if one.style and (found := drawn(one.style)) < ENOUGH}


async def test_every_word_on_home_on_each_step_and_in_a_form_can_be_read_in_every_look() -> None:
    with demonstration() as (desk, _clock):
        app = ChairtuiApp(desk)
        async with app.run_test(size=(120, 36)) as pilot:
            for look in THEMES:
                app.theme = look.name
                await pilot.pause(0.1)
                await pilot.app.workers.wait_for_complete()
                assert hard_to_read(app) == {}, (look.name, "home")
                app.open_meeting(MEETING)
                for step in Step:
                    app.go(step)
                    await pilot.pause(0.1)
                    assert hard_to_read(app) == {}, (look.name, step)
                for key in ("f2", "f1"):
                    await pilot.press(key)
                    await pilot.pause(0.1)
                    assert hard_to_read(app) == {}, (look.name, key)
                await pilot.press("escape", "escape", "ctrl+b")
                await pilot.pause(0.1)


@pytest.mark.parametrize("look", THEMES, ids=lambda look: look.name)
def test_every_colour_can_be_read_on_the_row_of_the_cursor_and_every_block_in_itself(look: Theme) -> None:
    """The row of the cursor has its own ground (`lines.py`), and blocks are their colour turned round."""
    cursor = Shade.parse(look.surface or "").blend(Shade.parse(look.primary), 0.18).hex
    for colour in COLOURS:
        assert contrast(getattr(look, colour), cursor) >= ENOUGH, colour
    for block in ("primary", "error", "warning"):  # the header, NOT SAVED, and what is reversed
        assert contrast(look.background or "", getattr(look, block)) >= ENOUGH, block
