"""The agency's extract: the outcome, its own actions, what it shared itself, and what else it may see."""

from __future__ import annotations

from collections.abc import Iterator

from chairtui.core.views import own_position_words
from chairtui.core.vocabulary import Redaction
from chairtui.records.content.family_pages import LEFT_OUT, WHY_HELD
from chairtui.records.content.frame import Frame, capital, said
from chairtui.records.content.last_pages import ABOUT, about_parts, room_parts
from chairtui.records.content.middle_pages import CHRONOLOGY, EARLIER, RATIONALE, THINK, middle_pages
from chairtui.records.content.page_one import page_one
from chairtui.records.content.plan_pages import CONTINGENCY, PLAN, contingency_parts, plan_parts
from chairtui.records.record import Part, Section, fact, facts, listed

UNLESS = {
    EARLIER: Redaction.ACTIONS,
    CHRONOLOGY: Redaction.CHRONOLOGY,
    THINK: Redaction.ANALYSIS,
    RATIONALE: Redaction.ANALYSIS,
}
"""What takes a section out of an extract; a section that is not named here is always in it."""


def extract_pages(frame: Frame) -> Iterator[Section]:
    """Return the sections of an extract; what is left out altogether has no section."""
    first = page_one(frame)
    yield from first.sections
    yield Section(WHY_HELD, tuple(_concern(frame)))
    for section in middle_pages(frame):
        redaction = UNLESS.get(section.title)
        if redaction is None or not frame.omits(redaction):
            yield section
    if frame.meeting.deciding.decisions:
        yield Section("Who was there when it was decided", tuple(room_parts(frame)))
    views = own_position_words(frame.meeting, frame.title)
    yield Section("Your view of the decision", (listed(views, "No view of yours is written."),))
    yield Section(PLAN, tuple(plan_parts(frame, folded=first.folded)))
    if frame.meeting.plan.contingencies:
        yield Section(CONTINGENCY, tuple(contingency_parts(frame)))
    yield Section(ABOUT, tuple(about_parts(frame)))


def _concern(frame: Frame) -> Iterator[Part]:
    concern = frame.meeting.concern
    circumstances = ", ".join(one.value for one in concern.circumstances)
    places = [
        ", ".join(filter(None, (place.kind.value, place.name, place.authority, place.force)))
        for place in concern.places
    ]
    cut = frame.omits(Redaction.PLACES)
    yield from facts(
        fact("Raised", said(concern.raised_at)),
        fact("Raised by", LEFT_OUT if frame.omits(Redaction.REFERRER) else concern.referrer),
        fact("Circumstances", capital(circumstances)),
        fact("Places", *([] if cut else places or ["No place is named."])),
    )
