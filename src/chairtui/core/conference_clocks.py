"""Until when a conference has to be held, for the children of each enquiry."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from chairtui.core.calendar.deadlines import CONFERENCE_WITHIN
from chairtui.core.courses import Clocks, Course
from chairtui.core.enquiries import courses_of, enquiry_of
from chairtui.core.listing import and_words

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting


class Counting(Struct, frozen=True, kw_only=True):
    """The clocks of the enquiry about some of the children, and how far it has come."""

    children: tuple[str, ...]
    """Ids of the children."""
    clocks: Clocks
    known: bool
    """Whether its outcome, its end or its conference is written."""
    awaits: bool
    """Whether a conference may still be needed: none was held, and nothing says that none is."""
    needless: bool = False
    """Whether it is known that no conference is needed: then no days are counted to one."""
    held_on: tuple[date | None, ...] = ()
    """The day of the conference about each of them, by the child's enquiry or else by the plan."""


def conference_clocks(meeting: Meeting, within: int = CONFERENCE_WITHIN) -> tuple[Counting, ...]:
    """Return until when a conference has to be held, for the children of each enquiry; none where none runs.

    Of several enquiries about a child it is the last one. One that had ended before this meeting, which
    began no other, is not counted any more.
    """
    children_with: dict[tuple[Clocks, bool, bool, bool], list[tuple[str, date | None]]] = {}
    for child in meeting.concern.children:
        course = next(reversed(courses_of(meeting, child)), None)
        clocks = course.clocks(within) if course else None
        if course is None or clocks is None or (not course.open and not _is_here(course, meeting)):
            continue
        known = not course.open or enquiry_of(meeting.plan, child.id).known
        needless = course.conference_on is None and course.not_required
        awaits = course.conference_on is None and not needless
        alike = children_with.setdefault((clocks, known, awaits, needless), [])
        alike.append((child.id, course.conference_on))
    return tuple(
        Counting(
            children=tuple(child for child, _ in held),
            clocks=clocks,
            known=known,
            awaits=awaits,
            needless=needless,
            held_on=tuple(day for _, day in held),
        )
        for (clocks, known, awaits, needless), held in children_with.items()
    )


def needless_words(names: str) -> str:
    """Return that no conference is needed, about some children by name or, without, about all of them."""
    return f"No conference is needed{f' about {names}' if names else ''}"


def first_due(clocks: Iterable[Counting]) -> date | None:
    """Return the first of the last days for a conference, of enquiries that may need one."""
    return min((one.clocks.from_initiating for one in clocks if not one.needless), default=None)


def _is_here(course: Course, meeting: Meeting) -> bool:
    return any(one.meeting_id == meeting.id for one in course.discussed)


def whose(meeting: Meeting, children: Collection[str]) -> str:
    """Return the names of some of the children; empty where it is all of them."""
    names = [child.name for child in meeting.concern.children if child.id in children]
    return and_words(names) if len(names) < len(meeting.concern.children) else ""
