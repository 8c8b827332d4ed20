"""A name is a person's: no agency of the register, no role, no job, however it is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from tests.live.pretend import PretendClock
from tests.standards.scene import CAIT, JUDGE, KIT, NURSE, TEN, WORKER, about, decided, has, held, raised

from chairtui.core.actions import Action, ActionAllotted, AllotAction
from chairtui.core.attendance import ListAttendee
from chairtui.core.chairing import TakeChair
from chairtui.core.change import Command, Refused, Stamp
from chairtui.core.children import DescribeChild
from chairtui.core.chronology import Booking, BookingNoted
from chairtui.core.meeting import AnyEvent, Meeting, PrepareMeeting, evolve
from chairtui.core.people import is_person
from chairtui.core.plan import Further, FurtherNeeded, PlanSeeing, Seeing, SeeingPlanned
from chairtui.core.questions import Question, QuestionAsked
from chairtui.core.vocabulary import HealthKind, PoliceUnit, Sector, YesNo
from chairtui.directory.agencies import Agencies
from chairtui.live.live_meeting import LiveMeeting
from chairtui.store.memory import MemoryEventLog

REGISTER = Agencies.load()
AGENCIES = sorted({words for one in REGISTER.all() for words in (one.key, one.name, *one.also)})
ROLES = sorted({one.value for kind in (Sector, PoliceUnit, HealthKind) for one in kind})
GRADES = sorted(set(JUDGE.what_if("working-together-2026").profile(Meeting()).grades.values()))
SEEN = (
    "Health to follow up", "Allocated worker", "allocated social worker", "Met Police", "HV", "SW", "the GP",
    "Duty team", "School (DSL)", "Kent Police", "St Mary's School", "Bromley Council", "all agencies", "TBC",
    "n/a", "Health / education", "GP to call", "Nurse to be named", "Team manager", "DSL", "PC", "parents",
    "-", "",
)  # fmt: skip
PEOPLE = (
    "Ada Okoro", "PC One", "Nurse Lowe", "Dr Young", "Grace Ward", "Will Ward", "May Doctor-Smith",
    "Lee Child", "Jo Head", "Sgt Patel, Met Police", "Ben Marsh (school nurse)", "Nia Bell", "Zoë Ó Briain",
    "Mx Service",
    "Social worker Ada Okoro", "R. Police-Jones", "Rob Trust", "李小龙", "O'Neill", "Foster",
    "Grant", "May Young",
)  # fmt: skip
WAYS = {
    "as it is": "{}", "capitals": "{}", "the": "the {}", "follow up": "{} to follow up", "duty": "duty {}",
    "will call": "{} will call", "tbc": "{} (tbc)",
}  # fmt: skip


@pytest.mark.parametrize("way", sorted(WAYS))
@pytest.mark.parametrize("words", [*AGENCIES, *ROLES, *GRADES])
def test_no_agency_of_the_register_no_role_and_no_grade_is_a_person(words: str, way: str) -> None:
    said = WAYS[way].format(words.upper() if way == "capitals" else words)
    assert not is_person(said, REGISTER.knows)


@pytest.mark.parametrize("words", SEEN)
def test_what_people_write_where_they_have_no_name_is_no_person(words: str) -> None:
    assert not is_person(words)


@pytest.mark.parametrize("words", PEOPLE)
def test_a_person_is_a_person_whatever_their_name_means(words: str) -> None:
    assert is_person(words, REGISTER.knows)


def test_a_councils_own_agency_is_no_person_either() -> None:
    own = REGISTER.under("own.toml", '[oxleas]\nname = "Oxleas"\nsector = "health"\nalso = ["Oxleas NHS"]\n')
    for words in ("Oxleas", "oxleas", "Oxleas to follow up", "the Oxleas NHS"):
        assert not is_person(words, own.knows)


# whoever asks


def noted(event: AnyEvent) -> Meeting:
    meeting = decided(held(WORKER, CAIT, NURSE))
    return evolve(event, meeting, Stamp(event_id="x", at=TEN, actor="import"))


DAY = date(2024, 3, 6)
NAMED: dict[str, Callable[[str], AnyEvent]] = {
    "W-ACTION-PARTS": lambda who: ActionAllotted(action=Action(id="x", what="Visit", owner=who)),
    "W-QUESTION": lambda who: QuestionAsked(question=Question(id="x", words="Why?", owner=who)),
    "W-FURTHER-PARTS": lambda who: FurtherNeeded(further=Further(id="x", what="Records", who=who)),
}


@pytest.mark.parametrize("code", sorted(NAMED))
def test_every_rule_about_who_does_something_asks_for_the_name(code: str) -> None:
    for who in ("Allocated worker", "CAMHS to follow up", "gp"):
        assert "who, by name" in about(noted(NAMED[code](who)), f"{code}:x").say
    assert "who" not in about(noted(NAMED[code]("Ada Okoro")), f"{code}:x").say


@pytest.mark.parametrize(("who", "asked"), [("School nurse", True), ("Ada Okoro", False)])
def test_seeing_a_child_and_confirming_a_booking_are_a_persons(who: str, asked: bool) -> None:
    seeing = noted(SeeingPlanned(seeing=Seeing(id="kit", by=who, due_on=DAY, alone=YesNo.YES)))
    assert has(raised(seeing), "W-SEEN") is asked
    booking = noted(
        BookingNoted(booking=Booking(id="x", attendee_id="nurse", what="Clinic", at=TEN, owner=who))
    )
    assert has(raised(booking), "W-BOOKING-OWNER") is asked


@pytest.mark.parametrize("who", ["Allocated worker", "Adult mental health", "CAIT", "CAMHS to follow up"])
@pytest.mark.parametrize(
    "command",
    [
        lambda who: AllotAction(
            action=Action(id="a", what="Visit", owner=who, agency="gp", why="To see.", due_on=DAY)
        ),
        lambda who: PlanSeeing(seeing=Seeing(id="kit", by=who, due_on=DAY)),
    ],
    ids=["action", "seeing"],
)
def test_the_meeting_refuses_who_is_no_person_and_asks_for_the_name(command: object, who: str) -> None:
    meeting = LiveMeeting(
        "m", MemoryEventLog(), JUDGE, PretendClock(TEN), actor="Dee", device_id="one", agencies=REGISTER
    )
    meeting.do(
        PrepareMeeting(meeting_id="m", reference="SM-1", authority="Bromley", scheduled_at=TEN),
        DescribeChild(child=KIT),
        TakeChair(name="Dee Grant", grade="team manager"),
        ListAttendee(attendee=WORKER),
    )
    made: Command = command(who)  # type: ignore[operator]
    with pytest.raises(Refused, match="by name"):
        meeting.do(made)
