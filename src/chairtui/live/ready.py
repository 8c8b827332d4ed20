"""What the rules say of a meeting as it was written last, as it is kept for the lists over all meetings."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct


class Awaited(Struct, frozen=True, kw_only=True):
    """Until when a conference has to be held that an enquiry may need, by both ways of counting."""

    about: str
    """The children by name; empty where it is all of the meeting's."""
    from_first: date
    """Counted from the discussion that initiated enquiries."""
    from_last: date
    """Counted from the last discussion; the same day where none was held again."""


class Glance(Struct, frozen=True, kw_only=True):
    """One meeting at a glance, once it has begun; the words may name people."""

    step: int
    """At which of the seven steps it goes on."""
    heard: int
    turns: int
    """How many have a turn in the round, of whom so many were heard."""
    minimum: tuple[bool, bool, bool]
    """Social worker, police, health: whether they are here, or were at each decision once all have left."""
    over: bool
    """Whether it is of the decisions, because nobody is here any more."""
    not_here: tuple[str, ...]
    """Invited, and not here: their agencies."""
    decided: tuple[str, ...]
    """Each decision that stands, in words."""
    awaited: tuple[Awaited, ...]
    """The conferences that may be needed and of which none is known to have been held."""
    warnings: tuple[str, ...]
    """The first rows of warnings that stand open, each after its sign."""
    more: int
    """How many more of them there are."""
    leaves_on: date | None
    """From when it is due to leave this machine by the council's policy; nothing while something keeps it."""


class Ready(Struct, frozen=True, kw_only=True):
    """What the rules say of a meeting as it was written last, and for how long that holds.

    How many rows of warnings stand, and, while it is being prepared, in words how ready it is.
    """

    stops: int
    """Rows that bear ■, by the record alone."""
    warns: int
    """Rows that bear ▲."""
    words: str
    """Empty once it has begun."""
    done: bool
    """Whether nothing is left to do."""
    cancelled: bool
    since: datetime
    """UTC, when it was found out."""
    until: datetime | None
    """UTC, when time alone makes it other; nothing if it does not."""
    by: str
    """By which rules and which register of agencies."""
    glance: Glance | None
    """How far it is; nothing before it has begun."""

    def holds(self, now: datetime, by: str) -> bool:
        """Say whether it is still true, with nothing written to the meeting since."""
        return self.by == by and self.since <= now and (self.until is None or now < self.until)
