"""The words that the chair reads aloud: the purpose, and what an earlier meeting left open."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content

from chairtui.core.births import age_words
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.change import Command
from chairtui.core.concern import ReadPurpose
from chairtui.core.meeting import Meeting
from chairtui.core.purpose import opening
from chairtui.core.series import ReadCarried
from chairtui.core.vocabulary import Stage
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.words import join

STRONG = "bold $accent"


def words_to_read(meeting: Meeting, now: datetime, *, purpose: bool = True) -> Content:
    """Return what is read aloud: the purpose, then what was left open before."""
    spoken = opening(_children(meeting, now)) if purpose else ()
    parts: list[str | tuple[str, str]] = [(words, STRONG) if strong else words for words, strong in spoken]
    if meeting.series.carried:
        parts.append(("Left open by the earlier meeting:\n", STRONG))
        for item in meeting.series.carried:
            who = ", ".join(word for word in (item.owner, said(item.due_on)) if word)
            parts.append(f"  · {item.kind.value}: {item.words}{f' ({who})' if who else ''}\n")
    return join(*parts)


def _children(meeting: Meeting, now: datetime) -> str:
    day = local_day(now)
    named = [
        f"{child.name}, {age}" if (age := age_words(child, day)) else child.name
        for child in meeting.concern.children
    ]
    return " and ".join(named) or "a child"


def noted_when_read(meeting: Meeting, *, purpose: bool = True) -> tuple[Command, ...]:
    """Return what reading aloud records; a rehearsal before the meeting and a look back record nothing."""
    if meeting.stage not in (Stage.HELD, Stage.PARTLY, Stage.DECIDED):
        return ()
    carried = (ReadCarried(),) if meeting.series.carried else ()
    return (ReadPurpose(), *carried) if purpose else carried
