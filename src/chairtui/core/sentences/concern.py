"""Sentences for why the meeting is held: children, concern, places, and what each child says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chairtui.core.births import birth_words
from chairtui.core.calendar.when import say_when
from chairtui.core.change import Event
from chairtui.core.children import (
    ChildDescribed,
    ChildHeard,
    ChildRemoved,
    FamilyMemberDescribed,
    FamilyMemberRemoved,
)
from chairtui.core.concern import (
    AssessmentNoted,
    CircumstancesSet,
    ConcernStated,
    ImpactSaid,
    LatenessExplained,
    MissingDescribed,
    PlaceNamed,
    PlaceRemoved,
    PurposeRead,
    SafetyAnswered,
    TeamNamed,
)
from chairtui.core.sentences.names import Names
from chairtui.core.vocabulary import YesNo


def _child(event: ChildDescribed, names: Names) -> str:
    born = birth_words(event.child)
    return f"The meeting is about {names.child(event.child.id)}{f', {born}' if born else ''}."


def _member(event: FamilyMemberDescribed, names: Names) -> str:
    member = event.member
    about = f", {member.relationship}" if member.relationship else ""
    whose = f" of {names.children(member.children)}" if member.children else ""
    return f"{member.name}{about}{whose}, belongs to the family."


def _heard(event: ChildHeard, names: Names) -> str:
    child = names.child(event.voice.id)
    if event.voice.said.strip():
        return f"{child} says: {event.voice.said}"
    return f"What {child} says is not known: {event.voice.not_gathered_because}"


def _place(event: PlaceNamed, names: Names) -> str:
    place = event.place
    named = ", ".join(filter(None, (place.name, place.authority, place.force)))
    return f"A place that matters ({place.kind.value}): {named}."


def _concern(event: ConcernStated, names: Names) -> str:
    raised = f" of {say_when(event.raised_at)}" if event.raised_at else ""
    by = f", raised by {event.referrer}" if event.referrer else ""
    return f"The concern{raised}{by}: {event.words}"


def _missing(event: MissingDescribed, names: Names) -> str:
    parts = {
        "last seen": event.missing.last_seen,
        "done so far": event.missing.efforts,
        "risk": event.missing.risk,
        "likely places": event.missing.likely_places,
        "return interview": event.missing.return_interview,
        "searching": event.missing.searching,
    }
    said = "; ".join(f"{name}: {words}" for name, words in parts.items() if words)
    return f"The missing child: {said or 'nothing written'}."


_SAFE = {YesNo.YES: "yes", YesNo.NO: "no", YesNo.UNKNOWN: "not known"}

MATTER_WORDS: dict[type[Event], Callable[[Any, Names], str]] = {
    ChildDescribed: _child,
    ChildRemoved: lambda event, names: f"The meeting is not about {names.child(event.child_id)} after all.",
    FamilyMemberDescribed: _member,
    FamilyMemberRemoved: lambda event, names: (
        f"{names.quoted('concern', 'family', event.member_id, 'name')} "
        "does not belong to the family after all."
    ),
    ChildHeard: _heard,
    PlaceNamed: _place,
    PlaceRemoved: lambda event, names: (
        f"The place {names.quoted('concern', 'places', event.place_id, 'name')} does not matter after all."
    ),
    CircumstancesSet: lambda event, _: (
        f"Circumstances: {', '.join(one.value for one in event.circumstances) or 'none'}."
    ),
    ConcernStated: _concern,
    LatenessExplained: lambda event, _: f"The meeting is late: {event.because}",
    TeamNamed: lambda event, _: (
        f"The case is with {event.team.name or 'no team'}"
        f"{', before that with ' + event.team.previous if event.team.previous else ''}."
    ),
    AssessmentNoted: lambda event, _: f"An assessment is already under way: {event.under_way.value}.",
    PurposeRead: lambda _event, _: "The purpose was read aloud.",
    SafetyAnswered: lambda event, _: (
        f"Is each child safe now? {_SAFE[event.safety.safe]}"
        f"{'; ' + event.safety.words if event.safety.words else '.'}"
    ),
    MissingDescribed: _missing,
    ImpactSaid: lambda event, _: f"What {event.impact.id.value} means for the child: {event.impact.means}",
}
