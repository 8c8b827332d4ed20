"""The program in the terminal: which screen is shown, and the way between them."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual.notifications import Notification
from textual.screen import Screen

from chairtui import __version__
from chairtui.core.vocabulary import Step
from chairtui.live.clock import lost_time
from chairtui.live.ports import NotSaved
from chairtui.tui.keys import Where, bindings
from chairtui.tui.terminal.idle import LOOK_EVERY, Idle
from chairtui.tui.terminal.safe_app import SafeApp, run_app
from chairtui.tui.terminal.under_cover import Opener
from chairtui.tui.widgets.bars import ELSEWHERE
from chairtui.tui.widgets.words import say

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting
    from chairtui.live.desk import Desk
    from chairtui.live.settings import Settings
    from chairtui.tui.sitting.ending import Ending
    from chairtui.tui.sitting.sitting import Sitting
    from chairtui.tui.steps.rows_of_a_step import RowsOfAStep

STEP_SCREENS = {
    Step.WHO: "who:WhoIsHere",
    Step.WHY: "why:WhyWeMeet",
    Step.KNOW: "know:WhatWeKnow",
    Step.MEAN: "mean:WhatItMeans",
    Step.DECIDE: "decide:Decide",
    Step.PLAN: "plan:MakePlan",
    Step.READ_BACK: "read_back:ReadBack",
}
"""Module and class of each step's screen; imported when the step is first shown."""

NEXT = (
    *(f"tui.screens.{place.partition(':')[0]}" for place in STEP_SCREENS.values()),
    *(f"tui.sheets.{name}" for name in ("capture", "handling", "person", "register")),
)
"""What a meeting needs once it is open: loaded while its first step is drawn, so that no other opens late."""

WARM_AFTER = 0.5
"""Seconds after the first paint before the next screen is loaded: nobody waits for it."""


class ChairtuiApp(SafeApp):
    """Home, the meetings, and the way between them."""

    TITLE = "chairtui"
    BINDINGS = bindings(Where.PRACTICE)
    CSS_PATH = Path(__file__).with_name("app.tcss")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (108, "-wide"), (160, "-broad"), (180, "-vast")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-tall"), (50, "-high")]
    by_lines = False
    """Whether its screens are read out, and rows named by their words."""

    def __init__(self, desk: Desk, *, guided: bool = False) -> None:
        """Open the program at a desk; `guided` through a first meeting, one instruction after the other."""
        super().__init__(desk.incidents, desk.clock.now, version=__version__, theme=desk.settings.theme)
        self.guided = guided
        self.desk = desk
        self.sitting: Sitting | None = None
        self.private = False
        """Whether names and text are hidden, on home and in every meeting alike."""
        self._ending: Ending | None = None
        self._notices: list[Notification] = []
        """The notices that were up when names and text were hidden."""
        self._idle = Idle(self, desk.clock.elapsed, self._cover_after, self.action_cover_all)

    def on_mount(self) -> None:
        """Show home, or on the first start ask who is using the program."""
        super().on_mount()
        self.push_screen(self._screen("home:Home", self.desk))
        self.set_timer(WARM_AFTER, self.warm)
        self.set_interval(LOOK_EVERY, self._idle.look)
        if self.desk.news:
            say(self, self.desk.news, "warning")
        if lost := lost_time(self.desk.clock.now()):
            say(self, lost, "warning")
        if not self.desk.settings.complete:
            self.push_screen(self._screen("first_start:FirstStart", self.desk))

    def warm(self) -> None:
        """Load in the background what reading the first meeting needs; the rest comes when it is opened."""
        self.run_worker(partial(self._load, "core.history.log"), thread=True, group="warm")

    def _load(self, *names: str) -> None:
        """Load modules of the program: any thread may, and nobody waits for it."""
        known = len(sys.modules)
        for name in names:
            import_module(f"chairtui.{name}")
        if len(sys.modules) > known:
            gc.freeze()  # the program itself stays: it need not be looked through again and again
        if not gc.isenabled():
            gc.enable()

    def open_meeting(self, meeting_id: str, step: Step | None = None, rows: Sequence[str] = ()) -> None:
        """Open a meeting, at a step and the first of some rows; one whose log was changed is not shown."""
        from chairtui.core.history.log import Damaged  # home needs none of them
        from chairtui.tui.sitting.ending import tell_not_saved
        from chairtui.tui.sitting.sitting import Sitting

        try:
            self.sitting = Sitting(self.desk, meeting_id)
        except (Damaged, NotSaved) as trouble:
            say(self, str(trouble), "error")
            return
        self.run_worker(partial(self._load, *NEXT), thread=True, group="warm")
        self.run_worker(self.sitting.read_people, thread=True, group="people")
        self.sitting.private = self.private
        if told := self.desk.take_in_series(self.sitting.live):
            say(self, told, "warning")
        if told := self.sitting.not_linked():
            say(self, told, "warning")
        screen = self._step_screen(step or self.sitting.step)
        cast("RowsOfAStep", screen).begins_at = rows
        self.push_screen(screen)
        if doubt := self.sitting.watch.new_doubt():
            say(self, doubt, "warning")
        if not self.private:
            tell_not_saved(self, self.desk.drafts, meeting_id)

    def used(self) -> None:
        self._idle.used()

    def opener(self) -> Opener:
        from chairtui.tui.sitting.opening import opener_of  # no start needs it

        return opener_of(self.desk.door)

    def _cover_after(self) -> int:
        from chairtui.live.idle import cover_after  # nobody waits for the rules

        return cover_after(self.desk)

    def waits(self) -> bool:
        return bool(self.sitting and (self.sitting.watch.waits or self.sitting.watch.not_saved))

    def put_by(self) -> float:
        from chairtui.tui.sitting.ending import LONGEST, Ending

        self._ending = Ending(self.desk, self.sitting)
        return LONGEST if self._ending.put_by() else 0.0

    def can_put_by(self) -> bool:
        return not self.desk.machine.fault()  # it would lie beside another file

    def kept_nowhere(self) -> str:
        return self._ending.trouble if self._ending else ""

    def save_what_waits(self) -> str:
        return self._ending.save() if self._ending else ""

    def go(self, step: Step) -> None:
        """Show another step of the open meeting."""
        if self.sitting is not None and step is not self.sitting.step:
            self.draw_anew()
            self.draw_in_one(self.switch_screen(self._step_screen(step)))

    def ask_about_safety(self) -> None:
        """Ask whether each child is safe now, over the step that is shown."""
        from chairtui.tui.sheets.concern import safety_sheet
        from chairtui.tui.steps.meeting_screen import MeetingScreen

        if self.sitting and isinstance(self.screen, MeetingScreen):
            self.screen.fill(safety_sheet(self.sitting))

    def close_meeting(self) -> None:
        """Go back to home, once nothing waits to be saved any more."""
        if self.sitting and self.sitting.waiting:
            say(self, self.sitting.watch.waits, "warning")
            return
        self.sitting = None
        self.pop_screen()

    def go_home(self) -> None:
        """Leave what stands over home."""
        self.sitting = None
        while len(self.screen_stack) > 2:
            self.pop_screen()

    def unsaved(self) -> str:
        if fault := self.desk.machine.fault():
            return f"{fault}. {ELSEWHERE} Without that, all that is not in another copy is lost."
        if self.sitting and self.sitting.waiting:
            return self.sitting.watch.waits
        return f"Something half-typed is in memory only. {why}" if (why := self._not_stored()) else ""

    def _not_stored(self) -> str:
        """Say why something half-typed is in memory only, or nothing if all is stored."""
        try:
            self.desk.drafts.again()
        except NotSaved as trouble:
            return str(trouble)
        return ""

    def action_keep_elsewhere(self) -> None:
        """Go on in another place, where nothing can be saved any more."""
        from chairtui.tui.sitting.keeping_elsewhere import ALL_WELL, Elsewhere, keep_elsewhere

        if isinstance(self.screen, Elsewhere):
            return
        if (self.sitting and self.sitting.watch.not_saved) or self.desk.machine.fault() or self._not_stored():
            history = self.sitting.live.history if self.sitting else ()
            keep_elsewhere(self, self.desk, [one.row for one in history])
        else:
            say(self, ALL_WELL)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.guided if action == "end_practice" else super().check_action(action, parameters)

    def action_end_practice(self) -> None:
        """End the guided practice, and leave everything open."""
        from chairtui.tui.widgets.guide import Guide

        self.guided = False
        for screen in self.screen_stack:
            for guide in screen.query(Guide):
                guide.tell("")
        say(self, "The practice is over; the invented meetings stay open.")

    def search(self) -> None:
        """Search every meeting."""
        self.push_screen(self._screen("search:Search", self.desk))

    def show_series(self, meeting_id: str, now: Meeting | None = None) -> None:
        """Show each child of a meeting over all meetings about it; `now` is that meeting where it is open."""
        self.push_screen(self._screen("series:ChildSeries", self.desk, meeting_id, now))

    def show_agreed(self) -> None:
        """Show everything that was agreed, over all meetings."""
        self.push_screen(self._screen("agreed:Agreements", self.desk))

    def show_agencies(self) -> None:
        """Open the register of agencies."""
        self.push_screen(self._screen("agencies:AgencyRegister", self.desk))

    def show_audit(self) -> None:
        """Open the audit over all meetings."""
        self.push_screen(self._screen("audit:Audit", self.desk))

    def begin(self, settings: Settings) -> None:
        """Keep what the first start asked, and show home for whoever it is.

        Raises:
            NotSaved: the settings could not be written.
        """
        self.desk = self.desk.for_person(settings)
        self.call_after_refresh(self._show_home)

    def practise(self) -> None:
        """Open the invented meetings, in a folder that is thrown away."""
        if self.desk.demonstration:
            say(self, "This is the demonstration.")
            return
        say(self, "Making the invented meetings …")
        self.run_worker(self._make_practice, thread=True, exclusive=True)

    def _make_practice(self) -> None:
        desk = self.desk.machine.practise()
        self.call_from_thread(self.when_free.do, partial(self._practise_at, desk), self._at_home)

    def _practise_at(self, desk: Desk) -> None:
        self.desk = desk
        self._show_home()

    def _at_home(self) -> bool:
        """Say whether nothing stands over home, below which there is only Textual's own screen."""
        return len(self.screen_stack) <= 2

    def _show_home(self) -> None:
        """Show home alone, for the desk as it is now."""
        self.go_home()
        self.switch_screen(self._screen("home:Home", self.desk))

    def action_next_theme(self) -> None:
        """Go to the next look, and keep it."""
        super().action_next_theme()
        if self.desk.settings.complete:
            try:
                self.desk = self.desk.with_theme(self.theme)
            except NotSaved as trouble:
                say(self, str(trouble), "warning")

    def action_privacy(self) -> None:
        """Hide names and text everywhere, or show them: home and the meeting mask themselves.

        What stands over them is covered as it is, and is there again afterwards; so are the notices.
        """
        from chairtui.tui.terminal.covering import cover  # no start needs it

        self.private = not self.private
        if self.sitting is not None:
            self.sitting.private = self.private
        self._hide_notices()
        cover(self.screen_stack[1:], hidden=self.private)
        say(self, "Names and text are hidden: F8 shows them." if self.private else "Names are shown.")
        self.when_free.go_on()

    def _hide_notices(self) -> None:
        """Take away the notices that are up, or give back those that were."""
        given_back, self._notices = self._notices, [*self._notifications] if self.private else []
        self.clear_notifications()
        for notice in given_back:
            self.notify(notice.message, title=notice.title, severity=notice.severity, markup=False)

    def _step_screen(self, step: Step) -> Screen[None]:
        return self._screen(STEP_SCREENS[step], self.sitting)

    def _screen(self, name: str, *given: object) -> Screen[None]:
        module, _, screen = name.partition(":")
        made: Screen[None] = getattr(import_module(f"chairtui.tui.screens.{module}"), screen)(*given)
        return made


def run(desk: Desk, *, guided: bool = False) -> int:
    """Run the program at a desk, guided or not, and return its exit status."""
    return run_app(ChairtuiApp(desk, guided=guided))
