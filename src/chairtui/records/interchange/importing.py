"""Taking documents into the log: all of them or none, and nothing twice."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from chairtui.core.history.log import Recorded, Row, decode, fold, in_order
from chairtui.core.meeting import Meeting
from chairtui.live.ledger import is_unlisted
from chairtui.live.live_meeting import LiveMeeting
from chairtui.live.ports import EventLog, Taken
from chairtui.records.interchange.checks import check_profile
from chairtui.records.interchange.history import came_back, new_rows, see_that_it_did_not_leave
from chairtui.records.interchange.reading import Incoming, read
from chairtui.records.interchange.refusal import NotTaken
from chairtui.records.interchange.replaying import replay

TWO_TALES = (
    "What “meeting” says is not what “history” makes of it; the history counts, and the rest was left out."
)


class Intake(EventLog, Protocol):
    """A log that can take the streams of another machine."""

    def take_in(self, rows: Sequence[Row]) -> None:
        """Store the streams of one meeting as another machine wrote them, all or none.

        Raises:
            Taken: a stream here went on differently.
            NotSaved: they could not be stored.
        """


class Source(Struct, frozen=True):
    """A document and where it comes from."""

    name: str
    content: bytes


class Imported(Struct, frozen=True, kw_only=True):
    """What became of one document."""

    name: str
    meeting_id: str
    reference: str
    events: int
    """How many events were added; none when the meeting was here already."""
    already: bool
    """Whether the meeting was here before."""
    note: str = ""
    """Sentences where the document says two different things, or brings back what this machine had lost."""


class Importer:
    """Takes documents into a log."""

    def __init__(
        self,
        log: Intake,
        open_meeting: Callable[[str], LiveMeeting],
        profile_of: Callable[[Meeting], str],
        now: Callable[[], datetime],
        profiles: Callable[[], Sequence[str]],
        own: str = "",
        formers: Collection[str] = (),
        came_in: Callable[[str], object] = lambda _meeting_id: None,
    ) -> None:
        """Write to `log`, and what has no history through `open_meeting`; `profiles` names all.

        `own` is the id under which this machine writes, `formers` those under which it wrote before.
        `came_in` is told of each meeting that brought something, once it is stored.
        """
        self._log = log
        self._open = open_meeting
        self._profile_of = profile_of
        self._now = now
        self._profiles, self._own, self._formers = profiles, own, formers
        self._came_in = came_in

    def take(
        self, sources: Sequence[Source], progress: Callable[[Imported], object] | None = None
    ) -> list[Imported]:
        """Import documents; every one is read and checked before the first is written.

        Raises:
            NotTaken: a document is wrong; nothing was imported.
            NotSaved: the disk, the file or a lock kept a meeting from being stored; those before it are
                stored whole, and importing again goes on from there.
        """
        ready = [(source.name, self._checked(source)) for source in sources]
        self._refuse_twins(ready)
        done = []
        for name, incoming in ready:
            done.append(self._bring_in(name, incoming))
            if progress is not None:
                progress(done[-1])
        return done

    def _checked(self, source: Source) -> Incoming:
        try:
            incoming = read(source.content, self._now())
            if incoming.history is not None:
                see_that_it_did_not_leave(self._log, incoming.meeting.id)
                new_rows(self._rows(incoming.meeting.id), incoming.history, self._own)
            else:
                check_profile(incoming.meeting.profile, self._profiles())
        except NotTaken as wrong:
            raise NotTaken(source.name, str(wrong)) from None
        return incoming

    def _refuse_twins(self, ready: Sequence[tuple[str, Incoming]]) -> None:
        files: dict[str, str] = {}
        for name, incoming in ready:
            first = files.setdefault(incoming.meeting.id, name)
            if first != name:
                raise NotTaken(name, f"this is the same meeting as in {first}; import one of the two")

    def _bring_in(self, name: str, incoming: Incoming) -> Imported:
        known = self._log.size(incoming.meeting.id)
        meeting = incoming.meeting
        notes: list[str] = []
        if incoming.history is None:
            added = self._replay(meeting)
        else:
            new = self._append(incoming)
            added = len(new) + self._keep_ledger(meeting.id)
            notes = [came_back(new, self._formers)]
            meeting = fold(in_order([decode(row) for row in incoming.history]))
        if added:
            self._came_in(meeting.id)
        return Imported(
            name=name,
            meeting_id=incoming.meeting.id,
            reference=meeting.reference,
            events=added,
            already=known > 0,
            note=" ".join(filter(None, (*notes, "" if meeting == incoming.meeting else TWO_TALES))),
        )

    def _replay(self, meeting: Meeting) -> int:
        live = self._open(meeting.id)
        if live.history:
            return 0
        replayed = replay(meeting, self._profile_of(meeting), self._now())
        return len(live.take_over(replayed).events)

    def _append(self, incoming: Incoming) -> list[Row]:
        rows = incoming.history or ()
        new = new_rows(self._rows(incoming.meeting.id), rows, self._own)
        try:
            self._log.take_in(rows)
        except Taken:
            raise NotTaken(
                incoming.meeting.reference,
                "it contradicts what is remembered here, or another program wrote to this meeting just now",
            ) from None
        return new

    def _keep_ledger(self, meeting_id: str) -> int:
        """Put onto the ledger who gets a record that was signed elsewhere; return how many events it took."""
        if not is_unlisted(self._rows(meeting_id)):
            return 0
        return len(self._open(meeting_id).keep_ledger().events)

    def _rows(self, meeting_id: str) -> list[Row]:
        known: Sequence[Recorded] = self._log.read(meeting_id)
        return [one.row for one in known]
