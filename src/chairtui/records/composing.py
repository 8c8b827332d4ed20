"""From a meeting to its record."""

from __future__ import annotations

from chairtui.records.before_page import before_page
from chairtui.records.frame import Frame, said
from chairtui.records.last_pages import last_pages
from chairtui.records.middle_pages import middle_pages
from chairtui.records.page_one import page_one, title_of
from chairtui.records.record import Record


def compose(frame: Frame) -> Record:
    """Return the record of a meeting as it stands."""
    meeting = frame.meeting
    version = 1 + len(meeting.closing.addenda)
    held = said(meeting.started_at or meeting.scheduled_at, "no time set")
    state = "signed" if meeting.closing.signature else "not signed"
    parts = (meeting.reference, meeting.authority, held, f"version {version}, {state}")
    return Record(
        title=title_of(frame),
        reference=meeting.reference,
        subtitle=" · ".join(filter(None, parts)),
        version=version,
        sections=(*page_one(frame), *before_page(frame), *middle_pages(frame), *last_pages(frame)),
    )
