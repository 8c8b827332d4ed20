"""The room of each decision: who was in it, which parts of the minimum, and what kind of meeting that makes.

Siblings may be decided at different times, by different people. Each decision has its own room; whoever asks
who was there, who was missing or what the record is called asks it of each decision that stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from msgspec import Struct

from chairtui.core.decision import Decision, standing, was_there
from chairtui.core.listing import and_words
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee, Minimum, minimum
from chairtui.core.vocabulary import Form, Sector


class Part(NamedTuple):
    """One of the three who have to be together for a strategy discussion."""

    field: str
    """Its name in `Minimum`."""
    sector: Sector
    words: str
    verb: str
    warning: str
    """Code of the warning that it is missing."""


PARTS = (
    Part("social_worker", Sector.SOCIAL_WORK, "a local authority social worker", "was", "W-MIN-SW"),
    Part("police", Sector.POLICE, "the police", "were", "W-MIN-POLICE"),
    Part("health", Sector.HEALTH, "a health practitioner", "was", "W-MIN-HEALTH"),
)


def lacking(reached: Minimum) -> tuple[Part, ...]:
    """Return the parts that were not together."""
    return tuple(part for part in PARTS if not getattr(reached, part.field))


class RecordType(Struct, frozen=True, kw_only=True):
    """What the record is called; derived from who was there, never typed."""

    title: str
    minimum: Minimum
    """Which parts were together at every decision that stands."""


def rooms(meeting: Meeting, children: Collection[str] = ()) -> tuple[Decision | None, ...]:
    """Return the decisions that stand for some children (all when empty); while there is none, nothing.

    That nothing, given to the functions below, means the room as it is now.
    """
    return standing(meeting, children) or (None,)


def in_room(meeting: Meeting, decision: Decision | None = None) -> tuple[Attendee, ...]:
    """Return who was in the room at a decision; without one, who is there now."""
    return tuple(line for line in meeting.attendance.register if was_there(line, decision))


class Room(Struct, frozen=True, kw_only=True):
    """Who was there at a decision, on video or by phone too; or at several, if it was the same people."""

    about: str
    """For which children, where the rooms differ; empty where it is one room for all."""
    decisions: tuple[Decision, ...]
    """Those that stand and were taken by these people; none while nothing is decided."""
    people: tuple[Attendee, ...]

    @property
    def first(self) -> Decision | None:
        """The first of the decisions."""
        return self.decisions[0] if self.decisions else None


def each_room(meeting: Meeting) -> tuple[Room, ...]:
    """Return the room of each decision that stands, once where it was the same; else the room now."""
    decisions_of: dict[tuple[Attendee, ...], list[Decision]] = {}
    for decision in rooms(meeting):
        decisions_of.setdefault(in_room(meeting, decision), []).extend([decision] if decision else [])
    return tuple(
        Room(about=_about(meeting, several), decisions=tuple(several), people=people)
        for people, several in decisions_of.items()
    )


def _about(meeting: Meeting, decisions: Sequence[Decision]) -> str:
    names = [name for one in decisions for name in children_of(meeting, one)]
    return and_words(names) if len(names) < len(meeting.concern.children) else ""


def together(meeting: Meeting, decision: Decision | None = None) -> Minimum:
    """Return which parts of the minimum were together at a decision; without one, which are now."""
    return minimum(in_room(meeting, decision), meeting.form)


def at_each(minimums: Iterable[Minimum]) -> Minimum:
    """Return which parts of the minimum were together every time."""
    every = tuple(minimums)
    return Minimum(
        social_worker=all(one.social_worker for one in every),
        police=all(one.police for one in every),
        health=all(one.health for one in every),
    )


def record_type(meeting: Meeting, children: Collection[str] = ()) -> RecordType:
    """Return what the record about some children is called (ids; all when empty).

    It is judged by who was there at each decision that stands, and is called after the worst of them; before
    a decision, by who is there now.

    Source: audit of strategy discussions, Bromley 2020: meetings without a social worker, police
    and health "were multi-agency meetings and not Strategy Discussions".
    """
    return _called(meeting, at_each(together(meeting, one) for one in rooms(meeting, children)))


def type_now(meeting: Meeting) -> RecordType:
    """Return what a decision that is taken now would make of the meeting."""
    return _called(meeting, together(meeting))


def type_at(meeting: Meeting, decision: Decision) -> RecordType:
    """Return what one decision made of the meeting, by who was in the room when it was taken."""
    return _called(meeting, together(meeting, decision))


def _called(meeting: Meeting, reached: Minimum) -> RecordType:
    if reached.met:
        name = "discussion by telephone" if meeting.form is Form.TELEPHONE else "discussion"
        return RecordType(title=f"Strategy {name}", minimum=reached)
    if meeting.attendance.override:
        title = "Strategy discussion held urgently, minimum attendance not met"
        return RecordType(title=title, minimum=reached)
    return RecordType(title="Multi-agency meeting: minimum attendance not met", minimum=reached)


def children_of(meeting: Meeting, decision: Decision) -> tuple[str, ...]:
    """Return the names of the children for whom a decision stands."""
    about = meeting.deciding.about
    return tuple(
        child.name
        for child in meeting.concern.children
        if (stands := about(child.id)) and stands.id == decision.id
    )


def the_decision(meeting: Meeting, decision: Decision | None) -> str:
    """Return what a decision is called in a sentence: about whom, where it is not about all the children."""
    names = children_of(meeting, decision) if decision else ()
    if not names or len(names) == len(meeting.concern.children):
        return "the decision"
    return f"the decision about {and_words(names)}"


def moments(meeting: Meeting) -> tuple[datetime, ...]:
    """Return when the decisions that stand were taken (UTC), in the order of the children."""
    return tuple(one.decided_at for one in standing(meeting) if one.decided_at)
