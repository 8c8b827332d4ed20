"""What a record needs to know beside the meeting, and the words that its sections share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chairtui.core.absences import Told, Without
from chairtui.core.calendar.when import When, say_when
from chairtui.core.conference_clocks import Counting, conference_clocks
from chairtui.core.conflicts import Conflict, is_disputed
from chairtui.core.history.log import Row
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee
from chairtui.core.sentences.every_event import Entry
from chairtui.core.sentences.names import told_apart
from chairtui.core.versions import Version, version_of
from chairtui.core.views import Title, agency_named, plain_title, who
from chairtui.core.vocabulary import RecordKind, Redaction
from chairtui.core.who_was_missing import decided_without, told_by
from chairtui.core.with_ids import find
from chairtui.records.content.versions import Made, versions
from chairtui.records.record import Paragraph


@dataclass(frozen=True, kw_only=True)
class Copy:
    """What a copy of a record says of itself: what it is, for whom, and what it leaves out."""

    kind: RecordKind = RecordKind.FULL
    recipient: str = ""
    """Empty for the whole record, which is the council's own."""
    child: str = ""
    """The one child that it is about."""
    left_out: frozenset[Redaction] = frozenset()
    of_several: bool = False
    """Whether the meeting was about other children as well."""
    withheld: tuple[str, ...] = ()
    """The places of the texts that were left out because they may speak of another child."""
    outside: bool = False
    """Whether its recipient stands outside the agencies, who are not named to them."""


TELLING = (
    Redaction.PLACES,
    Redaction.SHARED,
    Redaction.CHRONOLOGY,
    Redaction.ANALYSIS,
    Redaction.ACTIONS,
)
"""What warnings speak of in their words: a copy that leaves out one of these leaves out the warnings."""

NOT_SETTLED = "NOT SETTLED: two machines say different things"
"""Said in a record beside an answer that is in dispute."""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """A meeting with everything around it that its record shows."""

    meeting: Meeting
    rows: Sequence[Row]
    """Its history, in order."""
    title: Title = plain_title
    """Names an agency by its key."""
    unnamed: tuple[tuple[str, str], ...] = ()
    """Expected roles that no line of the register stands for: key and title."""
    expected_of: Callable[[str], frozenset[str] | None] = lambda _child_id: None
    """Returns the keys of the roles that a meeting about one child alone expects; nothing if not known."""
    stale_days: int | None = None
    """From how many days on what was shared counts as old; nothing where the rules do not say."""
    source_of: Callable[[str], str] = lambda _code: ""
    """Names the source of a rule by its code."""
    closes: Callable[[str], bool] = lambda _code: True
    """Says of a rule by its code whether signing asks about it."""
    step_of: Callable[[str], int | None] = lambda _code: None
    """Returns the step (1 to 7) at which a rule is satisfied, by its code; none where none is named."""
    judged_now: str = ""
    """Name and version of the rules that judge the meeting today; empty where that is not known."""
    guidance: str = ""
    """The guidance that the rules stand for, its issue, and what was not read of it."""
    question_of: Callable[[str], str] = lambda key: key
    """Returns the words of a question of the chair's deck by its key."""
    made: tuple[Made, ...] | None = None
    """The versions of the record, where the rows were bared; nothing means: those that the rows make."""
    copy: Copy = Copy()
    """Whose copy is made; the meeting has been cut to what they may see."""
    counted: tuple[Counting, ...] | None = None
    """The clocks to a conference, counted before anything was cut: a copy has the days of the record."""
    since: tuple[Entry, ...] = ()
    """What was noted since it was signed, for the council's own record alone."""
    told: Told | None = None
    """What came from those who were missing, found before anything was cut: a copy says the same of them."""
    unsettled: tuple[Conflict, ...] | None = None
    """What two machines left unsettled, found before anything was cut: a copy shows no answer as settled."""
    version: Version | None = None
    """The version of the record, told before anything was cut: a copy bears the mark of the record."""

    def __post_init__(self) -> None:
        """Count the clocks, find what came from whom, tell the version and children of one name apart.

        So it is whoever makes the frame.
        """
        if self.counted is None:
            object.__setattr__(self, "counted", conference_clocks(self.meeting))
        if self.told is None:
            object.__setattr__(self, "told", told_by(self.meeting))
        if self.unsettled is None:
            object.__setattr__(self, "unsettled", self.meeting.conflicts)
        if self.version is None:
            object.__setattr__(self, "version", version_of(self.meeting.closing))
        object.__setattr__(self, "meeting", told_apart(self.meeting))

    @property
    def versions(self) -> tuple[Made, ...]:
        """The versions of the record up to this one."""
        return versions(self.rows) if self.made is None else self.made

    def line(self, attendee_id: str) -> str:
        """Return who stands on a line of the register."""
        line = find(self.meeting.attendance.register, attendee_id)
        return who(line, self.title) if line else "somebody who is not on the register"

    @property
    def clocks(self) -> tuple[Counting, ...]:
        """The clocks to a conference, of the enquiries about the children that the copy is about."""
        return self.counted or ()

    @property
    def without(self) -> tuple[Without, ...]:
        """Who was missing at each decision that stands."""
        return decided_without(self.meeting, self.title, self.unnamed, self.told)

    def agency(self, key: str, attendee_id: str) -> str:
        """Return the name of somebody's agency; of one of two schools with the name of the school."""
        return agency_named(key, attendee_id, self.meeting.attendance.register, self.title)

    def attendee(self, attendee_id: str) -> Attendee | None:
        """Return a line of the register."""
        return find(self.meeting.attendance.register, attendee_id)

    def child(self, child_id: str) -> str:
        """Return a child or family member by name."""
        concern = self.meeting.concern
        person = find(concern.children, child_id) or find(concern.family, child_id)
        return person.name if person else "a child who is not part of the meeting"

    def disputed(self, part: str, *keys: str) -> str:
        """Return what stands beside an answer that two machines dispute; nothing where they do not."""
        contested = any(is_disputed(self.unsettled or (), part, key) for key in keys or ("",))
        return f" ({NOT_SETTLED})" if contested else ""

    def omits(self, *redactions: Redaction) -> bool:
        """Say whether this copy leaves out one of these."""
        return not self.copy.left_out.isdisjoint(redactions)


def omitted(redaction: Redaction) -> Paragraph:
    """Return the sentence that stands where something was left out of a copy."""
    return Paragraph(f"Left out of this copy: {redaction.value}.")


def rules_words(judged: str, now: str) -> str:
    """Return by which rules a meeting was judged, and whether they are others today."""
    if not judged:
        return "none yet: it has not begun"
    if not now or now == judged:
        return judged
    return f"{judged}; today's are another version: {now}"


def capital(words: str) -> str:
    """Return words with a capital at their beginning."""
    return f"{words[:1].upper()}{words[1:]}"


def said(when: When | date | datetime | None, otherwise: str = "not written") -> str:
    """Return a day or time as the record has it."""
    return say_when(when) if when else otherwise
