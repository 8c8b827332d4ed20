"""The whole screen covered: nothing of the data is drawn, and what opens the meetings shows it again.

All that lies below goes on: the meeting's clock, what others write, what waits to be saved, half-typed text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Protocol

from textual import events
from textual.app import App
from textual.screen import Screen

from chairtui.tui.keys import with_keys
from chairtui.tui.widgets.cover import Covered
from chairtui.tui.widgets.words import inert

WORK = "uncover"
"""The group of the work that finds out whether something opens."""
LONGEST = 500
"""Letters that are taken: more than a recovery sheet has, and more than a passphrase needs."""


class Opener(Protocol):
    """What opens the meetings."""

    @property
    def asks(self) -> str:
        """What it asks for, to be typed; empty where any key opens."""

    @property
    def tells(self) -> str:
        """A sentence about it."""

    def opens(self, typed: str) -> str:
        """Say why it does not open, or nothing where it does; it may take seconds, and any thread may ask."""


class AnyKey:
    """Meetings that are not locked: whoever is at the keyboard opens them."""

    asks = ""

    def __init__(self, tells: str) -> None:
        """Open at any key; `tells` is the sentence that says so."""
        self.tells = tells

    def opens(self, typed: str) -> str:  # noqa: ARG002  whatever it is
        return ""


class UnderCover:
    """Whether all is covered, and what is typed to open it."""

    def __init__(self, app: App[Any], keep: Callable[[], None], shown: Callable[[], object]) -> None:
        """Cover nothing yet; `keep` keeps what is half-typed, `shown` hears that all is seen again."""
        self._app, self._keep, self._shown = app, keep, shown
        self.opener: Opener | None = None
        """What opens it; nothing while nothing is covered."""
        self._typed = self._trouble = ""
        self._tries = False
        self._turn = 0
        """Which try it is: what comes of one that was put aside counts no more."""

    def __bool__(self) -> bool:
        return self.opener is not None

    def begin(self, opener: Opener) -> None:
        """Cover everything, until what is asked for was typed."""
        self._keep()
        self.opener, self._typed, self._trouble, self._tries = opener, "", "", False
        self._fit(self._app.screen_stack)

    def fit(self, screen: Screen[Any]) -> None:
        """Cover a screen that has come meanwhile."""
        if self:
            self._fit((screen,))

    def _fit(self, screens: Iterable[Screen[Any]]) -> None:
        for screen in screens:
            Covered.fit(screen, self.words() if self else None)

    def words(self) -> str:
        """Return what stands on the cover: the program's own words, and a dot for each letter typed."""
        if self.opener is None:
            return ""
        asked = self.opener.asks
        prompt = f"{asked}: {'•' * min(len(self._typed), 60)}▏" if asked else ""
        state = "One moment … Esc puts it aside." if self._tries else self._trouble and f"✗ {self._trouble}"
        keys = (
            with_keys("Enter opens it. Esc clears. {leave} leaves.") if asked else "Any key shows it again."
        )
        return "\n\n".join(filter(None, ("The screen is covered.", self.opener.tells, prompt, state, keys)))

    def take(self, typed: events.Key | events.Paste) -> None:
        """Take a key or a paste: none reaches what lies below."""
        if self.opener is None:
            return
        if self._tries:
            if isinstance(typed, events.Key) and typed.key == "escape":
                self._turn += 1
                self.end_with("Put aside.")
            return
        if isinstance(typed, events.Paste):
            self._typed += inert(typed.text)[:LONGEST]
        elif not self.opener.asks or typed.key == "enter":
            self._try()
        elif typed.key == "escape":
            self._typed = ""
        elif typed.key == "backspace":
            self._typed = self._typed[:-1]
        elif typed.is_printable and typed.character and len(self._typed) < LONGEST:
            self._typed += typed.character
        self._fit(self._app.screen_stack)

    def _try(self) -> None:
        typed, self._typed, self._tries = self._typed, "", True
        self._turn += 1
        self._app.run_worker(partial(self._find_out, typed, self._turn), thread=True, group=WORK)

    def _find_out(self, typed: str, turn: int) -> None:
        trouble = self.opener.opens(typed) if self.opener else ""
        self._app.call_from_thread(self._come, trouble, turn)

    def _come(self, trouble: str, turn: int) -> None:
        if turn == self._turn:
            self.end_with(trouble)

    def end_with(self, trouble: str) -> None:
        """Show everything again, or say why not."""
        self._tries, self._trouble = False, trouble
        if not trouble:
            self.opener = None
        self._fit(self._app.screen_stack)
        self._app.screen.refresh(
            layout=True
        )  # a single line that comes from a thread's work can stay undrawn
        if not trouble:
            self._shown()
