"""What papers and their files are called: by reference, date and agency, never by a person."""

from __future__ import annotations

from datetime import datetime

from chairtui.core.calendar.deadlines import london
from chairtui.core.delivery import Delivery
from chairtui.core.meeting import Meeting
from chairtui.core.naming import plain, safe_agency, safe_reference
from chairtui.core.preparing import Paper
from chairtui.core.versions import Version, cut_of
from chairtui.core.vocabulary import RecordKind

_KINDS = {
    Paper.INVITATION: "invitation",
    Paper.UPDATE: "invitation-update",
    Paper.CANCELLATION: "cancellation",
    Paper.REQUEST: "request",
    Paper.PACK: "pack",
}
_RECORDS = {
    RecordKind.FULL: "record",
    RecordKind.NOTICE: "outcome",
    RecordKind.CHILD: "record-child",
    RecordKind.EXTRACT: "extract",
}


def file_name(meeting: Meeting, paper: Paper, agency: str, form: str, now: datetime) -> str:
    """Return the name of a paper's file, in letters that every system takes."""
    day = f"{london(meeting.scheduled_at):%Y-%m-%d}" if meeting.scheduled_at else ""
    parts = (
        safe_reference(meeting),
        day,
        _KINDS[paper],
        safe_agency(meeting, agency) if agency else "all",
        f"made-{london(now):%Y%m%d-%H%M%S}",
    )
    return f"{'-'.join(filter(None, map(plain, parts)))}.{form}"


def record_name(meeting: Meeting, delivery: Delivery, number: int, version: Version, form: str) -> str:
    """Return the name of the file that one recipient gets, by their number in the ledger and their agency.

    A copy that is cut otherwise has another name, and is never written over the one they were sent.
    """
    day = f"{london(meeting.started_at):%Y-%m-%d}" if meeting.started_at else ""
    kind = _RECORDS[delivery.record]
    if delivery.record is RecordKind.CHILD:
        ids = [child.id for child in meeting.concern.children]
        kind += f"-{ids.index(delivery.child_id) + 1}" if delivery.child_id in ids else ""
    parts = (
        safe_reference(meeting),
        day,
        kind,
        f"{number:02}",
        safe_agency(meeting, delivery.agency),
        f"v{version.name}",
        cut_of(delivery)[:4],
    )
    return f"{'-'.join(filter(None, map(plain, parts)))}.{form}"
