"""Meetings for tests of the rules: built by events, and judged at a time."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from chairtui.core.attendance import ListAttendee, NoteInvitation, RecordPresence
from chairtui.core.chairing import TakeChair
from chairtui.core.change import Command, Stamp
from chairtui.core.children import Child, DescribeChild
from chairtui.core.concern import SetCircumstances
from chairtui.core.decision import Decision, Rationale, RecordDecision
from chairtui.core.meeting import Meeting, PrepareMeeting, StartMeeting, decide, evolve
from chairtui.core.register import Attendee
from chairtui.core.vocabulary import (
    Answer,
    Circumstance,
    Education,
    HealthKind,
    Mode,
    Outcome,
    PoliceUnit,
    Sector,
)
from chairtui.directory.agencies import Agencies
from chairtui.live.gates import relevant
from chairtui.standards.judge import ProfileJudge
from chairtui.standards.verdict import Verdict

TEN = datetime(2024, 3, 5, 10, 0, tzinfo=UTC)
JUDGE = ProfileJudge(Agencies.load())

KIT = Child(id="kit", name="Kit", born_on=date(2010, 1, 1), education=Education.SCHOOL)
WHY = Rationale(risks="r", evidence="e", threshold="t", alternatives="a", unknown="u")


def line(key: str, who: str = "", **fields: object) -> Attendee:
    """Return a line of the register for an agency of the shipped directory."""
    agency = JUDGE.agencies.get(key)
    given = {"unit": agency.unit, "health": agency.health, "name": "Somebody"} | fields
    return Attendee(id=who or key, agency=key, sector=agency.sector, **given)  # type: ignore[arg-type]


WORKER = line("social-care", "worker")
CAIT = line("police-child-abuse", "police")
NURSE = line("school-nurse", "nurse")
MASH = line("mash-health", "mash")
SCHOOL = line("school")

__all__ = ["Answer", "Circumstance", "HealthKind", "Mode", "PoliceUnit", "Sector"]


def at(minutes: float) -> datetime:
    """Return a time so many minutes after ten."""
    return TEN + timedelta(minutes=minutes)


def then(meeting: Meeting, *commands: Command, minutes: float = 0) -> Meeting:
    """Return the meeting after commands, noted so many minutes after ten."""
    for number, command in enumerate(commands):
        for event in decide(command, meeting):
            stamp = Stamp(event_id=f"{minutes}-{number}", at=at(minutes), actor="Dee Grant")
            meeting = evolve(event, meeting, stamp)
    return meeting


def prepared(*lines: Attendee, child: Child = KIT, authority: str = "Bromley") -> Meeting:
    """Return a meeting that is planned for ten, with a register."""
    return then(
        Meeting(),
        PrepareMeeting(meeting_id="m", reference="SM-1", authority=authority, scheduled_at=TEN),
        DescribeChild(child=child),
        TakeChair(name="Dee Grant", grade="Team manager"),
        *(ListAttendee(attendee=one) for one in lines),
    )


def joins(*lines: Attendee) -> tuple[Command, ...]:
    """Return the commands that note arrivals."""
    return tuple(RecordPresence(attendee_id=one.id, mode=Mode.IN_ROOM) for one in lines)


def held(*lines: Attendee, child: Child = KIT, authority: str = "Bromley") -> Meeting:
    """Return a meeting that began at ten, with these people in the room."""
    return then(prepared(*lines, child=child, authority=authority), StartMeeting(), *joins(*lines))


def because(meeting: Meeting, *circumstances: Circumstance) -> Meeting:
    """Return the meeting with its circumstances."""
    return then(meeting, SetCircumstances(circumstances=circumstances))


def decided(
    meeting: Meeting, outcome: Outcome = Outcome.INITIATE, minutes: float = 30, **fields: object
) -> Meeting:
    """Return the meeting after its decision for all children."""
    children = tuple(child.id for child in meeting.concern.children)
    given: dict[str, object] = {"id": "d1", "children": children, "outcome": outcome, "rationale": WHY}
    return then(
        meeting,
        RecordDecision(decision=Decision(**given | fields)),  # type: ignore[arg-type]
        minutes=minutes,
    )


def left_out(who: str, reason: str) -> NoteInvitation:
    """Return the command that notes who was not invited, and why."""
    return NoteInvitation(attendee_id=who, answer=Answer.NOT_INVITED, reason=reason)


def verdicts(meeting: Meeting, minutes: float = 60, judge: ProfileJudge = JUDGE) -> tuple[Verdict, ...]:
    """Return everything that is not met, whether its gate has come or not."""
    return judge(meeting, at(minutes))


def raised(meeting: Meeting, minutes: float = 60, judge: ProfileJudge = JUDGE) -> set[str]:
    """Return the ids of everything that is not met."""
    return {one.id for one in verdicts(meeting, minutes, judge)}


def shown(meeting: Meeting, minutes: float = 60) -> set[str]:
    """Return the ids of what the chair sees: that whose gate has come."""
    return {one.id for one in relevant(meeting, verdicts(meeting, minutes), at(minutes))}


def about(meeting: Meeting, warning_id: str, minutes: float = 60) -> Verdict:
    """Return one verdict."""
    return next(one for one in verdicts(meeting, minutes) if one.id == warning_id)


def keys(meeting: Meeting) -> list[str]:
    """Return the keys of who is expected."""
    return [one.key for one in JUDGE.expected(meeting)]


def has(ids: Iterable[str], code: str) -> bool:
    """Say whether a code is among warnings, with any subject."""
    return any(one.partition(":")[0] == code for one in ids)
