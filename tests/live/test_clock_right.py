"""Once a clock is right, whatever it did before, all times are those that a right clock would have noted.

What a person wrote stays as they wrote it, also while the clock is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace
from tests.live.commands import commands
from tests.live.pretend import BEGIN, START, Lenient, PretendClock, live

from chairtui.core.attendance import RecordPresence
from chairtui.core.change import Command, Event, Refused
from chairtui.core.clock_changes import ClockCameRight, ClockWentBack
from chairtui.core.closing import SignOff
from chairtui.core.concern import SetCircumstances, StateConcern
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.history.log import fold
from chairtui.core.meeting import ChangeUrgency, Meeting, StartMeeting
from chairtui.core.register import Stay
from chairtui.core.rooms import in_room
from chairtui.core.sentences.every_event import clock_words, entries
from chairtui.core.vocabulary import Circumstance, Mode, Outcome
from chairtui.live.live_meeting import LiveMeeting
from chairtui.live.possible_days import days_said
from chairtui.store.memory import MemoryEventLog

HERE = RecordPresence(attendee_id="police", mode=Mode.IN_ROOM)
GONE = RecordPresence(attendee_id="police", mode=None)
DECIDE = RecordDecision(decision=Decision(id="d1", children=("c1",), outcome=Outcome.INITIATE))
OFF = (-60 * 24 * 400, -600, -60, -25, -7, 7, 25, 60, 600, 60 * 24 * 5000)
"""By how many minutes a clock is wrong, each further from any other than clocks may differ."""
LITTLE = timedelta(milliseconds=1)


class Wrong(PretendClock):
    """A clock that can be wrong by some minutes."""

    def off(self, minutes: int) -> None:
        self.wall = START + timedelta(seconds=self.since, minutes=minutes)


def begun(clock: PretendClock, log: MemoryEventLog | None = None) -> LiveMeeting:
    meeting = live(log or MemoryEventLog(), clock, Lenient())
    meeting.do(*BEGIN)
    meeting.do(StartMeeting())
    clock.pass_(60)
    return meeting


def times(value: Any, place: str = "") -> Iterator[tuple[str, datetime]]:
    """Return every time in a value, with where it stands."""
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from times(item, f"{place}.{number}")
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from times(getattr(value, name), f"{place}/{type(value).__name__}.{name}")
    elif isinstance(value, datetime):
        yield place, value


def untimed(value: Any) -> Any:
    """Return a value without the times at which something happened."""
    if isinstance(value, tuple):
        return tuple(untimed(item) for item in value)
    if not isinstance(value, Struct):
        return value
    names = value.__struct_fields__
    return tuple(
        None if isinstance(getattr(value, name), datetime) else untimed(getattr(value, name))
        for name in names
    )


def assert_as_by_a_right_clock(meeting: Meeting, right: Meeting) -> None:
    assert untimed(replace(meeting, clock_changes=())) == untimed(right)
    known = dict(times(right))
    for place, at in times(replace(meeting, clock_changes=())):
        assert abs(at - known[place]) < LITTLE, place


def typed_in(events: Sequence[Event]) -> set[datetime]:
    return {at for event in events for _, at in times(event)}


Step = Command | int


def has_come(command: Command) -> bool:
    """Say whether all that a command tells of has happened, by a wrong clock as by a right one."""
    days = [said.value for said in days_said(command) if not isinstance(said.value, datetime)]
    return all(day < START.date() - timedelta(days=3) for day in days)


UNSIGNED = commands().filter(lambda one: not isinstance(one, SignOff) and has_come(one))
STEPS = st.lists(st.one_of(UNSIGNED, UNSIGNED, st.sampled_from((0, *OFF))), max_size=16)


def carry_out(steps: Sequence[Step]) -> Iterator[tuple[LiveMeeting, LiveMeeting]]:
    """Do the same by a clock that is wrong at times, though right at the end, and by one that is right."""
    wrong, right = Wrong(), PretendClock()
    one, other = begun(wrong), begun(right)
    for step in (*steps, 0, SetCircumstances(circumstances=(Circumstance.GANGS,))):
        wrong.pass_(60)
        right.pass_(60)
        if isinstance(step, int):
            wrong.off(step)
            one.do()
            continue
        for meeting in (one, other):
            try:
                meeting.do(step)
            except Refused:
                continue
        yield one, other
    yield one, other


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@drawn(STEPS)
def test_once_a_clock_is_right_every_time_is_what_a_right_clock_would_have_noted(steps: list[Step]) -> None:
    *_, (meeting, right) = carry_out(steps)
    assert_as_by_a_right_clock(meeting.outcome.meeting, right.outcome.meeting)
    assert fold(meeting.history) == meeting.outcome.meeting


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@drawn(STEPS)
def test_no_clock_moves_a_time_that_a_person_wrote(steps: list[Step]) -> None:
    for meeting, right in carry_out(steps):
        typed = typed_in([entry.event for entry in right.history])
        told = dict(times(replace(meeting.outcome.meeting, clock_changes=())))
        for place, at in times(right.outcome.meeting):
            assert at not in typed or told[place] == at, place


def stay(meeting: LiveMeeting) -> Stay:
    (known,) = meeting.outcome.meeting.attendance.register[0].stays
    return known


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def near(known: datetime | None, seconds: float) -> bool:
    return known is not None and abs(known - at(seconds)) < LITTLE


def test_a_clock_that_is_wrong_for_a_moment_leaves_no_trace_in_the_times_and_says_so() -> None:
    clock = Wrong()
    meeting = begun(clock)
    meeting.do(HERE)
    clock.pass_(60)
    clock.off(-60)
    meeting.do(DECIDE)
    (decision,) = meeting.outcome.meeting.deciding.decisions
    assert [line.id for line in in_room(meeting.outcome.meeting, decision)] == ["police"]
    clock.pass_(60)
    clock.off(0)
    right = meeting.do()
    assert [type(event) for event in right.events] == [ClockCameRight]
    after = meeting.outcome.meeting
    (decision,) = after.deciding.decisions
    assert near(after.started_at, 0)
    assert near(stay(meeting).joined_at, 60)
    assert near(decision.decided_at, 120)
    said = [clock_words(change) for change in after.clock_changes]
    assert said == [one.words for one in entries(meeting.history) if one.kind.startswith("Clock")]
    assert said[0].startswith("The clock went back from Thu 5 Mar 2026 10:02 to Thu 5 Mar 2026 09:02.")
    assert said[1].startswith(
        "The clock came right: it went from Thu 5 Mar 2026 09:03 to Thu 5 Mar 2026 10:03."
    )
    assert all(words.endswith("Times that people wrote stand as written.") for words in said)


def test_a_machine_that_stood_still_moves_no_time() -> None:
    clock = Wrong()
    meeting = begun(clock)
    meeting.do(HERE)
    clock.off(25)
    meeting.do(GONE)
    assert near(stay(meeting).joined_at, 60)
    assert near(stay(meeting).left_at, 60 + 25 * 60)
    clock.off(600)
    meeting.do(DECIDE)
    assert near(stay(meeting).joined_at, 60)
    assert near(stay(meeting).left_at, 60 + 25 * 60)
    assert not meeting.outcome.meeting.clock_changes


def test_a_clock_that_was_ahead_for_a_moment_is_found_out_once_it_goes_back() -> None:
    clock = Wrong()
    meeting = begun(clock)
    clock.off(600)
    meeting.do(HERE)
    clock.pass_(60)
    clock.off(0)
    meeting.do(GONE)
    assert near(stay(meeting).joined_at, 60)
    assert near(stay(meeting).left_at, 120)


def test_a_clock_that_was_wrong_when_the_program_began_again_is_read_as_it_is_right() -> None:
    log, clock = MemoryEventLog(), Wrong()
    begun(clock, log).do(HERE)
    again = Wrong(name="again")
    again.pass_(120)
    again.off(-60)
    meeting = live(log, again, Lenient())
    meeting.do(GONE)
    assert stay(meeting).joined_at < (stay(meeting).left_at or START)
    again.pass_(60)
    again.off(0)
    meeting.do()
    assert near(stay(meeting).joined_at, 60)
    assert near(stay(meeting).left_at, 120)


def test_a_program_that_began_again_under_a_wrong_clock_knows_it_when_it_comes_right() -> None:
    log, clock = MemoryEventLog(), Wrong()
    before = begun(clock, log)
    clock.off(-60)
    before.do(HERE)
    again = Wrong(name="again")
    again.pass_(300)
    again.off(-60)
    meeting = live(log, again, Lenient())
    meeting.do(GONE)
    again.off(0)
    meeting.do()
    assert near(meeting.outcome.meeting.started_at, 0)
    assert near(stay(meeting).joined_at, 60)
    assert near(stay(meeting).left_at, 300)
    assert live(log, again, Lenient()).outcome.meeting == meeting.outcome.meeting


def test_a_clock_that_had_lost_the_time_is_read_as_it_is_right() -> None:
    log = MemoryEventLog()
    begun(Wrong(), log).do(HERE)
    lost = PretendClock(datetime(1999, 1, 1, tzinfo=UTC), name="again")
    meeting = live(log, lost, Lenient())
    lost.pass_(60)
    meeting.do(GONE)
    lost.pass_(60)
    lost.wall = at(3720)
    meeting.do()
    assert near(stay(meeting).left_at, 3660)
    assert near(stay(meeting).joined_at, 60)


def test_a_clock_that_was_put_right_stays_right_when_the_program_begins_again() -> None:
    log, clock = MemoryEventLog(), Wrong()
    clock.off(7)
    meeting = begun(clock, log)
    clock.off(0)
    meeting.do(HERE)
    again = Wrong(name="again")
    again.pass_(60)
    meeting = live(log, again, Lenient())
    again.off(25)  # it stood still meanwhile
    meeting.do(GONE)
    assert near(stay(meeting).joined_at, 60)
    assert near(stay(meeting).left_at, 60 + 25 * 60)


def test_a_wrong_clock_of_one_machine_moves_nothing_of_another_for_good() -> None:
    log, clock, other = MemoryEventLog(), Wrong(), Wrong(name="two")
    meeting = begun(clock, log)
    other.pass_(120)
    second = live(log, other, Lenient(), device_id="tablet")
    second.do(HERE)
    clock.pass_(120)
    clock.off(-60)
    meeting.reread()
    meeting.do(DECIDE)
    (decision,) = meeting.outcome.meeting.deciding.decisions
    assert [line.id for line in in_room(meeting.outcome.meeting, decision)] == ["police"]
    clock.off(0)
    meeting.do()
    assert near(stay(meeting).joined_at, 120)
    second.reread()
    assert second.outcome.meeting == meeting.outcome.meeting


def test_what_was_signed_by_a_wrong_clock_stays_as_it_was_signed_when_it_comes_right() -> None:
    clock = Wrong()
    meeting = begun(clock)
    meeting.do(HERE, ChangeUrgency(urgent=True), DECIDE)
    clock.off(-60)
    meeting.do(StateConcern(words="Seen", raised_at=START))
    signed = meeting.do(SignOff(name="Chris Chair")).meeting
    clock.off(0)
    clock.pass_(60)
    meeting.do()
    assert meeting.outcome.meeting == signed == fold(meeting.history)


def test_a_clock_that_is_right_again_moves_no_time_once_more() -> None:
    clock = Wrong()
    meeting = begun(clock)
    for minutes in (-60, 0, -60, 0):
        clock.off(minutes)
        meeting.do(StateConcern(words=f"Seen {len(meeting.history)}", raised_at=START))
    kinds = [type(entry.event) for entry in meeting.history]
    assert kinds.count(ClockWentBack) == kinds.count(ClockCameRight) == 2
    assert near(meeting.outcome.meeting.started_at, 0)
    before = len(meeting.history)
    meeting.do()
    assert len(meeting.history) == before
