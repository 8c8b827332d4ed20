"""The conference and the next meeting, as parts of the plan."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.change import Command, Event, Stamp, becomes, decide, evolve, say, within
from chairtui.core.what_changes import changes, sets, whole

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting


class Conference(Struct, frozen=True, kw_only=True):
    """An initial child protection conference as one part of the plan."""

    reason: str = ""
    target_on: date | None = None
    """The day for which it is planned."""
    planned_at: datetime | None = None
    """When it was made part of the plan: not the day for which it is planned."""
    held_on: date | None = None


class PlanConference(Command, frozen=True, kw_only=True):
    """Make an initial child protection conference part of the plan."""

    reason: str
    target_on: date | None = None


@changes(whole("conference", "at"))
class ConferencePlanned(Event, frozen=True, kw_only=True):
    """A conference is part of the plan."""

    reason: str
    target_on: date | None = None
    at: datetime | None = None
    """When it was planned, if not when it was noted."""


class NoteConferenceHeld(Command, frozen=True, kw_only=True):
    """Note the day on which the conference was held."""

    held_on: date


@changes(whole("day of the conference"))
class ConferenceHeld(Event, frozen=True, kw_only=True):
    """The conference was held."""

    held_on: date


class PlanNextMeeting(Command, frozen=True, kw_only=True):
    """Say when the next meeting is."""

    at: datetime | None


class NextMeetingPlanned(Event, frozen=True, kw_only=True):
    """The next meeting has a time."""

    at: datetime | None


ConferenceEvent = ConferencePlanned | ConferenceHeld | NextMeetingPlanned


@decide.register(PlanConference)
def _(command: PlanConference, meeting: Meeting) -> tuple[Event, ...]:
    now = meeting.plan.conference
    if now and (now.reason, now.target_on) == (command.reason, command.target_on):
        return ()
    return (ConferencePlanned(reason=command.reason, target_on=command.target_on),)


@decide.register(NoteConferenceHeld)
def _(command: NoteConferenceHeld, meeting: Meeting) -> tuple[Event, ...]:
    say(meeting.plan.conference, "No conference is planned.")
    return (ConferenceHeld(held_on=command.held_on),)


becomes(PlanNextMeeting, NextMeetingPlanned)


sets(NextMeetingPlanned, "plan", "next meeting", next_meeting_at="at")


@evolve.register(ConferencePlanned)
def _(event: ConferencePlanned, meeting: Meeting, stamp: Stamp) -> Meeting:
    old = meeting.plan.conference or Conference()
    planned_at = event.at or stamp.at
    new = replace(old, reason=event.reason, target_on=event.target_on, planned_at=planned_at)
    return within(meeting, "plan", conference=new)


@evolve.register(ConferenceHeld)
def _(event: ConferenceHeld, meeting: Meeting, stamp: Stamp) -> Meeting:
    new = replace(meeting.plan.conference or Conference(), held_on=event.held_on)
    return within(meeting, "plan", conference=new)
