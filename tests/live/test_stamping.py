"""What the next entry goes on from: found without looking at what was looked at before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.live.pretend import MEETING, START, PretendClock

from chairtui.core.change import Event
from chairtui.core.clock_changes import ClockNotBelieved, ClockWentBack
from chairtui.core.concern import ConcernStated
from chairtui.core.history.log import Recorded
from chairtui.live.ends import Ends, ends
from chairtui.live.stamping import Stamper


class Watched(list[Recorded]):
    """A history that counts which of its entries are looked at."""

    looks = 0

    def __getitem__(self, place: Any) -> Any:
        self.looks += len(range(*place.indices(len(self)))) if isinstance(place, slice) else 1
        return super().__getitem__(place)

    def __iter__(self) -> Iterator[Recorded]:
        for one in super().__iter__():
            self.looks += 1
            yield one

    def __reversed__(self) -> Iterator[Recorded]:
        for one in super().__reversed__():
            self.looks += 1
            yield one


def said(words: str) -> Event:
    return ConcernStated(words=words, raised_at=START, referrer="")


def test_an_act_looks_at_no_entry_that_an_earlier_act_looked_at() -> None:
    clock = PretendClock()
    stamper = Stamper(clock, "device", "Ada Okoro")
    history = Watched()
    history.extend(stamper.stamp([said(str(number)) for number in range(500)], MEETING, history))
    stamper.now(history)
    assert history.looks >= 500
    for number in range(20):
        clock.pass_(1)
        history.looks = 0
        stamper.clock_changed(history)
        stamper.doubt(history)
        stamper.shows(history)
        stamped = stamper.stamp([said(f"more {number}")], MEETING, history)
        assert history.looks <= 1
        assert stamped[0].row.lamport == stamped[0].row.seq == 501 + number
        history.extend(stamped)


def test_a_history_that_was_read_again_is_looked_at_from_its_beginning() -> None:
    stamper = Stamper(PretendClock(), "device", "Ada Okoro")
    other = Stamper(PretendClock(name="other"), "another", "Ben Marsh")
    mine = stamper.stamp([said("one"), said("two")], MEETING, [])
    stamper.now(mine)
    more = [*mine, *other.stamp([said("three")], MEETING, mine)]
    row = stamper.stamp([said("four")], MEETING, more)[0].row
    assert (row.seq, row.lamport, row.seen) == (3, 4, (("another", 1),))


EVENTS = st.lists(
    st.sampled_from(
        [
            said("words"),
            ClockWentBack(was=START, now=START - timedelta(hours=1)),
            ClockNotBelieved(was=START, now=START - timedelta(days=9000)),
        ]
    ),
    max_size=12,
)


@given(EVENTS, EVENTS, st.integers(-9000, 9000))
def test_ends_found_bit_by_bit_are_those_found_at_once(
    first: list[Event], second: list[Event], moved: int
) -> None:
    clock = PretendClock()
    before = Stamper(clock, "device", "Ada Okoro").stamp(first, MEETING, [])
    clock.wall += timedelta(seconds=moved)
    whole = [*before, *Stamper(clock, "another", "Ben Marsh").stamp(second, MEETING, before)]
    assert ends(whole[len(before) :], ends(before, Ends())) == ends(whole, Ends())
