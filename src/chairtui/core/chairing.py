"""Who leads the meeting, and going on without the minimum attendance."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from chairtui.core.change import Command, Event, Stamp, becomes, decide, evolve, say, within
from chairtui.core.register import Chairing, Override

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting


class TakeChair(Command, frozen=True, kw_only=True):
    """Begin to lead the meeting, or take it over."""

    name: str
    grade: str
    reason: str = ""
    at: datetime | None = None


class ChairTaken(Event, frozen=True, kw_only=True):
    """Someone began to lead the meeting."""

    name: str
    grade: str
    reason: str = ""
    at: datetime | None = None


class OverrideMinimum(Command, frozen=True, kw_only=True):
    """Go on without the minimum attendance because the child cannot wait."""

    reason: str
    chair: str
    reconvene_at: datetime


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
    if now and (now.name, now.grade) == (command.name, command.grade):
        return ()
    return (ChairTaken(name=command.name, grade=command.grade, reason=command.reason, at=command.at),)


@evolve.register(ChairTaken)
def _(event: ChairTaken, meeting: Meeting, stamp: Stamp) -> Meeting:
    new = Chairing(name=event.name, grade=event.grade, since=event.at or stamp.at, reason=event.reason)
    return within(meeting, "attendance", chairs=(*meeting.attendance.chairs, new))


@evolve.register(MinimumOverridden)
def _(event: MinimumOverridden, meeting: Meeting, stamp: Stamp) -> Meeting:
    new = Override(reason=event.reason, chair=event.chair, reconvene_at=event.reconvene_at)
    return within(meeting, "attendance", override=new)
