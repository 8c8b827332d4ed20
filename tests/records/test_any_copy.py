"""Of any meeting, whatever was done in it, each kind of record can be made for everybody it may go to."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.live.pretend import MEETING, PretendClock, PretendJudge, live
from tests.live.test_any_history import begin, carry_out, steps
from tests.records.reading_copies import record_for, record_of

from chairtui.core.change import Command
from chairtui.core.delivery import Delivery
from chairtui.core.meeting import Meeting
from chairtui.core.vocabulary import RecordKind, Redaction
from chairtui.records.content.frame import Frame
from chairtui.records.content.versions import versions
from chairtui.records.delivery.comparing import compare, frame_at, told
from chairtui.records.formats import markdown
from chairtui.store.memory import MemoryEventLog


def framed(done: list[Command | str], *, signed: bool) -> Frame:
    log, clock = MemoryEventLog(), PretendClock()
    meeting = live(log, clock, PretendJudge())
    begin(meeting, signed=signed)
    for step in done:
        carry_out(meeting, clock, step)
    return Frame(meeting=meeting.outcome.meeting, rows=[one.row for one in log.read(MEETING)])


def recipients(meeting: Meeting) -> list[Delivery]:
    register = [
        Delivery(id="", recipient=one.name, attendee_id=one.id) for one in meeting.attendance.register
    ]
    return [*register, Delivery(id="", recipient=meeting.concern.referrer), *meeting.closing.distribution]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps, st.booleans(), st.none() | st.lists(st.sampled_from(Redaction), unique=True))
def test_each_kind_can_be_made_for_everybody(
    done: list[Command | str], signed: bool, left_out: list[Redaction] | None
) -> None:
    frame = framed(done, signed=signed)
    children = [one.id for one in frame.meeting.concern.children]
    given = tuple(left_out) if left_out is not None else None
    for to in recipients(frame.meeting):
        for kind in RecordKind:
            for child_id in children[:2] if kind is RecordKind.CHILD else [""]:
                delivery = Delivery(
                    id=to.id,
                    recipient=to.recipient,
                    agency=to.agency,
                    attendee_id=to.attendee_id,
                    record=kind,
                    child_id=child_id,
                    redactions=given,
                )
                assert markdown.write(record_for(frame, delivery)).startswith("# ")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps)
def test_every_version_of_a_signed_record_can_be_had_and_told_apart(done: list[Command | str]) -> None:
    frame = framed(done, signed=True)
    newest = record_of(frame, RecordKind.FULL)
    if not versions(frame.rows):
        return
    for made in versions(frame.rows):
        was = record_of(frame_at(frame, made.version.name), RecordKind.FULL)
        assert (was.version, was.mark) == (made.version.number, made.version.mark)
        assert told(compare(was, newest))
        assert compare(was, was) == ()
