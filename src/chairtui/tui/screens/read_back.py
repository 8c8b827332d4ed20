"""Step 7, read back: the gaps, who gets the record, the signature, and what comes late."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual.worker import Worker, WorkerState

from chairtui.core.change import Refused
from chairtui.core.delivery import Delivery
from chairtui.core.listing import how_many
from chairtui.core.vocabulary import ActionStatus, Stage, Step
from chairtui.core.with_ids import find
from chairtui.live.gates import not_known
from chairtui.live.outcome import Outcome
from chairtui.live.ports import NotSaved
from chairtui.live.recipients import proposals, record_due
from chairtui.tui.keys import Where, bindings, key_of, with_keys
from chairtui.tui.rows.closing import READ_BACK, read_back_rows
from chairtui.tui.rows.read_aloud import words_to_read_back
from chairtui.tui.sheets import closing as sheets
from chairtui.tui.sheets.afterwards import closing_sheet, next_meeting_sheet
from chairtui.tui.sheets.delivery import delivery_sheet
from chairtui.tui.sheets.export import export_fields
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.steps.sending_screen import SendingScreen
from chairtui.tui.widgets.dialogs import Reader
from chairtui.tui.widgets.form import Form, Values
from chairtui.tui.widgets.lines import Lines, Row
from chairtui.tui.widgets.words import say

BESIDE = "; the annex for the chair is beside it, and goes to nobody else"
WRITING = " Writing the record … go on working"


class ReadBack(SendingScreen):
    """The end of a meeting, and what follows it."""

    STEP = Step.READ_BACK
    WHERE = Where.READ_BACK
    COLUMNS = READ_BACK
    BINDINGS = bindings(Where.READ_BACK)

    def __init__(self, sitting: Sitting) -> None:
        """Show the end of a sitting."""
        super().__init__(sitting)
        self._signed = sitting.live.outcome.meeting.stage is Stage.SIGNED

    def count(self) -> str:
        exporting = any(worker.group == "export" and worker.is_running for worker in self.workers)
        return WRITING if exporting else ""

    def kind(self, key: str) -> str:
        return "none" if key == "gap/" else super().kind(key)

    def idle(self) -> frozenset[str]:
        closing = self.sitting.shown.meeting.closing
        writes = closing.signature is not None and closing.distribution
        return frozenset() if writes else frozenset({"records"})

    def body(self, outcome: Outcome) -> Sequence[Row]:
        return read_back_rows(outcome, self.sitting.around(outcome.meeting), self.sitting.now)

    def show(self, outcome: Outcome) -> None:
        super().show(outcome)
        # The gaps are the same sentences: before signing the panel beside them would say them twice.
        self.set_class(outcome.meeting.stage in (Stage.PARTLY, Stage.DECIDED), "-folds")
        signed = outcome.meeting.stage is Stage.SIGNED
        if signed and not self._signed:
            self.query_one("#body", Lines).go_to("sign")
        self._signed = signed

    # Acts ---------------------------------------------------------------------------------------

    def action_gap_reason(self) -> None:
        """Say why a gap is left."""
        kind, _, key = self.row_key.partition("/")
        if kind == "gap" and key:
            self._give_reason(key)
        elif kind == "line":
            self._give_reason_for(key)
        elif kind == "unknown" and key:
            self._whether_invited(key)
        else:
            say(self.app, "Go to a gap first: they stand at the top until the record is signed.")

    def _give_reason(self, verdict_id: str) -> None:
        # What rose with time alone has to be on record before it can be answered.
        if self.ask():
            verdicts = self.sitting.live.outcome.verdicts
            for verdict in (one for one in verdicts if one.id == verdict_id):
                self.fill(sheets.gap_sheet(self.sitting, verdict))

    def _give_reason_for(self, group: str) -> None:
        """Ask the next reason of a group of gaps."""
        verdict = sheets.first_of_group(self.sitting, group)
        if verdict is None:
            say(self.app, "A reason is given for each of them.")
        else:
            self._give_reason(verdict.id)

    def _mend(self, verdict_id: str) -> None:
        """Go where a gap is mended; where that is here, or nowhere, ask the reason why it is left."""
        verdicts = self.sitting.live.outcome.verdicts
        step = next((verdict.step for verdict in verdicts if verdict.id == verdict_id), None)
        if step and step is not self.STEP:
            self.home_app.go(step)
        else:
            self._give_reason(verdict_id)

    def action_read_back(self) -> None:
        """Show what is read aloud."""
        shown = self.sitting.shown
        words = words_to_read_back(
            shown.meeting, self.sitting.expected(shown.meeting), self.sitting.desk.agencies
        )
        self.app.push_screen(Reader("Read aloud", words))

    def action_sign(self) -> None:
        """Sign the record."""
        if self.sitting.live.outcome.meeting.stage is Stage.SIGNED:
            say(self.app, with_keys("It is signed. What comes now is late information: {add_late} adds it."))
        elif self.ask() and not self._not_known_first() and not self._gaps_first():
            self.fill(sheets.sign_sheet(self.sitting))

    def _not_known_first(self) -> bool:
        """Go to the first expected role of which nobody wrote whether it was invited; say if there is one."""
        meeting = self.sitting.live.outcome.meeting
        roles = not_known(meeting, self.sitting.expected(meeting)) if meeting.deciding.decisions else ()
        if not roles:
            return False
        say(self.app, f"Say first whether they were invited ({len(roles)}): Enter asks.", "warning")
        self.query_one("#body", Lines).go_to(f"unknown/{roles[0].key}")
        return True

    def _whether_invited(self, key: str) -> None:
        meeting = self.sitting.live.outcome.meeting
        for role in self.sitting.expected(meeting):
            if role.key == key:
                self.fill(sheets.not_known_sheet(self.sitting, role))

    def _gaps_first(self) -> bool:
        """Go to the first gap that has no reason; return whether there is one."""
        without = sheets.without_reason(self.sitting)
        if not without or not self.sitting.live.outcome.meeting.deciding.decisions:
            return False
        number = len(without)
        say(
            self.app,
            f"{how_many(number, 'gap needs', 'gaps need')} a reason first: g gives one.",
            "warning",
        )
        self.query_one("#body", Lines).go_to(f"gap/{without[0].id}")
        return True

    def action_add_late(self) -> None:
        """Add a recipient where the cursor is among them, or late information."""
        if self.row_key.partition("/")[0] in ("delivery", "proposed"):
            meeting = self.sitting.live.outcome.meeting
            due_at = record_due(meeting, self.sitting.desk.judge.figures(meeting))
            new = Delivery(id=self.sitting.desk.clock.new_id(), recipient="", due_at=due_at)
            self._recipient(new, listed=False)
        elif self.sitting.live.outcome.meeting.stage is Stage.SIGNED:
            self.fill(sheets.late_sheet(self.sitting))
        else:
            say(
                self.app,
                with_keys("The record is not signed yet: write what came where it belongs ({contribution})."),
            )

    def _recipient(self, delivery: Delivery, *, listed: bool) -> None:
        self.fill(delivery_sheet(self.sitting, delivery, listed=listed))

    def open_row(self, key: str) -> None:
        kind, _, name = key.partition("/")
        meeting = self.sitting.live.outcome.meeting
        match kind:
            case "unknown" if name:
                self._whether_invited(name)
            case "line":
                self._give_reason_for(name)
            case "gap" if name:
                self._mend(name)
            case "read" | "meter":
                self.action_read_back()
            case "delivery":
                if delivery := find(meeting.closing.distribution, name):
                    self._recipient(delivery, listed=True)
            case "proposed":
                new = find(proposals(meeting, self.sitting.around(meeting)), name)
                self._recipient(new, listed=False) if new else self.action_add_late()
            case "next":
                self.fill(next_meeting_sheet(self.sitting))
            case "sign":
                self.action_sign()
            case "addendum" if name:
                if sheet := sheets.answer_sheet(self.sitting, name):
                    self.fill(sheet)
            case "addendum":
                self.action_add_late()
            case "action":
                if action := find(meeting.plan.actions, name):
                    self.fill(closing_sheet(self.sitting, action, ActionStatus.DONE))

    # Export -------------------------------------------------------------------------------------

    def action_export(self) -> None:
        """Ask in which form and where, then write the record."""
        self.app.push_screen(
            Form("Make the record", export_fields(self.sitting), focus="form"), self._export_as
        )

    def _export_as(self, values: Values | None) -> None:
        if values is None:
            return
        form, folder = str(values["form"]), Path(str(values["folder"])).expanduser()
        annex = bool(values["annex"])
        meeting_id, desk = self.sitting.live.meeting_id, self.sitting.desk

        def export() -> str:
            try:
                file = desk.records.export(desk, meeting_id, form, folder, annex=annex)
                return f"The record is in {file}{BESIDE if annex else ''}"
            except (NotSaved, Refused) as trouble:
                return f"No record was made. {trouble}"
            except OSError as trouble:
                why = trouble.strerror or "it could not be written"
                return f"No record was made in {folder}: {why}. Choose another folder ({key_of('export')})."

        self.run_worker(export, group="export", thread=True, exclusive=True)
        self.say_in_frame(WRITING)

    def on_worker_state_changed(self, message: Worker.StateChanged) -> None:
        """Say how the export ended."""
        if message.worker.group == "export" and message.state is WorkerState.SUCCESS:
            sentence = str(message.worker.result)
            say(self.app, sentence, "information" if sentence.startswith("The record") else "error")
            self.say_in_frame(self.count())
