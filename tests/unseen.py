"""An app in a test, at whose terminal nobody looks.

It is waited for no longer than it takes, what nobody looks at is not drawn, and what is the same in every app
is parsed once.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from inspect import CO_VARARGS, CO_VARKEYWORDS, signature
from typing import Any

import pytest
import textual._callback
import textual.app
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.css.model import RuleSet
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget


def unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let apps go on as fast as they can."""
    monkeypatch.setattr(textual.app, "wait_for_idle", a_moment)
    monkeypatch.setattr(Compositor, "render_update", not_drawn)
    monkeypatch.setattr(Stylesheet, "_parse_rules", parsed_once)
    monkeypatch.setattr(Stylesheet, "apply", found_once)
    monkeypatch.setattr(textual._callback, "_count_parameters", parameters)
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


_Asked = tuple[object, ...]
_FLAGS = ("_has_hover_style", "_has_focus_within", "_has_order_style", "_has_odd_or_even")
"""What Textual notes of a node when it looks for its rules."""
_FOUND: dict[tuple[int, ...], dict[_Asked, tuple[RulesMap, list[bool]]]] = {}
"""For all rules of a look: what they say of a node, by everything that they ask of it."""
_apply = Stylesheet.apply


def found_once(sheet: Stylesheet, node: DOMNode, *, animate: bool = False, **_: object) -> None:
    """Find out what the rules say of a node for the first of its like alone.

    Textual keeps that from one node to those beside it. What depends on the nodes beside or in a node, it
    keeps not at all, and neither does this.
    """
    found, asked = _found_by(sheet), _asked_of(node)
    if asked not in found:
        mine: dict[tuple[Any, ...], RulesMap] = {}
        _apply(sheet, node, animate=animate, cache=mine)
        for rules in mine.values():
            found[asked] = rules, [getattr(node, name) for name in _FLAGS]
        return
    rules, flags = found[asked]
    for name, flag in zip(_FLAGS, flags, strict=True):
        setattr(node, name, flag)
    if node.styles.base._rules != rules:
        sheet.replace_rules(node, rules, animate=animate)
    elif not animate:
        node.notify_style_update()
    sheet._process_component_classes(node)


def _found_by(sheet: Any) -> dict[_Asked, tuple[RulesMap, list[bool]]]:
    rules = sheet.rules
    if getattr(sheet, "rules_found_by", None) is not rules:
        sheet.rules_found_by = rules
        sheet.found_by_them = _FOUND.setdefault(tuple(map(id, rules)), {})  # `_PARSED` holds them all
    return sheet.found_by_them  # type: ignore[no-any-return]


def _asked_of(node: DOMNode) -> _Asked:
    """Return what a rule can ask of a node and of those that it stands in, and of the app."""
    app = node.app
    above = [
        (type(one), one._id, frozenset(one._classes), one._pseudo_classes_cache_key, _takes_keys(one))
        for one in node.css_path_nodes
    ]
    return (app.app_focus, app.current_theme.dark, app.native_ansi_color, app.is_inline, app.no_color, *above)


def _takes_keys(node: DOMNode) -> bool:
    return isinstance(node, Widget) and node.allow_focus()


def parameters(callback: Callable[..., object]) -> int:
    """Return how many parameters a function takes; Textual asks it of every new one, and slowly."""
    code = getattr(callback, "__code__", None)
    if code is None or hasattr(callback, "__wrapped__") or hasattr(callback, "__signature__"):
        return len(signature(callback).parameters)
    several = bool(code.co_flags & CO_VARARGS) + bool(code.co_flags & CO_VARKEYWORDS)
    return int(code.co_argcount + code.co_kwonlyargcount + several)
