"""The forms of the register: an invitation, first-hand knowledge, the chair."""

from __future__ import annotations

from collections.abc import Sequence

from chairtui.core.attendance import ListAttendee, NoteInvitation
from chairtui.core.chairing import TakeChair
from chairtui.core.change import Command
from chairtui.core.first_hand import AskWhoHasMet, NoteFirstHand
from chairtui.core.meeting import Meeting
from chairtui.core.preparing import RequestInformation
from chairtui.core.register import Attendee, FirstHand
from chairtui.core.vocabulary import Answer, YesNo
from chairtui.core.with_ids import find
from chairtui.standards.facts.preparing import INSTEAD
from chairtui.tui.sheets.capture import from_yes_no, yes_no
from chairtui.tui.sheets.requests import first_request
from chairtui.tui.sheets.sheet import Sheet, options, text
from chairtui.tui.sitting.sitting import Sitting, agency_title
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.form import FieldSpec, Kind, Values


def invitation_sheet(sitting: Sitting, line: Attendee, answer: Answer | None = None) -> Sheet:
    """Return the form for an invitation; with an answer, only the reason is left to give."""
    now = line.invitation
    shown = answer or (now.answer if now.answer is not Answer.UNKNOWN else Answer.INVITED)

    def commands(values: Values) -> Sequence[Command]:
        return (
            ListAttendee(attendee=line),
            NoteInvitation(
                attendee_id=line.id,
                answer=Answer(text(values, "answer")),
                at=sitting.dates.instant(text(values, "at"), past=True),
                by=text(values, "by"),
                channel=text(values, "channel"),
                reason=text(values, "reason"),
            ),
        )

    given = [word for word in Answer if word is not Answer.UNKNOWN]
    return Sheet(
        key=f"invitation/{line.id}",
        title=f"{agency_title(sitting, line)}: the invitation",
        fields=(
            FieldSpec("answer", "They are", Kind.CHOICE, True, options=options(given), initial=shown.value),
            FieldSpec("reason", "Reason", initial=now.reason, help="needed when not invited, or declined"),
            FieldSpec(
                "at",
                "Invited when",
                Kind.WHEN,
                initial=said(now.at),
                understand=sitting.dates.understood_past,
                help="yesterday 15:00, mon 9am",
            ),
            FieldSpec("by", "By whom", initial=now.by),
            FieldSpec("channel", "How", initial=now.channel, help="secure e-mail, phone, in person"),
        ),
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
    now = line.first_hand

    def commands(values: Values) -> Sequence[Command]:
        new = FirstHand(
            knows=yes_no(values, "knows"),
            relationship=text(values, "relationship"),
            last_seen_on=sitting.dates.day(text(values, "last_seen"), past=True),
        )
        return (ListAttendee(attendee=line), NoteFirstHand(attendee_id=line.id, first_hand=new))

    return Sheet(
        key=f"first-hand/{line.id}",
        title=f"{agency_title(sitting, line)}: have they met the child?",
        fields=(
            FieldSpec(
                "knows", "Knows the child or family first-hand", Kind.YES_NO, initial=from_yes_no(now.knows)
            ),
            FieldSpec("relationship", "How: what they are to the child", initial=now.relationship),
            FieldSpec(
                "last_seen",
                "Last saw the child on",
                Kind.WHEN,
                initial=said(now.last_seen_on),
                understand=sitting.dates.understood_past,
                help="yesterday, last fri, 3 mar",
            ),
        ),
        commands=commands,
    )


def has_met_sheet(sitting: Sitting) -> Sheet:
    """Return the question to the room: who here has met the child?"""
    now = sitting.live.outcome.meeting.attendance.someone_has_met

    def commands(values: Values) -> Sequence[Command]:
        return (AskWhoHasMet(someone=yes_no(values, "someone")),)

    return Sheet(
        key="has-met",
        title="Ask the room: who here has met the child, and when?",
        about="Mark each person who has with f on the register. If nobody has, someone has to see the child.",
        fields=(FieldSpec("someone", "Has anyone here", Kind.YES_NO, True, initial=from_yes_no(now)),),
        commands=commands,
    )


def chair_sheet(sitting: Sitting, line: Attendee | None = None) -> Sheet:
    """Return the form for who leads the meeting, or to hand it over to a person of the register."""
    now = sitting.live.outcome.meeting.attendance.chair
    name = line.name if line else now.name if now else sitting.desk.settings.name
    grade = line.job if line else now.grade if now else sitting.desk.settings.role
    also = now is not None and now.social_worker and (line is None or line.name == now.name)

    def commands(values: Values) -> Sequence[Command]:
        return (
            TakeChair(
                name=text(values, "name"),
                grade=text(values, "grade"),
                reason=text(values, "reason"),
                social_worker=yes_no(values, "social_worker") is YesNo.YES,
                phone=text(values, "phone"),
            ),
        )

    return Sheet(
        key="chair",
        title="Who leads the meeting",
        fields=(
            FieldSpec("name", "Name", required=True, initial=name),
            FieldSpec("grade", "Grade", required=True, initial=grade, help="for example: team manager"),
            FieldSpec(
                "phone",
                "Telephone on which agencies ask about the record",
                initial=now.phone if now and now.name == name else "",
                help="it stands in what agencies are sent; readers outside them do not get it",
            ),
            FieldSpec(
                "social_worker",
                "They are also the social worker who knows the case",
                Kind.YES_NO,
                initial=from_yes_no(YesNo.YES if also else YesNo.NO),
                help="only then do they count as the social worker of the minimum",
            ),
            FieldSpec("reason", "Why it is handed over", help="leave empty at the beginning"),
        ),
        commands=commands,
    )
