"""The information request: one page for one agency, and a form that comes back with its answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from chairtui.core.births import birth_words
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.calendar.when import say_when
from chairtui.core.preparing import Request
from chairtui.core.register import Attendee
from chairtui.core.vocabulary import Sector
from chairtui.core.with_ids import find
from chairtui.records.content.family_pages import numbers
from chairtui.records.content.frame import Frame, said
from chairtui.records.preparation.form import ROWS
from chairtui.records.record import Blank, Blanks, Paragraph, Part, Record, Section, table

TITLE = "Information request"

AHEAD = timedelta(days=14)
"""How far ahead is asked what is booked."""

_NEEDS = {
    Sector.SOCIAL_WORK: "What you know of the child and family, who works with them, and the plan.",
    Sector.POLICE: "Incidents, intelligence and convictions about the child, the family and the addresses.",
    Sector.HEALTH: "What health knows of the child and the carers: contacts kept and missed, injuries.",
    Sector.EDUCATION: "Attendance, changes in the child, what they have said, who collects them, concerns.",
    Sector.YOUTH_JUSTICE: "Orders, contacts and whom the child is with; what has changed lately.",
    Sector.ADULT_SERVICES: "What you know of the adult, and what it means for the care of the child.",
    Sector.HOUSING: "Who lives at the address, its condition, complaints and visits.",
}
_ANYONE = "What you know of the child and the family that bears on whether the child is safe."
_ONLY_YOU = "What no other agency can know or find out, and what you can offer to find out or do."


def compose_request(frame: Frame, line: Attendee, reply_to: str) -> Record:
    """Return the request to one agency, from a meeting cut to what it may see (seeing.py)."""
    meeting = frame.meeting
    request = find(meeting.preparing.requests, line.id) or Request(id=line.id)
    reply_by = said(request.reply_by or meeting.scheduled_at, "as soon as you can")
    parts = (meeting.reference, meeting.authority, frame.line(line.id), f"reply by {reply_by}")
    return Record(
        title=TITLE,
        reference=meeting.reference,
        subtitle=" · ".join(filter(None, parts)),
        version=1,
        sections=(
            Section("Why you are asked", tuple(_why(frame))),
            Section("What we need to know from you", (Paragraph(request.needs or needs_of(line)),)),
            Section("What only you can tell us", (Paragraph(request.only_you or _ONLY_YOU),)),
            Section("What is booked in the next fourteen days", (Paragraph(_booked(meeting.scheduled_at)),)),
            Section("How to answer", (_how(reply_by, reply_to),)),
            Section("Reply form", tuple(_form(frame, line)), new_page=True),
        ),
    )


def needs_of(line: Attendee) -> str:
    """Return what an agency of this kind is asked where nobody wrote it."""
    return _NEEDS.get(line.sector, _ANYONE)


def _why(frame: Frame) -> Iterator[Part]:
    meeting = frame.meeting
    held = f" on {said(meeting.scheduled_at)}" if meeting.scheduled_at else ""
    yield Paragraph(
        f"A strategy discussion under section 47 of the Children Act 1989 is held{held} about the children "
        "below. What you know helps to decide whether they are safe, also if you cannot come."
    )
    rows = [
        (
            child.name,
            (birth_words(child) or "date of birth not written").removeprefix("born "),
            child.setting or "not written",
            numbers(child),
        )
        for child in meeting.concern.children
    ]
    yield table("Child|Born|School or setting|Numbers", rows, "No child is named yet.")


def _booked(held_at: datetime | None) -> str:
    asked = "Appointments, visits, hearings, moves, contact: everything booked for the child or family"
    if held_at is None:
        return f"{asked}. Say when, and who confirms that it happened."
    last = local_day(held_at) + AHEAD
    return f"{asked} up to {say_when(last)}. Say when, and who confirms that it happened."


def _how(reply_by: str, reply_to: str) -> Part:
    to = f" to {reply_to}" if reply_to else ""
    return Paragraph(
        f"Reply by {reply_by}{to}, by secure mail only: fill in the form that follows and send this file "
        "back. If you hold nothing, say so: that is an answer.",
        strong=True,
    )


def _form(frame: Frame, line: Attendee) -> Iterator[Part]:
    yield Paragraph(
        "Write in the last column; in a text file, between the marks below each question. Leave the names of "
        "the rows as they are. For more facts or bookings, add rows and count on: fact-4, booked-3."
    )
    given = {"meeting": frame.meeting.id, "line": line.id}
    yield Blanks(tuple(Blank(key, words, given.get(key, "")) for key, words in ROWS))
