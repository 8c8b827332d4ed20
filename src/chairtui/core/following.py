"""What a meeting agreed beside its actions, and whether it is still to be followed up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from chairtui.core.calendar.deadlines import local_day
from chairtui.core.children import Child
from chairtui.core.courses import Course
from chairtui.core.enquiries import courses_of, enquiry_of
from chairtui.core.people import folded
from chairtui.core.series import CarriedKind
from chairtui.core.vocabulary import BookingOutcome, FollowKind
from chairtui.core.with_ids import find

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting


class ToFollow(Struct, frozen=True, kw_only=True):
    """Something that a meeting agreed, or that the law expects of it, whatever became of it."""

    kind: FollowKind
    id: str
    """The same in every meeting that goes on with it."""
    about: str
    """Id of the booking, the child, the relative or the question in this meeting."""
    what: str
    who: str = ""
    """Who finds it out or sees them, by name."""
    due_on: date | None = None
    also_on: date | None = None
    """The day by the other way of counting, where a repeat discussion makes them differ."""
    open: bool
    continues: str = ""
    """Id of the earlier meeting of which it is the same."""


def to_follow(meeting: Meeting) -> Iterator[ToFollow]:
    """Yield what a meeting agreed beside its actions: none of it before it has begun.

    An appointment that was missed stays open until the concern it belongs to was looked at again.
    """
    if meeting.started_at is None:
        return
    for booking in meeting.sharing.bookings:
        missed = booking.outcome is BookingOutcome.MISSED
        yield ToFollow(
            kind=FollowKind.APPOINTMENT,
            id=booking.id,
            about=booking.id,
            what=f"{booking.what}: missed, its concern is open again" if missed else booking.what,
            who=booking.owner,
            due_on=local_day(booking.at),
            open=booking.outcome is BookingOutcome.PENDING or booking.reopens,
        )
    people = {child.id: child.name for child in meeting.concern.children}
    people |= {relative.id: relative.name for relative in meeting.concern.family}
    for seeing in meeting.plan.seeing:
        yield ToFollow(
            kind=FollowKind.SEEING,
            id=seeing.id,
            about=seeing.id,
            what=f"See {people.get(seeing.id) or 'somebody without a name'}{seeing.alone_words}",
            who=seeing.by,
            due_on=seeing.due_on,
            open=seeing.seen_on is None,
        )
    yield from _questions(meeting)
    for child in meeting.concern.children:
        if course := next(reversed(courses_of(meeting, child)), None):
            yield _enquiry(meeting, child, course)


def _questions(meeting: Meeting) -> Iterator[ToFollow]:
    left_by = {one.id: one.left_by for one in meeting.series.carried if one.kind is CarriedKind.QUESTION}
    for question in meeting.plan.questions:
        yield ToFollow(
            kind=FollowKind.QUESTION,
            id=question.id,
            about=question.id,
            what=question.words,
            who=question.owner,
            due_on=question.due_on,
            open=question.is_open,
            continues=left_by.get(question.id, ""),
        )


def _enquiry(meeting: Meeting, child: Child, course: Course) -> ToFollow:
    """Return the enquiry about a child with its clocks; it is open until what it led to is written."""
    ids = [one.meeting_id for one in course.discussed]
    place = ids.index(meeting.id) if meeting.id in ids else 0
    clocks = course.clocks()
    awaits = course.conference_on is None and not course.not_required
    counted = clocks if awaits else None
    return ToFollow(
        kind=FollowKind.ENQUIRY,
        id=f"{ids[0]}/{folded(child.name)}",
        about=child.id,
        what=f"{'Conference' if counted else 'Outcome'} about {child.name or 'a child without a name'}",
        who=_worker(meeting, child.id),
        due_on=counted.from_initiating if counted else None,
        also_on=counted.from_last if counted and counted.differ else None,
        open=course.open or not (course.outcomes or enquiry_of(meeting.plan, child.id).known),
        continues=ids[place - 1] if place else "",
    )


def _worker(meeting: Meeting, child_id: str) -> str:
    own = find(meeting.plan.enquiries, child_id)
    return own.worker if own else ""
