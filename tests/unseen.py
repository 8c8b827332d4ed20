"""An app in a test, at whose terminal nobody looks.

It is waited for no longer than it takes, what nobody looks at is not drawn, and what is the same in every app
is parsed once.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any

import pytest
import textual.app
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import Screen


def unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let apps go on as fast as they can."""
    monkeypatch.setattr(textual.app, "wait_for_idle", a_moment)
    monkeypatch.setattr(Compositor, "render_update", not_drawn)
    monkeypatch.setattr(Stylesheet, "_parse_rules", parsed_once)
    monkeypatch.setattr(Pilot, "press", press)


async def a_moment(*_seconds: float) -> None:
    """Type as somebody quick does: Textual's pilot waits 40 ms after each key, and most of a test was that.

    The app keeps the order itself (see `typed_ahead`), and after the last key the pilot still waits
    until every widget has done what it was asked.
    """
    for _ in range(3):
        await asyncio.sleep(0.001)


_press = Pilot.press


async def press(pilot: Pilot[object], *keys: str) -> None:
    """Press keys; what they changed is laid out before the test looks, as it is before a person does.

    Textual lays out when its timer comes, in up to a sixtieth of a second or, on a busy machine, much later.
    """
    await _press(pilot, *keys)
    if pilot.app.is_running and (screen := pilot.app.screen)._layout_required:
        screen._on_timer_update()
        await pilot._wait_for_screen()


def not_drawn(compositor: Compositor, screen_stack: list[Screen[object]] | None = None, **_: object) -> None:
    """Leave it to the test to draw what it looks at (`shown`): the rest took a third of its time."""
    visible_screen_stack.set(screen_stack or [])
    compositor._dirty_regions.clear()


def drawn(
    compositor: Compositor,
    full: bool = False,
    screen_stack: list[Screen[object]] | None = None,
    **_: object,
) -> None:
    """Let every widget draw itself, for a test that counts how often it does."""
    visible_screen_stack.set(screen_stack or [])
    regions, screen = compositor._dirty_regions.copy(), compositor.size.region
    compositor._dirty_regions.clear()
    crop = screen if full or screen in regions else Region.from_union(list(regions)) if regions else None
    if crop is not None:
        deque(compositor._get_renders(crop.intersection(screen)), maxlen=0)


_PARSED: dict[tuple[object, ...], list[RuleSet]] = {}
_parse = Stylesheet._parse_rules


def parsed_once(sheet: Stylesheet, css: str, **how: Any) -> list[RuleSet]:
    """Parse what is the same in every app, in the same look, for the first app alone."""
    key = (css, *how.items(), *sheet._variables.items())
    if key not in _PARSED:
        _PARSED[key] = _parse(sheet, css, **how)
    return _PARSED[key]
