"""Facts about what was prepared: who was asked what before the meeting, and who has not answered."""

from collections.abc import Iterable
from datetime import datetime

from chairtui.core.asking import Asked, asked, unanswered
from chairtui.core.calendar.deadlines import add_working_days, local_day
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee, left_out
from chairtui.core.vocabulary import Stage
from chairtui.core.with_ids import find
from chairtui.standards.facts.fact import fact
from chairtui.standards.facts.sight import Sight
from chairtui.standards.verdict import Expected

OWN = "social-care"
"""Those who hold the meeting ask themselves nothing in writing."""


@fact("preparing.now")
def _(sight: Sight) -> bool:
    """Whether the meeting is being prepared: it has not begun, and is not cancelled."""
    return sight.meeting.stage is Stage.PREPARING and not sight.meeting.preparing.cancelled_because


@fact("preparing.eve")
def _(sight: Sight) -> bool:
    """Whether the meeting is today or on the next working day."""
    planned = sight.meeting.scheduled_at
    return planned is not None and local_day(planned) <= add_working_days(sight.today, 1)


@fact("requests.overdue")
def _(sight: Sight) -> tuple[str, ...]:
    """Who was asked something before the meeting and has not answered by the day that was given."""
    if sight.meeting.stage is not Stage.PREPARING:
        return ()
    return tuple(sight.title(line) for line in outstanding(sight.meeting, sight.now, Asked.OVERDUE))


@fact("requests.unasked")
def _(sight: Sight) -> tuple[str, ...]:
    """Who is expected and was not asked before the meeting what they know."""
    if sight.meeting.stage is not Stage.PREPARING:
        return ()
    return tuple(one.title for one in unasked(sight.meeting, sight.expected, sight.now))


def outstanding(meeting: Meeting, now: datetime, *states: Asked) -> tuple[Attendee, ...]:
    """Return whose requests stand in one of these states, unless they were left out for good."""
    register = meeting.attendance.register
    waiting = (line for line in register if not left_out_for_good(line))
    return tuple(line for line in waiting if asked(meeting, line.id, now) in states)


def unasked(meeting: Meeting, expected: Iterable[Expected], now: datetime) -> tuple[Expected, ...]:
    """Return the roles that are asked in writing of which no line, and no deputy, was asked."""
    return tuple(
        role
        for role in expected
        if role.agency != OWN
        and all(_unasked(meeting, find(meeting.attendance.register, one), now) for one in role.lines)
    )


def _unasked(meeting: Meeting, line: Attendee | None, now: datetime) -> bool:
    if line is None:
        return True
    return not left_out_for_good(line) and asked(meeting, line.id, now) is Asked.NOT_ASKED


def left_out_for_good(line: Attendee) -> bool:
    """Say whether somebody was left out, and is not asked in writing or by telephone instead."""
    return left_out(line) and not line.invitation.reason.startswith(INSTEAD)


def may_be_asked(line: Attendee, meeting: Meeting) -> bool:
    """Say whether a line is asked in writing: nobody of who holds or leads it, or left out for good."""
    leads = meeting.attendance.is_chair(line)
    return line.agency != OWN and not leads and not left_out_for_good(line)


INSTEAD = "Asked instead"
"""How the reason begins when somebody is not invited but is to answer in another way."""


@fact("invited.unanswered")
def _(sight: Sight) -> tuple[str, ...]:
    """Who was invited and has not said whether they come."""
    return tuple(sight.title(line) for line in _unanswered(sight))


@fact("invited.unanswered_key")
def _(sight: Sight) -> str:
    """Key of the agency of the first of them, to be called."""
    return next((line.agency for line in _unanswered(sight)), "")


def _unanswered(sight: Sight) -> tuple[Attendee, ...]:
    """Return who has not answered while the meeting is prepared; once it has begun, nobody is asked."""
    return unanswered(sight.meeting) if sight.meeting.stage is Stage.PREPARING else ()
