"""That a meeting is in the council's case system, what keeps it here all the same, and what is left of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from chairtui.core.calendar.deadlines import local_day
from chairtui.core.calendar.when import say_when
from chairtui.core.change import Command, Event, Stamp, becomes, decide, evolve, say, within
from chairtui.core.what_changes import changes, sets, whole

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting


class Filed(Struct, frozen=True, kw_only=True):
    """That the signed record is in the council's case system."""

    on: date
    """In England."""
    where: str = ""
    """Which system, and where in it, as people find it there."""


class Hold(Struct, frozen=True, kw_only=True):
    """A legal hold: the meeting stays on this machine, however long its record is elsewhere."""

    because: str
    since: datetime | None = None
    """UTC."""


class Tombstone(Struct, frozen=True, kw_only=True):
    """What is left of a meeting that left this machine, beside the figures of the audit."""

    meeting_id: str
    reference: str
    held_on: date
    heads: tuple[tuple[str, int, str], ...]
    """Of each stream that was there: device, number and hash of its last row."""
    left_at: datetime
    """UTC."""
    by: str
    because: str


class FileRecord(Command, frozen=True, kw_only=True):
    """Note that the record is in the council's case system."""

    filed: Filed


@changes(whole("case system"))
class RecordFiled(Event, frozen=True, kw_only=True):
    """The record is in the council's case system."""

    filed: Filed


class PlaceHold(Command, frozen=True, kw_only=True):
    """Keep the meeting on this machine until somebody lifts the hold."""

    because: str
    at: datetime | None = None


@changes(whole("legal hold"))
class HoldPlaced(Event, frozen=True, kw_only=True):
    """The meeting is to stay on this machine."""

    because: str
    at: datetime | None = None


class LiftHold(Command, frozen=True, kw_only=True):
    """Lift the legal hold."""

    because: str


@changes(whole("legal hold"))
class HoldLifted(Event, frozen=True, kw_only=True):
    """The legal hold ended."""

    because: str


LeavingEvent = RecordFiled | HoldPlaced | HoldLifted


def leaves_on(meeting: Meeting, days: int) -> date | None:
    """Return the day, in England, from which a meeting is due to leave this machine; None where it is not.

    `days` after its record was noted as being in the case system: how many is the council's retention policy.
    """
    filed = meeting.closing.filed
    return filed.on + timedelta(days=days) if filed and meeting.closing.hold is None else None


def left_words(stone: Tombstone) -> str:
    """Return that a meeting left this machine, when, and by whom."""
    return (
        f"{stone.reference} left this machine {say_when(stone.left_at)} ({stone.by}: {stone.because}). Its "
        "record is in the case system; only what the audit counted is still here."
    )


def _can_file(command: FileRecord, meeting: Meeting) -> None:
    signature = meeting.closing.signature
    say(signature, "The record is not signed yet: only a signed record goes into the case system.")
    signed_at = signature.signed_at if signature else None
    say(
        signed_at is None or command.filed.on >= local_day(signed_at),
        "The day is before the record was signed: say when it came into the case system.",
    )


@decide.register(PlaceHold)
def _(command: PlaceHold, meeting: Meeting) -> tuple[Event, ...]:
    say(command.because.strip(), "Say why the meeting has to stay, and who asked for it.")
    if (hold := meeting.closing.hold) and (hold.because, command.at or hold.since) == (
        command.because,
        hold.since,
    ):
        return ()
    return (HoldPlaced(because=command.because, at=command.at),)


@decide.register(LiftHold)
def _(command: LiftHold, meeting: Meeting) -> tuple[Event, ...]:
    say(command.because.strip(), "Say why the hold ends, and who said so.")
    return (HoldLifted(because=command.because),) if meeting.closing.hold else ()


becomes(FileRecord, RecordFiled, _can_file)
sets(RecordFiled, "closing", "case system", filed="filed")


@evolve.register(HoldPlaced)
def _(event: HoldPlaced, meeting: Meeting, stamp: Stamp) -> Meeting:
    return within(meeting, "closing", hold=Hold(because=event.because, since=event.at or stamp.at))


@evolve.register(HoldLifted)
def _(event: HoldLifted, meeting: Meeting, stamp: Stamp) -> Meeting:
    return within(meeting, "closing", hold=None)
