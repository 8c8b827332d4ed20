"""The forms of the register: an invitation, first-hand knowledge, the chair."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import asdict

from chairtui.core.attendance import ListAttendee, NoteInvitation
from chairtui.core.chairing import TakeChair
from chairtui.core.change import Command
from chairtui.core.first_hand import AskWhoHasMet, NoteFirstHand
from chairtui.core.meeting import Meeting
from chairtui.core.people import same_name
from chairtui.core.preparing import RequestInformation
from chairtui.core.register import Attendee
from chairtui.core.vocabulary import Answer
from chairtui.core.with_ids import find
from chairtui.standards.facts.preparing import INSTEAD
from chairtui.tui.sheets.of_a_value import FieldsOf, corrected
from chairtui.tui.sheets.requests import first_request
from chairtui.tui.sheets.sheet import Sheet, options
from chairtui.tui.sitting.sitting import Sitting, agency_title
from chairtui.tui.widgets.form import Values


def invitation_sheet(sitting: Sitting, line: Attendee, answer: Answer | None = None) -> Sheet:
    """Return the form for an invitation; with an answer, only the reason is left to give."""
    now = line.invitation
    shown = answer or (now.answer if now.answer is not Answer.UNKNOWN else Answer.INVITED)
    given = [word for word in Answer if word is not Answer.UNKNOWN]
    field = FieldsOf(now, sitting.dates)
    fields = (
        field("answer", "They are", required=True, options=options(given), initial=shown.value),
        field("reason", "Reason", help="needed when not invited, or declined"),
        field("at", "Invited when", past=True, help="yesterday 15:00, mon 9am"),
        field("by", "By whom"),
        field("channel", "How", help="secure e-mail, phone, in person"),
    )

    def commands(values: Values) -> Sequence[Command]:
        noted = NoteInvitation(attendee_id=line.id, **asdict(corrected(now, fields, values)))
        return (ListAttendee(attendee=line), noted)

    return Sheet(
        key=f"invitation/{line.id}",
        title=f"{agency_title(sitting, line)}: the invitation",
        fields=fields,
        commands=commands,
        focus="reason" if answer else "answer",
    )


def asked_instead(sitting: Sitting, meeting: Meeting, line: Attendee, how: str) -> Sequence[Command]:
    """Return what notes that somebody is not invited but asked in another way, and what they are asked."""
    known = find(meeting.preparing.requests, line.id)
    request = () if known else (RequestInformation(request=first_request(sitting, meeting, line)),)
    why = f"{INSTEAD} {how}."
    left_out = NoteInvitation(attendee_id=line.id, answer=Answer.NOT_INVITED, reason=why)
    return (ListAttendee(attendee=line), left_out, *request)


def first_hand_sheet(sitting: Sitting, line: Attendee) -> Sheet:
    """Return the form for whether someone has met the child."""
    field = FieldsOf(line.first_hand, sitting.dates)
    fields = (
        field("knows", "Knows the child or family first-hand"),
        field("relationship", "How: what they are to the child"),
        field(
            "last_seen_on",
            "Last saw the child on",
            key="last_seen",
            past=True,
            help="yesterday, last fri, 3 mar",
        ),
    )

    def commands(values: Values) -> Sequence[Command]:
        first_hand = corrected(line.first_hand, fields, values)
        return (ListAttendee(attendee=line), NoteFirstHand(attendee_id=line.id, first_hand=first_hand))

    return Sheet(
        key=f"first-hand/{line.id}",
        title=f"{agency_title(sitting, line)}: have they met the child?",
        fields=fields,
        commands=commands,
    )


def has_met_sheet(sitting: Sitting) -> Sheet:
    """Return the question to the room: who here has met the child?"""
    now = AskWhoHasMet(someone=sitting.live.outcome.meeting.attendance.someone_has_met)
    fields = (FieldsOf(now)("someone", "Has anyone here", required=True),)
    return Sheet(
        key="has-met",
        title="Ask the room: who here has met the child, and when?",
        about="Mark each person who has with f on the register. If nobody has, someone has to see the child.",
        fields=fields,
        commands=lambda values: (corrected(now, fields, values),),
    )


def chair_sheet(sitting: Sitting, line: Attendee | None = None) -> Sheet:
    """Return the form for who leads the meeting, or to hand it over to a person of the register."""
    old, settings = sitting.live.outcome.meeting.attendance.chair, sitting.desk.settings
    name = line.name if line else old.name if old else settings.name
    same = old is not None and same_name(old.name, name)
    now = TakeChair(
        name=name,
        grade=line.job if line else old.grade if old else settings.role,
        social_worker=bool(old and same and old.social_worker),
        phone=old.phone if old and same else settings.phone if same_name(name, settings.name) else "",
    )
    field = FieldsOf(now)
    fields = (
        field("name", "Name", required=True),
        field("grade", "Grade", required=True, help="for example: team manager"),
        field(
            "phone",
            "Telephone on which agencies ask about the record",
            help="it stands in what agencies are sent; readers outside them do not get it",
        ),
        field(
            "social_worker",
            "They are also the social worker who knows the case",
            help="only then do they count as the social worker of the minimum",
        ),
        field("reason", "Why it is handed over", help="leave empty at the beginning"),
    )
    return Sheet(
        key="chair",
        title="Who leads the meeting",
        fields=fields,
        commands=lambda values: (corrected(now, fields, values),),
    )
