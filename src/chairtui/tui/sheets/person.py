"""The form for a person of the register: who somebody is, for whom they speak, and that they are here."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from chairtui.core.attendance import ListAttendee, NoteAuthority, RecordPresence
from chairtui.core.change import Command
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee
from chairtui.core.vocabulary import Form, Mode, Sector, Stage
from chairtui.live.signing import line_of_agency
from chairtui.standards.matching import settings_of
from chairtui.tui.sheets.choices import agencies_as_options, people_as_options
from chairtui.tui.sheets.of_a_value import FieldsOf, corrected
from chairtui.tui.sheets.sheet import Sheet, options, text
from chairtui.tui.sitting.sitting import Sitting, agency_title
from chairtui.tui.widgets.form import FieldSpec, Kind, Values
from chairtui.tui.widgets.options import Option

NOT_HERE = "not here yet"
"""What somebody is who is added and has not come."""


def person_sheet(sitting: Sitting, line: Attendee, *, known: bool) -> Sheet:
    """Return the form for who somebody is; `known` when the line is on the register already."""
    agencies = sitting.desk.agencies
    meeting = sitting.live.outcome.meeting
    agency = () if known else (_agency_field(sitting, line),)
    comes = () if known or meeting.stage is Stage.PREPARING else (_mode_field(meeting),)
    fields = (*agency, *_person_fields(sitting, line, known=known), *comes)

    def commands(values: Values) -> Sequence[Command]:
        key = text(values, "agency") if not known else line.agency
        base = line if known else line_of_agency(line.id, key, agencies, area=line.area)
        new = corrected(base, fields, values, deputy_for=line.deputy_for)
        new = replace(new, unit=new.unit or base.unit, health=new.health or base.health)
        authority = corrected(line.authority, fields, values)
        mode = text(values, "mode") if "mode" in values else ""
        here = (RecordPresence(attendee_id=line.id, mode=Mode(mode)),) if mode in set(Mode) else ()
        return (ListAttendee(attendee=new), *here, NoteAuthority(attendee_id=line.id, authority=authority))

    instead = "Who comes in their place" if line.deputy_for else f"Who else is {'here' if comes else 'asked'}"
    title = agency_title(sitting, line) if known else instead
    return Sheet(
        key=f"person/{line.id}" if known else f"person/new/{line.deputy_for}",
        title=title,
        fields=fields,
        proposed=() if known else ("agency", "unit", "health", "area", "mode"),
        commands=commands,
    )


def usual_mode(meeting: Meeting) -> Mode:
    """Return how the last one to arrive takes part; before that, as the form of the meeting says."""
    attendance = meeting.attendance
    others = [line.stays[-1] for line in attendance.register if line.stays and not attendance.is_chair(line)]
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
    field, authority = FieldsOf(line, sitting.dates), FieldsOf(line.authority, sitting.dates)
    unit = field("unit", "Police unit", help="for police: one unit does not stand in for another")
    health = field("health", "Health practitioner")
    return (
        field(
            "name",
            "Name",
            Kind.SUGGEST,
            options=people_as_options(sitting, line.agency),
            help="up and down go to who is offered; anybody else is typed",
        ),
        field("job", "Job and grade"),
        *((unit,) if not known or line.sector is Sector.POLICE else ()),
        *((health,) if not known or line.sector is Sector.HEALTH else ()),
        _area_field(sitting, line),
        authority("can_commit", "Can commit their agency today", key="authority"),
        authority("decider", "If not: who can, by name"),
        authority("decides_at", "If not: by when"),
        field("only_for", "Only for one item", help="leave empty for the whole meeting"),
        field("identity_checked", "On the phone: checked who it is", key="identity"),
    )


def _area_field(sitting: Sitting, line: Attendee) -> FieldSpec:
    """Return the field for whom somebody speaks, where that is not plain: of several schools, which."""
    expected = sitting.expected(sitting.live.outcome.meeting)
    field = FieldsOf(line)
    if settings := settings_of(line, expected, sitting.desk.agencies):
        offered = tuple(Option(setting, setting) for setting in settings)
        return field("area", "Which of the children's", Kind.SUGGEST, options=offered)
    return field("area", "Police force, or local authority if it is another")
