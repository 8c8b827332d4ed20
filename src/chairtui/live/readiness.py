"""How ready a meeting is: who has not answered, what is outstanding, which reasons are missing, the clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct

from chairtui.core.asking import Asked, unanswered
from chairtui.core.calendar.deadlines import late_from, next_midnight
from chairtui.core.listing import how_many
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
from chairtui.standards.facts.preparing import outstanding, unasked
from chairtui.standards.verdict import Expected


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
    not_invited = [one for one in expected if _unknown(meeting, one)]
    not_answered = unanswered(meeting)
    not_asked = unasked(meeting, expected, now)
    waiting = outstanding(meeting, now, Asked.WRITTEN, Asked.OUTSTANDING)
    overdue = outstanding(meeting, now, Asked.OVERDUE)
    named = _Named(expected)
    at = meeting.scheduled_at or now
    return Readiness(
        not_invited=named.titles(not_invited),
        not_answered=named.titles(not_answered),
        not_asked=named.titles(not_asked),
        outstanding=named.titles((*waiting, *overdue)),
        overdue=named.titles(overdue),
        reasons=tuple(_reasons(meeting, figures, at)),
        to_call=named.missing(
            {
                "not invited": not_invited,
                "not answered": not_answered,
                "not asked": not_asked,
                "request outstanding": waiting,
                "request OVERDUE": overdue,
            }
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
    late = (late_from(one.reply_by) for one in meeting.preparing.requests if one.reply_by)
    changes = [at for at in late if at > now]
    if meeting.scheduled_at is None:
        changes.append(next_midnight(now))
    return None if meeting.preparing.cancelled_because else min(changes, default=None)


class _Named:
    """What a role or a line is called, and which agency is called about it."""

    def __init__(self, expected: Sequence[Expected]) -> None:
        self._roles = {line: one for one in reversed(expected) for line in one.lines}

    def titles(self, those: Iterable[Expected | Attendee]) -> tuple[str, ...]:
        """Return what each is called: a line as the role that it is the one line of."""
        return tuple(map(self._title, those))

    def missing(self, by: Mapping[str, Iterable[Expected | Attendee]]) -> tuple[tuple[str, str], ...]:
        """Return what is missing of each agency in words, and its key."""
        missing: dict[str, dict[str, None]] = {}
        for words, those in by.items():
            for asked in those:
                role = asked if isinstance(asked, Expected) else self._roles.get(asked.id)
                missing.setdefault(role.agency if role else asked.agency, {})[words] = None
        return tuple((", ".join(words), key) for key, words in missing.items())

    def _title(self, asked: Expected | Attendee) -> str:
        if isinstance(asked, Expected):
            return asked.title
        role = self._roles.get(asked.id)
        return role.title if role and len(role.lines) == 1 else asked.called or asked.agency


def _unknown(meeting: Meeting, role: Expected) -> bool:
    """Say whether it is not written what became of inviting anybody for a role; whoever leads invites."""
    lines = [line for line in meeting.attendance.register if line.id in role.lines]
    return all(
        line.invitation.answer is Answer.UNKNOWN
        and not meeting.attendance.is_chair(line)
        and not line.written_at
        and line.here is None
        for line in lines
    )


def _reasons(meeting: Meeting, figures: Mapping[str, Any], at: datetime) -> Iterator[str]:
    if is_late(meeting, figures, at) and not meeting.concern.late_because.strip():
        yield "why it is late"
    register = meeting.attendance.register
    bare = [one for one in register if one.invitation.answer is Answer.NOT_INVITED and not left_out(one)]
    if bare:
        yield how_many(len(bare), "reason for not inviting", "reasons for not inviting")


def _parts(readiness: Readiness) -> Iterator[str]:
    if readiness.cancelled:
        yield f"cancelled: {readiness.cancelled}"
        if readiness.updates:
            yield how_many(readiness.updates, "cancellation to send", "cancellations to send")
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
        yield how_many(len(readiness.outstanding), "request outstanding", "requests outstanding") + late
    if readiness.updates:
        yield how_many(readiness.updates, "update to send", "updates to send")
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
        yield f"{how_many(readiness.conflicts, 'thing', 'things')} changed on two machines: settle {it}"


def _clock(readiness: Readiness) -> str:
    if readiness.day is None:
        return "no time of concern"
    of = "" if readiness.days is None else f" of {readiness.days}"
    return f"day {readiness.day}{of}{', LATE' if readiness.late else ''}"
