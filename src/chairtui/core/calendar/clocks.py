"""The time of day in England, and the nights in which its clocks change."""

from datetime import datetime, time

from chairtui.core.calendar.deadlines import LONDON


def say_clock(instant: datetime) -> str:
    """Return the time of day in England, as in “14:00”; in a night in which clocks change, “01:30 BST”."""
    local = instant.astimezone(LONDON)
    return f"{local:%H:%M} {local.tzname()}" if clocks_change_near(instant) else f"{local:%H:%M}"


def clocks_change_near(instant: datetime) -> bool:
    """Say whether England's clocks change in the early hours to which an instant belongs, or at it."""
    local = instant.astimezone(LONDON)
    early, late = (datetime.combine(local.date(), hour, LONDON) for hour in (time(), _MORNING))
    change = early.utcoffset() != late.utcoffset() and local.time() < _MORNING
    return change or local.utcoffset() != local.replace(fold=not local.fold).utcoffset()


_MORNING = time(4)
"""From then on nobody asks which time is meant in a night in which clocks change."""
