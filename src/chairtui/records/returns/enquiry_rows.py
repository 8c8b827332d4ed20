"""All meetings as one row for each child and section 47 enquiry.

A discussion held again about an enquiry under way belongs to that enquiry and begins no other: its start
stays the day of the discussion that initiated it.

Source: the census rules 8839 and 8890, as csc-validator-be-cin words them; Standard Safeguarding Dataset,
s47e_s47_start_date: the day of the strategy discussion at which the enquiries were initiated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from uuid import UUID, uuid5

from msgspec import Struct

from chairtui.core.calendar.deadlines import conference_due_on, local_day
from chairtui.core.children import NUMBERS, Child
from chairtui.core.courses import Course, Discussed, courses
from chairtui.core.enquiries import (
    CensusFacts,
    Enquiry,
    discussed,
    discussed_before,
    enquiry_of,
    numbers_of,
)
from chairtui.core.meeting import Meeting
from chairtui.core.naming import safe_reference
from chairtui.core.people import folded
from chairtui.core.vocabulary import EnquiryOutcome, Outcome, Stage, YesNo
from chairtui.core.with_ids import find

NAMES = UUID("6f2f0a52-5d0b-5b8e-9a0e-9d8f6f4c1e47")
"""The name space of the ids that are derived here, from the ids of the meeting and the child."""


class Discussion(Struct, frozen=True, kw_only=True):
    """One child in one meeting that decided about section 47: what the returns ask of it, and no more.

    Whole meetings would not fit: a council's are read one by one, and none is held while the next is.
    """

    meeting_id: str
    reference: str
    """As it may be told to others."""
    signed: bool
    team: str
    child: Child
    outcome: Outcome
    decided_at: datetime
    here: Discussed
    before: tuple[Discussed, ...]
    """What earlier meetings decided about the child, as far as this one was told."""
    enquiry: Enquiry
    facts: CensusFacts | None
    planned_for: date | None
    """The day for which the plan has the conference."""
    plan_held_on: date | None

    @property
    def day(self) -> date:
        """The day in England on which it was decided."""
        return local_day(self.decided_at)


class EnquiryRow(Struct, frozen=True, kw_only=True):
    """One child's section 47 enquiry, from the discussion that initiated it to what became of it."""

    id: str
    """Derived, the same each time, and says nothing about anybody."""
    child: Child
    """As the latest discussion describes the child."""
    person: str
    """Who the child is across meetings; never shown."""
    discussions: tuple[Discussion, ...]
    course: Course
    facts: CensusFacts
    enquiry: Enquiry
    planned_for: date | None = None
    """The target that the plan has, which may differ from the one that is counted."""
    plan_held_on: date | None = None
    """When the conference was held by the plan, which speaks of all children."""
    told: tuple[Course, ...] = ()
    """Other enquiries about the child of which the meetings here tell, though none of theirs is kept here."""

    @property
    def target_on(self) -> date | None:
        """15 working days from the discussion that initiated the enquiry."""
        return conference_due_on(self.started_on) if self.started_on else None

    @property
    def started_on(self) -> date | None:
        """When it was initiated; nothing where it was continued, and no discussion is known that did."""
        return self.course.started_on

    @property
    def conference_on(self) -> date | None:
        """When the conference was held."""
        return self.course.conference_on

    @property
    def not_required(self) -> bool:
        """Whether it is known that no conference is needed: it is noted, or the outcomes are others."""
        return self.course.not_required

    @property
    def ended_on(self) -> date | None:
        """When the enquiry ended, if that is known."""
        return self.course.ended_on

    @property
    def open(self) -> bool:
        """Whether nothing yet says that the enquiry came to its end."""
        return self.course.open

    @property
    def reference(self) -> str:
        """The reference of the discussion that it is known by: the first."""
        return self.discussions[0].reference

    @property
    def unsigned(self) -> tuple[str, ...]:
        """The references of the discussions whose record is not signed."""
        return tuple(one.reference for one in self.discussions if not one.signed)

    def open_on(self, day: date) -> bool:
        """Say whether it had begun and not ended by the end of a day, as far as is known."""
        if self.started_on is None or self.started_on > day:
            return False
        known = [one for one in (self.ended_on, self.conference_on) if one]
        return all(one > day for one in known) and not (
            not known and self.not_required and self.enquiry.outcomes
        )


def enquiry_rows(meetings: Iterable[Meeting]) -> tuple[EnquiryRow, ...]:
    """Return a row for each child and enquiry, the earliest first."""
    rows = [row for person, held in _by_person(meetings).items() for row in _enquiries(person, held)]
    return tuple(sorted(rows, key=lambda row: (row.discussions[0].decided_at, row.id)))


def _by_person(meetings: Iterable[Meeting]) -> dict[str, list[Discussion]]:
    names = _People()
    held: list[Discussion] = []
    for meeting in meetings:
        for child in meeting.concern.children:
            here = _here(meeting.id, child)
            for number in numbers_of(child, meeting.concern.children):
                names.join(here, number)
            for name in _series_names(meeting, child):
                names.join_if_alike(here, name)
        held += _discussions(meeting)
    by_person: dict[str, list[Discussion]] = {}
    for discussion in held:
        by_person.setdefault(names.of(_here(discussion.meeting_id, discussion.child)), []).append(discussion)
    return {person: sorted(about, key=lambda one: one.decided_at) for person, about in by_person.items()}


def _here(meeting_id: str, child: Child) -> str:
    return f"{meeting_id} id {child.id}"


def _series_names(meeting: Meeting, child: Child) -> Iterator[str]:
    """Yield what the child is known by in the meetings of the series: its name, where nobody shares it."""
    names = [folded(one.name) for one in meeting.concern.children]
    own = folded(child.name)
    if names.count(own) == 1:
        for meeting_id in (meeting.id, *(one.id for one in meeting.series.earlier)):
            yield f"{meeting_id} name {own}"


class _People:
    """Names that mean the same child, whichever of them a meeting has."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._numbers: dict[str, set[str]] = {}

    def of(self, name: str) -> str:
        while (other := self._known.setdefault(name, name)) != name:
            name = other
        return name

    def join(self, name: str, other: str) -> None:
        numbers = {number for number in (name, other) if number.partition(" ")[0] in NUMBERS}
        numbers |= self._numbers_of(name) | self._numbers_of(other)
        first, second = sorted((self.of(name), self.of(other)))
        self._known[second] = first
        self._numbers[first] = numbers

    def join_if_alike(self, name: str, other: str) -> None:
        """Join by a name, unless both have numbers of a kind and none that is the same."""
        here, there = self._numbers_of(name), self._numbers_of(other)
        kinds = ({number.partition(" ")[0] for number in numbers} for numbers in (here, there))
        if here & there or not set.intersection(*kinds):
            self.join(name, other)

    def _numbers_of(self, name: str) -> set[str]:
        return self._numbers.get(self.of(name), set())


def _discussions(meeting: Meeting) -> Iterator[Discussion]:
    if meeting.preparing.cancelled_because:
        return
    conference = meeting.plan.conference
    for child in meeting.concern.children:
        decision = meeting.deciding.about(child.id)
        at = (decision.decided_at or meeting.started_at or meeting.scheduled_at) if decision else None
        here = discussed(meeting, child)
        if decision and at and here:
            yield Discussion(
                meeting_id=meeting.id,
                reference=safe_reference(meeting),
                signed=meeting.stage is Stage.SIGNED,
                team=meeting.concern.team.name,
                child=child,
                outcome=decision.outcome,
                decided_at=at,
                here=here,
                before=discussed_before(meeting, child),
                enquiry=enquiry_of(meeting.plan, child.id),
                facts=find(meeting.concern.census, child.id),
                planned_for=conference.target_on if conference else None,
                plan_held_on=conference.held_on if conference else None,
            )


def _enquiries(person: str, held: list[Discussion]) -> Iterator[EnquiryRow]:
    """Part a child's discussions into enquiries; what a meeting was told of an earlier one counts as well."""
    ids = {one.meeting_id for one in held}
    told = {each.meeting_id: each for one in held for each in one.before if each.meeting_id not in ids}
    known = [*told.values(), *(one.here for one in held)]
    belonging = [(course, _belonging(held, course)) for course in courses(known)]
    elsewhere = tuple(course for course, belong in belonging if not belong)
    yield from (_row(person, belong, course, elsewhere) for course, belong in belonging if belong)


def _belonging(held: list[Discussion], course: Course) -> tuple[Discussion, ...]:
    own = {one.meeting_id for one in course.discussed}
    return tuple(one for one in held if one.meeting_id in own)


def _row(person: str, held: tuple[Discussion, ...], course: Course, told: tuple[Course, ...]) -> EnquiryRow:
    first, last = held[0], held[-1]
    newest = held[::-1]
    held_on = next((one.plan_held_on for one in newest if one.plan_held_on), None)
    return EnquiryRow(
        id=str(uuid5(NAMES, f"enquiry {first.meeting_id} {first.child.id}")),
        child=last.child,
        person=person,
        discussions=held,
        course=course,
        facts=next((one.facts for one in newest if one.facts), CensusFacts(id=last.child.id)),
        enquiry=_latest_enquiry([one.enquiry for one in held]),
        planned_for=next((one.planned_for for one in newest if one.planned_for), None),
        plan_held_on=None if course.conference_required is YesNo.NO else held_on,
        told=told,
    )


def _latest_enquiry(noted: list[Enquiry]) -> Enquiry:
    """Return what is known of the enquiry: of each field what was said last."""
    if len(noted) == 1:
        return noted[0]
    newest = list(reversed(noted))
    outcomes: tuple[EnquiryOutcome, ...] = next((one.outcomes for one in newest if one.outcomes), ())
    return Enquiry(
        outcomes=outcomes,
        words=next((one.words for one in newest if one.words), ""),
        ended_on=next((one.ended_on for one in newest if one.ended_on), None),
        conference_required=_said(one.conference_required for one in newest),
        conference_on=next((one.conference_on for one in newest if one.conference_on), None),
        plan_followed=_said(one.plan_followed for one in newest),
        worker=next((one.worker for one in newest if one.worker), ""),
        team=next((one.team for one in newest if one.team), ""),
    )


def _said(answers: Iterable[YesNo]) -> YesNo:
    return next((one for one in answers if one is not YesNo.UNKNOWN), YesNo.UNKNOWN)
