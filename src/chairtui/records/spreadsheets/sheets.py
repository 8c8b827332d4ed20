"""The actions and the attendance of a meeting as tables for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from chairtui.core.actions import Action
from chairtui.core.decision import standing, was_there
from chairtui.core.listing import and_words
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee, invited
from chairtui.core.rooms import children_of, moments
from chairtui.core.sentences.reminding import handed_words
from chairtui.core.views import Title, agency_of, stays_words, until_when
from chairtui.live.library import Agreed
from chairtui.records.spreadsheets.workbook import Cell, Sheet

ACTIONS = {
    "id": "Action",
    "what": "What",
    "why": "Why",
    "owner": "Owner",
    "agency": "Agency",
    "due_on": "Due",
    "horizon": "Horizon",
    "status": "Status",
    "evidence": "Evidence",
    "ended_on": "Ended on",
    "acknowledged_at": "Owner knows since",
    "handed": "Handed on",
    "reminded_at": "Reminder written",
}
"""The columns of an action, by field; a field that stands nowhere here has one of its own name at the end."""
NO_COLUMN = ("due_at", "owner_id", "answers", "tells", "keeps_safe")
"""Fields of an action that are ids, stand in another's column, or say what it answers."""
AGREED = "Meeting|Team|Action|What|Owner|Agency|Due|Horizon|Status|Evidence|Ended on|Reminder written"
ATTENDANCE = "Meeting|Agency|Name|Job|Invited|How|Arrived|Left|Times|Only for|There at the decision|Wrote"


def actions_of(meeting: Meeting, title: Title) -> Sheet:
    """Return a row for each action; `title` names an agency by its key."""
    others = [one for one in Action.__struct_fields__ if one not in (*ACTIONS, *NO_COLUMN)]
    fields = (*ACTIONS, *others)
    headings = ("Meeting", *ACTIONS.values(), *(one.replace("_", " ").capitalize() for one in others))
    rows = tuple(
        (meeting.reference, *(_cell(action, field, title) for field in fields))
        for action in meeting.plan.actions
    )
    return Sheet("Actions", headings, rows)


def agreed_sheet(agreed: Iterable[Agreed], title: Title) -> Sheet:
    """Return a row for each action of several meetings; `title` names an agency by its key."""
    rows = tuple(
        (
            action.reference,
            action.team,
            action.action_id,
            action.what,
            action.owner,
            title(action.agency) if action.agency else "",
            date.fromisoformat(action.due_on) if action.due_on else "",
            action.horizon,
            action.status.value,
            action.evidence,
            date.fromisoformat(action.ended_on) if action.ended_on else "",
            action.reminded_at,
        )
        for action in agreed
    )
    return Sheet("Actions", tuple(AGREED.split("|")), rows)


def attendance_of(meeting: Meeting, title: Title) -> Sheet:
    """Return a row for each line of the register; `title` names an agency by its key."""
    rows = tuple(_attendee(meeting, line, title) for line in meeting.attendance.register)
    return Sheet("Attendance", tuple(ATTENDANCE.split("|")), rows)


def _cell(action: Action, field: str, title: Title) -> Cell:
    if field == "agency":
        return title(action.agency) if action.agency else ""
    if field == "handed":
        return "; ".join(map(handed_words, action.handed))
    value = action.due_at or action.due_on if field == "due_on" else getattr(action, field)
    return value.value if isinstance(value, StrEnum) else value


def _there(meeting: Meeting, line: Attendee) -> str:
    """Return whether somebody was there at each decision; which children's, where it was not all of them."""
    decisions = standing(meeting)
    there = [name for one in decisions if was_there(line, one) for name in children_of(meeting, one)]
    if not decisions:
        return "no decision"
    if all(was_there(line, one) for one in decisions):
        return "yes"
    return f"for {and_words(there)}" if there else "no"


def _attendee(meeting: Meeting, line: Attendee, title: Title) -> tuple[Cell, ...]:
    decided = moments(meeting)
    modes = dict.fromkeys(stay.mode.value for stay in line.stays)
    there = _there(meeting, line)
    return (
        meeting.reference,
        agency_of(line, title),
        line.name,
        line.job,
        invited(line, meeting.attendance.register, decided=decided).value,
        ", ".join(modes),
        line.stays[0].joined_at if line.stays else None,
        line.stays[-1].left_at if line.stays else None,
        stays_words(line, until_when(meeting)),
        line.only_for,
        there,
        line.written_on or line.written_at,
    )
