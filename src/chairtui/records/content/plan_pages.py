"""What was agreed: each agency's view by name, what was settled, the plan, and what is done if it fails."""

from __future__ import annotations

from collections.abc import Iterator

from chairtui.core.children import unborn
from chairtui.core.enquiries import Enquiry, became, enquiry_of
from chairtui.core.listing import ended
from chairtui.core.questions import Question
from chairtui.core.views import views_about
from chairtui.core.vocabulary import BookingOutcome, RecordKind, Redaction
from chairtui.records.content.actions import action_row
from chairtui.records.content.frame import Frame, capital, omitted, said
from chairtui.records.record import Cell, Fact, Group, Paragraph, Part, Section, fact, facts, table

VIEWS, SETTLED, PLAN, CONTINGENCY = (
    "Who agreed",
    "Settled with the decision",
    "The plan",
    "If things go wrong",
)
NOT_BORN = "Nobody is seen yet: the child is not born."


def plan_pages(frame: Frame, *, folded: bool) -> Iterator[Section]:
    """Return the sections of steps 5 and 6; with `folded` the plan has the actions as well."""
    if frame.meeting.deciding.decisions:
        yield Section(VIEWS, tuple(_views(frame)))
    if frame.meeting.deciding.settled:
        yield Section(SETTLED, (_settled(frame),))
    yield Section(PLAN, tuple(plan_parts(frame, folded=folded)))
    yield Section(CONTINGENCY, tuple(contingency_parts(frame)))


def _views(frame: Frame) -> Iterator[Part]:
    views = views_about(frame.meeting, frame.title)
    if not views:
        yield Paragraph("Nobody was asked: there is no decision.")
        return
    apart: dict[str, dict[str, list[str]]] = {
        label: {} for label in ("Disagree", "Other views", "Agree", "Not asked", "Not there")
    }
    for about, words in views:
        label, said = _sorted(words)
        apart[label].setdefault(about, []).append(said)
    yield from facts(
        *(
            fact(label, *_lines(label, about_each), strong=label == "Disagree")
            for label, about_each in apart.items()
        )
    )


def _lines(label: str, about_each: dict[str, list[str]]) -> Iterator[str]:
    """Yield the views of a kind: names in one line for whom they are about, others one by one."""
    for about, several in about_each.items():
        whose = f"About {about}: " if about else ""
        if label in _ENDS.values():
            yield f"{whose}{'; '.join(several)}.{_ABSENT if label == 'Not there' else ''}"
        else:
            yield from (f"{whose}{one}" for one in several)


_ENDS = {
    " agrees.": "Agree",
    " was not asked for a view.": "Not asked",
    " was absent and does not count as agreeing.": "Not there",
}
"""Views that say nothing more, which fold to a list of names."""
_ABSENT = " They do not count as agreeing."


def _sorted(words: str) -> tuple[str, str]:
    """Return the kind of a view, and what is said of it there."""
    for end, label in _ENDS.items():
        if words.endswith(end):
            return label, words.removesuffix(end)
    return ("Disagree" if " disagrees" in words else "Other views"), words


def _settled(frame: Frame) -> Part:
    rows = [
        (capital(settled.id.value), settled.answer, settled.reason or "not written")
        for settled in frame.meeting.deciding.settled
    ]
    return table("Question:person|Answer|Reason:wide", rows)


def _none_is_born(frame: Frame) -> bool:
    concern = frame.meeting.concern
    return bool(concern.children) and len(unborn(concern.children, concern.circumstances)) == len(
        concern.children
    )


def plan_parts(frame: Frame, *, folded: bool = False) -> Iterator[Part]:
    """Return who sees each child, what is to be found out and obtained, and what is booked, in one table."""
    plan, cut = frame.meeting.plan, frame.omits(Redaction.ACTIONS)
    if cut:
        yield omitted(Redaction.ACTIONS)
    rows = [*_seeing(frame), *_questions(frame), *_further(frame), *_booked(frame)]
    if folded:
        numbered = [action_row(frame, number, one) for number, one in enumerate(plan.actions, 1)]
        rows = [*numbered, *(("", *row) for row in rows)]
    if frame.omits(Redaction.SHARED) and frame.copy.kind is not RecordKind.EXTRACT:
        yield Paragraph("What is booked, as others shared it, is left out of this copy.")
    columns = "What:wide|Who:person|By when:date"
    if rows:
        yield table(f"No.:number|{columns}" if folded else columns, rows)
    if missing := [] if cut else list(_unplanned(frame)):
        yield Paragraph(" ".join(missing), strong=True)
    yield from _enquiries(frame)


def _unplanned(frame: Frame) -> Iterator[str]:
    plan = frame.meeting.plan
    if not plan.seeing:
        yield NOT_BORN if _none_is_born(frame) else "It was not agreed who sees each child."
    if not plan.questions:
        yield "No enquiry question was set."
    if not frame.meeting.sharing.bookings and not frame.omits(Redaction.SHARED):
        yield "Nothing is written that is booked."


Row = tuple[str | Cell, ...]


def _seeing(frame: Frame) -> Iterator[Row]:
    for visit in frame.meeting.plan.seeing:
        seen = (f"Seen {said(visit.seen_on)}.",) if visit.seen_on else ()
        yield (
            Cell(f"See {frame.child(visit.id)}{visit.alone_words}", seen),
            visit.by,
            said(visit.due_on, "NO DAY"),
        )


def _questions(frame: Frame) -> Iterator[Row]:
    for question in frame.meeting.plan.questions:
        below = [
            ended(question.method) if question.method else "",
            "" if question.is_open else f"Answer: {_found_out(question)}",
        ]
        what = Cell(f"Find out: {question.words}", tuple(filter(None, below)))
        yield what, question.owner or "NOBODY NAMED", said(question.due_on, "NO DAY")


def _further(frame: Frame) -> Iterator[Row]:
    for further in frame.meeting.plan.further:
        where = f"Written in: {further.recorded_in}" if further.recorded_in else ""
        below = tuple(filter(None, (further.how, where)))
        yield (
            Cell(f"Obtain: {further.what}", below),
            further.who or "NOBODY NAMED",
            said(further.due_on, "NO DAY"),
        )


def _booked(frame: Frame) -> Iterator[Row]:
    for booking in frame.meeting.sharing.bookings:
        outcome = (
            () if booking.outcome is BookingOutcome.PENDING else (ended(capital(booking.outcome.value)),)
        )
        confirms = f"{booking.owner} confirms it" if booking.owner else "NOBODY NAMED confirms it"
        yield Cell(f"Booked: {booking.what}", outcome), confirms, said(booking.when)


def _found_out(question: Question) -> str:
    """Return the answer to a question of the enquiry, with who found it out and when."""
    when = said(question.answered_on, "")
    by = ", ".join(filter(None, (question.answered_by, when)))
    return f"{question.answer} ({by})" if by else question.answer


def _enquiries(frame: Frame) -> Iterator[Part]:
    plan = frame.meeting.plan
    about = [(child.name, enquiry_of(plan, child.id)) for child in frame.meeting.concern.children]
    known = [(name, one) for name, one in about if one != Enquiry(id=one.id)]
    held = plan.conference.held_on if plan.conference else None
    if known:
        yield Group("What became of the enquiry")
        yield from facts(*(Fact(name, became(one, held)) for name, one in known))


def contingency_parts(frame: Frame) -> Iterator[Part]:
    """Return what is done if something happens."""
    rows = [
        (
            contingency.trigger,
            contingency.response,
            Cell(contingency.who, (contingency.contact,) if contingency.contact else ()),
        )
        for contingency in frame.meeting.plan.contingencies
    ]
    if frame.omits(Redaction.ACTIONS):
        yield omitted(Redaction.ACTIONS)
    if rows or not frame.omits(Redaction.ACTIONS):
        yield table("If|Then|Who, at any hour:wide", rows, "There is no contingency plan.")
