"""Step 2, why we meet: immediate safety first, the purpose, the concern, the children and what they say."""

from __future__ import annotations

from collections.abc import Sequence

from chairtui.core.children import RemoveChild, RemoveFamilyMember
from chairtui.core.concern import RemovePlace
from chairtui.core.sentences.names import told_apart
from chairtui.core.vocabulary import Circumstance, Step, YesNo
from chairtui.core.with_ids import find
from chairtui.live.outcome import Outcome
from chairtui.tui.keys import Where, bindings
from chairtui.tui.rows.concern import concern_rows
from chairtui.tui.rows.known import WHY
from chairtui.tui.rows.preparing import plan_rows
from chairtui.tui.rows.reading import noted_when_read, words_to_read
from chairtui.tui.rows.series import earlier_row, followed, perhaps_row, unconfirmed_row
from chairtui.tui.sheets import children, concern
from chairtui.tui.sheets.meeting_again import still_so_sheet
from chairtui.tui.sheets.scheduling import joining_sheet, when_words
from chairtui.tui.sheets.sheet import Sheet
from chairtui.tui.steps.preparing_screen import PreparingScreen
from chairtui.tui.widgets.dialogs import Confirm, ReadAloud
from chairtui.tui.widgets.lines import Row
from chairtui.tui.widgets.words import say

ADDED = {"child": "A child", "family": "Somebody else in the family", "place": "A place that matters"}

TAKEN = {"child": "child", "family": "family member", "place": "place"}
"""What can be taken away, and its word."""


class WhyWeMeet(PreparingScreen):
    """The concern, the children, the places and the child's own view."""

    STEP = Step.WHY
    WHERE = Where.WHY
    COLUMNS = WHY
    BINDINGS = bindings(Where.WHY, Where.PREPARING)

    def count(self) -> str:
        asked = self.sitting.shown.meeting.concern.safety.safe is not YesNo.UNKNOWN
        return "" if asked else "First: is each child safe now?"

    def body(self, outcome: Outcome) -> Sequence[Row]:
        rows = concern_rows(outcome.meeting, self.sitting.desk.agencies, self.sitting.now)
        if earlier := self.sitting.unlinked():
            rows.insert(2, earlier_row(len(earlier)))
        if perhaps := self.sitting.unlinked(perhaps=True):
            rows.insert(2, perhaps_row(len(perhaps)))
        if not self.sitting.private and (last := self.sitting.last_one()):
            rows[2:2] = filter(None, [unconfirmed_row(outcome.meeting, last)])
        if not self.preparing:
            return rows
        return [*plan_rows(outcome.meeting, when_words(self.sitting, outcome.meeting)), *rows]

    def open_row(self, key: str) -> None:
        kind, _, wanted = key.partition("/")
        if kind in ("earlier", "perhaps"):
            self._link(self.sitting.unlinked(perhaps=kind == "perhaps"))
            return
        if kind == "unconfirmed":
            if last := self.sitting.last_one():
                self.fill(still_so_sheet(self.sitting, last))
            return
        if kind in ("time", "agenda"):
            (self.action_schedule if kind == "time" else self.action_agenda)()
        elif kind in ("purpose", "carried"):
            self.action_read_aloud()
        elif sheet := self._sheet(kind, wanted):
            self.fill(sheet)

    def _sheet(self, kind: str, wanted: str) -> Sheet | None:
        sitting = self.sitting
        simple = {
            "joining": joining_sheet,
            "safety": concern.safety_sheet,
            "concern": concern.concern_sheet,
            "circumstances": concern.circumstances_sheet,
            "team": concern.team_sheet,
            "missing": concern.missing_sheet,
        }
        if kind in simple:
            return simple[kind](sitting)
        match kind:
            case "child":
                return children.child_sheet(sitting, wanted)
            case "family":
                return children.family_sheet(sitting, wanted)
            case "place":
                return concern.place_sheet(sitting, wanted)
            case "impact":
                return concern.impact_sheet(sitting, Circumstance(wanted))
            case "voice":
                child = find(told_apart(sitting.live.outcome.meeting).concern.children, wanted)
                return children.voice_sheet(sitting, child) if child else None
        return None

    def _link(self, earlier: Sequence[str]) -> None:
        """Follow earlier meetings about these children, and take over what they left open."""
        sitting = self.sitting
        if self.ask(sitting.desk.following(earlier, sitting.live.outcome.meeting)):
            say(self.app, followed(self.sitting.live.outcome.meeting))

    # Acts ---------------------------------------------------------------------------------------

    def action_edit(self) -> None:
        """Change what the cursor is on."""
        self.open_row(self.row_key)

    def action_read_aloud(self) -> None:
        """Show the words to say, and note that they were read where that is said with Enter."""
        if self.is_hidden():
            return
        meeting = self.sitting.live.outcome.meeting

        def close(was_read: bool | None) -> None:
            if not was_read:
                say(self.app, "Not noted as read: Enter at the end notes it.")
            elif noted := noted_when_read(meeting):
                self.ask(*noted)
            else:
                say(self.app, "Nothing is noted: the meeting is not being held now.")

        self.app.push_screen(ReadAloud("To read aloud", words_to_read(meeting, self.sitting.now)), close)

    def action_add_why(self) -> None:
        """Add a child, somebody of the family, or a place."""
        here = self.row_key.partition("/")[0]
        first = {here: ADDED[here]} if here in ADDED else {}

        def chosen(kind: str | None) -> None:
            if kind and (sheet := self._sheet(kind, "")):
                self.fill(sheet)

        self.app.push_screen(Confirm("Add to why we meet", {**first, **ADDED}), chosen)

    def action_take_away(self) -> None:
        """Take away a child, a family member or a place that was put there by mistake."""
        kind, _, wanted = self.row_key.partition("/")
        commands = {
            "child": RemoveChild(child_id=wanted),
            "family": RemoveFamilyMember(member_id=wanted),
            "place": RemovePlace(place_id=wanted),
        }
        if kind not in commands:
            say(
                self.app,
                "Go to a child, somebody of the family or a place first: only those can be taken away.",
            )
            return

        def chosen(answer: str | None) -> None:
            if answer == "away":
                self.ask(commands[kind])

        answers = {"stay": "Leave it as it is", "away": "Take it away; the log keeps it"}
        self.app.push_screen(Confirm(f"Was this {TAKEN[kind]} put there by mistake?", answers), chosen)
