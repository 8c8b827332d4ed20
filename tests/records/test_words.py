"""The history reads as sentences, whatever happened."""

import typing

from hypothesis import HealthCheck, given, settings
from tests.live.pretend import MEETING, PretendClock, PretendJudge, live
from tests.live.test_any_history import begin, carry_out, steps
from tests.records.inbox import Inbox, small

from chairtui.core.change import Command
from chairtui.core.meeting import AnyEvent
from chairtui.core.sentences.every_event import WORDS, entries
from chairtui.store.memory import MemoryEventLog


def test_every_kind_of_event_has_a_sentence() -> None:
    assert set(WORDS) == set(typing.get_args(AnyEvent))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps)
def test_any_history_can_be_told(done: list[Command | str]) -> None:
    log, clock = MemoryEventLog(), PretendClock()
    meeting = live(log, clock, PretendJudge())
    begin(meeting, signed=True)
    for step in done:
        carry_out(meeting, clock, step)
    history = log.read(MEETING)
    told = list(entries(history))
    assert [one.event_id for one in told] == [one.row.event_id for one in history]
    assert all(one.words.strip() for one in told)


def test_what_was_taken_back_says_so() -> None:
    from chairtui.core.concern import ExplainLateness

    inbox = Inbox()
    inbox.take(small())
    meeting = inbox.open("m-1")
    meeting.do(ExplainLateness(because="Snow."))
    meeting.undo()
    told = list(entries(inbox.log.read("m-1")))
    assert [one.words for one in told if one.withdrawn] == ["The meeting is late: Snow."]
    assert any("entry taken back" in one.words for one in told)


def test_people_are_named_and_times_are_their_own() -> None:
    inbox = Inbox()
    inbox.take(small())
    told = list(entries(inbox.log.read("m-1")))
    joined = next(one for one in told if one.kind == "PresenceRecorded")
    assert joined.words == "Worker (Social care) takes part: phone."
    assert f"{joined.happened_at:%d %H:%M}" == "05 10:00"
    assert f"{joined.noted_at:%d %H:%M}" == "09 12:00"
    assert joined.actor == "Ira Import"


def test_what_was_sent_has_its_time() -> None:
    document = small()
    sent = {"id": "s", "attendee_id": "police", "paper": "invitation", "sent_at": "2026-03-04T15:00:00Z"}
    document["meeting"]["preparing"] = {"sent": [sent]}
    inbox = Inbox()
    inbox.take(document)
    told = next(one for one in entries(inbox.log.read("m-1")) if one.kind == "PaperSent")
    assert f"{told.happened_at:%d %H:%M}" == "04 15:00"
