"""Words can be read in every look: at least 4.5 to 1, as WCAG 2.2 asks (1.4.3).

What every screen puts together is looked at in tests/snapshots; here stands what the looks themselves allow.
"""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from rich.style import Style
from tests.snapshots.midway import MEETING, demonstration
from tests.snapshots.pages import WORDS, Pair
from textual.color import Color as Shade
from textual.theme import Theme

from chairtui.core.vocabulary import Step
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.rows.headline import Saved, timing, title
from chairtui.tui.terminal.themes import THEMES
from chairtui.tui.widgets.bars import Bar

COLOURS = ("foreground", "primary", "secondary", "accent", "warning", "error", "success")


def contrast(one: str, other: str) -> float:
    return Pair("words", one, other).contrast


def drawn(style: Style) -> float:
    assert style.color is not None
    assert style.bgcolor is not None
    return contrast(style.color.get_truecolor().hex, style.bgcolor.get_truecolor().hex)


@pytest.mark.parametrize("look", THEMES, ids=lambda look: look.name)
def test_every_colour_of_a_look_can_be_read_on_each_of_its_grounds(look: Theme) -> None:
    for ground in ("background", "surface", "panel"):
        for colour in COLOURS:
            assert contrast(getattr(look, colour), getattr(look, ground)) >= WORDS, (colour, ground)


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
                assert {text: found for text, found in read.items() if found < WORDS} == {}, look.name


@pytest.mark.parametrize("look", THEMES, ids=lambda look: look.name)
def test_every_colour_can_be_read_on_the_row_of_the_cursor_and_every_block_in_itself(look: Theme) -> None:
    """The row of the cursor has its own ground (`lines.py`), and blocks are their colour turned round."""
    cursor = Shade.parse(look.surface or "").blend(Shade.parse(look.primary), 0.18).hex
    for colour in COLOURS:
        assert contrast(getattr(look, colour), cursor) >= WORDS, colour
    for block in ("primary", "error", "warning"):  # the header, NOT SAVED, and what is reversed
        assert contrast(look.background or "", getattr(look, block)) >= WORDS, block
