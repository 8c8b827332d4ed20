"""The rows of who agrees with a decision, by name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from chairtui.core.decision import Decision, standing, was_there
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee
from chairtui.core.rooms import rooms, the_decision
from chairtui.core.views import who
from chairtui.core.vocabulary import Sector, View
from chairtui.directory.agencies import Agencies
from chairtui.directory.naming import title_in
from chairtui.standards.verdict import Expected
from chairtui.tui.keys import with_keys
from chairtui.tui.rows.parts import MUTED, Part, heading
from chairtui.tui.widgets.row import Row
from chairtui.tui.widgets.words import join

AGREES = "Who agrees, by name"
NOT_COUNTED = "absent when it was decided: does not count as agreeing"
CANNOT_AGREE = with_keys("absent: cannot be recorded as agreeing ({action}: an action to hear from them)")
NOT_WRITTEN = with_keys(
    "expected, not written whether they were asked ({action}: an action to hear from them)"
)

VIEWS = {
    View.AGREE: ("✓", "$success"),
    View.DISAGREE: ("✗", "bold $warning"),
    View.CONSULT: ("?", "$warning"),
    View.NOT_ASKED: ("·", ""),
}

Asked = tuple[Attendee, Decision | None]
"""Whose view it is, and of which decision; of none before one is taken."""


def position_key(meeting: Meeting, line: Attendee, decision: Decision | None) -> str:
    """Return the key of the row of a view: the decision is in it where several stand."""
    several = decision is not None and len(standing(meeting)) > 1
    return f"position/{line.id}/{decision.id}" if decision and several else f"position/{line.id}"


def position_at(meeting: Meeting, key: str) -> Asked | None:
    """Return whose view of which decision stands in a row."""
    return next((one for one in _asked(meeting) if position_key(meeting, *one) == key), None)


def _asked(meeting: Meeting) -> list[Asked]:
    """Return whose views are written: of each decision those who were there first."""
    given = {one.whose for one in meeting.deciding.positions}
    due = [one for one in meeting.attendance.register if one.sector is not Sector.SUPPORT or one.id in given]
    return [
        (line, decision)
        for decision in rooms(meeting)
        for line in sorted(due, key=lambda one: not was_there(one, decision))
    ]


def position_rows(
    meeting: Meeting,
    expected: Sequence[Expected],
    agencies: Agencies,
    unfolded: Collection[str] | None,
) -> list[Row]:
    """Return who agrees with each decision, as far as they are `unfolded`; with none given, all by name."""
    rows: list[Row] = []
    for decision in rooms(meeting):
        about = the_decision(meeting, decision).removeprefix("the decision")
        rows.append(
            heading(f"positions/{decision.id}" if about and decision else "positions", f"{AGREES}{about}")
        )
        asked = [one for one in _asked(meeting) if one[1] is decision]
        absent = [one for one in asked if _said_nothing(meeting, *one) and not was_there(*one)]
        rows += [_position_row(meeting, one, agencies) for one in asked if one not in absent]
        key = f"absent/{decision.id}" if decision else "absent/"
        rows += _folded(key, [_position_row(meeting, one, agencies) for one in absent], unfolded)
    return rows + _folded("absent/nobody", _nobody_rows(expected), unfolded)


def _said_nothing(meeting: Meeting, line: Attendee, decision: Decision | None) -> bool:
    position = meeting.deciding.view(line.id, decision.id) if decision else None
    return position is None or position.view is View.NOT_ASKED


def _folded(key: str, absent: Sequence[Row], unfolded: Collection[str] | None) -> list[Row]:
    """Return one row for several who were absent, and beneath it each of them where it is unfolded."""
    if unfolded is None or len(absent) < 2:
        return list(absent)
    open_, number = key in unfolded, len(absent)
    many = f"{number} nobody stood for" if key == "absent/nobody" else f"{number} absent"
    names = "; ".join(row.title for row in absent)
    cells = (many, join(("cannot agree", MUTED)), "", "")
    shown = "Enter folds them" if open_ else "Enter names them, each in a row"
    row = Row(key, f"{many}: cannot agree\n{names}", "✗", cells=cells, title=many, keys=shown)
    return [row, *(absent if open_ else ())]


def _position_row(meeting: Meeting, asked: Asked, agencies: Agencies) -> Row:
    line, decision = asked
    position = meeting.deciding.view(line.id, decision.id) if decision else None
    view = position.view if position else View.NOT_ASKED
    mark, style = VIEWS[view]
    there = was_there(line, decision)
    state: Part = (view.value, style or MUTED)
    short = state
    if view is View.AGREE and not there:
        state, short = (NOT_COUNTED, "$warning"), ("absent: not counted", "$warning")
    elif view is View.NOT_ASKED and not there:
        state, short = (CANNOT_AGREE, MUTED), ("absent", MUTED)
    named = who(line, title_in(meeting, agencies))
    parts: list[Part] = [f"{named}  ", state]
    if position and position.reason:
        parts.append(f": {position.reason}")
    if position and position.escalation:
        parts.append(f"\nTaken further: {position.escalation}")
    elif view is View.DISAGREE:
        parts.append(("\nHow is it taken further? (Enter)", "$warning"))
    cells = (line.name or named, join(short), "", "")
    key = position_key(meeting, line, decision)
    return Row(key, join(*parts), join((mark, style)), cells=cells, title=named)


def _nobody_rows(expected: Iterable[Expected]) -> list[Row]:
    return [
        Row(
            f"nobody/{role.key}",
            join(f"{role.title}  ", (NOT_WRITTEN, MUTED)),
            "·",
            cells=(role.title, join(("asked?", MUTED)), "", ""),
            title=role.title,
        )
        for role in expected
        if not role.attendee_id
    ]
