"""The words that the chair reads aloud: the purpose, and what an earlier meeting left open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from textual.content import Content

from chairtui.core.change import Command
from chairtui.core.concern import ReadPurpose
from chairtui.core.deadlines import local_day
from chairtui.core.meeting import Meeting
from chairtui.core.series import ReadCarried
from chairtui.core.vocabulary import Stage
from chairtui.tui.dates import said
from chairtui.tui.widgets.words import join

STRONG = "bold $accent"


def words_to_read(meeting: Meeting, now: datetime, *, purpose: bool = True) -> Content:
    """Return what is read aloud: the purpose, then what was left open before."""
    parts = [*_purpose(meeting, now)] if purpose else []
    if meeting.series.carried:
        parts.append(("Left open by the earlier meeting:\n", STRONG))
        for item in meeting.series.carried:
            who = ", ".join(word for word in (item.owner, said(item.due_on)) if word)
            parts.append(f"  · {item.kind.value}: {item.words}{f' ({who})' if who else ''}\n")
    return join(*parts)


def _purpose(meeting: Meeting, now: datetime) -> Iterator[str | tuple[str, str]]:
    """Yield the purpose.

    Source: Working Together to Safeguard Children, strategy discussion: to share information, to decide
    whether section 47 enquiries are made, and to agree what is needed at once and in the short term.
    """
    yield (f"We are here about {_children(meeting, now)}.\n\n", STRONG)
    yield (
        "This is a strategy discussion. It is held because there may be reasonable cause to suspect "
        "that a child is suffering, or is likely to suffer, significant harm.\n\n"
    )
    yield ("Before anything else: is each child safe now? ", STRONG)
    yield (
        "If not, we act first.\n\n"
        "Then each agency says what it knows, how it knows it, from when that is, and what it means for "
        "the child. If you hold nothing, say so. If you cannot share something, say that, and why.\n\n"
    )
    yield ("We decide one thing: whether section 47 enquiries are made. ", STRONG)
    yield (
        "Then we plan: who does what by when, today and in the days after; how the child is seen and "
        "heard; whether enquiries are single or joint; what the family is told, when and by whom.\n\n"
        "Question each other: it protects the child. Each agency's own view goes into the record by "
        "name. What is said here is shared to protect children and goes no further than that needs.\n\n"
    )


def _children(meeting: Meeting, now: datetime) -> str:
    day = local_day(now)
    named = [
        f"{child.name}, {age}" if (age := child.age_on(day)) is not None else child.name
        for child in meeting.concern.children
    ]
    return " and ".join(named) or "a child"


def noted_when_read(meeting: Meeting, *, purpose: bool = True) -> tuple[Command, ...]:
    """Return what reading aloud records; a rehearsal before the meeting and a look back record nothing."""
    if meeting.stage not in (Stage.HELD, Stage.DECIDED):
        return ()
    carried = (ReadCarried(),) if meeting.series.carried else ()
    return (ReadPurpose(), *carried) if purpose else carried
