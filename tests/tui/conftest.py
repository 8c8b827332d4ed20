import asyncio
from collections import deque
from pathlib import Path

import pytest
import textual.app
from tests.tui.deciding import EVERYBODY, NO_NURSE
from tests.tui.desk import desk, sitting_at
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.geometry import Region
from textual.screen import Screen

from chairtui.tui.sitting.sitting import Sitting


@pytest.fixture(autouse=True)
def _keys_follow_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Type as somebody quick does: Textual's pilot waits 40 ms after each key, and most of a test was that.

    The app keeps the order itself (see `typed_ahead`), and after the last key the pilot still waits
    until every widget has done what it was asked.
    """

    async def a_moment(*_seconds: float) -> None:
        for _ in range(3):
            await asyncio.sleep(0.001)

    monkeypatch.setattr(textual.app, "wait_for_idle", a_moment)


@pytest.fixture(autouse=True)
def _nobody_looks_at_a_screen_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every widget draw itself, and leave out cutting that to pieces for a terminal that is not there.

    Textual throws the pieces away where there is no terminal; what a test reads is drawn when it reads it.
    """

    def render_update(
        compositor: Compositor,
        full: bool = False,
        screen_stack: list[Screen[object]] | None = None,
        **_: object,
    ) -> None:
        visible_screen_stack.set(screen_stack or [])
        regions, screen = compositor._dirty_regions.copy(), compositor.size.region
        compositor._dirty_regions.clear()
        crop = screen if full or screen in regions else Region.from_union(list(regions)) if regions else None
        if crop is not None:
            deque(compositor._get_renders(crop.intersection(screen)), maxlen=0)

    monkeypatch.setattr(Compositor, "render_update", render_update)


@pytest.fixture
def at_table(tmp_path: Path) -> Sitting:
    """A meeting at which everybody of the minimum is here."""
    return sitting_at(desk(tmp_path), *EVERYBODY)


@pytest.fixture
def no_health(tmp_path: Path) -> Sitting:
    """A meeting to which no health practitioner came."""
    return sitting_at(desk(tmp_path), *NO_NURSE)
