"""What can be written before a meeting: for whom, in which forms, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from chairtui.core.attendance import ListAttendee
from chairtui.core.change import Command
from chairtui.core.meeting import Meeting
from chairtui.core.naming import folder_name
from chairtui.core.preparing import Paper, RequestInformation
from chairtui.core.register import UNASKED, Attendee
from chairtui.core.scheduling import INVITING, cancellations_due, time_remarks, updates_due
from chairtui.core.with_ids import find
from chairtui.live.formats import Use
from chairtui.live.signing import line_for
from chairtui.standards.facts.preparing import may_be_asked
from chairtui.tui.sheets.export import choices
from chairtui.tui.sheets.requests import first_request
from chairtui.tui.sitting.sitting import Sitting, agency_title
from chairtui.tui.widgets.form import FieldSpec, Kind, Values
from chairtui.tui.widgets.options import Option

OFFERS = {
    "invitation": "Invitations: a calendar file and a message for each, one file for all",
    "update": "Updates of the invitations: the time has changed",
    "cancellation": "Cancellations of the invitations",
    "request": "Information requests, one for each agency",
    "pack": "The agenda pack, whole: for whoever leads, and for no agency",
    "each": "The agenda pack for each agency: what it may see",
    "message": "Show the message to the one under the cursor, to copy it",
    "mail": "Open that message in the mail program, which sends it only when you do",
    "sent": "Nothing to write: note that something was sent",
}
"""What can be asked for, by key."""

WHOLE = "This pack has all of it, so it is for whoever leads the meeting and goes to no agency."

PAPERS = {
    "invitation": Paper.INVITATION,
    "update": Paper.UPDATE,
    "cancellation": Paper.CANCELLATION,
    "request": Paper.REQUEST,
    "pack": Paper.PACK,
    "each": Paper.PACK,
}


@dataclass(frozen=True, kw_only=True)
class Task:
    """One file to be written."""

    paper: Paper
    form: str
    attendee_id: str = ""
    """For whom; empty for one that is for all."""


def offers(sitting: Sitting, first: str) -> dict[str, str]:
    """Return what can be written now, with `first` under the cursor."""
    meeting = sitting.live.outcome.meeting
    if meeting.preparing.cancelled_because:
        return {key: OFFERS[key] for key in ("cancellation", "message", "mail", "sent")}
    left_out = (first, "update", "cancellation", "mail" if first == "request" else "")
    possible = [first, *(key for key in OFFERS if key not in left_out)]
    if updates_due(meeting):
        possible.insert(0, "update")
    return {key: OFFERS[key] for key in possible}


def recipients(sitting: Sitting, key: str) -> tuple[Attendee, ...]:
    """Return for whom something can be written; for a role nobody stands for yet, a new line."""
    meeting = sitting.live.outcome.meeting
    due = {"update": updates_due, "cancellation": cancellations_due}
    if key in due:
        lines = (find(meeting.attendance.register, one) for one in due[key](meeting))
        return tuple(line for line in lines if line)
    everyone = tuple(_everyone(sitting, meeting))
    if key == "request":
        return tuple(line for line in everyone if may_be_asked(line, meeting))
    return tuple(line for line in everyone if line.invitation.answer not in UNASKED)


def _everyone(sitting: Sitting, meeting: Meeting) -> Iterator[Attendee]:
    """Yield everyone expected and everyone on the register, without whoever leads."""
    attendance = meeting.attendance
    for role in sitting.expected(meeting):
        if not role.attendee_id:
            yield line_for(role, sitting.desk.agencies)
    yield from (line for line in attendance.register if not attendance.is_chair(line))


def fields(sitting: Sitting, key: str, lines: Sequence[Attendee]) -> tuple[FieldSpec, ...]:
    """Return the fields of the form that is asked before writing."""
    meeting, settings = sitting.live.outcome.meeting, sitting.desk.settings
    home = Path(settings.data_folder) if settings.data_folder else Path.home()
    asked = []
    if key != "pack":
        names = tuple(
            Option(line.id, f"{agency_title(sitting, line)}{' · ' + line.name if line.name else ''}")
            for line in lines
        )
        initial = tuple(line.id for line in lines if not _was_sent(meeting, line, key))
        asked.append(FieldSpec("to", "For whom", Kind.MANY, True, options=names, initial=initial))
    if PAPERS[key] not in INVITING:
        options = choices(Use.REQUEST if key == "request" else Use.PACK)
        asked.append(FieldSpec("form", "As", Kind.CHOICE, True, options=options, initial="docx"))
    folder = FieldSpec(
        "folder",
        "Into which folder",
        required=True,
        initial=str(home / "papers" / folder_name(meeting)),
        help="The files are named by reference and agency, never by a child's name. They are not encrypted.",
    )
    return (*asked, folder)


def remarks(sitting: Sitting, key: str) -> str:
    """Return what to know of the meeting's time before an invitation is written or shown."""
    inviting = key in ("invitation", "update")
    return " ".join(time_remarks(sitting.live.outcome.meeting, sitting.now)) if inviting else ""


def message_key(sitting: Sitting, first: str, line_id: str) -> str:
    """Return what the message to somebody is about now: the request, or the invitation as it stands."""
    meeting = sitting.live.outcome.meeting
    if meeting.preparing.cancelled_because:
        return "cancellation"
    if first == "request":
        return "request"
    return "update" if line_id in updates_due(meeting) else "invitation"


def _was_sent(meeting: Meeting, line: Attendee, key: str) -> bool:
    """Say whether somebody was sent this already; an update is due again whatever was sent before."""
    sent = ((one.attendee_id, one.paper) for one in meeting.preparing.sent)
    return key in ("invitation", "request") and (line.id, PAPERS[key]) in sent


def before(sitting: Sitting, key: str, lines: Sequence[Attendee]) -> list[Command]:
    """Return what has to be known before papers can be written: the lines, and what they are asked."""
    meeting = sitting.live.outcome.meeting
    commands: list[Command] = [ListAttendee(attendee=line) for line in lines]
    if key == "request":
        requests = meeting.preparing.requests
        commands += [
            RequestInformation(request=first_request(sitting, meeting, line))
            for line in lines
            if find(requests, line.id) is None
        ]
    return commands


def tasks(key: str, ids: Sequence[str], values: Values) -> list[Task]:
    """Return the files to write."""
    paper = PAPERS[key]
    if key == "pack":
        return [Task(paper=paper, form=str(values["form"]))]
    if paper not in INVITING:
        return [Task(paper=paper, form=str(values["form"]), attendee_id=one) for one in ids]
    each = [Task(paper=paper, form=form, attendee_id=one) for one in ids for form in ("ics", "txt")]
    return [Task(paper=paper, form="ics"), *each]
