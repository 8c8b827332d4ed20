"""What the ids in an event stand for, in words."""

from __future__ import annotations

from collections.abc import Iterable

from chairtui.core.keyed import Keyed, find
from chairtui.core.meeting import Meeting
from chairtui.core.views import Title, plain_title, who

LONGEST = 80
"""Characters of a free text that a sentence about something else quotes."""


def brief(words: str) -> str:
    """Return the beginning of a text on one line, for quoting."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


class Names:
    """Looks ids up in the meeting after an event, and before it for what the event took away."""

    def __init__(self, before: Meeting, after: Meeting, title: Title = plain_title) -> None:
        self._meetings = (after, before)
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

    def quoted(self, part: str, field: str, wanted: str, words: str) -> str:
        """Return a value's own words in quotation marks: of `meeting.part.field` that with an id."""
        for meeting in self._meetings:
            values: tuple[Keyed, ...] = getattr(getattr(meeting, part), field)
            value = find(values, wanted)
            if value is not None:
                return f"“{brief(getattr(value, words))}”"
        return "something that is not in the meeting"
