"""What belongs to whom in a meeting about several children: people, services, schools, and what they said.

Somebody of the family of whom it is not written whose they are is taken as another child's, until a person
has looked and lets them into the record.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from chairtui.core.children import FamilyMember
from chairtui.core.meeting import Meeting
from chairtui.core.people import folded
from chairtui.core.register import Attendee
from chairtui.core.vocabulary import Sector

WHOSE = "it is not written of which child they are"
"""Said of somebody of the family."""

THERE_FOR_ANOTHER = "they work with somebody who is another child's, or at another child's school"
"""Said of a line of the register, and of what they said."""

FAMILY, LINE = "concern.family", "attendance.register"

ABOUT_ALL = frozenset({Sector.SOCIAL_WORK, Sector.POLICE})
"""Sectors that make the enquiries about every child: they are never there for one alone."""

CALLED = {"father": ("dad", "daddy"), "mother": ("mum", "mummy")}
"""What a parent is called as well."""


def place_of(part: str, key: str) -> str:
    """Return the place of a whole value, by which it is let through."""
    return f"{part}[{key}]"


class Belonging:
    """Says what in a meeting is another child's, seen from one of its children."""

    def __init__(self, meeting: Meeting, child_id: str, passed: Collection[str] = ()) -> None:
        concern = meeting.concern
        self._passed = frozenset(passed)
        self._child_id = child_id
        self.others = [one for one in concern.children if one.id != child_id]
        self.of_child = [one for one in concern.children if one.id == child_id]
        """The child itself."""
        children = [one for one in concern.family if one.is_child and one.id != child_id]
        self.siblings = [(one.id, one.name) for one in self.others] + [(one.id, one.name) for one in children]
        """Id and name of every other child, of the meeting and of the family."""
        adults = [one for one in concern.family if not one.is_child]
        self.unsaid = [one for one in adults if self._is_unsaid(one)]
        """Grown-ups of whom it is not written whose they are."""
        self.people = [one for one in adults if not self._is_mine(one)]
        """Grown-ups who are another child's."""
        self.mine = [one for one in adults if self._is_mine(one)]
        self.settings = tuple(self._settings())
        self._services = self._services_of_others()
        self.lines = [line for line in meeting.attendance.register if self._is_theirs(line)]
        """Lines of the register that are there for another child alone."""
        self.line_ids = frozenset(line.id for line in self.lines)
        others = [line.name for line in meeting.attendance.register if line.id not in self.line_ids]
        self.staff = (*others, *(one.name for one in meeting.attendance.chairs))
        """Names of those who were there for this child or for all."""

    @property
    def people_ids(self) -> frozenset[str]:
        """Ids of the grown-ups who are another child's."""
        return frozenset(one.id for one in self.people)

    def names(self) -> Iterator[str]:
        """Yield the names of people that tell of another child, besides the children's own."""
        yield from (one.name for one in self.people if one.name.strip())
        yield from (line.name for line in self.lines if line.name.strip())

    def relations(self, people: Collection[FamilyMember]) -> frozenset[str]:
        """Return the words by which some grown-ups are meant without a name."""
        said = {folded(one.relationship) for one in people} - {""}
        return frozenset(said | {other for word in said for other in CALLED.get(word, ())})

    def has_role(self, key: str) -> bool:
        """Say whether the key of an expected role is that of another child's service or school.

        What a role is expected for is told by its being missing: a service that another child alone has
        is theirs here, though whoever of it was there knows the household.
        """
        agency, _, area = key.partition("@")
        served = not {_plain(agency), _plain(key)}.isdisjoint(self._services | self._of_others_alone())
        return served or (bool(area) and folded(area) in self.settings)

    def _is_mine(self, member: FamilyMember) -> bool:
        if not self.others:
            return True
        if member.children:
            return member.belongs_to(self._child_id)
        return place_of(FAMILY, member.id) in self._passed

    def _is_unsaid(self, member: FamilyMember) -> bool:
        return bool(self.others) and not member.children

    def _settings(self) -> Iterator[str]:
        """Yield the schools of the others that are not this child's as well."""
        own = {folded(one.setting) for one in self.of_child}
        for child in self.others:
            if len(folded(child.setting)) > 1 and folded(child.setting) not in own:
                yield folded(child.setting)

    def _services_of_others(self) -> frozenset[str]:
        """Return what works with another child's people alone; a child's own services know the household."""
        theirs = {_plain(key) for one in self.people for key in one.open_to}
        return frozenset(theirs - self._own_services())

    def _of_others_alone(self) -> frozenset[str]:
        """Return the services that another child has, and not this one or their people."""
        theirs = {_plain(key) for one in self.others for key in one.open_to}
        return frozenset(theirs - self._own_services())

    def _own_services(self) -> set[str]:
        own = [one.open_to for one in self.of_child] + [one.open_to for one in self.mine]
        return {_plain(key) for keys in own for key in keys}

    def _is_theirs(self, line: Attendee) -> bool:
        """Say whether somebody is there for another child alone: for a school, or for a service."""
        if not self.others or line.sector in ABOUT_ALL or place_of(LINE, line.id) in self._passed:
            return False
        said = {folded(one) for one in (line.area, line.name, line.called)}
        schooled = not said.isdisjoint(self.settings) or any(
            re.search(rf"(?<!\w){re.escape(one)}(?!\w)", folded(line.job)) for one in self.settings
        )
        keys = (line.agency, f"{line.agency}@{line.area}")
        served = not self._services.isdisjoint(map(_plain, keys))
        return schooled or served


def _plain(key: str) -> str:
    """Return the key or name of an agency as it is compared."""
    return "".join(letter for letter in key.casefold() if letter.isalnum() or letter == "@")
