"""The forms of the register: a person, an invitation, first-hand knowledge, the chair."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from chairtui.core.attendance import AskWhoHasMet, ListAttendee, NoteAuthority, NoteFirstHand, NoteInvitation
from chairtui.core.chairing import TakeChair
from chairtui.core.change import Command
from chairtui.core.keyed import find
from chairtui.core.meeting import Meeting
from chairtui.core.preparing import RequestInformation
from chairtui.core.register import Attendee, Authority, FirstHand
from chairtui.core.vocabulary import Answer, HealthKind, PoliceUnit, Sector, YesNo
from chairtui.live.signing import line_of_agency
from chairtui.standards.facts.preparing import INSTEAD
from chairtui.standards.matching import settings_of
from chairtui.tui.dates import said
from chairtui.tui.sheet import Sheet, options, text
from chairtui.tui.sheets.capture import (
    agencies_as_options,
    agency_title,
    from_yes_no,
    people_as_options,
    yes_no,
)
from chairtui.tui.sheets.requests import first_request
from chairtui.tui.sitting import Sitting
from chairtui.tui.widgets.form import FieldSpec, Kind, Values
from chairtui.tui.widgets.options import Option


def person_sheet(sitting: Sitting, line: Attendee, *, known: bool) -> Sheet:
    """Return the form for who somebody is; `known` when the line is on the register already."""
    agencies = sitting.desk.agencies

    def commands(values: Values) -> Sequence[Command]:
        key = text(values, "agency") if not known else line.agency
        base = line if known else line_of_agency(line.id, key, agencies, area=line.area)
        unit = text(values, "unit") if "unit" in values else ""
        health = text(values, "health") if "health" in values else ""
        new = replace(
            base,
            name=text(values, "name"),
            job=text(values, "job"),
            area=text(values, "area"),
            unit=PoliceUnit(unit) if unit else base.unit if base.sector is Sector.POLICE else None,
            health=HealthKind(health) if health else base.health if base.sector is Sector.HEALTH else None,
            only_for=text(values, "only_for"),
            deputy_for=line.deputy_for,
            identity_checked=yes_no(values, "identity"),
        )
        authority = Authority(
            can_commit=yes_no(values, "authority"),
            decider=text(values, "decider"),
            decides_at=sitting.dates.instant(text(values, "decides_at")),
        )
        return (ListAttendee(attendee=new), NoteAuthority(attendee_id=line.id, authority=authority))

    agency = () if known else (_agency_field(sitting, line),)
    instead = "Who comes in their place" if line.deputy_for else "Who else is here"
    title = agency_title(sitting, line) if known else instead
    return Sheet(
        key=f"person/{line.id}" if known else f"person/new/{line.deputy_for}",
        title=title,
        fields=(*agency, *_person_fields(sitting, line, known=known)),
        commands=commands,
    )


def _agency_field(sitting: Sitting, line: Attendee) -> FieldSpec:
    return FieldSpec(
        "agency", "Agency", Kind.CHOICE, True, options=agencies_as_options(sitting), initial=line.agency
    )


def _person_fields(sitting: Sitting, line: Attendee, *, known: bool) -> tuple[FieldSpec, ...]:
    fields = [
        FieldSpec(
            "name",
            "Name",
            Kind.SUGGEST,
            options=people_as_options(sitting, line.agency),
            initial=line.name,
            help="up and down go to who is offered; anybody else is typed",
        ),
        FieldSpec("job", "Job and grade", initial=line.job),
    ]
    police = not known or line.sector is Sector.POLICE
    health = not known or line.sector is Sector.HEALTH
    unit = line.unit.value if line.unit else ""
    kind = line.health.value if line.health else ""
    hint = "for police: one unit does not stand in for another"
    if police:
        fields.append(
            FieldSpec(
                "unit", "Police unit", Kind.CHOICE, options=options(PoliceUnit), initial=unit, help=hint
            )
        )
    if health:
        fields.append(
            FieldSpec("health", "Health practitioner", Kind.CHOICE, options=options(HealthKind), initial=kind)
        )
    return (
        *fields,
        _area_field(sitting, line),
        FieldSpec(
            "authority",
            "Can commit their agency today",
            Kind.YES_NO,
            initial=from_yes_no(line.authority.can_commit),
        ),
        FieldSpec("decider", "If not: who can, by name", initial=line.authority.decider),
        FieldSpec(
            "decides_at",
            "If not: by when",
            Kind.WHEN,
            initial=said(line.authority.decides_at),
            understand=sitting.dates.understood,
        ),
        FieldSpec(
            "only_for", "Only for one item", initial=line.only_for, help="leave empty for the whole meeting"
        ),
        FieldSpec(
            "identity",
            "On the phone: checked who it is",
            Kind.YES_NO,
            initial=from_yes_no(line.identity_checked),
        ),
    )


def _area_field(sitting: Sitting, line: Attendee) -> FieldSpec:
    """Return the field for whom somebody speaks, where that is not plain: of several schools, which."""
    expected = sitting.expected(sitting.live.outcome.meeting)
    if settings := settings_of(line, expected, sitting.desk.agencies):
        offered = tuple(Option(one, one) for one in settings)
        return FieldSpec("area", "Which of the children's", Kind.SUGGEST, options=offered, initial=line.area)
    return FieldSpec("area", "Police force, or local authority if it is another", initial=line.area)


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
