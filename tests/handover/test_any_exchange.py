"""Whatever two machines do, and however often they exchange it, both end with the same meeting."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.handover.machine import Machine, exchange, same
from tests.live.commands import commands
from tests.live.pretend import BEGIN, PretendJudge
from tests.live.test_any_history import PAUSE, UNDO, carry_out

from chairtui.core.change import Command
from chairtui.core.conflicts import SettleConflict
from chairtui.core.meeting import StartMeeting

GIVE, SETTLE = "give", "settle"
moves = st.lists(
    st.tuples(
        st.booleans(),
        st.one_of(commands(), commands(), commands(), st.sampled_from([UNDO, PAUSE, GIVE, SETTLE])),
    ),
    max_size=16,
)


def move(here: Machine, there: Machine, step: Command | str) -> None:
    if step == GIVE:
        known = len(there.rows)
        done = there.takes(here)
        assert done.new == len(there.rows) - known
        assert there.takes(here).new == 0
    elif step == SETTLE:
        for conflict in here.meeting.conflicts[:1]:
            here.do(SettleConflict(event_ids=conflict.event_ids, keep=conflict.sides[0].event_id))
            assert conflict not in here.meeting.conflicts
    else:
        carry_out(here.live, here.clock, step)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(moves, st.booleans())
def test_both_end_with_the_same_meeting_and_nothing_is_lost(
    steps: list[tuple[bool, Command | str]], begun: bool
) -> None:
    one, other = Machine("one", PretendJudge()), Machine("other", PretendJudge())
    one.do(*BEGIN)
    if begun:
        one.do(StartMeeting())
    other.takes(one)
    for first, step in steps:
        move(*((one, other) if first else (other, one)), step)
    written = {row.event_id for row in (*one.rows, *other.rows)}
    exchange(one, other)
    assert {row.event_id for row in one.rows} == written
    assert one.takes(other).new == other.takes(one).new == 0
    same(one, other)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(moves)
def test_every_conflict_can_be_settled_and_stays_settled_on_both(
    steps: list[tuple[bool, Command | str]],
) -> None:
    one, other = Machine("one"), Machine("other")
    one.do(*BEGIN, StartMeeting())
    other.takes(one)
    for first, step in steps:
        if step not in (GIVE, SETTLE):
            move(*((one, other) if first else (other, one)), step)
    exchange(one, other)
    for _ in range(40):
        for conflict in one.meeting.conflicts[:1]:
            before = len(one.meeting.conflicts)
            one.do(SettleConflict(event_ids=conflict.event_ids, keep=conflict.sides[-1].event_id))
            assert conflict.key not in {left.key for left in one.meeting.conflicts}
            assert len(one.meeting.conflicts) <= before + 1
    assert one.meeting.conflicts == ()
    exchange(one, other)
    assert other.meeting.conflicts == ()
