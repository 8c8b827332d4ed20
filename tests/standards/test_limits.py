"""The day that is the limit itself: what a rule says on it, and on the day after or before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.standards.scene import CAIT, JUDGE, NURSE, TEN, WORKER, decided, held, raised, then

from chairtui.core.actions import Action, AllotAction
from chairtui.core.chronology import Booking, NoteBooking
from chairtui.core.meeting import Meeting
from chairtui.core.round import CallAgency
from chairtui.core.sharing import Contribute, Contribution

HERE = (WORKER, CAIT, NURSE)


def figure(meeting: Meeting, name: str) -> int:
    found = JUDGE.figures(meeting)[name]
    assert isinstance(found, int)
    return found


@pytest.mark.parametrize(("more", "old"), [(0, False), (1, True)])
def test_a_fact_is_old_when_it_is_older_than_the_days_of_the_profile(more: int, old: bool) -> None:
    meeting = held(*HERE)
    days = figure(meeting, "stale_days") + more
    shared = Contribution(
        id="c",
        attendee_id="nurse",
        fact="Bruised",
        source="visit",
        so_what="So",
        as_of_on=TEN.date() - timedelta(days=days),
    )
    calls = [CallAgency(attendee_id=one.id) for one in HERE]
    meeting = then(meeting, *calls, Contribute(contribution=shared), *others())
    assert ("W-STALE" in raised(meeting)) is old


def others() -> list[Contribute]:
    return [
        Contribute(
            contribution=Contribution(
                id=one.id,
                attendee_id=one.id,
                fact="Known",
                source="file",
                so_what="So",
                as_of_on=TEN.date(),
            )
        )
        for one in (WORKER, CAIT)
    ]


@pytest.mark.parametrize(("more", "soon"), [(0, True), (1, False)])
def test_a_booking_is_soon_until_the_last_of_the_days_of_the_profile(more: int, soon: bool) -> None:
    meeting = held(*HERE)
    at = TEN + timedelta(days=figure(meeting, "booking_soon_days") + more)
    booking = Booking(id="b", attendee_id="nurse", what="CAMHS", at=at, owner="Ada Okoro")
    assert ("W-BOOKING-SOON:b" in raised(decided(then(meeting, NoteBooking(booking=booking))))) is soon


@pytest.mark.parametrize(("days", "overdue"), [(1, False), (2, True)])
def test_an_action_is_overdue_on_the_day_after_its_day(days: int, overdue: bool) -> None:
    action = Action(
        id="a",
        what="See Kit",
        owner="Ada Okoro",
        agency="social-care",
        due_on=TEN.date() + timedelta(days=1),
        why="So",
    )
    meeting = then(decided(held(*HERE)), AllotAction(action=action), minutes=31)
    assert ("W-OVERDUE:a" in raised(meeting, 60 * 24 * days)) is overdue
