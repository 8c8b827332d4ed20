"""When each part of a meeting was, for the parts that carry no time of their own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core import clock_changes
from chairtui.core.calendar.deadlines import day_begins
from chairtui.core.fields import days_in
from chairtui.core.meeting import Meeting

AHEAD = clock_changes.AHEAD | {
    "Concern.raised_at",
    "Warning.raised_at",
    "Warning.cleared_at",
    "Handled.at",
}
"""Times that say nothing about when this meeting was held; all others do."""

TO_COME = AHEAD - {"Concern.raised_at"}
"""Times that may lie ahead; whatever else has a time has happened."""


class Times(Struct, frozen=True, kw_only=True):
    """The moments at which what has no time of its own is told."""

    prepared: datetime
    """Before everything else that has a time."""
    began: datetime
    """When the meeting began; when it was prepared, if it has not begun."""
    started: datetime | None
    """When the meeting began, if it did."""
    decided: datetime
    """The last decision; when the meeting began, if there is none."""
    closed: datetime
    """When the record was signed; else the last moment of the meeting that is known."""
    followed: datetime
    """After everything else that has a time."""
    sealed: datetime | None
    """When the record was signed, if it was: from then on only what came of it is told."""

    def by_end_of(self, day: date) -> datetime:
        """Return when something that is dated by a day alone was surely there: when that day was over.

        It is never later than the signature; where there is none, than everything else that has a time.
        """
        latest = self.sealed or self.followed
        return max(self.prepared, min(day_begins(day + timedelta(days=1)), latest))


def times_of(meeting: Meeting, now: datetime) -> Times:
    """Return the moments of a meeting; `now` stands for the preparation of one with no times at all."""
    known = sorted(_happened(meeting)) or [now]
    decided = max((one.decided_at for one in meeting.deciding.decisions if one.decided_at), default=None)
    stays = [stay for line in meeting.attendance.register for stay in line.stays]
    signature = meeting.closing.signature
    started = meeting.started_at
    if started is None and (decided or signature):
        started = min((stay.joined_at for stay in stays), default=decided or known[0])
    began = started or known[0]
    ended = [stay.left_at or stay.joined_at for stay in stays]
    closed = (signature.signed_at if signature else None) or max([decided or began, *ended])
    return Times(
        prepared=min(known[0], began),
        began=began,
        started=started,
        decided=decided or began,
        closed=closed,
        followed=max(known[-1], began),
        sealed=closed if signature else None,
    )


def come(value: Any, now: datetime) -> Any:
    """Return a value in which nothing that happened is later than `now`, by clocks that differ a little."""
    if isinstance(value, tuple):
        return tuple(come(item, now) for item in value)
    if not isinstance(value, Struct):
        return value
    fields = {}
    for name in value.__struct_fields__:
        inner = getattr(value, name)
        if not isinstance(inner, datetime):
            fields[name] = come(inner, now)
        elif f"{type(value).__name__}.{name}" not in TO_COME:
            fields[name] = min(inner, now)
    return replace(value, **fields)


def _happened(meeting: Meeting) -> Iterator[datetime]:
    """Yield every instant in a meeting at which something happened."""
    for of, field, at in days_in(meeting):
        if isinstance(at, datetime) and f"{type(of).__name__}.{field}" not in AHEAD:
            yield at
