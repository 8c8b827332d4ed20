"""What became of each action, question and appointment over the meetings about one child.

An action that a later meeting carries on is the same action, and so is a question. It has ended once any of
the meetings says so; while none does, it stands as the newest has it.

Source: requirement of the audit that actions are tracked through a series; multi-agency audit of strategy
discussions, Bromley 2020: "ensure that actions could be easily tracked".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.actions import Action
from chairtui.core.calendar.deadlines import how_late, local_day
from chairtui.core.calendar.when import When
from chairtui.core.chronology import Booking
from chairtui.core.meeting import Meeting
from chairtui.core.people import folded
from chairtui.core.questions import Question
from chairtui.core.series import Carried, CarriedKind, names_of
from chairtui.core.vocabulary import ActionStatus, BookingOutcome
from chairtui.core.with_ids import find

T = TypeVar("T", Action, Question, Booking)


class Kind(StrEnum):
    """What is followed from meeting to meeting."""

    ACTION = "action"
    QUESTION = "question of the enquiry"
    APPOINTMENT = "appointment"


class State(StrEnum):
    """What became of it."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"
    ANSWERED = "answered"
    KEPT = "kept"
    MISSED = "missed"
    UNKNOWN = "not known yet"

    @property
    def waits(self) -> bool:
        """Whether something is still to come of it."""
        return self in (State.OPEN, State.UNKNOWN)


class Thread(Struct, frozen=True, kw_only=True):
    """One action, question or appointment over all the meetings that have it."""

    id: str
    kind: Kind
    words: str
    state: State
    owner: str = ""
    agency: str = ""
    """Key of the agency register; of a question none is known."""
    due: When | None = None
    """By when it is to be done; of an appointment, when it is."""
    became: str = ""
    """How we know that it was done or why it was cancelled; of a question, what was found out."""
    ended_on: date | None = None
    meetings: tuple[str, ...]
    """Ids of the meetings that have it, the first first."""

    def how_late(self, now: datetime) -> str:
        """Return how late it is, in words, where something is still to come of it; nothing if it is not."""
        due = self.due
        return how_late(due.on, due.at, now) if due is not None and self.state.waits else ""


class _Had(NamedTuple):
    """What one meeting says of it."""

    meeting: Meeting
    value: Action | Question | Booking
    shown: bool
    """Whether the meeting is about the child; of another only what it ended counts."""


def threads(about: Iterable[tuple[Meeting, str | None]], told: Sequence[Carried] = ()) -> tuple[Thread, ...]:
    """Return what became of each, in the order in which they came up.

    `about` are the meetings, oldest first, each with the id of the child there: what belongs to another of
    its children alone is left out. One that is about others alone, and goes on with the same, has no id:
    that something ended there counts, and nothing else of it is told. `told` is what meetings that are not
    kept here left open.
    """
    chains: list[list[_Had]] = []
    for meeting, child_id in about:
        for value in _of(meeting, child_id):
            taken = find(meeting.series.carried, value.id)
            same = [chain for chain in chains if _is_same(value, meeting, chain)]
            by = taken.left_by if taken else ""
            same.sort(key=lambda chain: all(had.meeting.id != by for had in chain))
            own = next(iter(same), None)
            had = _Had(meeting, value, child_id is not None)
            if own is not None:
                own.append(had)
            elif had.shown:
                chains.append([had])
    waiting = (one for one in told if one.kind is not CarriedKind.DISSENT)
    left = {one.id: one for one in waiting if not any(_has(one, chain) for chain in chains)}
    return (*map(_left, left.values()), *map(_thread, chains))


def is_anothers(meeting: Meeting, child_id: str, answers: Iterable[str]) -> bool:
    """Say whether what answers these (ids) answers only what was shared about other children of a meeting."""
    shared = [find(meeting.sharing.contributions, key) for key in answers]
    children = [one.children if one else () for one in shared]
    return bool(children) and all(one and child_id not in one for one in children)


def _of(meeting: Meeting, child_id: str | None) -> Iterator[Action | Question | Booking]:
    for action in meeting.plan.actions:
        if not action.tells and not _is_left_out(meeting, child_id, action.answers):
            yield action
    yield from meeting.plan.questions
    for booking in meeting.sharing.bookings:
        if not booking.risk or not _is_left_out(meeting, child_id, (booking.risk,)):
            yield booking


def _is_left_out(meeting: Meeting, child_id: str | None, answers: Iterable[str]) -> bool:
    return child_id is not None and is_anothers(meeting, child_id, answers)


def _has(item: Carried, chain: Sequence[_Had]) -> bool:
    """Say whether what a meeting that is not kept here left open is one that others have."""
    return any(
        had.value.id == item.id
        and (find(had.meeting.series.carried, item.id) or folded(_words(had.value)) == folded(item.words))
        for had in chain
    )


def _is_same(value: Action | Question | Booking, meeting: Meeting, chain: Sequence[_Had]) -> bool:
    """Say whether a meeting goes on with what earlier ones had.

    The ids of documents are short: two meetings may use one for different things.
    """
    last = chain[-1].value
    if type(last) is not type(value) or chain[-1].meeting is meeting:
        return False
    if isinstance(value, Booking) and isinstance(last, Booking):
        return (folded(value.what), value.when) == (folded(last.what), last.when)
    carried = find(meeting.series.carried, value.id) is not None
    plain, apart = names_of(chain[-1].meeting.id, last.id)
    alike = carried or folded(_words(value)) == folded(_words(last))
    return value.id == apart or (value.id == plain and alike)


def _words(value: Action | Question | Booking) -> str:
    return value.words if isinstance(value, Question) else value.what


def _thread(chain: Sequence[_Had]) -> Thread:
    """Return what became of one; where it ended in a meeting about others, that it did, and when."""
    thread, beside = _told([had for had in chain if had.shown]), [had for had in chain if not had.shown]
    ended = _told(beside) if beside and thread.state.waits else thread
    return replace(thread, state=ended.state, ended_on=ended.ended_on) if not ended.state.waits else thread


def _told(chain: Sequence[_Had]) -> Thread:
    value, meetings = chain[-1].value, tuple(had.meeting.id for had in chain)
    if isinstance(value, Action):
        return _action(_standing(chain, Action, lambda one: one.status is not ActionStatus.OPEN), meetings)
    if isinstance(value, Question):
        return _question(_standing(chain, Question, lambda one: not one.is_open), meetings)
    known = _standing(chain, Booking, lambda one: one.outcome is not BookingOutcome.PENDING)
    line = find(chain[-1].meeting.attendance.register, value.attendee_id)
    return _appointment(known, meetings, line.agency if line else "")


def _standing(chain: Sequence[_Had], kind: type[T], ended: Callable[[T], bool]) -> T:
    """Return it as the newest meeting has it that says it has ended; else as the newest has it."""
    values = [had.value for had in reversed(chain) if isinstance(had.value, kind)]
    return next(filter(ended, values), values[0])


def _action(action: Action, meetings: tuple[str, ...]) -> Thread:
    return Thread(
        id=action.id,
        kind=Kind.ACTION,
        words=action.what,
        state=State(action.status.value),
        owner=action.owner,
        agency=action.agency,
        due=_due(action.due_on, action.due_at),
        became=action.evidence,
        ended_on=action.ended_on,
        meetings=meetings,
    )


def _question(question: Question, meetings: tuple[str, ...]) -> Thread:
    by = f" ({question.answered_by})" if question.answered_by else ""
    return Thread(
        id=question.id,
        kind=Kind.QUESTION,
        words=question.words,
        state=State.OPEN if question.is_open else State.ANSWERED,
        owner=question.owner,
        due=_due(question.due_on),
        became="" if question.is_open else f"{question.answer}{by}",
        ended_on=None if question.is_open else question.answered_on,
        meetings=meetings,
    )


def _appointment(booking: Booking, meetings: tuple[str, ...], agency: str) -> Thread:
    return Thread(
        id=booking.id,
        kind=Kind.APPOINTMENT,
        words=booking.what,
        state=State(booking.outcome.value),
        owner=booking.owner,
        agency=agency,
        due=booking.when,
        meetings=meetings,
    )


def _left(item: Carried) -> Thread:
    return Thread(
        id=item.id,
        kind=Kind.QUESTION if item.kind is CarriedKind.QUESTION else Kind.ACTION,
        words=item.words,
        state=State.OPEN,
        owner=item.owner,
        agency=item.agency,
        due=_due(item.due_on, item.due_at),
        meetings=(item.left_by,) if item.left_by else (),
    )


def _due(on: date | None, at: datetime | None = None) -> When | None:
    day = on or (local_day(at) if at else None)
    return When(day, at) if day else None


def state_words(thread: Thread, now: datetime) -> str:
    """Return what became of one in a word or two: `open`, `9 days late`, `done`, `kept`."""
    late = thread.how_late(now) if thread.kind is not Kind.APPOINTMENT else ""
    return late or thread.state.value
