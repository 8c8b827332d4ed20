"""What may be asked of the register: inviting, arriving, leaving, leading."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from chairtui.core.change import Command, DoesNotFit, Event, Stamp, becomes, decide, evolve, say, within
from chairtui.core.first_hand import FirstHandNoted, WhoHasMetAsked
from chairtui.core.register import LINE, Attendee, Authority, Invitation, Stay, led
from chairtui.core.vocabulary import Answer, Mode, Sector, YesNo
from chairtui.core.what_changes import Change, changes, drops, of
from chairtui.core.with_ids import change, find, put

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting


_APART = ("invitation", "stays", "written_at", "written_on")
"""Fields of a line that are not corrected with it: each has a command."""


class ListAttendee(Command, frozen=True, kw_only=True):
    """Put a role or a person on the register, or correct who they are."""

    attendee: Attendee
    """Its invitation, stays and written information are left as they are: each has a command."""


def _line_listed(event: AttendeeListed) -> Iterator[Change]:
    line = event.attendee
    root = (LINE, line.id)
    blank = Attendee(id=line.id, agency="", sector=line.sector)
    own = {one: getattr(blank, one) for one in (*_APART, "first_hand", "authority")}
    yield root, "", replace(line, **own)
    yield root, "first_hand", (line.first_hand,)
    yield root, "authority", (line.authority,)


@changes(_line_listed)
class AttendeeListed(Event, frozen=True, kw_only=True):
    """A role or a person stands on the register."""

    attendee: Attendee


class StrikeAttendee(Command, frozen=True, kw_only=True):
    """Take a line off the register that was put there by mistake."""

    attendee_id: str


class AttendeeStruck(Event, frozen=True, kw_only=True):
    """A line was taken off the register."""

    attendee_id: str


class NoteInvitation(Command, frozen=True, kw_only=True):
    """Note that someone was invited, not invited, or what they answered."""

    attendee_id: str
    answer: Answer
    at: datetime | None = None
    by: str = ""
    channel: str = ""
    reason: str = ""


@changes(of(LINE, "attendee_id", "invitation", "invitation"))
class InvitationNoted(Event, frozen=True, kw_only=True):
    """The ledger of invitations has a new entry."""

    attendee_id: str
    invitation: Invitation


class RecordPresence(Command, frozen=True, kw_only=True):
    """Note that someone has arrived, left or changed how they attend."""

    attendee_id: str
    mode: Mode | None
    """As the chair ticked it, not as invited; nothing when they left."""
    at: datetime | None = None


@changes(of(LINE, "attendee_id", "presence", "mode"))
class PresenceRecorded(Event, frozen=True, kw_only=True):
    """Someone arrived, left or changed how they attend."""

    attendee_id: str
    mode: Mode | None
    at: datetime | None = None
    """When it happened, if not when it was noted."""


class NoteAuthority(Command, frozen=True, kw_only=True):
    """Note whether someone can commit their agency today."""

    attendee_id: str
    authority: Authority


@changes(of(LINE, "attendee_id", "authority", "authority"))
class AuthorityNoted(Event, frozen=True, kw_only=True):
    """It is known whether someone can commit their agency."""

    attendee_id: str
    authority: Authority


class NoteWrittenInformation(Command, frozen=True, kw_only=True):
    """Note that written information came from someone who is not here."""

    attendee_id: str
    at: datetime | None = None
    on: date | None = None
    """The day that it bears, where no time stands on it."""


@changes(of(LINE, "attendee_id", "written", "at", "on"))
class WrittenInformationNoted(Event, frozen=True, kw_only=True):
    """Written information arrived."""

    attendee_id: str
    at: datetime | None = None
    on: date | None = None


AttendanceEvent = (
    AttendeeListed
    | AttendeeStruck
    | InvitationNoted
    | PresenceRecorded
    | FirstHandNoted
    | AuthorityNoted
    | WrittenInformationNoted
    | WhoHasMetAsked
)


def _check_authority(command: NoteAuthority, meeting: Meeting) -> None:
    meeting.attendance.line(command.attendee_id)
    named = command.authority.decider.strip()
    say(
        command.authority.can_commit is not YesNo.NO or named,
        "Name the person who can decide for their agency, and by when.",
    )


becomes(NoteAuthority, AuthorityNoted, _check_authority)


@decide.register(ListAttendee)
def _(command: ListAttendee, meeting: Meeting) -> tuple[Event, ...]:
    new = command.attendee
    say(new.agency.strip(), "Say which agency they are from.")
    say(
        new.sector is not Sector.POLICE or new.unit or not new.name,
        "Say which police unit they speak for: one unit does not stand in for another.",
    )
    say(
        new.sector is not Sector.HEALTH or new.health or not new.name,
        "Say what kind of health practitioner they are: one does not stand in for another.",
    )
    bare = replace(new, invitation=Invitation(), stays=(), written_at=None, written_on=None, leads=False)
    return (AttendeeListed(attendee=bare),)


@decide.register(StrikeAttendee)
def _(command: StrikeAttendee, meeting: Meeting) -> tuple[Event, ...]:
    line = find(meeting.attendance.register, command.attendee_id)
    if line is None:
        return ()
    sharing = meeting.sharing
    spoke = line.id in (
        {one.attendee_id for one in sharing.contributions}
        | {one.attendee_id for one in sharing.offers}
        | {one.attendee_id for one in sharing.bookings}
    )
    say(not (line.stays or line.written_at or spoke), "They have taken part, so they stay on the register.")
    return (AttendeeStruck(attendee_id=line.id),)


@decide.register(NoteInvitation)
def _(command: NoteInvitation, meeting: Meeting) -> tuple[Event, ...]:
    line = meeting.attendance.line(command.attendee_id)
    say(
        command.answer not in (Answer.NOT_INVITED, Answer.DECLINED) or command.reason.strip(),
        "Give the reason: leaving someone out is a decision that the record shows.",
    )
    new = Invitation(
        answer=command.answer,
        at=command.at or line.invitation.at,
        by=command.by or line.invitation.by,
        channel=command.channel or line.invitation.channel,
        reason=command.reason,
    )
    return (InvitationNoted(attendee_id=line.id, invitation=new),)


@decide.register(RecordPresence)
def _(command: RecordPresence, meeting: Meeting) -> tuple[Event, ...]:
    line = meeting.attendance.line(command.attendee_id)
    if command.mode == (line.here.mode if line.here else None):
        return ()
    last = line.stays[-1] if line.stays else None
    earliest = (last.left_at or last.joined_at) if last else None
    say(
        not (command.at and earliest and command.at < earliest),
        "That is before the last time noted for them.",
    )
    return (PresenceRecorded(attendee_id=line.id, mode=command.mode, at=command.at),)


@decide.register(NoteWrittenInformation)
def _(command: NoteWrittenInformation, meeting: Meeting) -> tuple[Event, ...]:
    line = meeting.attendance.line(command.attendee_id)
    known = command.at in (None, line.written_at) and command.on in (None, line.written_on)
    if line.written_at is not None and known:
        return ()
    return (WrittenInformationNoted(attendee_id=line.id, at=command.at, on=command.on),)


def _with(meeting: Meeting, attendee_id: str, **fields: object) -> Meeting:
    return within(meeting, "attendance", register=change(meeting.attendance.register, attendee_id, **fields))


@evolve.register(AttendeeListed)
def _(event: AttendeeListed, meeting: Meeting, stamp: Stamp) -> Meeting:
    old = find(meeting.attendance.register, event.attendee.id) or event.attendee
    new = replace(event.attendee, **{one: getattr(old, one) for one in _APART})
    register = led(put(meeting.attendance.register, new), meeting.attendance.chairs)
    return within(meeting, "attendance", register=register)


drops(AttendeeStruck, "attendance", "register", "attendee_id", LINE)


@evolve.register(InvitationNoted)
def _(event: InvitationNoted, meeting: Meeting, stamp: Stamp) -> Meeting:
    return _with(meeting, event.attendee_id, invitation=event.invitation)


@evolve.register(PresenceRecorded)
def _(event: PresenceRecorded, meeting: Meeting, stamp: Stamp) -> Meeting:
    line = find(meeting.attendance.register, event.attendee_id)
    if line is None:
        raise DoesNotFit("someone arrived who is not on the register")
    at = event.at or stamp.at
    stays = line.stays
    if line.here:
        stays = (*stays[:-1], replace(line.here, left_at=max(at, line.here.joined_at)))
    if event.mode is not None:
        stays = (*stays, Stay(mode=event.mode, joined_at=at))
    return _with(meeting, line.id, stays=stays)


@evolve.register(AuthorityNoted)
def _(event: AuthorityNoted, meeting: Meeting, stamp: Stamp) -> Meeting:
    return _with(meeting, event.attendee_id, authority=event.authority)


@evolve.register(WrittenInformationNoted)
def _(event: WrittenInformationNoted, meeting: Meeting, stamp: Stamp) -> Meeting:
    return _with(meeting, event.attendee_id, written_at=event.at or stamp.at, written_on=event.on)
