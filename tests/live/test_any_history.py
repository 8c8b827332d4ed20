"""Whatever is done, in whatever order, the log makes the state that was shown."""

import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.live.commands import EVERY, commands
from tests.live.pretend import BEGIN, MEETING, PretendClock, PretendJudge, live

from chairtui.core.change import Command, Refused
from chairtui.core.clock_changes import ClockWentBack
from chairtui.core.closing import SignOff
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.history.log import broken_links, fold
from chairtui.core.meeting import ChangeUrgency, StartMeeting, Withdraw
from chairtui.core.vocabulary import Handling, Outcome
from chairtui.core.warnings import HandleWarning
from chairtui.live.gates import unmet
from chairtui.live.live_meeting import LiveMeeting
from chairtui.store.connect import Database
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.memory import MemoryEventLog
from chairtui.store.verify import verify

UNDO, PAUSE, BACK = "undo", "pause", "clock set back"
steps = st.lists(
    st.one_of(commands(), commands(), commands(), st.sampled_from([UNDO, PAUSE, BACK])), max_size=25
)


def carry_out(meeting: LiveMeeting, clock: PretendClock, step: Command | str) -> bool:
    """Do one step; say whether it was accepted."""
    try:
        if isinstance(step, Command):
            meeting.do(step)
        elif step == UNDO:
            meeting.undo()
        elif step == PAUSE:
            clock.pass_(61)
        else:
            clock.wall = clock.wall.replace(hour=max(0, clock.wall.hour - 1))
    except Refused:
        return False
    return True


def begin(meeting: LiveMeeting, signed: bool) -> None:
    meeting.do(*BEGIN)
    meeting.do(StartMeeting())
    if signed:
        meeting.do(ChangeUrgency(urgent=True))
        meeting.do(RecordDecision(decision=Decision(id="d1", children=("c1",), outcome=Outcome.INITIATE)))
        meeting.do(SignOff(name="Chris Chair"))


def assert_times_go_back_only_where_it_is_said(log: MemoryEventLog) -> None:
    latest = None
    for one in log.read(MEETING):
        assert latest is None or one.row.at > latest or isinstance(one.event, ClockWentBack)
        latest = one.row.at


def test_every_command_has_a_strategy() -> None:
    assert len(EVERY) > 50


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps, st.booleans())
def test_the_stored_events_make_the_state_that_was_shown(done: list[Command | str], signed: bool) -> None:
    log, clock = MemoryEventLog(), PretendClock()
    meeting = live(log, clock, PretendJudge())
    begin(meeting, signed)
    for step in done:
        carry_out(meeting, clock, step)
        assert fold(log.read(MEETING)) == meeting.outcome.meeting
    assert_times_go_back_only_where_it_is_said(log)
    assert live(log, clock, PretendJudge()).outcome.meeting == meeting.outcome.meeting


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(commands(), min_size=1, max_size=4), max_size=8), st.integers(0, 3), st.booleans())
def test_what_is_done_together_makes_the_state_that_was_shown_and_judged(
    done: list[list[Command]], undone: int, signed: bool
) -> None:
    log, clock, judge = MemoryEventLog(), PretendClock(), PretendJudge()
    meeting = live(log, clock, judge)
    begin(meeting, signed)
    for number, together in enumerate(done):
        back = [Withdraw(event_ids=tuple(one.row.event_id for one in meeting.last_act()))]
        with suppress(Refused):
            meeting.do(*together, *(back if number % 4 == undone else ()))
        shown, entries = meeting.outcome, [*log.read(MEETING)]
        assert fold(entries) == shown.meeting
        assert shown.verdicts == unmet(judge, fold(entries), clock.wall)
        assert broken_links([one.row for one in entries]) == []
        clock.pass_(1)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps, st.booleans())
def test_a_repeated_command_adds_nothing(done: list[Command | str], signed: bool) -> None:
    log, clock = MemoryEventLog(), PretendClock()
    meeting = live(log, clock, PretendJudge())
    begin(meeting, signed)
    for step in done:
        if carry_out(meeting, clock, step) and isinstance(step, Command):
            if isinstance(step, HandleWarning) and step.what is Handling.PUT_OFF:
                continue  # put off again, it is put off from now on
            clock.pass_(1)
            shown = meeting.outcome.meeting
            assert meeting.do(step).events == ()
            assert meeting.outcome.meeting == shown


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps, st.booleans())
def test_the_lists_always_follow_from_the_log(done: list[Command | str], signed: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        clock = PretendClock()
        database = Database(Path(folder) / "meetings.db")
        log = SqliteEventLog(database)
        meeting = live(log, clock, PretendJudge())
        begin(meeting, signed)
        for step in done:
            carry_out(meeting, clock, step)
        assert fold(log.read(MEETING)) == meeting.outcome.meeting
        database.close()
        assert verify(database.path) == []
