"""Meetings for tests of the core: given what happened, when something is asked, then what follows."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from chairtui.core.attendance import ListAttendee, RecordPresence
from chairtui.core.chairing import TakeChair
from chairtui.core.change import Command, Event, Stamp
from chairtui.core.children import Child, DescribeChild
from chairtui.core.meeting import Meeting, PrepareMeeting, StartMeeting, decide, evolve
from chairtui.core.register import Attendee
from chairtui.core.vocabulary import HealthKind, Mode, PoliceUnit, Sector

TEN = datetime(2026, 3, 5, 10, 0, tzinfo=UTC)

WORKER = Attendee(id="worker", agency="social-care", sector=Sector.SOCIAL_WORK, name="Ada Okoro")
POLICE = Attendee(
    id="police",
    agency="police-child-abuse",
    sector=Sector.POLICE,
    name="Ben Marsh",
    unit=PoliceUnit.CHILD_ABUSE,
)
NURSE = Attendee(
    id="nurse", agency="health-visitor", sector=Sector.HEALTH, name="Cy Lowe", health=HealthKind.TREATING
)
BEFORE: tuple[Command, ...] = (
    PrepareMeeting(meeting_id="m1", reference="SM-1", authority="Bromley"),
    DescribeChild(child=Child(id="kit", name="Kit")),
    TakeChair(name="Dee Grant", grade="team manager"),
    ListAttendee(attendee=WORKER),
    ListAttendee(attendee=POLICE),
    ListAttendee(attendee=NURSE),
)
STARTED: tuple[Command, ...] = (*BEFORE, StartMeeting())
ALL_HERE: tuple[Command, ...] = (
    *STARTED,
    *(RecordPresence(attendee_id=who, mode=Mode.IN_ROOM) for who in ("worker", "police", "nurse")),
)


def minutes(count: int) -> datetime:
    """Return a time so many minutes after ten."""
    return TEN + timedelta(minutes=count)


def carry_out(meeting: Meeting, *commands: Command, at: datetime = TEN) -> Meeting:
    """Return the meeting after commands, all noted at one time."""
    for number, command in enumerate(commands):
        for event in decide(command, meeting):
            meeting = evolve(event, meeting, Stamp(event_id=f"e{number}", at=at, actor="Dee Grant"))
    return meeting


def given(*commands: Command) -> Meeting:
    """Return a meeting in which these commands were carried out."""
    return carry_out(Meeting(), *commands)


def when(meeting: Meeting, command: Command) -> Sequence[Event]:
    """Return the events that a command would record."""
    return decide(command, meeting)
