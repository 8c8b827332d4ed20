"""Keys typed faster than the program follows: each waits until the one before it has done its work.

Textual hands a key to whatever has the focus when it comes; while a form opens that is still what lies below.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, runtime_checkable

from textual import events
from textual.app import App

Typed = events.Key | events.Paste

TURN = 0.001
"""Seconds between two looks at whether the app is at rest."""
MOST_TURNS = 1_000
"""How often it is looked at for one key: whatever hangs, keys arrive. Turns are counted and not seconds, so
that on a busy machine, where everything takes longer, no key comes too early."""


@runtime_checkable
class Opens(Protocol):
    """A screen that takes keys only when its first field has the cursor."""

    @property
    def opened(self) -> bool:
        """Whether it takes keys now."""


class TypedAhead:
    """Hands on what is typed, in order, when the app can take it."""

    def __init__(self, app: App[Any], hand_on: Callable[[Typed], Awaitable[None]]) -> None:
        self._app, self._hand_on = app, hand_on
        self._waiting: deque[Typed] = deque()
        self._handing_on: asyncio.Task[None] | None = None

    async def take(self, typed: Typed) -> None:
        """Hand it on at once, or after what was typed before it."""
        if not self._waiting and self.at_rest:
            await self._hand_on(typed)
            return
        self._waiting.append(typed)
        if self._handing_on is None or self._handing_on.done():
            self._handing_on = asyncio.create_task(self._hand_on_all())

    @property
    def at_rest(self) -> bool:
        """Whether nothing on the way from the cursor to the app is still to be done."""
        if not self._app.screen_stack:  # the app is leaving
            return True
        screen = self._app.screen
        if isinstance(screen, Opens) and not screen.opened:
            return False
        chain = (screen.focused or screen).ancestors_with_self
        return not any(one.message_queue_size for one in chain)

    async def _hand_on_all(self) -> None:
        try:
            while self._waiting:
                await self._rest()
                if not self._app.screen_stack:
                    return
                await self._hand_on(self._waiting[0])
                self._waiting.popleft()
        except Exception as error:
            self._app._handle_exception(error)

    async def _rest(self) -> None:
        """Wait until the app is at rest and stays so for two turns: an answer may be on its way."""
        quiet = 0
        for _ in range(MOST_TURNS):
            await asyncio.sleep(0 if self.at_rest else TURN)
            quiet = quiet + 1 if self.at_rest else 0
            if quiet == 2:
                return
