import asyncio

import pytest
import textual.app


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
