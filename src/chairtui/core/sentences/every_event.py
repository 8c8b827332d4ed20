"""Every event as a sentence: the history of a meeting as people read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct

from chairtui.core.actions import (
    ActionAcknowledged,
    ActionAllotted,
    ActionClosed,
    ActionHandedOn,
    ReminderNoted,
)
from chairtui.core.calendar.when import say_when
from chairtui.core.change import Event
from chairtui.core.clock_changes import OF_THE_CLOCK, ClockChange, ClockNotBelieved, OfTheClock
from chairtui.core.conflicts import ConflictSettled
from chairtui.core.history.log import Recorded, withdrawn
from chairtui.core.listing import ended, how_many
from chairtui.core.meeting import (
    EventsWithdrawn,
    Meeting,
    MeetingPrepared,
    MeetingStarted,
    UrgencyChanged,
    evolve,
)
from chairtui.core.sentences.closing import CLOSING_WORDS
from chairtui.core.sentences.concern import MATTER_WORDS
from chairtui.core.sentences.continuity import CONTINUITY_WORDS
from chairtui.core.sentences.names import Names, brief
from chairtui.core.sentences.preparing import PREPARING_WORDS
from chairtui.core.sentences.register import REGISTER_WORDS
from chairtui.core.sentences.sharing import SHARING_WORDS
from chairtui.core.series import CarriedRead, SeriesJoined
from chairtui.core.views import Title, plain_title
from chairtui.core.vocabulary import ActionStatus
from chairtui.core.warnings import Ended, WarningCleared, WarningHandled, WarningRaised

Sentence = Callable[[Any, Names], str]


class Entry(Struct, frozen=True, kw_only=True):
    """One line of the history in words."""

    event_id: str
    kind: str
    noted_at: datetime
    happened_at: datetime | None
    """When it was so, where the event says that it was not when it was noted."""
    actor: str
    device_id: str
    """Id of the machine on which it was noted."""
    words: str
    withdrawn: bool
    """Whether it was taken back later."""


def _prepared(event: MeetingPrepared, names: Names) -> str:
    when = f", for {say_when(event.scheduled_at)}" if event.scheduled_at else ""
    return f"The meeting {event.reference} is prepared as a {event.form.value}{when}."


def _series(event: SeriesJoined, names: Names) -> str:
    earlier = ", ".join(one.reference or one.id for one in event.earlier) or "earlier ones"
    left_open = "; ".join(brief(one.words) for one in event.carried) or "nothing"
    return f"The meeting follows {earlier}; left open: {left_open}."


def _allotted(event: ActionAllotted, names: Names) -> str:
    action = event.action
    due = action.due_at or action.due_on
    by = f" by {say_when(due)}" if due else ", with no day"
    return f"{action.owner or 'Nobody'} is to do this{by}: {action.what}"


def _closed(event: ActionClosed, names: Names) -> str:
    action = names.quoted("plan", "actions", event.action_id, "what")
    state = "taken up again" if event.status is ActionStatus.OPEN else event.status.value
    ended_on = say_when(event.ended_on) if event.ended_on else ""
    if event.status is ActionStatus.OPEN:
        on = f"; a day of its end is written, {ended_on}" if ended_on else ""
    else:
        on = f" on {ended_on}" if ended_on else ""
    return f"The action {action} is {state}{on}{_because(event.evidence)}"


def _handed_on(event: ActionHandedOn, names: Names) -> str:
    action = names.quoted("plan", "actions", event.action_id, "what")
    return f"The action {action} is handed on to {event.owner}{_because(event.because)}"


def _settled(event: ConflictSettled, names: Names) -> str:
    if not event.kept:
        return f"An entry that fits nowhere was seen and left out: {event.what}."
    written = f" wrote {say_when(event.written_at)}" if event.written_at else " wrote"
    return f"Two machines had changed this apart ({event.what}): what {event.by or 'one'}{written} stands."


def clock_words(change: ClockChange | OfTheClock) -> str:
    """Return that a clock went back or came right, from when to when, or that it was not believed."""
    if isinstance(change, ClockNotBelieved) or (isinstance(change, ClockChange) and not change.believed):
        return (
            f"The clock showed {say_when(change.now)}: it had lost the time and was not believed. "
            f"The times noted go on from {say_when(change.was)}."
        )
    went = f"from {say_when(change.was)} to {say_when(change.now)}"
    if change.now > change.was:
        return (
            f"The clock came right: it went {went}. What was noted meanwhile has the time that it would have "
            f"shown, and what was noted before has its time again. {_THEIRS}"
        )
    return (
        f"The clock went back {went}. The order is that of the log, which keeps each time as the clock had "
        f"it; what was noted before is told by the clock as it is now. {_THEIRS}"
    )


_THEIRS = "Times that people wrote stand as written."


def _cleared(event: WarningCleared, _names: Names) -> str:
    how = {True: Ended.MET, False: Ended.NOT_ASKED, None: Ended.UNKNOWN}[event.met]
    return f"Warning {event.warning_id}: {how.value}."


def _because(words: str) -> str:
    return f": {words}" if words.strip() else "."


WORDS: dict[type[Event], Sentence] = {
    MeetingPrepared: _prepared,
    MeetingStarted: lambda event, _: (
        f"The meeting began{', judged by ' + event.profile if event.profile else ''}."
    ),
    UrgencyChanged: lambda event, _: (
        f"The meeting went urgent{_because(event.because)}"
        if event.urgent
        else "The meeting is no longer urgent."
    ),
    EventsWithdrawn: lambda event, _: f"{how_many(len(event.event_ids), 'entry', 'entries')} taken back.",
    SeriesJoined: _series,
    CarriedRead: lambda _event, _: "What earlier meetings left open was read out.",
    ActionAllotted: _allotted,
    ActionClosed: _closed,
    ActionAcknowledged: lambda event, names: (
        f"The owner knows of the action {names.quoted('plan', 'actions', event.action_id, 'what')}."
    ),
    ActionHandedOn: _handed_on,
    ReminderNoted: lambda event, names: (
        f"{'Taken back: a' if event.taken_back else 'A'} reminder of the action "
        f"{names.quoted('plan', 'actions', event.action_id, 'what')} was written."
    ),
    WarningRaised: lambda event, _: f"Warning {event.warning_id} ({event.severity.value}): {event.words}",
    WarningCleared: _cleared,
    WarningHandled: lambda event, _: f"Warning {event.warning_id}: {event.what.value}{_because(event.words)}",
    ConflictSettled: _settled,
    **dict.fromkeys(OF_THE_CLOCK, lambda event, _: clock_words(event)),
    **PREPARING_WORDS,
    **REGISTER_WORDS,
    **MATTER_WORDS,
    **SHARING_WORDS,
    **CLOSING_WORDS,
    **CONTINUITY_WORDS,
}
"""A sentence for every kind of event."""


def sentence(event: Event, names: Names) -> str:
    """Return an event as a sentence."""
    words = WORDS[type(event)](event, names).rstrip()
    return words if words.endswith("...") else ended(words.removesuffix("."))


def entries(history: Sequence[Recorded], title: Title = plain_title) -> Iterable[Entry]:
    """Return a history in words, in the order given."""
    gone = withdrawn(history)
    meeting = Meeting()
    for recorded in history:
        taken_back = recorded.row.event_id in gone
        after = meeting if taken_back else evolve(recorded.event, meeting, recorded.stamp)
        yield Entry(
            event_id=recorded.row.event_id,
            kind=recorded.row.kind,
            noted_at=recorded.row.at,
            happened_at=_happened_at(recorded.event),
            actor=recorded.row.actor,
            device_id=recorded.row.device_id,
            words=sentence(recorded.event, Names(meeting, after, title)),
            withdrawn=taken_back,
        )
        meeting = after


def _happened_at(event: Any) -> datetime | None:
    """Return the time that an event gives itself, or the value that it carries."""
    for name in ("at", "sent_at", "acknowledged_at"):
        at = getattr(event, name, None)
        if isinstance(at, datetime) and type(event).__name__ != "NextMeetingPlanned":
            return at
    for part, name in (
        ("contribution", "shared_at"),
        ("decision", "decided_at"),
        ("addendum", "added_at"),
        ("invitation", "at"),
        ("sent", "sent_at"),
    ):
        inside = getattr(getattr(event, part, None), name, None)
        if isinstance(inside, datetime):
            return inside
    return None
