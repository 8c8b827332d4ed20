"""Meetings whose every text says to whom it is private, and the copies that can be made of them."""

from __future__ import annotations

import types
import typing
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from tests.records.prepared import NOW

from chairtui.core.delivery import Delivery
from chairtui.core.fields import fields_of
from chairtui.core.meeting import Meeting
from chairtui.core.vocabulary import Answer, HealthKind, Mode, PlaceKind, Sector

SIDES = ("mine", "other", "sib")
"""Whose a value is: the reader's, another agency's, or another child's (and another agency's)."""


def leaves(kind: Any, part: str = "") -> typing.Iterator[tuple[str, str]]:
    """Yield every field of a meeting that holds no further struct, with the part it stands in."""
    for field in fields_of(kind):
        inner = inside(field.type)
        place = f"{part}.{field.name}".lstrip(".")
        if isinstance(inner, type) and issubclass(inner, Struct):
            yield from leaves(inner, place)
        else:
            yield part, field.name


def inside(kind: Any) -> Any:
    """Return what a tuple or an optional value holds."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return inside(next(one for one in arguments if one is not type(None)))
    return inside(arguments[0]) if origin is tuple else kind


class Seeded:
    """A meeting in which each text is a word of its own."""

    def __init__(self, behind: str = "") -> None:
        self._behind = behind
        self.words: dict[str, tuple[str, str]] = {}
        """Of each word: the field it stands in, and whose it is."""
        whole = self._filled(Meeting, "", "")
        self.meeting = self._related(whole)

    def _word(self, place: str, side: str) -> str:
        word = f"Zq{len(self.words):04}x"
        self.words[word] = (place, side or "other")
        return f"{word}{self._behind}"

    def _filled(self, kind: Any, place: str, side: str) -> Any:
        origin, arguments = typing.get_origin(kind), typing.get_args(kind)
        if origin in (typing.Union, types.UnionType):
            return self._filled(next(one for one in arguments if one is not type(None)), place, side)
        if origin is tuple and isinstance(arguments[0], type) and issubclass(arguments[0], Struct):
            return tuple(self._filled(arguments[0], place, one) for one in ([side] if side else SIDES))
        if origin is tuple:
            return (self._filled(arguments[0], place, side),)
        if kind is str:
            return self._word(place, side)
        if issubclass(kind, Struct):
            fields = fields_of(kind)
            return kind(
                **{
                    one.name: self._filled(one.type, f"{place}.{one.name}".lstrip("."), side)
                    for one in fields
                }
            )
        if issubclass(kind, Enum):
            return list(kind)[-1]
        return {bool: True, int: 5, datetime: NOW, date: NOW.date()}[kind]

    def _related(self, whole: Meeting) -> Meeting:
        """Let everything point at the line or the child whose it is."""
        register = tuple(
            replace(
                line,
                id=side,
                name=line.name.removesuffix(self._behind),
                sector=sector,
                health=HealthKind.TREATING,
                deputy_for="",
                only_for="",
                stays=tuple(
                    replace(stay, mode=Mode.VIDEO, joined_at=NOW, left_at=NOW + timedelta(hours=1))
                    for stay in line.stays[:1]
                ),
                invitation=replace(line.invitation, answer=Answer.ACCEPTED),
            )
            for line, side, sector in zip(
                whole.attendance.register, SIDES, (Sector.HEALTH, Sector.HOUSING, Sector.POLICE), strict=True
            )
        )
        return replace(
            whole,
            started_at=NOW,
            attendance=replace(whole.attendance, register=register),
            concern=self._concern(whole),
            preparing=self._preparing(whole),
            sharing=self._sharing(whole),
            analysis=replace(whole.analysis, judgements=by_child(whole.analysis.judgements)),
            deciding=self._deciding(whole),
            plan=self._plan(whole, register[0].agency, register[0].name),
            closing=self._closing(whole),
            series=replace(
                whole.series,
                carried=tuple(
                    replace(one, owner=register[0].name if n == 0 else one.owner)
                    for n, one in enumerate(whole.series.carried)
                ),
            ),
            warnings=by_subject(whole.warnings, "id"),
        )

    def _concern(self, whole: Meeting) -> Any:
        concern = whole.concern
        family = tuple(
            replace(one, is_child=side == "sib", name=one.name.removesuffix(self._behind))
            for one, side in zip(concern.family, SIDES, strict=True)
        )
        places = tuple(
            replace(one, kind=PlaceKind.PLACEMENT if side == "sib" else PlaceKind.HOME)
            for one, side in zip(concern.places, SIDES, strict=True)
        )
        children = tuple(
            replace(one, id=key, name=one.name.removesuffix(self._behind))
            for one, key in zip(concern.children[1:], ("kid", "sib"), strict=True)
        )
        return replace(
            concern,
            children=children,
            family=family,
            places=places,
            voices=by_child(concern.voices),
            census=by_child(concern.census),
        )

    def _preparing(self, whole: Meeting) -> Any:
        preparing = whole.preparing
        return replace(
            preparing,
            agenda=by_line(preparing.agenda, "attendee_id"),
            availability=by_line(preparing.availability, "id"),
            requests=by_line(preparing.requests, "id"),
            sent=by_line(preparing.sent, "attendee_id"),
        )

    def _sharing(self, whole: Meeting) -> Any:
        sharing = whole.sharing
        contributions = tuple(
            replace(one, id=f"fact-{side}", children=("sib",) if side == "sib" else ())
            for one, side in zip(by_line(sharing.contributions, "attendee_id"), SIDES, strict=True)
        )
        return replace(
            sharing,
            contributions=contributions,
            turns=by_line(sharing.turns, "id"),
            challenges=by_line(sharing.challenges, "attendee_id"),
            offers=by_line(sharing.offers, "attendee_id"),
            bookings=by_line(sharing.bookings, "attendee_id"),
        )

    def _deciding(self, whole: Meeting) -> Any:
        deciding = whole.deciding
        keys = (("kid", "sib"), ("kid",), ("sib",))
        decisions = tuple(
            replace(one, children=children, facts=("fact-mine", "fact-other", "fact-sib"))
            for one, children in zip(deciding.decisions, keys, strict=True)
        )
        _, of_kid, of_sib = decisions
        positions = tuple(
            replace(one, id=f"view-{side}", decisions=((of_sib if side == "sib" else of_kid).id,))
            for one, side in zip(by_line(deciding.positions, "attendee_id"), SIDES, strict=True)
        )
        return replace(deciding, decisions=decisions, positions=positions)

    def _plan(self, whole: Meeting, agency: str, name: str) -> Any:
        plan = whole.plan
        actions = tuple(
            replace(
                one,
                id=f"action-{side}",
                owner_id=side,
                answers=("fact-sib",) if side == "sib" else (),
                **({"agency": agency, "owner": name} if side == "mine" else {}),
            )
            for one, side in zip(plan.actions, SIDES, strict=True)
        )

        def theirs(values: Any, field: str) -> Any:
            return (replace(values[0], **{field: name}), *values[1:])

        return replace(
            plan,
            actions=actions,
            contingencies=theirs(plan.contingencies, "who"),
            questions=theirs(plan.questions, "owner"),
            further=theirs(plan.further, "who"),
            seeing=theirs(by_child(plan.seeing), "by"),
            enquiries=by_child(plan.enquiries),
        )

    def _closing(self, whole: Meeting) -> Any:
        closing = whole.closing
        assert closing.signature is not None
        gaps = by_subject(closing.signature.gaps, "code")
        distribution = tuple(
            replace(one, attendee_id=side, child_id="sib" if side == "sib" else "")
            for one, side in zip(closing.distribution, SIDES, strict=True)
        )
        referred = Delivery(id="referred", recipient=whole.concern.referrer, agency="referrer")
        return replace(
            closing,
            signature=replace(closing.signature, gaps=gaps),
            distribution=(*distribution, referred),
        )


def by_line(values: Any, field: str) -> Any:
    return tuple(replace(one, **{field: side}) for one, side in zip(values, SIDES, strict=True))


def by_child(values: Any) -> Any:
    """Let values be about the child, about a child of another meeting (dropped), and about the sibling."""
    return tuple(replace(one, id=key) for one, key in zip(values[1:], ("kid", "sib"), strict=True))


def by_subject(values: Any, field: str) -> Any:
    subjects = ("kid", "fact-mine", "sib")
    return tuple(
        replace(one, **{field: f"W-{number}:{key}"})
        for number, (one, key) in enumerate(zip(values, subjects, strict=True))
    )
