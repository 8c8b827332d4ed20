"""A conflict in words: what was changed, and what each side says."""

from __future__ import annotations

from collections.abc import Iterator

from chairtui.core.calendar.when import say_when
from chairtui.core.change import Refused
from chairtui.core.conflicts import SIGNATURE, Conflict, Side
from chairtui.core.history.conflict_settling import event_of
from chairtui.core.meeting import Meeting
from chairtui.core.sentences.every_event import sentence
from chairtui.core.sentences.names import Names
from chairtui.core.views import Title, plain_title

STANDS = "shown meanwhile"
"""Said of the side that the meeting shows until somebody settles it."""


def heading(conflict: Conflict) -> str:
    """Return what is in conflict as a sentence."""
    if len(conflict.sides) < 2:
        return "An entry from another machine fits nowhere any more."
    if conflict.words == SIGNATURE:
        return "Written on one machine without having seen that the record was signed on another."
    return f"Two machines changed the same thing apart: {conflict.words}."


def said(side: Side, meeting: Meeting, title: Title = plain_title) -> str:
    """Return what one side says; nothing can be read where the text is hidden."""
    try:
        return sentence(event_of(side), Names(meeting, meeting, title))
    except Refused:
        return "The text is hidden."


def written(side: Side) -> str:
    """Return who wrote a side, when, and on which machine."""
    return f"{side.actor}, {say_when(side.at)}, machine {side.device_id[-6:]}"


def lines(conflict: Conflict, meeting: Meeting, title: Title = plain_title) -> Iterator[str]:
    """Yield a line for each side: what it says, who wrote it, and whether the meeting shows it meanwhile."""
    for side in conflict.sides:
        meanwhile = f" · {STANDS}" if side.stands else ""
        yield f"{said(side, meeting, title)} — {written(side)}{meanwhile}"
