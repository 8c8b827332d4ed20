"""Facts about the conference and its clocks, and about the enquiries that it belongs to."""

from datetime import date

from chairtui.core.calendar.deadlines import working_days_between
from chairtui.core.calendar.when import say_when
from chairtui.core.conference_clocks import Counting, conference_clocks, whose
from chairtui.core.listing import how_many
from chairtui.standards.facts.fact import fact
from chairtui.standards.facts.sight import Sight


def _counted(sight: Sight) -> tuple[Counting, ...]:
    allowed = sight.figure("conference_working_days")
    return conference_clocks(sight.meeting, allowed) if allowed else ()


def _first_due(sight: Sight) -> date | None:
    """Return the first of the last days for a conference that still may be needed."""
    return min((one.clocks.from_initiating for one in _counted(sight) if one.awaits), default=None)


@fact("conference.in_time")
def _(sight: Sight) -> bool | None:
    """Whether its target is within the profile's working days of the discussion that initiated enquiries."""
    conference, due = sight.meeting.plan.conference, _first_due(sight)
    if conference is None or conference.held_on:
        return True
    if due is None:
        return True
    return None if conference.target_on is None else conference.target_on <= due


@fact("conference.late")
def _(sight: Sight) -> str:
    """By how many working days the target is late, and since when they are counted."""
    conference, due = sight.meeting.plan.conference, _first_due(sight)
    if conference is None or conference.target_on is None or due is None:
        return ""
    days = working_days_between(due, conference.target_on)
    began = next(one.clocks.initiated_on for one in _counted(sight) if one.clocks.from_initiating == due)
    late = f"{how_many(days, 'working day')} late"
    return f"{late}: its last day is {say_when(due)}, counted from {say_when(began)}"


@fact("conference.due")
def _(sight: Sight) -> str:
    """The last day for the conference, in words; empty where no enquiry runs."""
    due = _first_due(sight)
    return say_when(due) if due else "not known"


def _overdue(sight: Sight) -> list[Counting]:
    return [one for one in _counted(sight) if not one.known and sight.today > one.clocks.from_initiating]


@fact("enquiry.overdue")
def _(sight: Sight) -> bool:
    """Whether enquiries began longer ago than a conference may take, and their outcome is not written."""
    return bool(_overdue(sight))


@fact("enquiry.since")
def _(sight: Sight) -> str:
    """About whom these enquiries are, where not about all the children, and when they began."""
    overdue = _overdue(sight)
    names = whose(sight.meeting, [child for one in overdue for child in one.children])
    began = say_when(min((one.clocks.initiated_on for one in overdue), default=sight.day))
    return f"{f'about {names} ' if names else ''}began on {began}"


@fact("conference.needed")
def _(sight: Sight) -> bool:
    """Whether days are counted to a conference: enquiries run, and nothing says that none is needed."""
    return any(not one.needless for one in _counted(sight))


@fact("conference.held_in_time")
def _(sight: Sight) -> bool | None:
    """Whether that about each child was held within the days from the discussion that initiated enquiries.

    Not known while such a day is still to come.
    """
    return _all_held(sight, [(day, one.clocks.from_initiating) for one, day in _needed(sight)])


@fact("conference.held_in_time_from_last")
def _(sight: Sight) -> bool | None:
    """Whether that about each child was held within the days from the last discussion, as some count.

    Not known while such a day is still to come.
    """
    return _all_held(sight, [(day, one.clocks.from_last) for one, day in _needed(sight)])


def _needed(sight: Sight) -> list[tuple[Counting, date | None]]:
    """Return the clocks of each child who may need a conference, and the day on which it was held."""
    return [(one, day) for one in _counted(sight) if not one.needless for day in one.held_on]


def _all_held(sight: Sight, held: list[tuple[date | None, date]]) -> bool | None:
    if any((day or sight.today) > due for day, due in held):
        return False
    return True if held and all(day for day, _ in held) else None
