"""What the forms offer to choose from: who is on the register, who is known, the children, the agencies."""

from __future__ import annotations

from collections.abc import Iterable

from chairtui.core.attendance import ListAttendee
from chairtui.core.change import Command
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee
from chairtui.core.sentences.names import told_apart
from chairtui.directory.naming import title_in
from chairtui.tui.sitting.sitting import Sitting, agency_title
from chairtui.tui.widgets.options import Option


def lines_as_options(sitting: Sitting, register: Iterable[Attendee]) -> tuple[Option, ...]:
    """Return the register as options, those who are here first."""
    ordered = sorted(register, key=lambda line: line.here is None)
    return tuple(
        Option(
            line.id,
            f"{agency_title(sitting, line)}{' · ' + line.name if line.name else ''}",
            "here" if line.here else "not here",
        )
        for line in ordered
    )


def people_as_options(sitting: Sitting, agency: str = "", *, fills: bool = True) -> tuple[Option, ...]:
    """Return who may be named as options: those of an agency first."""
    title = title_in(sitting.live.outcome.meeting, sitting.desk.agencies)
    people = sorted(sitting.people, key=lambda person: bool(agency) and person.agency != agency)
    return tuple(
        Option(
            person.name,
            person.name,
            " · ".join(
                filter(None, (person.job, title(person.agency) if person.agency else "", person.area))
            ),
            (("job", person.job), ("agency", person.agency), ("area", person.area)) if fills else (),
        )
        for person in people
    )


def owners_as_options(sitting: Sitting, meeting: Meeting) -> tuple[Option, ...]:
    """Return who may own an action: those on this register first, then those who are known."""
    here = {line.name: line for line in meeting.attendance.register if line.name}
    mine = (Option(name, name, agency_title(sitting, line)) for name, line in here.items())
    others = (one for one in people_as_options(sitting, fills=False) if one.value not in here)
    return (*mine, *others)


def not_listed(sitting: Sitting) -> tuple[Option, ...]:
    """Return the expected roles that nobody stands for yet, as options after the register."""
    expected = sitting.expected(sitting.live.outcome.meeting)
    return tuple(
        Option(role.key, role.title, "expected, not on the register")
        for role in expected
        if not role.attendee_id
    )


def listed_first(sitting: Sitting, key: str) -> tuple[Command, ...]:
    """Return what puts an expected role on the register, if it is one that nobody stands for yet."""
    from chairtui.live.signing import line_for

    expected = sitting.expected(sitting.live.outcome.meeting)
    role = next((role for role in expected if role.key == key and not role.attendee_id), None)
    return (ListAttendee(attendee=line_for(role, sitting.desk.agencies)),) if role else ()


def children_as_options(meeting: Meeting) -> tuple[Option, ...]:
    """Return the children as options."""
    return tuple(Option(child.id, child.name) for child in told_apart(meeting).concern.children)


def agencies_as_options(sitting: Sitting) -> tuple[Option, ...]:
    """Return the agency register as options."""
    return tuple(
        Option(agency.key, agency.name, agency.sector.value) for agency in sitting.desk.agencies.all()
    )
