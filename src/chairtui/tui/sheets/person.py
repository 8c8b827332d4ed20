"""The form for a person of the register: who somebody is, for whom they speak, and that they are here."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from chairtui.core.attendance import (
    ListAttendee,
    NoteAuthority,
    RecordPresence,
)
from chairtui.core.change import Command
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee, Authority
from chairtui.core.vocabulary import Form, HealthKind, Mode, PoliceUnit, Sector, Stage
from chairtui.live.signing import line_of_agency
from chairtui.standards.matching import settings_of
from chairtui.tui.sheets.capture import agencies_as_options, from_yes_no, people_as_options, yes_no
from chairtui.tui.sheets.sheet import Sheet, options, text
from chairtui.tui.sitting.sitting import Sitting, agency_title
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.form import FieldSpec, Kind, Values
from chairtui.tui.widgets.options import Option

NOT_HERE = "not here yet"
"""What somebody is who is added and has not come."""


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
        mode = text(values, "mode") if "mode" in values else ""
        here = (RecordPresence(attendee_id=line.id, mode=Mode(mode)),) if mode in set(Mode) else ()
        return (ListAttendee(attendee=new), *here, NoteAuthority(attendee_id=line.id, authority=authority))

    meeting = sitting.live.outcome.meeting
    agency = () if known else (_agency_field(sitting, line),)
    comes = () if known or meeting.stage is Stage.PREPARING else (_mode_field(meeting),)
    instead = "Who comes in their place" if line.deputy_for else f"Who else is {'here' if comes else 'asked'}"
    title = agency_title(sitting, line) if known else instead
    return Sheet(
        key=f"person/{line.id}" if known else f"person/new/{line.deputy_for}",
        title=title,
        fields=(*agency, *_person_fields(sitting, line, known=known), *comes),
        proposed=() if known else ("agency", "unit", "health", "area", "mode"),
        commands=commands,
    )


def usual_mode(meeting: Meeting) -> Mode:
    """Return how the last one to arrive takes part; before that, as the form of the meeting says."""
    chair = meeting.attendance.chair
    others = [
        line.stays[-1]
        for line in meeting.attendance.register
        if line.stays and not (chair and line.name == chair.name)
    ]
    if others:
        return max(others, key=lambda stay: stay.joined_at).mode
    return Mode.PHONE if meeting.form is not Form.MEETING else Mode.IN_ROOM


def _mode_field(meeting: Meeting) -> FieldSpec:
    """Return the field that marks whoever is added as here."""
    return FieldSpec(
        "mode",
        "They are here",
        Kind.CHOICE,
        True,
        options=(*options(Mode), Option(NOT_HERE, NOT_HERE)),
        initial=usual_mode(meeting).value,
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
