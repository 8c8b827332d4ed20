"""The agenda as it stands: its items, their minutes, and moving one of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from chairtui.core.preparing import Item, usual_agenda
from chairtui.core.vocabulary import Step

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting


def agenda_of(meeting: Meeting) -> tuple[Item, ...]:
    """Return the agenda that was set, or the usual one."""
    return meeting.preparing.agenda or usual_agenda()


def total(meeting: Meeting) -> int:
    """Return how many minutes the agenda takes."""
    return sum(item.minutes for item in agenda_of(meeting))


def length(meeting: Meeting) -> timedelta:
    """Return how long the meeting takes, in whole half-hours."""
    return timedelta(minutes=-(-total(meeting) // 30) * 30)


def minutes_of(meeting: Meeting, step: Step) -> int:
    """Return the minutes of a step."""
    return next((item.minutes for item in agenda_of(meeting) if item.step is step), 0)


def moved(items: tuple[Item, ...], item_id: str, by: int) -> tuple[Item, ...]:
    """Return the items with one of them so many places further down; at the ends it stays."""
    number = next((n for n, item in enumerate(items) if item.id == item_id), None)
    if number is None or not 0 <= number + by < len(items):
        return items
    order = list(items)
    order.insert(number + by, order.pop(number))
    return tuple(order)
