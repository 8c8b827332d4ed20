"""Of two answers about safety that nobody has settled, the one that protects holds on every machine."""

from __future__ import annotations

from collections.abc import Sequence

from chairtui.core.change import Event
from chairtui.core.concern import Safety, SafetyAnswered
from chairtui.core.vocabulary import YesNo

_PROTECTS = {YesNo.YES: 0, YesNo.UNKNOWN: 1, YesNo.NO: 2}
"""How much each answer to “is each child safe now?” asks for."""


def answer_of(event: Event) -> Safety:
    """Return what an event says about safety; what takes an answer back leaves the question open."""
    return event.safety if isinstance(event, SafetyAnswered) else Safety()


def protecting(events: Sequence[Event]) -> int:
    """Return which of several answers protects most; of those that say the same, the last."""
    return max(range(len(events)), key=lambda number: (_PROTECTS[answer_of(events[number]).safe], number))
