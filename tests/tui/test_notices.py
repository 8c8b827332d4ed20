"""A notice goes away, whatever happens at the moment at which its time is over."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual import notifications
from textual.notifications import Notification
from textual.widgets._toast import Toast

from chairtui.tui.terminal.safe_app import SafeApp


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
