"""What happened to the log itself: it is told in it, and changes nothing else of the meeting."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct

from chairtui.core.change import Command, Event, Stamp, becomes, evolve, say

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting


class Flaw(Enum):
    """What is wrong with a row that was remembered outside the database."""

    CUT = "cut off"
    REWRITTEN = "rewritten"
    UNPROVED = "not proved"


class Doubt(Struct, frozen=True, kw_only=True):
    """A row that was remembered, and no longer fits."""

    device_id: str
    seq: int
    hash: str
    flaw: Flaw


class Because(Enum):
    """Why a machine goes on under a new id."""

    OLDER = "an older copy of the database was put back"
    RESTORED = "a backup was put back"
    ELSEWHERE = "the database was used on another machine, or in another place, before"
    UNPROVED = "the file that remembers the ends of the logs was missing"
    GAP = "lines were missing from the file that remembers the ends of the logs"


class MachineChanged(Event, frozen=True, kw_only=True):
    """The machine goes on under a new id, so that no entry can stand in a place that is taken already."""

    former: str
    because: Because


class AcceptLog(Command, frozen=True, kw_only=True):
    """Accept the log as it is, although what was remembered of it does not fit."""

    doubts: tuple[Doubt, ...]
    because: str


class LogAccepted(Event, frozen=True, kw_only=True):
    """Somebody looked at what does not fit, and accepted the log as it is."""

    doubts: tuple[Doubt, ...]
    because: str


class NoteBackup(Command, frozen=True, kw_only=True):
    """Note that a backup was put back."""

    lost: int
    made_at: datetime | None = None


class BackupPutBack(Event, frozen=True, kw_only=True):
    """A backup was put in the place of the database; what was written since is not in it."""

    lost: int
    """How many entries of this meeting are not in it."""
    made_at: datetime | None = None
    """When the newest entry of the whole backup was written."""


OF_THE_LOG = (MachineChanged, LogAccepted, BackupPutBack)
"""Kinds that change nothing of the meeting, and are never taken back."""

ContinuityEvent = MachineChanged | LogAccepted | BackupPutBack


def _can_accept(command: AcceptLog, meeting: Meeting) -> None:
    say(command.doubts, "There is nothing to accept: the log is what was remembered of it.")
    say(command.because.strip(), "Say what happened, and why the log can be relied on.")


becomes(AcceptLog, LogAccepted, _can_accept)
becomes(NoteBackup, BackupPutBack)


@evolve.register(MachineChanged)
@evolve.register(LogAccepted)
@evolve.register(BackupPutBack)
def _(event: Event, meeting: Meeting, stamp: Stamp) -> Meeting:
    return meeting
