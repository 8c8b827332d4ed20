"""What is sent to somebody to remind them of what they said they would do: no child is named in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from msgspec import Struct

from chairtui.core.actions import HandedOn
from chairtui.core.calendar.deadlines import is_overdue, local_day, working_days_between
from chairtui.core.calendar.when import say_when


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


def how_late(due_on: date | None, due_at: datetime | None, now: datetime) -> str:
    """Return when something is due at `now` (UTC), in working days: today, in so many, or so many ago."""
    if due_on is None:
        return "no day was agreed"
    today = local_day(now)
    if due_on == today:
        return "OVERDUE since its time today" if is_overdue(due_on, due_at, now) else "due today"
    days = abs(working_days_between(today, due_on))
    many = f"{days} working day{'' if days == 1 else 's'}"
    return f"due in {many}" if due_on > today else f"OVERDUE by {many}" if days else "OVERDUE"


def reminder(owner: str, actions: Iterable[ToDo], now: datetime, chair: str) -> str:
    """Return the text that is pasted into a message to one owner."""
    lines = []
    for action in actions:
        due = action.due_at or action.due_on
        by = f", by {say_when(due)}" if due else ""
        late = how_late(action.due_on, action.due_at, now)
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
