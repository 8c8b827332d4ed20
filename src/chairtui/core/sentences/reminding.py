"""What is sent to somebody to remind them of what they said they would do: no child is named in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from msgspec import Struct

from chairtui.core.actions import HandedOn
from chairtui.core.calendar.deadlines import how_late, local_day
from chairtui.core.calendar.when import say_when
from chairtui.core.listing import how_many


class ToDo(Struct, frozen=True, kw_only=True):
    """One action that is open, as its owner is reminded of it."""

    what: str
    reference: str
    due_on: date | None
    due_at: datetime | None = None
    """The time on that day, where one was agreed."""


def handed_words(handed: HandedOn) -> str:
    """Return who had an action before, until when, and why it was handed on."""
    on = f" on {say_when(handed.at)}" if handed.at else ""
    return f"handed on from {handed.owner or 'nobody named'}{on}: {handed.because or 'no reason stands'}"


def when_due(due_on: date | None, due_at: datetime | None, now: datetime) -> str:
    """Return when something is due at `now` (UTC), or how late it is: `due in 3 days`, `9 days late`."""
    if due_on is None:
        return "no day was agreed"
    away = (due_on - local_day(now)).days
    to_come = f"due in {how_many(away, 'day')}" if away else "due today"
    return how_late(due_on, due_at, now) or to_come


def reminder(owner: str, actions: Iterable[ToDo], now: datetime, chair: str) -> str:
    """Return the text that is pasted into a message to one owner."""
    lines = []
    for action in actions:
        due = action.due_at or action.due_on
        by = f", by {say_when(due)}" if due else ""
        late = when_due(action.due_on, action.due_at, now)
        lines.append(f"- {action.what} ({action.reference}{by}): {late}.")
    alone = len(lines) == 1
    agreed = "This action was" if alone else "These actions were"
    asked = f"Please say what became of {'it' if alone else 'each'}"
    return "\n".join(
        (
            f"{owner},",
            "",
            f"{agreed} agreed at strategy discussions and {'is' if alone else 'are'} open:",
            "",
            *lines,
            "",
            f"{asked}, and how we know. If it cannot be done, say so today.",
            "",
            chair,
        )
    ).rstrip()
