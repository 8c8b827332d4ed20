"""Who leads the meeting, and going on without the minimum attendance."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from chairtui.core.change import Command, Event, Stamp, becomes, decide, evolve, say, within
from chairtui.core.register import Chairing, Override, led
from chairtui.core.what_changes import changes, whole

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting


class TakeChair(Command, frozen=True, kw_only=True):
    """Begin to lead the meeting, or take it over."""

    name: str
    grade: str
    reason: str = ""
    at: datetime | None = None
    social_worker: bool = False
    """Whether they are also the social worker who knows the case."""
    phone: str = ""
    """The telephone on which agencies ask them afterwards."""


@changes(whole("chair", "at", "reason"))
class ChairTaken(Event, frozen=True, kw_only=True):
    """Someone began to lead the meeting."""

    name: str
    grade: str
    reason: str = ""
    at: datetime | None = None
    social_worker: bool | None = None
    """Whether they said that they are also the social worker who knows the case; None: it was not asked."""
    phone: str = ""


class OverrideMinimum(Command, frozen=True, kw_only=True):
    """Go on without the minimum attendance because the child cannot wait."""

    reason: str
    chair: str
    reconvene_at: datetime


@changes(whole("reason to go on without the minimum"))
class MinimumOverridden(Event, frozen=True, kw_only=True):
    """The chair went on without the minimum attendance."""

    reason: str
    chair: str
    reconvene_at: datetime


ChairingEvent = ChairTaken | MinimumOverridden


def _check_override(command: OverrideMinimum, meeting: Meeting) -> None:
    complete = command.reason.strip() and command.chair.strip()
    say(complete, "Going on without the minimum needs a reason and the chair's name.")


becomes(OverrideMinimum, MinimumOverridden, _check_override)


@decide.register(TakeChair)
def _(command: TakeChair, meeting: Meeting) -> tuple[Event, ...]:
    say(command.name.strip(), "Say who leads the meeting.")
    now = meeting.attendance.chair
    said = (command.name, command.grade, command.social_worker, command.phone)
    if now and (now.name, now.grade, now.social_worker, now.phone) == said:
        return ()
    return (
        ChairTaken(
            name=command.name,
            grade=command.grade,
            reason=command.reason,
            at=command.at,
            social_worker=command.social_worker,
            phone=command.phone,
        ),
    )


@evolve.register(ChairTaken)
def _(event: ChairTaken, meeting: Meeting, stamp: Stamp) -> Meeting:
    new = Chairing(
        name=event.name,
        grade=event.grade,
        since=event.at or stamp.at,
        reason=event.reason,
        social_worker=event.social_worker,
        phone=event.phone,
    )
    before, now = meeting.attendance.chairs, meeting.attendance.chair
    if now and (now.name, now.grade) == (new.name, new.grade):  # not handed over: they say what they are
        before, new = before[:-1], replace(now, social_worker=new.social_worker, phone=new.phone)
    chairs = (*before, new)
    return within(meeting, "attendance", chairs=chairs, register=led(meeting.attendance.register, chairs))


@evolve.register(MinimumOverridden)
def _(event: MinimumOverridden, meeting: Meeting, stamp: Stamp) -> Meeting:
    new = Override(reason=event.reason, chair=event.chair, reconvene_at=event.reconvene_at)
    return within(meeting, "attendance", override=new)
