"""An app in a test, at whose terminal nobody looks.

It is waited for no longer than it takes, what nobody looks at is not drawn, and what is the same in every app
is parsed once.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from functools import cache
from inspect import CO_VARARGS, CO_VARKEYWORDS, signature
from typing import Any

import pytest
import textual._callback
import textual.app
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.css.model import RuleSet
from textual.css.styles import RenderStyles
from textual.css.stylesheet import Stylesheet
from textual.geometry import Region
from textual.message import Message
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.reactive import Reactive
from textual.screen import Screen


def unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let apps go on as fast as they can."""
    monkeypatch.setattr(textual.app, "wait_for_idle", a_moment)
    monkeypatch.setattr(Compositor, "render_update", not_drawn)
    monkeypatch.setattr(Stylesheet, "_parse_rules", parsed_once)
    monkeypatch.setattr(textual._callback, "_count_parameters", parameters)
    monkeypatch.setattr(Reactive, "__get__", value_of)
    monkeypatch.setattr(MessagePump, "_get_dispatch_methods", methods_for)
    monkeypatch.setattr(RenderStyles, "get_rule", rule_of)
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


_value = Reactive.__get__


def value_of(reactive: Reactive[Any], node: Any, owner: type[Any]) -> Any:
    """Return a value that was set without asking four times whether it is there and how it is found."""
    if node is not None:
        found = node.__dict__.get(reactive.internal_name, _value)
        if found is not _value and not _is_computed(type(node), reactive.compute_name):  # type: ignore[arg-type]
            return found
    return _value(reactive, node, owner)


@cache
def _is_computed(kind: type, name: str) -> bool:
    return hasattr(kind, name)


_methods = MessagePump._get_dispatch_methods


def methods_for(pump: MessagePump, name: str, message: Message) -> Iterable[tuple[type, Any]]:
    """Give what takes a message without going through all classes for each."""
    takers = _takers(type(pump), name, type(message))  # type: ignore[arg-type]
    if takers is None:
        yield from _methods(pump, name, message)
        return
    for kind in takers:
        if message._no_default_action:
            return
        method = kind.__dict__.get(f"_{name}") or kind.__dict__.get(name)
        if method is not None:
            yield kind, method.__get__(pump, kind)


@cache
def _takers(kind: type, name: str, message: type[Message]) -> tuple[type, ...] | None:
    """Return the classes whose method of this name takes a message; nothing where one is marked for it."""
    marked = any(
        one in of.__dict__.get("_decorated_handlers", ()) for of in kind.__mro__ for one in message.__mro__
    )
    names = {name, f"_{name}"}
    takers = tuple(of for of in kind.__mro__ if names & of.__dict__.keys())
    if marked or any(hasattr(of.__dict__.get(one), "_textual_on") for of in takers for one in names):
        return None
    return takers


def rule_of(styles: RenderStyles, name: str, default: object = None) -> object:
    """Return a rule of a node, its own before that of the sheets."""
    own: Any = styles._inline_styles._rules
    return own[name] if name in own else styles._base_styles._rules.get(name, default)


def parameters(callback: Callable[..., object]) -> int:
    """Return how many parameters a function takes; Textual asks it of every new one, and slowly."""
    code = getattr(callback, "__code__", None)
    if code is None or hasattr(callback, "__wrapped__") or hasattr(callback, "__signature__"):
        return len(signature(callback).parameters)
    several = bool(code.co_flags & CO_VARARGS) + bool(code.co_flags & CO_VARKEYWORDS)
    return int(code.co_argcount + code.co_kwonlyargcount + several)
