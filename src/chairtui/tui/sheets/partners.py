"""The form that asks people and agencies of earlier meetings again."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from chairtui.core.attendance import ListAttendee
from chairtui.core.carrying import not_listed_again
from chairtui.core.change import Command
from chairtui.core.register import Attendee
from chairtui.core.series import Partner
from chairtui.core.vocabulary import Invited
from chairtui.directory.naming import title_in
from chairtui.live.signing import line_for, line_of_agency
from chairtui.tui.sheets.sheet import Sheet, several
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.form import FieldSpec, Kind, Values
from chairtui.tui.widgets.options import Option

LEFT_OUT = (Invited.NOT_INVITED, Invited.UNKNOWN)
"""Of whom nobody is proposed again: to ask somebody who was left out is a decision."""


def partners_sheet(sitting: Sitting) -> Sheet:
    """Return the form; those who came, or were asked to come, are picked until somebody takes them off."""
    offered = {str(place): one for place, one in enumerate(not_listed_again(sitting.live.outcome.meeting))}

    def commands(values: Values) -> Sequence[Command]:
        taken: set[str] = set()
        return [
            ListAttendee(attendee=_line(sitting, offered[key], taken)) for key in several(values, "partners")
        ]

    return Sheet(
        key="partners",
        title="Asked to an earlier meeting about these children",
        about="They are put on the register; nobody is invited by it (l writes the invitations).",
        fields=(
            FieldSpec(
                "partners",
                "Put on this register",
                Kind.MANY,
                True,
                options=tuple(
                    Option(key, _named(sitting, one), one.became.value) for key, one in offered.items()
                ),
                initial=tuple(key for key, one in offered.items() if one.became not in LEFT_OUT),
            ),
        ),
        commands=commands,
    )


def _named(sitting: Sitting, partner: Partner) -> str:
    agency = partner.called or title_in(sitting.live.outcome.meeting, sitting.desk.agencies)(partner.agency)
    unit = (
        partner.unit.value if partner.unit and partner.unit.value.casefold() not in agency.casefold() else ""
    )
    return ", ".join(filter(None, (partner.name, agency, unit, partner.area)))


def _line(sitting: Sitting, partner: Partner, taken: set[str]) -> Attendee:
    """Return the line for a partner: that of the role which they fill, where nobody does yet."""
    agencies = sitting.desk.agencies
    line = line_of_agency(sitting.desk.clock.new_id(), partner.agency, agencies, area=partner.area)
    for role in sitting.expected(sitting.live.outcome.meeting):
        fills = role.agency == partner.agency and role.area in ("", partner.area) and not role.attendee_id
        if fills and role.key not in taken:
            taken.add(role.key)
            line = line_for(role, agencies)
            break
    return replace(
        line,
        name=partner.name,
        job=partner.job,
        unit=partner.unit or line.unit,
        health=partner.health or line.health,
        area=partner.area or line.area,
        called=partner.called or line.called,
    )
