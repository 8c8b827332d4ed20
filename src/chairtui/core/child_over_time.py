"""One child over time: the meetings about the child, who came to which, and what became of everything.

Everything is computed from the meetings, each given with the child of it that is meant. A meeting about
several children belongs to the series of each, and nothing of another child is told.
What is known of a meeting that is not kept here is what a later one was told of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from msgspec import Struct

from chairtui.core.children import Child
from chairtui.core.courses import Course, Discussed, courses
from chairtui.core.decision import Decision
from chairtui.core.enquiries import discussed, discussed_before
from chairtui.core.meeting import Meeting
from chairtui.core.series import Carried, Earlier
from chairtui.core.threads import Thread, threads
from chairtui.core.threshold import threshold_said
from chairtui.core.views import Title, outcome_words, plain_title, who
from chairtui.core.vocabulary import Outcome, Stage, View
from chairtui.core.who_came import UnitOverTime, at_earlier, at_meeting, who_came


class About(NamedTuple):
    """A meeting, and which of its children is meant."""

    meeting: Meeting
    child: Child


class Then(Struct, frozen=True, kw_only=True):
    """One meeting about the child, and what was thought and decided at it."""

    id: str
    reference: str
    held_at: datetime | None
    """When it began, in UTC; nothing while it did not."""
    scheduled_at: datetime | None = None
    kept: bool = True
    """Whether it is kept here: of others only what a later one was told is known."""
    stage: Stage | None = None
    called_off: str = ""
    """Why it was called off."""
    with_others: bool = False
    """Whether it is about other children as well."""
    hypothesis: str = ""
    """As it stood last; it speaks of all the children of the meeting."""
    threshold: str = ""
    """What was said of it for this child."""
    outcome: Outcome | None = None
    decided: str = ""
    """The decision about this child in words; empty while there is none."""
    dissent: tuple[str, ...] = ()
    """Who disagreed with it, each with their reason."""

    @property
    def at(self) -> datetime | None:
        """When it was held, or is to be."""
        return self.held_at or self.scheduled_at


class ChildOverTime(Struct, frozen=True, kw_only=True):
    """Everything over the meetings about one child, the first first."""

    child: str
    """The child's name as the newest meeting has it."""
    meetings: tuple[Then, ...]
    units: tuple[UnitOverTime, ...]
    threads: tuple[Thread, ...]
    enquiries: tuple[Course, ...]
    """The enquiries about the child: begun, ended, and both clocks to a conference."""
    unread: tuple[str, ...] = ()
    """Ids of meetings about the child that cannot be read, and so are left out."""

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each meeting in the series, by its id, from 1."""
        return {one.id: number for number, one in enumerate(self.meetings, 1)}

    @property
    def newest(self) -> Then | None:
        """The newest meeting that is kept here, by which the whole is named."""
        return next((one for one in reversed(self.meetings) if one.kept), None)

    @property
    def dropped_out(self) -> tuple[UnitOverTime, ...]:
        """The agencies and units that came once and not to the last meeting that was held."""
        return tuple(one for one in self.units if one.dropped_out)

    @property
    def waiting(self) -> tuple[Thread, ...]:
        """What is still open."""
        return tuple(one for one in self.threads if one.state.waits)


def child_over_time(
    about: Iterable[About],
    titled: Callable[[Meeting], Title] = lambda _: plain_title,
    beside: Iterable[Meeting] = (),
) -> ChildOverTime:
    """Return one child over the meetings about it, each given once with the child as it stands there.

    `titled` gives the names of agencies as they stand in a meeting. `beside` are meetings about others alone
    that go on with what these agreed: what ended there has ended.
    """
    kept = sorted(about, key=lambda one: _order(_then(one, titled)))
    told = _told_of(kept)
    both = [(_then(one, titled), at_meeting(one.meeting, _decided_at(one))) for one in kept]
    both += [(_told(earlier, said), at_earlier(earlier)) for earlier, said in told.values()]
    both.sort(key=lambda one: _order(one[0]))
    return ChildOverTime(
        child=kept[-1].child.name if kept else "",
        meetings=tuple(then for then, _ in both),
        units=who_came([came for _, came in both]),
        threads=threads(_in_order(kept, beside), _left_open(kept, told.keys())),
        enquiries=_enquiries(kept, [one for _, said in told.values() for one in said]),
    )


def _in_order(kept: Iterable[About], beside: Iterable[Meeting]) -> list[tuple[Meeting, str | None]]:
    every = [*((one.meeting, one.child.id) for one in kept), *((meeting, None) for meeting in beside)]
    return sorted(every, key=lambda one: _in_time(one[0].started_at or one[0].scheduled_at, one[0].id))


def _order(then: Then) -> tuple[bool, datetime | None, str]:
    return _in_time(then.at, then.id)


def _in_time(at: datetime | None, meeting_id: str) -> tuple[bool, datetime | None, str]:
    return (at is None, at, meeting_id)


def _then(held: About, titled: Callable[[Meeting], Title]) -> Then:
    meeting, child = held.meeting, held.child
    decision, hypothesis = meeting.deciding.about(child.id), meeting.analysis.hypothesis
    return Then(
        id=meeting.id,
        reference=meeting.reference,
        held_at=meeting.started_at,
        scheduled_at=meeting.scheduled_at,
        stage=meeting.stage,
        called_off=meeting.preparing.cancelled_because,
        with_others=len(meeting.concern.children) > 1,
        hypothesis=hypothesis.words if hypothesis else "",
        threshold=threshold_said(meeting, child.id),
        outcome=decision.outcome if decision else None,
        decided=outcome_words(decision) if decision else "",
        dissent=_dissent(meeting, decision, titled(meeting)) if decision else (),
    )


def _dissent(meeting: Meeting, decision: Decision, title: Title) -> tuple[str, ...]:
    views = ((line, meeting.deciding.view(line.id, decision.id)) for line in meeting.attendance.register)
    return tuple(
        f"{who(line, title)}: {view.reason}" for line, view in views if view and view.view is View.DISAGREE
    )


def _told(earlier: Earlier, said: Sequence[Discussed]) -> Then:
    outcome = next((one.outcome for one in reversed(said) if one.outcome), None)
    return Then(
        id=earlier.id,
        reference=earlier.reference,
        held_at=earlier.held_at,
        kept=False,
        outcome=outcome,
        decided=outcome.value if outcome else "",
    )


def _told_of(kept: Sequence[About]) -> dict[str, tuple[Earlier, tuple[Discussed, ...]]]:
    """Return the meetings that are not kept here, by id, each with what was told of the child.

    One of which nothing was told of it may be about a brother or sister alone, where there are any.
    """
    here = {held.meeting.id for held in kept}
    told: dict[str, tuple[Earlier, tuple[Discussed, ...]]] = {}
    for held in kept:
        before = discussed_before(held.meeting, held.child)
        for earlier in held.meeting.series.earlier:
            said = tuple(each for each in before if each.meeting_id == earlier.id)
            if earlier.id not in here and (said or len(held.meeting.concern.children) == 1):
                told[earlier.id] = (earlier, said or told.get(earlier.id, (earlier, ()))[1])
    return told


def _decided_at(one: About) -> tuple[datetime, ...]:
    decision = one.meeting.deciding.about(one.child.id)
    return (decision.decided_at,) if decision and decision.decided_at else ()


def _left_open(kept: Iterable[About], away: Iterable[str]) -> list[Carried]:
    """Return what meetings that are not kept here left open, as the later ones were told."""
    not_here = set(away)
    return [
        item
        for held in kept
        if len(held.meeting.concern.children) == 1  # which of several it is about was not told
        for item in held.meeting.series.carried
        if item.left_by in not_here
    ]


def _enquiries(kept: Iterable[About], told: Iterable[Discussed]) -> tuple[Course, ...]:
    return courses((*_of_those_held(kept), *told))


def _of_those_held(kept: Iterable[About]) -> Iterator[Discussed]:
    for held in kept:
        said = discussed(held.meeting, held.child)
        if said and not held.meeting.preparing.cancelled_because:
            yield said


def is_late(course: Course, today: date) -> bool:
    """Say whether the last day for a conference has passed by the clock of the law, and none is known."""
    clocks = course.clocks()
    waits = course.open and not course.not_required
    return clocks is not None and waits and clocks.from_initiating < today
