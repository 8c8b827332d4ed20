"""From a meeting to its record."""

from __future__ import annotations

from chairtui.records.content.family_pages import family_pages
from chairtui.records.content.frame import Frame
from chairtui.records.content.head import record
from chairtui.records.content.last_pages import last_pages
from chairtui.records.content.middle_pages import middle_pages
from chairtui.records.content.page_one import page_one
from chairtui.records.content.plan_pages import plan_pages
from chairtui.records.record import Record


def compose(frame: Frame) -> Record:
    """Return the full record of a meeting as it stands."""
    first = page_one(frame)
    return record(
        frame,
        *first.sections,
        *family_pages(frame, new_page=first.alone),
        *middle_pages(frame),
        *plan_pages(frame, folded=first.folded),
        *last_pages(frame),
    )
