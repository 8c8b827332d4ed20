"""The meetings about one child, found and read; it may be asked from any thread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial

from msgspec.structs import replace

from chairtui.core.child_over_time import About, ChildOverTime, child_over_time
from chairtui.core.children import Child, numbers_of_both, same_child
from chairtui.core.history.log import Damaged, fold
from chairtui.core.meeting import Meeting
from chairtui.core.people import folded
from chairtui.directory.naming import title_in
from chairtui.live.desk import Desk
from chairtui.live.ports import NotSaved


class Reader:
    """Reads each meeting once, also where several children of it are looked at."""

    def __init__(self, desk: Desk, now: Meeting | None = None) -> None:
        """Read what a desk has; `now` is a meeting that is open, as it stands."""
        self._desk = desk
        self._read: dict[str, Meeting | None] = {now.id: now} if now else {}

    def over_time(self, meeting: Meeting, child: Child) -> ChildOverTime:
        """Return a child of a meeting over all meetings about it: those kept here, and those it was told of.

        Raises:
            NotSaved: the database cannot be read.
        """
        about, unread = self.about(meeting, child)
        titled = partial(title_in, agencies=self._desk.agencies)
        return replace(child_over_time(about, titled, self.beside(about)), unread=unread)

    def perhaps(self, meeting: Meeting, child: Child) -> tuple[Meeting, ...]:
        """Return the earlier meetings that are perhaps about a child of a meeting; a person has to say it."""
        return tuple(
            there
            for there in self._desk.perhaps_about(meeting)
            if any(same_child(child, one) is None for one in there.concern.children)
        )

    def beside(self, about: Iterable[About]) -> tuple[Meeting, ...]:
        """Return the meetings about others alone that follow these, which may have ended what they agreed.

        Raises:
            NotSaved: the database cannot be read.
        """
        known = [one.meeting.id for one in about]
        beside: dict[str, Meeting] = {}
        waiting = list(known)
        while waiting:
            for later in self._desk.library.later(waiting.pop()):
                there = None if later in beside or later in known else self._meeting(later)
                if there is not None:
                    beside[later] = there
                    waiting.append(later)
        return tuple(beside.values())

    def about(self, meeting: Meeting, child: Child) -> tuple[tuple[About, ...], tuple[str, ...]]:
        """Return the meetings about a child, and the ids of those that cannot be read.

        A child is known again also by what a meeting found on the way says of it: its number, its name.

        Raises:
            NotSaved: the database cannot be read.
        """
        self._read.setdefault(meeting.id, meeting)
        about = {meeting.id: About(meeting, child)}
        unread: list[str] = []
        waiting = [about[meeting.id]]
        while waiting:
            known = waiting.pop()
            for meeting_id in self._candidates(known):
                if meeting_id in about or meeting_id in unread:
                    continue
                there = self._meeting(meeting_id)
                if there is None:
                    unread.append(meeting_id)
                elif same := _known_again(known, there):
                    about[meeting_id] = About(there, same)
                    waiting.append(about[meeting_id])
        return tuple(about.values()), tuple(sorted(unread))

    def _candidates(self, known: About) -> Iterator[str]:
        yield from self._desk.library.about(known.child)
        yield from (one.id for one in known.meeting.series.earlier)

    def _meeting(self, meeting_id: str) -> Meeting | None:
        """Return a meeting: one without children where none is kept here, nothing where it cannot be read."""
        if meeting_id not in self._read:
            self._read[meeting_id] = None
            with suppress(Damaged, NotSaved):
                self._read[meeting_id] = fold(self._desk.log.read(meeting_id))
        return self._read[meeting_id]


def _known_again(known: About, there: Meeting) -> Child | None:
    """Return the same child in another meeting.

    Of a meeting that a person linked it is also the one who is perhaps the same, where the link is about
    nobody else, and whoever has the same name.
    """
    children = there.concern.children
    same = next((child for child in children if same_child(known.child, child)), None)
    linked = any(earlier.id == there.id for earlier in known.meeting.series.earlier)
    if same or not linked:
        return same
    others = [one for one in known.meeting.concern.children if one.id != known.child.id]
    perhaps = [child for child in children if same_child(known.child, child) is None]
    if len(perhaps) == 1 and not any(same_child(one, child) for one in others for child in children):
        return perhaps[0]
    named = [child for child in children if folded(child.name) == folded(known.child.name)]
    return named[0] if len(named) == 1 and not numbers_of_both(named[0], known.child)[1] else None
