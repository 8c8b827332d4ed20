"""What leaves the program and what comes in: this module fulfils `live.ports.Records`.

Each function imports what it needs when it is called, so that the program is on the screen quickly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chairtui.audit.reporting import Report
    from chairtui.core.delivery import Delivery
    from chairtui.core.meeting import Meeting
    from chairtui.core.preparing import Paper
    from chairtui.live.desk import Desk
    from chairtui.live.handing import Lock, Received, Unlock, Wanted
    from chairtui.live.replies import Reply
    from chairtui.live.sending import Cover, LeftOut, Sending, Written
    from chairtui.tables.table import Book


def read_table(file: Path, told: Callable[[int], bool]) -> Book:
    """Read a table of rows from a file."""
    from chairtui.tables.reading import read_file

    return read_file(file, told)


def export(desk: Desk, meeting_id: str, form: str, folder: Path, *, annex: bool = False) -> Path:
    """Write a meeting's record into a folder, and the annex for the chair beside it; return the record."""
    from chairtui.records.delivery.exporting import export_to

    return export_to(folder, desk, meeting_id, form, annex=annex)


def write_paper(desk: Desk, meeting_id: str, paper: Paper, form: str, attendee_id: str, folder: Path) -> Path:
    """Write a paper of a meeting into a folder; return the file."""
    from chairtui.records.preparation.papers import write_paper

    return write_paper(desk, meeting_id, paper, form, attendee_id, folder)


def mail_link(desk: Desk, meeting_id: str, paper: Paper, attendee_id: str) -> str:
    """Return a link that begins a message about a paper."""
    from chairtui.records.preparation.papers import mail_link_of

    return mail_link_of(desk, meeting_id, paper, attendee_id)


def read_reply(desk: Desk, source: Path | bytes, meeting: Meeting, attendee_id: str) -> Reply:
    """Read the answer to an information request."""
    from chairtui.records.preparation.answering import read_answer

    return read_answer(desk, source, meeting, attendee_id)


def write_record(desk: Desk, meeting_id: str, delivery_id: str, sending: Sending, wanted: Wanted) -> Written:
    """Write the record that a recipient gets."""
    from chairtui.records.delivery.sending import write_record

    return write_record(desk, meeting_id, delivery_id, sending, wanted)


def read_record(desk: Desk, meeting_id: str, delivery: Delivery) -> str:
    """Return the record that a recipient gets, as text."""
    from chairtui.records.delivery.sending import text_of

    return text_of(desk, meeting_id, delivery)


def look_at(desk: Desk, meeting_id: str, delivery: Delivery, version: str) -> tuple[str, ...]:
    """Return what a person looks at before a record goes, in sentences."""
    from chairtui.records.delivery.sending import issue_of

    return issue_of(desk, desk.open(meeting_id).history, delivery, version).doubts


def read_news(desk: Desk, meeting_id: str, delivery: Delivery) -> str:
    """Return what is new in a record for a recipient."""
    from chairtui.records.delivery.sending import news_of

    return news_of(desk, meeting_id, delivery)


def left_out(meeting: Meeting, delivery: Delivery) -> LeftOut:
    """Return what is left out for a recipient by rule."""
    from chairtui.records.delivery.sending import left_out

    return left_out(meeting, delivery)


def write_series(desk: Desk, meeting_id: str, child_id: str, form: str, folder: Path) -> Path:
    """Write a child over time into a folder; return the file."""
    from chairtui.records.delivery.over_time import write_series

    return write_series(desk, meeting_id, child_id, form, folder)


def write_reminders(desk: Desk, texts: Sequence[str], folder: Path) -> Path:
    """Write the texts that remind owners into a folder; return the file."""
    from chairtui.live.agreed import together
    from chairtui.records.delivery.exporting import write_into

    return write_into(folder, "reminders", "txt", f"{together(texts)}\n".encode(), desk.clock.now())


def write_audit(desk: Desk, report: Report, form: str, folder: Path) -> Path:
    """Write a report of the audit into a folder; return the file."""
    from chairtui.records.auditing.report import report_as
    from chairtui.records.delivery.exporting import write_into

    now, name = desk.clock.now(), "audit-summary" if report.for_committee else "audit"
    return write_into(folder, name, form, report_as(report, form, now, desk.word_template), now)


def hand_over(desk: Desk, meeting_id: str, to: Path, lock: Lock, wanted: Wanted) -> Path:
    """Write a meeting into a locked file; return the file."""
    from chairtui.records.hand_over.moves import hand_over

    return hand_over(desk, meeting_id, to, lock, wanted)


def cover(desk: Desk, meeting: Meeting, delivery: Delivery) -> Cover:
    """Return the message that goes with a recipient's record."""
    from chairtui.records.delivery.covering import covering

    return covering(meeting, delivery, desk.agencies)


def receive(desk: Desk, file: Path, unlock: Unlock, wanted: Wanted) -> Received:
    """Take in a meeting that was handed over."""
    from chairtui.records.hand_over.moves import read_file, receive

    return receive(desk, read_file(file), unlock, wanted)
