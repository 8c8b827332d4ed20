"""One sitting at a meeting: what is open, which step is shown, and whether names are hidden."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from functools import cached_property

from msgspec.structs import replace

from chairtui.core.carrying import not_linked_words, told_now
from chairtui.core.children import Child
from chairtui.core.conference_clocks import Counting, conference_clocks
from chairtui.core.meeting import Meeting
from chairtui.core.meeting_again import last_of
from chairtui.core.register import Attendee
from chairtui.core.sentences.names import told_apart
from chairtui.core.vocabulary import Step
from chairtui.directory.naming import title_apart
from chairtui.live.desk import Desk
from chairtui.live.library import Person
from chairtui.live.outcome import Came, Outcome
from chairtui.live.ports import NotSaved
from chairtui.live.readiness import Readiness, readiness
from chairtui.live.recipients import Around
from chairtui.standards.announcing import Heard, Said, announce, opened
from chairtui.standards.moments import Moments
from chairtui.standards.naming import line_title
from chairtui.standards.placed import Attention
from chairtui.standards.placing import attention
from chairtui.standards.verdict import Expected
from chairtui.tui.sitting.masking import masked, masked_verdicts
from chairtui.tui.sitting.waiting import Waiting
from chairtui.tui.sitting.watching import Watch
from chairtui.tui.typed.dates import Dates

ENTERED_AFTER = 60.0
"""Seconds after which a step that is shown counts as entered, if nothing was written in it."""

NEWS_FOR = 10.0
"""Seconds for which a row that was announced stands out, unless somebody looks at it before."""

GATED = frozenset({Step.DECIDE, Step.READ_BACK})
"""The steps with a gate: they count as entered as soon as they are shown."""


class Sitting:
    """Holds what every step of an open meeting shares; the meeting itself changes only through `live`."""

    def __init__(self, desk: Desk, meeting_id: str) -> None:
        """Open a meeting at a desk."""
        self.desk = desk
        self.live = desk.open(meeting_id)
        self.waiting = Waiting(self.live)
        self.watch = Watch(self)
        self.doubts = desk.log.doubts(meeting_id).get(meeting_id, ())
        """What was remembered of the log and does not fit; it is a fault until somebody accepts it."""
        self.dates = Dates(lambda: self.now)
        self.private = False
        self._earlier: tuple[Person, ...] = ()
        self._looked: tuple[tuple[Child, ...], dict[bool, tuple[str, ...]]] | None = None
        self._kept: tuple[tuple[object, object], tuple[Meeting, ...]] | None = None
        self.step = Step.WHO
        self.came_from = Step.WHO
        """The step to go back to from the register."""
        self.step_since = desk.clock.elapsed()
        self.unfolded: frozenset[str] = frozenset()
        """The rows whose members are shown: of warnings, and of who was absent from a decision."""
        self.flat = False
        """Whether all warnings are shown as one list."""
        self._entered: frozenset[Step] = frozenset()
        self._heard: Heard | None = None
        self._foreseen: tuple[Came, Outcome] | None = None
        self._news: dict[str, float] = {}
        """By row: when it was announced, for as long as that is news."""
        self._expected: tuple[Meeting, int, tuple[Expected, ...]] | None = None

    def go_to(self, step: Step) -> None:
        """Note that another step is shown."""
        if step is not self.step:
            if self.desk.clock.elapsed() - self.step_since >= ENTERED_AFTER:
                self._entered |= {self.step}
            self.came_from, self.step = self.step, step
            self.step_since = self.desk.clock.elapsed()
        self._entered |= {step} & GATED

    def attention(self, outcome: Outcome) -> Attention:
        """Return where each warning stands, with the steps that were entered here."""
        return attention(outcome.meeting, outcome.verdicts, self.now, self._entered)

    def hear(self, outcome: Outcome, seen: Attention) -> tuple[Said, ...]:
        """Return what is to be said aloud of the warnings now; of what stood when it was opened, nothing."""
        moments = Moments(outcome.meeting, self.now, self._entered)
        if self._heard is None:
            self._heard = opened(seen, moments)
            return ()
        self._heard, said = announce(self._heard, seen, moments)
        return said

    def announced(self, rows: Iterable[str]) -> None:
        """Note the rows (names) that are said aloud now: they are news for some seconds."""
        now = self.desk.clock.elapsed()
        still = {row: at for row, at in self._news.items() if now - at < NEWS_FOR}
        self._news = still | dict.fromkeys(rows, now)

    def saw_news(self) -> None:
        """Note that somebody looks at the warnings."""
        self._news = {}

    @property
    def news(self) -> frozenset[str]:
        """The names of the rows that were announced just now."""
        return frozenset(self._news)

    @property
    def is_news_over(self) -> bool:
        """Whether something has been shown as news for long enough."""
        now = self.desk.clock.elapsed()
        return any(now - at >= NEWS_FOR for at in self._news.values())

    @property
    def shown(self) -> Outcome:
        """The meeting as this screen may show it."""
        return self.seen(self.live.outcome)

    @property
    def ahead(self) -> Outcome:
        """The meeting with what others wrote and is not taken in yet, as this screen may show it."""
        came = self.watch.ahead
        if came is None:
            return self.shown
        if self._foreseen is None or self._foreseen[0] is not came:
            self._foreseen = (came, self.live.foreseen(came))
        return self.seen(self._foreseen[1])

    def seen(self, outcome: Outcome) -> Outcome:
        """Return an outcome as this screen may show it: children told apart, and nobody named if private."""
        if not self.private:
            meeting = told_apart(outcome.meeting)
            return outcome if meeting is outcome.meeting else replace(outcome, meeting=meeting)
        meeting = masked(outcome.meeting, self.desk.agencies)
        worded = self.desk.judge(meeting, self.now)
        return Outcome(meeting, masked_verdicts(outcome.verdicts, worded))

    def read_people(self) -> None:
        """Read, beside the screen, who stood on earlier registers; until then only contacts are offered."""
        with suppress(NotSaved):  # what became of the file is said where it is watched
            self._earlier = tuple(self.desk.library.people())
        self.__dict__.pop("people", None)

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Who may be named: the contacts of the register of agencies, then people of earlier meetings.

        A form, the only thing that offers them, does not open while names are hidden.
        """
        contacts = (
            Person(name=contact.name, job=contact.job, agency=agency.key)
            for agency in self.desk.agencies.all()
            for contact in agency.contacts
            if contact.name
        )
        seen = {(one.name, one.agency): one for one in contacts}
        for person in self._earlier:
            seen.setdefault((person.name, person.agency), person)
        return tuple(seen.values())

    def unlinked(self, *, perhaps: bool = False) -> tuple[str, ...]:
        """Return the ids of all earlier meetings about these children, if it does not follow them all yet.

        With `perhaps` those about a child of whom a person has to say whether it is the same.
        """
        meeting = self.live.outcome.meeting
        if meeting.closing.signature:
            return ()
        if self._looked is None or self._looked[0] is not meeting.concern.children:
            library, known = self.desk.library, dict[bool, tuple[str, ...]]()
            with suppress(NotSaved):
                known = {False: tuple(library.series_of(meeting)), True: tuple(library.perhaps_of(meeting))}
            self._looked = (meeting.concern.children, known)
        earlier = self._looked[1].get(perhaps, ())
        return earlier if set(earlier) - {one.id for one in meeting.series.earlier} else ()

    def told(self, meeting: Meeting) -> Meeting:
        """Return a meeting with what the earlier ones kept here say of enquiries, as every place counts days.

        They are read again when its children or what it follows change.
        """
        about = (meeting.concern.children, meeting.series.earlier)
        if self._kept is None or any(one is not now for one, now in zip(self._kept[0], about, strict=True)):
            self._kept = (about, self.desk.kept_about(meeting))
        return told_now(meeting, self._kept[1])

    def last_one(self) -> Meeting | None:
        """Return the meeting that was held last of those that this one follows, if it is kept here."""
        meeting = self.live.outcome.meeting
        if not meeting.series.earlier:
            return None
        self.told(meeting)
        return last_of(meeting, self._kept[1] if self._kept else ())

    def not_linked(self) -> str:
        """Return that meetings about the same children are not linked, and what to do; or nothing."""
        meeting = self.live.outcome.meeting
        self.told(meeting)
        return not_linked_words(meeting, self._kept[1] if self._kept else ())

    def counted(self) -> tuple[Counting, ...]:
        """Return until when a conference has to be held, by the children of each enquiry."""
        return conference_clocks(self.told(self.live.outcome.meeting))

    @property
    def now(self) -> datetime:
        """The time now, in UTC, also where the clock has lost it."""
        return self.live.now

    def expected(self, meeting: Meeting) -> tuple[Expected, ...]:
        """Return who should be there, and why; asked of the same meeting again, it is not worked out anew."""
        register = self.desk.agencies.taken
        if self._expected is None or self._expected[0] is not meeting or self._expected[1] != register:
            self._expected = (meeting, register, self.desk.judge.expected(meeting))
        return self._expected[2]

    def around(self, meeting: Meeting) -> Around:
        """Return what says, beside a meeting, who gets its record."""
        figures = self.desk.judge.figures(meeting)
        return Around(expected=self.expected(meeting), agencies=self.desk.agencies, figures=figures)

    def readiness(self, meeting: Meeting) -> Readiness:
        """Return how ready the meeting is while it is being prepared."""
        return readiness(meeting, self.expected(meeting), self.desk.judge.figures(meeting), self.now)


def agency_title(sitting: Sitting, line: Attendee) -> str:
    """Return the agency of a line of the meeting, or of one that is being added to it, as people say it."""
    meeting = sitting.live.outcome.meeting
    return line_title(line, sitting.expected(meeting), title_apart(meeting, sitting.desk.agencies))
