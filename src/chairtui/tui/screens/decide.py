"""Step 5, the decision: what is decided for each child and why, who agrees, and what is settled after it."""

from __future__ import annotations

from collections.abc import Sequence

from chairtui.core.change import Command
from chairtui.core.decision import Decision, TakePosition, position_of, standing, was_there
from chairtui.core.rooms import record_type, type_now
from chairtui.core.vocabulary import Horizon, Stage, Step, Topic, View
from chairtui.core.with_ids import find
from chairtui.live.outcome import Outcome
from chairtui.standards.verdict import Expected
from chairtui.tui.keys import Where, bindings, with_keys
from chairtui.tui.rows.deciding import DECISION, decision_rows, first_undecided, without_words
from chairtui.tui.rows.positions import Asked, position_at
from chairtui.tui.rows.room import room_row
from chairtui.tui.sheets import deciding as sheets
from chairtui.tui.sheets import settling
from chairtui.tui.sheets.gate import gate_sheet, stops
from chairtui.tui.sheets.planning import new_action_sheet
from chairtui.tui.sheets.sheet import Sheet
from chairtui.tui.sitting.sitting import Sitting, agency_title
from chairtui.tui.steps.room_in_sight import RoomInSight
from chairtui.tui.widgets.dialogs import Reader
from chairtui.tui.widgets.lines import Lines, Row
from chairtui.tui.widgets.words import say

NO_VIEW_HERE = with_keys(
    "Nothing is noted: go to somebody's line under “Who agrees”, where {agrees} notes that they agree and "
    "{position} another view."
)


class Decide(RoomInSight):
    """The decision, its reasons, the positions, and what follows from them."""

    STEP = Step.DECIDE
    WHERE = Where.DECISION
    COLUMNS = DECISION
    BINDINGS = bindings(Where.DECISION)

    def __init__(self, sitting: Sitting) -> None:
        """Show the decision of a sitting."""
        super().__init__(sitting)
        self._decided: frozenset[str] | None = None

    def show(self, outcome: Outcome) -> None:
        """Show the decision, at first the first child without one, and then what was decided last."""
        super().show(outcome)
        decided = frozenset(one.id for one in standing(outcome.meeting))
        if self._decided is None:
            self.query_one("#body", Lines).go_to(first_undecided(outcome.meeting))
        elif new := sorted(decided - self._decided):
            self.query_one("#body", Lines).go_to(f"decision/{new[-1]}")
        self._decided = decided

    def kind(self, key: str) -> str:
        meeting, kind = self.sitting.live.outcome.meeting, super().kind(key)
        if kind in ("child", "type") and meeting.stage is Stage.PREPARING:
            return f"{kind}, not begun"
        if kind == "type" and not self._without_minimum():
            return "type, met"
        if kind == "without" and meeting.deciding.decisions:
            return "without, decided"
        if kind == "position" and (asked := position_at(meeting, key)):
            position = meeting.deciding.view(asked[0].id, asked[1].id) if asked[1] else None
            agrees = position is not None and position.view is View.AGREE
            return "position, said" if agrees or asked[1] is None or not was_there(*asked) else kind
        return kind

    def idle(self) -> frozenset[str]:
        stage = self.sitting.shown.meeting.stage
        return frozenset({"decide"} if stage in (Stage.PREPARING, Stage.SIGNED) else ())

    def count(self) -> str:
        children = len(self.sitting.shown.meeting.concern.children)
        return f"{children - len(self.sitting.shown.meeting.undecided)} of {children} decided"

    def body(self, outcome: Outcome) -> Sequence[Row]:
        agencies = self.sitting.desk.agencies
        unfolded = None if self.home_app.by_lines else self.sitting.unfolded  # there a row is named by words
        rows = decision_rows(outcome.meeting, self._expected, agencies, unfolded)
        return [*rows, *room_row(outcome.meeting)]

    @property
    def _expected(self) -> tuple[Expected, ...]:
        """Who should be there; the roles are the same whether or not names are shown."""
        return self.sitting.expected(self.sitting.live.outcome.meeting)

    # The line under the cursor ------------------------------------------------------------------

    def _asked(self) -> Asked | None:
        """Return whose view of which decision the cursor is on; elsewhere nothing, and say where to go."""
        if asked := position_at(self.sitting.live.outcome.meeting, self.row_key):
            return asked
        if self.row_key.startswith(("nobody/", "absent/")):
            say(self.app, "They were not there when it was decided: they have no view of it to be noted.")
        else:
            say(self.app, NO_VIEW_HERE)
        return None

    # Acts ---------------------------------------------------------------------------------------

    def action_decide(self) -> None:
        """Write the decision; what is open at its gate is asked first, and recorded together with it."""
        kind, _, key = self.row_key.partition("/")
        meeting = self.sitting.live.outcome.meeting
        open_for = [child.id for child in meeting.undecided]
        if kind == "decision":
            self._decide(find(meeting.deciding.decisions, key))
        elif open_for:
            self._decide(None, (key,) if kind == "child" and meeting.deciding.decisions else open_for)
        elif len(stand := standing(meeting)) == 1:
            self._decide(stand[0])
        else:
            say(self.app, with_keys("Go to the decision first that {decide} is to change: several stand."))

    def _decide(self, old: Decision | None, children: Sequence[str] = ()) -> None:
        stage = self.sitting.live.outcome.meeting.stage
        if stage is Stage.PREPARING:
            say(
                self.app,
                with_keys("Start the meeting first ({start}): a decision is taken in it."),
                "warning",
            )
            return
        if stage is Stage.SIGNED:
            say(self.app, "The record is signed: late information is added at step 7, with n.", "warning")
            return
        if not self.ask():
            return

        def form(handled: Sequence[Command] = ()) -> Sheet:
            return sheets.decision_sheet(self.sitting, old, children=children, handled=handled)

        asked = stops(self.sitting)
        self.fill(gate_sheet(self.sitting, asked, form) if asked else form())

    def action_position(self) -> None:
        """Note an agency's view."""
        if asked := self._asked():
            self.fill(settling.position_sheet(self.sitting, *asked))

    def action_agrees(self) -> None:
        """Note that an agency agrees."""
        asked = self._asked()
        if asked is None:
            return
        if asked[1] and not was_there(*asked):
            say(self.app, "They were not there when it was decided: they cannot be recorded as agreeing.")
        else:
            self.ask(TakePosition(position=position_of(*asked, view=View.AGREE)))

    def action_action(self) -> None:
        """Add an action; on the line of somebody who is absent, one to hear from them."""
        kind, _, key = self.row_key.partition("/")
        asked = position_at(self.sitting.live.outcome.meeting, self.row_key)
        role = next((one for one in self._expected if kind == "nobody" and one.key == key), None)
        if role or (asked and not was_there(*asked)):
            title = role.title if role else agency_title(self.sitting, asked[0]) if asked else ""
            key = role.key if role else asked[0].id if asked else ""
            what = f"Find out what {title} knows about the child, and tell the chair"
            why = "They were not there: the decision is reviewed when this is known."
            self.fill(new_action_sheet(self.sitting, Horizon.SHORT_TERM, what=what, why=why, answers=(key,)))
        else:
            super().action_action()

    def action_annotate(self) -> None:
        """Add words beside the "decided without" statement."""
        meeting = self.sitting.live.outcome.meeting
        statement = without_words(meeting, self._expected, self.sitting.desk.agencies)
        if statement and meeting.deciding.decisions:
            self.fill(settling.without_sheet(self.sitting, statement))
        else:
            say(self.app, "Nobody was missing when it was decided, or nothing is decided yet.")

    def _read_without(self) -> None:
        """Show the whole statement before anything is decided; after it, with the chair's words beside it."""
        meeting = self.sitting.live.outcome.meeting
        if meeting.deciding.decisions:
            self.action_annotate()
        elif not self.is_hidden():
            statement = without_words(meeting, self._expected, self.sitting.desk.agencies)
            self.app.push_screen(Reader("If it were decided now", statement))

    def action_override(self) -> None:
        """Go on without the minimum attendance."""
        if self._without_minimum():
            self.fill(settling.override_sheet(self.sitting))
        else:
            say(self.app, "The minimum is together: nothing has to be overridden.")

    def _without_minimum(self) -> bool:
        """Say whether it is gone on without the minimum, or would have to be."""
        meeting = self.sitting.live.outcome.meeting
        met = record_type(meeting).minimum.met and type_now(meeting).minimum.met
        return not met or meeting.attendance.override is not None

    def open_row(self, key: str) -> None:
        kind, _, name = key.partition("/")
        match kind:
            case "child" | "decision":
                self.action_decide()
            case "position":
                self.action_position()
            case "room":
                self.read_room(self.sitting.now)
            case "absent":
                self.sitting.unfolded ^= {key}
                self.show_body(self.sitting.shown)
            case "topic":
                self.fill(settling.topic_sheet(self.sitting, Topic[name]))
            case "without":
                self._read_without()
            case "type" | "override":
                self.action_override()
            case "conference":
                self.action_step(6)
