"""What happened to the log itself: it is told in it, and changes nothing else of the meeting."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct

from chairtui.core.change import Command, Event, Stamp, becomes, evolve, say
from chairtui.core.what_changes import adds_only

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


@adds_only
class MachineChanged(Event, frozen=True, kw_only=True):
    """The machine goes on under a new id, so that no entry can stand in a place that is taken already."""

    former: str
    because: Because


class AcceptLog(Command, frozen=True, kw_only=True):
    """Accept the log as it is, although what was remembered of it does not fit."""

    doubts: tuple[Doubt, ...]
    because: str


@adds_only
class LogAccepted(Event, frozen=True, kw_only=True):
    """Somebody looked at what does not fit, and accepted the log as it is."""

    doubts: tuple[Doubt, ...]
    because: str


class NoteBackup(Command, frozen=True, kw_only=True):
    """Note that a backup was put back."""

    lost: int
    made_at: datetime | None = None


@adds_only
class BackupPutBack(Event, frozen=True, kw_only=True):
    """A backup was put in the place of the database; what was written since is not in it."""

    lost: int
    """How many entries of this meeting are not in it."""
    made_at: datetime | None = None
    """When the newest entry of the whole backup was written."""


class Locked(Enum):
    """What the file of a hand-over was locked with; the words themselves are kept nowhere."""

    PASSPHRASE = "a passphrase"
    KEYS = "the public keys of who may open it"


class NoteHandOver(Command, frozen=True, kw_only=True):
    """Note that the meeting is handed over in a locked file, or that the file was not written after all."""

    to: str = ""
    locked: Locked = Locked.PASSPHRASE
    written: bool = True


@adds_only
class HandedOver(Event, frozen=True, kw_only=True):
    """The meeting was handed over in a locked file, for another machine."""

    to: str = ""
    """For whom, in words; empty where nobody said it."""
    locked: Locked = Locked.PASSPHRASE
    written: bool = True
    """No means: it had been noted before, and then the file was not written after all."""


class NoteReceipt(Command, frozen=True, kw_only=True):
    """Note that entries came in from a file that was handed over."""

    by: str
    device_id: str
    made_at: datetime
    entries: int


@adds_only
class CopyReceived(Event, frozen=True, kw_only=True):
    """Entries came in from a file that was handed over."""

    by: str
    """Who handed it over; empty where their machine did not know it."""
    device_id: str
    """Of the machine on which the file was written."""
    made_at: datetime
    """When it was written, as the clock of that machine had it."""
    entries: int
    """How many were not here before."""


OF_THE_LOG = (MachineChanged, LogAccepted, BackupPutBack, HandedOver, CopyReceived)
"""Kinds that change nothing of the meeting, and are never taken back."""

HANDED = (HandedOver, CopyReceived)
"""Of these, what people did with a copy of the meeting."""

ContinuityEvent = MachineChanged | LogAccepted | BackupPutBack | HandedOver | CopyReceived


def _can_accept(command: AcceptLog, meeting: Meeting) -> None:
    say(command.doubts, "There is nothing to accept: the log is what was remembered of it.")
    say(command.because.strip(), "Say what happened, and why the log can be relied on.")


becomes(AcceptLog, LogAccepted, _can_accept)
becomes(NoteBackup, BackupPutBack)
becomes(NoteHandOver, HandedOver)
becomes(NoteReceipt, CopyReceived)


@evolve.register(MachineChanged)
@evolve.register(LogAccepted)
@evolve.register(BackupPutBack)
@evolve.register(HandedOver)
@evolve.register(CopyReceived)
def _(event: Event, meeting: Meeting, stamp: Stamp) -> Meeting:
    return meeting
