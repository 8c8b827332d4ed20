"""Who gets which record, by which channel and by when: worked out from the meeting and the registers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any

from msgspec import Struct

from chairtui.core.actions import Action
from chairtui.core.calendar.deadlines import LONDON, add_working_days, local_day
from chairtui.core.change import within
from chairtui.core.delivery import Delivery
from chairtui.core.history.log import Recorded, fold
from chairtui.core.meeting import Meeting
from chairtui.core.people import folded
from chairtui.core.recipients import GETS, REFERRER, involvement_on
from chairtui.core.register import Attendee
from chairtui.core.views import agency_of
from chairtui.core.vocabulary import ActionStatus, Answer, RecordKind, Sector
from chairtui.core.with_ids import find
from chairtui.directory.agencies import Agencies, Agency
from chairtui.directory.areas import authority_named, force_named, force_of, short
from chairtui.directory.naming import title_in
from chairtui.live.ledger import is_unlisted
from chairtui.standards.verdict import Expected

FIGURE = "record_due_working_days"
"""The practice standard's figure: working days from the meeting in which the record goes out."""

_END_OF_DAY = time(23, 59)


class Around(Struct, frozen=True, kw_only=True):
    """What has to be known beside a meeting to say who gets its record."""

    expected: Sequence[Expected] = ()
    agencies: Agencies = Agencies({})
    figures: Mapping[str, Any] = {}
    """The figures of the profile that judges the meeting; those that are off are not among them."""


def proposals(meeting: Meeting, around: Around) -> tuple[Delivery, ...]:
    """Return who should get the record and is not on the list yet.

    Those who took part get it whole; those who came for one item, or were asked and did not come, their own
    extract of it; all others the outcome, with the actions that are theirs. The chair has it.
    """
    listed = meeting.closing.distribution
    ids = {one.id for one in listed} | {f"to-{one.attendee_id}" for one in listed if one.attendee_id}
    named = {folded(one.recipient) for one in listed if not one.attendee_id}
    if chair := meeting.attendance.chair:
        named.add(folded(chair.name))
    due_at = record_due(meeting, around.figures)
    lines = [
        delivery
        for delivery in _to_lines(meeting, around, due_at)
        if delivery.id not in ids and folded(delivery.recipient) not in named
    ]
    named |= {folded(one.recipient) for one in (*listed, *lines)}
    others: dict[str, Delivery] = {}
    for delivery in _to_others(meeting, around, due_at):
        if delivery.id not in ids and folded(delivery.recipient) not in named:
            others.setdefault(folded(delivery.recipient), delivery)
    return (*lines, *others.values())


def at_signing(meeting: Meeting, around: Around) -> tuple[Delivery, ...]:
    """Return who is put into the ledger by signing: all proposals but those who were left out on purpose.

    Somebody may have been left out because they must not know; that is for a person to decide.
    """
    left_out = {f"to-{line.id}" for line in meeting.attendance.register if _left_out(line)}
    return tuple(one for one in proposals(meeting, around) if one.id not in left_out)


def listed(history: Sequence[Recorded], around: Callable[[Meeting], Around]) -> Meeting:
    """Return a meeting with who gets its record, also where it came signed and without a ledger.

    It is what `LiveMeeting.keep_ledger` writes down; who only reads is told it from here.
    """
    meeting = fold(history)
    if meeting.closing.signature is None or not is_unlisted(one.row for one in history):
        return meeting
    return within(meeting, "closing", distribution=at_signing(meeting, around(meeting)))


def record_due(meeting: Meeting, figures: Mapping[str, Any]) -> datetime | None:
    """Return by when the record goes out: the end of a working day after the meeting.

    Nothing where the profile sets no time, or the meeting was not held.
    """
    days = figures.get(FIGURE)
    if days is None or meeting.started_at is None:
        return None
    day = add_working_days(local_day(meeting.started_at), int(days))
    return datetime.combine(day, _END_OF_DAY, LONDON).astimezone(UTC)


def channel_to(agency: str, area: str, meeting: Meeting, agencies: Agencies) -> str:
    """Return the secure channel to an agency: its secure e-mail, as the register has it; never another's.

    That of the agency here is not that of its like in another area.
    """
    own = agency_at(agency, area, meeting, agencies)
    return f"secure e-mail to {own.email}" if own and own.email else ""


def agency_at(agency: str, area: str, meeting: Meeting, agencies: Agencies) -> Agency | None:
    """Return an agency as the register has it for an area; the one here is not its like elsewhere."""
    keys = (f"{agency}@{area}", f"{agency}@{short(area)}") if area else ()
    own = next((agencies.get(key) for key in keys if key in agencies), None)
    return own or (agencies.get(agency) if _is_here(area, meeting) else None)


def _to_lines(meeting: Meeting, around: Around, due_at: datetime | None) -> Iterator[Delivery]:
    """Yield what everybody on the register gets; an interpreter or adviser is sent nothing by itself."""
    title = title_in(meeting, around.agencies)
    for line in meeting.attendance.register:
        if line.sector is Sector.SUPPORT:
            continue
        yield Delivery(
            id=f"to-{line.id}",
            recipient=line.name or agency_of(line, title),
            agency=line.agency,
            attendee_id=line.id,
            record=GETS[involvement_on(meeting, line)],
            channel=channel_to(line.agency, line.area, meeting, around.agencies),
            due_at=due_at,
        )


def _to_others(meeting: Meeting, around: Around, due_at: datetime | None) -> Iterator[Delivery]:
    """Yield what roles get that nobody stood for, the referrer, and owners who are not on the register."""

    def told(key: str, recipient: str, agency: str, area: str = "") -> Delivery:
        channel = channel_to(agency, area, meeting, around.agencies) if agency else ""
        return Delivery(
            id=f"to-{key}",
            recipient=recipient,
            agency=agency,
            record=RecordKind.NOTICE,
            channel=channel,
            due_at=due_at,
        )

    for role in around.expected:
        if not role.attendee_id:
            yield told(role.key, role.title, role.agency, role.area)
    if referrer := meeting.concern.referrer.strip():
        yield told(REFERRER, referrer, REFERRER)
    for action in meeting.plan.actions:
        is_open = action.status is ActionStatus.OPEN
        if is_open and action.owner and _line_of(action, meeting.attendance.register) is None:
            yield told(action.id, action.owner, action.agency)


def _line_of(action: Action, register: Sequence[Attendee]) -> Attendee | None:
    """Return the line of the register that stands for the owner of an action, where it is one for certain."""
    if action.owner_id:
        return find(register, action.owner_id)
    named = [line for line in register if line.name and folded(line.name) == folded(action.owner)]
    return named[0] if len(named) == 1 else None


def _left_out(line: Attendee) -> bool:
    return line.invitation.answer is Answer.NOT_INVITED and not line.stays


def _is_here(area: str, meeting: Meeting) -> bool:
    """Say whether an area is that of the authority that holds the meeting."""
    if not area:
        return True
    home = meeting.authority
    return authority_named(area) == authority_named(home) or force_named(area) == force_of(home)
