"""What a front end has on its desk: everything it may ask for, put together by the wiring.

What only an open meeting needs is imported when one is opened: home shows its list sooner.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from chairtui.core.change import Command, Refused
from chairtui.core.listing import and_words
from chairtui.live.device import NEVER_OTHER, Device, Formers, Moved
from chairtui.live.handing import NotReceived
from chairtui.live.ports import NotSaved
from chairtui.live.settings import Settings
from chairtui.live.whose import Acts

if TYPE_CHECKING:
    from datetime import datetime

    from chairtui.core.distribution import Delivery
    from chairtui.core.history.log import Row
    from chairtui.core.meeting import Meeting
    from chairtui.core.preparing import Paper
    from chairtui.directory.agencies import Agencies, Agency
    from chairtui.live.handing import Lock, Received, Unlock, Wanted
    from chairtui.live.live_meeting import LiveMeeting
    from chairtui.live.ports import Clock, Drafts, EventLog, Kept, Library, Ready
    from chairtui.live.readiness import Readiness
    from chairtui.live.recipients import Around
    from chairtui.live.replies import Reply
    from chairtui.live.sending import Cover, LeftOut, Sending, Written
    from chairtui.standards.verdict import Judge
    from chairtui.tables.table import Book


def _keeps_nothing_elsewhere(_to: Path, _rows: Sequence[Row]) -> Kept:
    raise NotSaved("Nothing can be kept in another place from here.")


def _writes_none(_meeting_id: str, _paper: Paper, _form: str, _attendee_id: str, _folder: Path) -> Path:
    raise Refused("No papers can be written here.")


def _reads_none(_source: Path | bytes, _meeting: Meeting, _attendee_id: str) -> Reply:
    raise Refused("No replies can be read here.")


def _changes_none(_put: Sequence[Agency], _drop: Sequence[str]) -> None:
    raise Refused("The register of agencies cannot be changed here.")


def _reads_no_table(_file: Path, _told: Callable[[int], bool]) -> Book:
    raise Refused("No tables can be read here.")


def _links_none(_meeting_id: str, _paper: Paper, _attendee_id: str) -> str:
    raise Refused("No messages can be written here.")


def _owns_none(_key: str) -> bool:
    return False


def _writes_no_record(_meeting_id: str, _delivery_id: str, _sending: Sending, _wanted: Wanted) -> Written:
    raise Refused("No records can be written here.")


def _reads_no_record(_meeting_id: str, _delivery: Delivery) -> str:
    raise Refused("No records can be shown here.")


def _looks_at_nothing(_meeting_id: str, _delivery: Delivery, _version: str) -> tuple[str, ...]:
    return ()


def _leaves_nothing_out(_meeting: Meeting, _delivery: Delivery) -> LeftOut:
    from chairtui.live.sending import LeftOut

    return LeftOut()


def _covers_none(_meeting: Meeting, _delivery: Delivery) -> Cover:
    raise Refused("No messages can be written here.")


def _hands_over_nothing(_meeting_id: str, _to: Path, _lock: Lock, _wanted: Wanted) -> Path:
    raise NotSaved("Nothing can be handed over from here.")


def _receives_nothing(_file: Path, _unlock: Unlock, _wanted: Wanted) -> Received:
    raise NotReceived("Nothing can be received here.")


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Everything a front end may ask for; it knows neither the store nor the records."""

    settings: Settings
    clock: Clock
    log: EventLog
    drafts: Drafts
    library: Library
    judge: Judge
    agencies: Agencies
    change_agencies: Callable[[Sequence[Agency], Sequence[str]], None] = _changes_none
    """Put agencies into the register, and take out (keys) those that were added here; NotSaved if it cannot
    be written. No meeting changes by it."""
    read_table: Callable[[Path, Callable[[int], bool]], Book] = _reads_no_table
    """Read the pages of a CSV or XLSX file, or raise Refused; how many were read is told now and then, and
    reading ends when that is answered with no."""
    own_agency: Callable[[str], bool] = _owns_none
    """Say whether the agency with this key was added here."""
    export: Callable[[str, str, Path], Path]
    """Write a meeting (id) in a form (json, md) into a folder; return the file."""
    write_paper: Callable[[str, Paper, str, str, Path], Path] = _writes_none
    """Write a paper of a meeting (id) in a form for a line of the register (id; empty for all) into a folder.

    Forms: ics and txt for invitations, docx, pdf, md and txt for a request, docx, pdf and md for the pack. It
    returns the file, raises Refused where the paper cannot be made and NotSaved where it cannot be written.
    """
    write_record: Callable[[str, str, Sending, Wanted], Written] = _writes_no_record
    """Write what a recipient (id) of a meeting (id) gets into a folder; or raise Refused, NotSaved, PutAside.

    It may take seconds. Nothing is noted by it: `Written.noted` is the command that does.
    """
    read_record: Callable[[str, Delivery], str] = _reads_no_record
    """Return the record of a meeting (id) as text, as a recipient will see it, or raise Refused."""
    look_at: Callable[[str, Delivery, str], tuple[str, ...]] = _looks_at_nothing
    """Return, in sentences, what a person looks at before a version of a record goes to a recipient."""
    read_news: Callable[[str, Delivery], str] = _reads_no_record
    """Return what is new since a recipient was sent the record of a meeting (id), or raise Refused."""
    left_out: Callable[[Meeting, Delivery], LeftOut] = _leaves_nothing_out
    """Say what is left out for a recipient by rule, and why."""
    cover: Callable[[Meeting, Delivery], Cover] = _covers_none
    """Return the message that goes with a recipient's record; nothing is sent or noted by it."""
    mail_link: Callable[[str, Paper, str], str] = _links_none
    """Return the link (mailto:) that opens a message of a meeting (id) to a line of the register (id) in the
    mail program, or raise Refused. Opening it sends nothing."""
    read_reply: Callable[[Path | bytes, Meeting, str], Reply] = _reads_none
    """Read an answer (JSON, or the form as .docx or .txt) to a request of a meeting, or raise Refused.

    The last is the line (id) whose answer it is where it does not say so itself. What they wrote outside the
    answers is `Reply.outside`; `live.replies.commands_of` says what the reply asks of the meeting."""
    keep_settings: Callable[[Settings], None]
    made_for: Callable[[Settings], Desk] | None = None
    """Put the desk together anew for other settings: all it can do is done for whoever sits there now."""
    incidents: Path
    """The folder for redacted incident files."""
    word_template: Path | None = None
    """Where a council's own Word template is, if it has one: records are then made from it."""
    demonstration: bool = False
    hand_over: Callable[[str, Path, Lock, Wanted], Path] = _hands_over_nothing
    """Write a meeting (id) into a locked file or folder, note it, return the file. It may take seconds."""
    receive: Callable[[Path, Unlock, Wanted], Received] = _receives_nothing
    """Take in a locked file, all of it or nothing, and note from whom it came. It may take seconds."""
    fault: Callable[[], str] = str
    """Say what became of the file with the meetings since it was opened, or nothing while all is well."""
    keep_elsewhere: Callable[[Path, Sequence[Row]], Kept] = _keeps_nothing_elsewhere
    """Copy all meetings to another file or folder, and go on there; or raise NotSaved. It may take seconds.

    The rows are those of the open meeting: they are kept also where nothing else can be read any more."""
    live_in: Callable[[Path], None] | None = None
    """Have the meetings in another folder, before there is any, or raise NotSaved; None once that is said."""
    rules_mark: Callable[[], str] = str
    """Return what changes with the rules, the council's own among them, and the register of agencies."""
    practise: Callable[[], Desk] | None = None
    """Make the invented meetings in a folder that is thrown away, and return a desk with them."""
    formers: Formers = NEVER_OTHER
    """Under which ids this machine wrote here before."""
    moved: Moved = field(default_factory=Moved)
    """Under which id it writes since the program went on in another place."""
    acts: Acts = field(default_factory=Acts)
    """What this program wrote, whoever sits at the desk."""
    news: str = ""
    """What opening the database did or found, in a sentence for whoever opens the program."""

    @property
    def device(self) -> Device:
        """This machine as the writer of streams, now."""
        return self.moved.device or Device(id=self.settings.device_id, formers=self.formers)

    def open(self, meeting_id: str) -> LiveMeeting:
        """Open a meeting for the person at this desk."""
        from chairtui.live.live_meeting import LiveMeeting

        return LiveMeeting(
            meeting_id,
            self.log,
            self.judge,
            self.clock,
            actor=self.settings.name,
            device_id=self.settings.device_id,
            formers=self.formers,
            agencies=self.agencies,
            acts=self.acts,
            moved=self.moved,
            ready=self.noted,
        )

    def readiness(self, meeting_id: str) -> Readiness:
        """Return how ready a meeting is that is being prepared; it may be asked from any thread."""
        from chairtui.core.history.log import fold

        return self._readiness(fold(self.log.read(meeting_id)), self.clock.now())

    def _readiness(self, meeting: Meeting, now: datetime) -> Readiness:
        from chairtui.live.readiness import readiness

        return readiness(meeting, self.judge.expected(meeting), self.judge.figures(meeting), now)

    def noted(self, meeting: Meeting) -> Ready | None:
        """Return how ready a meeting is, to be kept; nothing once it is not prepared any more."""
        from chairtui.core.vocabulary import Stage
        from chairtui.live.readiness import noted

        if meeting.stage is not Stage.PREPARING:
            return None
        now = self.clock.now()
        return noted(meeting, self._readiness(meeting, now), now, self.rules_mark())

    def around(self, meeting: Meeting) -> Around:
        """Return what says, beside a meeting, who gets its record."""
        from chairtui.live.recipients import Around

        expected, figures = self.judge.expected(meeting), self.judge.figures(meeting)
        return Around(expected=expected, agencies=self.agencies, figures=figures)

    def make(self, meeting_id: str, *commands: Command) -> LiveMeeting:
        """Make a meeting, linked to the earlier ones about any of the same children.

        Raises:
            Refused: a command does not fit; nothing was made.
            NotSaved: it could not be stored; nothing was made.
        """
        live = self.open(meeting_id)
        meeting = live.do(*commands).meeting
        if earlier := self.library.series_of(meeting):
            live.do(self.following(earlier))
        return live

    def following(self, earlier: Sequence[str], meeting: Meeting | None = None) -> Command:
        """Return the command that links a meeting to earlier ones (ids), with what they left open.

        What the meeting follows already stays, also where it is not kept here.
        """
        from chairtui.core.carrying import follow
        from chairtui.core.series import Series

        known = meeting.series if meeting else Series()
        return follow((self.open(one).outcome.meeting for one in earlier), known)

    def told_now(self, meeting: Meeting) -> Meeting:
        """Return a meeting with what the earlier ones that are kept here say now of enquiries.

        Every place that counts days asks for it, also where nobody linked them: see `core.carrying.told_now`.
        """
        from chairtui.core.carrying import told_now

        return told_now(meeting, self.kept_about(meeting))

    def kept_about(self, meeting: Meeting) -> tuple[Meeting, ...]:
        """Return the earlier meetings that can be read: of its series, and all about the same children."""
        from chairtui.core.history.log import Damaged, fold

        ids = [one.id for one in meeting.series.earlier]
        with suppress(NotSaved):
            ids += self.library.series_of(meeting)
        kept = []
        for one in dict.fromkeys(ids):
            with suppress(Damaged, NotSaved):
                kept.append(fold(self.log.read(one)))
        return tuple(kept)

    def as_opened(self, meeting: Meeting) -> Meeting:
        """Return a meeting as it will be once it is opened: see `take_in_series`; so the rules judge it."""
        from chairtui.core.carrying import linked_now

        if meeting.closing.signature or not meeting.series.earlier:
            return meeting
        return linked_now(meeting, self.kept_about(meeting))

    def take_in_series(self, live: LiveMeeting) -> str:
        """Let an open meeting take in what the earlier ones of its series say now; say that, in a sentence.

        Nothing is done and said where they say the same, and once the record is signed.
        """
        from chairtui.core.series import JoinSeries

        meeting = live.outcome.meeting
        if meeting.closing.signature or not meeting.series.earlier:
            return ""
        earlier, known = self.as_opened(meeting).series.earlier, meeting.series.earlier
        changed = [now.reference or now.id for now, one in zip(earlier, known, strict=True) if now != one]
        if not changed:
            return ""
        try:
            live.do(JoinSeries(earlier=earlier, carried=meeting.series.carried))
        except (Refused, NotSaved):
            return ""  # it is asked again when the meeting is opened again
        says = "says" if len(changed) == 1 else "say"
        return f"{and_words(changed)} {says} more of the enquiries than when linked: it counts here now."

    def for_person(self, settings: Settings) -> Desk:
        """Return the desk of the person that the first start asked for, and keep the answer.

        Raises:
            NotSaved: the settings could not be written.
        """
        self.keep_settings(settings)
        return self.with_settings(settings)

    def with_settings(self, settings: Settings) -> Desk:
        """Return the desk as it is with other settings: whatever is written from it names whom they name."""
        return self.made_for(settings) if self.made_for else replace(self, settings=settings)

    def with_theme(self, theme: str) -> Desk:
        """Return the desk in another look, and keep it.

        Raises:
            NotSaved: the settings could not be written.
        """
        return self.for_person(msgspec.structs.replace(self.settings, theme=theme))
