"""What goes out comes back: with history row by row, without it as the same meeting."""

import json
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from tests.live.pretend import MEETING, PretendClock, PretendJudge, live
from tests.live.test_any_history import begin, carry_out, steps
from tests.records.inbox import NOW, Inbox, small

from chairtui.core.change import Command
from chairtui.core.fields import fields_of
from chairtui.core.history.log import fold
from chairtui.core.meeting import Meeting
from chairtui.demonstration import documents
from chairtui.records.interchange.document import brief, write
from chairtui.records.interchange.reading import read
from chairtui.records.interchange.refusal import NotTaken
from chairtui.store.memory import MemoryEventLog

DEMONSTRATION = dict(documents(NOW))


def state(document: bytes) -> dict[str, object]:
    found: dict[str, object] = json.loads(document)["meeting"]
    for name in ("warnings", "conflicts", "profile"):
        found.pop(name, None)
    return found


@pytest.mark.parametrize("name", DEMONSTRATION)
def test_with_history_every_row_comes_back(name: str) -> None:
    first, second = Inbox("first"), Inbox("second")
    first.take(DEMONSTRATION[name])
    document = first.export()
    second.take(document)
    meeting_id = first.log.meeting_ids()[0]
    assert second.log.read(meeting_id) == first.log.read(meeting_id)
    assert second.export() == document


@pytest.mark.parametrize("name", DEMONSTRATION)
def test_without_history_the_same_meeting_comes_back(name: str) -> None:
    first, second = Inbox("first"), Inbox("second", NOW + timedelta(days=1))
    first.take(DEMONSTRATION[name])
    document = first.export(history=False)
    second.take(document)
    assert state(second.export(history=False)) == state(document)
    assert [one.id for one in second.meeting().warnings] == [one.id for one in first.meeting().warnings]


@pytest.mark.parametrize("history", [True, False])
def test_importing_twice_adds_nothing(history: bool) -> None:
    first, second = Inbox("first"), Inbox("second")
    first.take(small())
    document = first.export(history=history)
    assert second.take(document)[0].events > 0
    again = second.take(document)[0]
    assert (again.events, again.already) == (0, True)
    assert second.log.size("m-1") == len(second.log.read("m-1"))


def test_a_history_counts_more_than_what_is_said_beside_it() -> None:
    first, second = Inbox("first"), Inbox("second")
    first.take(small())
    document = json.loads(first.export())
    assert Inbox("third").take(document)[0].note == ""
    document["meeting"]["reference"] = "SM-LIE"
    taken = second.take(document)[0]
    assert taken.reference == second.meeting().reference == "SM-1"
    assert taken.note.startswith("What “meeting” says is not what “history” makes of it")


def test_a_later_export_adds_only_what_is_new() -> None:
    first, second = Inbox("first"), Inbox("second")
    first.take(small())
    second.take(first.export())
    before = second.log.size("m-1")
    first.clock.pass_(60)
    from chairtui.core.concern import ExplainLateness

    first.open("m-1").do(ExplainLateness(because="The police could not come earlier."))
    added = second.take(first.export())[0].events
    assert added == first.log.size("m-1") - before > 0
    assert second.log.read("m-1") == first.log.read("m-1")


def test_streams_of_two_machines_travel_together() -> None:
    from chairtui.core.concern import ExplainLateness

    first, second, third = Inbox("first"), Inbox("second"), Inbox("third")
    first.take(small())
    second.take(first.export())
    second.clock.pass_(5)
    second.open("m-1").do(ExplainLateness(because="Here"))
    first.clock.pass_(9)
    first.open("m-1").do(ExplainLateness(because="There"))
    first.take(second.export())
    third.take(first.export())
    assert third.log.read("m-1") == first.log.read("m-1")
    assert {one.row.device_id for one in third.log.read("m-1")} == {"first", "second"}


def test_the_same_document_without_an_id_is_the_same_meeting() -> None:
    document = small()
    del document["meeting"]["id"]
    inbox = Inbox()
    assert not inbox.take(document)[0].already
    assert inbox.take(document)[0].already


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps)
def test_any_history_comes_back_row_by_row(done: list[Command | str]) -> None:
    log, clock = MemoryEventLog(), PretendClock()
    meeting = live(log, clock, PretendJudge())
    begin(meeting, signed=False)
    for step in done:
        carry_out(meeting, clock, step)
    rows = [one.row for one in log.read(MEETING)]
    inbox = Inbox()
    inbox.take(write(meeting.outcome.meeting, rows, NOW))
    assert [one.row for one in inbox.log.read(MEETING)] == rows


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps)
def test_any_state_told_again_is_the_same_state(done: list[Command | str]) -> None:
    log, clock = MemoryEventLog(), PretendClock()
    meeting = live(log, clock, PretendJudge())
    begin(meeting, signed=False)
    for step in done:
        carry_out(meeting, clock, step)
    stood = meeting.outcome.meeting
    document = write(msgspec.structs.replace(stood, profile=""), None, NOW)
    try:
        incoming = read(document, NOW)
    except NotTaken:
        return  # A child was taken out whom something still points at: only a history keeps that.
    assert comparable(incoming.meeting) == comparable(stood)
    inbox = Inbox()
    inbox.take(document)
    assert comparable(fold(inbox.log.read(MEETING))) == comparable(stood)


def comparable(meeting: Meeting) -> object:
    """Return what has to come back: lists whose items have times may come back in their order."""
    bare = msgspec.structs.replace(meeting, warnings=(), conflicts=(), profile="")
    return in_one_order(brief(bare))


def in_one_order(value: object) -> object:
    if isinstance(value, dict):
        return {name: in_one_order(item) for name, item in value.items()}
    if isinstance(value, list):
        return sorted((in_one_order(item) for item in value), key=repr)
    return value


def test_every_time_says_whether_it_happened() -> None:
    from chairtui.records.interchange.document import values_within
    from chairtui.records.interchange.times import AHEAD

    times = {
        f"{name}.{field.name}"
        for name, value in values_within(Meeting).items()
        for field in fields_of(value)
        if "datetime.datetime" in repr(field.type)
    }
    assert times >= AHEAD
    happened = """Meeting.started_at Chairing.since Stay.joined_at Stay.left_at Invitation.at
        Attendee.written_at Concern.purpose_read_at Series.read_at Contribution.shared_at Turn.called_at
        Hypothesis.stated_at Judgement.changed_at Decision.decided_at Action.acknowledged_at
        Action.reminded_at HandedOn.at Conference.planned_at Addendum.answered_at Request.returned_at
        Sent.sent_at Signature.signed_at Addendum.added_at Delivery.prepared_at Delivery.sent_at
        Delivery.acknowledged_at Delivery.returned_at Hold.since""".split()
    assert times - AHEAD == set(happened)


def test_times_come_in_utc() -> None:
    document = small()
    document["meeting"]["started_at"] = "2025-07-05T10:00:00+01:00"
    started_at = read(json.dumps(document).encode(), NOW).meeting.started_at
    assert started_at == datetime(2025, 7, 5, 9, tzinfo=UTC)
    assert started_at is not None
    assert started_at.tzinfo is UTC
