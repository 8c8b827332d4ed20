"""The app that every screen stands on: it ends well, keeps what was typed, shows no data when it fails."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, Protocol, cast, runtime_checkable

from rich.console import RenderableType
from textual import events
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.constants import DEFAULT_THEME
from textual.driver import Driver
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.worker import WorkerFailed

from chairtui.tui.keys import Where, bindings
from chairtui.tui.terminal import incident
from chairtui.tui.terminal.guard import (
    CRASH_GRACE,
    CRASHED,
    GRACE,
    Deadline,
    ending_signals,
    narrow_permissions,
    unforeseen,
    wake_for_signals,
)
from chairtui.tui.terminal.palette import Acts, acts_here
from chairtui.tui.terminal.themes import THEMES
from chairtui.tui.terminal.typed_ahead import TypedAhead
from chairtui.tui.terminal.what_changed import Changes, Drawn
from chairtui.tui.terminal.when_free import WhenFree
from chairtui.tui.widgets.cover import FIRST, arrives
from chairtui.tui.widgets.dialogs import Confirm
from chairtui.tui.widgets.help import HelpScreen
from chairtui.tui.widgets.too_small import TooSmall
from chairtui.tui.widgets.words import inert

STAYS = "ctrl+c does not leave; ctrl+q does."
"""Said when someone presses ctrl+c with nothing selected."""


@runtime_checkable
class KeepsDrafts(Protocol):
    """A screen that holds text which is not saved yet."""

    def keep_drafts(self) -> None:
        """Save it now."""


LEAVE_AND_KEEP = {"keep": "Leave, and keep it"}
KEEPS = "Leaving keeps it beside the file: it is shown when the meeting or the form is opened again."
LEAVE_AND_LOSE = {"lose": "Leave, and lose it"}


class SafeApp(App[None]):
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
        terminal_clipboard: bool = False,
    ) -> None:
        """Make the app.

        Args:
            incidents: the folder for incident files; made when needed.
            now: the clock.
            version: the program's version, for incident files.
            terminal_clipboard: whether copied text also goes to the terminal's clipboard (OSC 52).
        """
        super().__init__()
        self._incidents, self._now, self._program_version = incidents, now, version
        self._terminal_clipboard = terminal_clipboard
        self._drawn = Drawn()
        self._guarded = False
        self._last_words = ""
        self._waits = False
        """Whether something was put by that is still to be saved."""
        self._deadline = Deadline(self._restore_by_hand)
        self.typed_ahead = TypedAhead(self, self._hand_on)
        self.when_free = WhenFree(self)
        for name in list(self.available_themes):
            if name not in (DEFAULT_THEME, "textual-dark"):
                self.unregister_theme(name)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    # What a subclass may override ---------------------------------------------------------------

    def keep_drafts(self) -> None:
        """Save everything that was typed and is not saved yet; called before any end."""
        for screen in self.screen_stack:
            if isinstance(screen, KeepsDrafts):
                screen.keep_drafts()

    def action_privacy(self) -> None:
        """Hide names and text; the app with meetings says how."""

    def action_keep_elsewhere(self) -> None:
        """Keep everything in another place; the app with meetings says how."""

    def unsaved(self) -> str:
        """Say what leaving now would lose, or nothing."""
        return ""

    def waits(self) -> bool:
        """Say, without asking anybody, whether something waits to be saved."""
        return False

    def can_put_by(self) -> bool:
        """Say whether what waits may be put by where the next opening finds it."""
        return False

    def kept_nowhere(self) -> str:
        """Say why what waits could not be put by, or nothing."""
        return ""

    def put_by(self) -> float:
        """Put by what waits to be saved; return for how many seconds `save_what_waits` tries to save it."""
        return 0.0

    def save_what_waits(self) -> str:
        """Try, with the screen gone, to save what was put by; return a sentence about it."""
        return ""

    # Gates --------------------------------------------------------------------------------------

    def get_driver_class(self) -> type[Driver]:
        if sys.platform == "win32":
            return super().get_driver_class()
        else:  # noqa: RET505 - types know this as the branch of the others
            from chairtui.tui.terminal.driver import TerminalDriver

            return TerminalDriver

    async def _hand_on(self, typed: events.Key | events.Paste) -> None:
        """Let a key do what it does; over what is covered only text arrives."""
        if arrives(self.screen, typed):
            await super().on_event(typed)
        elif FIRST not in {one.message for one in self._notifications}:
            self.notify(FIRST)

    async def on_event(self, event: events.Event) -> None:
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
        super().notify(inert(message), title=inert(title), severity=severity, timeout=timeout, markup=False)

    def copy_to_clipboard(self, text: str) -> None:
        """Keep text for ctrl+v here; the terminal's clipboard gets it only if that was asked for."""
        if self._terminal_clipboard:
            super().copy_to_clipboard(text)
        else:
            self._clipboard = text

    # Acts ---------------------------------------------------------------------------------------

    def action_help(self) -> None:
        """Say what can be done here."""
        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(tuple(acts_here(self.screen)), self.screen.focused))

    def action_next_theme(self) -> None:
        """Go to the next look."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)] if self.theme in names else names[0]

    async def action_leave(self) -> None:
        """Leave; what was typed is kept, and what is not saved is said first."""
        self.keep_drafts()
        if not (why := self.unsaved()):
            self.exit()
        elif not isinstance(self.screen, Confirm):
            keeps = self.can_put_by()
            answers = {"stay": "Stay", **(LEAVE_AND_KEEP if keeps else LEAVE_AND_LOSE)}
            why = f"{why} {KEEPS}" if keeps else why
            self.push_screen(Confirm("Not everything is saved.", answers, why), self._leave_if)

    def _leave_if(self, answer: str | None) -> None:
        if answer == "keep":
            self._put_by()
            if trouble := self.kept_nowhere():
                answers = {"stay": "Stay", **LEAVE_AND_LOSE}
                self.push_screen(Confirm("It cannot be kept elsewhere.", answers, trouble), self._leave_if)
                return
        if answer in ("keep", "lose"):
            self.exit()

    async def action_quit(self) -> None:
        await self.action_leave()

    def action_help_quit(self) -> None:
        self.notify(STAYS)

    # Too small ----------------------------------------------------------------------------------

    def on_mount(self) -> None:
        self.screen_change_signal.subscribe(self, self._on_screen_change)

    def _on_screen_change(self, screen: Screen[Any]) -> None:
        TooSmall.fit(screen, self.size)
        self.call_later(self.when_free.go_on)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        update: object = renderable
        changes = Changes(update, self._drawn) if isinstance(update, CompositorUpdate) else update
        super()._display(screen, cast("RenderableType | None", changes))

    def draw_anew(self) -> None:
        """Draw all of the screen the next time, whatever the terminal may have made of it."""
        self._drawn.forget()

    def on_app_focus(self) -> None:
        self.draw_anew()

    def on_resize(self, event: events.Resize) -> None:
        self.draw_anew()
        TooSmall.fit(self.screen, event.size)

    # Endings ------------------------------------------------------------------------------------

    def on_load(self) -> None:
        if self._guarded:
            loop = asyncio.get_running_loop()
            loop.set_exception_handler(self._stray_error)
            wake_for_signals(loop)

    def _stray_error(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, BaseException):
            self.crashed(error)

    def _handle_exception(self, error: Exception) -> None:
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self.crashed(error.error if isinstance(error, WorkerFailed) else error)

    def panic(self, *_renderables: Any) -> None:
        self.crashed(RuntimeError())

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()

    def crashed(self, error: BaseException) -> None:
        """End after an error that nobody foresaw: drafts kept, an incident file without data, status 70."""
        first = not self._last_words
        if first:
            self._last_words = self._write_incident(error)
        self._return_code = CRASHED
        if self._guarded:
            self._deadline.within(CRASH_GRACE, CRASHED)
        if first and self._loop is not None and threading.get_ident() != self._thread_id:
            self._on_loop(self._end_after_crash)
        elif first:
            self._end_after_crash()

    def _end_after_crash(self) -> None:
        self._last_words += self._kept_sentence()
        self._close_messages_no_wait()

    def _write_incident(self, error: BaseException) -> str:
        try:
            path = incident.write(self._incidents, error, self._now(), self._program_version)
        except Exception:
            return "chairtui met an error it did not expect; the incident file could not be written."
        return f"chairtui met an error it did not expect and ended. What it was, without data, is in {path}."

    def _kept_sentence(self) -> str:
        try:
            self.keep_drafts()
            self._put_by()
        except Exception:
            return " What was saved is kept; the text being typed may not be."
        return " What was saved is kept."

    def end_by_signal(self, number: int) -> None:
        """End because the system asks for it: drafts kept, terminal restored, status 128 + n."""
        self._deadline.within(CRASH_GRACE if self.waits() else GRACE, 128 + number)
        self._on_loop(self._leave_for, number)

    def _leave_for(self, number: int) -> None:
        try:
            self.keep_drafts()
            self._put_by()
        finally:
            self.exit(return_code=128 + number)

    def _put_by(self) -> None:
        """Put by what waits, before anything else, and let the end take as long as saving it may."""
        if seconds := self.put_by():
            self._waits = True
            self._deadline.put_off(seconds)

    def interrupted(self) -> None:
        """Say how to leave; an interrupt never ends the program."""
        self._on_loop(self.action_help_quit)

    def terminal_gone(self) -> None:
        """End because nothing will ever be typed again."""
        self.end_by_signal(getattr(signal, "SIGHUP", 1))

    def _on_loop(self, do: Callable[..., object], *args: object) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._in_context, do, *args)

    def _in_context(self, do: Callable[..., object], *args: object) -> None:
        with self._context():
            do(*args)

    def _restore_by_hand(self) -> None:
        restore = getattr(self._driver, "restore_by_hand", None)
        if restore is not None:
            restore()
        self._say_last_words()

    def _say_last_words(self) -> None:
        if self._last_words and sys.__stderr__ is not None:
            try:
                print(self._last_words, file=sys.__stderr__, flush=True)
            except OSError:
                return

    def run_guarded(self) -> int:
        """Run to the end and return the exit status."""
        self._guarded = True
        with unforeseen(self.crashed), ending_signals(self.end_by_signal, self.interrupted):
            try:
                self.run()
            except BaseException as error:
                self.crashed(error)
            if self._waits:
                self._last_words = f"{self._last_words} {self.save_what_waits()}".strip()
            self._deadline.lift()
        self._say_last_words()
        return self.return_code or 0


def run_app(app: SafeApp) -> int:
    """Run the app with every gate closed and return the exit status for `sys.exit`."""
    narrow_permissions()
    return app.run_guarded()
