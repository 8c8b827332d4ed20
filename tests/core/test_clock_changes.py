"""Where a clock went back, nothing that has happened lies ahead, and what lies ahead on purpose stays."""

from datetime import UTC, datetime, timedelta

import msgspec
from tests.core.scene import ALL_HERE, carry_out, given, minutes

from chairtui.core.change import Stamp
from chairtui.core.chronology import Booking, NoteBooking
from chairtui.core.clock_changes import AHEAD, ClockWentBack
from chairtui.core.fields import fields_of
from chairtui.core.meeting import Meeting, evolve
from chairtui.records.interchange.document import values_within

NOW = datetime(2026, 3, 5, 10, tzinfo=UTC)


def test_every_time_that_may_lie_ahead_is_a_field_of_a_meeting() -> None:
    known = {
        f"{value.__name__}.{field.name}"
        for value in values_within(Meeting).values()
        for field in fields_of(value)
    }
    assert known >= AHEAD


def test_times_keep_their_order_and_what_is_planned_stays() -> None:
    meeting = given(*ALL_HERE)
    line = meeting.attendance.register
    booked = NoteBooking(booking=Booking(id="b", attendee_id=line[0].id, what="Visit", at=minutes(9000)))
    meeting = carry_out(meeting, booked)
    assert meeting.started_at
    now = meeting.started_at - timedelta(days=1)
    after = evolve(
        ClockWentBack(was=meeting.started_at, now=now), meeting, Stamp(event_id="x", at=now, actor="a")
    )
    assert after.started_at
    assert after.started_at < now
    assert after.sharing.bookings == meeting.sharing.bookings
    assert after.scheduled_at == meeting.scheduled_at
    assert [one.id for one in after.attendance.register if one.here] == [one.id for one in line if one.here]
    assert all(stay.joined_at < now for one in after.attendance.register for stay in one.stays)


def test_a_meeting_without_times_ahead_only_notes_that_the_clock_went_back() -> None:
    meeting = given(*ALL_HERE)
    later = minutes(9000)
    after = evolve(ClockWentBack(was=later, now=later), meeting, Stamp(event_id="x", at=later, actor="a"))
    assert msgspec.structs.replace(after, clock_changes=()) == meeting
    assert len(after.clock_changes) == 1
