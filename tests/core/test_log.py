"""The log: rows, their chain, and how a history folds to a meeting."""

from datetime import timedelta

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.core.scene import TEN

from chairtui.core.attendance import PresenceRecorded
from chairtui.core.change import Event
from chairtui.core.concern import CircumstancesSet
from chairtui.core.history.log import (
    GENESIS,
    Damaged,
    Recorded,
    Row,
    broken_links,
    chained,
    decode,
    encode,
    fold,
    hash_of,
    in_order,
)
from chairtui.core.meeting import EventsWithdrawn, MeetingPrepared
from chairtui.core.vocabulary import Circumstance, Mode


def row(number: int, event: Event, previous: str = GENESIS, *, device: str = "d1", lamport: int = 0) -> Row:
    return chained(
        Row(
            meeting_id="m1",
            device_id=device,
            seq=number,
            event_id=f"{device}-{number}",
            act_id=f"{device}-{number}",
            lamport=lamport or number,
            seen=(),
            kind=type(event).__name__,
            version=1,
            at=TEN + timedelta(seconds=number),
            actor="Dee Grant",
            body=encode(event),
        ),
        previous,
    )


def stream(*events: Event, device: str = "d1") -> list[Recorded]:
    made: list[Recorded] = []
    previous = GENESIS
    for number, event in enumerate(events, 1):
        new = row(number, event, previous, device=device)
        previous = new.hash
        made.append(Recorded(row=new, event=event))
    return made


PREPARED = MeetingPrepared(meeting_id="m1", reference="SM-1")
MISSING = CircumstancesSet(circumstances=(Circumstance.MISSING,))
GANGS = CircumstancesSet(circumstances=(Circumstance.GANGS,))


def test_an_event_reads_back_as_it_was_written() -> None:
    assert decode(row(1, MISSING)).event == MISSING


def test_a_row_that_is_no_event_is_named_by_its_place_and_never_by_its_content() -> None:
    broken = replace(row(1, PREPARED), body='{"kind":"MeetingPrepared","secret":1')
    with pytest.raises(Damaged) as trouble:
        decode(broken)
    assert str(trouble.value).startswith("d1/1:")
    assert "secret" not in str(trouble.value)


def test_a_whole_chain_holds() -> None:
    assert broken_links(one.row for one in stream(PREPARED, MISSING, GANGS)) == []


@pytest.mark.parametrize(
    "field", ["body", "actor", "event_id", "act_id", "kind", "lamport", "version", "seen", "at"]
)
def test_changing_any_field_breaks_the_chain(field: str) -> None:
    rows = [one.row for one in stream(PREPARED, MISSING)]
    other = {"lamport": 99, "version": 9, "seen": (("x", 1),), "at": TEN}.get(field, "changed")
    rows[0] = replace(rows[0], **{field: other})
    assert broken_links(rows) == ["m1/d1: row 1 was changed"]


def test_a_row_cut_out_of_the_middle_is_missed() -> None:
    rows = [one.row for one in stream(PREPARED, MISSING, GANGS)]
    assert broken_links([rows[0], rows[2]]) == ["m1/d1: row 2 is missing"]


@for_all(st.text(), st.text(), st.text(min_size=1))
def test_no_two_divisions_of_the_same_words_have_the_same_hash(one: str, other: str, moved: str) -> None:
    left = replace(row(1, PREPARED), actor=one + moved, body=other)
    right = replace(row(1, PREPARED), actor=one, body=moved + other)
    assert hash_of(left, GENESIS) != hash_of(right, GENESIS)


def test_a_withdrawn_event_does_not_count_and_a_withdrawn_withdrawal_does() -> None:
    withdraw = EventsWithdrawn(event_ids=("d1-3",))
    undone = stream(PREPARED, MISSING, GANGS, withdraw)
    assert fold(undone).concern.circumstances == (Circumstance.MISSING,)
    again = stream(PREPARED, MISSING, GANGS, withdraw, EventsWithdrawn(event_ids=("d1-4",)))
    assert fold(again).concern.circumstances == (Circumstance.GANGS,)


def test_what_does_not_fit_becomes_a_conflict_and_never_an_error() -> None:
    nobody = PresenceRecorded(attendee_id="nobody", mode=Mode.PHONE)
    meeting = fold(stream(PREPARED, nobody, MISSING))
    assert [conflict.event_id for conflict in meeting.conflicts] == ["d1-2"]
    assert meeting.concern.circumstances == (Circumstance.MISSING,)


@for_all(st.permutations(range(6)))
def test_the_union_of_two_streams_has_one_order(shuffled: list[int]) -> None:
    streams = stream(PREPARED, MISSING, GANGS) + stream(MISSING, GANGS, MISSING, device="d2")
    expected = [one.row.event_id for one in in_order(streams)]
    assert [one.row.event_id for one in in_order(streams[place] for place in shuffled)] == expected
