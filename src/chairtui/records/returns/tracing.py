"""From each discussion to what followed: enquiry, outcome, conference; and what nothing followed.

Source: requirement of the audit that it can be shown that discussions lead to enquiries and conferences.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from msgspec import Struct

from chairtui.core.vocabulary import YesNo
from chairtui.records.returns.enquiry_rows import EnquiryRow


class Followed(StrEnum):
    """How far an enquiry has come."""

    HELD = "conference held"
    ENDED = "ended"
    WAITS = "conference to come"
    LATE = "conference late"
    OPEN = "under way"
    ORPHAN = "nothing followed"


class Trace(Struct, frozen=True, kw_only=True):
    """One enquiry from its discussion on."""

    meeting_id: str
    """The discussion that it begins with."""
    reference: str
    child: str
    """The child's number in the case system; without one, the name."""
    discussed_on: tuple[date, ...]
    started_on: date | None
    """Nothing: no discussion is known that initiated it."""
    outcome: str
    target_on: date | None
    target_from_last: date | None
    """Where procedures count from the last discussion."""
    held_on: date | None
    ended_on: date | None
    state: Followed
    told_of: tuple[date | None, ...] = ()
    """When other enquiries about the child began of which its meetings tell, and no meeting is kept here."""


def trace(rows: Iterable[EnquiryRow], today: date) -> tuple[Trace, ...]:
    """Return what followed each discussion that initiated or continued an enquiry."""
    return tuple(_trace(row, today) for row in rows)


def orphans(traces: Iterable[Trace]) -> tuple[Trace, ...]:
    """Return the enquiries that nothing followed in time."""
    return tuple(one for one in traces if one.state is Followed.ORPHAN)


def _trace(row: EnquiryRow, today: date) -> Trace:
    clocks = row.course.clocks()
    return Trace(
        meeting_id=row.discussions[0].meeting_id,
        reference=row.reference,
        child=row.child.local_id.strip() or row.child.name,
        discussed_on=tuple(one.day for one in row.discussions),
        started_on=row.started_on,
        outcome=row.enquiry.said(),
        target_on=row.target_on,
        target_from_last=clocks.from_last if clocks and clocks.differ else None,
        held_on=row.conference_on,
        ended_on=row.ended_on,
        state=_state(row, today),
        told_of=tuple(one.started_on for one in row.told),
    )


def _state(row: EnquiryRow, today: date) -> Followed:
    if row.conference_on:
        return Followed.HELD
    if row.ended_on or (row.not_required and row.enquiry.known):
        return Followed.ENDED
    past = (row.target_on or row.discussions[-1].day) < today
    if row.enquiry.conference_required is YesNo.YES:
        return Followed.LATE if past else Followed.WAITS
    said_something = row.enquiry.known or row.not_required
    return Followed.ORPHAN if past and not said_something else Followed.OPEN
