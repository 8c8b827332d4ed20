"""What home and every step look like, as text that can be read in a diff.

After a change that was meant: CHAIRTUI_UPDATE_SNAPSHOTS=1 python -m pytest tests/snapshots
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.snapshots.midway import MEETING, demonstration
from tests.snapshots.pages import lines
from textual.pilot import Pilot

from chairtui.core.vocabulary import Step
from chairtui.live.desk import Desk
from chairtui.tui.app import ChairtuiApp

HOW = "CHAIRTUI_UPDATE_SNAPSHOTS=1 python -m pytest tests/snapshots"
UPDATE = os.environ.get("CHAIRTUI_UPDATE_SNAPSHOTS") == "1"
FOLDER = Path(__file__).parent
SIZES = [(80, 24), (120, 36), (200, 60)]


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with demonstration() as (desk, _clock):
        yield desk


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_home_and_every_step_look_as_they_did(desk: Desk, size: tuple[int, int]) -> None:
    app = ChairtuiApp(desk)
    found: dict[str, str] = {}
    async with app.run_test(size=size) as pilot:
        found["home"] = await page(pilot, "DEMO-6 ─")
        app.open_meeting(MEETING)
        for number, step in enumerate(Step, 1):
            app.go(step)
            found[f"{number}-{step.value}"] = await page(pilot, "DEMO-1")
    folder = FOLDER / f"{size[0]}x{size[1]}"
    changed = [difference for name, text in found.items() if (difference := compared(folder / name, text))]
    assert not changed, "\n".join([*changed, f"If this was meant: {HOW}"])


async def page(pilot: Pilot[None], has: str) -> str:
    """Return the screen once it has a text and does not change any more."""
    await pilot.app.workers.wait_for_complete()
    before, now = "", lines(pilot.app)
    for _ in range(100):
        if has in now and now == before:
            return now
        await pilot.pause(0.02)
        before, now = now, lines(pilot.app)
    raise AssertionError(f"the screen never came to rest with {has!r}:\n{now}")


def compared(file: Path, text: str) -> str:
    """Return how a screen differs from the one that is kept, or keep it if that was asked for."""
    file = file.with_suffix(".txt")
    old = file.read_text("utf-8") if file.exists() else ""
    if old == text:
        return ""
    if UPDATE:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
        return ""
    name = f"{file.parent.name}/{file.name}"
    said = difflib.unified_diff(
        old.splitlines(), text.splitlines(), f"{name}, as kept", "now", lineterm="", n=1
    )
    return "\n".join(["", *said])
