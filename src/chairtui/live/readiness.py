"""How ready a meeting is: who has not answered, what is outstanding, which reasons are missing, the clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct

from chairtui.core.asking import Asked, asked
from chairtui.core.calendar.deadlines import next_midnight
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee, left_out
from chairtui.core.scheduling import (
    allowed_days,
    cancellations_due,
    day_number,
    is_late,
    off_words,
    updates_due,
)
from chairtui.core.vocabulary import Answer
from chairtui.core.with_ids import find
from chairtui.standards.facts.preparing import OWN, left_out_for_good
from chairtui.standards.verdict import Expected

WAITING = (Answer.INVITED, Answer.NO_REPLY)


class Readiness(Struct, frozen=True, kw_only=True):
    """What is still to be done before a meeting; the names are those of agencies and roles."""

    not_invited: tuple[str, ...] = ()
    """Expected, and it is not written whether they were invited."""
    not_answered: tuple[str, ...] = ()
    not_asked: tuple[str, ...] = ()
    """Expected, and not asked before the meeting what they know."""
    outstanding: tuple[str, ...] = ()
    """Asked, and not answered."""
    overdue: tuple[str, ...] = ()
    """Those of them whose day has gone."""
    reasons: tuple[str, ...] = ()
    """Reasons that are missing, in words."""
    to_call: tuple[tuple[str, str], ...] = ()
    """What is missing of whom, and the key of the agency that is called about it."""
    updates: int = 0
    """Invitations that name another time, or a meeting that is cancelled."""
    conflicts: int = 0
    """How many things two machines changed without having seen each other, and nobody has settled."""
    day: int | None = None
    days: int | None = None
    late: bool = False
    cancelled: str = ""
    """Why it is cancelled."""
    off: str = ""
    """That it is planned for a day on which few are at work."""

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        left = (self.not_invited, self.not_answered, self.not_asked, self.outstanding, self.reasons)
        return not (any(left) or self.updates or self.conflicts)

    @property
    def words(self) -> str:
        """All of it in a few words: `3 not answered · 2 requests outstanding · day 2 of 3`."""
        return " · ".join(_parts(self))


def readiness(
    meeting: Meeting, expected: Sequence[Expected], figures: Mapping[str, Any], now: datetime
) -> Readiness:
    """Return how ready a meeting is; without a time, the clock is that of a meeting held now."""
    cancelled = meeting.preparing.cancelled_because
    if cancelled:
        due = len(cancellations_due(meeting))
        return Readiness(cancelled=cancelled, updates=due, conflicts=len(meeting.conflicts))
    roles = [(one, find(meeting.attendance.register, one.attendee_id)) for one in expected]
    states = {one.key: _asked(meeting, one, line, now) for one, line in roles}
    at = meeting.scheduled_at or now
    return Readiness(
        not_invited=tuple(one.title for one, line in roles if _unknown(meeting, line)),
        not_answered=tuple(one.title for one, line in roles if line and _waits(meeting, line)),
        not_asked=tuple(one.title for one in expected if states[one.key] is Asked.NOT_ASKED),
        outstanding=tuple(one.title for one in expected if states[one.key] in OUTSTANDING),
        overdue=tuple(one.title for one in expected if states[one.key] is Asked.OVERDUE),
        reasons=tuple(_reasons(meeting, figures, at)),
        to_call=tuple(
            (words, one.agency) for one, line in roles if (words := _missing(meeting, line, states[one.key]))
        ),
        updates=len(updates_due(meeting)),
        conflicts=len(meeting.conflicts),
        day=day_number(meeting, at) if meeting.concern.raised_at else None,
        days=allowed_days(meeting, figures),
        late=is_late(meeting, figures, at),
        off=off_words(meeting),
    )


def holds_until(meeting: Meeting, now: datetime) -> datetime | None:
    """Return the moment (UTC) until which the words of a meeting that is prepared hold.

    A request is overdue once its time has gone; without a time of its own a meeting is a day later each day.
    """
    changes = [one.reply_by for one in meeting.preparing.requests if one.reply_by and one.reply_by > now]
    if meeting.scheduled_at is None:
        changes.append(next_midnight(now))
    return None if meeting.preparing.cancelled_because else min(changes, default=None)


OUTSTANDING = (Asked.WRITTEN, Asked.OUTSTANDING, Asked.OVERDUE)


def _unknown(meeting: Meeting, line: Attendee | None) -> bool:
    """Say whether it is not written what became of inviting somebody; whoever leads invites the others."""
    if line is None:
        return True
    unknown = line.invitation.answer is Answer.UNKNOWN
    return unknown and not meeting.attendance.is_chair(line) and not line.written_at and line.here is None


def _waits(meeting: Meeting, line: Attendee) -> bool:
    register = meeting.attendance.register
    deputy = any(one.deputy_for == line.id and one.invitation.answer is Answer.ACCEPTED for one in register)
    return line.invitation.answer in WAITING and not deputy and not line.written_at


def _asked(meeting: Meeting, role: Expected, line: Attendee | None, now: datetime) -> Asked:
    if role.agency == OWN or (line and left_out_for_good(line)):
        return Asked.RETURNED
    return asked(meeting, line.id, now) if line else Asked.NOT_ASKED


def _missing(meeting: Meeting, line: Attendee | None, state: Asked) -> str:
    holds = {
        "not invited": _unknown(meeting, line),
        "not answered": line is not None and _waits(meeting, line),
        "not asked": state is Asked.NOT_ASKED,
        "request outstanding": state in OUTSTANDING and state is not Asked.OVERDUE,
        "request OVERDUE": state is Asked.OVERDUE,
    }
    return ", ".join(words for words, so in holds.items() if so)


def _reasons(meeting: Meeting, figures: Mapping[str, Any], at: datetime) -> Iterator[str]:
    if is_late(meeting, figures, at) and not meeting.concern.late_because.strip():
        yield "why it is late"
    register = meeting.attendance.register
    bare = [one for one in register if one.invitation.answer is Answer.NOT_INVITED and not left_out(one)]
    if bare:
        yield _counted(len(bare), "reason for not inviting", "reasons for not inviting")


def _parts(readiness: Readiness) -> Iterator[str]:
    if readiness.cancelled:
        yield f"cancelled: {readiness.cancelled}"
        if readiness.updates:
            yield _counted(readiness.updates, "cancellation to send", "cancellations to send")
        yield from _conflict_words(readiness)
        return
    if readiness.not_invited:
        yield f"{len(readiness.not_invited)} not invited"
    if readiness.not_answered:
        yield f"{len(readiness.not_answered)} not answered"
    if readiness.not_asked:
        yield f"{len(readiness.not_asked)} not asked"
    if readiness.outstanding:
        late = f" ({len(readiness.overdue)} OVERDUE)" if readiness.overdue else ""
        yield _counted(len(readiness.outstanding), "request outstanding", "requests outstanding") + late
    if readiness.updates:
        yield _counted(readiness.updates, "update to send", "updates to send")
    if readiness.reasons:
        yield f"missing: {', '.join(readiness.reasons)}"
    yield from _conflict_words(readiness)
    if readiness.done:
        yield "ready"
    yield _clock(readiness)
    if readiness.off:
        yield readiness.off


def _conflict_words(readiness: Readiness) -> Iterator[str]:
    if readiness.conflicts:
        it = "it" if readiness.conflicts == 1 else "them"
        yield f"{_counted(readiness.conflicts, 'thing', 'things')} changed on two machines: settle {it}"


def _clock(readiness: Readiness) -> str:
    if readiness.day is None:
        return "no time of concern"
    of = "" if readiness.days is None else f" of {readiness.days}"
    return f"day {readiness.day}{of}{', LATE' if readiness.late else ''}"


def _counted(number: int, single: str, several: str) -> str:
    return f"{number} {single if number == 1 else several}"
