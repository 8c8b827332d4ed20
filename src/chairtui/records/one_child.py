"""The record for one child: what is about another child only, and texts that may speak of one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.keyed import find
from chairtui.core.meeting import Meeting
from chairtui.core.naming import is_made_of, number_instead, without_accents
from chairtui.core.vocabulary import PlaceKind, RecordKind
from chairtui.core.when import say_when
from chairtui.live.sending import Mention
from chairtui.records.cutting import Sight, cut
from chairtui.records.mentioning import is_key, key_of

LEFT_OUT = "[left out: this may speak of another child]"

KIN = re.compile(
    r"(?<!\w)(?:brothers?|sisters?|siblings?|twins?|triplets?|half[- ]?(?:brothers?|sisters?)|the baby|"
    r"(?:other|another|second|third) (?:child|boy|girl|one)|younger|youngest|older|oldest|elder|eldest)(?!\w)"
)
"""Words by which a child is meant without a name."""

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
    "plan.actions": "answers",
    "warnings": "id",
    "closing.signature.gaps": "code",
}
"""Parts of a meeting whose values may be about one child only, and the field that says so."""

SHOWN_KEYS = frozenset({"agency", "called", "channel"})
"""Keys that a record shows and somebody typed: a nursery may be called after the child who goes there."""

_RUN_TOGETHER = re.compile(r"_|(?<=[a-z])(?=[A-Z])")

NOT_SAID = "it is not written which child this is about"
"""Said of circumstances, places and what is known of a missing child, in a meeting about several children."""

_JUDGED = ("warnings", "closing.signature.gaps")
"""What the rules said: in a meeting about several children its words may come from what another one lives."""


_WHOLE = re.compile(r"(?:concern\.places\[[^]]*\]|concern\.missing)")
"""What is let through with all its texts: a place, and what is known of a missing child."""


class OneChild:
    """Cuts a meeting to one of its children."""

    def __init__(self, meeting: Meeting, child_id: str, passed: Collection[str] = ()) -> None:
        self._child = find(meeting.concern.children, child_id)
        self._passed = frozenset(passed)
        others = [one for one in meeting.concern.children if one.id != child_id]
        family = [one for one in meeting.concern.family if one.is_child and one.id != child_id]
        self.several = bool(others)
        """Whether the meeting is about others as well."""
        named = [(one.id, one.name) for one in others] + [(one.id, one.name) for one in family]
        self._others = {key for key, _ in named}
        self._mine = _about(meeting, child_id)
        self._theirs = self._others | _only_theirs(meeting, self._others)
        self._parts = frozenset(_parts_of(meeting, child_id, [name for _, name in named]))
        self._names = tuple(map(_pattern, [*(without_accents(name) for _, name in named), *self._parts]))
        self._number = number_instead(meeting)
        self._kin = bool(others or family)
        self._numbers = tuple(_numbers(others))
        self._known = {line.name for line in meeting.attendance.register} | {
            one.name for one in meeting.attendance.chairs
        }

    def drops(self, part: str, value: Any) -> bool:
        """Say whether a value is about another child only."""
        if part in _JUDGED and self.several and not self._is_mine(getattr(value, OF_A_CHILD[part])):
            return True
        if part == "concern.places":
            return self.several and value.kind is not PlaceKind.HOME and not self._lets(f"{part}[{value.id}]")
        field = OF_A_CHILD.get(part)
        if field is None:
            return False
        about = getattr(value, field)
        if isinstance(about, tuple):
            return bool(about) and self._theirs.issuperset(about)
        return about in self._theirs or about.partition(":")[2] in self._theirs

    def _is_mine(self, warning: str) -> bool:
        """Say whether a warning (code and subject) is about this child, or about the minimum attendance."""
        code, _, subject = warning.partition(":")
        return code.startswith("W-MIN-") or (bool(subject) and subject in self._mine)

    def narrowed(self, cut: Meeting) -> tuple[Meeting, tuple[Mention, ...]]:
        """Return a meeting, cut already, without texts that may speak of another child, and their places."""
        found: list[Mention] = []
        meeting: Meeting = self._clean(self._alone(cut, found), "", found)
        return meeting, tuple(found)

    def _alone(self, cut: Meeting, found: list[Mention]) -> Meeting:
        """Name this child alone where a value is about several, and leave out what cannot be told apart."""
        mine = (self._child.id,) if self._child else ()
        contributions = tuple(
            replace(one, children=mine if one.children else ()) for one in cut.sharing.contributions
        )
        decisions = tuple(replace(one, children=mine) for one in cut.deciding.decisions)
        cut = replace(
            cut,
            id="" if is_made_of(cut.id, self._parts) else cut.id,
            reference=self._number if is_made_of(cut.reference, self._parts) else cut.reference,
            sharing=replace(cut.sharing, contributions=contributions),
            deciding=replace(cut.deciding, decisions=decisions),
        )
        return self._apart(cut, found) if self.several else cut

    def _apart(self, cut: Meeting, found: list[Mention]) -> Meeting:
        concern, series = cut.concern, cut.series
        if concern.circumstances and not self._lets("concern.circumstances"):
            words = ", ".join(one.value for one in concern.circumstances)
            found.append(Mention(place="concern.circumstances", words=words, found=(NOT_SAID,)))
            concern = replace(concern, circumstances=())
        if concern.missing != type(concern.missing)() and not self._lets("concern.missing"):
            words = concern.missing.last_seen or concern.missing.efforts
            found.append(Mention(place="concern.missing", words=words, found=(NOT_SAID,)))
            concern = replace(concern, missing=type(concern.missing)())
        earlier = tuple(replace(one, outcome=None) for one in series.earlier)
        return replace(cut, concern=concern, series=replace(series, earlier=earlier))

    def _clean(self, value: Any, place: str, found: list[Mention]) -> Any:
        if isinstance(value, tuple):
            return tuple(self._clean(one, f"{place}[{key_of(one, n)}]", found) for n, one in enumerate(value))
        if isinstance(value, Struct):
            new: dict[str, Any] = {}
            for name in value.__struct_fields__:
                inner, there = getattr(value, name), f"{place}.{name}".lstrip(".")
                if not is_key(name, inner):
                    new[name] = self._clean(inner, there, found)
                elif name in SHOWN_KEYS:
                    new[name] = self._key(inner, there, found)
            return replace(value, **new)
        return self._text(value, place, found) if type(value) is str else value

    def _text(self, words: str, place: str, found: list[Mention]) -> str:
        ruled = place.startswith("warnings[") and "handled" not in place
        spoken = () if words in self._known else self.spoken_of(words, kin=not ruled)
        if not spoken or self._lets(place):
            return words
        found.append(Mention(place=place, words=words, found=spoken))
        return LEFT_OUT

    def _key(self, words: str, place: str, found: list[Mention]) -> str:
        spoken = self.spoken_of(_RUN_TOGETHER.sub(" ", words), kin=False)
        if not spoken or self._lets(place):
            return words
        found.append(Mention(place=place, words=words, found=spoken))
        return LEFT_OUT

    def _lets(self, place: str) -> bool:
        whole = _WHOLE.match(place)
        return place in self._passed or (whole is not None and whole[0] in self._passed)

    def spoken_of(self, words: str, *, kin: bool = True) -> tuple[str, ...]:
        """Return what in a text may speak of another child: names, numbers, and words for kin."""
        plain = without_accents(words)
        named = [match[0] for name in self._names for match in [name.search(plain)] if match]
        digits = re.sub(r"[\s-]", "", plain)
        named += [number for number in self._numbers if number in digits or number in plain]
        other = KIN.search(plain) if kin and self._kin else None
        return tuple(dict.fromkeys([*named, *([other[0]] if other else [])]))


def mentions(meeting: Meeting, child_id: str) -> tuple[Mention, ...]:
    """Return the places that the record for one child leaves out until a person has looked at them."""
    one = OneChild(meeting, child_id)
    places = tuple(
        Mention(place=f"concern.places[{place.id}]", words=place.name, found=(NOT_SAID,))
        for place in meeting.concern.places
        if one.drops("concern.places", place)
    )
    return places + one.narrowed(_without_others(meeting, one))[1]


def _without_others(meeting: Meeting, one: OneChild) -> Meeting:
    return cut(meeting, Sight(kind=RecordKind.CHILD, whole=True), one.drops)


def _about(meeting: Meeting, child_id: str) -> set[str]:
    """Return the ids of a child, and of what is about it: contributions and decisions."""
    about = [(one.id, one.children) for one in meeting.sharing.contributions]
    about += [(one.id, one.children) for one in meeting.deciding.decisions]
    return {child_id, *(key for key, children in about if child_id in children)}


def _only_theirs(meeting: Meeting, others: Collection[str]) -> set[str]:
    """Return the ids of what is about other children only: contributions and decisions."""
    about = [(one.id, one.children) for one in meeting.sharing.contributions]
    about += [(one.id, one.children) for one in meeting.deciding.decisions]
    return {key for key, children in about if children and set(others).issuperset(children)}


def _parts_of(meeting: Meeting, child_id: str, others: Collection[str]) -> Iterator[str]:
    """Yield each part of the others' names that nobody else in the record bears."""
    concern = meeting.concern
    borne = [one.name for one in concern.children if one.id == child_id]
    borne += [one.name for one in concern.family if not one.is_child]
    shared = {part for name in borne for part in _parts(name)}
    yield from (part for name in others for part in _parts(name) if part not in shared)


def _parts(name: str) -> list[str]:
    return [part for part in re.split(r"[\s,;()]+", without_accents(name)) if len(part.strip(".")) > 1]


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?:'?s)?(?!\w)")


def _numbers(others: Collection[Any]) -> Iterator[str]:
    for child in others:
        for number in (child.local_id, child.nhs_number, child.upn):
            if len(number.strip()) > 3:
                yield re.sub(r"[\s-]", "", without_accents(number))
        for day in (child.born_on, child.expected_on):
            if day:
                said = say_when(day).split(" ", 1)[1].casefold()
                yield from (said, day.isoformat(), f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day.year}")
