"""The record for one child: what is about another child only, and texts that may speak of one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.meeting import Meeting
from chairtui.core.naming import is_made_of, number_instead
from chairtui.core.register import Attendee, Invitation
from chairtui.core.vocabulary import PlaceKind, RecordKind
from chairtui.core.with_ids import find, key_of
from chairtui.live.sending import Mention
from chairtui.records.redaction.belonging import FAMILY, LINE, THERE_FOR_ANOTHER, WHOSE, Belonging, place_of
from chairtui.records.redaction.cutting import Recipient, cut
from chairtui.records.redaction.mentioning import is_key, places_of
from chairtui.records.redaction.of_a_child import (
    OF_A_CHILD,
    OF_A_LINE,
    ids_about,
    ids_of_others,
    minimum_warnings,
    own_places,
)
from chairtui.records.redaction.speech import Speech

LEFT_OUT = "[left out: this may speak of another child]"

WHOLE = Recipient(kind=RecordKind.CHILD, whole=True)
"""Of somebody to whom no rule leaves anything out."""

FOR_ANOTHER = "Somebody there for another child"
"""Agency of whoever was there for another child, as key and name: that somebody was there stays true."""

SHOWN_KEYS = frozenset({"agency", "area", "called", "channel"})
"""Keys that a record shows and somebody typed: a nursery may be called after the child who goes there."""

_RUN_TOGETHER = re.compile(r"_|(?<=[a-z])(?=[A-Z])")

NOT_SAID = "it is not written which child this is about"
"""Said of circumstances, places and what is known of a missing child, in a meeting about several children."""

_JUDGED = ("warnings", "closing.signature.gaps")
"""What the rules said: in a meeting about several children its words may come from what another one lives."""

_WHOLE = re.compile(
    r"(?:concern\.(?:places|family|impacts)\[[^]]*\]|attendance\.register\[[^]]*\]|concern\.missing)"
)
"""What is let through with all its texts: a person, a line of the register, a place, what an adult's
difficulty means, and what is known of a missing child."""


class OneChild:
    """Cuts a meeting to one of its children."""

    def __init__(self, meeting: Meeting, child_id: str, passed: Collection[str] = ()) -> None:
        self._child = find(meeting.concern.children, child_id)
        self._passed = frozenset(passed)
        self._whose = whose = Belonging(meeting, child_id, passed)
        self.several = bool(whose.others)
        """Whether the meeting is about others as well."""
        self._others = {key for key, _ in whose.siblings} | whose.people_ids
        self._mine = ids_about(meeting, child_id)
        self._minimum = minimum_warnings(meeting, child_id)
        self._theirs = self._others | ids_of_others(meeting, self._others)
        self._own = frozenset(own_places(meeting, child_id, whose))
        self._speech = Speech(whose)
        self._number = number_instead(meeting)

    def let_in(self) -> tuple[str, ...]:
        """Return the names that stand in the record although another child bears a part of them."""
        return self._speech.let_in()

    def drops(self, part: str, value: Any) -> bool:
        """Say whether a value is about another child only."""
        if part in _JUDGED and self.several and not self._is_mine(getattr(value, OF_A_CHILD[part])):
            return True
        if part in ("concern.places", "concern.impacts"):
            stays = part == "concern.places" and value.kind is PlaceKind.HOME
            return self.several and not stays and not self.lets(place_of(part, value.id))
        field = OF_A_CHILD.get(part)
        if field is None:
            return False
        about = getattr(value, field)
        if isinstance(about, tuple):
            return bool(about) and all(self._is_theirs(one) for one in about)
        return self._is_theirs(about) or about.partition(":")[2] in self._theirs

    def _is_theirs(self, key: str) -> bool:
        """Say whether an id, or the key of an expected role, is another child's alone."""
        return key in self._theirs or key in self._whose.line_ids or self._whose.has_role(key)

    def unnamed(
        self, roles: Iterable[tuple[str, str]], own: Collection[str] | None
    ) -> tuple[tuple[str, str], ...]:
        """Return expected roles (key and title) that nobody stood for, without naming another child's.

        `own` are the keys that this child alone makes expected, where that is known: a role that only the
        age or the school of another child calls for tells of that child.
        """

        def is_theirs(key: str) -> bool:
            called = own is None or key in own or key.partition("@")[0] in own
            return self._whose.has_role(key) or not called

        shown = (("", FOR_ANOTHER) if is_theirs(key) else (key, title) for key, title in roles)
        return tuple(dict.fromkeys(shown))

    def _is_mine(self, warning: str) -> bool:
        """Say whether a warning (code and subject) is about this child, or about the minimum attendance."""
        code, _, subject = warning.partition(":")
        return code in self._minimum or (bool(subject) and subject in self._mine)

    def narrowed(self, cut: Meeting) -> tuple[Meeting, tuple[Mention, ...]]:
        """Return a meeting, cut already, without texts that may speak of another child, and their places."""
        doubts = [one for one in self.unsaid() if not self.lets(one.place)]
        meeting: Meeting = self._clean(self._alone(cut, doubts), "", doubts)
        return meeting, tuple(doubts)

    def _alone(self, cut: Meeting, doubts: list[Mention]) -> Meeting:
        """Name this child alone where a value is about several, and leave out what cannot be told apart."""
        mine = (self._child.id,) if self._child else ()
        register = tuple(self._line(line, doubts) for line in cut.attendance.register)
        contributions = tuple(
            replace(one, children=mine if one.children else ()) for one in cut.sharing.contributions
        )
        family = tuple(replace(one, children=mine if one.children else ()) for one in cut.concern.family)
        decisions = tuple(replace(one, children=mine) for one in cut.deciding.decisions)
        cut = replace(
            cut,
            id="" if is_made_of(cut.id, self._speech.parts) else cut.id,
            reference=self._number if is_made_of(cut.reference, self._speech.parts) else cut.reference,
            attendance=replace(cut.attendance, register=register),
            concern=replace(cut.concern, family=family),
            sharing=replace(cut.sharing, contributions=contributions),
            deciding=replace(cut.deciding, decisions=decisions),
        )
        return self._apart(cut, doubts) if self.several else cut

    def _line(self, line: Attendee, doubts: list[Mention]) -> Attendee:
        """Return a line of the register; of one that is there for another child, only that somebody was."""
        if line.id not in self._whose.line_ids:
            return line
        words = ", ".join(filter(None, (line.name, line.job, line.called or line.agency)))
        place = place_of(LINE, line.id)
        doubts.append(Mention(place=place, words=words, found=(THERE_FOR_ANOTHER,)))
        return Attendee(
            id=line.id,
            agency=FOR_ANOTHER,
            sector=line.sector,
            invitation=Invitation(answer=line.invitation.answer),
            deputy_for=line.deputy_for,
            written_at=line.written_at,
            written_on=line.written_on,
            stays=line.stays,
        )

    def _apart(self, cut: Meeting, doubts: list[Mention]) -> Meeting:
        concern, series = cut.concern, cut.series
        if concern.circumstances and not self.lets("concern.circumstances"):
            words = ", ".join(one.value for one in concern.circumstances)
            doubts.append(Mention(place="concern.circumstances", words=words, found=(NOT_SAID,)))
            concern = replace(concern, circumstances=())
        if concern.missing != type(concern.missing)() and not self.lets("concern.missing"):
            words = concern.missing.last_seen or concern.missing.efforts
            doubts.append(Mention(place="concern.missing", words=words, found=(NOT_SAID,)))
            concern = replace(concern, missing=type(concern.missing)())
        earlier = tuple(replace(one, outcome=None) for one in series.earlier)
        return replace(cut, concern=concern, series=replace(series, earlier=earlier))

    def _clean(self, value: Any, place: str, doubts: list[Mention], *, theirs: bool = False) -> Any:
        """Return a value without what may speak of another child; what is within `theirs` is theirs too."""
        if isinstance(value, tuple):
            return tuple(
                self._clean(one, f"{place}[{key_of(one, n)}]", doubts, theirs=theirs)
                for n, one in enumerate(value)
            )
        if isinstance(value, Struct):
            if place.startswith(f"{LINE}[") and getattr(value, "agency", "") == FOR_ANOTHER:
                return value
            theirs = theirs or self._is_of_their_line(value, place)
            new: dict[str, Any] = {}
            for name in value.__struct_fields__:
                inner, there = getattr(value, name), f"{place}.{name}".lstrip(".")
                if theirs and type(inner) is str and (name in SHOWN_KEYS or not is_key(name, inner)):
                    new[name] = self._unless(inner, there, (NOT_SAID,) if inner.strip() else (), doubts)
                elif not is_key(name, inner):
                    new[name] = self._clean(inner, there, doubts, theirs=theirs)
                elif name in SHOWN_KEYS:
                    new[name] = self._key(inner, there, doubts)
            return replace(value, **new)
        return self._text(value, place, doubts) if type(value) is str else value

    def _is_of_their_line(self, value: Any, place: str) -> bool:
        """Say whether a value is of a line that is there for another child, and not said to be this one's."""
        field = OF_A_LINE.get(place.partition("[")[0])
        if field is None or place.count("[") != 1 or not place.endswith("]"):
            return False
        return getattr(value, field) in self._whose.line_ids and place not in self._own

    def _text(self, words: str, place: str, doubts: list[Mention]) -> str:
        ruled = place.startswith("warnings[") and "handled" not in place
        own = place.partition("]")[0] + "]" in self._own
        spoken = self._speech.spoken_of(words, kin=not ruled, own=own)
        return self._unless(words, place, spoken, doubts)

    def _key(self, words: str, place: str, doubts: list[Mention]) -> str:
        spoken = self._speech.spoken_of(_RUN_TOGETHER.sub(" ", words), kin=False)
        return self._unless(words, place, spoken, doubts)

    def _unless(self, words: str, place: str, spoken: tuple[str, ...], doubts: list[Mention]) -> str:
        """Return a text, unless something was found in it and nobody let it through."""
        if not spoken or self.lets(place):
            return words
        doubts.append(Mention(place=place, words=words, found=spoken))
        return LEFT_OUT

    def unsaid(self) -> Iterator[Mention]:
        """Yield the grown-ups of whom it is not written of which child they are."""
        for relative in self._whose.unsaid:
            words = ", ".join(filter(None, (relative.name, relative.relationship)))
            yield Mention(place=place_of(FAMILY, relative.id), words=words, found=(WHOSE,))

    def lets(self, place: str) -> bool:
        """Say whether a person let a text through, or the whole of what it belongs to."""
        whole = _WHOLE.match(place)
        return place in self._passed or (whole is not None and whole[0] in self._passed)


def mentions(
    meeting: Meeting, child_id: str, passed: Collection[str] = (), recipient: Recipient = WHOLE
) -> tuple[Mention, ...]:
    """Return the places that the record for one child leaves out until a person has looked at them.

    What the `recipient` does not get anyway is not among them. Of what was `passed` only people count: once
    it is known that somebody belongs to this child too, what names them needs no look any more.
    """
    people = [one for one in passed if one.startswith((f"{FAMILY}[", f"{LINE}["))]
    nobody, only = OneChild(meeting, child_id), OneChild(meeting, child_id, people)
    doubts = (*_people(meeting, nobody), *_places(meeting, nobody), *only.narrowed(_cut_to(meeting, only))[1])
    seen = set(places_of(cut(meeting, recipient)))
    return tuple({mention.place: mention for mention in doubts if mention.place in seen}.values())


def left_out(
    meeting: Meeting, child_id: str, passed: Collection[str] = (), recipient: Recipient = WHOLE
) -> tuple[Mention, ...]:
    """Return what the record for one child leaves out because it may speak of another, as it stands now."""
    only = OneChild(meeting, child_id, passed)
    mentioned = mentions(meeting, child_id, passed, recipient)
    return tuple(mention for mention in mentioned if not only.lets(mention.place))


def _people(meeting: Meeting, only: OneChild) -> Iterator[Mention]:
    """Yield the grown-ups of whom it is not written whose they are, and the lines there for another child."""
    yield from only.unsaid()
    doubts = only.narrowed(_cut_to(meeting, only))[1]
    yield from (mention for mention in doubts if mention.place.startswith(f"{LINE}["))


def _places(meeting: Meeting, only: OneChild) -> Iterator[Mention]:
    for place in meeting.concern.places:
        if only.drops("concern.places", place):
            where = place_of("concern.places", place.id)
            yield Mention(place=where, words=place.name, found=(NOT_SAID,))
    for impact in meeting.concern.impacts:
        if only.drops("concern.impacts", impact):
            where = place_of("concern.impacts", impact.id)
            yield Mention(place=where, words=impact.means, found=(NOT_SAID,))


def _cut_to(meeting: Meeting, only: OneChild) -> Meeting:
    return cut(meeting, WHOLE, only.drops)
