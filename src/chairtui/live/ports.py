"""What a front end and the live meeting need from the outside, as protocols."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from chairtui.core.vocabulary import Stage

if TYPE_CHECKING:
    from chairtui.core.continuity import Doubt
    from chairtui.core.distribution import Delivery
    from chairtui.core.history.log import Recorded, Row
    from chairtui.core.meeting import Meeting
    from chairtui.core.preparing import Paper
    from chairtui.directory.agencies import Agency
    from chairtui.live.desk import Desk
    from chairtui.live.handing import Lock, Received, Unlock, Wanted
    from chairtui.live.replies import Reply
    from chairtui.live.sending import Cover, LeftOut, Sending, Written
    from chairtui.live.settings import Settings
    from chairtui.tables.table import Book


class Taken(Exception):
    """Another writer has used this place in the stream: read again and decide again."""


class NotSaved(Exception):
    """Nothing was stored; the text is a sentence that says why and what to do."""


class Busy(NotSaved):
    """Another program holds the file just now: nothing was stored, and the same may be tried again soon."""


class Ready(Struct, frozen=True, kw_only=True):
    """How ready a meeting is that is being prepared, in words, and for how long they hold."""

    words: str
    done: bool
    """Whether nothing is left to do."""
    cancelled: bool
    since: datetime
    """UTC, when it was found out."""
    until: datetime | None
    """UTC, when time alone makes them others; nothing if it does not."""
    by: str
    """By which rules and which register of agencies."""

    def holds(self, now: datetime, by: str) -> bool:
        """Say whether the words are still true, with nothing written to the meeting since."""
        return self.by == by and self.since <= now and (self.until is None or now < self.until)


class EventLog(Protocol):
    """Where the rows of all meetings are kept."""

    def read(self, meeting_id: str) -> Sequence[Recorded]:
        """Return a meeting's history in the order that every machine agrees on."""

    def size(self, meeting_id: str) -> int:
        """Return how many rows a meeting has."""

    def append(self, rows: Sequence[Row], after: Meeting, ready: Ready | None = None) -> None:
        """Store rows of one stream all together or not at all; return once they are on disk.

        `after` is the meeting that the rows make, for lists and searches, and `ready` how ready it is then.

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

    def rules_mark(self) -> str:
        """Return what changes with the rules, the council's own among them, and the register of agencies."""

    def practise(self) -> Desk:
        """Make the invented meetings in a folder that is thrown away, and return a desk with them."""


class Records(Protocol):
    """What leaves the program and what comes in, done in the name of whoever sits at the desk that is given.

    Each may take seconds. `Wanted` is asked now and then whether to go on.
    """

    def export(self, desk: Desk, meeting_id: str, form: str, folder: Path) -> Path:
        """Write a meeting in a form into a folder; return the file, or for several the folder.

        Raises:
            NotSaved: it could not be written; no half file is left.
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


class Listed(Struct, frozen=True, kw_only=True):
    """One line of the list of meetings."""

    id: str
    reference: str
    children: str
    """Names or initials, for the eyes of whoever may see the list."""
    chair: str
    team: str
    stage: Stage
    scheduled_at: datetime | None
    started_at: datetime | None
    signed_at: datetime | None
    stops: int
    """Stops that are open and unanswered."""
    warns: int
    actions_open: int
    next_due_on: str
    """ISO day of the earliest open action; empty when there is none."""
    unsent: int
    """Recipients who have still to be sent the newest version of the record."""
    send_due_at: datetime | None = None
    """By when the first of those who were not sent it yet, or whose came back, is to have it."""
    returned: int = 0
    """Of the unsent: those whose record came back."""
    outdated: int = 0
    """Of the unsent: those who have an older version."""
    undecided: str = ""
    """The children about whom nothing is decided; names or initials."""

    @property
    def key(self) -> str:
        """What names it among all meetings."""
        return self.id


class Due(Struct, frozen=True, kw_only=True):
    """One action that is not done, in the list over all meetings."""

    meeting_id: str
    reference: str
    action_id: str
    what: str
    owner: str
    agency: str
    due_on: str

    @property
    def key(self) -> str:
        """What names it among the actions of all meetings."""
        return f"{self.meeting_id}/{self.action_id}"


class Part(StrEnum):
    """Which meetings are listed, and in which order."""

    ALL = "all"
    """The newest first."""
    OPEN = "not signed"
    """What waits longest first, and of those to come the soonest."""
    TO_SEND = "to send"
    """Signed, and somebody is still to be sent the record: the most overdue first."""
    DONE = "signed and sent"
    """The newest first."""


class DuePart(StrEnum):
    """Which open actions are listed."""

    ALL = "all"
    TODAY = "due today"
    OVERDUE = "overdue"
    LATER = "due later"
    UNDATED = "without a day"


PAGE = 200
"""How many lines of a list are read at a time; the next page goes on after the last of them."""

FEW = 50
"""The same while somebody types."""


class Found(Struct, frozen=True, kw_only=True):
    """One place where the words of a search stand."""

    number: int
    """Its place in the search; the newest have the highest."""
    meeting_id: str
    reference: str
    where: str
    excerpt: str


class Person(Struct, frozen=True, kw_only=True):
    """Somebody who may be asked: from an earlier register, or a contact of the register of agencies."""

    name: str
    job: str = ""
    agency: str = ""
    """Key of the agency."""
    area: str = ""


class Library(Protocol):
    """Lists and searches over all meetings."""

    def meetings(self, *, part: Part = Part.ALL, limit: int = PAGE, after: str = "") -> Sequence[Listed]:
        """Return a page of meetings; `after` is the id of the last one seen, -1 as limit means all."""

    def count(self, part: Part = Part.ALL) -> int:
        """Return how many meetings there are."""

    def due(
        self, *, part: DuePart = DuePart.ALL, day: str = "", limit: int = PAGE, after: str = ""
    ) -> Sequence[Due]:
        """Return a page of open actions as of a day (ISO), the most overdue first; `after`: the last key."""

    def due_count(self, part: DuePart = DuePart.ALL, day: str = "") -> int:
        """Return how many actions are open, as of a day."""

    def search(self, words: str, *, limit: int = FEW, after: int = 0) -> Sequence[Found]:
        """Return a page of where the words stand, newest first; `after`: the number of the last one seen."""

    def search_count(self, words: str) -> int:
        """Return in how many places the words stand."""

    def named(self, words: str, *, limit: int = FEW) -> Sequence[str]:
        """Return the ids of the meetings meant: by id, by reference, or by the beginning of either."""

    def numbered(self, numbers: Collection[str]) -> Sequence[str]:
        """Return the ids of the meetings about a child with one of these case numbers, zeros before aside."""

    def people(self, *, limit: int = 5_000) -> Sequence[Person]:
        """Return who stood on the newest registers, as many lines as the limit, each person once."""

    def ready(self) -> Mapping[str, Ready]:
        """Return how ready meetings are, by id, where that was noted with the last thing written to them."""

    def series_of(self, meeting: Meeting) -> Sequence[str]:
        """Return the ids of earlier meetings about any of the same children."""


class Clock(Protocol):
    """The time, and ids that follow it."""

    def now(self) -> datetime:
        """Return the time now, in UTC."""

    def elapsed(self) -> float:
        """Return seconds on a clock that nobody can set."""

    def new_id(self) -> str:
        """Return an id that no other machine makes; later ids sort later."""
