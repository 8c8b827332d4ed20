"""A meeting as a value, what may be asked of it as a whole, and the two doors to its parts."""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core import change
from chairtui.core.actions import ActionEvent
from chairtui.core.after_signing import COMMANDS_AFTER_SIGNING
from chairtui.core.analysis import Analysis, AnalysisEvent
from chairtui.core.attendance import AttendanceEvent
from chairtui.core.chairing import ChairingEvent
from chairtui.core.change import Command, DoesNotFit, Event, Refused, Stamp, becomes, say
from chairtui.core.children import Child, ChildEvent
from chairtui.core.chronology import ChronologyEvent
from chairtui.core.clock_changes import ClockCameRight, ClockChange, ClockNotBelieved, ClockWentBack
from chairtui.core.closing import Closing, ClosingEvent
from chairtui.core.concern import Concern, ConcernEvent
from chairtui.core.conference import ConferenceEvent
from chairtui.core.conflicts import Conflict, ConflictEvent
from chairtui.core.continuity import OF_THE_LOG, ContinuityEvent
from chairtui.core.decision import Deciding, DecisionEvent
from chairtui.core.distribution import DistributionEvent
from chairtui.core.enquiries import EnquiryEvent
from chairtui.core.leaving import LeavingEvent
from chairtui.core.plan import Plan, PlanEvent
from chairtui.core.preparing import Preparing, PreparingEvent
from chairtui.core.register import Attendance
from chairtui.core.round import TurnEvent
from chairtui.core.series import Series, SeriesEvent
from chairtui.core.sharing import Sharing, SharingEvent
from chairtui.core.vocabulary import Form, Stage
from chairtui.core.warnings import Warning, WarningEvent
from chairtui.core.what_changes import adds_only, changes, what_changes, whole

SEALED = "The record is signed. What comes now is late information: add it as an addendum."


class Meeting(Struct, frozen=True, kw_only=True):
    """One strategy discussion as it stands."""

    id: str = ""
    reference: str = ""
    """The short name that people say: never made from anybody's name."""
    authority: str = ""
    """The local authority that holds it: with the date, it chooses the profile."""
    form: Form = Form.MEETING
    scheduled_at: datetime | None = None
    profile: str = ""
    """Name and version of the rules that judge this meeting, once it has begun."""
    started_at: datetime | None = None
    urgent: bool = False
    urgent_because: str = ""
    preparing: Preparing = Preparing()
    attendance: Attendance = Attendance()
    concern: Concern = Concern()
    series: Series = Series()
    sharing: Sharing = Sharing()
    analysis: Analysis = Analysis()
    deciding: Deciding = Deciding()
    plan: Plan = Plan()
    closing: Closing = Closing()
    clock_changes: tuple[ClockChange, ...] = ()
    """When the clock of a machine went back or came right again, before the record was signed."""
    warnings: tuple[Warning, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    """What two machines changed without having seen each other, until a person settles it."""

    @property
    def stage(self) -> Stage:
        """How far the meeting has come."""
        if self.closing.signature:
            return Stage.SIGNED
        if self.deciding.decisions:
            return Stage.PARTLY if self.undecided else Stage.DECIDED
        return Stage.HELD if self.started_at else Stage.PREPARING

    @property
    def undecided(self) -> tuple[Child, ...]:
        """The children about whom nothing is decided."""
        return tuple(child for child in self.concern.children if self.deciding.about(child.id) is None)


class PrepareMeeting(Command, frozen=True, kw_only=True):
    """Begin to prepare a meeting, or correct when and how it is held."""

    meeting_id: str
    reference: str
    authority: str = ""
    form: Form = Form.MEETING
    scheduled_at: datetime | None = None


@changes(whole("time and form of the meeting"))
class MeetingPrepared(Event, frozen=True, kw_only=True):
    """A meeting is being prepared."""

    meeting_id: str
    reference: str
    authority: str = ""
    form: Form = Form.MEETING
    scheduled_at: datetime | None = None


class StartMeeting(Command, frozen=True, kw_only=True):
    """Begin the meeting."""

    profile: str = ""
    at: datetime | None = None


@changes(whole("beginning of the meeting", "at"))
class MeetingStarted(Event, frozen=True, kw_only=True):
    """The meeting began, judged by a profile."""

    profile: str = ""
    at: datetime | None = None


class ChangeUrgency(Command, frozen=True, kw_only=True):
    """Go urgent, so that every stop becomes a logged warning; or go back."""

    urgent: bool
    because: str = ""


@changes(whole("urgency"))
class UrgencyChanged(Event, frozen=True, kw_only=True):
    """The meeting went urgent, or back."""

    urgent: bool
    because: str = ""


class Withdraw(Command, frozen=True, kw_only=True):
    """Take back events that were recorded by mistake; the log keeps both."""

    event_ids: tuple[str, ...]


@adds_only
class EventsWithdrawn(Event, frozen=True, kw_only=True):
    """Earlier events do not count any more."""

    event_ids: tuple[str, ...]


AnyEvent = (
    MeetingPrepared
    | MeetingStarted
    | UrgencyChanged
    | EventsWithdrawn
    | PreparingEvent
    | AttendanceEvent
    | ChairingEvent
    | ChildEvent
    | ConcernEvent
    | SeriesEvent
    | TurnEvent
    | SharingEvent
    | ChronologyEvent
    | AnalysisEvent
    | DecisionEvent
    | PlanEvent
    | ConferenceEvent
    | ActionEvent
    | ClosingEvent
    | DistributionEvent
    | EnquiryEvent
    | LeavingEvent
    | WarningEvent
    | ConflictEvent
    | ClockWentBack
    | ClockCameRight
    | ClockNotBelieved
    | ContinuityEvent
)
"""Everything that can happen: a tagged union, for the one decoder of the log."""

CHANGES_NOTHING = (EventsWithdrawn, *OF_THE_LOG)
"""What is noted although the meeting is the same after it."""

_SOMEWHEN = Stamp(event_id="", at=datetime(1, 1, 1, tzinfo=UTC), actor="")


def decide(command: Command, meeting: Meeting) -> tuple[Event, ...]:
    """Return the events that carrying out `command` would record.

    A command that changes nothing returns none, so a tick may be repeated; an answer that two machines
    dispute is recorded also where it is the one that holds, because giving it again settles it.

    Raises:
        Refused: the command does not fit the meeting as it stands.
    """
    sealed = meeting.stage is Stage.SIGNED and not isinstance(command, COMMANDS_AFTER_SIGNING)
    lasting: list[Event] = []
    for event in change.decide(command, meeting):
        after = evolve(event, meeting, _SOMEWHEN)
        if after != meeting or isinstance(event, CHANGES_NOTHING) or _is_disputed(event, meeting):
            lasting.append(event)
        meeting = after
    if lasting and sealed:
        raise Refused(SEALED)
    return tuple(lasting)


def _is_disputed(event: Event, meeting: Meeting) -> bool:
    if not meeting.conflicts:
        return False
    disputed = {(one.words, key) for one in meeting.conflicts for key in one.ids}
    return any(root in disputed for root, _, _ in what_changes(event))


def evolve(event: Event, meeting: Meeting, stamp: Stamp) -> Meeting:
    """Return the meeting after `event`; what does not fit becomes a conflict, never an error."""
    try:
        return change.evolve(event, meeting, stamp)
    except DoesNotFit as misfit:
        conflict = Conflict(event_id=stamp.event_id, words=str(misfit))
        return replace(meeting, conflicts=(*meeting.conflicts, conflict))


@change.decide.register(PrepareMeeting)
def _(command: PrepareMeeting, meeting: Meeting) -> tuple[Event, ...]:
    say(command.reference.strip(), "Give the meeting a reference.")
    say(meeting.id in ("", command.meeting_id), "This is another meeting.")
    fields = {name: getattr(command, name) for name in command.__struct_fields__}
    return (MeetingPrepared(**fields),)


@change.decide.register(StartMeeting)
def _(command: StartMeeting, meeting: Meeting) -> tuple[Event, ...]:
    if meeting.started_at:
        return ()
    say(meeting.id, "There is no meeting to start.")
    say(
        not meeting.preparing.cancelled_because,
        "This meeting was cancelled. Take the cancelling back first, or make a new meeting.",
    )
    say(meeting.concern.children, "Say which child the meeting is about, then start it.")
    say(meeting.attendance.chair, "Say who leads the meeting, then start it.")
    return (MeetingStarted(profile=command.profile, at=command.at),)


@change.decide.register(Withdraw)
def _(command: Withdraw, meeting: Meeting) -> tuple[Event, ...]:
    return (EventsWithdrawn(event_ids=command.event_ids),)


becomes(ChangeUrgency, UrgencyChanged)


@change.evolve.register(MeetingPrepared)
def _(event: MeetingPrepared, meeting: Meeting, stamp: Stamp) -> Meeting:
    return replace(
        meeting,
        id=event.meeting_id,
        reference=event.reference,
        authority=event.authority,
        form=event.form,
        scheduled_at=event.scheduled_at,
    )


@change.evolve.register(MeetingStarted)
def _(event: MeetingStarted, meeting: Meeting, stamp: Stamp) -> Meeting:
    started_at = meeting.started_at or event.at or stamp.at
    return replace(meeting, started_at=started_at, profile=meeting.profile or event.profile)


@change.evolve.register(UrgencyChanged)
def _(event: UrgencyChanged, meeting: Meeting, stamp: Stamp) -> Meeting:
    because = event.because or meeting.urgent_because
    return replace(meeting, urgent=event.urgent, urgent_because=because)


@change.evolve.register(EventsWithdrawn)
def _(event: EventsWithdrawn, meeting: Meeting, stamp: Stamp) -> Meeting:
    return meeting
