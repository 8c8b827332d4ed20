"""How the program ends: by a key, a signal, an error or a terminal that is gone, drafts kept each time."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from textual.app import App
from textual.worker import WorkerFailed

from chairtui.tui.terminal import incident
from chairtui.tui.terminal.guard import (
    CRASH_GRACE,
    CRASHED,
    GRACE,
    Deadline,
    ending_signals,
    unforeseen,
    wake_for_signals,
)


@runtime_checkable
class KeepsDrafts(Protocol):
    """A screen that holds text which is not saved yet."""

    def keep_drafts(self) -> None:
        """Save it now."""


LEAVE_AND_KEEP = {"keep": "Leave, and keep it"}
KEEPS = "Leaving keeps it beside the file: it is shown when the meeting or the form is opened again."
LEAVE_AND_LOSE = {"lose": "Leave, and lose it"}


class EndsWell(App[None]):
    """A Textual app that keeps what was typed before any end, and says what was not saved."""

    def __init__(self, incidents: Path, now: Callable[[], datetime], *, version: str = "") -> None:
        """Make the app; `incidents` is the folder for incident files, `version` the program's in them."""
        super().__init__()
        self._incidents, self._now, self._program_version = incidents, now, version
        self._guarded = False
        self._last_words = ""
        self._waits = False
        """Whether something was put by that is still to be saved."""
        self._deadline = Deadline(self._restore_by_hand)

    # What a subclass may override ---------------------------------------------------------------

    def keep_drafts(self) -> None:
        """Save everything that was typed and is not saved yet; called before any end."""
        for screen in self.screen_stack:
            if isinstance(screen, KeepsDrafts):
                screen.keep_drafts()

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

    # Leaving ------------------------------------------------------------------------------------

    async def action_leave(self) -> None:
        """Leave; what was typed is kept, and what is not saved is said first."""
        self.keep_drafts()
        if not (why := self.unsaved()):
            self.exit()
            return
        from chairtui.tui.widgets.dialogs import Confirm  # no start needs it

        if not isinstance(self.screen, Confirm):
            keeps = self.can_put_by()
            answers = {"stay": "Stay", **(LEAVE_AND_KEEP if keeps else LEAVE_AND_LOSE)}
            why = f"{why} {KEEPS}" if keeps else why
            self.push_screen(Confirm("Not everything is saved.", answers, why), self._leave_if)

    def _leave_if(self, answer: str | None) -> None:
        if answer == "keep":
            self._put_by()
            if trouble := self.kept_nowhere():
                from chairtui.tui.widgets.dialogs import Confirm

                answers = {"stay": "Stay", **LEAVE_AND_LOSE}
                self.push_screen(Confirm("It cannot be kept elsewhere.", answers, trouble), self._leave_if)
                return
        if answer in ("keep", "lose"):
            self.exit()

    async def action_quit(self) -> None:
        await self.action_leave()

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
