"""Proposed times: working hours, working days, both clock changes, and who cannot come."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from tests.core.scene import NURSE, given

from chairtui.core.attendance import ListAttendee
from chairtui.core.calendar.deadlines import london
from chairtui.core.change import Command
from chairtui.core.concern import SetCircumstances, StateConcern
from chairtui.core.meeting import Meeting, PrepareMeeting
from chairtui.core.preparing import (
    Availability,
    CancelMeeting,
    NoteAvailability,
    NoteSent,
    Paper,
    Period,
    Sent,
)
from chairtui.core.scheduling import (
    best,
    cancellations_due,
    due_on,
    is_late,
    propose,
    unable_at,
    updates_due,
)
from chairtui.core.vocabulary import Circumstance
from chairtui.directory.agencies import Agencies
from chairtui.standards.judge import ProfileJudge

LONDON = {"meeting_working_days": 3}
HOUR = timedelta(hours=1)


def raised(at: datetime, *more: Command) -> Meeting:
    """Return a meeting about a concern that was raised at a time."""
    prepare = PrepareMeeting(meeting_id="m1", reference="SM-1", authority="Bromley")
    return given(prepare, ListAttendee(attendee=NURSE), StateConcern(words="c", raised_at=at), *more)


def days(meeting: Meeting, now: datetime, figures: Mapping[str, object] = LONDON) -> list[str]:
    """Return the days of the proposals."""
    found = [london(one.starts_at).date().isoformat() for one in propose(meeting, figures, now, HOUR)]
    return list(dict.fromkeys(found))


def test_times_reach_to_the_due_day_over_easter() -> None:
    thursday = datetime(2026, 4, 2, 9, 0, tzinfo=UTC)
    meeting = raised(thursday)
    assert due_on(meeting, LONDON).isoformat() == "2026-04-09"  # type: ignore[union-attr]
    assert days(meeting, thursday) == ["2026-04-02", "2026-04-07", "2026-04-08", "2026-04-09"]
    assert [one.day for one in propose(meeting, LONDON, thursday, HOUR)][-1] == 3


def test_a_concern_at_the_weekend_begins_on_monday() -> None:
    saturday = datetime(2026, 3, 7, 20, 0, tzinfo=UTC)
    assert days(raised(saturday), saturday) == ["2026-03-09", "2026-03-10", "2026-03-11"]


def test_times_lie_on_the_half_hour_within_working_hours_and_not_behind_us() -> None:
    now = datetime(2026, 3, 5, 14, 10, tzinfo=UTC)
    found = [london(one.starts_at) for one in propose(raised(now), LONDON, now, HOUR)]
    assert found[0].format("ddd HH:mm") == "Thu 14:30"
    assert {one.minute for one in found} == {0, 30}
    assert min(one.hour for one in found) == 9
    assert max(one.format("HH:mm") for one in found) == "16:00"


def test_nine_is_nine_on_both_sides_of_both_clock_changes() -> None:
    for friday, before, after in (
        (datetime(2026, 3, 27, 18, 0, tzinfo=UTC), 9, 8),
        (datetime(2026, 10, 23, 18, 0, tzinfo=UTC), 8, 9),
    ):
        meeting = raised(friday - timedelta(days=1))
        starts = [one.starts_at for one in propose(meeting, LONDON, friday - timedelta(days=1), HOUR)]
        nines = {one.hour for one in starts if london(one).format("HH:mm") == "09:00"}
        assert nines == {before, after}


def test_when_nothing_is_left_before_the_due_day_ends_what_follows_is_late() -> None:
    meeting = raised(datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
    found = propose(meeting, LONDON, datetime(2026, 3, 5, 17, 0, tzinfo=UTC), HOUR)
    assert found
    assert all(one.late for one in found)
    assert found[0].day == 4


def test_without_a_clock_times_are_proposed_and_none_is_late() -> None:
    now = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
    assert not any(one.late for one in propose(raised(now), {}, now, HOUR))
    assert due_on(raised(now), {}) is None


def test_who_cannot_come_is_said_of_each_time_and_the_best_comes_first() -> None:
    now = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
    busy = Period(starts_at=now, ends_at=datetime(2026, 3, 5, 12, 0, tzinfo=UTC))
    meeting = raised(now, NoteAvailability(availability=Availability(id="nurse", unable=(busy,))))
    assert unable_at(meeting, now, now + HOUR) == ("nurse",)
    assert unable_at(meeting, busy.ends_at, busy.ends_at + HOUR) == ()
    first = best(propose(meeting, LONDON, now, HOUR))[0]
    assert london(first.starts_at).format("HH:mm") == "12:00"
    assert first.unable == ()


def test_the_same_day_is_asked_for_only_by_a_local_figure_and_none_is_shipped() -> None:
    now = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
    hurt = raised(now, SetCircumstances(circumstances=(Circumstance.PHYSICAL_INJURY,)))
    local = LONDON | {"same_day_circumstances": ("physical injury",)}
    assert due_on(hurt, local) == now.date()
    assert due_on(raised(now), local) == due_on(raised(now), LONDON)
    shipped = ProfileJudge(Agencies.load()).figures(hurt)
    assert "same_day_circumstances" not in shipped
    assert not {"meeting_days_serious", "meeting_days_immediate", "meeting_days_complex"} & shipped.keys()
    assert due_on(hurt, shipped) == due_on(hurt, LONDON)


def test_a_changed_time_makes_updates_due_and_a_cancelled_meeting_cancellations() -> None:
    now = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
    then = now + timedelta(days=1)
    plan = PrepareMeeting(meeting_id="m1", reference="SM-1", authority="Bromley", scheduled_at=now)
    invited = NoteSent(
        sent=Sent(id="s1", attendee_id="nurse", paper=Paper.INVITATION, sent_at=now, meeting_at=now)
    )
    meeting = raised(now, plan, invited)
    assert updates_due(meeting) == ()
    later = PrepareMeeting(meeting_id="m1", reference="SM-1", authority="Bromley", scheduled_at=then)
    assert updates_due(raised(now, plan, invited, later)) == ("nurse",)
    update = Sent(id="s2", attendee_id="nurse", paper=Paper.UPDATE, sent_at=then, meeting_at=then)
    assert updates_due(raised(now, plan, invited, later, NoteSent(sent=update))) == ()
    off = CancelMeeting(because="The child was found safe elsewhere.")
    assert cancellations_due(raised(now, plan, invited, off)) == ("nurse",)
    told = Sent(id="s3", attendee_id="nurse", paper=Paper.CANCELLATION, sent_at=then, meeting_at=then)
    assert cancellations_due(raised(now, plan, invited, off, NoteSent(sent=told))) == ()


def test_a_time_after_the_due_day_is_late() -> None:
    meeting = raised(datetime(2026, 4, 2, 9, 0, tzinfo=UTC))
    assert not is_late(meeting, LONDON, datetime(2026, 4, 9, 16, 0, tzinfo=UTC))
    assert is_late(meeting, LONDON, datetime(2026, 4, 10, 8, 0, tzinfo=UTC))
