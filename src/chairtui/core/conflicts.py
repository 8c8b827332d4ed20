"""Two changes of one thing that had not seen each other: both are kept until a person says which stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.change import Command, Event, Stamp, evolve
from chairtui.core.what_changes import adds_only

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting


SIGNATURE = "signed record"
"""What is in conflict when somebody wrote without having seen that the record was signed."""


class Side(Struct, frozen=True, kw_only=True):
    """One of the changes: who made it, on which machine, when, and what it says."""

    event_id: str
    device_id: str
    actor: str
    at: datetime
    kind: str
    body: str
    """The event as JSON."""
    stands: bool = False
    """Whether the meeting shows this one until the conflict is settled."""
    earlier: tuple[str, ...] = ()
    """Ids of earlier changes of the same thing on the same machine, which this one replaced."""


class Conflict(Struct, frozen=True, kw_only=True):
    """What two machines changed without having seen each other, or an event that fits nowhere."""

    event_id: str
    """Id of the event that does not fit, or of the first of the changes."""
    words: str
    """What was changed, or why the event does not fit."""
    sides: tuple[Side, ...] = ()
    """The changes, in the order of the log; only the event itself where it does not fit."""
    ids: tuple[str, ...] = ()
    """What the changes have in common where that is narrower than the events: ids of children."""

    @property
    def event_ids(self) -> tuple[str, ...]:
        """The ids of all events that are in conflict."""
        return tuple(side.event_id for side in self.sides) or (self.event_id,)

    @property
    def key(self) -> str:
        """The conflict among others, the same on every machine."""
        return "+".join(self.event_ids)


def is_disputed(conflicts: Iterable[Conflict], part: str, key: str = "") -> bool:
    """Say whether two machines said different things about a part of a meeting, or about one id in it."""
    between = (one for one in conflicts if len(one.sides) > 1)
    return any(one.words == part and key in one.ids for one in between)


class SettleConflict(Command, frozen=True, kw_only=True):
    """Say which of several changes stands, or that an event which fits nowhere was seen."""

    event_ids: tuple[str, ...]
    """All events of the conflict."""
    keep: str = ""
    """The event that stands; nothing for an event that fits nowhere."""


@adds_only
class ConflictSettled(Event, frozen=True, kw_only=True):
    """A person saw both changes and said which stands."""

    event_ids: tuple[str, ...]
    kept: str = ""
    what: str = ""
    by: str = ""
    """Who had made the change that stands."""
    written_at: datetime | None = None


ConflictEvent = ConflictSettled


@evolve.register(ConflictSettled)
def _(event: ConflictSettled, meeting: Meeting, stamp: Stamp) -> Meeting:
    settled = set(event.event_ids)
    left = tuple(one for one in meeting.conflicts if not settled.issuperset(one.event_ids))
    return replace(meeting, conflicts=left)
