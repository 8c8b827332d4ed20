"""What becomes of acts and typed text that wait for another program when this one has to end."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

from chairtui.core.calendar.when import say_when
from chairtui.live.ports import Busy, NotSaved

if TYPE_CHECKING:
    from textual.app import App

    from chairtui.live.desk import Desk
    from chairtui.live.ports import Drafts
    from chairtui.tui.sitting.sitting import Sitting

NOT_SAVED = "ending/not saved"
"""Under which name the words about what was not saved are kept among the drafts of a meeting."""
PATIENCE = 8.0
"""Seconds for which it is tried to save what waits: few systems give an ending program less."""
LONGEST = PATIENCE + 7.0
"""Seconds that all of it may take: the last try may itself wait for the other program."""
_AGAIN = 0.1
"""Seconds between two tries."""

SAVED = "What waited for another program is saved."
KEPT = "Not saved: {0}. It is kept beside the file, and shown when the meeting or the form is opened again."
LOST = "Not saved, and kept nowhere: {0}. {1}"
WHAT = "The program had to end on {0}, before this was saved. Do it again if it is still so."
READ = {"read": "I have read it"}


class Ending:
    """Puts by what waits, before anything else can end the program, and then tries to save it after all."""

    def __init__(self, desk: Desk, sitting: Sitting | None) -> None:
        """End a sitting, or home."""
        self._desk, self._sitting = desk, sitting
        self._refused: list[str] = []
        self._typed: NotSaved | None = None
        """Why what is half-typed is in memory only."""
        self._kept: NotSaved | None = None
        """Why what waits could not even be put by."""

    def put_by(self) -> bool:
        """Keep what waits where the next opening finds it; say whether anything waits."""
        self._keep_typed()
        words = (
            [(self._sitting.live.meeting_id, NOT_SAVED, self._words())]
            if self._sitting and self._acts
            else []
        )
        try:
            self._desk.drafts.leave(words)
            self._kept = None
        except NotSaved as trouble:
            self._kept = trouble
        return bool(self._acts or self._typed)

    @property
    def trouble(self) -> str:
        """Why what waits could not be put by; empty if it was."""
        return str(self._kept or "")

    def save(self) -> str:
        """Try to save what waits, for as long as the system may let it; return a sentence about it."""
        until = time.monotonic() + PATIENCE
        while (why := self._go_on()) is not None and isinstance(why, Busy) and time.monotonic() < until:
            time.sleep(_AGAIN)
        waits = self.put_by()
        told = [f"Not done after all: {one}" for one in self._refused]
        if not waits:
            return " ".join([*told, SAVED])
        what = _what(self._acts, typed=self._typed is not None)
        told.append(LOST.format(what, self._kept) if self._kept else KEPT.format(what))
        return " ".join(told)

    @property
    def _acts(self) -> int:
        return len(self._sitting.waiting) if self._sitting else 0

    def _go_on(self) -> NotSaved | None:
        """Save what waits as far as it goes; return why it does not go further."""
        if self._sitting and self._acts:
            try:
                self._refused += [act.refusal for act in self._sitting.waiting.go_on() if act.outcome is None]
            except NotSaved as trouble:
                return trouble
            if self._acts:
                return Busy()
        self._keep_typed()
        return self._typed

    def _keep_typed(self) -> None:
        try:
            self._desk.drafts.again()
            self._typed = None
        except NotSaved as trouble:
            self._typed = trouble

    def _words(self) -> str:
        lines = [WHAT.format(say_when(self._desk.clock.now()))]
        with suppress(Exception):  # also after an error that nobody foresaw something has to be said
            lines.extend(self._sitting.waiting.words() if self._sitting else ())
        return "\n".join(lines)


def _what(acts: int, *, typed: bool) -> str:
    done = {0: "", 1: "the last thing you did"}.get(acts, f"the last {acts} things you did")
    return " and ".join(filter(None, (done, "what was half-typed" if typed else "")))


def tell_not_saved(app: App[None], drafts: Drafts, meeting_id: str) -> None:
    """Show what was not saved before the program had to end, until somebody has read it."""
    from chairtui.tui.widgets.dialogs import Confirm

    if not (words := drafts.all(meeting_id).get(NOT_SAVED)):
        return

    def read(answer: str | None) -> None:
        if answer:
            with suppress(NotSaved):  # it is shown once more
                drafts.keep(meeting_id, NOT_SAVED, "")

    app.push_screen(Confirm("Not everything was saved the last time.", READ, words), read)
