"""What agencies were asked before the meeting, and what came of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from chairtui.core.calendar.deadlines import is_overdue
from chairtui.core.preparing import Paper
from chairtui.core.vocabulary import Answer
from chairtui.core.with_ids import find

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting
    from chairtui.core.register import Attendee


class Asked(StrEnum):
    """Where an information request stands."""

    NOT_ASKED = "not asked"
    WRITTEN = "written, not sent"
    OUTSTANDING = "outstanding"
    OVERDUE = "OVERDUE"
    RETURNED = "returned"


def has_told(meeting: Meeting, attendee_id: str) -> bool:
    """Say whether something came from somebody before the meeting, if only that they hold nothing."""
    line = find(meeting.attendance.register, attendee_id)
    turn = meeting.sharing.turn(attendee_id)
    shared = any(one.attendee_id == attendee_id for one in meeting.sharing.contributions)
    return bool(shared or turn.nothing_known or turn.withholds or (line and line.written_at))


def asked(meeting: Meeting, attendee_id: str, now: datetime) -> Asked:
    """Return where the request to somebody stands."""
    request = find(meeting.preparing.requests, attendee_id)
    if (request and request.returned_at) or has_told(meeting, attendee_id):
        return Asked.RETURNED
    if request and is_overdue(None, request.reply_by, now):
        return Asked.OVERDUE
    if was_sent(meeting, attendee_id):
        return Asked.OUTSTANDING
    return Asked.WRITTEN if request else Asked.NOT_ASKED


def unanswered(meeting: Meeting) -> tuple[Attendee, ...]:
    """Return who was invited and has not said whether they come, unless a deputy comes or they wrote."""
    register = meeting.attendance.register
    answered = {line.deputy_for for line in register if line.invitation.answer is Answer.ACCEPTED}
    waiting = (line for line in register if line.invitation.answer in (Answer.INVITED, Answer.NO_REPLY))
    return tuple(line for line in waiting if line.id not in answered and not line.written_at)


def was_sent(meeting: Meeting, attendee_id: str) -> bool:
    """Say whether an information request is noted as sent to somebody, written here or elsewhere."""
    sent = meeting.preparing.sent
    return any(one.attendee_id == attendee_id and one.paper is Paper.REQUEST for one in sent)
