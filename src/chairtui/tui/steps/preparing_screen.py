"""The base of the steps that are the preparation first: time, agenda, letters, calling off."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

from textual.worker import get_current_worker

from chairtui.core.change import Command, Refused
from chairtui.core.listing import how_many
from chairtui.core.meeting import Meeting
from chairtui.core.preparing import Paper
from chairtui.core.register import Attendee
from chairtui.core.scheduling import cancellations_due, updates_due
from chairtui.core.vocabulary import Stage
from chairtui.core.with_ids import find
from chairtui.live.ports import NotSaved
from chairtui.tui.keys import Where, key_of, with_keys
from chairtui.tui.sheets import papers
from chairtui.tui.sheets.requests import sent_sheet
from chairtui.tui.sheets.scheduling import call_off_sheet, schedule_sheet
from chairtui.tui.sheets.sheet import several
from chairtui.tui.sitting.waiting import Then
from chairtui.tui.steps.agenda_board import AgendaBoard
from chairtui.tui.steps.meeting_screen import MeetingScreen
from chairtui.tui.terminal.mail_program import open_link
from chairtui.tui.widgets.dialogs import Confirm, Reader
from chairtui.tui.widgets.form import Form, Values
from chairtui.tui.widgets.words import say

BEFORE_ONLY = frozenset({"schedule", "papers", "call_off", "unable", "reply"})
"""Acts that make no sense once the meeting has begun."""


class PreparingScreen(MeetingScreen):
    """A step that is a part of the preparation first."""

    OFFERS: ClassVar[str] = "invitation"
    """What its letters are first of all."""
    _writing = False

    @property
    def preparing(self) -> bool:
        """Whether the meeting has not begun."""
        return self.sitting.live.outcome.meeting.stage is Stage.PREPARING

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.preparing if action in BEFORE_ONLY else super().check_action(action, parameters)

    @property
    def places(self) -> tuple[Where, ...]:
        return (Where.PREPARING, self.WHERE, Where.MEETING) if self.preparing else super().places

    def carry_out(self, *commands: Command, then: Then = lambda: None) -> str:
        before = self._meeting_now
        refusal = super().carry_out(*commands, then=then)
        after = self._meeting_now
        due = len(updates_due(after))
        if due > len(updates_due(before)):
            say(
                self.app,
                f"Invitations that name another time: {due}. {key_of('papers')} writes the updates.",
                "warning",
            )
        if after.preparing.cancelled_because and not before.preparing.cancelled_because:
            self.call_after_refresh(self._offer_cancellations)
        return refusal

    @property
    def _meeting_now(self) -> Meeting:
        return self.sitting.live.outcome.meeting

    # Acts ---------------------------------------------------------------------------------------

    def action_schedule(self) -> None:
        """Propose times, and set one."""
        self.fill(schedule_sheet(self.sitting))

    def action_call_off(self) -> None:
        """Cancel the meeting."""
        if self._meeting_now.preparing.cancelled_because:
            say(
                self.app,
                with_keys("It is cancelled. {undo} takes that back; {papers} writes the cancellations."),
            )
        else:
            self.fill(call_off_sheet())

    def _offer_cancellations(self) -> None:
        if cancellations_due(self._meeting_now):
            self._chosen("cancellation")

    def action_agenda(self) -> None:
        """Show the agenda: minutes, slots, order."""
        if not self.is_hidden():
            self.app.push_screen(AgendaBoard(self.sitting, self.carry_out, self.fill))

    def action_papers(self) -> None:
        """Ask what is to be written, or stop writing."""
        if self.is_hidden():
            return
        if self._writing:
            self.workers.cancel_group(self, "papers")
        else:
            self.app.push_screen(
                Confirm("What do you want to write?", papers.offers(self.sitting, self.OFFERS)), self._chosen
            )

    def _chosen(self, key: str | None) -> None:
        if key == "message":
            self._show_message()
        elif key == "mail":
            self._open_mail()
        elif key == "sent":
            self._ask_what_was_sent()
        elif key is not None:
            self._ask_where(key)

    def _ask_where(self, key: str) -> None:
        lines = papers.recipients(self.sitting, key)
        if not lines:
            say(self.app, "There is nobody to write to: step 1 shows who is expected.")
            return

        def chosen(values: Values | None) -> None:
            if values is not None:
                picked = several(values, "to") if "to" in values else ()
                self._begin(key, [line for line in lines if line.id in picked], values)

        title = papers.OFFERS[key].partition(":")[0]
        about = papers.remarks(self.sitting, key)
        self.app.push_screen(Form(title, papers.fields(self.sitting, key, lines), about=about), chosen)

    def _begin(self, key: str, lines: Sequence[Attendee], values: Values) -> None:
        if not self.ask(*papers.before(self.sitting, key, lines)):
            return
        ids = [line.id for line in lines]
        todo = papers.tasks(key, ids, values)
        folder = Path(str(values["folder"])).expanduser()
        self._writing = True
        self.run_worker(
            lambda: self._write(todo, folder, papers.PAPERS[key], ids),
            group="papers",
            thread=True,
            exclusive=True,
        )

    # Writing ------------------------------------------------------------------------------------

    def _write(self, todo: Sequence[papers.Task], folder: Path, paper: Paper, ids: Sequence[str]) -> None:
        """Write the files one after the other, and say how far it has come."""
        worker = get_current_worker()
        desk, meeting_id = self.sitting.desk, self.sitting.live.meeting_id
        for number, task in enumerate(todo, 1):
            if worker.is_cancelled:
                self.app.call_from_thread(self._stopped, f"Stopped after {number - 1} of {len(todo)} files.")
                return
            self.app.call_from_thread(self._tell, f" Writing {number} of {len(todo)} … (l stops)")
            try:
                desk.records.write_paper(desk, meeting_id, task.paper, task.form, task.attendee_id, folder)
            except (Refused, NotSaved) as trouble:
                self.app.call_from_thread(self._stopped, f"Not written. {trouble}")
                return
            except OSError as trouble:
                why = trouble.strerror or "it could not be written"
                self.app.call_from_thread(self._stopped, f"Nothing was written into {folder}: {why}.")
                return
        self.app.call_from_thread(self._written, len(todo), folder, paper, ids)

    def _tell(self, words: str) -> None:
        if self.is_mounted:
            self.say_in_frame(words)

    def _stopped(self, sentence: str) -> None:
        self._writing = False
        say(self.app, sentence, "error" if sentence.startswith("No") else "warning")
        if self.is_mounted:
            self.show(self.sitting.shown)

    def _written(self, number: int, folder: Path, paper: Paper, ids: Sequence[str]) -> None:
        self._writing = False
        if not self.is_mounted:
            return
        self.show(self.sitting.shown)
        whose = "" if ids else f". {papers.WHOLE}"
        say(self.app, f"{how_many(number, 'file is', 'files are')} in {folder}{whose}")
        if ids and self.app.screen is self:
            self.fill(sent_sheet(self.sitting, paper, ids))

    # Messages, and what was sent ----------------------------------------------------------------

    def _is_listed(self, line_id: str) -> bool:
        return find(self._meeting_now.attendance.register, line_id) is not None

    def _addressed(self) -> tuple[str, Attendee] | None:
        """Return what is to be said to whoever the cursor is on, once they are on the register."""
        key = papers.message_key(self.sitting, self.OFFERS, self.row_key)
        line = next((one for one in papers.recipients(self.sitting, key) if one.id == self.row_key), None)
        if line is None:
            say(self.app, "Go to someone's line first.")
        elif self.ask(*papers.before(self.sitting, key, [line])):
            if words := papers.remarks(self.sitting, key):
                say(self.app, words, "warning")
            return key, line
        return None

    def _show_message(self) -> None:
        """Show the plain text for whoever the cursor is on."""
        if addressed := self._addressed():
            self._show_text(*addressed)

    def _show_text(self, key: str, line: Attendee) -> None:
        with TemporaryDirectory() as folder:
            try:
                file = self.sitting.desk.records.write_paper(
                    self.sitting.desk,
                    self.sitting.live.meeting_id,
                    papers.PAPERS[key],
                    "txt",
                    line.id,
                    Path(folder),
                )
                words = file.read_text("utf-8")
            except (Refused, NotSaved, OSError) as trouble:
                say(self.app, str(trouble), "error")
                return
        self.app.push_screen(Reader("To copy into a message; the program sends nothing itself", words))

    def _open_mail(self) -> None:
        """Open the message to whoever the cursor is on in the mail program."""
        addressed = self._addressed()
        if addressed is None:
            return
        key, line = addressed
        try:
            link = self.sitting.desk.records.mail_link(
                self.sitting.desk, self.sitting.live.meeting_id, papers.PAPERS[key], line.id
            )
        except Refused as refused:
            self._not_opened(str(refused), key, line)
            return
        self.run_worker(lambda: self._open(link, key, line), group="mail", thread=True)

    def _open(self, link: str, key: str, line: Attendee) -> None:
        if trouble := open_link(link):
            self.app.call_from_thread(self._not_opened, trouble, key, line)
        else:
            self.app.call_from_thread(say, self.app, _opened_words(link))

    def _not_opened(self, trouble: str, key: str, line: Attendee) -> None:
        """Say why, and show the text instead."""
        say(self.app, trouble, "warning")
        self.home_app.when_free.do(lambda: self._show_text(key, line), lambda: self.is_current)

    def _ask_what_was_sent(self) -> None:
        kinds = {paper.value: paper.value for paper in Paper}

        def chosen(answer: str | None) -> None:
            if answer is None:
                return
            paper = Paper(answer)
            key = next(key for key, one in papers.PAPERS.items() if one is paper)
            ids = [line.id for line in papers.recipients(self.sitting, key) if self._is_listed(line.id)]
            if ids:
                self.fill(sent_sheet(self.sitting, paper, ids))
            else:
                say(self.app, "There is nobody to whom that could have been sent.")

        self.app.push_screen(Confirm("What was sent?", kinds), chosen)


def _opened_words(link: str) -> str:
    unaddressed = link.startswith("mailto:?")
    to = " The register has no address for them: put it in there." if unaddressed else ""
    return (
        f"The mail program has the message.{to} Nothing is noted as sent: l notes it once you have sent it."
    )
