"""What every log must do, wherever it keeps its rows."""

import pytest
from msgspec.structs import replace
from tests.live.pretend import MEETING, PREPARE, START, PretendClock, begun, live

from chairtui.core.attendance import RecordPresence
from chairtui.core.history.log import GENESIS, Row, chained, decode, fold, in_order
from chairtui.core.meeting import PrepareMeeting
from chairtui.core.vocabulary import Mode
from chairtui.live.ports import EventLog, NotSaved, Taken

HERE = RecordPresence(attendee_id="police", mode=Mode.IN_ROOM)
GONE = RecordPresence(attendee_id="police", mode=None)


def row(seq: int = 1, previous: str = GENESIS, device_id: str = "laptop", **fields: object) -> Row:
    plain = Row(
        meeting_id=MEETING, device_id=device_id, seq=seq, event_id=f"{device_id}-{seq}", act_id="act",
        lamport=seq, seen=(), kind="UrgencyChanged", version=1, at=START, actor="Chris",
        body='{"kind":"UrgencyChanged","urgent":true,"because":"' + str(seq) + '"}',
    )  # fmt: skip
    return chained(replace(plain, **fields), previous)


def add(log: EventLog, *rows: Row) -> None:
    """Append rows as a writer does that has read all there is."""
    history = [*log.read(MEETING), *map(decode, rows)]
    log.append(rows, fold(in_order(history)))


class EventLogContract:
    """Inherit from it and give a `log` fixture; `another` opens the same rows a second time."""

    @pytest.fixture
    def another(self, log: EventLog) -> EventLog:
        return log

    def test_a_meeting_nobody_wrote_to_is_empty(self, log: EventLog) -> None:
        assert list(log.read("nothing")) == []
        assert log.size("nothing") == 0
        assert list(log.meeting_ids()) == []

    def test_rows_come_back_as_they_were_stored(self, log: EventLog) -> None:
        first = row(
            seen=(("other", 3), ("third", 9)), actor="Zoë 🦊\nline\x00", at=START.replace(microsecond=1)
        )
        add(log, first)
        assert [one.row for one in log.read(MEETING)] == [first]
        assert log.size(MEETING) == 1
        assert list(log.meeting_ids()) == [MEETING]

    def test_nothing_appended_is_nothing_stored(self, log: EventLog) -> None:
        add(log)
        assert list(log.meeting_ids()) == []

    def test_a_place_that_is_taken_is_refused(self, log: EventLog) -> None:
        add(log, row())
        with pytest.raises(Taken):
            add(log, row(event_id="another", actor="Somebody else"))
        assert [one.row for one in log.read(MEETING)] == [row()]

    def test_rows_are_stored_all_together_or_not_at_all(self, log: EventLog) -> None:
        first = row()
        second = row(2, first.hash)
        add(log, first)
        with pytest.raises(Taken):
            add(log, replace(first, actor="X"), second)
        with pytest.raises((Taken, NotSaved)):
            add(log, second, row(3, second.hash, event_id=first.event_id))
        assert log.size(MEETING) == 1

    def test_a_row_that_does_not_continue_the_chain_is_refused(self, log: EventLog) -> None:
        add(log, row())
        with pytest.raises(Taken):
            add(log, row(2, GENESIS))
        with pytest.raises(Taken):
            add(log, row(3, row().hash))
        assert log.size(MEETING) == 1

    def test_storing_the_same_rows_again_is_harmless(self, log: EventLog) -> None:
        first = row()
        second = row(2, first.hash)
        add(log, first, second)
        add(log, first, second)
        add(log, second)
        assert log.size(MEETING) == 2

    def test_an_event_id_stands_for_one_event_only(self, log: EventLog) -> None:
        add(log, row())
        with pytest.raises(NotSaved):
            add(log, row(device_id="tablet", event_id=row().event_id))
        assert log.size(MEETING) == 1

    def test_streams_are_merged_in_the_agreed_order(self, log: EventLog) -> None:
        one, other = row(device_id="b"), row(device_id="a")
        add(log, one)
        add(log, other, row(2, other.hash, "a", lamport=9))
        add(log, row(2, one.hash, "b", lamport=5))
        places = [(found.row.device_id, found.row.seq) for found in log.read(MEETING)]
        assert places == [("a", 1), ("b", 1), ("b", 2), ("a", 2)]
        assert log.size(MEETING) == 4

    def test_a_whole_history_is_taken_in_once(self, log: EventLog) -> None:
        one, other = row(device_id="b"), row(device_id="a")
        rows = [other, row(2, one.hash, "b"), one]
        log.take_in(rows)
        log.take_in(rows)
        assert log.size(MEETING) == 3

    def test_a_history_that_went_on_differently_is_refused_whole(self, log: EventLog) -> None:
        add(log, row(device_id="b"))
        with pytest.raises(Taken):
            log.take_in([row(device_id="a"), row(device_id="b", actor="X")])
        assert log.size(MEETING) == 1

    def test_what_was_done_is_there_when_the_meeting_is_opened_again(
        self, log: EventLog, another: EventLog
    ) -> None:
        first = begun(log)
        first.do(HERE)
        again = live(another)
        assert again.outcome.meeting == first.outcome.meeting
        assert again.outcome.meeting.attendance.register[0].here

    def test_two_writers_on_one_stream_lose_and_double_nothing(
        self, log: EventLog, another: EventLog
    ) -> None:
        one = begun(log)
        two = live(another, PretendClock(name="two"))
        one.do(HERE)
        assert two.do(HERE).events == ()
        assert len(two.do(GONE).events) == 1
        assert len(one.do(RecordPresence(attendee_id="health", mode=Mode.PHONE)).events) == 1
        one.do(HERE)
        two.reread()
        history = log.read(MEETING)
        assert len({found.row.event_id for found in history}) == len(history)
        assert fold(history) == one.outcome.meeting == two.outcome.meeting
        stays = one.outcome.meeting.attendance.register[0].stays
        assert [stay.left_at is None for stay in stays] == [False, True]

    def test_meetings_do_not_mix(self, log: EventLog) -> None:
        begun(log)
        other = live(log, PretendClock(name="other"), meeting_id="another")
        other.do(PrepareMeeting(meeting_id="another", reference="SD-2"))
        assert sorted(log.meeting_ids()) == sorted([MEETING, "another"])
        assert log.size("another") == 1
        assert live(log).do(PREPARE).events == ()
