"""The agency's extract: the outcome, its own actions, what it shared itself, and what else it may see."""

from __future__ import annotations

from collections.abc import Iterator

from chairtui.core.views import own_position_words
from chairtui.core.vocabulary import Redaction
from chairtui.records.content.family_pages import born, numbers_shown
from chairtui.records.content.frame import Frame, said
from chairtui.records.content.last_pages import ABOUT, about_parts
from chairtui.records.content.middle_pages import (
    ANALYSIS,
    CHRONOLOGY,
    EARLIER,
    HYPOTHESIS,
    RATIONALE,
    THRESHOLD,
    middle_pages,
)
from chairtui.records.content.notice import reason_parts
from chairtui.records.content.page_one import DECISION, page_one
from chairtui.records.content.plan_pages import CONTINGENCY, PLAN, contingency_parts, plan_parts
from chairtui.records.record import Part, Section, listed, named, table

UNLESS = {
    EARLIER: Redaction.ACTIONS,
    CHRONOLOGY: Redaction.CHRONOLOGY,
    HYPOTHESIS: Redaction.ANALYSIS,
    ANALYSIS: Redaction.ANALYSIS,
    THRESHOLD: Redaction.ANALYSIS,
    RATIONALE: Redaction.ANALYSIS,
}
"""What takes a section out of an extract; a section that is not named here is always in it."""


def extract_pages(frame: Frame) -> Iterator[Section]:
    """Return the sections of an extract; what is left out altogether has no section."""
    for section in page_one(frame):
        yield section
        reasons = tuple(reason_parts(frame)) if section.title == DECISION else ()
        if reasons:
            yield Section("Why", reasons)
    yield Section("Why the meeting was held", tuple(_concern(frame)))
    for section in middle_pages(frame):
        redaction = UNLESS.get(section.title)
        if redaction is None or not frame.omits(redaction):
            yield section
    views = own_position_words(frame.meeting, frame.title)
    yield Section("Your view of the decision", (listed(views, "No view of yours is written."),))
    yield Section(PLAN, tuple(plan_parts(frame)))
    if frame.meeting.plan.contingencies:
        yield Section(CONTINGENCY, tuple(contingency_parts(frame)))
    yield Section(ABOUT, tuple(about_parts(frame)))


def _concern(frame: Frame) -> Iterator[Part]:
    concern = frame.meeting.concern
    referrer = () if frame.omits(Redaction.REFERRER) else (("Raised by", concern.referrer),)
    circumstances = ", ".join(one.value for one in concern.circumstances)
    yield named(
        (
            ("Concern", concern.words),
            ("Raised", said(concern.raised_at)),
            *referrer,
            *((("Circumstances", circumstances),) if circumstances else ()),
        )
    )
    rows = [(child.name, born(frame, child), numbers_shown(frame, child)) for child in concern.children]
    yield table("Child|Born|Numbers you hold", rows)
    if not frame.omits(Redaction.PLACES):
        places = [(one.kind.value, one.name, one.authority, one.force) for one in concern.places]
        yield table("Place|Name|Authority|Police force", places, "No place is named.")
