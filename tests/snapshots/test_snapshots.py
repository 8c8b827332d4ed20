"""What every screen looks like, as text that can be read in a diff, and whether it can be read in every look.

The words of a screen are the same in every look: they are kept once, and of each look which colour stands on
which ground.

After a change that was meant: CHAIRTUI_UPDATE_SNAPSHOTS=1 python -m pytest tests/snapshots
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from tests.snapshots.midway import MEETING, demonstration
from tests.snapshots.pages import Pair, drawn, lines, pairs, words
from tests.unseen import unseen
from textual.filter import Monochrome
from textual.pilot import Pilot

from chairtui.core.vocabulary import Step
from chairtui.live.desk import Desk
from chairtui.live.settings import Settings
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.screens.first_start import FirstStart
from chairtui.tui.terminal.themes import THEMES
from chairtui.wiring.this_machine import ThisMachine

HOW = "CHAIRTUI_UPDATE_SNAPSHOTS=1 python -m pytest tests/snapshots"
UPDATE = os.environ.get("CHAIRTUI_UPDATE_SNAPSHOTS") == "1"
FOLDER = Path(__file__).parent
SIZES = [(80, 24), (120, 36), (200, 60)]
NO_COLOUR = "without colour"
LOOKS = (
    {look.name: look for look in (THEMES[0], THEMES[1])}
    | {NO_COLOUR: THEMES[0]}
    | {look.name: look for look in THEMES[2:]}
)
"""In such an order that each has other colours than the one before it: only what changes is drawn anew."""
KEYS = (
    (("f2",), "form", "What was shared"),
    (("f2", "ctrl+s"), "form-refused", "This is needed"),
    (("f1",), "help", "What you can do here"),
)
"""What opens over a step, and a word in it."""


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with demonstration() as (desk, _clock):
        yield desk


class Looks:
    """What is seen of every screen in every look."""

    def __init__(self) -> None:
        self.screens: dict[str, str] = {}
        self.pairs: dict[str, dict[Pair, str]] = {look: {} for look in LOOKS}
        self.other_words: list[tuple[str, str]] = []

    async def see(self, pilot: Pilot[None], name: str, has: str) -> None:
        """Keep a screen as it is now, and its colours in each look; it is mounted once."""
        self.screens[name] = await page(pilot, has)
        for look in self.pairs:
            await put_on(pilot, look)
            strips = drawn(pilot.app)
            if words(strips) != self.screens[name]:
                self.other_words.append((name, look))
            for pair, text in pairs(strips).items():
                self.pairs[look].setdefault(pair, f"{name}: {text}")

    def colours(self) -> str:
        """Return which colour stands on which ground, and how far it stands out, look by look."""
        return "".join(
            f"{look}\n" + "".join(f"  {pair}\n" for pair in sorted(seen)) for look, seen in self.pairs.items()
        )


async def put_on(pilot: Pilot[None], look: str) -> None:
    """Let the program have another look, or one as it is where NO_COLOR is set (`textual.app`)."""
    app = pilot.app
    app.no_color = look == NO_COLOUR
    app._filters = [one for one in app._filters if not isinstance(one, Monochrome)]
    if app.no_color:
        app._filters.append(Monochrome())
    app.theme = LOOKS[look].name
    await pilot.pause()


@pytest.fixture(autouse=True)
def _drawn_only_where_it_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    unseen(monkeypatch)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_screen_looks_as_it_did_and_can_be_read_in_every_look_and_without_colour(
    desk: Desk, size: tuple[int, int]
) -> None:
    app, looks = ChairtuiApp(desk), Looks()
    async with app.run_test(size=size) as pilot:
        await looks.see(pilot, "home", "DEMO-6 ─")
        app.push_screen(FirstStart(new_here(desk)))
        await looks.see(pilot, "first-start", "Who is using chairtui?")
        await pilot.press("escape")
        app.show_agencies()
        await looks.see(pilot, "agencies", "The register of agencies")
        await pilot.press("escape")
        app.search()
        await pilot.press(*"penge")
        await looks.see(pilot, "search", "DEMO-1")
        await pilot.press("escape")
        app.show_series("demo-8-series-second")
        await looks.see(pilot, "series", "DEMO-7")
        await pilot.press("escape")
        app.show_agreed()
        await looks.see(pilot, "agreed", "days late")
        await pilot.press("r")
        await looks.see(pilot, "dialog", "Remind")
        await pilot.press("escape")
        await pilot.press("escape")
        app.show_audit()
        await looks.see(pilot, "audit", "Not known")
        await pilot.press("escape")
        app.open_meeting(MEETING)
        for number, step in enumerate(Step, 1):
            app.go(step)
            await looks.see(pilot, f"{number}-{step.value}", "DEMO-1")
        for keys, name, has in KEYS:
            await pilot.press(*keys)
            await looks.see(pilot, name, has)
            await pilot.press("escape")
        app.go(Step.KNOW)
        await pilot.press("f8")
        await looks.see(pilot, "covered", "▒")
    folder = FOLDER / f"{size[0]}x{size[1]}"
    kept = {**looks.screens, "colours": looks.colours()}
    changed = [difference for name, text in kept.items() if (difference := compared(folder / name, text))]
    assert looks.other_words == []
    hard = {
        (look, str(pair)): text
        for look, seen in looks.pairs.items()
        for pair, text in seen.items()
        if not pair.enough
    }
    assert hard == {}
    for look in THEMES:
        assert look.background in {pair.ground for pair in looks.pairs[look.name]}
    assert all(_is_grey(colour) for pair in looks.pairs[NO_COLOUR] for colour in pair[1:])
    assert not changed, "\n".join([*changed, f"If this was meant: {HOW}"])


def new_here(desk: Desk) -> Desk:
    """Return a desk at which nobody has said yet who they are."""
    machine = replace(cast(ThisMachine, desk.machine), asks_where=True)
    return replace(desk, machine=machine, settings=Settings(data_folder="/home/leyla/.local/share/chairtui"))


def _is_grey(colour: str) -> bool:
    return colour[1:3] == colour[3:5] == colour[5:7]


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
