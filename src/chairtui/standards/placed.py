"""Warnings in their places, and the rows in which they are shown: what placing them gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

from chairtui.core.vocabulary import Step
from chairtui.standards.verdict import Announced, Group, Verdict

SIGNS = {Announced.STOP: "■", Announced.WARN: "▲", Announced.PROMPT: "·"}
"""The sign of a row, by how loud it comes: the same wherever rows are shown and counted."""
SAID = "✓"
"""The sign of a row of which all is answered."""


class Place(StrEnum):
    """Where a verdict stands."""

    ROW = "row"
    """In a row of the panel: it is something to do now."""
    BENEATH = "beneath"
    """Beneath the verdict from which it follows, and counted there."""
    STEP = "step"
    """In the work of its step: its moment has not come, or it has passed."""
    FOLLOW_UP = "follow-up"
    """In the one row of a signed record."""
    GAP = "gap"
    """A gap of the signed record."""


class Placed(Struct, frozen=True, kw_only=True):
    """A verdict in its place."""

    verdict: Verdict
    place: Place
    row: str = ""
    """The name of its row; empty in a step's work and for a gap."""
    root: str = ""
    """The id of the verdict beneath which it hangs."""
    open: bool = True
    """Whether nobody has said anything about it that counts at the gate that comes next.

    What hangs beneath a root and is no stop itself is answered with the root: the same words serve both.
    """

    put_off: bool = False
    """Whether it is put off, and comes back by itself."""

    @property
    def loud(self) -> Announced:
        """How loud it comes, never louder than it is grave: a stop that a reason has eased is a warning."""
        return quieter(self.verdict.announced, Announced(self.verdict.severity.value))


class WarningRow(Struct, frozen=True, kw_only=True):
    """One row of the panel: what one act ends."""

    name: str
    members: tuple[Placed, ...]
    """Those in it and those beneath them, each root before what hangs there."""
    groups: tuple[Group, ...]
    words: str
    act: str
    """The one thing to do."""
    contact: str = ""
    """Key of the agency to ring first."""

    @property
    def id(self) -> str:
        """The name of the row."""
        return self.name

    @property
    def open(self) -> tuple[Placed, ...]:
        """The members about which nobody has said anything yet."""
        return tuple(one for one in self.members if one.open)

    @property
    def loud(self) -> Announced:
        """How loud the loudest of its open members is, on top or beneath."""
        return loudest(one.loud for one in self.open)

    @property
    def put_off(self) -> bool:
        """Whether everything in it that is open is put off."""
        return bool(self.open) and all(one.put_off for one in self.open)

    @property
    def sharing(self) -> tuple[Placed, ...]:
        """The open members that one reason may serve; what hangs beneath another takes that one's words."""
        return tuple(
            one for one in self.open if one.place is not Place.BENEATH and not one.verdict.own_reason
        )

    @property
    def tops(self) -> tuple[Placed, ...]:
        """The members that hang beneath nothing."""
        return tuple(one for one in self.members if one.place is not Place.BENEATH)

    @property
    def first(self) -> bool:
        """Whether it comes before all others."""
        return any(group.each for group in self.groups)


class Attention(Struct, frozen=True, kw_only=True):
    """Everything that is unmet, in its place."""

    placed: tuple[Placed, ...] = ()
    rows: tuple[WarningRow, ...] = ()
    """In their order."""

    @property
    def counts(self) -> dict[Announced, int]:
        """How many rows stand open, by the sign they bear; what joined in silence is a prompt here."""
        signs = Counter(shown(row.loud) for row in self.rows if row.open)
        return {sign: signs[sign] for sign in (Announced.STOP, Announced.WARN, Announced.PROMPT)}

    @property
    def to_do(self) -> Mapping[Step, int]:
        """How much each step has still to do that is no warning."""
        waits = (one for one in self.placed if one.place is Place.STEP and one.open)
        return Counter(one.verdict.step for one in waits if one.verdict.step)


LOUDNESS = tuple(Announced)
"""The loudest first."""


def quieter(one: Announced, other: Announced) -> Announced:
    """Return the quieter of two."""
    return max(one, other, key=LOUDNESS.index)


def loudest(several: Iterable[Announced]) -> Announced:
    """Return the loudest of some; nothing is status."""
    return min(several, key=LOUDNESS.index, default=Announced.STATUS)


def shown(loud: Announced) -> Announced:
    """Return the sign of a row: what joined in silence looks like a prompt."""
    return Announced.PROMPT if loud is Announced.STATUS else loud
