"""Marks the rows of what is in conflict: each says so, until somebody settles it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from textual.content import Content

from chairtui.core.children import Child
from chairtui.core.concern import SAFETY
from chairtui.core.conflicts import SIGNATURE, Conflict
from chairtui.core.decision import Decision
from chairtui.core.meeting import Meeting
from chairtui.core.vocabulary import Horizon, Step, Topic
from chairtui.tui.keys import with_keys
from chairtui.tui.rows.conflicts import APART
from chairtui.tui.widgets.lines import Row
from chairtui.tui.widgets.words import content, join

CHAIR, MET = "row/chair", "row/met"
"""Keys of the first two rows of the register; no line of it can have them."""

WORDS = with_keys("DISPUTED: two machines say different things. {warnings} settles which stands.")
PROTECTED = with_keys(
    "DISPUTED: answered otherwise on another machine. What protects holds until {warnings} settles it."
)

_LINE = ((Step.WHO, "{}"), (Step.KNOW, "{}"))

PLACES: dict[str, tuple[tuple[Step, str], ...]] = {
    "time and form of the meeting": ((Step.WHY, "time"),),
    "beginning of the meeting": (),
    "urgency": (),
    "case system": (),
    "legal hold": (),
    "agenda": ((Step.WHY, "agenda"),),
    "how to join": ((Step.WHY, "joining"),),
    "availability": ((Step.WHO, "{}"),),
    "information request": ((Step.KNOW, "{}"),),
    "paper that was sent": (),
    "cancellation": ((Step.WHY, "time"),),
    "line of the register": _LINE,
    "chair": ((Step.WHO, CHAIR),),
    "answer to who has met the child": ((Step.WHO, MET),),
    "reason to go on without the minimum": ((Step.DECIDE, "override"),),
    "child": ((Step.WHY, "child/{}"),),
    "family member": ((Step.WHY, "family/{}"),),
    "child's own view": ((Step.WHY, "voice/{}"),),
    "place": ((Step.WHY, "place/{}"),),
    "circumstances": ((Step.WHY, "circumstances"),),
    "concern": ((Step.WHY, "concern"),),
    "reason for being late": ((Step.WHY, "concern"),),
    "team": ((Step.WHY, "team"),),
    "assessment": ((Step.WHY, "team"),),
    SAFETY: ((Step.WHY, "safety"),),
    "missing episode": ((Step.WHY, "missing"),),
    "impact on care": ((Step.WHY, "impact/{}"), (Step.MEAN, "impact/{}")),
    "series": ((Step.WHO, "series"),),
    "contribution": ((Step.KNOW, "fact/{}"),),
    "turn in the round": ((Step.KNOW, "{}"),),
    "challenge": ((Step.KNOW, "challenge/{}"),),
    "offer": ((Step.KNOW, "offer/{}"),),
    "analysis of the chronology": ((Step.KNOW, "chronology"), (Step.MEAN, "chronology")),
    "booking": ((Step.KNOW, "booking/{}"), (Step.PLAN, "booking/{}")),
    "hypothesis": ((Step.MEAN, "hypothesis"),),
    "unknown": ((Step.MEAN, "unknown/{}"),),
    "answer of the room": ((Step.MEAN, "prompt/{}"),),
    "threshold": ((Step.MEAN, "threshold/{}"),),
    "decision": ((Step.DECIDE, "decision/{}"),),
    "decision itself": ((Step.DECIDE, "decision/{}"),),
    "position": ((Step.DECIDE, "position/{}"),),
    "question after the decision": ((Step.DECIDE, "topic/{}"),),
    "words beside “decided without”": ((Step.DECIDE, "without"),),
    "horizon without action": ((Step.PLAN, "none/{}"),),
    "contingency": ((Step.PLAN, "contingency/{}"),),
    "question of the enquiry": ((Step.PLAN, "question/{}"),),
    "further information": ((Step.PLAN, "further/{}"),),
    "seeing the child": ((Step.PLAN, "seeing/{}"),),
    "conference": ((Step.PLAN, "conference"),),
    "day of the conference": ((Step.PLAN, "conference"),),
    "next meeting": ((Step.PLAN, "next"), (Step.READ_BACK, "next")),
    "outcome of the enquiry": ((Step.PLAN, "enquiry/{}"),),
    "facts for returns": ((Step.PLAN, "returns/{}"),),
    "action": ((Step.PLAN, "action/{}"), (Step.READ_BACK, "action/{}")),
    "signature": ((Step.READ_BACK, "sign"),),
    SIGNATURE: ((Step.READ_BACK, "sign"),),
    "late information": ((Step.READ_BACK, "addendum/{}"),),
    "recipient": ((Step.READ_BACK, "delivery/{}"),),
}
"""Where each part that can be disputed stands; what has no row is in the list of warnings alone."""


def steps_disputed(meeting: Meeting) -> frozenset[Step]:
    """Return the steps in which something is disputed: none of them is done."""
    return frozenset(step for one in _between(meeting) for step, _ in PLACES.get(one.words, ()))


def marked(rows: Iterable[Row], meeting: Meeting, step: Step) -> list[Row]:
    """Return the rows of a step, in which each that is disputed says so instead of showing a tick."""
    said = {
        key.format(name): PROTECTED if conflict.words == SAFETY else WORDS
        for conflict in _between(meeting)
        for where, key in PLACES.get(conflict.words, ())
        if where is step
        for name in _names(conflict, meeting)
    }
    return [_marked(row, said[row.key]) if row.key in said else row for row in rows]


def _between(meeting: Meeting) -> list[Conflict]:
    """Return what is in conflict between machines; an event that fits nowhere has one side."""
    return [one for one in meeting.conflicts if len(one.sides) > 1]


def _names(conflict: Conflict, meeting: Meeting) -> list[str]:
    """Return what stands for the ids of a conflict in the keys of rows."""
    names = {one.value: one.name for kind in (Horizon, Topic) for one in kind}
    names |= {child.id: decision.id for child, decision in _decisions(conflict, meeting)}
    keys = [names.get(key, key) for key in conflict.ids]
    if conflict.words == "position":  # the line of the register, and at which of several decisions
        keys += [key.partition(" ")[0] for key in conflict.ids]
        keys += [key.replace(" ", "/") for key in conflict.ids]
    return keys


def _decisions(conflict: Conflict, meeting: Meeting) -> list[tuple[Child, Decision]]:
    if conflict.words != "decision":
        return []
    decided = [(child, meeting.deciding.about(child.id)) for child in meeting.concern.children]
    return [(child, decision) for child, decision in decided if decision]


def _marked(row: Row, words: str) -> Row:
    said = join(content(row.words), (f"\n{APART[0]} {words}", APART[1]))
    return replace(row, words=said, mark=Content.styled(*APART))
