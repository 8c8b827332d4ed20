"""Invitations: a calendar file and a message to paste, with the reference and nobody's name.

Source: RFC 5545 (iCalendar) and RFC 5546 (how requests and cancellations are exchanged).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from chairtui.core.calendar.clocks import say_clock
from chairtui.core.calendar.when import say_when
from chairtui.core.change import Refused
from chairtui.core.joining import Joining, joining_for, joining_words
from chairtui.core.meeting import Meeting
from chairtui.core.naming import safe_agency, safe_reference
from chairtui.core.preparing import Item, Paper, Period, sequence, usual_agenda
from chairtui.core.register import UNASKED, Attendee
from chairtui.core.views import Title, agency_of
from chairtui.core.vocabulary import Form, Sector
from chairtui.directory.agencies import Agencies
from chairtui.directory.naming import title_in
from chairtui.records.delivery.mailing import address_of, link_to
from chairtui.records.formats.england import clock_of_england, span
from chairtui.text import one_line

if TYPE_CHECKING:
    from icalendar import Event, vCalAddress

_CONVENER = Attendee(id="", agency="social-care", sector=Sector.SOCIAL_WORK)
"""Whose address an invitation comes from: that of the team that convenes the meeting."""

_WHERE = {Form.TELEPHONE: "By telephone", Form.CALLS: "By telephone, one after another"}


def calendar(
    meeting: Meeting, paper: Paper, lines: Iterable[Attendee], agencies: Agencies, now: datetime
) -> bytes:
    """Return an invitation, its update or its cancellation for some lines of the register.

    For one line it keeps its UID however often the meeting is moved; several get one that they share.

    Raises:
        Refused: the meeting has no time, or nobody is invited.
    """
    from icalendar import Calendar

    invited = tuple(lines)
    if not invited:
        raise Refused("Nobody is on the register yet, so there is nobody to invite.")
    period = time_of(meeting, invited[0].id if len(invited) == 1 else "")
    whole = Calendar()
    whole.add("prodid", "-//chairtui//Strategy discussions//EN")
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    people = _people(meeting, invited, agencies)
    if (
        people
    ):  # without them nothing is scheduled between calendars (RFC 5546, 3.2.2): it is an entry to keep
        whole.add("method", "CANCEL" if paper is Paper.CANCELLATION else "REQUEST")
    whole.add_component(clock_of_england())
    event = _event(meeting, paper, invited, period, now)
    for role, person in people:
        event.add(role, person)
    whole.add_component(event)
    return bytes(whole.to_ical())


def time_of(meeting: Meeting, attendee_id: str = "") -> Period:
    """Return when the meeting is held by its agenda; for somebody with a slot of their own, their slot.

    Raises:
        Refused: the meeting has no time.
    """
    if meeting.scheduled_at is None:
        raise Refused("The meeting has no time yet: set it, then invite.")
    slots = [slot for slot in timed(meeting) if attendee_id and slot[0].attendee_id == attendee_id]
    slots = slots or list(timed(meeting))
    return Period(starts_at=slots[0][1].starts_at, ends_at=slots[-1][1].ends_at)


def timed(meeting: Meeting) -> Iterator[tuple[Item, Period]]:
    """Yield the items of the agenda with their times in whole minutes; without a time of it, none."""
    if meeting.scheduled_at is None:
        return
    at = meeting.scheduled_at.replace(second=0, microsecond=0)
    for item in meeting.preparing.agenda or usual_agenda():
        ends_at = at + timedelta(minutes=item.minutes)
        yield item, Period(starts_at=at, ends_at=ends_at)
        at = ends_at


def message(meeting: Meeting, paper: Paper, line: Attendee | None, title: Title) -> str:
    """Return a message to paste into secure mail: reference, time and what is asked, and nobody's name.

    Raises:
        Refused: the meeting has no time.
    """
    return f"Subject: {subject(meeting, paper)}\n\n{body(meeting, paper, line, title)}"


def subject(meeting: Meeting, paper: Paper) -> str:
    """Return the subject of the message: what it is, and the reference."""
    state = {Paper.UPDATE: "Changed: ", Paper.CANCELLATION: "Cancelled: "}.get(paper, "")
    return f"{state}Strategy discussion {one_line(safe_reference(meeting))}"


def body(meeting: Meeting, paper: Paper, line: Attendee | None, title: Title) -> str:
    """Return what stands below the subject.

    Raises:
        Refused: the meeting has no time.
    """
    period = time_of(meeting, line.id if line else "")
    when = f"{say_when(period.starts_at)} to {say_clock(period.ends_at)}"
    lines = [
        f"To: {one_line(_called(meeting, line, title))}" if line else "To everyone who is invited",
        "",
        *_asked(paper, when),
        "",
        f"Reference: {one_line(safe_reference(meeting))}",
    ]
    if paper is not Paper.CANCELLATION:
        lines += [
            f"When: {when} (time in England)",
            f"Held as: {meeting.form.value}",
            *how_to_join(meeting, line),
            "",
            "Please answer whether you come. If you cannot, name a deputy who can decide for your agency,",
            "or send what you know in writing before the meeting.",
        ]
    return "\n".join([*lines, "", "This message is confidential. No names are given in it on purpose.", ""])


def how_to_join(meeting: Meeting, line: Attendee | None) -> tuple[str, ...]:
    """Return the lines that say how to join to whoever is invited, and to nobody else."""
    if line is not None and line.invitation.answer in UNASKED:
        return ()
    ways = joining_words(meeting, joining_for(meeting, line))
    return (f"How to join: {ways[0]}", *(f"  or {way}" for way in ways[1:]))


def mail_link(meeting: Meeting, paper: Paper, line: Attendee, agencies: Agencies) -> str:
    """Return the link for the message to one line of the register; without an address nobody is named in it.

    Raises:
        Refused: the meeting has no time, or the message is too long for a link.
    """
    words = body(meeting, paper, line, title_in(meeting, agencies))
    return link_to(address_of(line, meeting, agencies), subject(meeting, paper), words)


def _asked(paper: Paper, when: str) -> tuple[str, ...]:
    if paper is Paper.CANCELLATION:
        return (f"The strategy discussion on {when} will not be held. Please take it out of your calendar.",)
    if paper is Paper.UPDATE:
        return ("The strategy discussion to which you are invited has changed: this replaces what you have.",)
    return ("You are invited to a strategy discussion under section 47 of the Children Act 1989.",)


def _event(
    meeting: Meeting,
    paper: Paper,
    invited: tuple[Attendee, ...],
    period: Period,
    now: datetime,
) -> Event:
    from icalendar import Event

    reference = one_line(safe_reference(meeting))
    cancelled = paper is Paper.CANCELLATION
    event = Event()
    event.add("uid", _uid(meeting, invited))
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", max(sequence(meeting, line.id, paper) for line in invited))
    starts, ends = span(period.starts_at, period.ends_at)
    event.add("dtstart", starts)
    event.add("dtend", ends)
    event.add("summary", f"{'Cancelled: ' if cancelled else ''}Strategy discussion {reference}")
    way_in = Joining() if cancelled else joining_for(meeting, invited[0] if len(invited) == 1 else None)
    event.add("description", _described(meeting, invited, way_in))
    if where := one_line(way_in.room) or _WHERE.get(meeting.form):
        event.add("location", where)
    _add_ways_in(event, way_in)
    event.add("class", "CONFIDENTIAL")
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    return event


def _add_ways_in(event: Event, way_in: Joining) -> None:
    """Add link and number as a calendar offers them to join with (RFC 7986, 5.11)."""
    from icalendar import Conference

    ways = []
    if way_in.link:
        event.add("url", way_in.link)
        ways.append(Conference(way_in.link, feature="VIDEO", label="Link"))
    if way_in.telephone:
        label = one_line(way_in.number)
        ways.append(Conference(f"tel:{way_in.telephone}", feature="PHONE", label=label))
    event.conferences = ways


def _described(meeting: Meeting, invited: tuple[Attendee, ...], way_in: Joining) -> str:
    minutes = sum(item.minutes for item in meeting.preparing.agenda or usual_agenda())
    period = time_of(meeting, invited[0].id if len(invited) == 1 else "")
    own = (period.ends_at - period.starts_at) < timedelta(minutes=minutes)
    said = joining_words(meeting, way_in) if way_in != Joining() else ()
    how = f"How to join: {'; '.join(said)}.\n" if said else ""
    slot = "You are asked for this part of the meeting only.\n" if own else ""
    return (
        f"Reference {one_line(safe_reference(meeting))}. The agenda takes {minutes} minutes.\n{slot}{how}"
        "Confidential: names and papers come by secure mail only."
    )


def _uid(meeting: Meeting, invited: tuple[Attendee, ...]) -> str:
    """Return what stays the same for a meeting and a line, and shows neither of them."""
    whose = invited[0].id if len(invited) == 1 else ""
    digest = hashlib.sha256(f"{meeting.id}\n{whose}".encode("utf-8", "replace")).hexdigest()
    return f"{digest[:32]}@chairtui.invalid"


def _called(meeting: Meeting, line: Attendee, title: Title) -> str:
    """Return an agency as a message may call it: one that bears a name of the family, by its sector alone."""
    return safe_agency(meeting, agency_of(line, title)) or line.sector.value


def _people(
    meeting: Meeting, invited: tuple[Attendee, ...], agencies: Agencies
) -> list[tuple[str, vCalAddress]]:
    """Return who sends an invitation and who gets it, by property; nobody without addresses of both.

    Whoever has no address is left out: RFC 5545 (3.8.4.1, 3.8.4.3) gives no value that stands for none. What
    several get shows them the addresses of agencies, and nobody's own.
    """
    organizer = address_of(_CONVENER, meeting, agencies)
    alone = len(invited) == 1
    people = []
    for line in invited:
        name = _called(meeting, line, title_in(meeting, agencies))
        tells_no_name = alone or name != line.sector.value  # as an agency that bears one is called
        address = address_of(line if alone else replace(line, name=""), meeting, agencies)
        if address and tells_no_name:
            people.append(("attendee", _invitee(address, name)))
    return [("organizer", _person(organizer, "Convening team")), *people] if organizer and people else []


def _invitee(address: str, name: str) -> vCalAddress:
    from icalendar import vText

    person = _person(address, name)
    person.params["CUTYPE"] = vText("GROUP")
    person.params["ROLE"] = vText("REQ-PARTICIPANT")
    person.params["PARTSTAT"] = vText("NEEDS-ACTION")
    person.params["RSVP"] = vText("TRUE")
    return person


def _person(address: str, name: str) -> vCalAddress:
    from icalendar import vCalAddress, vText

    person = vCalAddress(f"mailto:{address}")
    person.params["CN"] = vText(one_line(name).replace('"', "'"))
    return person
