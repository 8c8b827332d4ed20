"""When what a command tells of can have happened: not before it was agreed, and not later than now.

It is asked at the one door, so that no form, no command and no list can say otherwise. Days are asked, and
not times of a day: those a person reads off their own watch, and this machine's clock may be slow. What a
meeting says already is not asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from msgspec import Struct

from chairtui.core.calendar.deadlines import local_day
from chairtui.core.calendar.when import say_when
from chairtui.core.change import Command, Refused
from chairtui.core.clock_changes import AHEAD
from chairtui.core.fields import days_in
from chairtui.core.meeting import Meeting
from chairtui.core.series import JoinSeries, names_of
from chairtui.core.with_ids import find

TO_COME = AHEAD | frozenset(
    {
        "Action.due_on",
        "Child.expected_on",
        "ChronologyRow.on",
        "Further.due_on",
        "OverrideMinimum.reconvene_at",
        "PlanConference.target_on",
        "PlanNextMeeting.at",
        "PrepareMeeting.scheduled_at",
        "Question.due_on",
        "Seeing.due_on",
        "Team.transferred_on",
        "Voice.gather_by",
        "Withhold.later_on",
    }
)
"""Days and times that may lie ahead; whatever else a command gives a day has happened."""
TOLD_ELSEWHERE = (JoinSeries,)
"""Commands that say of other meetings what these said."""

Floor = Callable[[Any, Meeting], date | None]
"""Returns before which day something cannot have happened, where that is known."""


class Said(NamedTuple):
    """A day or a time that a command gives."""

    of: Struct
    field: str
    value: date

    @property
    def name(self) -> str:
        """The field with its type: `Action.ended_on`."""
        return f"{type(self.of).__name__}.{self.field}"

    @property
    def day(self) -> date:
        """The day in England."""
        return local_day(self.value) if isinstance(self.value, datetime) else self.value


def ask_when(command: Command, meeting: Meeting, now: datetime) -> None:
    """See that all that a command says to have happened can have happened by `now` (UTC).

    Raises:
        Refused: something lies ahead, or before it was agreed.
    """
    if isinstance(command, TOLD_ELSEWHERE):
        return
    for said in days_said(command):
        if not _is_possible(said, meeting, now) and not _stands(said, meeting):
            raise Refused(_why_not(said, meeting))


def days_said(value: Any) -> Iterator[Said]:
    """Yield every day and time in a value at which something is said to have happened."""
    for of, field, day in days_in(value):
        if f"{type(of).__name__}.{field}" not in TO_COME:
            yield Said(of, field, day)


def _is_possible(said: Said, meeting: Meeting, now: datetime) -> bool:
    return not _lies_ahead(said, meeting, now) and not _is_too_early(said, meeting)


def _lies_ahead(said: Said, meeting: Meeting, now: datetime) -> bool:
    """Say whether a day has not come; a machine whose clock was wrong before does not know better."""
    return not meeting.clock_changes and said.day > local_day(now)


def _is_too_early(said: Said, meeting: Meeting) -> bool:
    floor = _floor(said, meeting)
    return floor is not None and said.day < floor


def _floor(said: Said, meeting: Meeting) -> date | None:
    floor = FLOORS.get(said.name)
    return floor(said.of, meeting) if floor else None


def _stands(said: Said, meeting: Meeting) -> bool:
    """Say whether the meeting has this very day or time in a field of that name."""
    return any(one.field == said.field and one.value == said.value for one in days_said(meeting))


def _why_not(said: Said, meeting: Meeting) -> str:
    floor = _floor(said, meeting)
    if floor is not None and said.day < floor:
        return f"{say_when(said.value)} is before {say_when(floor)}, when it was agreed. Give the right day."
    return f"{say_when(said.value)} lies ahead. Note it once it has happened."


def _held(meeting: Meeting) -> date | None:
    return local_day(meeting.started_at) if meeting.started_at else None


def _first_held(meeting: Meeting) -> date | None:
    """Return the day of the first meeting of the series; nothing where that of one is not known."""
    days = [
        _held(meeting),
        *(local_day(one.held_at) if one.held_at else None for one in meeting.series.earlier),
    ]
    known = [day for day in days if day]
    return min(known) if len(known) == len(days) else None


def _agreed(key: str, meeting: Meeting) -> date | None:
    """Return the day on which an action or question (id) was agreed: here, or at an earlier meeting."""
    carried = find(meeting.series.carried, key)
    return _first_held(meeting) if carried or _goes_on(key, meeting) else _held(meeting)


def _goes_on(key: str, meeting: Meeting) -> bool:
    return any(key.startswith(names_of(one.id, "")[1]) for one in meeting.series.earlier)


FLOORS: dict[str, Floor] = {
    "CloseAction.ended_on": lambda one, meeting: _agreed(one.action_id, meeting),
    "Action.ended_on": lambda one, meeting: _agreed(one.id, meeting),
    "AnswerQuestion.answered_on": lambda one, meeting: _agreed(one.question_id, meeting),
    "Question.answered_on": lambda one, meeting: _agreed(one.id, meeting),
    "NoteConferenceHeld.held_on": lambda _, meeting: _first_held(meeting),
    "Seeing.seen_on": lambda _, meeting: _concerned(meeting),
    "NoteDelivery.sent_at": lambda _, meeting: _held(meeting),
    "NoteDelivery.returned_at": lambda _, meeting: _held(meeting),
    "NoteDelivery.acknowledged_at": lambda _, meeting: _held(meeting),
}
"""Before which day what is noted afterwards cannot have happened, by field; an enquiry asks itself."""


def _concerned(meeting: Meeting) -> date | None:
    """Return the day of the first concern: who sees a child may have done so before the meeting."""
    raised, first = meeting.concern.raised_at, _first_held(meeting)
    return min(local_day(raised), first) if raised and first else None
