"""The outcome notice: one page that says what was decided, and nothing that agencies shared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator

from chairtui.core.births import birth_words
from chairtui.core.children import Child
from chairtui.core.rooms import each_room, record_type
from chairtui.core.threshold import judged_words
from chairtui.core.views import agency_of, ended
from chairtui.core.vocabulary import Category, Change
from chairtui.records.content.frame import Frame, said
from chairtui.records.content.page_one import NOT_DECIDED, copy_words, decision_words, kind_words
from chairtui.records.content.plan_pages import ahead_parts
from chairtui.records.content.versions import seal
from chairtui.records.record import Paragraph, Part, Section, listed, table

CHANGES = {
    Change.YES: "it changes the decision.",
    Change.NO: "it does not change the decision.",
    Change.UNDECIDED: "whether it changes the decision is not settled yet.",
}


def notice_pages(frame: Frame) -> Iterator[Section]:
    """Return the sections of the outcome notice."""
    yield Section("Outcome", tuple(_outcome(frame)))
    if frame.meeting.deciding.decisions and not frame.copy.outside:
        yield Section("Who decided", tuple(_who(frame)))
    if frame.meeting.plan.actions or (frame.copy.recipient and not frame.copy.outside):
        yield Section("Your actions", tuple(_actions(frame)))
    if not frame.copy.outside:
        yield Section("What comes next", tuple(ahead_parts(frame)))
    yield Section("The record", tuple(_record(frame)))


def _outcome(frame: Frame) -> Iterator[Part]:
    yield from copy_words(frame)
    meeting = frame.meeting
    if meeting.started_at is None:
        yield Paragraph("The meeting has not begun.")
        return
    yield Paragraph(f"Held {said(meeting.started_at)}. {kind_words(frame, record_type(meeting))}")
    if not frame.copy.outside:
        yield listed(_whom(child) for child in meeting.concern.children)
    if not meeting.deciding.decisions:
        yield Paragraph(NOT_DECIDED, strong=True)
    for decision in meeting.deciding.decisions:
        yield Paragraph(decision_words(frame, decision), strong=True)
    yield from reason_parts(frame)
    if meeting.closing.changed:
        changes = CHANGES[meeting.closing.changed]
        yield Paragraph(f"Information came after the record was signed; {changes}")


def _whom(child: Child) -> str:
    """Say which child it is, for a reader who may know several of that name."""
    return ended(f"{child.name}, {birth_words(child) or 'date of birth not written'}")


def reason_parts(frame: Frame) -> Iterator[Part]:
    """Return the reason for each child in the words of closed lists: free text is what agencies shared."""
    words = [
        f"{frame.child(one.id)}: {judged_words(one)}{_category(one.category)}"
        for one in frame.meeting.analysis.judgements
    ]
    if words:
        yield listed(ended(word) for word in words)


def _category(harm: Category) -> str:
    return f", {harm.value}" if harm is not Category.NONE else ""


def _who(frame: Frame) -> Iterator[Part]:
    meeting = frame.meeting
    if chair := meeting.attendance.chair:
        number = "" if chair.phone else " No telephone number of theirs is written."
        yield Paragraph(f"Who leads, and answers questions about it: {chair.words}.{number}")
    here: dict[str, set[str]] = {}
    for room in each_room(meeting):
        there = [agency_of(line, frame.title) for line in room.people]
        here[room.about] = set(there)
        about = f" about {room.about}" if room.about else ""
        yield Paragraph(f"There when it was decided{about}: {_each(there) or 'nobody'}.")
    for decided in frame.without:
        at_it = here.get(decided.about, set().union(*here.values()))
        missing = _each(_beside(absence.who, at_it) for absence in decided.missing)
        about = f" when it was decided about {decided.about}" if decided.about else ""
        yield Paragraph(f"Missing{about}: {missing or 'nobody who was expected or invited'}.")
        if decided.follows:
            yield Paragraph(decided.follows)


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
        (one.what, one.owner or "NOBODY NAMED", said(one.due_at or one.due_on, "NO DAY"), one.status.value)
        for one in frame.meeting.plan.actions
    ]
    yield table("What|Who|By when|State", rows, "No action in this meeting is yours.")


def _record(frame: Frame) -> Iterator[Part]:
    signature = frame.meeting.closing.signature
    signed = f"Signed by {signature.name}, {said(signature.signed_at)}." if signature else "Not signed yet."
    yield Paragraph(f"{signed} This notice holds nothing that agencies shared.")
    yield Paragraph("The record goes to those who took part.")
    yield Paragraph(f"Hash of the log: {seal(frame.rows)}")
