"""The warnings of a meeting: raised, handled and cleared, as they happened."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.change import Command, DoesNotFit, Event, Stamp, decide, evolve, say
from chairtui.core.vocabulary import Gate, Handling, Stage
from chairtui.core.what_changes import adds_only
from chairtui.core.with_ids import find, find_or_refuse, put

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting


class Severity(StrEnum):
    """How much a warning asks for; it is about the record, never about the child."""

    STOP = "stop"
    WARN = "warn"
    PROMPT = "prompt"


class Handled(Struct, frozen=True, kw_only=True):
    """What someone did about a warning."""

    what: Handling
    words: str = ""
    """Who was called and what they said, or the reason for waiving it."""
    gate: Gate = Gate.OPEN
    at: datetime | None = None
    by: str = ""


class Warning(Struct, frozen=True, kw_only=True):
    """One thing that was not as the standards ask, from when until when."""

    id: str
    """The rule's code, with the subject after a colon where it has one."""
    severity: Severity
    words: str
    """The sentence as it was shown last."""
    raised_at: datetime
    cleared_at: datetime | None = None
    met: bool | None = None
    """Whether it ended because what it asked for is so; otherwise the rule does not ask any more."""
    handled: tuple[Handled, ...] = ()
    handled_before: int = 0
    """How many of these were noted before it was raised again; they answer no more."""
    returns: bool = False
    """Whether what was done about it before does not count at the decision."""
    at_signing: str = ""
    """The sentence with which it stood when the record was signed; empty if it did not."""

    @property
    def code(self) -> str:
        """The rule's code."""
        return self.id.partition(":")[0]

    @property
    def subject(self) -> str:
        """What it is about: a role, a unit, a child; empty for the whole meeting."""
        return self.id.partition(":")[2]

    @property
    def last(self) -> Handled | None:
        """What was done about it last since it was raised, in the order of the log, whatever clocks said."""
        done = [one for one in self.handled[self.handled_before :] if one.what is not Handling.PUT_OFF]
        return done[-1] if done else None

    @property
    def put_off(self) -> Handled | None:
        """That it was put off, if nothing was done about it since."""
        handled = self.handled[-1] if len(self.handled) > self.handled_before else None
        return handled if handled and handled.what is Handling.PUT_OFF else None


PUT_OFF_FOR = timedelta(minutes=10)
"""For how long a warning that was put off stays away, unless the next gate comes first."""

COMING = {
    Stage.PREPARING: Gate.OPEN,
    Stage.HELD: Gate.DECISION,
    Stage.PARTLY: Gate.CLOSE,
    Stage.DECIDED: Gate.CLOSE,
    Stage.SIGNED: Gate.CLOSE,
}
"""The gate that a meeting comes to next."""


def is_answered(warning: Warning | None, gate: Gate, *, returns: bool) -> bool:
    """Say whether someone gave a fact or a reason for a warning that counts at a gate.

    What returns is asked before the decision whatever was done about it earlier; what was said then is not
    asked again at signing, and the record prints it.
    """
    handled = warning.last if warning else None
    if handled is None or not handled.words.strip():
        return False
    return not returns or handled.gate is gate or (handled.gate, gate) == (Gate.DECISION, Gate.CLOSE)


def is_open(meeting: Meeting, warning: Warning) -> bool:
    """Say whether a warning stands, and nothing said about it counts at the gate that comes next.

    What the lists of meetings, the check and its exit code count. A gap that was explained at signing is
    answered.
    """
    explained = meeting.closing.gap(warning.id)
    answered = explained is not None or is_answered(warning, COMING[meeting.stage], returns=warning.returns)
    return warning.cleared_at is None and not answered


def is_put_off(meeting: Meeting, warning: Warning, now: datetime) -> bool:
    """Say whether a warning is put off at an instant (UTC): until the next gate, or for ten minutes."""
    said = warning.put_off
    if said is None or said.at is None or said.gate is not COMING[meeting.stage]:
        return False
    return abs(now - said.at) < PUT_OFF_FOR


class Ended(StrEnum):
    """How a warning stands: it ends when what it asked for is so, or when nothing asks for it any more."""

    OPEN = "open"
    ANSWERED = "open, answered with a reason"
    MET = "put right"
    NOT_ASKED = "no longer asked"
    UNKNOWN = "not open any more"
    """Noted by a program that did not say which."""


def ended(meeting: Meeting, warning: Warning) -> Ended:
    """Return how a warning stands: the one answer of record, command line and export."""
    if warning.cleared_at is None:
        return Ended.OPEN if is_open(meeting, warning) else Ended.ANSWERED
    if warning.met is None:
        return Ended.UNKNOWN
    return Ended.MET if warning.met else Ended.NOT_ASKED


class HandleWarning(Command, frozen=True, kw_only=True):
    """Note what was done about a warning: who was called, what they said, or why it is waived."""

    warning_id: str
    what: Handling
    words: str = ""
    gate: Gate = Gate.OPEN
    at: datetime | None = None


@adds_only
class WarningHandled(Event, frozen=True, kw_only=True):
    """Something was done about a warning."""

    warning_id: str
    what: Handling
    words: str = ""
    gate: Gate = Gate.OPEN
    at: datetime | None = None


@adds_only
class WarningRaised(Event, frozen=True, kw_only=True):
    """The program warned; it records this itself."""

    warning_id: str
    severity: Severity
    words: str
    at: datetime | None = None
    """When it was so, if not when it was noted; never later than that."""
    returns: bool = False


@adds_only
class WarningCleared(Event, frozen=True, kw_only=True):
    """The cause of a warning is gone; the program records this itself."""

    warning_id: str
    at: datetime | None = None
    met: bool | None = None
    """Whether what it asked for is so now; otherwise the rule does not ask any more. Nothing: not known."""
    words: str = ""
    """The sentence at its end, if it was another than when it was raised."""


WarningEvent = WarningHandled | WarningRaised | WarningCleared


@decide.register(HandleWarning)
def _(command: HandleWarning, meeting: Meeting) -> tuple[Event, ...]:
    warning = find_or_refuse(meeting.warnings, command.warning_id, "warning")
    needs_words = command.what is Handling.WAIVED
    say(not needs_words or command.words.strip(), "Give the reason: the record shows it.")
    counting = [warning.last, *(handled for handled in warning.handled if handled.at == command.at)]
    asked = (command.what, command.words, command.gate)
    if any(handled and (handled.what, handled.words, handled.gate) == asked for handled in counting):
        return ()
    return (
        WarningHandled(
            warning_id=warning.id, what=command.what, words=command.words, gate=command.gate, at=command.at
        ),
    )


@evolve.register(WarningRaised)
def _(event: WarningRaised, meeting: Meeting, stamp: Stamp) -> Meeting:
    old = find(meeting.warnings, event.warning_id)
    if old is not None and old.cleared_at is None:
        new = replace(old, severity=event.severity, words=event.words, returns=event.returns)
    else:
        handled = old.handled if old else ()
        new = Warning(
            id=event.warning_id,
            severity=event.severity,
            words=event.words,
            raised_at=min(event.at or stamp.at, stamp.at),
            handled=handled,
            handled_before=len(handled),
            returns=event.returns,
            at_signing=old.at_signing if old else "",
        )
    return replace(meeting, warnings=put(meeting.warnings, new))


@evolve.register(WarningCleared)
def _(event: WarningCleared, meeting: Meeting, stamp: Stamp) -> Meeting:
    old = find(meeting.warnings, event.warning_id)
    if old is None:
        raise DoesNotFit("the warning is not here")
    cleared_at = old.cleared_at or min(event.at or stamp.at, stamp.at)
    met = old.met if old.cleared_at else event.met
    new = replace(old, cleared_at=cleared_at, met=met, words=event.words or old.words)
    return replace(meeting, warnings=put(meeting.warnings, new))


@evolve.register(WarningHandled)
def _(event: WarningHandled, meeting: Meeting, stamp: Stamp) -> Meeting:
    old = find(meeting.warnings, event.warning_id)
    if old is None:
        raise DoesNotFit("the warning is not here")
    new = Handled(
        what=event.what, words=event.words, gate=event.gate, at=event.at or stamp.at, by=stamp.actor
    )
    return replace(meeting, warnings=put(meeting.warnings, replace(old, handled=(*old.handled, new))))
