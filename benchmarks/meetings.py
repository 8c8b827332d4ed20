"""Invented meetings to measure with: a full one of fifteen people, and fifty for the list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from chairtui.core.actions import Action, AllotAction
from chairtui.core.analysis import Judgement, JudgeThreshold, ListUnknown, StateHypothesis, Unknown
from chairtui.core.attendance import ListAttendee, NoteInvitation, RecordPresence
from chairtui.core.chairing import TakeChair
from chairtui.core.change import Command
from chairtui.core.children import Child, DescribeChild, DescribeFamilyMember, FamilyMember, HearChild, Voice
from chairtui.core.chronology import AddChronology, Booking, ChronologyRow, NoteBooking
from chairtui.core.concern import (
    AnswerSafety,
    NamePlace,
    Place,
    ReadPurpose,
    Safety,
    SetCircumstances,
    StateConcern,
)
from chairtui.core.first_hand import NoteFirstHand
from chairtui.core.meeting import PrepareMeeting, StartMeeting
from chairtui.core.plan import Contingency, PlanContingency
from chairtui.core.questions import AskQuestion, Question
from chairtui.core.register import Attendee, FirstHand
from chairtui.core.round import CallAgency
from chairtui.core.sharing import Contribute, Contribution
from chairtui.core.vocabulary import (
    Answer,
    Circumstance,
    Education,
    HealthKind,
    Mode,
    PlaceKind,
    PoliceUnit,
    Sector,
    Threshold,
    Weight,
    YesNo,
)

AUTHORITY = "Bromley"
CHAIR = "Ruth Calloway"
ABSENT = "nurse"
"""Id of the one who is not here yet: whoever ticks this line clears the gravest warning."""

PEOPLE = (
    ("worker", "social-care", Sector.SOCIAL_WORK, None, None, "Ada Okoro"),
    ("police", "police-child-abuse", Sector.POLICE, PoliceUnit.CHILD_ABUSE, None, "Ben Marsh"),
    ("missing", "police-missing", Sector.POLICE, PoliceUnit.MISSING, None, "Dot Fenn"),
    ("gangs", "police-gangs", Sector.POLICE, PoliceUnit.GANGS, None, "Eli Thorpe"),
    ("host", "host-social-care", Sector.SOCIAL_WORK, None, None, "Fay Lund"),
    ("school", "school", Sector.EDUCATION, None, None, "Gus Amory"),
    ("youth", "youth-justice", Sector.YOUTH_JUSTICE, None, None, "Hal Quist"),
    ("home", "residential-care", Sector.SOCIAL_CARE, None, None, "Ivy Starr"),
    ("housing", "housing", Sector.HOUSING, None, None, "Jem Rudd"),
    ("adult", "adult-mental-health", Sector.ADULT_SERVICES, None, None, "Kay Voss"),
    ("early", "early-help", Sector.FAMILY_SUPPORT, None, None, "Lev Moss"),
    ("probation", "probation", Sector.OTHER, None, None, "May Crane"),
    ("fostering", "fostering", Sector.SOCIAL_CARE, None, None, "Ned Pike"),
    ("response", "police-response", Sector.POLICE, PoliceUnit.RESPONSE, None, "Oona Blyth"),
    (ABSENT, "school-nurse", Sector.HEALTH, None, HealthKind.TREATING, "Cy Lowe"),
)
"""Fifteen: id, agency, sector, police unit, kind of health practitioner, name."""

CIRCUMSTANCES = (
    Circumstance.MISSING,
    Circumstance.GANGS,
    Circumstance.CHILD_CRIMINAL_EXPLOITATION,
    Circumstance.PARENTAL_MENTAL_HEALTH,
    Circumstance.DOMESTIC_ABUSE,
    Circumstance.LOOKED_AFTER,
    Circumstance.OFFENDING,
)


Person = tuple[str, str, Sector, PoliceUnit | None, HealthKind | None, str]


def people_of(number: int) -> tuple[Person, ...]:
    """Return so many people for a register, the one who is not here among them."""
    more = tuple(
        (f"more-{at}", "housing", Sector.HOUSING, None, None, f"Person {at} Ashworth")
        for at in range(number - len(PEOPLE))
    )
    return (*PEOPLE[: min(number, len(PEOPLE)) - 1], *more, PEOPLE[-1])


def full_meeting(meeting_id: str, now: datetime, people: tuple[Person, ...] = PEOPLE) -> Iterator[Command]:
    """Yield what makes a meeting with 15 people (one is not here yet), 40 contributions and 15 actions."""
    yield from _beginning(meeting_id, now)
    yield from _register(now, people)
    yield StartMeeting()
    yield from _round(now, people)
    yield from _meaning_and_plan(now.date())


def _beginning(meeting_id: str, now: datetime) -> Iterator[Command]:
    yield PrepareMeeting(
        meeting_id=meeting_id,
        reference="SM-FULL",
        authority=AUTHORITY,
        scheduled_at=now - timedelta(minutes=5),
    )
    yield TakeChair(name=CHAIR, grade="team manager")
    for number, name in enumerate(("Kit", "Nell")):
        child = Child(
            id=f"child-{number}",
            name=name,
            born_on=date(2011 + number, 3, 5),
            education=Education.SCHOOL,
            setting="Alder Park School",
            open_to=("youth-justice", "camhs"),
        )
        yield DescribeChild(child=child)
        yield HearChild(voice=Voice(id=child.id, said="I want to go home.", said_on=now.date()))
    for number, name in enumerate(("Mo", "Pa")):
        yield DescribeFamilyMember(
            member=FamilyMember(id=f"family-{number}", name=name, relationship="parent")
        )
    yield SetCircumstances(circumstances=CIRCUMSTANCES)
    yield NamePlace(place=Place(id="home", kind=PlaceKind.HOME, name="Home", authority=AUTHORITY))
    yield NamePlace(
        place=Place(
            id="placement", kind=PlaceKind.PLACEMENT, name="The Limes", authority="Kent", force="Kent Police"
        )
    )
    yield StateConcern(
        words="Missing since Tuesday from a placement out of the area; older boys were seen at the station.",
        raised_at=now - timedelta(hours=20),
        referrer="The Limes",
    )
    yield AnswerSafety(safety=Safety(safe=YesNo.NO, words="Kit has not been found."))
    yield ReadPurpose()


def _register(now: datetime, people: tuple[Person, ...]) -> Iterator[Command]:
    for number, (key, agency, sector, unit, health, name) in enumerate(people):
        line = Attendee(id=key, agency=agency, sector=sector, unit=unit, health=health, name=name)
        yield ListAttendee(attendee=line)
        invited = now - timedelta(hours=3)
        yield NoteInvitation(attendee_id=key, answer=Answer.ACCEPTED, at=invited, by=CHAIR, channel="email")
        if number % 3 == 0:
            yield NoteFirstHand(
                attendee_id=key, first_hand=FirstHand(knows=YesNo.YES, last_seen_on=now.date())
            )
        if key != ABSENT:
            yield RecordPresence(attendee_id=key, mode=Mode.VIDEO)


def _round(now: datetime, people: tuple[Person, ...]) -> Iterator[Command]:
    here = [person for person in people if person[0] != ABSENT]
    for key, *_ in here:
        yield CallAgency(attendee_id=key)
    for number in range(40):
        yield Contribute(
            contribution=Contribution(
                id=f"contribution-{number}",
                attendee_id=here[number % len(here)][0],
                fact=f"Seen outside the station on day {number % 7} with two people whom nobody could name.",
                weight=list(Weight)[number % 3],
                source="the worker's own contact" if number % 4 else "",
                as_of_on=now.date() - timedelta(days=number),
                second_hand=YesNo.NO if number % 5 else YesNo.UNKNOWN,
                so_what="Kit is back in reach of the people who hurt him." if number % 3 else "",
            )
        )
    rows = [
        ChronologyRow(
            id=f"row-{number}", on=now.date() - timedelta(days=9 * number), words="Missing overnight."
        )
        for number in range(12)
    ]
    yield AddChronology(rows=tuple(rows))
    at = now + timedelta(days=1)
    yield NoteBooking(
        booking=Booking(id="booking", attendee_id="youth", what="Court", at=at, owner="Hal Quist")
    )


def _meaning_and_plan(today: date) -> Iterator[Command]:
    yield StateHypothesis(
        words="Kit is being used to carry drugs.", supports="The calls.", against="Nothing yet."
    )
    for number in range(3):
        yield ListUnknown(unknown=Unknown(id=f"unknown-{number}", words="Where he slept on Monday."))
    for number in range(2):
        yield JudgeThreshold(judgement=Judgement(id=f"child-{number}", threshold=Threshold.LIKELY))
    for number in range(15):
        _, agency, *_, name = PEOPLE[number % 14]
        yield AllotAction(
            action=Action(
                id=f"action-{number}",
                what=f"Call the placement and the school about day {number % 7}",
                owner=name,
                agency=agency,
                due_on=today + timedelta(days=1 + number % 5),
                why="He may have been seen with the same people.",
                answers=(f"contribution-{number}",),
            )
        )
    yield PlanContingency(contingency=Contingency(id="found", trigger="Kit is found", response="Call police"))
    yield AskQuestion(question=Question(id="question", words="Who are the two at the station?"))


def small_meeting(meeting_id: str, number: int, now: datetime) -> Iterator[Command]:
    """Yield what makes one of the meetings of the list: held days ago, with an action that is still open."""
    at = now - timedelta(days=number, hours=1)
    yield PrepareMeeting(
        meeting_id=meeting_id, reference=f"SM-{number:04d}", authority=AUTHORITY, scheduled_at=at
    )
    yield TakeChair(name=CHAIR, grade="team manager")
    yield DescribeChild(
        child=Child(id="child", name=f"Child {number}", born_on=date(2012, 1, 1 + number % 28))
    )
    yield StateConcern(words="Bruises that nobody explains.", raised_at=at - timedelta(hours=5))
    for key, agency, sector, unit, health, name in (*PEOPLE[:2], PEOPLE[-1]):
        line = Attendee(id=key, agency=agency, sector=sector, unit=unit, health=health, name=name)
        yield ListAttendee(attendee=line)
    if number % 2:
        yield StartMeeting(at=at)
        yield AllotAction(
            action=Action(
                id="action",
                what="See the child at school",
                owner="Ada Okoro",
                agency="social-care",
                due_on=(at + timedelta(days=2)).date(),
                why="Nobody has seen the bruises.",
            )
        )


def noon() -> datetime:
    """Return today's noon, in UTC: what is measured does not depend on the hour."""
    return datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
