"""The app that every screen stands on: it ends well, keeps what was typed, shows no data when it fails."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, cast

from rich.console import RenderableType
from textual import events
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.driver import Driver
from textual.notifications import Notify, SeverityLevel
from textual.screen import Screen
from textual.theme import Theme
from textual.widget import AwaitMount

from chairtui.tui.keys import BY_ID, Where, bindings
from chairtui.tui.terminal.dirty_lines import DirtyLines
from chairtui.tui.terminal.ending_well import EndsWell
from chairtui.tui.terminal.guard import (
    narrow_permissions,
)
from chairtui.tui.terminal.notices import Notice
from chairtui.tui.terminal.palette import Acts, acts_here
from chairtui.tui.terminal.themes import THEMES
from chairtui.tui.terminal.typed_ahead import TypedAhead
from chairtui.tui.terminal.under_cover import AnyKey, Opener, UnderCover
from chairtui.tui.terminal.what_changed import Changes, Drawn
from chairtui.tui.terminal.when_free import WhenFree
from chairtui.tui.widgets.cover import COVERED, FIRST, arrives
from chairtui.tui.widgets.too_small import TooSmall
from chairtui.tui.widgets.words import inert

LOOKS = {theme.name: theme for theme in THEMES}
"""The program's looks by name; the library's own are none of them."""
NOT_SAVED_YET = "Not everything is saved: open the screen first, and leave then."
STAYS = "ctrl+c does not leave; ctrl+q does."
"""Said when someone presses ctrl+c with nothing selected."""


class SafeApp(EndsWell):
    """A Textual app with the gates and the endings that this program needs."""

    BINDINGS = bindings(Where.EVERYWHERE)
    COMMANDS: ClassVar[set[Any]] = {Acts}
    ALLOW_SELECT = False
    CLOSE_TIMEOUT = 1.0

    def __init__(
        self,
        incidents: Path,
        now: Callable[[], datetime],
        *,
        version: str = "",
        theme: str = "",
        terminal_clipboard: bool = False,
    ) -> None:
        """Make the app.

        Args:
            incidents: the folder for incident files; made when needed.
            now: the clock.
            version: the program's version, for incident files.
            theme: the name of the look to begin with; the first one, if there is none of that name.
            terminal_clipboard: whether copied text also goes to the terminal's clipboard (OSC 52).
        """
        # Before Textual reads the styles, which it would read again for another look.
        self.set_reactive(App.theme, theme if theme in self.available_themes else THEMES[0].name)
        super().__init__(incidents, now, version=version)
        self._terminal_clipboard = terminal_clipboard
        self._drawn = Drawn()
        self.typed_ahead = TypedAhead(self, self._hand_on)
        self.when_free = WhenFree(self)
        self.under_cover = UnderCover(self, self.keep_drafts, self.is_shown)
        self._held: list[Notice] = []
        """The notices that wait until the screen is seen again."""

    # What a subclass may override ---------------------------------------------------------------

    def action_privacy(self) -> None:
        """Hide names and text; the app with meetings says how."""

    def action_keep_elsewhere(self) -> None:
        """Keep everything in another place; the app with meetings says how."""

    def opener(self) -> Opener:
        """Return what shows the screen again once it is covered."""
        return AnyKey("")

    def used(self) -> None:
        """Hear that somebody is at the keyboard, or the mouse."""

    @property
    def available_themes(self) -> dict[str, Theme]:
        return LOOKS

    # Gates --------------------------------------------------------------------------------------

    def get_driver_class(self) -> type[Driver]:
        if sys.platform == "win32":
            return super().get_driver_class()
        else:  # noqa: RET505 - types know this as the branch of the others
            from chairtui.tui.terminal.driver import TerminalDriver

            return TerminalDriver

    async def _hand_on(self, typed: events.Key | events.Paste) -> None:
        """Let a key do what it does; over what is covered only text arrives, and where all is, nothing."""
        if self.under_cover:
            if isinstance(typed, events.Key) and typed.key == BY_ID["leave"].key:
                await self.leave_covered()
            else:
                self.under_cover.take(typed)
        elif arrives(self.screen, typed):
            await super().on_event(typed)
        elif FIRST not in {one.message for one in self._notifications}:
            self.notify(FIRST)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, (events.Key, events.Paste, events.MouseDown, events.MouseScrollDown)):
            self.used()
        if isinstance(event, events.MouseEvent) and self.under_cover:
            return
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            await self.typed_ahead.take(event)
        else:
            await super().on_event(event)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,  # noqa: ARG002  always off, whatever a caller says
    ) -> None:
        """Show a sentence for some seconds; it is never read as markup."""
        seconds = self.NOTIFICATION_TIMEOUT if timeout is None else timeout
        notice = Notice(inert(message), inert(title), severity, seconds, markup=False)
        if self.under_cover:
            self._held.append(notice)
        else:
            self.post_message(Notify(notice))

    def copy_to_clipboard(self, text: str) -> None:
        """Keep text for ctrl+v here; the terminal's clipboard gets it only if that was asked for."""
        if self._terminal_clipboard:
            super().copy_to_clipboard(text)
        else:
            self._clipboard = text

    # Acts ---------------------------------------------------------------------------------------

    def action_help(self) -> None:
        """Say what can be done here."""
        from chairtui.tui.widgets.help import HelpScreen  # no start needs it

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(tuple(acts_here(self.screen)), self.screen.focused))

    def action_jump(self) -> None:
        """Paint a letter on each panel and row in sight."""
        from chairtui.tui.widgets.jump import Jump  # no start needs it

        self.push_screen(Jump(self.screen))

    def action_next_theme(self) -> None:
        """Go to the next look."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)] if self.theme in names else names[0]

    def action_help_quit(self) -> None:
        self.notify(STAYS)

    def action_cover_all(self) -> None:
        """Cover the screen, until what opens the meetings is given."""
        if not self.under_cover:
            self._held += cast("list[Notice]", [*self._notifications])
            self.clear_notifications()
            self.under_cover.begin(self.opener())

    def is_shown(self) -> None:
        """Say what waited while the screen was covered."""
        held, self._held = self._held, []
        for notice in held:
            self.notify(notice.message, title=notice.title, severity=notice.severity)
        self.draw_anew()
        self.when_free.go_on()

    async def leave_covered(self) -> None:
        """Leave though the screen is covered; what is not saved has to be looked at first."""
        self.keep_drafts()
        if self.unsaved():
            self.under_cover.end_with(NOT_SAVED_YET)
        else:
            self.exit()

    # Too small ----------------------------------------------------------------------------------

    def on_mount(self) -> None:
        self.screen_change_signal.subscribe(self, self._on_screen_change)

    def _on_screen_change(self, screen: Screen[Any]) -> None:
        TooSmall.fit(screen, self.size)
        self.under_cover.fit(screen)
        self.call_later(self.when_free.go_on)

    def _get_screen(self, screen: Screen[Any] | str) -> tuple[Screen[Any], AwaitMount]:
        shown, mounted = super()._get_screen(screen)
        if not isinstance(shown._compositor, DirtyLines):  # nothing of it is laid out yet
            shown._compositor = DirtyLines()
        return shown, mounted

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if self.under_cover and not screen.has_class(COVERED):
            return  # not for a moment
        update: object = renderable
        changes = Changes(update, self._drawn) if isinstance(update, CompositorUpdate) else update
        super()._display(screen, cast("RenderableType | None", changes))

    def draw_anew(self) -> None:
        """Draw all of the screen the next time, whatever the terminal may have made of it."""
        self._drawn.forget()

    def draw_in_one(self, changed: Awaitable[None]) -> None:
        """Draw a change of screens once it is whole, and not each part of it as it comes."""

        async def whole() -> None:
            try:
                await changed
            finally:
                self._end_batch()
                self.screen.refresh()

        self._begin_batch()
        self.call_next(whole)

    def on_app_focus(self) -> None:
        self.draw_anew()

    def on_resize(self, event: events.Resize) -> None:
        self.draw_anew()
        TooSmall.fit(self.screen, event.size)


def run_app(app: SafeApp) -> int:
    """Run the app with every gate closed and return the exit status for `sys.exit`."""
    narrow_permissions()
    return app.run_guarded()
