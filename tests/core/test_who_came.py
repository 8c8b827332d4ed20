"""Who came to which of several meetings: one row for a unit, a cell for each meeting."""

import pytest
from msgspec.structs import replace
from tests.core.scene import ALL_HERE, BEFORE, NURSE, POLICE, STARTED, TEN, carry_out, given, minutes

from chairtui.core.attendance import ListAttendee, NoteInvitation, NoteWrittenInformation, RecordPresence
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.meeting import Meeting
from chairtui.core.series import Attended, Earlier, Partner
from chairtui.core.vocabulary import Answer, Invited, Mode, Outcome, PoliceUnit, Sector
from chairtui.core.who_came import At, Came, at_earlier, at_meeting, unit_of, who_came

DECIDED = RecordDecision(decision=Decision(id="d", children=("kit",), outcome=Outcome.INITIATE))
ABUSE = PoliceUnit.CHILD_ABUSE


def police(meeting: Meeting) -> Came:
    return at_meeting(meeting).came[unit_of(POLICE)]


@pytest.mark.parametrize(
    ("answer", "came"),
    [
        (Answer.UNKNOWN, Came.ABSENT),
        (Answer.INVITED, Came.ASKED),
        (Answer.NO_REPLY, Came.ASKED),
        (Answer.ACCEPTED, Came.ABSENT),
        (Answer.DECLINED, Came.ABSENT),
        (Answer.NOT_INVITED, Came.NOT_INVITED),
    ],
)
def test_who_did_not_come_is_told_by_what_became_of_the_invitation(answer: Answer, came: Came) -> None:
    said = NoteInvitation(attendee_id="police", answer=answer, at=TEN, reason="Not their case")
    assert police(given(*STARTED, said)) is came


def test_who_came_left_before_it_was_decided_or_wrote_is_told_apart() -> None:
    left = RecordPresence(attendee_id="police", mode=None)
    assert police(given(*ALL_HERE, DECIDED)) is Came.HERE
    after = carry_out(carry_out(given(*ALL_HERE), left, at=minutes(5)), DECIDED, at=minutes(9))
    assert police(after) is Came.PART
    assert police(given(*STARTED, NoteWrittenInformation(attendee_id="police"))) is Came.WROTE


def test_before_a_meeting_nobody_is_said_to_be_absent() -> None:
    assert set(at_meeting(given(*BEFORE)).came.values()) == {Came.NOT_HELD}


@pytest.mark.parametrize("key", ["police", "police-child-abuse"])
def test_one_police_unit_with_and_without_an_area_is_one_unit(key: str) -> None:
    with_area = replace(POLICE, agency=key, area="Metropolitan Police Service")
    first = given(
        *STARTED, ListAttendee(attendee=with_area), RecordPresence(attendee_id="police", mode=Mode.PHONE)
    )
    rows = who_came([at_meeting(first), at_meeting(given(*ALL_HERE)), at_meeting(given(*STARTED))])
    (row,) = [one for one in rows if one.who.unit is ABUSE]
    assert row.who.area == "Metropolitan Police Service"
    assert row.came == (Came.HERE, Came.HERE, Came.ABSENT)
    assert row.dropped_out
    assert row.took_part == 2


def test_one_unit_of_two_forces_is_two_and_the_one_without_a_force_stands_apart() -> None:
    def at(area: str) -> At:
        return At(came={Attended(agency="police-child-abuse", unit=ABUSE, area=area): Came.HERE})

    rows = who_came([at("Kent Police"), at("Metropolitan Police Service"), at("")])
    assert [one.who.area for one in rows] == ["Kent Police", "Metropolitan Police Service", ""]


def test_of_a_meeting_that_is_not_kept_here_only_what_was_told_is_known() -> None:
    nurse = Partner(agency="health-visitor", sector=Sector.HEALTH, became=Invited.PART_ATTENDED)
    told = at_earlier(Earlier(id="a", partners=(nurse,)))
    assert (told.came[unit_of(NURSE)], told.others) == (Came.PART, Came.NOT_LISTED)
    old = at_earlier(Earlier(id="a", attended=(Attended(agency="gp"),)))
    assert (old.came[Attended(agency="gp")], old.others) == (Came.TOOK_PART, Came.NOT_KNOWN)


def test_nobody_dropped_out_of_a_meeting_of_which_it_is_not_known_or_that_was_not_held() -> None:
    def row(*came: Came) -> bool:
        gp = Attended(agency="gp")
        (one,) = who_came([At(came={gp: each}) for each in came])
        return one.dropped_out

    assert row(Came.HERE, Came.NOT_INVITED)
    assert row(Came.PART, Came.WROTE)
    assert not row(Came.HERE, Came.NOT_KNOWN, Came.NOT_HELD, Came.CALLED_OFF)
    assert not row(Came.ABSENT, Came.ABSENT)
    assert not row(Came.HERE, Came.ABSENT, Came.PART)


def test_of_several_lines_of_a_unit_the_one_that_came_counts() -> None:
    another = replace(POLICE, id="two", name="Al Fry")
    assert police(carry_out(given(*ALL_HERE), ListAttendee(attendee=another))) is Came.HERE
