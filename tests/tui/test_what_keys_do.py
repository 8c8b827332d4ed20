"""A key that is named does something: with every row of every step, in every demonstration meeting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

import pytest
from tests.snapshots import midway
from tests.tui.desk import StillClock
from tests.tui.what_keys_do import does_something

from chairtui.core.vocabulary import Step
from chairtui.live.desk import Desk
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.keys import BY_ID, Where
from chairtui.tui.rows.offers import BESIDE, OFFERS, named, of_rows
from chairtui.tui.steps.meeting_screen import MeetingScreen
from chairtui.tui.widgets.bars import KeyBar
from chairtui.tui.widgets.lines import Lines
from chairtui.wiring import demonstrating


@contextmanager
def as_made() -> Iterator[Desk]:
    """Give the demonstration's desk, with its first meeting still being prepared."""
    with (
        mock.patch.object(demonstrating, "SystemClock", return_value=StillClock(midway.THURSDAY)),
        demonstrating.demonstration() as place,
    ):
        yield place.desk


@contextmanager
def under_way() -> Iterator[Desk]:
    with midway.demonstration() as (desk, _clock):
        yield desk


def named_here(screen: MeetingScreen) -> set[str]:
    """Return the acts that the detail and the footer name for the row the cursor is on."""
    words = screen._template(screen.row_key) or ""
    places = (screen.WHERE, Where.PREPARING)
    footer = {act.id for act in screen.query_one(KeyBar)._chosen(10_000) if act.where in places}
    enter = {"choose"} if "Enter" in words else set()
    asked_first = {"sign"} if screen.row_key.startswith("unknown/") else set()  # it says so, and stays there
    return {*named(words), *footer, *enter} - {"start", "contribution", "action"} - asked_first


@pytest.mark.parametrize("made", [as_made, under_way], ids=lambda one: one.__name__)
async def test_every_key_that_is_named_does_something_with_its_row(made: object) -> None:
    idle: set[tuple[str, str, str, str]] = set()
    tried = 0
    with made() as desk:  # type: ignore[operator]
        app = ChairtuiApp(desk)
        async with app.run_test(size=(120, 36)) as pilot:
            for meeting in desk.library.meetings():
                app.open_meeting(meeting.id)
                for step in Step:
                    app.go(step)
                    await pilot.pause(0.1)
                    screen = app.screen
                    assert isinstance(screen, MeetingScreen)
                    lines = screen.query_one("#body", Lines)
                    for row in lines.rows:
                        if row.selectable:
                            lines.go_to(row.key)
                            screen._tell_keys()
                            if not row.keys:
                                idle.add((meeting.reference, step.value, row.key, ""))
                            for act in named_here(screen):
                                lines.go_to(row.key)
                                tried += 1
                                if not does_something(screen, act):
                                    idle.add((meeting.reference, step.value, row.key, act))
                app.close_meeting()
                await pilot.pause(0.1)
    assert tried > 1000
    assert not idle, "\n".join(map(str, sorted(idle)))


def test_the_table_of_what_can_be_done_names_acts_that_there_are() -> None:
    for where, kinds in OFFERS.items():
        for kind, words in kinds.items():
            assert all(act in BY_ID for act in named(words)), (where, kind)
            places = (where, Where.PREPARING, Where.MEETING)
            assert all(BY_ID[act].where in places for act in named(words)), (where, kind)
        assert not of_rows(where) & BESIDE


def test_the_footer_names_no_key_of_another_row() -> None:
    bar = KeyBar(Where.REGISTER)
    everything = {act.id for act in bar._chosen(1000)}
    bar.leave_out(of_rows(Where.REGISTER))
    assert "presence" in everything
    assert "presence" not in {act.id for act in bar._chosen(1000)}
