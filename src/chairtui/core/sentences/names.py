"""What the ids in an event stand for, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from chairtui.core.children import FamilyMember
from chairtui.core.listing import and_words
from chairtui.core.meeting import Meeting
from chairtui.core.people import folded
from chairtui.core.views import Title, plain_title, who
from chairtui.core.with_ids import Keyed, find

LONGEST = 80
"""Characters of a free text that a sentence about something else quotes."""


def brief(words: str) -> str:
    """Return the beginning of a text on one line, for quoting."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def told_apart(meeting: Meeting) -> Meeting:
    """Return the meeting as it is shown: children who bear one name have their number behind it.

    The number is the child's place among all of them, so it is the same on every page. A meeting in which
    every child has a name of its own is returned as it is.
    """
    children = meeting.concern.children
    borne = Counter(folded(child.name) for child in children)
    if len(borne) == len(children):
        return meeting
    numbered = tuple(
        replace(child, name=f"{child.name} ({number})") if borne[folded(child.name)] > 1 else child
        for number, child in enumerate(children, 1)
    )
    return replace(meeting, concern=replace(meeting.concern, children=numbered))


def name_of(meeting: Meeting, person_id: str) -> str:
    """Return the name of a child or family member."""
    children = told_apart(meeting).concern.children
    person = find(children, person_id) or find(meeting.concern.family, person_id)
    return person.name if person else ""


def undecided_names(meeting: Meeting) -> str:
    """Return the names of the children about whom nothing is decided."""
    return and_words([one.name for one in told_apart(meeting).undecided])


def kin_words(member: FamilyMember, meeting: Meeting) -> str:
    """Return what somebody of the family is, and of which child where there are several."""
    whose = [child.name for child in meeting.concern.children if member.belongs_to(child.id)]
    if len(meeting.concern.children) < 2 or not whose:
        return member.relationship
    return f"{member.relationship or 'family'} of {' and '.join(whose)}"


class Names:
    """Looks ids up in the meeting after an event, and before it for what the event took away."""

    def __init__(self, before: Meeting, after: Meeting, title: Title = plain_title) -> None:
        self._meetings = (told_apart(after), told_apart(before))
        self.title = title

    def line(self, attendee_id: str) -> str:
        """Return who stands on a line of the register."""
        for meeting in self._meetings:
            line = find(meeting.attendance.register, attendee_id)
            if line is not None:
                return who(line, self.title)
        return "Someone who is not on the register"

    def child(self, child_id: str) -> str:
        """Return a child or family member by name."""
        for meeting in self._meetings:
            child = find(meeting.concern.children, child_id) or find(meeting.concern.family, child_id)
            if child is not None:
                return child.name
        return "a child who is not part of the meeting"

    def children(self, ids: Iterable[str]) -> str:
        """Return children by name."""
        return ", ".join(self.child(child_id) for child_id in ids) or "all children"

    def count_before(self, part: str, field: str, ids: Iterable[str]) -> int:
        """Return how many of these ids `meeting.part.field` had before the event."""
        values: tuple[Keyed, ...] = getattr(getattr(self._meetings[1], part), field)
        return len({one.id for one in values}.intersection(ids))

    def quoted(self, part: str, field: str, wanted: str, words: str) -> str:
        """Return a value's own words in quotation marks: of `meeting.part.field` that with an id."""
        for meeting in self._meetings:
            values: tuple[Keyed, ...] = getattr(getattr(meeting, part), field)
            value = find(values, wanted)
            if value is not None:
                return f"“{brief(getattr(value, words))}”"
        return "something that is not in the meeting"
