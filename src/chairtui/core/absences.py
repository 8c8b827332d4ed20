"""Who was missing at a decision, as the statement that all places share."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

from msgspec import Struct

from chairtui.core.listing import and_words


class Came(Enum):
    """What came from somebody who was not there when a decision was taken."""

    NOTHING = auto()
    HEARD = auto()
    """What they know came in time; or they said that they hold nothing, or why they share nothing."""
    AFTER = auto()
    """What they know came once the decision was taken."""
    THAT_DAY = auto()
    """What they know bears the day of the decision and no time: it may have come before or after it."""


FOLLOWS = {
    Came.NOTHING: "The decision is to be reviewed when {comes}.",
    Came.AFTER: "What {they} had to say came after it: the decision is to be reviewed with that.",
    Came.THAT_DAY: "What {they} wrote bears the day of the decision and no time: whether it came before "
    "or after it is not known, and the decision is to be reviewed with that.",
    Came.HEARD: "What {they} had to say was heard.",
}
"""What follows of those who were missing, by what came from them."""


class Known(Struct, frozen=True, kw_only=True):
    """What is known of somebody who was not there when a decision was taken."""

    came: Came
    noted: bool
    """Whether it was noted what is done about the part of the minimum that was missing with them."""


Told = Mapping[tuple[str, str], Known]
"""What is known of somebody, by the id of their line and that of the decision ("" while there is none)."""


class Absence(Struct, frozen=True, kw_only=True):
    """Someone who was not there when a decision was taken."""

    who: str
    state: str
    """What the ledger says of them, with the reason, and what they said before they left."""
    asked: str = ""
    """The same without by whom and how they were invited."""
    obtained: str
    """How what they know came or is to be obtained; empty when nothing is arranged."""
    came: Came = Came.NOTHING
    """Whether anything came from them, and when."""
    noted: bool = False
    """Whether it was noted what is done about the part of the minimum that was missing with them."""

    @property
    def covered(self) -> bool:
        """Whether something came in time, or is to come; what came after the decision asks for a look."""
        return self.came is Came.HEARD or (self.came is Came.NOTHING and bool(self.obtained))

    @property
    def silent(self) -> bool:
        """Whether nothing came from them, nothing is arranged, and nobody noted anything of it."""
        return self.came is Came.NOTHING and not self.noted and not self.obtained

    @property
    def words(self) -> str:
        """The absence in one phrase."""
        state = self.state.rstrip(". ")
        obtained = "nothing is arranged to hear from them" if self.silent else self.obtained
        return f"{self.who} ({state})" + (f"; {obtained}" if obtained else "")

    @property
    def remedy(self) -> str:
        """What is done about it, for a column of its own."""
        if self.obtained:
            return f"{self.obtained[0].upper()}{self.obtained[1:]}"
        if self.silent:
            return "Nothing is arranged"
        return "The words above" if self.noted else FOLLOWS[self.came].format(they="they", comes="")


class Without(Struct, frozen=True, kw_only=True):
    """Who was missing at a decision, or at several where it is the same for all."""

    about: str
    """For which children, where the decisions differ; empty where it is the same for all."""
    missing: tuple[Absence, ...]
    noted: tuple[str, ...] = ()
    """What was noted of each part of the minimum that was missing, in sentences."""
    decisions: tuple[str, ...] = ()
    """The ids of these decisions; none while nothing is decided."""

    @property
    def words(self) -> str:
        """The statement; empty when nobody was missing. It cannot be typed or deleted."""
        statement = self._statement(". ".join(one.words for one in self.missing))
        return " ".join(filter(None, (statement, *self.noted)))

    @property
    def names(self) -> str:
        """The statement with names alone; empty when nobody was missing."""
        return self._statement("; ".join(one.who for one in self.missing))

    @property
    def follows(self) -> str:
        """What follows from who was missing: who is awaited, and that a decision is to be reviewed."""
        return " ".join(filter(None, (self._follows(came) for came in FOLLOWS)))

    def _follows(self, came: Came) -> str:
        names = tuple(dict.fromkeys(one.who for one in self.missing if one.came is came))
        if all(one.came is came for one in self.missing):
            return FOLLOWS[came].format(comes="their information comes", they="they") if names else ""
        named = and_words(names)
        return FOLLOWS[came].format(comes=f"information comes from {named}", they=named) if names else ""

    def _statement(self, missing: str) -> str:
        about = f" about {self.about}" if self.about else ""
        return f"Decided{about} without: {missing}. {self.follows}" if missing else ""
