"""From a meeting to its record."""

from __future__ import annotations

from chairtui.core.versions import version_of
from chairtui.core.vocabulary import RecordKind
from chairtui.records.content.before_page import before_page
from chairtui.records.content.family_pages import family_pages
from chairtui.records.content.frame import Frame, said
from chairtui.records.content.last_pages import last_pages
from chairtui.records.content.middle_pages import middle_pages
from chairtui.records.content.page_one import page_one, title_of
from chairtui.records.content.plan_pages import plan_pages
from chairtui.records.record import Record, Section


def compose(frame: Frame) -> Record:
    """Return the full record of a meeting as it stands."""
    return record(
        frame,
        *page_one(frame),
        *family_pages(frame),
        *before_page(frame),
        *middle_pages(frame),
        *plan_pages(frame),
        *last_pages(frame),
    )


def record(frame: Frame, *sections: Section) -> Record:
    """Return sections as a record, below the title that nobody can type."""
    meeting = frame.meeting
    version = frame.version or version_of(meeting.closing)
    held = said(meeting.started_at or meeting.scheduled_at, "no time set")
    state = "signed" if meeting.closing.signature else "not signed"
    kind = "" if frame.copy.kind is RecordKind.FULL else frame.copy.kind.value
    parts = (meeting.reference, meeting.authority, held, kind, f"{version.words}, {state}")
    return Record(
        title=title_of(frame),
        reference=meeting.reference,
        subtitle=" · ".join(filter(None, parts)),
        version=version.number,
        mark=version.mark,
        sections=sections,
    )
