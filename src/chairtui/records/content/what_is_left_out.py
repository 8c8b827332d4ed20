"""What a copy says of itself: for whom it is, what it leaves out, and where that would stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from chairtui.core.vocabulary import RecordKind, Redaction
from chairtui.records.content.actions import ACTIONS
from chairtui.records.content.family_pages import SAYS, WHY_HELD
from chairtui.records.content.frame import Copy, Frame
from chairtui.records.content.last_pages import ABOUT, LATE, LEFT_OPEN, THERE
from chairtui.records.content.middle_pages import CHRONOLOGY, EARLIER, RATIONALE, SHARED, THINK
from chairtui.records.content.plan_pages import CONTINGENCY, PLAN, SETTLED, VIEWS
from chairtui.records.content.who_was_missing import WITHOUT
from chairtui.records.record import Paragraph, Part

IN_SHORT = "In short"
BEFORE = "the papers before the meeting"
WHERE = {
    "": IN_SHORT,
    "preparing": BEFORE,
    "preparing.cancelled_because": IN_SHORT,
    "attendance": THERE,
    "attendance.override": IN_SHORT,
    "concern": WHY_HELD,
    "concern.children": IN_SHORT,
    "concern.children.open_to": SAYS,
    "concern.words": IN_SHORT,
    "concern.safety": IN_SHORT,
    "concern.family": SAYS,
    "concern.voices": SAYS,
    "series": EARLIER,
    "sharing": SHARED,
    "sharing.chronology": CHRONOLOGY,
    "sharing.chronology_analysis": CHRONOLOGY,
    "sharing.bookings": PLAN,
    "analysis": THINK,
    "deciding.decisions": RATIONALE,
    "deciding.positions": VIEWS,
    "deciding.settled": SETTLED,
    "deciding.without_note": WITHOUT,
    "plan": PLAN,
    "plan.actions": ACTIONS,
    "plan.nothing_needed": ACTIONS,
    "plan.conference": ACTIONS,
    "plan.contingencies": CONTINGENCY,
    "closing.signature": ABOUT,
    "closing.signature.gaps": LEFT_OPEN,
    "closing.addenda": LATE,
    "closing.distribution": THERE,
    "warnings": LEFT_OPEN,
}
"""The section of a record in which a part of the meeting stands; of its parts those that stand elsewhere."""


def copy_words(frame: Frame) -> Iterator[Part]:
    """Return what a copy says of itself; nothing for the whole record."""
    copy = frame.copy
    about = f", about {copy.child} alone" if copy.child else ""
    left = "; ".join(one.value for one in Redaction if one in copy.left_out)
    notice = copy.kind is RecordKind.NOTICE
    what = "notice" if notice else "copy"
    said_of_it = [
        f"This {what} is for {copy.recipient}{about}." if copy.recipient else "",
        "It holds nothing that agencies shared." if notice and copy.recipient else "",
        f"This copy is about {copy.child} alone." if copy.child and not copy.recipient else "",
        f"It leaves out: {left}." if left and not notice else "",
        "Your own numbers of the child are in it." if _numbers_kept(frame) else "",
        _withheld(copy),
    ]
    if words := " ".join(filter(None, said_of_it)):
        yield Paragraph(words)


def _numbers_kept(frame: Frame) -> bool:
    children = frame.meeting.concern.children
    return frame.omits(Redaction.NUMBERS) and any(
        one.nhs_number or one.upn or one.local_id for one in children
    )


def _withheld(copy: Copy) -> str:
    """Return how many texts are left out that may speak of another child, and where they would stand."""
    if not copy.withheld:
        return ""
    number = len(copy.withheld)
    words = (
        f"{'1 text is' if number == 1 else f'{number} texts are'} left out that may speak of another child"
    )
    if copy.kind is not RecordKind.CHILD:
        return f"{words}."
    titles = Counter(where_it_stands(place) for place in copy.withheld)
    where = [f"{titles[one]} in {one if one == BEFORE else f'“{one}”'}" for one in titles]
    return f"{words}: {', '.join(where)}."


def where_it_stands(place: str) -> str:
    """Return the section of a record in which a text stands, by its place in the meeting."""
    part = _KEYS.sub("", place)
    known = (part[:end] for end in range(len(part), 0, -1) if part[end : end + 1] in ("", "."))
    return next((WHERE[one] for one in known if one in WHERE), WHERE[""])


_KEYS = re.compile(r"\[[^]]*\]")
