"""The base of the last step: records for their recipients, looked at, written, and noted as sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from textual.notifications import SeverityLevel
from textual.worker import get_current_worker

from chairtui.core.change import Command, Refused
from chairtui.core.delivery import Delivery, is_outdated
from chairtui.core.distribution import RemoveRecipient
from chairtui.core.meeting import Meeting
from chairtui.core.versions import version_of
from chairtui.core.vocabulary import Stage
from chairtui.core.with_ids import find
from chairtui.live.desk import Desk
from chairtui.live.handing import PutAside
from chairtui.live.ledger import to_send
from chairtui.live.ports import NotSaved
from chairtui.live.recipients import proposals
from chairtui.live.sending import NOT_SIGNED, Cover, Sending, Written
from chairtui.tui.keys import key_of, with_keys
from chairtui.tui.sheets import records
from chairtui.tui.sheets.delivery import records_sent_sheet
from chairtui.tui.sitting.waiting import Then
from chairtui.tui.steps.meeting_screen import MeetingScreen
from chairtui.tui.terminal.mail_program import open_link
from chairtui.tui.widgets.dialogs import Confirm, Reader
from chairtui.tui.widgets.form import Form, Values
from chairtui.tui.widgets.words import say

COVER = {
    "message": "Show it, to copy it: the program sends nothing itself",
    "mail": "Open it in the mail program, which sends it only when you do",
}
OPENED = (
    "The mail program has the message; add the file there. Nothing is noted as sent: Enter on the row does."
)

FIRST = with_keys(
    "Whose copy has to be looked at first ({preview}) is said once all are written, before any is noted."
)


class SendingScreen(MeetingScreen):
    """A step from which records go out."""

    _writing = False

    @property
    def _meeting_now(self) -> Meeting:
        return self.sitting.live.outcome.meeting

    def carry_out(self, *commands: Command, then: Then = lambda: None) -> str:
        before = version_of(self._meeting_now.closing)
        refusal = super().carry_out(*commands, then=then)
        version = version_of(self._meeting_now.closing)
        had = [one for one in self._meeting_now.closing.distribution if is_outdated(one, version)]
        if version != before and had:
            who = ", ".join(one.recipient for one in had)
            say(
                self.app,
                f"{version.words.capitalize()} is due to whoever has something else: {who}. "
                f"{key_of('records')} writes it.",
                "warning",
            )
        return refusal

    # Looking ------------------------------------------------------------------------------------

    def action_preview(self) -> None:
        """Show the record as the recipient under the cursor will see it."""
        self._read(self.sitting.desk.records.read_record, "As {} will see it: the {}")

    def action_news(self) -> None:
        """Show what is new since the recipient under the cursor was sent the record."""
        self._read(self.sitting.desk.records.read_news, "New to {} in the {}")

    def _read(self, look: Callable[[Desk, str, Delivery], str], title: str) -> None:
        delivery = self._under_cursor()
        if self.is_hidden():
            return
        if delivery is None:
            say(self.app, "Go to a recipient first: they stand under “Who gets the record”.")
        else:
            try:
                words = look(self.sitting.desk, self.sitting.live.meeting_id, delivery)
            except Refused as refused:
                say(self.app, str(refused))
            else:
                self.app.push_screen(Reader(title.format(delivery.recipient, delivery.record.value), words))

    def _under_cursor(self) -> Delivery | None:
        kind, _, key = self.row_key.partition("/")
        meeting = self._meeting_now
        if kind == "proposed":
            return find(proposals(meeting, self.sitting.around(meeting)), key)
        return find(meeting.closing.distribution, key) if kind == "delivery" else None

    def action_cover(self) -> None:
        """Show the message that goes with the record of the recipient under the cursor, or open it."""
        delivery = find(self._meeting_now.closing.distribution, self.row_key.partition("/")[2])
        if self.is_hidden():
            return
        if self._meeting_now.stage is not Stage.SIGNED:
            say(self.app, NOT_SIGNED)
        elif delivery is None:
            say(self.app, "Go to a recipient on the list first.")
        else:
            cover = self.sitting.desk.records.cover(self.sitting.desk, self._meeting_now, delivery)
            self.app.push_screen(
                Confirm("The message that goes with it", COVER), partial(self._go_with, cover)
            )

    def _go_with(self, cover: Cover, how: str | None) -> None:
        if how == "message":
            self.app.push_screen(Reader(COVER[how], cover.words))
        elif how == "mail":
            try:
                link = cover.link
            except Refused as refused:
                self._not_opened(str(refused), cover)
            else:
                self.run_worker(lambda: self._open(link, cover), group="mail", thread=True)

    def _open(self, link: str, cover: Cover) -> None:
        if trouble := open_link(link):
            self.app.call_from_thread(self._not_opened, trouble, cover)
        else:
            self.app.call_from_thread(say, self.app, OPENED)

    def _not_opened(self, trouble: str, cover: Cover) -> None:
        """Say why, and show the text instead."""
        say(self.app, trouble, "warning")
        if self.is_attached:
            self.app.push_screen(Reader(COVER["message"], cover.words))

    def action_off_list(self) -> None:
        """Take the recipient under the cursor off the list."""
        kind, _, key = self.row_key.partition("/")
        if kind == "delivery":
            self.ask(RemoveRecipient(delivery_id=key))
        else:
            say(self.app, "Go to a recipient on the list first.")

    # Writing ------------------------------------------------------------------------------------

    def action_records(self) -> None:
        """Ask for whom, where and how records are written; or stop writing."""
        if self.is_hidden():
            return
        if self._writing:
            self.workers.cancel_group(self, "records")
        elif self._meeting_now.stage is not Stage.SIGNED:
            say(self.app, NOT_SIGNED)
        elif not self._meeting_now.closing.distribution:
            say(self.app, "Nobody is on the list yet: n among the recipients adds somebody.")
        else:
            due = len(to_send(self._meeting_now, self.sitting.now))
            about = (
                "Everybody has the newest version. Pick who is to have it once more."
                if not due
                else f"To be sent: {due}."
            )
            form = Form(
                "Write the records",
                records.fields(self.sitting),
                about=f"{about} {FIRST}",
                check=records.problems,
            )
            self.app.push_screen(form, self._begin)

    def _begin(self, values: Values | None) -> None:
        if values is None:
            return
        ids, sending = records.chosen(values), records.sending_of(values)
        self._writing = True
        self.run_worker(lambda: self._write(ids, sending), group="records", thread=True, exclusive=True)

    def _write(self, ids: Sequence[str], sending: Sending) -> None:
        """Write the files one after the other, and say how far it has come."""
        worker, call = get_current_worker(), self.app.call_from_thread
        desk, meeting_id = self.sitting.desk, self.sitting.live.meeting_id
        done: list[str] = []
        doubted: list[str] = []
        for number, key in enumerate(ids, 1):
            if worker.is_cancelled:
                break
            call(self._tell, f" Writing {number} of {len(ids)} … (l stops)")
            try:
                written = desk.records.write_record(
                    desk, meeting_id, key, sending, lambda: not worker.is_cancelled
                )
                call(self._note, written)
            except PutAside:
                break
            except (Refused, NotSaved) as trouble:
                call(self._ended, f"{trouble} {_complete(done, ids)}", done, doubted, "error")
                return
            done.append(key)
            doubted += [key] if written.doubts else []
        if len(done) < len(ids):
            call(self._ended, f"Stopped. {_complete(done, ids)}", done, doubted, "warning")
        else:
            call(self._ended, f"{_complete(done, ids)} See {sending.folder}", done, doubted, "information")

    def _note(self, written: Written) -> None:
        """Note in the ledger what is on disk."""
        try:
            self.sitting.waiting.do(written.noted(self.sitting.now), then=lambda: None)
        except NotSaved as trouble:
            raise NotSaved(f"{written.file} is written, but the ledger does not say so. {trouble}") from None

    def _tell(self, words: str) -> None:
        if self.is_mounted:
            self.say_in_frame(words)

    def _ended(self, sentence: str, done: Sequence[str], doubted: Sequence[str], how: SeverityLevel) -> None:
        self._writing = False
        say(self.app, sentence, how)
        if not self.is_mounted:
            return
        self.show(self.sitting.shown)
        if done and self.app.screen is self:
            self.fill(records_sent_sheet(self.sitting, done, doubted))
        elif doubted:
            say(self.app, "Some have to be looked at before they go: v on step 7 shows each.", "warning")


def _complete(done: Sequence[str], ids: Sequence[str]) -> str:
    if not done:
        return "Nothing is noted as prepared."
    number = f"{len(done)} of {len(ids)}" if len(done) < len(ids) else f"{len(ids)}"
    return f"{number} {'record is' if len(ids) == 1 else 'records are'} complete and noted as prepared."
