"""What a profile may say: its rules, figures, roles and questions, and how each is read."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from chairtui.core.vocabulary import Gate, Step
from chairtui.core.warnings import Severity
from chairtui.standards.facts.fact import Value
from chairtui.standards.verdict import MIDDLE, Announced, Group

_STEPS = tuple(Step)


class Basis(StrEnum):
    """What a rule rests on."""

    STATUTE = "statute"
    GUIDANCE = "guidance"
    LOCAL = "local"
    AUDIT = "audit"
    OWN = "own"
    """The program's own suggestion, which claims no source."""


class Mark(StrEnum):
    """How its source was read."""

    READ = "V"
    COPY = "V2"
    """Read in a copy: a local procedure or training page that repeats the text."""
    UNCONFIRMED = "M"
    """Not confirmed: it may stand in a profile, but never be on."""


class Answer(StrEnum):
    """What a rule can come to in an example."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    NOT_ASKED = "not asked"


_GROUP_OF_STEP = dict(
    enumerate(("opening", "opening", "round", "meaning", "settle", "plan", "record"), start=1)
)


class _Strict(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class Example(_Strict, frozen=True, kw_only=True):
    """Facts, and what the rule comes to when they are all that is known."""

    facts: dict[str, bool | int | str | tuple[str, ...]]
    verdict: Answer


class Rule(_Strict, frozen=True, kw_only=True):
    """One standard as data."""

    id: str
    """The code: W- and words in capitals."""
    title: str
    severity: Severity
    gates: tuple[Gate, ...]
    ends_because: str = ""
    """Why signing does not ask about what was left open at an earlier gate; empty when it does."""
    source: str
    basis: Basis
    mark: Mark = Mark.READ
    since: date | None = None
    until: date | None = None
    """The first day on which it does not hold any more."""
    scope: str = "meeting"
    when: str = "true"
    must: str
    eased_when: str = ""
    """When this holds, a stop is a warning: there is a fact or a reason already."""
    say: str
    say_unknown: str = ""
    ask: str
    subject: str = ""
    """The fact that names the subject; without it, all subjects share one warning."""
    contact: str = ""
    """The fact that names the agency to call, or its key."""
    whom: tuple[str, ...] = ()
    """The facts that list whom it is about, where one warning is about several: a row names them all."""
    returns: bool = False
    step: int | None = None
    """The step (1 to 7) at which it is mended; none where only a reason can be given."""
    from_step: tuple[str, ...] = ()
    """The moments from which it may stand in the panel, the first that comes: see `moments.MOMENTS`."""
    until_step: str = ""
    """The moment after which it is work of its step again: it can be done, and nobody is told."""
    group: str = ""
    """Name of the group whose remedy it shares; without one, that of its step."""
    rank: int = MIDDLE
    """Its place in its group, 1 to 99: smaller first, and the same in the order of the profile."""
    announced: Announced | None = None
    """How loud it comes; without a word, a stop as a warning and anything else in silence."""
    consequence_of: tuple[str, ...] = ()
    """Codes of the rules beneath which it hangs, folded and counted, while one of them stands."""
    same_part: bool = False
    """Whether it hangs only beneath what is missing of its own part: social work, police or health."""
    same_subject: bool = False
    """Whether it hangs only beneath a rule about the same child, decision or appointment."""
    own_reason: bool = False
    """Whether signing asks a reason for it alone; of a stop it always does."""
    after_signing: bool = False
    """Whether it is still asked once the record is signed; otherwise it is a gap of the record."""
    requirements: tuple[str, ...] = ()
    off: bool = False
    example: tuple[Example, ...] = ()

    @property
    def mended_at(self) -> Step | None:
        """The step at which it is mended; none where only a reason can be given."""
        return _STEPS[self.step - 1] if self.step else None

    @property
    def loud(self) -> Announced:
        """How loud it comes; a stop never more quietly than a warning."""
        said = self.announced or Announced.STATUS
        quiet = self.severity is Severity.STOP and said is not Announced.STOP
        return Announced.WARN if quiet else said

    @property
    def group_name(self) -> str:
        """The group whose remedy it shares."""
        return self.group or _GROUP_OF_STEP[self.step or len(_GROUP_OF_STEP)]

    @property
    def stands_alone(self) -> bool:
        """Whether signing asks a reason for it alone."""
        return self.own_reason or self.severity is Severity.STOP

    @property
    def chosen(self) -> bool:
        """Whether a choice mends it, and no reason: it asks only what became of an invitation."""
        return self.must.strip() == "expected.known"


class Tune(_Strict, frozen=True, kw_only=True):
    """What a profile changes in a rule of the one below it; what is left out stays."""

    id: str
    title: str | None = None
    severity: Severity | None = None
    gates: tuple[Gate, ...] | None = None
    ends_because: str | None = None
    source: str | None = None
    basis: Basis | None = None
    mark: Mark | None = None
    say: str | None = None
    say_unknown: str | None = None
    ask: str | None = None
    contact: str | None = None
    returns: bool | None = None
    step: int | None = None
    from_step: tuple[str, ...] | None = None
    until_step: str | None = None
    group: str | None = None
    rank: int | None = None
    announced: Announced | None = None
    consequence_of: tuple[str, ...] | None = None
    same_part: bool | None = None
    same_subject: bool | None = None
    own_reason: bool | None = None
    after_signing: bool | None = None
    off: bool | None = None


class Figure(_Strict, frozen=True, kw_only=True):
    """A number or list that rules use as ``figure.NAME``."""

    name: str
    value: int | str | tuple[str, ...]
    words: str
    source: str
    basis: Basis
    mark: Mark = Mark.READ
    off: bool = False


EXPECTED_BY = ("circumstances", "form", "children.all_unborn")
"""The facts, beside figures, by which a role is expected: they depend on nobody's being expected."""


class Role(_Strict, frozen=True, kw_only=True):
    """An agency that circumstances make expected."""

    agency: str
    when: str
    why: str
    source: str
    basis: Basis
    mark: Mark = Mark.READ
    requirements: tuple[str, ...] = ()
    off: bool = False


class Card(_Strict, frozen=True, kw_only=True):
    """One question of the chair's deck."""

    key: str
    words: str
    source: str
    basis: Basis
    mark: Mark = Mark.READ
    requirements: tuple[str, ...] = ()
    off: bool = False


class Grade(_Strict, frozen=True, kw_only=True):
    """A grade and the other names that it goes by; figures that list grades mean all of them."""

    title: str
    names: tuple[str, ...]
    source: str
    basis: Basis
    mark: Mark = Mark.READ
    off: bool = False


class Document(_Strict, frozen=True, kw_only=True):
    """The guidance that a base stands for: which issue of it, and how that was read."""

    title: str
    issue: str
    """Which publication: "published 18 March 2026"."""
    mark: Mark
    words: str = ""
    """What was not read of it, in sentences that are said once: in the rules' page and in a record."""

    @property
    def in_words(self) -> str:
        """The document, its issue, how firm that is, and what was not read."""
        firm = "" if self.mark is Mark.READ else f", as {FIRMNESS[self.mark]}"
        return f"{self.title}, {self.issue}{firm}. {self.words}".strip()


FIRMNESS = {
    Mark.COPY: "other publications give it",
    Mark.UNCONFIRMED: "nobody has confirmed",
}
"""How it is said that a document's issue was not read in the document itself."""


class ProfileFile(_Strict, frozen=True, kw_only=True):
    """One file of rules."""

    name: str
    title: str
    kind: Literal["part", "base", "layer"]
    """A part is only extended; a base is chosen by date; a layer lies over it in its authorities."""
    words: str = ""
    extends: tuple[str, ...] = ()
    applies_from: date | None = None
    authorities: tuple[str, ...] = ()
    document: Document | None = None
    """The guidance that a base stands for."""
    not_known: tuple[str, ...] = ()
    """What was not checked, in sentences for whoever answers for the rules."""
    group: tuple[Group, ...] = ()
    figure: tuple[Figure, ...] = ()
    rule: tuple[Rule, ...] = ()
    tune: tuple[Tune, ...] = ()
    expected: tuple[Role, ...] = ()
    question: tuple[Card, ...] = ()
    grade: tuple[Grade, ...] = ()


def kind_of(value: Value) -> str:
    """Return the kind of a figure's value, in the words for kinds of facts."""
    return "number" if isinstance(value, int) else "words" if isinstance(value, str) else "list"
