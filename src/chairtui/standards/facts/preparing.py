"""Facts about what was prepared: who was asked what before the meeting, and who has not answered."""

from collections.abc import Iterator

from chairtui.core.asking import Asked, asked
from chairtui.core.calendar.deadlines import add_working_days, local_day
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee, left_out
from chairtui.core.vocabulary import Answer, Stage
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
    return tuple(
        sight.title(line)
        for line in _before(sight)
        if not left_out_for_good(line) and asked(sight.meeting, line.id, sight.now) is Asked.OVERDUE
    )


@fact("requests.unasked")
def _(sight: Sight) -> tuple[str, ...]:
    """Who is expected and was not asked before the meeting what they know."""
    if sight.meeting.stage is not Stage.PREPARING:
        return ()
    return tuple(one.title for one in sight.expected if one.agency != OWN and not _was_asked(sight, one))


def _before(sight: Sight) -> tuple[Attendee, ...]:
    """Return the register while the meeting is prepared; once it has begun, nothing here is asked."""
    return sight.meeting.attendance.register if sight.meeting.stage is Stage.PREPARING else ()


def _was_asked(sight: Sight, role: Expected) -> bool:
    lines = sight.standing_for[role.key]
    return any(
        left_out_for_good(line) or asked(sight.meeting, line.id, sight.now) is not Asked.NOT_ASKED
        for line in lines
    )


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


def _unanswered(sight: Sight) -> Iterator[Attendee]:
    """Yield who was invited and did not answer, unless a deputy did."""
    register = _before(sight)
    answered = {line.deputy_for for line in register if line.invitation.answer is Answer.ACCEPTED}
    for line in register:
        waiting = line.invitation.answer in (Answer.INVITED, Answer.NO_REPLY)
        if waiting and line.id not in answered and not line.written_at:
            yield line
