"""What the rules say of a meeting."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from chairtui.core.meeting import Meeting
from chairtui.core.vocabulary import Gate, Sector, Step
from chairtui.core.warnings import Severity

if TYPE_CHECKING:
    from chairtui.standards.rule import Rule


MIDDLE = 50
"""The rank of a rule that gives none, from 1 to 99."""


class Answered(StrEnum):
    """How a rule is answered; not known is never a pass."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"


class Announced(StrEnum):
    """How loud a warning comes to whoever leads; what a gate asks is its severity."""

    STOP = "stop"
    WARN = "warn"
    PROMPT = "prompt"
    STATUS = "status"
    """It joins its row in silence."""


class Group(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one remedy ends; rules of a group stand together in a row of the panel."""

    name: str
    called: str = ""
    """What people call it, where a row names several; nothing: its name."""
    row: str
    """The line of the panel that it stands in; several groups can share one."""
    rank: int = MIDDLE
    """Its place among the rows, smaller first."""
    words: str
    """The row's sentence where it stands for several; in it {n}, {subjects}, {gap}: that of the first."""
    act: str
    """The one thing to do about the row."""
    words_preparing: str = ""
    """The same while the meeting is prepared, where it is another."""
    quiet_until: str = ""
    """The moment until which its row stands and is not announced."""
    each: bool = False
    """Whether its row comes before all others, and each new member is announced."""
    announced: Announced = Announced.STATUS
    """How loud it comes, once, that something of the group is open, where its members come in silence."""

    @property
    def title(self) -> str:
        """What people call it."""
        return self.called or self.name


class Verdict(Struct, frozen=True, kw_only=True):
    """One rule's answer about one meeting, or about one subject in it."""

    code: str
    subject: str
    """A role, a unit, a force, a child's id; empty for the whole meeting."""
    answered: Answered
    severity: Severity
    gates: tuple[Gate, ...]
    """The gates at which it stands in the way of a clean pass."""
    say: str
    """The warning's sentence, with names filled in."""
    ask: str
    """What the chair can ask or do next."""
    source: str
    returns: bool
    """Whether handling it before does not count at the decision."""
    contact: str = ""
    """Key of the agency whose telephone number helps."""
    title: str = ""
    """What the rule asks for, in a few words."""
    step: Step | None = None
    """Where it is mended; none where only a reason can be given."""
    rank: int = MIDDLE
    """Its place in its group, smaller first."""
    own_reason: bool = False
    """Whether the reason why it is left open is given for it alone."""
    chosen: bool = False
    """Whether signing asks a choice for it, and no reason."""
    from_step: tuple[str, ...] = ()
    """The moments from which it may stand in the panel, the first that comes; none: from the beginning."""
    until_step: str = ""
    """The moment after which it is work of its step again."""
    consequence_of: tuple[str, ...] = ()
    """Codes of the rules beneath which it hangs while they stand."""
    same_part: bool = False
    same_subject: bool = False
    group: Group = Group(name="record", row="unfinished", words="Record: {n} to settle.", act="Step 7.")
    announced: Announced = Announced.STATUS
    after_signing: bool = False
    """Whether it is still asked once the record is signed."""
    who: str = ""
    """The agency to call, as people say it."""
    whom: tuple[str, ...] = ()
    """Whom it is about, as people say them, where one warning is about several."""
    sector: Sector | None = None
    """The part of the system that this agency belongs to."""

    @property
    def id(self) -> str:
        """The code, with the subject after a colon where there is one."""
        return f"{self.code}:{self.subject}" if self.subject else self.code


_SEVERITIES = tuple(Severity)


def gravity(verdict: Verdict) -> tuple[int, int, int]:
    """Return where a verdict stands among others, the gravest first.

    The judge puts its verdicts in this order, and screen, command line and gaps keep it.
    """
    return _SEVERITIES.index(verdict.severity), verdict.group.rank, verdict.rank


class Expected(Struct, frozen=True, kw_only=True):
    """One role that the circumstances call for, and why, before anyone is named."""

    key: str
    """The agency's key, with ``@`` and the force, authority or school meant: ``police@Hertfordshire``."""
    agency: str
    title: str
    area: str = ""
    kind: str = ""
    """Where it is an agency that the register names, the key of any such agency: ``school``."""
    alone: bool = True
    """Whether no other of its kind is expected, so that whoever speaks for the kind speaks for it."""
    reasons: tuple[str, ...] = ()
    """Each a sentence for the chair."""
    sources: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    """What makes it expected: the minimum, a circumstance, a service, a place, an earlier meeting …"""
    attendee_id: str = ""
    """The line of the register that stands for it; empty while nobody does."""
    lines: tuple[str, ...] = ()
    """Ids of all lines that stand for it, deputies too."""
    known: bool = False
    """Whether it is written if they were invited and what became of it, with the reason for a no."""


class Question(Struct, frozen=True, kw_only=True):
    """One question of the chair's deck."""

    key: str
    words: str
    source: str


class Judge(Protocol):
    """Judges meetings by the profile that fits each."""

    def __call__(self, meeting: Meeting, now: datetime) -> tuple[Verdict, ...]:
        """Return the verdicts that are unmet or unknown at an instant (UTC), gravest first."""

    def met(self, meeting: Meeting, now: datetime, ids: Collection[str]) -> frozenset[str]:
        """Return of the ids of verdicts those whose rule asks, and is satisfied; the others are not asked."""

    def profile_of(self, meeting: Meeting) -> str:
        """Return the name and version of the profile that fits the meeting's date and place."""

    def guidance(self, meeting: Meeting) -> str:
        """Return the guidance that the meeting's rules stand for, its issue, and what was not read of it."""

    def explain(self, code: str, meeting: Meeting | None = None) -> Rule | None:
        """Return a rule by its code, as the profile that judges has it."""

    def label(self, meeting: Meeting) -> str:
        """Return what has to stand over verdicts by other rules than the meeting's own; empty for its own."""

    def expected(self, meeting: Meeting) -> tuple[Expected, ...]:
        """Return who should be there and why: the same meeting always gives the same list."""

    def deck(self, meeting: Meeting) -> tuple[Question, ...]:
        """Return the questions that the chair can put to the room."""

    def figures(self, meeting: Meeting) -> Mapping[str, Any]:
        """Return the profile's figures by name."""
