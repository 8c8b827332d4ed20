"""Who does what by when: an action is a person, a day and a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.calendar.deadlines import how_late
from chairtui.core.change import Command, Event, Stamp, decide, evolve, say, within
from chairtui.core.chronology import look_again
from chairtui.core.people import is_person, nothing_known, same_name
from chairtui.core.vocabulary import ActionStatus, Horizon, YesNo
from chairtui.core.what_changes import adds_only, changes, of, value
from chairtui.core.with_ids import change, find, find_or_refuse, put

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting


class HandedOn(Struct, frozen=True, kw_only=True):
    """That an action was handed on to another person: who had it until then, and why it went on."""

    owner: str = ""
    agency: str = ""
    """Key of the agency register."""
    owner_id: str = ""
    because: str = ""
    at: datetime | None = None


class Action(Struct, frozen=True, kw_only=True):
    """What someone will do: who, what, by when, why.

    The program never allots an action with a part missing; a record kept elsewhere may have one.
    """

    id: str
    what: str
    owner: str = ""
    """A person's name."""
    agency: str = ""
    """Key of the agency register."""
    due_on: date | None = None
    why: str = ""
    due_at: datetime | None = None
    """The time on that day, where it matters."""
    horizon: Horizon = Horizon.SHORT_TERM
    owner_id: str = ""
    """The attendee's id, when the owner is on the register."""
    answers: tuple[str, ...] = ()
    """Ids of the contributions, offers, bookings or expected roles it answers."""
    acknowledged_at: datetime | None = None
    """When an owner who was not there said that they know."""
    tells: str = ""
    """Id of the action whose absent owner this action tells."""
    status: ActionStatus = ActionStatus.OPEN
    evidence: str = ""
    """How we know that it was done, or why it was cancelled."""
    ended_on: date | None = None
    """The day on which it was done or cancelled, where somebody said it."""
    keeps_safe: YesNo = YesNo.UNKNOWN
    """Whether it keeps safe a child who is not safe now; asked while one is not."""
    handed: tuple[HandedOn, ...] = ()
    """Who had it before, each time it was handed on, the first one first."""
    reminded_at: datetime | None = None
    """When a reminder to its owner was written last; whether it was sent, only who sends it knows."""

    @property
    def is_arranged(self) -> bool:
        """Whether it is done, or somebody is to do it by a day: what nobody is to do brings nothing."""
        due = self.due_on or self.due_at
        return self.status is ActionStatus.DONE or bool(self.owner.strip() and due)

    def is_overdue(self, now: datetime) -> bool:
        """Whether it is open at `now` (UTC) although its day, or its time on it, has passed."""
        return bool(self.how_late(now))

    def how_late(self, now: datetime) -> str:
        """Return how late it is at `now` (UTC), in words; nothing where it is not, or has ended."""
        return how_late(self.due_on, self.due_at, now) if self.status is ActionStatus.OPEN else ""


BECAME = ("status", "evidence", "ended_on", "acknowledged_at", "handed", "reminded_at")
"""What became of an action: whatever is corrected about it, that stays."""


class AllotAction(Command, frozen=True, kw_only=True):
    """Give an action to a person, or correct it."""

    action: Action


_APART = {
    "status": "status evidence ended_on",
    "acknowledged": "acknowledged_at",
    "owner": "owner agency",
    "handed on": "handed",
    "reminder": "reminded_at",
}
"""What changes about an action by itself, with the fields that say it."""


@changes(value("action", "action", **_APART))
class ActionAllotted(Event, frozen=True, kw_only=True):
    """Someone will do something by a day."""

    action: Action


class CloseAction(Command, frozen=True, kw_only=True):
    """Note that an action was done, cancelled or taken up again."""

    action_id: str
    status: ActionStatus
    evidence: str = ""
    ended_on: date | None = None
    """The day on which it was done or cancelled."""


@changes(of("action", "action_id", "status", "status", "evidence", "ended_on"))
class ActionClosed(Event, frozen=True, kw_only=True):
    """An action was done, cancelled or taken up again."""

    action_id: str
    status: ActionStatus
    evidence: str = ""
    ended_on: date | None = None


class AcknowledgeAction(Command, frozen=True, kw_only=True):
    """Note that an owner who was not there knows of their action."""

    action_id: str
    at: datetime | None = None


@changes(of("action", "action_id", "acknowledged", "at", "action_id"))
class ActionAcknowledged(Event, frozen=True, kw_only=True):
    """An absent owner knows of their action."""

    action_id: str
    at: datetime | None = None


class HandActionOn(Command, frozen=True, kw_only=True):
    """Give an open action to another person, with the reason."""

    action_id: str
    owner: str
    """The name of who does it from now on."""
    agency: str
    """Key of their agency."""
    because: str
    at: datetime | None = None


@changes(of("action", "action_id", "owner", "owner", "agency"))
class ActionHandedOn(Event, frozen=True, kw_only=True):
    """Another person does it from now on."""

    action_id: str
    owner: str
    agency: str
    because: str
    owner_id: str = ""
    """The attendee's id, where the new owner is on the register."""
    at: datetime | None = None


class NoteReminder(Command, frozen=True, kw_only=True):
    """Note that a reminder to the owner of an open action was written, or take that note back."""

    action_id: str
    at: datetime | None = None
    """When it was written; taken back: when the one before it was, if there was one."""
    taken_back: bool = False


@adds_only
class ReminderNoted(Event, frozen=True, kw_only=True):
    """A reminder to the owner was written (whether it was sent, nobody says), or that note is taken back."""

    action_id: str
    at: datetime | None = None
    taken_back: bool = False


ActionEvent = ActionAllotted | ActionClosed | ActionAcknowledged | ActionHandedOn | ReminderNoted


def no_person(action: Action, meeting: Meeting, knows: Callable[[str], bool] = nothing_known) -> str:
    """Return why what is written as the owner is nobody's name, or nothing.

    `knows` says whether words mean an agency of the register of agencies; those of the meeting are known.
    """
    if is_person(action.owner, lambda words: knows(words) or in_register(words, meeting)):
        return ""
    names = [line.name for line in meeting.attendance.register if line.name and line.agency == action.agency]
    known = f" On the register: {', '.join(names)}." if names else ""
    return f"“{action.owner.strip()}” is not a person. Who will do it, by name?{known}"


def in_register(words: str, meeting: Meeting) -> bool:
    """Say whether words are the key of an agency that stands on the meeting's register."""
    said = words.strip().casefold()
    return any(said == line.agency.casefold() for line in meeting.attendance.register)


def owner_knows(meeting: Meeting, action: Action) -> bool:
    """Say whether an action's owner took part, leads the meeting, or said that they know."""
    chair, owner = meeting.attendance.chair, action.owner
    if action.acknowledged_at or action.tells or (chair and same_name(chair.name, owner)):
        return True
    lines = meeting.attendance.register
    return any(line.stays for line in lines if line.id == action.owner_id or same_name(line.name, owner))


@decide.register(AllotAction)
def _(command: AllotAction, meeting: Meeting) -> tuple[Event, ...]:
    new = command.action
    say(new.what.strip(), "Write what will be done.")
    say(new.owner.strip(), "Say who will do it, by name.")
    why_not = no_person(new, meeting)
    say(not why_not, why_not)
    say(new.agency.strip(), "Say which agency they are from.")
    say(new.due_on, "Say by when: a date, today, or +2wd for two working days.")
    say(new.why.strip(), "Write why: what it answers or protects from.")
    old = find(meeting.plan.actions, new.id)
    if old is not None:
        became = {field: getattr(old, field) for field in BECAME}
        new = replace(new, **became)
        return (ActionAllotted(action=new),)
    return (ActionAllotted(action=new), *_tell(new, meeting))


def _tell(action: Action, meeting: Meeting) -> tuple[Event, ...]:
    """Return the action to tell an owner who is not in the meeting."""
    owner = find(meeting.attendance.register, action.owner_id)
    chair = meeting.attendance.chair
    by_name = any(same_name(line.name, action.owner) and line.here for line in meeting.attendance.register)
    leads = chair is not None and same_name(chair.name, action.owner)
    if action.tells or chair is None or by_name or leads or (owner is not None and owner.here):
        return ()
    tell = Action(
        id=f"{action.id}-tell",
        what=f"Tell {action.owner} of the action they were given: {action.what}",
        owner=chair.name,
        agency="social-care",
        due_on=action.due_on,
        due_at=action.due_at,
        why="The owner was not in the meeting.",
        horizon=action.horizon,
        tells=action.id,
    )
    return (ActionAllotted(action=tell),)


@decide.register(CloseAction)
def _(command: CloseAction, meeting: Meeting) -> tuple[Event, ...]:
    find_or_refuse(meeting.plan.actions, command.action_id, "action")
    say(
        command.status is ActionStatus.OPEN or command.evidence.strip(),
        "Write how we know that it was done, or why it was cancelled.",
    )
    ended_on = None if command.status is ActionStatus.OPEN else command.ended_on
    closed = ActionClosed(
        action_id=command.action_id,
        status=command.status,
        evidence=command.evidence,
        ended_on=ended_on,
    )
    return (closed,)


@decide.register(AcknowledgeAction)
def _(command: AcknowledgeAction, meeting: Meeting) -> tuple[Event, ...]:
    if find_or_refuse(meeting.plan.actions, command.action_id, "action").acknowledged_at:
        return ()
    return (ActionAcknowledged(action_id=command.action_id, at=command.at),)


@decide.register(HandActionOn)
def _(command: HandActionOn, meeting: Meeting) -> tuple[Event, ...]:
    old = _open_one(command.action_id, meeting)
    new = replace(old, owner=command.owner, agency=command.agency)
    say(new.owner.strip(), "Say who will do it, by name.")
    why_not = no_person(new, meeting)
    say(not why_not, why_not)
    say(new.agency.strip(), "Say which agency they are from.")
    theirs = same_name(old.owner, new.owner) and old.agency == new.agency
    say(not theirs, "It is theirs already: hand it on to somebody else.")
    say(command.because.strip(), "Write why it is handed on.")
    line = next((one for one in meeting.attendance.register if same_name(one.name, new.owner)), None)
    handed = ActionHandedOn(
        action_id=old.id,
        owner=command.owner,
        agency=command.agency,
        because=command.because,
        owner_id=line.id if line else "",
        at=command.at,
    )
    return (handed,)


@decide.register(NoteReminder)
def _(command: NoteReminder, meeting: Meeting) -> tuple[Event, ...]:
    action = _open_one(command.action_id, meeting)
    return (ReminderNoted(action_id=action.id, at=command.at, taken_back=command.taken_back),)


def _open_one(action_id: str, meeting: Meeting) -> Action:
    action = find_or_refuse(meeting.plan.actions, action_id, "action")
    say(action.status is ActionStatus.OPEN, "That action is not open: take it up again first.")
    return action


@evolve.register(ActionAllotted)
def _(event: ActionAllotted, meeting: Meeting, stamp: Stamp) -> Meeting:
    new, known = event.action, meeting.plan.actions
    after = within(meeting, "plan", actions=put(known, new))
    return after if find(known, new.id) else look_again(after, new.answers)


@evolve.register(ActionClosed)
def _(event: ActionClosed, meeting: Meeting, stamp: Stamp) -> Meeting:
    fields = {"status": event.status, "evidence": event.evidence, "ended_on": event.ended_on}
    return within(meeting, "plan", actions=change(meeting.plan.actions, event.action_id, **fields))


@evolve.register(ActionAcknowledged)
def _(event: ActionAcknowledged, meeting: Meeting, stamp: Stamp) -> Meeting:
    at = event.at or stamp.at
    return within(meeting, "plan", actions=change(meeting.plan.actions, event.action_id, acknowledged_at=at))


@evolve.register(ActionHandedOn)
def _(event: ActionHandedOn, meeting: Meeting, stamp: Stamp) -> Meeting:
    actions = meeting.plan.actions
    before = find(actions, event.action_id)
    handed = () if before is None else (*before.handed, _handed(event, before, event.at or stamp.at))
    fields = {"owner": event.owner, "agency": event.agency, "owner_id": event.owner_id}
    after = change(actions, event.action_id, **fields, handed=handed, acknowledged_at=None)
    return within(meeting, "plan", actions=after)


def _handed(event: ActionHandedOn, before: Action, at: datetime) -> HandedOn:
    """Return who had it until then, and why it went on."""
    return HandedOn(
        owner=before.owner, agency=before.agency, owner_id=before.owner_id, because=event.because, at=at
    )


@evolve.register(ReminderNoted)
def _(event: ReminderNoted, meeting: Meeting, stamp: Stamp) -> Meeting:
    at = event.at or stamp.at
    before = find(meeting.plan.actions, event.action_id)
    last = max(at, before.reminded_at) if before and before.reminded_at else at
    stands = event.at if event.taken_back else last
    return within(meeting, "plan", actions=change(meeting.plan.actions, event.action_id, reminded_at=stands))
