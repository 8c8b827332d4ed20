"""The program in lines: the same screens, drawn nowhere, read out and worked by typed words."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual.driver import Driver
from textual.drivers.headless_driver import HeadlessDriver
from textual.notifications import SeverityLevel

from chairtui.tui.app import ChairtuiApp
from chairtui.tui.plain.conversation import hold
from chairtui.tui.plain.talk import Talk
from chairtui.tui.plain.typed_lines import Terminal, Typed
from chairtui.tui.widgets.words import inert

if TYPE_CHECKING:
    from textual.app import App

    from chairtui.live.desk import Desk

SIZE = (200, 60)
"""Columns and rows of the screens that nobody sees: nothing is folded away."""


class NoScreen(HeadlessDriver):
    """Draws nothing, reads no keys, and gives the terminal back as it was."""

    def __init__(self, app: App[Any], **settings: Any) -> None:
        """Remember how the terminal takes what is typed: editing a line changes that."""
        super().__init__(app, **settings | {"debug": False, "size": SIZE})
        self._attributes = _attributes()

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        self.restore_by_hand()

    def restore_by_hand(self) -> None:
        """Give the terminal back without waiting for any thread."""
        if self._attributes is not None and sys.platform != "win32":
            import termios

            try:
                termios.tcsetattr(0, termios.TCSANOW, self._attributes)
            except (OSError, termios.error):
                return


def _attributes() -> list[Any] | None:
    """Return how the terminal takes what is typed, or nothing where there is none."""
    if sys.platform != "win32":
        import termios

        with suppress(OSError, termios.error):
            return termios.tcgetattr(0)
    return None


class PlainApp(ChairtuiApp):
    """The program whose screens are read out."""

    by_lines = True

    def __init__(
        self, desk: Desk, typed: Typed | None = None, opening: str = "", *, guided: bool = False
    ) -> None:
        """Open the program at a desk; `opening` is said first."""
        super().__init__(desk, guided=guided)
        self.talk, self._opening = Talk(self, typed or Terminal()), opening
        self._talking: asyncio.Task[None] | None = None

    def get_driver_class(self) -> type[Driver]:
        return NoScreen

    def on_mount(self) -> None:
        super().on_mount()
        self._talking = asyncio.create_task(self._hold())

    async def _hold(self) -> None:
        try:
            await hold(self.talk, self._opening)
        except Exception as error:
            self._handle_exception(error)

    def notify(
        self,
        message: str,
        *,
        title: str = "",  # noqa: ARG002  as Textual has it
        severity: SeverityLevel = "information",  # noqa: ARG002
        timeout: float | None = None,  # noqa: ARG002
        markup: bool = False,  # noqa: ARG002
    ) -> None:
        """Say a sentence before the next question."""
        self.talk.told.append(inert(message))

    def action_cover_all(self) -> None:
        if not self.under_cover:
            super().action_cover_all()
            self.talk.cover()

    def action_help_quit(self) -> None:
        """Say how to leave: an interrupt never ends the program."""
        self.talk.interrupted()
