"""From a meeting to its record."""

from __future__ import annotations

from chairtui.records.content.before_page import before_page
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
    return record(
        frame,
        *page_one(frame),
        *family_pages(frame),
        *before_page(frame),
        *middle_pages(frame),
        *plan_pages(frame),
        *last_pages(frame),
    )
