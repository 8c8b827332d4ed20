"""What the line mode's turns stand on: saying, asking, and waiting until the program is at rest."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.screen import Screen

from chairtui.tui.plain.reading import in_words
from chairtui.tui.plain.typed_lines import Typed
from chairtui.tui.terminal.typed_ahead import Opens

if TYPE_CHECKING:
    from chairtui.tui.app import ChairtuiApp

YES = ("y", "yes")
STAYS = "ctrl+c does not leave; quit does."
COVERED = ("The screen is covered. Everything goes on being saved.",)
STANDS = ("This terminal cannot be cleared: what was said before still stands in it. Close its window.",)
BESIDE = {"watch", "warm", "people"}
"""Work that nobody waits for."""
TURN = 0.004
"""Seconds between two looks at whether the program is at rest."""
STILL = 3
"""Looks in a row that have to find it at rest: an answer may be on its way."""
LONG = 500
"""Looks after which it is said that something takes its time."""


class Talk:
    """Says lines and asks for them."""

    def __init__(self, app: ChairtuiApp, typed: Typed) -> None:
        """Talk about what an app shows, with whoever types."""
        self.app, self.typed = app, typed
        self.told: list[str] = []
        """Sentences of the program that wait to be said: nothing interrupts who is typing."""
        self.explained = False
        """Whether it was said how a form is filled in."""
        self.first = ""
        """The answer to the first question of what opens next, which was typed with its act."""

    @property
    def screen(self) -> Screen[object]:
        """What would be seen now."""
        return self.app.screen

    @property
    def is_over(self) -> bool:
        """Whether the program ends."""
        return self.app._exit or not self.app.is_running

    def say(self, *lines: str) -> None:
        """Put out lines, one thing on each."""
        for line in lines:
            self.typed.write(line)

    def interrupted(self) -> None:
        """Say how to leave."""
        self.say("", STAYS)

    def tell(self) -> None:
        """Say what the program had to say meanwhile."""
        told, self.told = self.told, []
        self.say(*dict.fromkeys(in_words(one) for one in told))

    async def ask(self, prompt: str, *, secret: bool = False, known: Sequence[str] = ()) -> str:
        """Return what is typed, without the space around it; `known` is what Tab completes.

        What is typed while all is covered answers nothing, and the question is asked again.

        Raises:
            Ended: nothing will be typed any more.
        """
        while True:
            typed = await self.typed.read(f"{prompt} ", secret=secret, known=known)
            if not self.app.under_cover:
                return typed.strip()
            await self.uncover()

    def cover(self) -> None:
        """Take everything that was said off the terminal, and say that all is covered."""
        if not self.typed.clear():
            self.say("", *STANDS)
        self.say(*COVERED, "Press Enter.")

    async def uncover(self) -> None:
        """Ask for what opens the meetings, until it is given.

        Raises:
            Ended: nothing will be typed any more.
        """
        cover = self.app.under_cover
        while opener := cover.opener:
            self.say(*filter(None, (*COVERED, opener.tells)))
            prompt = f"{opener.asks}: " if opener.asks else "Enter shows it again. "
            typed = await self.typed.read(prompt, secret=True)
            trouble = await asyncio.to_thread(opener.opens, typed)
            cover.end_with(trouble)
            self.say(trouble or "Go on: show reads where things stand.")

    def taken_first(self) -> str:
        """Return the answer that was typed with its act, once."""
        first, self.first = self.first, ""
        return first

    async def rest(self) -> None:
        """Wait until nothing of what was asked is still to be done."""
        still = looks = 0
        while still < STILL and not self.app._exit:
            await asyncio.sleep(TURN)
            still = still + 1 if self._is_still else 0
            looks += 1
            if looks == LONG:
                self.say("This takes a moment …")

    @property
    def _is_still(self) -> bool:
        app = self.app
        if not app.screen_stack or (isinstance(app.screen, Opens) and not app.screen.opened):
            return False
        pumps = (app, app.screen, *app.screen.query("*"))
        waits = any(one.message_queue_size or one._next_callbacks for one in pumps)
        works = any(one.group not in BESIDE and not one.is_finished for one in app.workers)
        return not (waits or works or app.screen._callbacks)
