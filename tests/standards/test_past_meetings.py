"""Meetings that come from elsewhere or ended early are judged like those that were held in the program."""

from datetime import date

import pytest
from msgspec.structs import replace
from tests.standards.scene import (
    CAIT,
    JUDGE,
    NURSE,
    SCHOOL,
    WORKER,
    about,
    at,
    because,
    decided,
    has,
    held,
    left_out,
    line,
    prepared,
    raised,
    shown,
    then,
    verdicts,
)

from chairtui.core.actions import Action, ActionAllotted
from chairtui.core.attendance import ListAttendee, NoteWrittenInformation, RecordPresence
from chairtui.core.change import Event, Stamp
from chairtui.core.children import HearChild, Voice
from chairtui.core.closing import SignOff
from chairtui.core.concern import ReadPurpose
from chairtui.core.decision import Decision, DecisionRecorded, Position, TakePosition
from chairtui.core.meeting import ChangeUrgency, Meeting, StartMeeting, UrgencyChanged, evolve
from chairtui.core.register import Attendee
from chairtui.core.sharing import Contribute, Contribution
from chairtui.core.vocabulary import Answer, Circumstance, Gate, Mode, Outcome, View, Weight
from chairtui.core.who_was_missing import decided_without
from chairtui.standards.reading import read_profiles

AUDITED = (
    "W-MIN-HEALTH W-MIN-POLICE W-MIN-SW W-HEALTH-PROXY W-NOFIRSTHAND W-POL-UNIT W-BORDER W-EXPECTED-UNKNOWN "
    "W-SILENT W-CHRON W-ORPHAN-CONCERN W-ICPC-FIRST"
).split()


def noted(meeting: Meeting, event: Event, minutes: float = 31) -> Meeting:
    """Return the meeting with an event that the program itself would not accept, as an import may bring."""
    return evolve(event, meeting, Stamp(event_id="x", at=at(minutes), actor="import"))


def left(*lines: Attendee) -> Meeting:
    """Return a meeting from which everybody went after fifty minutes without a decision."""
    meeting = held(*lines)
    gone = [RecordPresence(attendee_id=one.id, mode=None) for one in lines]
    return then(meeting, *gone, minutes=50)


def closing(meeting: Meeting, minutes: float = 60) -> set[str]:
    return {one.code for one in verdicts(meeting, minutes) if Gate.CLOSE in one.gates}


@pytest.mark.parametrize("code", AUDITED)
def test_each_of_the_twelve_is_asked_at_all_three_gates(code: str) -> None:
    rules = [rule for file in read_profiles() for rule in file.rule if rule.id == code]
    assert [set(rule.gates) for rule in rules] == [set(Gate)]


def test_a_meeting_that_ended_without_a_decision_does_not_pass_the_close() -> None:
    wanted = {"W-NO-DECISION", "W-VOICE", "W-SEE-CHILD", "W-IMMEDIATE", "W-SHORT-TERM", "W-POSITIONS"}
    assert wanted <= closing(left(WORKER, CAIT, NURSE))
    assert {"W-THRESHOLD", "W-HYPOTHESIS", "W-SILENT", "W-RECONVENE"} <= closing(left(WORKER, CAIT, NURSE))


def test_while_it_is_held_the_chair_is_not_told_what_only_the_close_asks() -> None:
    codes = {one.partition(":")[0] for one in shown(held(WORKER, CAIT, NURSE))}
    assert not codes & {"W-NO-DECISION", "W-VOICE", "W-SEE-CHILD", "W-IMMEDIATE", "W-POSITIONS", "W-SILENT"}
    assert not has(raised(prepared(WORKER)), "W-NO-DECISION")


def test_a_meeting_of_yesterday_is_over_though_nobody_is_marked_as_gone() -> None:
    meeting = held(WORKER, CAIT, NURSE)
    assert not has(raised(meeting, 60), "W-SILENT")
    assert has(raised(meeting, 60 * 24), "W-SILENT")


def test_the_minimum_of_a_meeting_that_everyone_left_is_not_said_of_who_is_here() -> None:
    say = about(left(WORKER, CAIT, NURSE), "W-MIN-HEALTH").say
    assert say.startswith(
        "No health practitioner was here for a decision: everyone has left and none was taken."
    )


@pytest.mark.parametrize(
    "owner", ["Health", "GP", "School nurse", "Social worker", "all", "Bromley Y", "CAIT"]
)
def test_an_owner_who_is_no_person_is_asked_for_by_name_and_nobody_is_to_be_told(owner: str) -> None:
    action = Action(
        id="a", what="Follow up", owner=owner, agency="gp", due_on=date(2024, 3, 8), why="To help."
    )
    meeting = noted(decided(held(WORKER, CAIT, NURSE)), ActionAllotted(action=action))
    assert about(meeting, "W-ACTION-PARTS:a").say == "Action 1 does not say: who, by name."
    assert not has(raised(meeting), "W-OWNER-TOLD")
    assert not has(raised(then(meeting, SignOff(name="Dee Grant"), minutes=50)), "W-OWNER-KNOWS")


def test_an_action_of_nobody_has_nobody_to_be_told() -> None:
    meeting = noted(decided(held(WORKER, CAIT, NURSE)), ActionAllotted(action=Action(id="a", what="Visit")))
    assert "who" in about(meeting, "W-ACTION-PARTS:a").say
    assert not has(raised(meeting), "W-OWNER-TOLD")


@pytest.mark.parametrize("answer", [Answer.NOT_INVITED, Answer.DECLINED])
def test_a_no_without_its_reason_does_not_count_as_known(answer: Answer) -> None:
    meeting = because(prepared(WORKER, CAIT, NURSE), Circumstance.PARENTAL_MENTAL_HEALTH)
    asked = replace(line("adult-mental-health"), invitation=replace(WORKER.invitation, answer=answer))
    register = (*meeting.attendance.register, asked)
    without = replace(meeting, attendance=replace(meeting.attendance, register=register))
    assert "and it is not written why" in about(without, "W-AMH").say
    given = replace(asked, invitation=replace(asked.invitation, reason="The parent does not live there."))
    register = (*meeting.attendance.register, given)
    assert "W-AMH" not in raised(replace(meeting, attendance=replace(meeting.attendance, register=register)))


def test_a_risk_in_a_record_from_elsewhere_is_seen_though_nobody_was_called() -> None:
    risk = Contribution(id="c", attendee_id="nurse", fact="f", weight=Weight.RISK)
    meeting = then(held(WORKER, CAIT, NURSE), Contribute(contribution=risk), minutes=5)
    assert "W-ORPHAN-CONCERN:c" not in raised(meeting)
    assert "W-ORPHAN-CONCERN:c" in shown(decided(meeting))
    assert "W-ORPHAN-CONCERN:c" in raised(meeting, 60 * 24)


def test_an_agreement_of_someone_who_was_not_here_is_named() -> None:
    meeting = then(held(WORKER, CAIT, NURSE), ListAttendee(attendee=SCHOOL))
    meeting = then(meeting, NoteWrittenInformation(attendee_id="school"), minutes=-60)
    agree = [
        TakePosition(position=Position(id=who, view=View.AGREE))
        for who in ("worker", "police", "nurse", "school")
    ]
    meeting = then(decided(meeting), *agree, minutes=40)
    assert about(meeting, "W-POSITIONS").say == "Written down as agreeing, but not here: School."


def test_an_adjournment_without_a_time_is_warned_of() -> None:
    adjourned = Decision(id="d", children=("kit",), outcome=Outcome.ADJOURN)
    meeting = noted(held(WORKER, CAIT, NURSE), DecisionRecorded(decision=adjourned))
    assert "W-ADJOURN:d" in shown(meeting)
    until = replace(adjourned, adjourned_until=at(3000))
    meeting = noted(held(WORKER, CAIT, NURSE), DecisionRecorded(decision=until))
    assert "W-ADJOURN:d" not in raised(meeting)


def test_the_rule_on_deciding_without_someone_names_whom_the_record_names() -> None:
    meeting = then(held(WORKER, CAIT, NURSE), ListAttendee(attendee=line("bromley-y")))
    meeting = decided(meeting)
    unnamed = [(one.key, one.title) for one in JUDGE.expected(meeting) if not one.attendee_id]
    without = decided_without(meeting, lambda key: JUDGE.agencies.get(key).name, unnamed)
    named = [one.who for one in without[0].missing]
    say = about(meeting, "W-WITHOUT").say
    assert named
    assert all(name in say for name in named)


def test_only_what_is_missing_of_how_a_child_was_heard_is_said() -> None:
    voice = Voice(id="kit", said="No.", to_whom="Ada Okoro", said_on=date(2024, 3, 4))
    meeting = decided(then(held(WORKER, CAIT, NURSE), HearChild(voice=voice)))
    assert (
        about(meeting, "W-VOICE-HOW:kit").say
        == "Of what Kit said it is not written: by which tool and whether alone."
    )


def test_a_decision_does_not_stand_for_reading_the_purpose() -> None:
    assert "W-PURPOSE" in shown(decided(held(WORKER, CAIT, NURSE)))
    assert "W-PURPOSE" not in shown(decided(then(held(WORKER, CAIT, NURSE), ReadPurpose())))


def test_a_voice_that_was_not_checked_is_not_known_because_it_left() -> None:
    meeting = then(held(WORKER, CAIT), ListAttendee(attendee=NURSE))
    meeting = then(meeting, RecordPresence(attendee_id="nurse", mode=Mode.PHONE), minutes=5)
    meeting = then(meeting, RecordPresence(attendee_id="nurse", mode=None), minutes=9)
    assert "W-DIALIN:nurse" in shown(meeting)


def test_an_urgent_meeting_says_why() -> None:
    meeting = noted(decided(held(WORKER, CAIT, NURSE)), UrgencyChanged(urgent=True, because=" "))
    assert "W-URGENT" in shown(meeting)
    explained = then(decided(held(WORKER, CAIT, NURSE)), ChangeUrgency(urgent=True, because="In danger"))
    assert "W-URGENT" not in raised(explained)


def test_before_signing_only_those_left_out_on_purpose_need_a_word_about_the_outcome() -> None:
    meeting = then(prepared(WORKER, CAIT, NURSE, SCHOOL), left_out("school", "The head is a relative."))
    assert not has(raised(decided(held(WORKER, CAIT, NURSE, SCHOOL))), "W-RECIPIENTS")
    meeting = decided(then(meeting, StartMeeting()))
    assert about(meeting, "W-RECIPIENTS").say == "Not on the list of recipients: School."
    assert "W-REFERRER" not in raised(meeting)


@pytest.mark.parametrize(
    "code", ["W-CHRON", "W-CARRIED-UNREAD", "W-SO-WHAT", "W-STALE", "W-UNDATED", "W-PROMPTS"]
)
def test_a_sentence_with_a_number_reads_well_with_one(code: str) -> None:
    rules = [rule for file in read_profiles() for rule in file.rule if rule.id == code]
    assert rules
    for rule in rules:
        assert not [word for word in ("} rows", "} things", "} facts do", "} questions") if word in rule.say]
