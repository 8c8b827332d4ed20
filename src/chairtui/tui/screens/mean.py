"""Step 4, what it means: the working hypothesis, what we do not know, and the threshold for each child."""

from __future__ import annotations

from collections.abc import Sequence

from chairtui.core.analysis import RemoveUnknown
from chairtui.core.sentences.names import told_apart
from chairtui.core.vocabulary import Circumstance, Step
from chairtui.core.with_ids import find
from chairtui.live.outcome import Outcome
from chairtui.tui.keys import Where, bindings, with_keys
from chairtui.tui.rows.meaning import MEANING, meaning_rows
from chairtui.tui.sheets import meaning as sheets
from chairtui.tui.sheets.capture import action_sheet
from chairtui.tui.sheets.chronology import chronology_analysis_sheet
from chairtui.tui.sheets.concern import impact_sheet
from chairtui.tui.sheets.sheet import Sheet
from chairtui.tui.steps.meeting_screen import MeetingScreen
from chairtui.tui.widgets.lines import Row
from chairtui.tui.widgets.words import say


class WhatItMeans(MeetingScreen):
    """What was made of what was shared."""

    STEP = Step.MEAN
    WHERE = Where.MEANING
    COLUMNS = MEANING
    BINDINGS = bindings(Where.MEANING)

    def count(self) -> str:
        asked = {prompt.id for prompt in self.sitting.shown.meeting.analysis.prompts}
        left = sum(one.key not in asked for one in self.sitting.desk.judge.deck(self.sitting.shown.meeting))
        return f"{left} questions left to ask" if left else ""

    def body(self, outcome: Outcome) -> Sequence[Row]:
        return list(meaning_rows(outcome.meeting, self.sitting.desk.judge.deck(outcome.meeting)))

    def open_row(self, key: str) -> None:
        kind, _, wanted = key.partition("/")
        if sheet := self._sheet(kind, wanted):
            self.fill(sheet)

    def _sheet(self, kind: str, wanted: str) -> Sheet | None:
        sitting, meeting = self.sitting, self.sitting.live.outcome.meeting
        match kind:
            case "hypothesis":
                return sheets.hypothesis_sheet(sitting)
            case "chronology":
                return chronology_analysis_sheet(sitting)
            case "impact":
                return impact_sheet(sitting, Circumstance(wanted))
            case "unknown":
                return sheets.unknown_sheet(sitting, wanted)
            case "prompt":
                deck = sitting.desk.judge.deck(meeting)
                question = next((one for one in deck if one.key == wanted), None)
                return sheets.prompt_sheet(sitting, question) if question else None
            case "threshold":
                child = find(told_apart(meeting).concern.children, wanted)
                return sheets.threshold_sheet(sitting, child) if child else None
        return None

    # Acts ---------------------------------------------------------------------------------------

    def action_edit(self) -> None:
        """Change what the cursor is on."""
        self.open_row(self.row_key)

    def action_add_unknown(self) -> None:
        """Write down what is not known, or what contradicts."""
        self.fill(sheets.unknown_sheet(self.sitting))

    def action_find_out(self) -> None:
        """Make an action of something that is not known."""
        unknown = find(self.sitting.live.outcome.meeting.analysis.unknowns, self._unknown_id)
        if unknown is None:
            say(
                self.app,
                with_keys("Go to something that is not known first; {action} writes any other action."),
            )
            return
        what = unknown.how_to_find_out or f"Find out: {unknown.words}"
        self.fill(action_sheet(self.sitting, what=what, why=unknown.words, answers=(unknown.id,)))

    def action_known(self) -> None:
        """Take back something that is known after all."""
        if self._unknown_id:
            self.ask(RemoveUnknown(unknown_id=self._unknown_id))
        else:
            say(self.app, "Go to something that is not known first.")

    @property
    def _unknown_id(self) -> str:
        kind, _, wanted = self.row_key.partition("/")
        return wanted if kind == "unknown" else ""
