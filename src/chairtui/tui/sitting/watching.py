"""What goes on beside an open meeting: the file, other writers, the time, and acts that wait to be saved."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from chairtui.core.change import Refused
from chairtui.core.clock_changes import ClockCameRight
from chairtui.core.continuity import HANDED
from chairtui.core.history.log import Damaged
from chairtui.core.listing import how_many
from chairtui.core.sentences.every_event import clock_words
from chairtui.core.vocabulary import Stage
from chairtui.live.ledger import is_unlisted
from chairtui.live.outcome import Came, Outcome
from chairtui.live.ports import Busy, NotSaved
from chairtui.tui.widgets.bars import ELSEWHERE

if TYPE_CHECKING:
    from chairtui.tui.sitting.sitting import Sitting

LOOK_EVERY = 1.0
"""Seconds between two looks at the file and at what others wrote."""
GO_ON_EVERY = 0.25
"""Seconds after which what waits to be saved is tried again."""
JUDGED_EVERY = 60.0
"""Seconds after which a meeting is judged again though nothing was done."""
TYPED = "What you typed stays in memory, and is there when its form is opened again. {0} {1}"
BEING_SAVED = "Another program is holding the file: {0}, to be saved in order when it lets go. Go on."


class Watch:
    """Looks, from a thread, and takes in what it saw, on the screen's own."""

    def __init__(self, sitting: Sitting) -> None:
        """Watch a sitting."""
        self._sitting = sitting
        self.lost = ""
        """What became of the file, or of the log in it."""
        self.trouble = ""
        """Why the last act was not saved."""
        self.typed = ""
        """Why what is half-typed is in memory only."""
        self.ahead: Came | None = None
        """What other writers added and is not taken in yet."""
        self._typed_waits = False
        self._register = ""
        """What another program did to the register of agencies, until it is said."""
        unlisted = is_unlisted(one.row for one in sitting.live.history)
        self._judged_at = -JUDGED_EVERY if unlisted else sitting.desk.clock.elapsed()
        self.doubts_clock = False
        """Whether it was said that the clock can hardly be right, and it is not right yet."""

    @property
    def not_saved(self) -> str:
        """Why not everything is saved, and what to do; empty while all is."""
        typed = TYPED.format(self.typed, ELSEWHERE) if self.typed else ""
        return self.lost or self.trouble or typed

    @property
    def waits(self) -> str:
        """What waits to be saved and becomes of it; empty while nothing does."""
        count = len(self._sitting.waiting)
        if not count:
            return BEING_SAVED.format("what you typed waits") if self._typed_waits else ""
        return BEING_SAVED.format("what you did waits" if count == 1 else f"{count} acts wait")

    def look(self) -> Came | None:
        """Find out, in any thread, what became of the file and of the meeting.

        While a form is open over the meeting what came is only shown, and taken in once that is closed: what
        is saved in it is known to be written without it, and a contradiction is seen as one.
        """
        fault = self._sitting.desk.machine.fault()
        self._register = self._register or self._sitting.desk.machine.read_register()
        if self.lost and not fault:
            self.trouble = ""  # the file is safe again, and what could not be saved then is not shown as done
        self.lost = f"Not saved: {fault}. {ELSEWHERE}" if fault else ""
        if self.lost or len(self._sitting.waiting):
            return None
        try:
            self.ahead = self._sitting.live.came(self.ahead)
            return self.ahead
        except (NotSaved, Damaged) as trouble:
            self.lost = str(trouble)
            return None

    def take_in(self, came: Came | None) -> str | None:
        """Take in what other writers added, and judge again when it is time; say what came, in a sentence.

        Nothing is returned where nothing has changed.
        """
        live, now = self._sitting.live, self._sitting.desk.clock.elapsed()
        self.keep_typed()
        before = live.outcome
        taken = came is not None and live.take_in(came)
        if taken:
            self.ahead = None
        register, self._register = self._register, ""
        if register:
            self._sitting.__dict__.pop("people", None)
        if not taken and not register and now - self._judged_at < JUDGED_EVERY:
            return None
        if self.lost or len(self._sitting.waiting):
            return register if taken or register else None
        self._judged_at = now
        right: list[str] = []
        if before.meeting.id:
            with suppress(Refused, NotSaved):  # it is tried again in a minute; who does something is told
                signed = live.outcome.meeting.stage is Stage.SIGNED
                noted = live.keep_ledger() if signed else live.do()
                right = [clock_words(one) for one in noted.events if isinstance(one, ClockCameRight)]
        after = live.outcome
        if taken or register:
            told = _told(came, self._sitting.desk.settings.name) if taken else ""
            return " ".join(filter(None, (told, register, *right)))
        same = after.meeting is before.meeting and after.verdicts == before.verdicts
        return None if same else " ".join(right)

    def new_doubt(self) -> str:
        """Return a sentence if the clock can hardly be right; empty where that was said already."""
        doubt, said = self._sitting.live.clock_doubt, self.doubts_clock
        self.doubts_clock = bool(doubt)
        return "" if said else doubt

    def keep_typed(self) -> None:
        """Try again to store what is half-typed and could not be stored."""
        self.typed, self._typed_waits = "", False
        try:
            self._sitting.desk.drafts.again()
        except Busy:
            self._typed_waits = True
        except NotSaved as trouble:
            self.typed = str(trouble)

    def go_on(self, saved: Callable[[Outcome], None], refused: Callable[[str], None]) -> None:
        """Save what waits, as far as it goes, and tell of each act what became of it."""
        try:
            for act in self._sitting.waiting.go_on():
                if act.outcome is None:
                    refused(f"Not done after all: {act.refusal}")
                else:
                    saved(act.outcome)
        except NotSaved as trouble:
            self.trouble = f"{trouble} {ELSEWHERE}"
        else:
            self.trouble = ""


def _told(came: Came | None, name: str) -> str:
    """Say how much came, and who wrote it."""
    if came is None:
        return ""
    new = [one for one in came.new if not isinstance(one.event, HANDED)]  # who did that was told then
    writers = [one for one in dict.fromkeys(each.row.actor for each in new) if one]
    by = ", ".join("you, elsewhere" if one == name else one for one in writers)
    count = how_many(len(new), "entry", "entries")
    return f"{count} came in, written by {by or 'somebody'}." if new else ""
