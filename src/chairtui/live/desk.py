"""What a front end has on its desk: everything it may ask for, put together by the wiring.

What only an open meeting needs is imported when one is opened: home shows its list sooner.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from chairtui.core.change import Command, Refused
from chairtui.core.listing import and_words
from chairtui.live.device import NEVER_OTHER, Device, Formers, Moved
from chairtui.live.ports import NotSaved
from chairtui.live.settings import Settings
from chairtui.live.whose import Acts

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting, PrepareMeeting
    from chairtui.core.plan import Plan
    from chairtui.directory.agencies import Agencies
    from chairtui.live.audited import Audited
    from chairtui.live.auditing import Audits
    from chairtui.live.library import Library, Listed
    from chairtui.live.live_meeting import LiveMeeting
    from chairtui.live.locking import Door
    from chairtui.live.ports import Clock, Drafts, EventLog, Machine, Records
    from chairtui.live.readiness import Readiness
    from chairtui.live.ready import Ready
    from chairtui.live.recipients import Around
    from chairtui.standards.verdict import Judge, Verdict


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
    records: Records
    machine: Machine
    incidents: Path
    """The folder for redacted incident files."""
    word_template: Path | None = None
    """Where a council's own Word template is, if it has one: records are then made from it."""
    demonstration: bool = False
    formers: Formers = NEVER_OTHER
    """Under which ids this machine wrote here before."""
    moved: Moved = field(default_factory=Moved)
    """Under which id it writes since the program went on in another place."""
    acts: Acts = field(default_factory=Acts)
    """What this program wrote, whoever sits at the desk."""
    audits: Callable[[], Audits] | None = None
    """Returns the audit over all meetings, which needs the rules; nothing where it is not kept."""
    door: Door | None = None
    """What opened the database, and opens the covered screen again; nothing for meetings to practise on."""
    news: str = ""
    """What opening the database did or found, in a sentence for whoever opens the program."""

    @property
    def device(self) -> Device:
        """This machine as the writer of streams, now."""
        return self.moved.device or Device(id=self.settings.device_id, formers=self.formers)

    def open(self, meeting_id: str, *, alone: bool = False) -> LiveMeeting:
        """Open a meeting for the person at this desk.

        What becomes of an action in it is noted in all meetings that have the same one, but for one `alone`.
        """
        from chairtui.live.following_up import note_elsewhere
        from chairtui.live.live_meeting import LiveMeeting

        def elsewhere(before: Plan, after: Plan) -> None:
            if not alone:
                note_elsewhere(self, meeting_id, before.actions, after.actions)

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
            elsewhere=elsewhere,
            audited=self.audited,
        )

    def readiness(self, meeting_id: str) -> Readiness:
        """Return how ready a meeting is that is being prepared; it may be asked from any thread."""
        from chairtui.core.history.log import fold
        from chairtui.live.readiness import readiness

        meeting = fold(self.log.read(meeting_id))
        return readiness(meeting, self.judge.expected(meeting), self.judge.figures(meeting), self.clock.now())

    def noted(self, meeting: Meeting, verdicts: Sequence[Verdict] | None = None) -> Ready:
        """Return what the rules say of a meeting now, to be kept; its verdicts where they are known."""
        from chairtui.directory.naming import title_in
        from chairtui.live.noting import noted

        now, by, title = self.clock.now(), self.machine.rules_mark(), title_in(meeting, self.agencies)
        return noted(meeting, self.judge, now, by, verdicts, title)

    def audited(self, meeting: Meeting) -> Audited | None:
        """Return what the measures say of a meeting now, to be kept with what is written to it."""
        return self.audits().noted(meeting, self.clock.now()) if self.audits else None

    def ready(self, meetings: Sequence[Listed]) -> Mapping[str, Ready]:
        """Return what the rules say of meetings, by id; where nothing noted holds, it is found out."""
        known, unknown = self.kept_ready(meetings)
        return known | {one: ready for one in unknown if (ready := self.found_out(one))}

    def kept_ready(self, meetings: Sequence[Listed]) -> tuple[dict[str, Ready], list[str]]:
        """Return what is noted of what the rules say of meetings, and the ids of those where nothing holds.

        Of a signed one it stands as it was written: what the clock made so since, the check says. Where an
        earlier version wrote it, nothing is noted, and it is found out like that of any other. Any thread may
        ask.
        """
        from chairtui.core.vocabulary import Stage

        noted = self.library.ready([one.id for one in meetings])
        now, by = self.clock.now(), self.machine.rules_mark()
        signed = {one.id for one in meetings if one.stage is Stage.SIGNED}
        hold = {one: ready for one, ready in noted.items() if one in signed or ready.holds(now, by)}
        return hold, [one.id for one in meetings if one.id not in hold]

    def found_out(self, meeting_id: str) -> Ready | None:
        """Ask the rules, from any thread; that takes their engine, which home otherwise needs not."""
        from chairtui.core.history.log import Damaged, fold
        from chairtui.standards.reading import FaultyProfile

        with suppress(Damaged, NotSaved, FaultyProfile):  # opening the meeting says what is wrong
            return self.noted(fold(self.log.read(meeting_id)))
        return None

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

    def meet_again(self, last_id: str, prepare: PrepareMeeting, *more: Command) -> LiveMeeting:
        """Make the next meeting about the children of one, linked to it and to all before it.

        What that one left open goes on; what was so at it waits to be confirmed (`core.meeting_again`).

        Raises:
            Refused: a command does not fit; nothing was made.
            NotSaved: it could not be stored; nothing was made.
        """
        from chairtui.core.meeting_again import begins_again

        last = self.open(last_id).outcome.meeting
        live = self.open(prepare.meeting_id)
        meeting = live.do(*begins_again(last, prepare), *more).meeting
        before = dict.fromkeys((*self.library.series_of(meeting), last_id))
        live.do(self.following([one for one in before if one != meeting.id]))
        return live

    def following(self, earlier: Sequence[str], meeting: Meeting | None = None) -> Command:
        """Return the command that links a meeting to earlier ones (ids), with what they left open.

        What the meeting follows already stays, also where it is not kept here.
        """
        from chairtui.core.carrying import follow
        from chairtui.core.series import Series

        known = meeting.series if meeting else Series()
        going_on = meeting.plan.ids if meeting else ()
        return follow((self.open(one).outcome.meeting for one in earlier), known, going_on)

    def told_now(self, meeting: Meeting) -> Meeting:
        """Return a meeting with what the earlier ones that are kept here say now of enquiries.

        Every place that counts days asks for it, also where nobody linked them: see `core.carrying.told_now`.
        """
        from chairtui.core.carrying import told_now

        return told_now(meeting, self.kept_about(meeting))

    def kept_about(self, meeting: Meeting) -> tuple[Meeting, ...]:
        """Return the earlier meetings that can be read: of its series, and all about the same children."""
        ids = [one.id for one in meeting.series.earlier]
        with suppress(NotSaved):
            ids += self.library.series_of(meeting)
        return self._readable(ids)

    def perhaps_about(self, meeting: Meeting) -> tuple[Meeting, ...]:
        """Return the earlier meetings that can be read, perhaps about the same child: nobody said it."""
        with suppress(NotSaved):
            linked = {one.id for one in meeting.series.earlier}
            return self._readable([one for one in self.library.perhaps_of(meeting) if one not in linked])
        return ()

    def _readable(self, ids: Iterable[str]) -> tuple[Meeting, ...]:
        from chairtui.core.history.log import Damaged, fold

        kept = []
        for meeting_id in dict.fromkeys(ids):
            with suppress(Damaged, NotSaved):
                kept.append(fold(self.log.read(meeting_id)))
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
        self.machine.keep_settings(settings)
        return self.with_settings(settings)

    def with_settings(self, settings: Settings) -> Desk:
        """Return the desk as it is with other settings: whatever is written from it names whom they name."""
        return replace(self, settings=settings)

    def with_theme(self, theme: str) -> Desk:
        """Return the desk in another look, and keep it.

        Raises:
            NotSaved: the settings could not be written.
        """
        return self.for_person(msgspec.structs.replace(self.settings, theme=theme))
