"""What surrounds a step and what time brings: header, minimum, steps, warnings, what others wrote."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from textual.app import ComposeResult

from chairtui.core.clock_changes import ClockCameRight, ClockWentBack
from chairtui.core.continuity import LogAccepted
from chairtui.core.sentences.every_event import clock_words
from chairtui.core.vocabulary import Stage
from chairtui.live.outcome import Came, Outcome
from chairtui.standards.placed import WarningRow
from chairtui.standards.verdict import Announced
from chairtui.tui.keys import STEPS, Where, key_of, with_keys
from chairtui.tui.rows.practice import instruction
from chairtui.tui.rows.progress import progress, step_rows, steps_so_far, with_to_do
from chairtui.tui.rows.warnings import ANNOUNCED, View, counted, gravest, panel_rows, row_at
from chairtui.tui.rows.warnings import COLUMNS as WARNINGS
from chairtui.tui.sitting.masking import SHOW_FIRST
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.sitting.watching import GO_ON_EVERY, LOOK_EVERY
from chairtui.tui.steps.headlines import Headlines
from chairtui.tui.steps.rows_of_a_step import RowsOfAStep
from chairtui.tui.steps.side_by_side import SideBySide
from chairtui.tui.steps.step_line import StepLine
from chairtui.tui.steps.warnings_panel import How, WarningLines
from chairtui.tui.terminal.each import each
from chairtui.tui.widgets.bars import Bar, KeyBar
from chairtui.tui.widgets.board import Board
from chairtui.tui.widgets.guide import Guide
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.words import join, say

ALOUD = frozenset({Announced.STOP, Announced.WARN})
"""What is announced by a reversed block where it stands; a prompt is only seen there."""

PANEL_KEYS = with_keys("{choose}: opens it  {contacted}: called  {waive}: reason  {not_now}: not now")
"""What can be done with a row of warnings."""
NEEDED = ("#header", "#minimum", "#not-saved", "#steps", "#body", "#warnings", "#top", "#folded", "KeyBar")
"""What is written to."""


class Surroundings(RowsOfAStep):
    """A screen with one step of a meeting: header, minimum, steps, warnings, keys."""

    CSS_PATH = Path(__file__).with_name("surroundings.tcss")
    AUTO_FOCUS = "#body"

    def __init__(self, sitting: Sitting) -> None:
        """Show one step of a sitting."""
        super().__init__(sitting)
        self._looking = False
        self._told = ("", "")
        self._minute: datetime | None = None

    @property
    def sealed(self) -> bool:
        """Whether the record is signed: it takes no more of most."""
        return self.sitting.shown.meeting.stage is Stage.SIGNED

    @property
    def places(self) -> tuple[Where, ...]:
        """The places whose acts the footer names, in its order."""
        return Where.MEETING, self.WHERE

    # What is shown ------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        yield Headlines(self.sitting, self.STEP)
        yield StepLine(self.STEP)
        with SideBySide(id="columns"):
            yield Lines(id="steps", wraps=False)
            yield Board(self.COLUMNS, list_id="body", empty=self.EMPTY, id="centre")
            yield Board(
                WARNINGS, list_id="warnings", kind=WarningLines, empty="Nothing to warn of.", id="panel"
            )
        yield Bar(id="top")
        yield Bar(id="folded")
        if self.home_app.guided:
            yield Guide()
        yield KeyBar(Where.MEETING, self.WHERE)

    def on_mount(self) -> None:
        self._parts = [self.query_one(part) for part in NEEDED]
        self.query_one("#body", Lines).followers.append(self.follow)
        self.sitting.go_to(self.STEP)
        self.query_one("#steps", Lines).border_title = "Steps"
        self.show(self.sitting.shown)
        each(self, 1.0, self.pass_time)
        each(self, GO_ON_EVERY, self.go_on)
        each(self, LOOK_EVERY, self.look)
        self.look()

    def show(self, outcome: Outcome) -> None:
        """Show the meeting as it stands; rows that stay the same are not drawn again."""
        self.show_body(outcome)
        self.say_in_frame(self.count())
        self.query_one(Headlines).show(outcome)
        self.show_warnings(outcome)
        self.tell_time()
        self._name_keys()
        if self.home_app.guided:
            self.query_one(Guide).tell(instruction(self.sitting.live.outcome.meeting))

    def on_descendant_focus(self) -> None:
        """Name in the footer the keys of what has the focus now."""
        if self._is_drawn:
            self._name_keys()

    def _name_keys(self) -> None:
        on_them = self.focused is not None and self.focused.id == "warnings"
        self.query_one(KeyBar).show(*((Where.WARNINGS,) if on_them else ()), *self.places)

    def show_warnings(self, outcome: Outcome) -> None:
        """Show the warnings, what each step has still to do, and say aloud what is to be said now."""
        sitting, meeting = self.sitting, outcome.meeting
        seen = sitting.attention(outcome)
        done = progress(meeting, sitting.expected(meeting))
        so_far = steps_so_far(done, seen.to_do)
        self.query_one(StepLine).show(so_far)
        self.query_one("#steps", Lines).show(step_rows(so_far))
        self.query_one("#steps", Lines).go_to(self.STEP)
        warnings = self.query_one("#warnings", Lines)
        sitting.announced(said.row.name for said in sitting.hear(outcome, seen) if said.loud in ALOUD)
        view = View(
            now=sitting.now,
            news=sitting.news,
            unfolded=sitting.unfolded,
            flat=sitting.flat,
            label=sitting.desk.judge.label(meeting),
        )
        panel = self.query_one("#panel", Board)
        panel.show(panel_rows(outcome, seen, sitting.desk.agencies, view), keys=PANEL_KEYS)
        if self.focused is not warnings:  # what is gravest stays in sight
            warnings.action_edge(0)
        counts = counted(meeting, seen)
        loud = ANNOUNCED if sitting.news else ""
        panel.call("Warnings", join((counts, loud)))
        sign = with_to_do(done[self.STEP], seen.to_do.get(self.STEP, 0))
        self.query_one("#folded", Bar).say(
            f" {self.number} {STEPS[self.number - 1]} {sign}   "
            + with_keys("{previous_step} {next_step} steps"),
            join((f"Warnings {counts}  {key_of('warnings')}", loud), " "),
        )
        self.query_one("#top", Bar).say(*gravest(seen, sitting.desk.agencies, sitting.news))
        self._minute = sitting.now.replace(second=0, microsecond=0)
        self.query_one(SideBySide).lie()

    def on_step_line_chosen(self, message: StepLine.Chosen) -> None:
        """Go to a step."""
        self.home_app.go(message.step)

    def on_warning_lines_seen(self, message: WarningLines.Seen) -> None:
        """Unfold a row of warnings, put it off, or show all as one list; one that holds nothing is read."""
        message.stop()
        row = row_at(self.sitting.attention(self.sitting.shown), message.key)
        if message.how is How.ALL:
            self.sitting.flat = not self.sitting.flat
        elif message.how is How.UNFOLD and (row is None or len(row.members) == 1):
            message.lines.post_message(Lines.Asked(message.lines, message.key))
        elif row is None:
            say(self.app, "It stands in no row: it is work of its step.")
        elif message.how is How.UNFOLD:
            self.sitting.unfolded ^= {row.name}
        else:
            self.put_off(row)
        self.show_warnings(self.sitting.shown)

    def put_off(self, row: WarningRow) -> None:
        """Put a row of warnings off; the steps that can change the meeting say how."""

    def is_hidden(self) -> bool:
        """Return whether names and text are hidden, and say so: what would show or ask for them waits."""
        if self.sitting.private:
            say(self.app, SHOW_FIRST, "warning")
        return self.sitting.private

    def mask(self) -> None:
        """Turn names into roles and hide free text, or show them again."""
        self.show(self.sitting.shown)

    # What time brings ---------------------------------------------------------------------------

    def on_screen_resume(self) -> None:
        if self._is_drawn:
            self.tell_time()
            self.look()

    def pass_time(self) -> None:
        """Redraw the header, but under a form only when something is not saved, or is again.

        Whatever changes below a form, the terminal draws the whole screen anew, and a key has to wait for it.
        """
        watch = self.sitting.watch
        if (self.is_active or self._told != (watch.not_saved, watch.waits)) and self._is_drawn:
            self.tell_time()
            if self.is_active and self.sitting.is_news_over:
                self.show_warnings(self.sitting.shown)

    def tell_time(self) -> None:
        """Redraw the header: the only thing that changes with time alone."""
        self._told = (self.sitting.watch.not_saved, self.sitting.watch.waits)
        self.query_one(KeyBar).seal(signed=self.sealed)
        self.query_one(Headlines).tell_time()

    def _not_kept(self, why: str) -> None:
        """Show that what is half-typed is in memory only."""
        self.sitting.watch.typed = why
        self.tell_time()

    def look(self) -> None:
        """Find out beside the screen what became of the file, and what other writers added."""
        if not self._looking:
            self._looking = True
            self.app.run_worker(self._look, thread=True, group="watch")

    def _look(self) -> None:
        came = self.sitting.watch.look()
        if self.is_attached:
            self.app.call_from_thread(self._looked, came)

    def _looked(self, came: Came | None) -> None:
        self._looking = False
        if not self._is_drawn:
            return
        told = self.sitting.watch.take_in(came if self.is_active else None)
        if told is not None:
            self.show(self.sitting.shown)
        else:
            self.pass_time()
            if self.is_active and self._minute != self.sitting.now.replace(second=0, microsecond=0):
                self.show_warnings(self.sitting.shown)  # a moment may have come by time alone
        if doubt := self.sitting.watch.new_doubt():
            say(self.app, doubt, "warning")
        if told:
            say(self.app, "Entries came in." if self.sitting.private and came and came.new else told)

    def go_on(self) -> None:
        """Save what waits for another program."""
        if self.sitting.waiting:
            self.sitting.watch.go_on(self._saved, lambda why: say(self.app, why, "error"))

    def _saved(self, outcome: Outcome) -> None:
        """Show what is saved now, and say it if the clock went back."""
        for event in outcome.events:
            doubted = isinstance(event, ClockWentBack) and self.sitting.watch.doubts_clock
            if isinstance(event, ClockWentBack | ClockCameRight) and not doubted:
                say(self.app, clock_words(event), "warning")
            if isinstance(event, LogAccepted):
                self.sitting.doubts = ()
                self.query_one(Headlines).tell_doubts()
        self.show(self.sitting.seen(outcome))
