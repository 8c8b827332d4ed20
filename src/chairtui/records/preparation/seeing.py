"""What each agency may see before a meeting: the one place where that is settled.

The meeting that an agency sees is built from what it may see, so what nobody thought of is not in it:

- everyone invited sees when the meeting is held, its agenda and purpose, who the children are, the concern,
  its circumstances, who else is invited and what they answered;
- each agency sees also its own invitation, request, contributions, bookings and reasons, its own number of a
  child, and what is left open from earlier meetings if it was at all of them;
- nobody else sees what an agency told before the meeting, what it was asked, what it withholds or why it is
  expected; nor who raised the concern, where the child lives or may be, and what services the family has.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from chairtui.core.children import Child, FamilyMember
from chairtui.core.concern import Concern
from chairtui.core.joining import Joining, joining_for
from chairtui.core.meeting import Meeting
from chairtui.core.people import same_name
from chairtui.core.preparing import Preparing, Request
from chairtui.core.register import Attendance, Attendee, Invitation
from chairtui.core.series import Carried, Earlier, Series
from chairtui.core.sharing import Sharing
from chairtui.core.vocabulary import Sector
from chairtui.standards.verdict import Expected


def seen_by(meeting: Meeting, attendee_id: str) -> Meeting:
    """Return the meeting as the agency on a line of the register may see it; with no line, all of it.

    Raises:
        Refused: there is no such line.
    """
    if not attendee_id:
        return meeting
    line = meeting.attendance.line(attendee_id)
    own = _own(meeting, line)
    return Meeting(
        id=meeting.id,
        reference=meeting.reference,
        authority=meeting.authority,
        form=meeting.form,
        scheduled_at=meeting.scheduled_at,
        preparing=_preparing(meeting, line, own),
        attendance=_attendance(meeting.attendance, own),
        concern=_concern(meeting.concern, line),
        series=_series(meeting.series, line),
        sharing=_sharing(meeting.sharing, own),
    )


def expected_seen_by(
    expected: Iterable[Expected], meeting: Meeting, attendee_id: str
) -> tuple[Expected, ...]:
    """Return the expected roles that an agency may see: those with a line, and the reasons for its own."""
    if not attendee_id:
        return tuple(expected)
    own = _own(meeting, meeting.attendance.line(attendee_id))
    return tuple(
        role if role.attendee_id in own else replace(role, reasons=(), sources=(), origins=())
        for role in expected
        if role.attendee_id
    )


def _own(meeting: Meeting, line: Attendee) -> frozenset[str]:
    """Return the lines of one agency that stand for each other: somebody and their deputies."""
    deputies = {other.id for other in meeting.attendance.register if other.deputy_for == line.id}
    return frozenset({line.id, line.deputy_for, *deputies} - {""})


def _preparing(meeting: Meeting, line: Attendee, own: frozenset[str]) -> Preparing:
    preparing = meeting.preparing
    return Preparing(
        agenda=preparing.agenda,
        requests=tuple(
            asked
            if asked.id in own
            else Request(id=asked.id, reply_by=asked.reply_by, returned_at=asked.returned_at)
            for asked in preparing.requests
        ),
        sent=tuple(replace(sent, joining=Joining()) for sent in preparing.sent if sent.attendee_id in own),
        joining=joining_for(meeting, line),
    )


def _attendance(attendance: Attendance, own: frozenset[str]) -> Attendance:
    chairs = tuple(replace(chair, reason="") for chair in attendance.chairs)
    return Attendance(
        register=tuple(line if line.id in own else _other(line) for line in attendance.register),
        chairs=chairs,
    )


def _other(line: Attendee) -> Attendee:
    """Return what everyone may see of a line."""
    return Attendee(
        id=line.id,
        agency=line.agency,
        sector=line.sector,
        name=line.name,
        job=line.job,
        unit=line.unit,
        area=line.area,
        health=line.health,
        deputy_for=line.deputy_for,
        invitation=Invitation(answer=line.invitation.answer),
        written_at=line.written_at,
        written_on=line.written_on,
        leads=line.leads,
    )


def _concern(concern: Concern, line: Attendee) -> Concern:
    return Concern(
        children=tuple(_child(child, line) for child in concern.children),
        family=tuple(
            FamilyMember(
                id=member.id,
                name=member.name,
                relationship=member.relationship,
                is_child=member.is_child,
                open_to=_own_service(member.open_to, line),
                children=member.children,
            )
            for member in concern.family
        ),
        circumstances=concern.circumstances,
        raised_at=concern.raised_at,
        words=concern.words,
    )


def _child(child: Child, line: Attendee) -> Child:
    return Child(
        id=child.id,
        name=child.name,
        born_on=child.born_on,
        expected_on=child.expected_on,
        birth=replace(child.birth, source=""),
        education=child.education,
        setting=child.setting,
        open_to=_own_service(child.open_to, line),
        local_id=child.local_id if line.sector is Sector.SOCIAL_WORK else "",
        nhs_number=child.nhs_number if line.sector is Sector.HEALTH else "",
        upn=child.upn if line.sector is Sector.EDUCATION else "",
    )


def _own_service(open_to: Iterable[str], line: Attendee) -> tuple[str, ...]:
    return tuple(agency for agency in open_to if agency in (line.agency, f"{line.agency}@{line.area}"))


def _series(series: Series, line: Attendee) -> Series:
    """Return what is left open: to who was at every earlier meeting all of it, to others what is theirs."""
    earlier = tuple(one for one in series.earlier if _was_at(one, line))
    if series.earlier and earlier == series.earlier:
        return series
    return Series(earlier=earlier, carried=tuple(one for one in series.carried if _owns(one, line)))


def _was_at(earlier: Earlier, line: Attendee) -> bool:
    return any((one.agency, one.area) == (line.agency, line.area) for one in earlier.attended)


def _owns(carried: Carried, line: Attendee) -> bool:
    return same_name(carried.owner, line.name)


def _sharing(sharing: Sharing, own: frozenset[str]) -> Sharing:
    return Sharing(
        contributions=tuple(one for one in sharing.contributions if one.attendee_id in own),
        turns=tuple(one for one in sharing.turns if one.id in own),
        offers=tuple(one for one in sharing.offers if one.attendee_id in own),
        bookings=tuple(one for one in sharing.bookings if one.attendee_id in own),
    )
