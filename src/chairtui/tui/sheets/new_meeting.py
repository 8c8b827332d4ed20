"""The short form that makes a meeting by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from chairtui.core.attendance import ListAttendee
from chairtui.core.births_typed import read_child
from chairtui.core.chairing import TakeChair
from chairtui.core.change import Command, Refused
from chairtui.core.children import Child, DescribeChild
from chairtui.core.concern import NamePlace, NameTeam, Place, SetCircumstances, StateConcern, Team
from chairtui.core.meeting import Meeting, PrepareMeeting
from chairtui.core.people import same_name
from chairtui.core.register import Attendee
from chairtui.core.vocabulary import Circumstance, Form, PlaceKind
from chairtui.directory.areas import authorities, force_of
from chairtui.live.desk import Desk
from chairtui.live.settings import Settings
from chairtui.live.signing import line_of_agency
from chairtui.tui.sheets.circumstances import circumstances_as_options
from chairtui.tui.sheets.sheet import Sheet, options, several, text
from chairtui.tui.typed.dates import Dates
from chairtui.tui.widgets.form import FieldSpec, Kind, Values
from chairtui.tui.widgets.options import Option

PLACES = {
    "home": (PlaceKind.HOME, "Home: local authority"),
    "placement": (PlaceKind.PLACEMENT, "Placement, if elsewhere: local authority"),
    "found": (PlaceKind.FOUND, "Found, if elsewhere: local authority"),
    "may_go_to": (PlaceKind.MAY_GO_TO, "May go to, if elsewhere: local authority"),
}


def new_meeting_sheet(desk: Desk, meeting_id: str) -> Sheet:
    """Return the form whose commands make the meeting `meeting_id`."""
    dates = Dates(desk.clock.now)

    def commands(values: Values) -> Sequence[Command]:
        home = text(values, "home")
        prepare = PrepareMeeting(
            meeting_id=meeting_id,
            reference=text(values, "reference"),
            authority=desk.settings.authority or home,
            form=Form(text(values, "form")),
            scheduled_at=dates.instant(text(values, "scheduled")),
        )
        circumstances = tuple(Circumstance(word) for word in several(values, "circumstances"))
        raised_at = dates.instant(text(values, "raised"), past=True)
        return (
            prepare,
            *(DescribeChild(child=one) for one in read_children(text(values, "children"), desk.clock.now())),
            StateConcern(words=text(values, "concern"), raised_at=raised_at),
            SetCircumstances(circumstances=circumstances),
            *_places(values),
            NameTeam(team=Team(name=text(values, "team"))),
            *chairs(desk, values),
        )

    return Sheet(key="new", title="A new meeting", fields=fields_of_a_meeting(desk, dates), commands=commands)


def chairs(desk: Desk, values: Values) -> tuple[Command, ...]:
    """Return the commands that say who leads it, and put them on the register."""
    chair, grade = text(values, "chair"), text(values, "grade")
    return (
        TakeChair(name=chair, grade=grade, phone=_phone(desk.settings, values)),
        ListAttendee(attendee=_chair_line(desk, chair, grade)),
    )


def read_children(words: str, now: datetime) -> list[Child]:
    """Return the children, from lines such as `Kit, 5 mar 2012` and `Baby B, due 5 jun`.

    Raises:
        Refused: a birth cannot be read; the sentence names the line.
    """
    children: list[Child] = []
    for number, line in enumerate(filter(None, map(str.strip, words.split("\n"))), 1):
        try:
            children.append(read_child(f"child-{number}", line, now))
        except ValueError as problem:
            raise Refused(f"Children, line {number}: {problem}") from None
    return children


def _places(values: Values) -> list[Command]:
    return [
        NamePlace(
            place=Place(
                id=field,
                kind=kind,
                name=authority,
                authority=authority,
                force=force_of(authority) or "",
            )
        )
        for field, (kind, _) in PLACES.items()
        if (authority := text(values, field))
    ]


def _phone(settings: Settings, values: Values) -> str:
    """Return the chair's telephone; the one that was filled in is nobody else's."""
    phone = text(values, "phone")
    own = phone != settings.phone or same_name(text(values, "chair"), settings.name)
    return phone if own else ""


def _chair_line(desk: Desk, name: str, grade: str) -> Attendee:
    return replace(line_of_agency("chair", "social-care", desk.agencies), name=name, job=grade)


def fields_of_a_meeting(desk: Desk, dates: Dates) -> tuple[FieldSpec, ...]:
    """Return the fields of the form."""
    settings = desk.settings
    year = dates.today().year
    areas = tuple(Option(name, name, force_of(name) or "") for name in authorities())
    places = tuple(
        FieldSpec(
            field, label, Kind.CHOICE, options=areas, initial=settings.authority if field == "home" else ""
        )
        for field, (_, label) in PLACES.items()
    )
    return (
        FieldSpec(
            "children",
            "Children: one a line, name or initials, then date of birth",
            Kind.PROSE,
            True,
            help="Kit, 5 mar 2012 · if not known: Kit, 2012 · Kit, about 14 · unborn: Baby B, due 5 jun",
            height=3,
        ),
        FieldSpec("concern", "What is the concern", Kind.PROSE, height=3),
        FieldSpec(
            "raised",
            "When was it raised",
            Kind.WHEN,
            understand=dates.as_instant(dates.understood_past),
            help="the clock of three working days starts here: yesterday 16:30",
        ),
        FieldSpec(
            "circumstances",
            "Circumstances: they say who is expected",
            Kind.MANY,
            options=circumstances_as_options(desk.judge, Meeting(id="new", authority=settings.authority)),
        ),
        *places,
        FieldSpec(
            "scheduled",
            "When is the meeting",
            Kind.WHEN,
            initial="now",
            understand=dates.as_instant(dates.understood_meeting),
        ),
        FieldSpec("form", "How", Kind.CHOICE, True, options=options(Form), initial=Form.MEETING.value),
        FieldSpec("chair", "Chair", required=True, initial=settings.name),
        FieldSpec("grade", "Chair's grade", required=True, initial=settings.role),
        FieldSpec(
            "phone", "Chair's telephone, for agencies who ask about the record", initial=settings.phone
        ),
        FieldSpec("team", "Team"),
        FieldSpec(
            "reference",
            "Reference: never made from a name",
            required=True,
            initial=f"SM-{year}-{desk.clock.new_id()[9:13].upper()}",
        ),
    )
