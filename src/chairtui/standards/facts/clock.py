"""Facts about the clock of the meeting: by when it has to be held, and whether it is."""

from datetime import date

from chairtui.core.calendar.deadlines import local_day, working_days_between
from chairtui.core.calendar.when import say_when
from chairtui.core.scheduling import DAYS, SAME_DAY, due_on, is_first, meeting_day
from chairtui.standards.facts.fact import fact
from chairtui.standards.facts.sight import Sight


def _due_on(sight: Sight) -> date | None:
    figures = {name: sight.figures.get(f"figure.{name}") for name in (DAYS, SAME_DAY)}
    return due_on(sight.meeting, figures)


@fact("clock.runs")
def _(sight: Sight) -> bool:
    """Whether the time from the concern counts: no earlier meeting was held about it."""
    return is_first(sight.meeting)


@fact("clock.late")
def _(sight: Sight) -> bool | None:
    """Whether the meeting is, or will be, later than the profile's working days after the concern."""
    due = _due_on(sight)
    if due is None:
        return None if sight.figure("meeting_working_days") else False
    return (meeting_day(sight.meeting) if _dated(sight) else sight.today) > due  # type: ignore[operator]


def _dated(sight: Sight) -> bool:
    return bool(sight.meeting.started_at or sight.meeting.scheduled_at)


@fact("clock.due_on")
def _(sight: Sight) -> str:
    """By which day the meeting has to be held."""
    due = _due_on(sight)
    return say_when(due) if due else "not known"


@fact("clock.day_number")
def _(sight: Sight) -> int:
    """The working day after the concern on which the meeting is; 0 when it is not known."""
    raised = sight.meeting.concern.raised_at
    return working_days_between(local_day(raised), sight.day) if raised else 0


@fact("clock.explained")
def _(sight: Sight) -> bool:
    """Whether it is written why the meeting is late."""
    return bool(sight.meeting.concern.late_because.strip())
