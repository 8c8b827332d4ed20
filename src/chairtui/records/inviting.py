"""Invitations: a calendar file and a message to paste, with the reference and nobody's name.

Source: RFC 5545 (iCalendar) and RFC 5546 (how requests and cancellations are exchanged).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from chairtui.core.change import Refused
from chairtui.core.meeting import Meeting
from chairtui.core.naming import safe_agency, safe_reference
from chairtui.core.preparing import Item, Paper, Period, sequence, usual_agenda
from chairtui.core.register import Attendee
from chairtui.core.views import Title, agency_of
from chairtui.core.vocabulary import Form
from chairtui.core.when import say_clock, say_when
from chairtui.directory.agencies import Agencies
from chairtui.records.england import clock_of_england, span
from chairtui.text import clean

if TYPE_CHECKING:
    from icalendar import Event, vCalAddress

NO_ADDRESS = "invalid:nomail"
"""Stands for an agency whose address the register of agencies does not have."""

_ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9.-]+")
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
    whole.add("method", "CANCEL" if paper is Paper.CANCELLATION else "REQUEST")
    whole.add_component(clock_of_england())
    whole.add_component(_event(meeting, paper, invited, period, agencies, now))
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
    """Yield the items of the agenda with their times; without a time of the meeting, nothing."""
    at = meeting.scheduled_at
    if at is None:
        return
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
            "How to join: ",
            "",
            "Please answer whether you come. If you cannot, name a deputy who can decide for your agency,",
            "or send what you know in writing before the meeting.",
        ]
    return "\n".join([*lines, "", "This message is confidential. No names are given in it on purpose.", ""])


def address_of(line: Attendee, agencies: Agencies) -> str:
    """Return where somebody gets mail by the register of agencies, or nothing.

    A contact of that name comes before the agency's own address.
    """
    agency = agencies.get(line.agency)
    own = (one.email for one in agency.contacts if line.name and one.name == line.name)
    found = (said.strip() for said in (*own, agency.email))
    return next((said for said in found if _ADDRESS.fullmatch(said)), "")


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
    agencies: Agencies,
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
    event.add("description", _described(meeting, invited))
    if where := _WHERE.get(meeting.form):
        event.add("location", where)
    event.add("class", "CONFIDENTIAL")
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    event.add("organizer", _person("social-care", "Convening team", agencies))
    for line in invited:
        event.add("attendee", _invitee(meeting, line, agencies))
    return event


def _described(meeting: Meeting, invited: tuple[Attendee, ...]) -> str:
    minutes = sum(item.minutes for item in meeting.preparing.agenda or usual_agenda())
    period = time_of(meeting, invited[0].id if len(invited) == 1 else "")
    own = (period.ends_at - period.starts_at) < timedelta(minutes=minutes)
    slot = "You are asked for this part of the meeting only.\n" if own else ""
    return (
        f"Reference {one_line(safe_reference(meeting))}. The agenda takes {minutes} minutes.\n{slot}"
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


def _invitee(meeting: Meeting, line: Attendee, agencies: Agencies) -> vCalAddress:
    from icalendar import vText

    person = _person(line.agency, _called(meeting, line, lambda key: agencies.get(key).name), agencies)
    person.params["CUTYPE"] = vText("GROUP")
    person.params["ROLE"] = vText("REQ-PARTICIPANT")
    person.params["PARTSTAT"] = vText("NEEDS-ACTION")
    person.params["RSVP"] = vText("TRUE")
    return person


def _person(agency: str, name: str, agencies: Agencies) -> vCalAddress:
    from icalendar import vCalAddress, vText

    email = agencies.get(agency).email.strip()
    person = vCalAddress(f"mailto:{email}" if _ADDRESS.fullmatch(email) else NO_ADDRESS)
    person.params["CN"] = vText(one_line(name).replace('"', "'"))
    return person


def one_line(words: str) -> str:
    """Return a text that stays on one line of a calendar."""
    return clean(words, multiline=False, limit=200)
