"""How much of what was due went out on time."""

from datetime import timedelta

import pytest
from tests.live.pretend import BEGIN, START, PretendClock, live

from chairtui.core.attendance import RecordPresence
from chairtui.core.closing import Addendum, AddLateInformation, SignOff
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.delivery import Delivery
from chairtui.core.distribution import AddRecipient, NoteDelivery
from chairtui.core.meeting import StartMeeting
from chairtui.core.vocabulary import Mode, Outcome, RecordKind
from chairtui.live.live_meeting import LiveMeeting
from chairtui.live.on_time import Share, shares
from chairtui.store.memory import MemoryEventLog

DUE = START + timedelta(days=1)
EARLY, LATE, NOW = (START + timedelta(hours=hours) for hours in (2, 30, 48))


@pytest.fixture
def signed() -> LiveMeeting:
    clock = PretendClock()
    meeting = live(MemoryEventLog(), clock)
    meeting.do(*BEGIN)
    meeting.do(StartMeeting())
    decided = RecordDecision(decision=Decision(id="d", children=("c1",), outcome=Outcome.INITIATE))
    recipients = (
        AddRecipient(delivery=Delivery(id="p", recipient="PC One", attendee_id="police", due_at=DUE)),
        AddRecipient(delivery=Delivery(id="s", recipient="Sam Three", attendee_id="social", due_at=DUE)),
        AddRecipient(delivery=Delivery(id="h", recipient="Dr Two", attendee_id="health")),
    )
    here = RecordPresence(attendee_id="police", mode=Mode.PHONE)
    meeting.do(here, *recipients, decided, SignOff(name="Chris Chair"))
    clock.pass_(48 * 3600)
    return meeting


def full(*meetings: LiveMeeting, now: object = NOW) -> Share:
    (share,) = shares([one.history for one in meetings], now)  # type: ignore[arg-type]
    assert share.record is RecordKind.FULL
    return share


def test_who_was_sent_it_by_its_time_counts_among_those_whose_time_is_past(signed: LiveMeeting) -> None:
    assert full(signed) == Share(record=RecordKind.FULL, on_time=0, of=2, no_time=1)
    signed.do(NoteDelivery(delivery_id="p", sent_at=EARLY), NoteDelivery(delivery_id="s", sent_at=LATE))
    assert full(signed) == Share(record=RecordKind.FULL, on_time=1, of=2, no_time=1)
    assert full(signed).percent == 50


def test_what_is_not_due_yet_counts_only_once_it_was_sent(signed: LiveMeeting) -> None:
    assert full(signed, now=START).of == 0
    assert full(signed, now=START).percent is None
    signed.do(NoteDelivery(delivery_id="p", sent_at=EARLY))
    assert (full(signed, now=START).on_time, full(signed, now=START).of) == (1, 1)


def test_sending_a_newer_version_late_does_not_make_the_first_one_late(signed: LiveMeeting) -> None:
    signed.do(NoteDelivery(delivery_id="p", sent_at=EARLY))
    signed.do(AddLateInformation(addendum=Addendum(id="l", words="An older injury", author="Dr Two")))
    signed.do(NoteDelivery(delivery_id="p", version=2, sent_at=LATE))
    assert full(signed).on_time == 1
    signed.do(NoteDelivery(delivery_id="p", returned_at=NOW, returned_because="Full"))
    assert full(signed).on_time == 1, "the first one arrived"


def test_what_came_back_was_not_sent_until_it_was_sent_again(signed: LiveMeeting) -> None:
    signed.do(NoteDelivery(delivery_id="p", sent_at=EARLY))
    signed.do(NoteDelivery(delivery_id="p", returned_at=LATE, returned_because="Full"))
    assert full(signed).on_time == 0
    signed.do(NoteDelivery(delivery_id="p", sent_at=LATE))
    assert (full(signed).on_time, full(signed).of) == (0, 2)


def test_what_is_not_signed_does_not_count() -> None:
    clock = PretendClock()
    meeting = live(MemoryEventLog(), clock)
    meeting.do(*BEGIN, AddRecipient(delivery=Delivery(id="p", recipient="PC One", due_at=DUE)))
    assert shares([meeting.history], NOW) == ()
