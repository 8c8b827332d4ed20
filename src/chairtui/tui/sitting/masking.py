"""Privacy for a shared screen: the same meeting with roles for names and no free text."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.meeting import Meeting
from chairtui.directory.agencies import Agencies
from chairtui.standards.verdict import Verdict
from chairtui.tui.keys import with_keys
from chairtui.tui.widgets.words import HIDDEN

OPEN_WORDS = frozenset(
    {
        "id",
        "agency",
        "called",
        "area",
        "authority",
        "force",
        "reference",
        "profile",
        "attendee_id",
        "event_id",
    }
)
"""Texts that name no person: keys, forces, authorities and the meeting's own reference."""
OPEN_PARTS = frozenset({"open_to", "children", "facts", "answers", "owner_id", "deputy_for", "tells"})

SHOW_FIRST = with_keys("Press {privacy} to show the text first.")
"""Why something cannot be opened while names and text are hidden."""

T = TypeVar("T")


def masked(meeting: Meeting, agencies: Agencies) -> Meeting:
    """Return the meeting as a shared screen may show it."""
    hidden = _hide(meeting)
    children = tuple(
        replace(child, name=f"Child {number}") for number, child in enumerate(hidden.concern.children, 1)
    )
    family = tuple(
        replace(shown, name=real.relationship or "family member", relationship=real.relationship)
        for shown, real in zip(hidden.concern.family, meeting.concern.family, strict=True)
    )
    register = tuple(
        replace(line, name=agencies.get(line.agency).name if real.name else "")
        for line, real in zip(hidden.attendance.register, meeting.attendance.register, strict=True)
    )
    return replace(
        hidden,
        id=meeting.id,
        concern=replace(hidden.concern, children=children, family=family),
        attendance=replace(hidden.attendance, register=register),
    )


def masked_verdicts(true: Iterable[Verdict], worded: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Return what the rules say of a meeting, in the words that they have for its masked copy.

    What they answer comes from the meeting itself: of the copy they would say that no owner has a name.
    """
    words = {one.id: one for one in worded}
    return tuple(
        replace(verdict, say=words[verdict.id].say, ask=words[verdict.id].ask)
        if verdict.id in words
        else replace(
            verdict, say=f"{verdict.title or HIDDEN}.", ask=with_keys("{privacy} shows what it says.")
        )
        for verdict in true
    )


def _hide(value: T, name: str = "") -> T:
    hidden: Any = value
    if isinstance(hidden, StrEnum) or name in OPEN_WORDS or (name in OPEN_PARTS and isinstance(hidden, str)):
        return value
    if isinstance(hidden, str):
        hidden = HIDDEN if hidden else ""
    elif isinstance(hidden, tuple):
        hidden = tuple(_hide(item, name) for item in hidden)
    elif isinstance(hidden, Struct):
        fields = {field: _hide(getattr(hidden, field), field) for field in hidden.__struct_fields__}
        hidden = replace(hidden, **fields)
    return hidden  # type: ignore[no-any-return]
