"""Before the meeting: the agenda, who can come when, what each agency was asked, and what was sent."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.change import Command, Event, Stamp, becomes, decide, evolve, say, within
from chairtui.core.joining import Joining, JoiningSaid
from chairtui.core.vocabulary import Step
from chairtui.core.what_changes import changes, keeps, of, sets, value
from chairtui.core.with_ids import find, find_or_refuse, put

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting


class Item(Struct, frozen=True, kw_only=True):
    """One item of the agenda."""

    id: str
    title: str
    minutes: int
    step: Step | None = None
    """The step it belongs to, if it is one of the seven."""
    attendee_id: str = ""
    """For whom it is a slot: someone who can attend only this item."""


class Period(Struct, frozen=True, kw_only=True):
    """A time from when until when, in UTC."""

    starts_at: datetime
    ends_at: datetime


class Availability(Struct, frozen=True, kw_only=True):
    """When somebody cannot come."""

    id: str
    """The attendee's id."""
    unable: tuple[Period, ...] = ()


class Request(Struct, frozen=True, kw_only=True):
    """What one agency was asked to tell before the meeting."""

    id: str
    """The attendee's id."""
    needs: str = ""
    """What we need to know from you."""
    only_you: str = ""
    """What only you can tell us."""
    reply_by: datetime | None = None
    returned_at: datetime | None = None


class Paper(StrEnum):
    """What can be sent before a meeting."""

    INVITATION = "invitation"
    UPDATE = "update of the invitation"
    CANCELLATION = "cancellation"
    REQUEST = "information request"
    PACK = "agenda pack"


class Sent(Struct, frozen=True, kw_only=True):
    """That something was sent to somebody, as a person said: the program sends nothing itself."""

    id: str
    attendee_id: str
    paper: Paper
    sequence: int = 0
    """For invitations: how often the meeting had been changed by then."""
    channel: str = ""
    by: str = ""
    sent_at: datetime | None = None
    meeting_at: datetime | None = None
    """For invitations: the time of the meeting that it names."""
    joining: Joining = Joining()
    """For invitations: how to join, as it says."""


class Preparing(Struct, frozen=True, kw_only=True):
    """Everything that was prepared."""

    agenda: tuple[Item, ...] = ()
    """Empty means the usual order of the seven steps."""
    availability: tuple[Availability, ...] = ()
    requests: tuple[Request, ...] = ()
    sent: tuple[Sent, ...] = ()
    cancelled_because: str = ""
    joining: Joining = Joining()


class SetAgenda(Command, frozen=True, kw_only=True):
    """Set the agenda; immediate safety comes first and the decision after the round."""

    items: tuple[Item, ...]


class AgendaSet(Event, frozen=True, kw_only=True):
    """The agenda has this order."""

    items: tuple[Item, ...]


class NoteAvailability(Command, frozen=True, kw_only=True):
    """Note when somebody cannot come."""

    availability: Availability


class AvailabilityNoted(Event, frozen=True, kw_only=True):
    """It is known when somebody cannot come."""

    availability: Availability


class RequestInformation(Command, frozen=True, kw_only=True):
    """Write what an agency is asked to tell before the meeting."""

    request: Request


class InformationRequested(Event, frozen=True, kw_only=True):
    """An agency is asked to tell something before the meeting."""

    request: Request


class NoteReturned(Command, frozen=True, kw_only=True):
    """Note that an agency answered its information request."""

    attendee_id: str
    at: datetime | None = None


@changes(of("information request", "attendee_id", "returned", "at", "attendee_id"))
class RequestReturned(Event, frozen=True, kw_only=True):
    """An agency answered its information request."""

    attendee_id: str
    at: datetime | None = None


class NoteSent(Command, frozen=True, kw_only=True):
    """Note that an invitation, a request or a pack was sent: when, by whom, how."""

    sent: Sent


@changes(value("paper that was sent", "sent"))
class PaperSent(Event, frozen=True, kw_only=True):
    """An invitation, a request or a pack was sent."""

    sent: Sent
    elsewhere: bool = False
    """Whether a document told it: then nobody is named where that names nobody."""


class CancelMeeting(Command, frozen=True, kw_only=True):
    """Cancel a meeting that was not held, and say why."""

    because: str


class MeetingCancelled(Event, frozen=True, kw_only=True):
    """The meeting will not be held."""

    because: str


PreparingEvent = (
    AgendaSet
    | AvailabilityNoted
    | InformationRequested
    | RequestReturned
    | PaperSent
    | MeetingCancelled
    | JoiningSaid
)


def usual_agenda() -> tuple[Item, ...]:
    """Return the seven steps with their usual minutes, immediate safety at the head of the second."""
    steps = (
        (Step.WHO, "Who is here, and who has met the child", 5),
        (Step.WHY, "Immediate safety, purpose and concern", 5),
        (Step.KNOW, "What each agency knows", 15),
        (Step.MEAN, "What it means: hypothesis and threshold", 10),
        (Step.DECIDE, "Decision about section 47", 5),
        (Step.PLAN, "Plan: who does what by when", 10),
        (Step.READ_BACK, "Read back", 5),
    )
    return tuple(
        Item(id=step.value, title=title, minutes=minutes, step=step) for step, title, minutes in steps
    )


def sequence(meeting: Meeting, attendee_id: str, paper: Paper) -> int:
    """Return the sequence number of the next paper about the invitation of somebody (RFC 5545, 3.8.7.4).

    What replaces an invitation counts on from it, also where nobody noted that it was sent.
    """
    papers = (Paper.INVITATION, Paper.UPDATE, Paper.CANCELLATION)
    sent = [
        sent.sequence
        for sent in meeting.preparing.sent
        if sent.attendee_id == attendee_id and sent.paper in papers
    ]
    return max(sent) + 1 if sent else int(paper is not Paper.INVITATION)


def _check_agenda(command: SetAgenda, meeting: Meeting) -> None:
    order = [item.step for item in command.items if item.step is not None]
    say(all(item.minutes > 0 for item in command.items), "Give each item at least one minute.")
    say(len(order) == len(set(order)), "Each step stands on the agenda once.")
    say(set(order) == set(Step), "All seven steps stand on the agenda; slots come between them.")
    say(order[:2] == [Step.WHO, Step.WHY], "Who is here and immediate safety come first.")
    say(order.index(Step.KNOW) < order.index(Step.DECIDE), "The decision comes after the round.")
    say(order[-1] is Step.READ_BACK, "The read-back comes last.")


def _check_request(command: RequestInformation, meeting: Meeting) -> None:
    meeting.attendance.line(command.request.id)
    say(command.request.needs.strip(), "Write what we need to know from them.")


def _check_availability(command: NoteAvailability, meeting: Meeting) -> None:
    meeting.attendance.line(command.availability.id)
    whole = all(period.starts_at < period.ends_at for period in command.availability.unable)
    say(whole, "A time ends after it begins.")


def _check_sent(command: NoteSent, meeting: Meeting) -> None:
    meeting.attendance.line(command.sent.attendee_id)


def _check_cancel(command: CancelMeeting, meeting: Meeting) -> None:
    say(command.because.strip(), "Say why the meeting is cancelled.")
    say(not meeting.started_at, "The meeting has been held, so it cannot be cancelled.")


becomes(SetAgenda, AgendaSet, _check_agenda)
becomes(NoteAvailability, AvailabilityNoted, _check_availability)
becomes(RequestInformation, InformationRequested, _check_request)
becomes(CancelMeeting, MeetingCancelled, _check_cancel)


@decide.register(NoteSent)
def _(command: NoteSent, meeting: Meeting) -> tuple[Event, ...]:
    _check_sent(command, meeting)
    old = find(meeting.preparing.sent, command.sent.id)
    if old is not None and command.sent.sent_at in (None, old.sent_at):
        return ()
    return (PaperSent(sent=command.sent),)


@decide.register(NoteReturned)
def _(command: NoteReturned, meeting: Meeting) -> tuple[Event, ...]:
    if find_or_refuse(meeting.preparing.requests, command.attendee_id, "request").returned_at:
        return ()
    return (RequestReturned(attendee_id=command.attendee_id, at=command.at),)


sets(AgendaSet, "preparing", "agenda", agenda="items")
sets(MeetingCancelled, "preparing", "cancellation", cancelled_because="because")
keeps(AvailabilityNoted, "preparing", "availability", "availability", "availability")
keeps(InformationRequested, "preparing", "requests", "request", "information request", returned="returned_at")


@evolve.register(PaperSent)
def _(event: PaperSent, meeting: Meeting, stamp: Stamp) -> Meeting:
    by = event.sent.by or ("" if event.elsewhere else stamp.actor)
    new = replace(event.sent, sent_at=event.sent.sent_at or stamp.at, by=by)
    return within(meeting, "preparing", sent=put(meeting.preparing.sent, new))


@evolve.register(RequestReturned)
def _(event: RequestReturned, meeting: Meeting, stamp: Stamp) -> Meeting:
    old = find(meeting.preparing.requests, event.attendee_id) or Request(id=event.attendee_id)
    new = replace(old, returned_at=event.at or stamp.at)
    return within(meeting, "preparing", requests=put(meeting.preparing.requests, new))
