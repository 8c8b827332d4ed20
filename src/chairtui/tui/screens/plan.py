"""Step 6, the plan: who does what by when, what if it goes wrong, and who sees each child."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from chairtui.core.actions import AcknowledgeAction, Action, CloseAction, owner_knows
from chairtui.core.carrying import continued
from chairtui.core.chronology import NoteBookingOutcome
from chairtui.core.listing import how_many
from chairtui.core.plan import RemoveFromPlan
from chairtui.core.questions import Question
from chairtui.core.vocabulary import ActionStatus, BookingOutcome, Horizon, Stage, Step
from chairtui.core.with_ids import find, find_or_refuse
from chairtui.live.outcome import Outcome
from chairtui.tui.keys import Where, bindings, with_keys
from chairtui.tui.rows.planning import PLAN, plan_rows
from chairtui.tui.sheets import afterwards, enquiries
from chairtui.tui.sheets import planning as sheets
from chairtui.tui.sheets.capture import action_sheet
from chairtui.tui.sheets.sharing import what_became
from chairtui.tui.sheets.sheet import Sheet
from chairtui.tui.steps.meeting_screen import MeetingScreen
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.dialogs import Confirm
from chairtui.tui.widgets.lines import Row
from chairtui.tui.widgets.words import say

REMOVABLE = ("contingency", "question", "further")


class MakePlan(MeetingScreen):
    """The plan: immediate actions first."""

    STEP = Step.PLAN
    WHERE = Where.PLAN
    COLUMNS = PLAN
    BINDINGS = bindings(Where.PLAN)

    def count(self) -> str:
        number = len(self.sitting.shown.meeting.plan.actions)
        return how_many(number, "action")

    def body(self, outcome: Outcome) -> Sequence[Row]:
        sitting = self.sitting
        return plan_rows(outcome.meeting, sitting.desk.agencies, sitting.now, sitting.counted())

    def kind(self, key: str) -> str:
        meeting = self.sitting.live.outcome.meeting
        action = find(meeting.plan.actions, key.partition("/")[2]) if key.startswith("action/") else None
        if action is None:
            return super().kind(key)
        if action.status is not ActionStatus.OPEN:
            return "action, closed"
        return "action" if owner_knows(meeting, action) else "action, untold"

    # The line under the cursor ------------------------------------------------------------------

    @property
    def _place(self) -> tuple[str, str]:
        """The section and the id of the line under the cursor."""
        kind, _, key = self.row_key.partition("/")
        return kind, key

    @property
    def _horizon(self) -> Horizon:
        """The horizon of a new action: that of the line under the cursor, or the first one."""
        meeting = self.sitting.live.outcome.meeting
        kind, key = self._place
        if kind == "none":
            return Horizon[key]
        action = find(meeting.plan.actions, key)
        if action is not None:
            return action.horizon
        return Horizon.IMMEDIATE if meeting.urgent else Horizon.SHORT_TERM

    def _action(self) -> Action | None:
        action = find(self.sitting.live.outcome.meeting.plan.actions, self._place[1])
        if action is None:
            say(self.app, with_keys("Go to an action first: {action} adds one."))
        return action

    # Acts ---------------------------------------------------------------------------------------

    def action_action(self) -> None:
        """Add an action, at the horizon the cursor is in."""
        self.fill(sheets.new_action_sheet(self.sitting, self._horizon))

    def action_edit_line(self) -> None:
        """Change the line under the cursor."""
        self.open_row(self.row_key)

    def action_done(self) -> None:
        """Note that an action was done, a question answered, or that somebody was seen."""
        kind, key = self._place
        question = find(self.sitting.live.outcome.meeting.plan.questions, key)
        if kind == "question" and question:
            self.fill(afterwards.answer_sheet(self.sitting, question))
            return
        if kind == "seeing":
            self.fill(sheets.seeing_sheet(self.sitting, key, seen=True))
        elif (action := self._action()) and action.status is ActionStatus.OPEN:
            self.fill(afterwards.closing_sheet(self.sitting, action, ActionStatus.DONE))
        elif action:
            self.ask(CloseAction(action_id=action.id, status=ActionStatus.OPEN))

    def action_cancel_action(self) -> None:
        """Withdraw an action, with a reason."""
        if action := self._action():
            self.fill(afterwards.closing_sheet(self.sitting, action, ActionStatus.CANCELLED))

    def action_acknowledge(self) -> None:
        """Note that an absent owner knows of their action."""
        action = self._action()
        if action is None:
            return
        if owner_knows(self.sitting.live.outcome.meeting, action):
            say(self.app, "They know: they took part, lead the meeting, or have said so.")
        else:
            self.ask(AcknowledgeAction(action_id=action.id))

    def action_add_here(self) -> None:
        """Add a line to the section the cursor is in."""
        match self._place[0]:
            case "contingency":
                self.fill(sheets.contingency_sheet(self.sitting))
            case "question":
                self.fill(sheets.question_sheet(self.sitting))
            case "further":
                self.fill(sheets.further_sheet(self.sitting))
            case "seeing" | "conference" | "next" | "enquiry" | "returns":
                self.open_row(self.row_key)
            case _:
                self.action_action()

    def action_remove(self) -> None:
        """Take a contingency, a question or a piece of further information out."""
        kind, key = self._place
        if kind in REMOVABLE and key:
            self.ask(RemoveFromPlan(id=key))
        else:
            say(self.app, "This stays in the record. An action is withdrawn with x, and a reason.")

    def open_row(self, key: str) -> None:
        kind, _, name = key.partition("/")
        plan = self.sitting.live.outcome.meeting.plan
        opens: dict[str, Callable[[], Sheet]] = {
            "none": lambda: sheets.nothing_sheet(self.sitting, Horizon[name]),
            "action": lambda: action_sheet(self.sitting, find(plan.actions, name)),
            "contingency": lambda: sheets.contingency_sheet(self.sitting, find(plan.contingencies, name)),
            "question": lambda: sheets.question_sheet(self.sitting, find(plan.questions, name)),
            "further": lambda: sheets.further_sheet(self.sitting, find(plan.further, name)),
            "seeing": lambda: sheets.seeing_sheet(self.sitting, name),
            "conference": self._conference,
            "next": lambda: afterwards.next_meeting_sheet(self.sitting),
            "enquiry": lambda: enquiries.enquiry_sheet(self.sitting, name),
            "returns": lambda: enquiries.census_sheet(self.sitting, name),
            "carried": lambda: self._taken_up(name),
        }
        if kind in opens:
            self.fill(opens[kind]())
        elif kind == "booking":
            self._ask_booking(name)

    def _conference(self) -> Sheet:
        signed = self.sitting.live.outcome.meeting.stage is Stage.SIGNED
        return (afterwards.held_sheet if signed else afterwards.conference_sheet)(self.sitting)

    def _taken_up(self, carried_id: str) -> Sheet:
        """Return the form that goes on with what was left open: the same action or question."""
        meeting = self.sitting.live.outcome.meeting
        same = find(meeting.plan.actions, carried_id) or find(meeting.plan.questions, carried_id)
        same = same or continued(
            meeting, find_or_refuse(meeting.series.carried, carried_id, "thing left open")
        )
        if isinstance(same, Question):
            return sheets.question_sheet(self.sitting, same)
        return action_sheet(self.sitting, same)

    def _ask_booking(self, booking_id: str) -> None:
        booking = find(self.sitting.shown.meeting.sharing.bookings, booking_id)
        if booking is None:
            return

        def chosen(answer: str | None) -> None:
            if answer is not None:
                self.ask(NoteBookingOutcome(booking_id=booking_id, outcome=BookingOutcome(answer)))

        answers = what_became(booking, self.sitting.now)
        if booking.outcome is not BookingOutcome.PENDING:
            answers |= {BookingOutcome.PENDING.value: "It is not known yet"}
        self.app.push_screen(Confirm(f"{booking.what}: {said(booking.when)}", answers), chosen)
