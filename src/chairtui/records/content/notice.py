"""The outcome notice: one page that says what was decided, and nothing that agencies shared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator

from chairtui.core.listing import ended
from chairtui.core.rooms import each_room, record_type, rooms
from chairtui.core.views import agency_of
from chairtui.core.vocabulary import Stage
from chairtui.records.content.actions import YOURS, ahead_parts
from chairtui.records.content.alarms import late_parts, minimum_parts, unsettled_parts
from chairtui.records.content.decision import DECISION, decision_parts
from chairtui.records.content.family_pages import born
from chairtui.records.content.frame import Frame, capital, said
from chairtui.records.content.page_one import held_words, met_words
from chairtui.records.content.what_is_left_out import IN_SHORT, copy_words
from chairtui.records.record import Cell, Fact, Part, Points, Section, fact, facts, table

WHO_DECIDED, AHEAD, WHAT_NOW = "Who decided", "What comes next", "What you can do"


def notice_pages(frame: Frame) -> Iterator[Section]:
    """Return the sections of the outcome notice."""
    yield Section(IN_SHORT, tuple(_in_short(frame)), leads=True)
    yield Section(DECISION, tuple(decision_parts(frame)))
    if frame.meeting.plan.actions or (frame.copy.recipient and not frame.copy.outside):
        yield Section(YOURS, tuple(_actions(frame)))
    if frame.meeting.deciding.decisions and not frame.copy.outside:
        yield Section(WHO_DECIDED, tuple(_who(frame)))
    if not frame.copy.outside:
        yield Section(AHEAD, tuple(ahead_parts(frame)))
    yield Section(WHAT_NOW, (Points(tuple(_what_now(frame))),))


def _in_short(frame: Frame) -> Iterator[Part]:
    yield from copy_words(frame)
    yield from unsettled_parts(frame)
    yield from late_parts(frame)
    yield from minimum_parts(frame)
    yield from facts(*_held(frame))


def _held(frame: Frame) -> Iterator[Fact]:
    meeting, outside = frame.meeting, frame.copy.outside
    children = meeting.concern.children
    if not outside:
        several = len(children) > 1
        yield fact(
            "Born", *(f"{one.name}: {born(frame, one)}" if several else born(frame, one) for one in children)
        )
    begun = meeting.stage is not Stage.PREPARING
    yield fact("Held", held_words(frame) if begun else "The meeting has not begun.")
    if begun and record_type(meeting).minimum.met:
        yield fact("There", met_words(rooms(meeting)))
    if (chair := meeting.attendance.chair) and not outside:
        yield fact("Chair", chair.words)
    signature = meeting.closing.signature
    yield fact("Signed", f"{signature.name}, {said(signature.signed_at)}" if signature else "Not signed yet.")


def _who(frame: Frame) -> Iterator[Part]:
    there, missing = [], []
    here: dict[str, set[str]] = {}
    for room in each_room(frame.meeting):
        about = f"About {room.about}: " if room.about else ""
        here[room.about] = {agency_of(line, frame.title) for line in room.people}
        agencies = _each(agency_of(line, frame.title) for line in room.people)
        there.append(f"{about}{agencies or 'nobody'}.")
    for decided in frame.without:
        about = f"About {decided.about}: " if decided.about else ""
        at_it = here.get(decided.about, set().union(*here.values()))
        names = _each(_beside(absence.who, at_it) for absence in decided.missing)
        missing.append(f"{about}{names or 'Nobody who was expected or invited'}. {decided.follows}".strip())
    yield from facts(fact("There", *there), fact("Missing", *missing))


def _beside(agency: str, there: Container[str]) -> str:
    """Return an agency that was missing; where somebody else of it was there, that it is another of theirs.

    A notice names no people: who handed the chair over and left is not their agency.
    """
    return f"{agency} (somebody else of theirs was there)" if agency in there else agency


def _each(agencies: Iterable[str]) -> str:
    """Return agencies, each once, with how many: of two schools a notice leaves out the names."""
    counted = Counter(agencies)
    return "; ".join(f"{one} ({number})" if number > 1 else one for one, number in counted.items())


def _actions(frame: Frame) -> Iterator[Part]:
    rows = [
        (
            Cell(action.what, (f"{capital(action.status.value)}.",)),
            action.owner or "NOBODY NAMED",
            said(action.due_at or action.due_on, "NO DAY"),
        )
        for action in frame.meeting.plan.actions
    ]
    yield table("What:wide|Who:person|By when:date", rows, "No action in this meeting is yours.")


def _what_now(frame: Frame) -> Iterator[str]:
    chair = frame.meeting.attendance.chair
    if chair and not frame.copy.outside:
        where = (
            f"{chair.name}, {chair.phone}"
            if chair.phone
            else f"{chair.name}; no telephone number of theirs is written"
        )
        yield ended(f"You know something that matters for this decision: ring {where}")
    yield "The full record goes to those who took part. Ask the chair if you need more than this."
    yield "Keep this notice where only those who work with the child can read it."
