"""What in a meeting is about one child, about another alone, or somebody's on the register."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from chairtui.core.meeting import Meeting
from chairtui.core.rooms import PARTS, lacking, record_type
from chairtui.records.redaction.belonging import FAMILY, Belonging, place_of

OF_A_CHILD = {
    "concern.children": "id",
    "concern.voices": "id",
    "concern.census": "id",
    "analysis.judgements": "id",
    "plan.enquiries": "id",
    "plan.seeing": "id",
    "concern.family": "id",
    "closing.distribution": "child_id",
    "sharing.contributions": "children",
    "deciding.decisions": "children",
    "deciding.positions": "decisions",
    "plan.actions": "answers",
    "warnings": "id",
    "closing.signature.gaps": "code",
}
"""Parts of a meeting whose values may be about one child only, and the field that says so."""

OF_A_LINE = {
    "preparing.agenda": "attendee_id",
    "preparing.availability": "id",
    "preparing.requests": "id",
    "preparing.sent": "attendee_id",
    "sharing.contributions": "attendee_id",
    "sharing.turns": "id",
    "sharing.challenges": "attendee_id",
    "sharing.offers": "attendee_id",
    "sharing.bookings": "attendee_id",
    "deciding.positions": "whose",
    "plan.actions": "owner_id",
    "closing.distribution": "attendee_id",
}
"""Parts whose values are somebody's on the register, and the field that says whose."""


def own_places(meeting: Meeting, child_id: str, whose: Belonging) -> Iterator[str]:
    """Yield the places of the values that are about this child alone."""
    parts = ("concern.children", "concern.voices", "analysis.judgements", "plan.enquiries", "plan.seeing")
    yield from (place_of(part, child_id) for part in parts)
    for person in whose.mine:
        yield place_of(FAMILY, person.id)
        yield place_of("plan.seeing", person.id)
    for part, values in (
        ("sharing.contributions", meeting.sharing.contributions),
        ("deciding.decisions", meeting.deciding.decisions),
    ):
        yield from (place_of(part, one.id) for one in values if one.children == (child_id,))


def minimum_warnings(meeting: Meeting, child_id: str) -> frozenset[str]:
    """Return the warnings about the minimum attendance that are about a child.

    What was there when this child was decided about, and missing for another, is about the other.
    """
    own, every = record_type(meeting, (child_id,)).minimum, record_type(meeting).minimum
    here = {part for part in PARTS if part not in lacking(own) and part in lacking(every)}
    return frozenset(part.warning for part in PARTS if part not in here)


def ids_about(meeting: Meeting, child_id: str) -> set[str]:
    """Return the ids of a child, and of what is about it: contributions and decisions."""
    about = [(one.id, one.children) for one in meeting.sharing.contributions]
    about += _decided(meeting)
    return {child_id, *(key for key, children in about if child_id in children)}


def _decided(meeting: Meeting) -> list[tuple[str, tuple[str, ...]]]:
    """Return the ids of the decisions and of the views of them, each with the children it is about."""
    children = {one.id: one.children for one in meeting.deciding.decisions}
    views = [
        (position.id, tuple(child for decision in position.decisions for child in children.get(decision, ())))
        for position in meeting.deciding.positions
    ]
    return [*children.items(), *views]


def ids_of_others(meeting: Meeting, others: Collection[str]) -> set[str]:
    """Return the ids of what is about other children only: contributions and decisions."""
    about = [(one.id, one.children) for one in meeting.sharing.contributions]
    about += _decided(meeting)
    return {key for key, children in about if children and set(others).issuperset(children)}
