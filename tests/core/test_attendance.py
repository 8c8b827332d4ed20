"""Who is here: the register, the minimum and what the record is called."""

from datetime import timedelta

import pytest
from tests.core.scene import ALL_HERE, NURSE, STARTED, TEN, carry_out, given, minutes, when

from chairtui.core.attendance import (
    ListAttendee,
    NoteAuthority,
    NoteInvitation,
    NoteWrittenInformation,
    PresenceRecorded,
    RecordPresence,
    StrikeAttendee,
)
from chairtui.core.chairing import OverrideMinimum, TakeChair
from chairtui.core.change import Refused
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.meeting import PrepareMeeting
from chairtui.core.register import Attendee, Authority, invited
from chairtui.core.rooms import in_room, record_type, together
from chairtui.core.vocabulary import Answer, Form, Invited, Mode, Outcome, Sector, YesNo

LEAVES = RecordPresence(attendee_id="nurse", mode=None)
DECIDES = RecordDecision(decision=Decision(id="d", children=("kit",), outcome=Outcome.INITIATE))


def test_marking_someone_here_twice_records_one_arrival() -> None:
    meeting = given(*STARTED)
    arrives = RecordPresence(attendee_id="nurse", mode=Mode.PHONE)
    assert when(meeting, arrives) == (PresenceRecorded(attendee_id="nurse", mode=Mode.PHONE),)
    assert when(carry_out(meeting, arrives), arrives) == ()


def test_changing_from_phone_to_the_room_closes_one_stay_and_opens_another() -> None:
    meeting = given(*STARTED)
    meeting = carry_out(meeting, RecordPresence(attendee_id="nurse", mode=Mode.PHONE), at=TEN)
    meeting = carry_out(meeting, RecordPresence(attendee_id="nurse", mode=Mode.IN_ROOM), at=minutes(7))
    stays = next(line for line in meeting.attendance.register if line.id == "nurse").stays
    assert [(stay.mode, stay.joined_at, stay.left_at) for stay in stays] == [
        (Mode.PHONE, TEN, minutes(7)),
        (Mode.IN_ROOM, minutes(7), None),
    ]


def test_who_was_in_the_room_at_the_decision_is_not_who_ever_attended() -> None:
    meeting = carry_out(carry_out(given(*ALL_HERE), LEAVES, at=minutes(12)), DECIDES, at=minutes(20))
    meeting = carry_out(meeting, RecordPresence(attendee_id="nurse", mode=Mode.PHONE), at=minutes(25))
    assert together(meeting).met
    assert not record_type(meeting).minimum.health
    assert [line.id for line in in_room(meeting, meeting.deciding.decisions[0])] == ["worker", "police"]


@pytest.mark.parametrize("missing", ["worker", "police", "nurse"])
def test_without_one_of_the_three_the_record_is_never_called_a_strategy_discussion(missing: str) -> None:
    meeting = carry_out(given(*ALL_HERE), RecordPresence(attendee_id=missing, mode=None), at=minutes(1))
    meeting = carry_out(meeting, DECIDES, at=minutes(2))
    assert record_type(meeting).title == "Multi-agency meeting: minimum attendance not met"


def test_an_urgent_override_needs_a_reason_a_chair_and_shows_in_the_title() -> None:
    meeting = carry_out(given(*ALL_HERE), LEAVES, at=minutes(1))
    again = minutes(60 * 24)
    with pytest.raises(Refused, match="needs a reason"):
        when(meeting, OverrideMinimum(reason=" ", chair="Dee Grant", reconvene_at=again))
    overridden = carry_out(
        meeting,
        OverrideMinimum(reason="Child at risk tonight", chair="Dee Grant", reconvene_at=again),
        DECIDES,
        at=minutes(2),
    )
    assert record_type(overridden).title == "Strategy discussion held urgently, minimum attendance not met"


def test_a_chain_of_one_to_one_calls_brings_nobody_together() -> None:
    meeting = carry_out(
        given(*ALL_HERE),
        PrepareMeeting(meeting_id="m1", reference="SM-1", authority="Bromley", form=Form.CALLS),
    )
    assert not together(meeting).met


def test_a_telephone_discussion_has_the_same_minimum() -> None:
    meeting = carry_out(
        given(*ALL_HERE),
        PrepareMeeting(meeting_id="m1", reference="SM-1", authority="Bromley", form=Form.TELEPHONE),
    )
    assert record_type(meeting).title == "Strategy discussion by telephone"


def test_police_without_a_unit_and_health_without_a_kind_are_refused() -> None:
    meeting = given(*STARTED)
    officer = Attendee(id="x", agency="police", sector=Sector.POLICE, name="Eve Hall")
    doctor = Attendee(id="y", agency="gp", sector=Sector.HEALTH, name="Flo Reed")
    with pytest.raises(Refused, match="police unit"):
        when(meeting, ListAttendee(attendee=officer))
    with pytest.raises(Refused, match="kind of health"):
        when(meeting, ListAttendee(attendee=doctor))


def test_leaving_someone_out_needs_a_reason() -> None:
    meeting = given(*STARTED)
    with pytest.raises(Refused, match="reason"):
        when(meeting, NoteInvitation(attendee_id="nurse", answer=Answer.NOT_INVITED))
    left_out = carry_out(
        meeting, NoteInvitation(attendee_id="nurse", answer=Answer.NOT_INVITED, reason="Parent is the nurse")
    )
    assert invited(left_out.attendance.register[-1]) is Invited.NOT_INVITED


def test_the_ledger_knows_all_that_can_become_of_an_invitation() -> None:
    meeting = given(*ALL_HERE)
    nurse = meeting.attendance.register[-1]
    assert invited(nurse) is Invited.ATTENDED
    left = carry_out(meeting, LEAVES, at=minutes(5)).attendance.register[-1]
    assert invited(left) is Invited.PART_ATTENDED
    assert invited(left, decided=(minutes(3),)) is Invited.ATTENDED
    absent = carry_out(given(*STARTED), NoteWrittenInformation(attendee_id="nurse"))
    assert invited(absent.attendance.register[-1]) is Invited.SENT_WRITTEN
    deputy = Attendee(
        id="deputy", agency="health-visitor", sector=Sector.HEALTH, health=NURSE.health, deputy_for="nurse"
    )
    covered = carry_out(
        given(*STARTED),
        ListAttendee(attendee=deputy),
        RecordPresence(attendee_id="deputy", mode=Mode.PHONE),
    )
    register = covered.attendance.register
    assert invited(register[2], register) is Invited.SENT_DEPUTY


def test_someone_who_took_part_cannot_be_struck_off() -> None:
    with pytest.raises(Refused, match="stay on the register"):
        when(given(*ALL_HERE), StrikeAttendee(attendee_id="nurse"))
    struck = carry_out(given(*STARTED), StrikeAttendee(attendee_id="nurse"))
    assert [line.id for line in struck.attendance.register] == ["worker", "police"]


def test_who_cannot_commit_their_agency_names_who_can() -> None:
    meeting = given(*ALL_HERE)
    cannot = Authority(can_commit=YesNo.NO)
    with pytest.raises(Refused, match="Name the person"):
        when(meeting, NoteAuthority(attendee_id="police", authority=cannot))


def test_handing_over_the_chair_keeps_who_led_before() -> None:
    meeting = carry_out(given(*ALL_HERE), TakeChair(name="Gus Pike", grade="service manager"), at=minutes(9))
    assert [(chair.name, chair.since) for chair in meeting.attendance.chairs] == [
        ("Dee Grant", TEN),
        ("Gus Pike", minutes(9)),
    ]


def test_an_arrival_cannot_be_noted_before_the_last_time_they_left() -> None:
    meeting = carry_out(given(*ALL_HERE), LEAVES, at=minutes(10))
    with pytest.raises(Refused, match="before the last time"):
        when(meeting, RecordPresence(attendee_id="nurse", mode=Mode.PHONE, at=TEN - timedelta(minutes=1)))
