"""The base of every step: it does what can be done everywhere."""

from __future__ import annotations

from chairtui.core.attendance import RecordPresence
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.calendar.when import say_when
from chairtui.core.change import Refused
from chairtui.core.meeting import ChangeUrgency, StartMeeting
from chairtui.core.sentences.every_event import sentence
from chairtui.core.sentences.names import Names
from chairtui.core.vocabulary import Mode, Stage, Step, YesNo
from chairtui.live.ports import NotSaved
from chairtui.standards.placed import WarningRow
from chairtui.tui.keys import Where, bindings, key_of, with_keys
from chairtui.tui.rows.warnings import ROW, warning_at
from chairtui.tui.sitting.masking import SHOW_FIRST
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.steps.carrying_out import CarriesOut
from chairtui.tui.steps.warnings_panel import WarningLines
from chairtui.tui.widgets.dialogs import Confirm, Reader
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.words import say

URGENT_WITHIN = 4.0
"""Seconds in which the urgent key has to be pressed again."""


class MeetingScreen(CarriesOut):
    """One step of a meeting, with what can be done at every step."""

    BINDINGS = bindings(Where.MEETING)

    def __init__(self, sitting: Sitting) -> None:
        """Show one step of a sitting."""
        super().__init__(sitting)
        self._urgent_at = 0.0

    # Acts ---------------------------------------------------------------------------------------

    def action_step(self, number: int) -> None:
        """Go to a step."""
        self.home_app.go(list(Step)[number - 1])

    def action_next_step(self) -> None:
        """Go to the step after."""
        self.action_step(min(len(Step), self.number + 1))

    def action_previous_step(self) -> None:
        """Go to the step before."""
        self.action_step(max(1, self.number - 1))

    def action_who(self) -> None:
        """Show the register, or go back to the step from which it was opened."""
        self.home_app.go(self.sitting.came_from if self.STEP is Step.WHO else Step.WHO)

    def action_warnings(self) -> None:
        """Go to the warnings, and back again."""
        warnings = self.query_one("#warnings", Lines)
        on_them = self.focused is warnings
        self.set_class(not on_them, "-warnings")
        self.query_one("#body" if on_them else "#warnings", Lines).focus()
        if on_them and self.sitting.news:
            self.sitting.saw_news()
            self.show_warnings(self.sitting.shown)

    def action_start(self) -> None:
        """Start the meeting; one that is planned for another day is asked about first."""
        meeting = self.sitting.live.outcome.meeting
        planned, today = meeting.scheduled_at, local_day(self.sitting.now)
        if meeting.stage is not Stage.PREPARING:
            say(self.app, "The meeting has started already.")
        elif planned and local_day(planned) != today:
            question = f"This meeting is planned for {say_when(planned)}, and today is {say_when(today)}."
            answers = {"leave": "Leave it as it is planned", "start": "Start it now"}
            self.app.push_screen(Confirm(question, answers), self._start_if)
        else:
            self._start()

    def _start_if(self, answer: str | None) -> None:
        if answer == "start":
            self._start()

    def _start(self) -> None:
        """Start the meeting; whoever leads it is here."""
        meeting = self.sitting.live.outcome.meeting
        leads = [line for line in meeting.attendance.register if meeting.attendance.is_chair(line)]
        arrives = [RecordPresence(attendee_id=line.id, mode=Mode.IN_ROOM) for line in leads if not line.here]
        if self.ask(StartMeeting(), *arrives):
            say(self.app, "The meeting has started. First: is each child safe now? (step 2)")

    def action_urgent(self) -> None:
        """Begin or end the urgent mode, at the second press."""
        urgent = self.sitting.live.outcome.meeting.urgent
        if self.sitting.desk.clock.elapsed() - self._urgent_at > URGENT_WITHIN:
            self._urgent_at = self.sitting.desk.clock.elapsed()
            say(
                self.app,
                f"Press {key_of('urgent')} again to {'end' if urgent else 'begin'} the urgent mode.",
                "warning",
            )
            return
        self._urgent_at = 0.0
        if self.ask(ChangeUrgency(urgent=not urgent)) and not urgent:
            asked = self.sitting.live.outcome.meeting.concern.safety.safe is YesNo.UNKNOWN
            self.home_app.go(Step.WHY if asked else Step.PLAN)
            say(
                self.app,
                with_keys("Urgent: nothing stops you. Immediate safety and actions first ({action})."),
                "warning",
            )
            if asked:
                self.home_app.call_after_refresh(self.home_app.ask_about_safety)

    def action_undo(self) -> None:
        """Withdraw what was recorded last."""
        if self.sitting.waiting.take_back():
            self.tell_time()
            say(self.app, "Taken back before it was saved: the last thing you did.")
            return
        act = self.sitting.live.last_act()
        before = self.sitting.live.outcome.meeting
        try:
            after = self.sitting.live.undo().meeting
        except (Refused, NotSaved) as problem:
            say(self.app, str(problem), "warning")
            return
        self.show(self.sitting.shown)
        words = "" if self.sitting.private else sentence(act[-1].event, Names(before, after))
        others = len(act) - 1
        more = f" With it went {others} more {'entry' if others == 1 else 'entries'}." if others else ""
        say(self.app, f"Taken back: {words or 'the last thing.'}{more} The log keeps it all.")

    def action_series(self) -> None:
        """Show each child over all meetings about it."""
        if self.sitting.private:
            say(self.app, SHOW_FIRST, "warning")
        else:
            self.home_app.show_series(self.sitting.live.meeting_id, self.sitting.live.outcome.meeting)

    def action_accept_log(self) -> None:
        """Accept a log that is not what was remembered of it."""
        from chairtui.tui.sheets.continuity import accept_sheet

        if sheet := accept_sheet(self.sitting):
            self.fill(sheet)
        else:
            say(self.app, "There is nothing to accept: the log is what was remembered of it.")

    def action_hand_on(self) -> None:
        """Hand this meeting to another machine."""
        from chairtui.tui.steps.handing import hand_over

        if self.is_hidden():
            return
        hand_over(self.app, self.sitting.desk, self.sitting.live.meeting_id)

    def action_home(self) -> None:
        """Go back to the list of meetings."""
        self.home_app.close_meeting()

    def action_contribution(self) -> None:
        """Write down what an agency shared: of whoever is speaking, unless somebody says otherwise."""
        from chairtui.tui.rows.sharing import called_last
        from chairtui.tui.sheets.capture import contribution_sheet

        self.fill(contribution_sheet(self.sitting, called_last(self.sitting.live.outcome.meeting)))

    def action_action(self) -> None:
        """Write down what someone will do."""
        from chairtui.tui.sheets.capture import action_sheet

        self.fill(action_sheet(self.sitting))

    def on_lines_chosen(self, message: Lines.Chosen) -> None:
        """Open what was chosen: a step, a warning, or a row of this step."""
        message.stop()
        match message.lines.id:
            case "steps":
                self.home_app.go(Step(message.key))
            case "warnings":
                self.open_warning(message.key)
            case _:
                self.open_row(message.key)

    def open_row(self, key: str) -> None:
        """Open a row of this step; the steps say how."""

    def on_warning_lines_answered(self, message: WarningLines.Answered) -> None:
        """Note what was done about a warning, or show where its rule comes from."""
        message.stop()
        from chairtui.tui.sheets.handling import about, warning_sheet

        shown = self.sitting.shown
        key = warning_at(self.sitting.attention(shown), message.key)
        verdict = next((one for one in shown.verdicts if one.id == key), None)
        if verdict is None:
            say(self.app, "Two machines changed this apart: Enter settles it.")
        elif message.what is None:
            self.app.push_screen(Reader(verdict.say, about(self.sitting, verdict)))
        elif sheet := warning_sheet(self.sitting, key, message.what, whole_row=message.key.startswith(ROW)):
            self.fill(sheet)

    def put_off(self, row: WarningRow) -> None:
        """Put a row of warnings off until the next gate, or for ten minutes; the log keeps it."""
        from chairtui.tui.sheets.handling import put_off

        # What rose with time alone has to be on record before it can be put off.
        if self.ask():
            warnings = {one.id for one in self.sitting.live.outcome.meeting.warnings}
            ids = [one.verdict.id for one in row.open if one.verdict.id in warnings]
            self.ask(*put_off(self.sitting.live.outcome, ids))

    def open_warning(self, warning_id: str) -> None:
        """Open a warning: why, whom to call, and what was done; or what two machines changed apart.

        Enter on a row that holds several unfolds it.
        """
        from chairtui.tui.rows.conflicts import PREFIX
        from chairtui.tui.sheets.handling import warning_sheet
        from chairtui.tui.sheets.settling_conflicts import conflict_sheet

        if warning_id.startswith(ROW):
            self.query_one("#warnings", WarningLines).action_read_row()
            return
        opened = conflict_sheet if warning_id.startswith(PREFIX) else warning_sheet
        if sheet := opened(self.sitting, warning_id):
            self.fill(sheet)
