"""A notice goes away, whatever happens at the moment at which its time is over."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.tui.deciding import EVERYBODY
from tests.tui.desk import desk, on_step, shown, sitting_at
from textual import notifications
from textual.geometry import Region
from textual.notifications import Notification
from textual.screen import Screen
from textual.widgets._toast import Toast

from chairtui.core.vocabulary import Step
from chairtui.tui.terminal.safe_app import SafeApp
from chairtui.tui.widgets.detail import Detail
from chairtui.tui.widgets.form import Form
from chairtui.tui.widgets.too_small import TooSmall
from chairtui.tui.widgets.words import say


def noticed(tmp_path: Path, seconds: float) -> Notification:
    """Return the notice that an app keeps for a sentence."""

    async def tell() -> Notification:
        app = SafeApp(tmp_path, lambda: datetime(2026, 11, 27, tzinfo=UTC))
        async with app.run_test(notifications=True) as pilot:
            app.notify("Taken back.", timeout=seconds)
            await pilot.pause()
            (notice,) = app._notifications
            return notice

    return asyncio.run(tell())


@pytest.mark.parametrize("over_since", [0.0, 0.000_000_1, 3.0])
def test_a_notice_whose_time_is_over_while_a_screen_is_given_it_leaves_a_timer_that_ends(
    over_since: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A timer over nothing or less would never end, and would stop the program."""
    notice = noticed(tmp_path, 60)
    monkeypatch.setattr(notifications, "time", lambda: notice.raised_at + 60 + over_since)
    assert notice.has_expired
    assert Toast(notice)._timeout >= 0.1


def test_a_notice_stands_as_long_as_was_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notice = noticed(tmp_path, 60)
    monkeypatch.setattr(notifications, "time", lambda: notice.raised_at + 20)
    assert not notice.has_expired
    assert Toast(notice)._timeout == pytest.approx(40)


SAYINGS = ("Taken back: the last thing. The log keeps it all.", "Entries came in. " * 12, "Saved. " * 30)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)], ids=str)
@pytest.mark.parametrize("form", ["action_contribution", "action_action"])
async def test_no_notice_lies_over_a_form_that_is_docked(
    tmp_path: Path, size: tuple[int, int], form: str
) -> None:
    async with on_step(sitting_at(desk(tmp_path)), Step.PLAN, size=size) as pilot:
        getattr(pilot.app.screen, form)()
        await pilot.pause()
        for words in SAYINGS:
            say(pilot.app, words, "warning")
        for _ in range(3):
            await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, Form)
        assert len(screen.query(Toast)) == len(SAYINGS)
        shown_at = {of(screen, x, y) for y in range(size[1]) for x in range(size[0])}
        assert Toast in shown_at
        window = screen.query_one("#window").region
        assert Toast not in {of(screen, x, y) for x, y in cells(window)}


def of(screen: Screen[Any], x: int, y: int) -> type:
    """Return what is on top at a cell: a notice, or something else."""
    widget, _ = screen.get_widget_at(x, y)
    return Toast if any(isinstance(one, Toast) for one in widget.ancestors_with_self) else object


def cells(region: Region) -> Iterator[tuple[int, int]]:
    """Yield the cells of a region."""
    yield from ((x, y) for y in range(region.y, region.bottom) for x in range(region.x, region.right))


async def test_in_a_small_window_a_notice_stands_over_no_key_and_over_no_warning(tmp_path: Path) -> None:
    async with on_step(sitting_at(desk(tmp_path), *EVERYBODY), Step.WHO, (80, 24)) as pilot:
        screen = pilot.app.screen
        say(pilot.app, "The meeting has started. First: is each child safe now? (step 2)")
        await pilot.pause()
        (notice,) = screen.query(Toast)
        assert "is each child safe now?" in shown(pilot)
        detail = screen.query_one("#centre").query_one(Detail)
        below = [detail, screen.query_one("#top"), screen.query_one("#folded"), screen.query_one("KeyBar")]
        assert not [part for part in below if part.region.overlaps(notice.region)]


async def test_that_a_window_is_too_small_stands_over_a_form_too(tmp_path: Path) -> None:
    async with on_step(sitting_at(desk(tmp_path), *EVERYBODY), Step.WHO, (80, 24)) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        await pilot.resize_terminal(20, 5)
        await pilot.pause()
        said = " ".join(shown(pilot).split())
        assert said.startswith("The window is too small: 20 by 5. Make it at least 60 by 16;"), said
        assert pilot.app.screen.query_one(TooSmall).region == pilot.app.screen.region
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert not pilot.app.screen.query(TooSmall)
        assert "What was shared" in shown(pilot)
