"""What a front end and the live meeting need from the outside, as protocols."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    from chairtui.audit.reporting import Report
    from chairtui.core.change import Stamp
    from chairtui.core.continuity import Doubt
    from chairtui.core.delivery import Delivery
    from chairtui.core.history.log import Recorded, Row
    from chairtui.core.leaving import Tombstone
    from chairtui.core.meeting import Meeting
    from chairtui.core.preparing import Paper
    from chairtui.directory.agencies import Agency
    from chairtui.live.audited import Audited
    from chairtui.live.desk import Desk
    from chairtui.live.handing import Lock, Received, Unlock, Wanted
    from chairtui.live.ready import Ready
    from chairtui.live.replies import Reply
    from chairtui.live.sending import Cover, LeftOut, Sending, Written
    from chairtui.live.settings import Settings
    from chairtui.tables.table import Book


class Taken(Exception):
    """Another writer has used this place in the stream: read again and decide again."""


class CannotOpen(Exception):
    """The database cannot be used; the text says why, that nothing was changed, and what to do."""


class NotSaved(Exception):
    """Nothing was stored; the text is a sentence that says why and what to do."""


class Busy(NotSaved):
    """Another program holds the file just now: nothing was stored, and the same may be tried again soon."""


class EventLog(Protocol):
    """Where the rows of all meetings are kept."""

    def read(self, meeting_id: str) -> Sequence[Recorded]:
        """Return a meeting's history in the order that every machine agrees on."""

    def size(self, meeting_id: str) -> int:
        """Return how many rows a meeting has."""

    def append(
        self,
        rows: Sequence[Row],
        after: Meeting,
        ready: Ready | None = None,
        audited: Audited | None = None,
    ) -> None:
        """Store rows of one stream all together or not at all; return once they are on disk.

        `after` is the meeting that the rows make, for lists and searches; `ready` is what the rules say then,
        and `audited` what the measures come to.

        Raises:
            Taken: the stream already has a row with one of these numbers.
            NotSaved: the disk, the file or a lock kept them from being stored.
        """

    def take_in(self, rows: Sequence[Row]) -> None:
        """Store the streams of one meeting as another machine wrote them; what is here already stays.

        Raises:
            Taken: a stream goes on otherwise here.
            NotSaved: they could not be stored; nothing of them was.
        """

    def leave(self, meeting_id: str, reference: str, held_on: date, by: Stamp, because: str) -> bool:
        """Take every word of a meeting away, with a tombstone in its place; `by` says who, and when.

        Return whether nothing is left anywhere in the file: another program may still read it just now.

        Raises:
            NotSaved: nothing was taken away.
        """

    def left(self) -> Sequence[Tombstone]:
        """Return the tombstones of the meetings that left this machine."""

    def meeting_ids(self) -> Sequence[str]:
        """Return the ids of all meetings."""

    def doubts(self, meeting_id: str = "") -> Mapping[str, tuple[Doubt, ...]]:
        """Return, by meeting, what was remembered of its log outside the database and does not fit.

        Of one meeting, or of all. What somebody accepted is left out.
        """


class Kept(Struct, frozen=True):
    """What came of keeping everything in another place."""

    file: Path
    """The database from now on."""
    whole: bool
    """Whether all meetings and drafts are in it; if not, only the open meeting."""


class Machine(Protocol):
    """What this machine has beside the meetings: the file that they are in, settings, the council's own."""

    @property
    def asks_where(self) -> bool:
        """Whether it may still be said in which folder the meetings are kept: before there is any."""

    def fault(self) -> str:
        """Say what became of the file since it was opened, or nothing while all is well."""

    def keep_settings(self, settings: Settings) -> None:
        """Keep who uses the program here.

        Raises:
            NotSaved: they could not be written.
        """

    def keep_elsewhere(self, desk: Desk, to: Path, rows: Sequence[Row]) -> Kept:
        """Copy all meetings to another file or folder, and go on there. It may take seconds.

        The rows are those of the open meeting: they are kept also where nothing else can be read any more.

        Raises:
            NotSaved: it could not be done; the meetings are where they were.
        """

    def live_in(self, desk: Desk, folder: Path) -> None:
        """Have the meetings in another folder, before there is any.

        Raises:
            NotSaved: it cannot be; nothing there was changed.
        """

    def own_agency(self, key: str) -> bool:
        """Say whether the agency with this key was added here."""

    def change_agencies(self, put: Sequence[Agency], drop: Sequence[str]) -> None:
        """Put agencies into the register, and take out (keys) those that were added here; no meeting changes.

        Raises:
            NotSaved: it could not be written.
        """

    def read_register(self) -> str:
        """Take in what another program wrote to the register of agencies, and say so; empty if nothing."""

    def rules_mark(self) -> str:
        """Return what changes with the rules, the council's own among them, and the register of agencies."""

    def practise(self) -> Desk:
        """Make the invented meetings in a folder that is thrown away, and return a desk with them."""


class Records(Protocol):
    """What leaves the program and what comes in, done in the name of whoever sits at the desk that is given.

    Each may take seconds. `Wanted` is asked now and then whether to go on.
    """

    def export(self, desk: Desk, meeting_id: str, form: str, folder: Path, *, annex: bool = False) -> Path:
        """Write a meeting in a form into a folder; return the file, or for several the folder.

        With `annex` the annex for the chair is written beside it, as a file of its own.

        Raises:
            Refused: the form is none to read, and has no annex.
            NotSaved: it could not be written; no half file is left.
        """

    def write_series(self, desk: Desk, meeting_id: str, child_id: str, form: str, folder: Path) -> Path:
        """Write a child (id) of a meeting over time in a form (docx, pdf, html, md) into a folder.

        It is about this child alone: what is, or may be, about a brother or sister is left out.

        Raises:
            Refused: the meeting has no such child.
            NotSaved: it could not be written; no half file is left.
        """

    def write_reminders(self, desk: Desk, texts: Sequence[str], folder: Path) -> Path:
        """Write the texts that remind owners into one file in a folder, named by the time; return it.

        Raises:
            NotSaved: it could not be written.
        """

    def write_audit(self, desk: Desk, report: Report, form: str, folder: Path) -> Path:
        """Write a report of the audit (docx, pdf, html, md, xlsx) into a folder; return the file.

        Raises:
            NotSaved: it could not be written.
        """

    def write_paper(
        self, desk: Desk, meeting_id: str, paper: Paper, form: str, attendee_id: str, folder: Path
    ) -> Path:
        """Write a paper of a meeting in a form for a line of the register (id; empty for all) into a folder.

        Invitations: ics and txt. Requests: docx, pdf, md and txt. The pack: docx, pdf and md.

        Raises:
            Refused: it cannot be made.
            NotSaved: it could not be written.
        """

    def mail_link(self, desk: Desk, meeting_id: str, paper: Paper, attendee_id: str) -> str:
        """Return the link (mailto:) that opens a message to a line of the register (id); it sends nothing.

        Raises:
            Refused: there is no such message.
        """

    def read_reply(self, desk: Desk, source: Path | bytes, meeting: Meeting, attendee_id: str) -> Reply:
        """Read an answer (JSON, or the form as .docx or .txt) to a request of a meeting.

        The last is the line (id) whose answer it is where it does not say so itself. What they wrote outside
        the answers is `Reply.outside`; `live.replies.commands_of` says what it asks of the meeting.

        Raises:
            Refused: it cannot be read.
        """

    def read_table(self, file: Path, told: Callable[[int], bool]) -> Book:
        """Read the pages of a CSV or XLSX file; `told` hears how many lines were read, and ends it with no.

        Raises:
            Refused: it cannot be read.
        """

    def write_record(
        self, desk: Desk, meeting_id: str, delivery_id: str, sending: Sending, wanted: Wanted
    ) -> Written:
        """Write what a recipient (id) gets into a folder; `Written.noted` is the command that notes it.

        Raises:
            Refused: it cannot be made.
            NotSaved: it could not be written.
            PutAside: it was not wanted any more; nothing was written.
        """

    def read_record(self, desk: Desk, meeting_id: str, delivery: Delivery) -> str:
        """Return the record as text, as a recipient will see it.

        Raises:
            Refused: it cannot be made.
        """

    def look_at(self, desk: Desk, meeting_id: str, delivery: Delivery, version: str) -> tuple[str, ...]:
        """Return, in sentences, what a person looks at before a version of a record goes to a recipient.

        Raises:
            Refused: there is no such version.
        """

    def read_news(self, desk: Desk, meeting_id: str, delivery: Delivery) -> str:
        """Return what is new since a recipient was sent the record.

        Raises:
            Refused: there is nothing to compare it with.
        """

    def left_out(self, meeting: Meeting, delivery: Delivery) -> LeftOut:
        """Say what is left out for a recipient by rule, and why."""

    def cover(self, desk: Desk, meeting: Meeting, delivery: Delivery) -> Cover:
        """Return the message that goes with a recipient's record; nothing is sent or noted by it."""

    def hand_over(self, desk: Desk, meeting_id: str, to: Path, lock: Lock, wanted: Wanted) -> Path:
        """Write a meeting into a locked file or a folder; return the file.

        Raises:
            Refused: the lock cannot be used.
            NotSaved: it could not be written.
            PutAside: it was not wanted any more; nothing was written.
        """

    def receive(self, desk: Desk, file: Path, unlock: Unlock, wanted: Wanted) -> Received:
        """Take in a locked file, all of it or nothing.

        Raises:
            NotReceived: why, in a sentence.
            NotSaved: it could not be stored.
            PutAside: it was not wanted any more; nothing was taken in.
        """


class Drafts(Protocol):
    """Half-typed text, kept until the field is left; what another running program keeps is its own."""

    def keep(self, meeting_id: str, field: str, text: str) -> None:
        """Keep the text of a field; an empty text forgets it."""

    def all(self, meeting_id: str) -> dict[str, str]:
        """Return the kept texts of a meeting by field, with those that a program left which has ended."""

    def elsewhere(self, meeting_id: str) -> int:
        """Return how many texts of a meeting other running programs keep."""

    def again(self) -> None:
        """Try again to store what could not be stored.

        Raises:
            NotSaved: some of it is in memory only, still.
        """

    def leave(self, texts: Iterable[tuple[str, str, str]]) -> None:
        """Keep texts (meeting, field, words) outside the database for the next program that opens it.

        It is for a program that has to end while they cannot be stored; none takes back what was left so.

        Raises:
            NotSaved: that is not possible either.
        """


class Clock(Protocol):
    """The time, and ids that follow it."""

    def now(self) -> datetime:
        """Return the time now, in UTC."""

    def elapsed(self) -> float:
        """Return seconds on a clock that nobody can set."""

    def new_id(self) -> str:
        """Return an id that no other machine makes; later ids sort later."""
