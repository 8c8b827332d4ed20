import asyncio
from pathlib import Path

import pytest
import textual.app
from tests.tui.deciding import EVERYBODY, NO_NURSE
from tests.tui.desk import desk, sitting_at

from chairtui.tui.sitting import Sitting


@pytest.fixture(autouse=True)
def _keys_follow_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Type as somebody quick does: Textual's pilot waits 40 ms after each key, and most of a test was that.

    The app keeps the order itself (chairtui/tui/typed_ahead.py), and after the last key the pilot still waits
    until every widget has done what it was asked.
    """

    async def a_moment(*_seconds: float) -> None:
        for _ in range(3):
            await asyncio.sleep(0.001)

    monkeypatch.setattr(textual.app, "wait_for_idle", a_moment)


@pytest.fixture
def at_table(tmp_path: Path) -> Sitting:
    """A meeting at which everybody of the minimum is here."""
    return sitting_at(desk(tmp_path), *EVERYBODY)


@pytest.fixture
def no_health(tmp_path: Path) -> Sitting:
    """A meeting to which no health practitioner came."""
    return sitting_at(desk(tmp_path), *NO_NURSE)
