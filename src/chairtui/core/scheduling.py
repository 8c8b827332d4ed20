"""When the meeting can be: times in working hours up to the day it is due, and who cannot come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from chairtui.core.calendar.deadlines import (
    LONDON,
    add_working_days,
    day_off,
    is_working_day,
    local_day,
    working_days_between,
)
from chairtui.core.calendar.when import say_when
from chairtui.core.joining import Joining, joining_for
from chairtui.core.preparing import Paper, Sent

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting

GRID = timedelta(minutes=30)
OPENS, CLOSES = time(9), time(17)
"""Working hours, as the clocks in England show them."""

LOOK_AHEAD = 3
"""Working days to look ahead where the profile has no clock, or the due day has gone."""

DAYS, SAME_DAY = "meeting_working_days", "same_day_circumstances"
"""Figures of a profile: working days to the meeting; circumstances that call for it on the same day.

The second is in no shipped profile, because no such rule of London or Bromley was verified.
"""

INVITING = (Paper.INVITATION, Paper.UPDATE, Paper.CANCELLATION)


class Proposal(Struct, frozen=True, kw_only=True):
    """A time at which the meeting could be."""

    starts_at: datetime
    ends_at: datetime
    day: int
    """The working day after the concern on which it falls; 0 for the day itself, or when that is unknown."""
    late: bool
    unable: tuple[str, ...]
    """Ids of those on the register who cannot come then."""


def is_first(meeting: Meeting) -> bool:
    """Say whether no earlier meeting was held about this concern: only for the first one a clock runs.

    Source: the 2020 Bromley audit: the first meeting is within 3 working days of the initial concern.
    """
    raised_at = meeting.concern.raised_at
    return not any(
        one.held_at and (raised_at is None or raised_at <= one.held_at) for one in meeting.series.earlier
    )


def allowed_days(meeting: Meeting, figures: Mapping[str, Any]) -> int | None:
    """Return how many working days after the concern the meeting may be; nothing without a clock."""
    if not is_first(meeting):
        return None
    if set(figures.get(SAME_DAY) or ()) & {one.value for one in meeting.concern.circumstances}:
        return 0
    days = figures.get(DAYS)
    return days if isinstance(days, int) else None


def due_on(meeting: Meeting, figures: Mapping[str, Any]) -> date | None:
    """Return the day by which the meeting has to be held; nothing when that is not known."""
    days, raised_at = allowed_days(meeting, figures), meeting.concern.raised_at
    return None if days is None or raised_at is None else add_working_days(local_day(raised_at), days)


def day_number(meeting: Meeting, at: datetime) -> int:
    """Return the working day after the concern on which an instant falls; 0 when that is not known."""
    raised_at = meeting.concern.raised_at
    return working_days_between(local_day(raised_at), local_day(at)) if raised_at else 0


def is_late(meeting: Meeting, figures: Mapping[str, Any], at: datetime) -> bool:
    """Say whether a meeting at an instant would be later than it is due."""
    due = due_on(meeting, figures)
    return due is not None and local_day(at) > due


def unable_at(meeting: Meeting, starts_at: datetime, ends_at: datetime) -> tuple[str, ...]:
    """Return the ids of those who cannot come for the whole of a time."""
    return tuple(
        said.id
        for said in meeting.preparing.availability
        if any(period.starts_at < ends_at and starts_at < period.ends_at for period in said.unable)
    )


def propose(
    meeting: Meeting, figures: Mapping[str, Any], now: datetime, length: timedelta
) -> tuple[Proposal, ...]:
    """Return every time on the half-hour grid from `now` to the end of the due day.

    Where there is no clock, or nothing is left before the due day ends, the next working days follow:
    a meeting that is late has to be held all the same.
    """
    today = local_day(now)
    due = due_on(meeting, figures)
    proposals = [*_times(meeting, figures, now, length, today, due)] if due and due >= today else []
    if not proposals:
        proposals = [*_times(meeting, figures, now, length, today, add_working_days(today, LOOK_AHEAD))]
    return tuple(proposals)


def _times(
    meeting: Meeting, figures: Mapping[str, Any], now: datetime, length: timedelta, first: date, last: date
) -> Iterator[Proposal]:
    days = (date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))
    for day in filter(is_working_day, days):
        opens, closes = (datetime.combine(day, at, LONDON).astimezone(UTC) for at in (OPENS, CLOSES))
        starts_at = opens
        while starts_at + length <= closes:
            if starts_at >= now:
                yield Proposal(
                    starts_at=starts_at,
                    ends_at=starts_at + length,
                    day=day_number(meeting, starts_at),
                    late=is_late(meeting, figures, starts_at),
                    unable=unable_at(meeting, starts_at, starts_at + length),
                )
            starts_at += GRID


def best(proposals: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
    """Return the proposals that fewest cannot come to and that are in time, the soonest first."""
    return tuple(sorted(proposals, key=lambda one: (one.late, len(one.unable), one.starts_at)))


def last_invitation(meeting: Meeting, attendee_id: str) -> Sent | None:
    """Return the last that somebody was sent of an invitation, its updates and its cancellation."""
    sent = [one for one in meeting.preparing.sent if one.attendee_id == attendee_id and one.paper in INVITING]
    return sent[-1] if sent else None


def off_words(meeting: Meeting) -> str:
    """Return that a meeting is planned for a Saturday, a Sunday or a bank holiday; nothing otherwise."""
    off = day_off(local_day(meeting.scheduled_at)) if meeting.scheduled_at else ""
    return f"on {off}" if off else ""


def time_remarks(meeting: Meeting, now: datetime) -> tuple[str, ...]:
    """Return the sentences for whoever writes invitations: few are at work then, or it comes too late."""
    at, remarks = meeting.scheduled_at, []
    if at and (off := off_words(meeting)):
        remarks.append(f"The meeting is {off}: {say_when(at)}.")
    if meeting.started_at or (at and at <= now):
        begun = "The meeting has begun" if meeting.started_at else "The time of the meeting has come"
        remarks.append(f"{begun}: an invitation comes too late by itself, ring those it is for.")
    return tuple(remarks)


def updates_due(meeting: Meeting) -> tuple[str, ...]:
    """Return the ids of those whose invitation names another time than the meeting's, or another way in."""
    return () if meeting.preparing.cancelled_because else tuple(_outdated(meeting))


def cancellations_due(meeting: Meeting) -> tuple[str, ...]:
    """Return the ids of those who were invited to a meeting that is cancelled, and were not told."""
    if not meeting.preparing.cancelled_because:
        return ()
    lasts = ((line.id, last_invitation(meeting, line.id)) for line in meeting.attendance.register)
    return tuple(key for key, last in lasts if last and last.paper is not Paper.CANCELLATION)


def _outdated(meeting: Meeting) -> Iterator[str]:
    for line in meeting.attendance.register:
        last = last_invitation(meeting, line.id)
        if last and last.paper is not Paper.CANCELLATION:
            way_in = joining_for(meeting, line)
            if last.meeting_at != meeting.scheduled_at or (way_in != Joining() and last.joining != way_in):
                yield line.id


def meeting_day(meeting: Meeting) -> date | None:
    """Return the day that chooses the profile: begun, planned for, or the concern's, in this order."""
    instant = meeting.started_at or meeting.scheduled_at or meeting.concern.raised_at
    return local_day(instant) if instant else None
