"""What papers and their files are called: by reference, date and agency, never by a person."""

from __future__ import annotations

import re
from datetime import datetime

from chairtui.core.deadlines import london
from chairtui.core.distribution import Delivery
from chairtui.core.meeting import Meeting
from chairtui.core.preparing import Paper
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
_WORD = re.compile(r"[^\W\d_]{2,}")


def safe_reference(meeting: Meeting) -> str:
    """Return the reference; if somebody made it from a name of the family, the meeting's number instead."""
    people = [one.name for one in meeting.concern.children]
    people += [one.name for one in meeting.concern.family]
    names = {word.casefold() for name in people for word in _WORD.findall(name)}
    if names.isdisjoint(word.casefold() for word in _WORD.findall(meeting.reference)):
        return meeting.reference
    return f"Meeting {re.sub(r'[^A-Za-z0-9]', '', meeting.id)[-8:].upper()}"


def file_name(meeting: Meeting, paper: Paper, agency: str, form: str, now: datetime) -> str:
    """Return the name of a paper's file, in letters that every system takes."""
    day = f"{london(meeting.scheduled_at):%Y-%m-%d}" if meeting.scheduled_at else ""
    parts = (
        safe_reference(meeting),
        day,
        _KINDS[paper],
        agency or "all",
        f"made-{london(now):%Y%m%d-%H%M%S}",
    )
    return f"{'-'.join(filter(None, map(plain, parts)))}.{form}"


def record_name(meeting: Meeting, delivery: Delivery, number: int, version: int, form: str) -> str:
    """Return the name of the file that one recipient gets, by their number in the ledger and their agency."""
    day = f"{london(meeting.started_at):%Y-%m-%d}" if meeting.started_at else ""
    kind = _RECORDS[delivery.record]
    if delivery.record is RecordKind.CHILD:
        ids = [child.id for child in meeting.concern.children]
        kind += f"-{ids.index(delivery.child_id) + 1}" if delivery.child_id in ids else ""
    parts = (safe_reference(meeting), day, kind, f"{number:02}", delivery.agency, f"v{version}")
    return f"{'-'.join(filter(None, map(plain, parts)))}.{form}"


def plain(words: str) -> str:
    """Return a text in letters and digits that every file system takes."""
    return re.sub(r"[^A-Za-z0-9]+", "-", words).strip("-")[:40]
