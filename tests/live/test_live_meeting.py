from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from tests.live.pretend import BEGIN, CHILD, MEETING, PREPARE, START, PretendClock, PretendJudge, begun, live

from chairtui.core.attendance import PresenceRecorded, RecordPresence
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.change import Refused
from chairtui.core.clock_changes import ClockChange, ClockWentBack
from chairtui.core.closing import Addendum, AddLateInformation, Gap, SignOff
from chairtui.core.concern import ConcernStated, StateConcern
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.delivery import Delivery
from chairtui.core.distribution import AddRecipient
from chairtui.core.history.log import fold
from chairtui.core.meeting import ChangeUrgency, Meeting, MeetingPrepared, MeetingStarted, StartMeeting
from chairtui.core.register import present
from chairtui.core.rooms import in_room
from chairtui.core.sentences.every_event import entries
from chairtui.core.vocabulary import Gate, Handling, Mode, Outcome, Stage
from chairtui.core.warnings import HandleWarning, Severity, WarningCleared, WarningRaised
from chairtui.live.live_meeting import LiveMeeting
from chairtui.live.outcome import Replayed
from chairtui.live.ports import NotSaved, Taken
from chairtui.live.whose import Acts
from chairtui.standards.facts import meeting_day
from chairtui.store.memory import MemoryEventLog

WRONG = datetime(2040, 6, 1, 12, tzinfo=UTC)
HERE = RecordPresence(attendee_id="police", mode=Mode.IN_ROOM)
GONE = RecordPresence(attendee_id="police", mode=None)
DECIDE = RecordDecision(decision=Decision(id="d1", children=("c1",), outcome=Outcome.INITIATE))
CALLED = HandleWarning(
    warning_id="W-POLICE", what=Handling.CONTACTED, words="Rang PC One, who is on the way", gate=Gate.DECISION
)


@pytest.fixture
def log() -> MemoryEventLog:
    return MemoryEventLog()


@pytest.fixture
def clock() -> PretendClock:
    return PretendClock()


@pytest.fixture
def meeting(log: MemoryEventLog, clock: PretendClock) -> LiveMeeting:
    return begun(log, clock, PretendJudge())


def standing(meeting: LiveMeeting) -> set[str]:
    return {one.id for one in meeting.outcome.meeting.warnings if one.cleared_at is None}


def test_what_is_refused_changes_and_stores_nothing(meeting: LiveMeeting, log: MemoryEventLog) -> None:
    size, before = log.size(MEETING), meeting.outcome
    with pytest.raises(Refused):
        meeting.do(HERE, RecordPresence(attendee_id="nobody", mode=Mode.PHONE))
    assert log.size(MEETING) == size
    assert meeting.outcome == before


def test_what_is_not_saved_is_not_shown(
    meeting: LiveMeeting, log: MemoryEventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = meeting.outcome

    def full(*_given: object) -> None:
        raise NotSaved("Not saved: the disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(log, "append", full)
        with pytest.raises(NotSaved):
            meeting.do(HERE)
        assert meeting.outcome == before
    assert PresenceRecorded in map(type, meeting.do(HERE).events)


def test_text_is_cleaned_on_its_way_in(meeting: LiveMeeting) -> None:
    meeting.do(StateConcern(words="a\x1b[2Jb", raised_at=START))
    assert meeting.outcome.meeting.concern.words == "a␛[2Jb"


def test_a_warning_rises_with_its_cause_and_clears_with_it(meeting: LiveMeeting, clock: PretendClock) -> None:
    assert standing(meeting) == {"W-POLICE", "W-CONCERN"}
    clock.pass_(60)
    events = meeting.do(HERE).events
    assert WarningCleared(warning_id="W-POLICE", met=True) in events
    assert standing(meeting) == {"W-CONCERN"}
    clock.pass_(60)
    events = meeting.do(GONE).events
    assert [event.warning_id for event in events if isinstance(event, WarningRaised)] == ["W-POLICE"]
    warning = next(one for one in meeting.outcome.meeting.warnings if one.id == "W-POLICE")
    assert warning.severity is Severity.STOP
    assert warning.raised_at >= START + timedelta(seconds=120)


def test_a_warning_is_recorded_once_while_it_stands(meeting: LiveMeeting) -> None:
    assert meeting.do(HERE).events[0] == PresenceRecorded(attendee_id="police", mode=Mode.IN_ROOM)
    assert meeting.do().events == ()
    assert meeting.do().verdicts == meeting.outcome.verdicts


def test_undo_takes_back_the_last_act_and_its_warnings_follow(meeting: LiveMeeting) -> None:
    before = meeting.outcome.meeting
    meeting.do(HERE, StateConcern(words="Bruise", raised_at=START))
    assert standing(meeting) == set()
    meeting.undo()
    after = meeting.outcome.meeting
    assert after.concern == before.concern
    assert after.attendance == before.attendance
    assert standing(meeting) == {"W-POLICE", "W-CONCERN"}


def test_undo_goes_back_act_by_act_to_the_beginning(meeting: LiveMeeting, log: MemoryEventLog) -> None:
    meeting.do(HERE)
    meeting.do(GONE)
    meeting.undo()
    assert present(meeting.outcome.meeting.attendance)
    meeting.undo()
    assert not present(meeting.outcome.meeting.attendance)
    meeting.undo()
    assert meeting.outcome.meeting.started_at is None
    assert meeting.outcome.meeting.concern.children, "the act that made the meeting stands"
    with pytest.raises(Refused, match="nothing to take back"):
        meeting.undo()
    assert live(log, judge=PretendJudge()).outcome.meeting == meeting.outcome.meeting


def test_the_log_keeps_what_was_taken_back(meeting: LiveMeeting, log: MemoryEventLog) -> None:
    meeting.do(HERE)
    size = log.size(MEETING)
    meeting.undo()
    assert log.size(MEETING) > size
    assert any(isinstance(one.event, PresenceRecorded) for one in log.read(MEETING))


def stage(live: LiveMeeting) -> Stage:
    return live.outcome.meeting.stage


def test_a_decision_with_an_open_stop_asks_for_a_fact_or_a_reason(meeting: LiveMeeting) -> None:
    with pytest.raises(Refused, match=r"who was called.*W-POLICE is not as it should be"):
        meeting.do(DECIDE)
    assert stage(meeting) is Stage.HELD
    meeting.do(HandleWarning(warning_id="W-POLICE", what=Handling.NO_ANSWER, gate=Gate.DECISION))
    with pytest.raises(Refused):
        meeting.do(DECIDE)
    meeting.do(HandleWarning(warning_id="W-POLICE", what=Handling.CONTACTED, words="Rang", gate=Gate.OPEN))
    with pytest.raises(Refused):
        meeting.do(DECIDE)
    meeting.do(CALLED)
    meeting.do(DECIDE)
    assert stage(meeting) is Stage.DECIDED


def test_nothing_stands_in_the_way_of_an_urgent_decision(meeting: LiveMeeting) -> None:
    meeting.do(ChangeUrgency(urgent=True, because="The child is in hospital"))
    meeting.do(DECIDE)
    assert meeting.outcome.meeting.stage is Stage.DECIDED
    assert "W-POLICE" in standing(meeting)
    meeting.do(SignOff(name="Chris Chair"))
    signature = meeting.outcome.meeting.closing.signature
    assert signature
    assert [(gap.code, gap.reason) for gap in signature.gaps] == [
        ("W-CONCERN", "Urgent: The child is in hospital")
    ]


def test_signing_asks_a_reason_for_each_gap(meeting: LiveMeeting) -> None:
    meeting.do(HERE, DECIDE)
    with pytest.raises(Refused, match=r"Before signing.*W-CONCERN"):
        meeting.do(SignOff(name="Chris Chair"))
    meeting.do(SignOff(name="Chris Chair", gaps=(Gap(code="W-CONCERN", words="No words", reason="Lost"),)))
    assert meeting.outcome.meeting.stage is Stage.SIGNED


@pytest.fixture
def signed(meeting: LiveMeeting) -> LiveMeeting:
    meeting.do(HERE, StateConcern(words="Bruise", raised_at=START), DECIDE)
    meeting.do(SignOff(name="Chris Chair"))
    return meeting


def test_a_signed_record_is_sealed(signed: LiveMeeting, log: MemoryEventLog) -> None:
    size = log.size(MEETING)
    for command in (GONE, StateConcern(words="Another", raised_at=START), DECIDE.__class__(
        decision=Decision(id="d2", children=("c1",), outcome=Outcome.DO_NOT_INITIATE)
    )):  # fmt: skip
        with pytest.raises(Refused, match="late information"):
            signed.do(command)
    with pytest.raises(Refused):
        signed.undo()
    assert log.size(MEETING) == size


def test_what_comes_after_signing_is_an_addendum(signed: LiveMeeting, clock: PretendClock) -> None:
    clock.pass_(3600)
    signed.do(AddLateInformation(addendum=Addendum(id="l1", words="X-ray back", author="Dr Two")))
    signed.do(AddRecipient(delivery=Delivery(id="r1", recipient="Sam Three")))
    (late,) = signed.outcome.meeting.closing.addenda
    assert late.added_at
    assert late.added_at >= START + timedelta(hours=1)
    assert signed.outcome.meeting.stage is Stage.SIGNED


def noted_at(log: MemoryEventLog) -> list[datetime]:
    return [one.row.at for one in log.read(MEETING)]


def test_a_clock_that_was_wrong_once_stamps_nothing_later_and_both_times_are_kept(
    log: MemoryEventLog, clock: PretendClock
) -> None:
    meeting = begun(log, clock)
    clock.wall = WRONG
    meeting.do(HERE)
    clock.wall = START + timedelta(minutes=10)
    clock.since += 60
    outcome = meeting.do(GONE)
    (back,) = (one for one in outcome.events if isinstance(one, ClockWentBack))
    assert back.was >= WRONG
    assert back.now == START + timedelta(minutes=10)
    assert [at for at in noted_at(log) if at >= WRONG]
    meeting.do(StateConcern(words="Later", raised_at=START))
    assert noted_at(log)[-1] < START + timedelta(minutes=11)
    assert meeting.outcome.meeting.clock_changes == (ClockChange(was=back.was, now=back.now),)
    assert live(log, clock).outcome.meeting == meeting.outcome.meeting
    sentences = [one.words for one in entries(meeting.history) if one.kind == "ClockWentBack"]
    assert sentences[0].startswith("The clock went back from Fri 1 Jun 2040 13:01 to Thu 5 Mar 2026 10:10.")


def test_who_came_while_the_clock_was_wrong_is_in_the_room_when_it_is_right_again(
    log: MemoryEventLog, clock: PretendClock
) -> None:
    meeting = begun(log, clock)
    clock.wall = WRONG
    meeting.do(HERE)
    clock.wall = START + timedelta(minutes=10)
    meeting.do(DECIDE)
    after = meeting.outcome.meeting
    (decision,) = after.deciding.decisions
    assert decision.decided_at
    assert decision.decided_at.year == 2026
    assert [line.id for line in in_room(after, decision)] == ["police"]
    assert all(one.raised_at <= clock.now() for one in after.warnings)


def test_a_clock_corrected_by_little_changes_neither_order_nor_intervals(
    log: MemoryEventLog, clock: PretendClock
) -> None:
    meeting = begun(log, clock)
    meeting.do(HERE)
    clock.pass_(600)
    clock.wall -= timedelta(seconds=90)
    meeting.do(GONE)
    stay = meeting.outcome.meeting.attendance.register[0].stays[0]
    assert stay.left_at
    assert timedelta(seconds=600) <= stay.left_at - stay.joined_at < timedelta(seconds=601)
    assert noted_at(log) == sorted(set(noted_at(log)))
    assert not meeting.outcome.meeting.clock_changes


def test_a_clock_that_goes_back_by_more_than_clocks_differ_is_said(
    log: MemoryEventLog, clock: PretendClock
) -> None:
    meeting = begun(log, clock)
    meeting.do(HERE)
    clock.pass_(600)
    clock.wall -= timedelta(minutes=13)
    meeting.do(GONE)
    (change,) = meeting.outcome.meeting.clock_changes
    assert change.now == clock.now()


def test_a_clock_that_lost_the_time_is_not_believed_and_it_is_said(
    log: MemoryEventLog, clock: PretendClock
) -> None:
    begun(log, clock).do(HERE)
    lost = PretendClock(datetime(1999, 1, 1, tzinfo=UTC), name="again")
    again = live(log, lost)
    assert "lost the time" in again.clock_doubt
    again.do(GONE)
    assert noted_at(log) == sorted(set(noted_at(log)))
    assert noted_at(log)[-1] < START + timedelta(minutes=1)


def test_both_times_are_kept_where_a_clock_loses_the_time_under_the_open_meeting(
    log: MemoryEventLog, clock: PretendClock
) -> None:
    meeting = begun(log, clock)
    clock.pass_(600)
    meeting.do()
    clock.wall = datetime(1999, 1, 1, tzinfo=UTC)
    clock.since += 60
    assert "lost the time" in meeting.clock_doubt
    meeting.do(HERE)
    clock.pass_(60)
    meeting.do(GONE)
    (change,) = meeting.outcome.meeting.clock_changes
    assert not change.believed
    assert change.now == datetime(1999, 1, 1, tzinfo=UTC)
    assert timedelta(seconds=660) <= change.was - START < timedelta(seconds=661)
    (words,) = (one.words for one in entries(meeting.history) if one.kind == "ClockNotBelieved")
    assert words.startswith("The clock showed Fri 1 Jan 1999 00:00: it had lost the time")
    stay = meeting.outcome.meeting.attendance.register[0].stays[0]
    assert stay.left_at
    assert timedelta(seconds=59) < stay.left_at - stay.joined_at < timedelta(seconds=61)


def test_a_clock_that_goes_back_to_after_the_last_entry_is_doubted_and_both_times_are_kept(
    log: MemoryEventLog, clock: PretendClock
) -> None:
    meeting = begun(log, clock)
    meeting.do(HERE)
    clock.pass_(3600)
    meeting.do()
    clock.wall -= timedelta(minutes=30)
    clock.since += 60
    assert "it showed Thu 5 Mar" in meeting.clock_doubt
    meeting.do()
    assert "it showed Thu 5 Mar" in meeting.clock_doubt
    meeting.do(GONE)
    (change,) = meeting.outcome.meeting.clock_changes
    assert change.was - change.now >= timedelta(minutes=30)
    assert meeting.clock_doubt == ""


def test_a_clock_that_is_put_right_again_before_anything_is_noted_is_doubted_no_more(
    log: MemoryEventLog, clock: PretendClock
) -> None:
    meeting = begun(log, clock)
    clock.pass_(3600)
    meeting.do()
    clock.wall -= timedelta(minutes=30)
    meeting.do()
    clock.pass_(60)
    clock.wall += timedelta(minutes=30)
    meeting.do()
    assert meeting.clock_doubt == ""
    meeting.do(HERE)
    assert not meeting.outcome.meeting.clock_changes


def test_opening_says_that_the_clock_is_behind_or_over_a_year_ahead_of_what_is_noted(
    log: MemoryEventLog, clock: PretendClock
) -> None:
    meeting = begun(log, clock)
    assert meeting.clock_doubt == ""
    assert "over a year after" in live(log, PretendClock(WRONG)).clock_doubt
    assert "was noted here before" in live(log, PretendClock(START - timedelta(days=1))).clock_doubt


def test_what_was_signed_stays_as_it_was_signed_when_the_clock_goes_back(
    signed: LiveMeeting, clock: PretendClock
) -> None:
    before = signed.outcome.meeting
    clock.wall = START - timedelta(hours=3)
    signed.do(AddRecipient(delivery=Delivery(id="r1", recipient="Sam Three")))
    after = signed.outcome.meeting
    assert isinstance(signed.history[-2].event, ClockWentBack)
    assert replace(after, closing=before.closing) == before


def test_what_another_copy_wrote_is_taken_in_as_it_came(meeting: LiveMeeting, log: MemoryEventLog) -> None:
    live(log, PretendClock(name="two"), PretendJudge()).do(HERE)
    came = meeting.came()
    assert came is not None
    assert meeting.take_in(came)
    assert present(meeting.outcome.meeting.attendance)


def test_two_machines_that_did_not_see_each_other_both_keep_what_they_wrote(log: MemoryEventLog) -> None:
    one = begun(log)
    other = live(log, PretendClock(name="tablet"), device_id="tablet")
    one.do(StateConcern(words="First", raised_at=START))
    other.do(HERE)
    one.reread()
    other.reread()
    assert one.outcome.meeting == other.outcome.meeting
    assert one.outcome.meeting.concern.words == "First"
    assert present(one.outcome.meeting.attendance)


def test_a_history_kept_elsewhere_is_judged_at_its_own_times(
    log: MemoryEventLog, clock: PretendClock
) -> None:
    clock.pass_(86_400)
    meeting = live(log, clock, PretendJudge())
    half_past = START + timedelta(minutes=30)
    events = [
        Replayed(MeetingPrepared(meeting_id=MEETING, reference="SD-1"), START),
        Replayed(ConcernStated(words="Bruise", raised_at=START), half_past),
    ]
    meeting.take_over(events)
    warning = next(one for one in meeting.outcome.meeting.warnings if one.id == "W-CONCERN")
    assert (warning.raised_at, warning.cleared_at) == (START, half_past)
    assert fold(log.read(MEETING)) == meeting.outcome.meeting


def test_a_place_taken_twice_in_a_row_is_said_and_nothing_is_doubled(
    meeting: LiveMeeting, log: MemoryEventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def always_taken(*_given: object) -> None:
        raise Taken

    size = log.size(MEETING)
    monkeypatch.setattr(log, "append", always_taken)
    with pytest.raises(NotSaved, match="another copy"):
        meeting.do(HERE)
    assert log.size(MEETING) == size


class ByDay(PretendJudge):
    """Names its rules by the day on which a meeting began or is planned for."""

    def profile_of(self, meeting: Meeting) -> str:
        return str(meeting_day(meeting))


def test_a_meeting_begins_with_the_rules_of_the_day_it_begins_on_and_not_of_the_one_it_was_planned_for(
    log: MemoryEventLog,
) -> None:
    clock = PretendClock()
    meeting = live(log, clock, ByDay())
    meeting.do(replace(PREPARE, scheduled_at=clock.now() - timedelta(days=3)), *BEGIN[1:])
    meeting.do(StartMeeting())
    assert meeting.outcome.meeting.profile == str(local_day(clock.now()))


def test_the_same_beginning_twice_is_one_meeting(log: MemoryEventLog) -> None:
    meeting = live(log)
    meeting.do(*BEGIN)
    assert meeting.do(PREPARE, CHILD).events == ()
    meeting.do(StartMeeting())
    assert meeting.outcome.meeting.profile == "pretend/1"


@pytest.mark.parametrize("device_id", ["laptop", "tablet"])
def test_undo_leaves_to_others_what_they_added_while_the_meeting_was_open(
    log: MemoryEventLog, device_id: str
) -> None:
    here, there = begun(log), live(log, PretendClock(name="there"), device_id=device_id)
    here.do(RecordPresence(attendee_id="social", mode=Mode.IN_ROOM))
    there.reread()
    there.do(RecordPresence(attendee_id="police", mode=Mode.IN_ROOM))
    came = here.came()
    assert came is not None
    assert here.take_in(came)
    here.undo()
    assert [line.id for line in present(here.outcome.meeting.attendance)] == ["police"]
    there.reread()
    there.undo()
    assert not present(here.reread().meeting.attendance)
    here.undo()  # the beginning of the meeting, which was done here
    assert here.outcome.meeting.started_at is None


def test_undo_takes_back_what_this_program_wrote_through_another_door(log: MemoryEventLog) -> None:
    acts = Acts()
    here = begun(log, acts=acts)
    beside = live(log, PretendClock(name="beside"), acts=acts)
    beside.do(RecordPresence(attendee_id="police", mode=Mode.IN_ROOM))
    came = here.came()
    assert came is not None
    assert here.take_in(came)
    here.undo()
    assert not present(here.outcome.meeting.attendance)
    beside.reread()
    beside.do(RecordPresence(attendee_id="social", mode=Mode.IN_ROOM))
    here.reread()
    here.undo()
    assert not present(here.outcome.meeting.attendance)


def test_what_another_program_added_stays_its_own_when_the_meeting_is_opened_again(
    log: MemoryEventLog,
) -> None:
    acts = Acts()
    here, there = begun(log, acts=acts), live(log, PretendClock(name="there"))
    here.do(RecordPresence(attendee_id="social", mode=Mode.IN_ROOM))
    there.reread()
    there.do(RecordPresence(attendee_id="police", mode=Mode.IN_ROOM))
    here.reread()
    again = live(log, PretendClock(name="again"), acts=acts)
    again.undo()
    assert [line.id for line in present(again.outcome.meeting.attendance)] == ["police"]


@pytest.mark.parametrize("started", [True, False])
def test_undo_never_takes_back_a_whole_meeting_that_was_imported(log: MemoryEventLog, started: bool) -> None:
    held = [one for one in begun(log).history if started or not isinstance(one.event, MeetingStarted)]
    meeting = live(MemoryEventLog(), judge=PretendJudge())
    meeting.take_over([Replayed(one.event, START) for one in held])
    attendance = meeting.outcome.meeting.attendance
    assert bool(meeting.outcome.meeting.started_at) is started
    with pytest.raises(Refused, match="nothing to take back"):
        meeting.undo()
    meeting.do(StateConcern(words="Bruise", raised_at=START))
    meeting.undo()
    assert meeting.outcome.meeting.attendance == attendance
