"""What home lists: read in the background, and shown with what is found out of it later."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.worker import get_current_worker

from chairtui.core.calendar.deadlines import local_day
from chairtui.core.calendar.when import say_when
from chairtui.core.vocabulary import FollowKind
from chairtui.live.library import PAGE, DuePart, Listed, Part
from chairtui.live.ports import NotSaved
from chairtui.live.ready import Ready
from chairtui.tui.keys import with_keys
from chairtui.tui.rows.home import MEETINGS, doubted_words, home_rows
from chairtui.tui.rows.next_to_do import in_order, late_words, next_to_do
from chairtui.tui.terminal.whole import Whole
from chairtui.tui.widgets.bars import ELSEWHERE, Bar, NotSavedBar
from chairtui.tui.widgets.board import Board
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.words import say

if TYPE_CHECKING:
    from chairtui.live.desk import Desk
    from chairtui.tui.app import ChairtuiApp

EMPTY = with_keys(
    "No meeting yet.\n\n"
    "Do you chair? Press {new_meeting} to make one; seven steps lead through it.\n"
    "Do you prepare it, as the social worker? Press {new_meeting} too, invite from step 1, and "
    "{hand_on_home} hands it to whoever chairs.\n\n"
    "{receive} takes in one that was handed over, and so does: chairtui import FILE\n"
    "{demonstration} opens invented meetings to practise on."
)


class HomeList(Whole):
    """A list of meetings, read and shown."""

    def __init__(self, desk: Desk) -> None:
        """Show what a desk has."""
        super().__init__()
        self._desk = desk
        self._ready: dict[str, Ready] = {}
        self._known: set[str] = set()
        """The meetings that were in the list when it was last read."""
        self._wanted: dict[StrEnum, int] = {}
        """How many pages of each part are shown, where it is more than one."""
        self._left: dict[StrEnum, int] = {}
        self._late = 0
        """How many actions are late, over all meetings."""
        self._follow: Mapping[FollowKind, int] = {}
        """What else is late over all of them, by its kind."""
        self._opens = True
        """Whether the cursor has still to go to what is next to do."""
        self._held = ExitStack()
        """Nothing is drawn before it is closed."""

    def look(self) -> None:
        """Read the list again in the background while it is what is looked at."""
        reading = any(worker.group == "list" and worker.is_running for worker in self.workers)
        if self.is_active and not reading:
            self.run_worker(partial(self._read, ready=False), thread=True, group="list")

    def read(self) -> None:
        """Read the list in the background, and find out how ready the meetings to come are."""
        self.run_worker(self._read, thread=True, exclusive=True, group="list")

    def _read(self, *, ready: bool = True) -> None:
        try:
            self._read_list(ready=ready)
        finally:
            self.app.call_from_thread(self._held.close)

    def _read_list(self, *, ready: bool) -> None:
        fault = self._desk.machine.fault()
        self.app.call_from_thread(self._tell, f"{fault}. {ELSEWHERE}" if fault else "")
        if fault:
            return
        try:
            meetings = self._meetings()
        except NotSaved as trouble:
            self.app.call_from_thread(say, self.app, str(trouble), "error")
        else:
            now = self._desk.clock.now()
            self._late = self._desk.library.due_count(DuePart.OVERDUE, now)
            self._follow = self._desk.library.following_late(local_day(now).isoformat())
            unknown = self._take_noted(meetings)
            self.app.call_from_thread(self._show, meetings)
            self.app.call_from_thread(self._held.close)
            self._find_doubts(meetings)
            if ready or {one.id for one in meetings} - self._known or self._is_over(unknown):
                self._find_readiness(meetings, unknown)
            self._known = {one.id for one in meetings}

    def _meetings(self) -> list[Listed]:
        """Return what is not signed, what is to be sent and what is done: of each as many pages as wanted."""
        library = self._desk.library
        listed: list[Listed] = []
        for part in (Part.OPEN, Part.TO_SEND, Part.DONE):
            page = self._pages(part, partial(library.meetings, part=part))
            self._left[part] = library.count(part) - len(page)
            listed += page
        return listed

    def _pages(self, part: StrEnum, page: Callable[..., Sequence[Listed]]) -> list[Listed]:
        """Return as many pages of a part as were asked for, each after the last row of the one before."""
        rows: list[Listed] = []
        for _ in range(self._wanted.get(part, 1)):
            following = page(after=rows[-1].key if rows else "")
            rows += following
            if len(following) < PAGE:
                break
        return rows

    def _find_doubts(self, meetings: list[Listed]) -> None:
        """Say which meetings have a log that is not what was remembered of it."""
        with suppress(NotSaved):  # the list has said so
            doubted = self._desk.log.doubts()
            names = [one.reference for one in meetings if one.id in doubted]
            words = doubted_words(names, len(doubted))
            self.app.call_from_thread(self._doubt, words)

    def _doubt(self, words: str) -> None:
        for bar in self.query("#log").results(NotSavedBar):  # none, where home is not drawn yet or any more
            bar.say(words)

    def _take_noted(self, meetings: list[Listed]) -> list[str]:
        """Take in what is noted of what the rules say of meetings; return those of which nothing holds."""
        hold, unknown = self._desk.kept_ready(meetings)
        listed = {one.id for one in meetings}
        self._ready = {one: ready for one, ready in self._ready.items() if one in listed} | hold
        return unknown

    def _is_over(self, meeting_ids: list[str]) -> bool:
        """Say whether what was found out here of one of these meetings does not hold by now."""
        now, by = self._desk.clock.now(), self._desk.machine.rules_mark()
        known = (self._ready[one] for one in meeting_ids if one in self._ready)
        return any(not one.holds(now, by) for one in known)

    def _find_readiness(self, meetings: list[Listed], unknown: list[str]) -> None:
        """Find out what the rules say of these meetings, once the list is there to be read."""
        worker, ready = get_current_worker(), dict[str, Ready]()
        for meeting_id in unknown:
            if worker.is_cancelled:
                return
            if found_out := self._desk.found_out(meeting_id):
                ready[meeting_id] = found_out
        if ready:
            self._ready |= ready
            self.app.call_from_thread(self._show, meetings)

    def _tell(self, fault: str) -> None:
        for bar in list(self.query(NotSavedBar))[:1]:
            bar.say(fault)

    @property
    def _is_drawn(self) -> bool:
        """Whether its parts are there: not yet while it comes, no longer while another takes its place."""
        return self.is_mounted and all(self.query(part) for part in ("#late", "#meetings", "Board"))

    def _show(self, meetings: list[Listed]) -> None:
        if self._is_drawn:
            private = cast("ChairtuiApp", self.app).private
            now = self._desk.clock.now()
            meetings = [one.counting(self._ready.get(one.id)) for one in meetings]
            rows = home_rows(meetings, now, private=private, ready=self._ready, left=self._left)
            board = self.query_one(Board)
            board.show(rows, EMPTY, MEETINGS)
            board.look_ahead(in_order(meetings, self._ready, now))
            board.call("Meetings", f"{len(meetings) + sum(self._left.values()):,}")
            late, *shorter = late_words(meetings, self._late, now, self._follow)
            self.query_one("#late", Bar).say(late, f"{say_when(now)} ", shorter)
            if self._opens and meetings:
                self._opens = False
                board.lines.go_to(next_to_do(meetings, self._ready, now)[0])
            self.call_after_refresh(self._explain)

    def _explain(self) -> None:
        """Say what the signs mean while nothing else needs the line."""
        if self._is_drawn:
            legend, lines = self.query_one("#legend", Bar), self.query_one("#meetings", Lines)
            legend.display = len(lines.rows) < lines.size.height + legend.display

    def on_resize(self) -> None:
        self.call_after_refresh(self._explain)
