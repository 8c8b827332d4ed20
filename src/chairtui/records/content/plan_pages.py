"""What was agreed: each agency's view by name, what was settled, the plan, and what is done if it fails."""

from __future__ import annotations

from collections.abc import Iterator

from chairtui.core.calendar.deadlines import CONFERENCE_WITHIN
from chairtui.core.children import unborn
from chairtui.core.courses import Clocks
from chairtui.core.enquiries import Enquiry, enquiry_of, whose
from chairtui.core.questions import Question
from chairtui.core.views import conference_words, position_words
from chairtui.core.vocabulary import Redaction
from chairtui.records.content.frame import Frame, omitted, said
from chairtui.records.record import Paragraph, Part, Section, listed, table

VIEWS, SETTLED, PLAN, CONTINGENCY = "Each agency's view", "Settled", "Plan", "If things go wrong"
NOT_BORN = "Nobody is seen yet: the child is not born."


def plan_pages(frame: Frame) -> Iterator[Section]:
    """Return the sections of steps 5 and 6."""
    yield Section(VIEWS, (_positions(frame),))
    yield Section(SETTLED, (_settled(frame),))
    yield Section(PLAN, tuple(plan_parts(frame)))
    yield Section(CONTINGENCY, tuple(contingency_parts(frame)))


def _positions(frame: Frame) -> Part:
    return listed(position_words(frame.meeting, frame.title), "Nobody was asked: there is no decision.")


def _settled(frame: Frame) -> Part:
    rows = [
        (_first_capital(one.id.value), one.answer, one.reason or "not written")
        for one in frame.meeting.deciding.settled
    ]
    return table("Question|Answer|Reason", rows, "Nothing more was settled.")


def _first_capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _none_is_born(frame: Frame) -> bool:
    concern = frame.meeting.concern
    return bool(concern.children) and len(unborn(concern.children, concern.circumstances)) == len(
        concern.children
    )


def plan_parts(frame: Frame) -> Iterator[Part]:
    """Return who sees each child, what is to be found out, what lies ahead, and what came of it."""
    plan = frame.meeting.plan
    if frame.omits(Redaction.ACTIONS):
        yield omitted(Redaction.ACTIONS)
    seeing = [
        (
            frame.child(visit.id),
            visit.by,
            said(visit.due_on, "NO DAY"),
            visit.alone.value,
            said(visit.seen_on, "not yet"),
        )
        for visit in plan.seeing
    ]
    asked = [
        (one.words, one.owner, one.method, said(one.due_on, "NO DAY"), _found_out(one))
        for one in plan.questions
    ]
    if seeing or not frame.omits(Redaction.ACTIONS):
        nobody = NOT_BORN if _none_is_born(frame) else "It was not agreed who sees each child."
        yield table("Who is seen|By whom|By when|Alone|Seen", seeing, nobody)
    if asked or not frame.omits(Redaction.ACTIONS):
        nothing = "No enquiry question was set."
        yield table("What the enquiry has to find out|Who|How|By when|Answer", asked, nothing)
    further = [
        (one.what, one.how, one.who, said(one.due_on, "NO DAY"), one.recorded_in) for one in plan.further
    ]
    if further:
        yield table("Further information|How|Who|By when|Written where", further)
    yield from ahead_parts(frame)
    yield from _enquiries(frame)


def _found_out(question: Question) -> str:
    """Return the answer to a question of the enquiry, with who found it out and when."""
    if question.is_open:
        return "open"
    when = said(question.answered_on, "")
    return f"{question.answer} ({', '.join(filter(None, (question.answered_by, when)))})"


def ahead_parts(frame: Frame) -> Iterator[Part]:
    """Return what lies ahead: the conference, the last day for it by either count, and the next meeting."""
    meeting = frame.meeting
    if planned := conference_words(meeting):
        yield Paragraph(planned)
    yield from _clocks(frame)
    yield Paragraph(f"Next meeting: {said(meeting.plan.next_meeting_at, 'none is set')}.")


def _clocks(frame: Frame) -> Iterator[Part]:
    for one in frame.clocks:
        if one.needless:
            continue  # the enquiry says so, to those who get it
        yield from _clock_parts(one.clocks, whose(frame.meeting, one.children))


def _clock_parts(clocks: Clocks, names: str) -> Iterator[Part]:
    about = f" about {names}" if names else ""
    if not clocks.differ:
        yield Paragraph(
            f"The {CONFERENCE_WITHIN} working days for a conference{about} end on "
            f"{said(clocks.from_initiating)}. "
            "They are counted from the discussion that started section 47 enquiries "
            f"({said(clocks.initiated_on)}), which is the last one too."
        )
        return
    rows = (
        ("The discussion that started section 47 enquiries", clocks.initiated_on, clocks.from_initiating),
        ("The last discussion", clocks.last_on, clocks.from_last),
    )
    headings = f"{CONFERENCE_WITHIN} working days for a conference{about}, counted from|Held|Last day"
    yield table(headings, ((what, said(held), said(until)) for what, held, until in rows))
    yield Paragraph(
        "Working Together 2023 counts from the discussion that started the enquiries; some local procedures "
        "count from the last one."
    )


def _enquiries(frame: Frame) -> Iterator[Part]:
    plan = frame.meeting.plan
    about = [(child.name, enquiry_of(plan, child.id)) for child in frame.meeting.concern.children]
    rows = [
        (
            name,
            enquiry.said() or "not known yet",
            said(enquiry.ended_on, "not yet"),
            enquiry.conference_required.value,
            said(enquiry.conference_on or (plan.conference.held_on if plan.conference else None), "not yet"),
            enquiry.plan_followed.value,
            ", ".join(filter(None, (enquiry.worker, enquiry.team))),
        )
        for name, enquiry in about
        if enquiry != Enquiry(id=enquiry.id)
    ]
    if rows:
        headings = "Enquiry about|Outcome|Ended|Conference needed|Conference held|Plan made|Worker"
        yield table(headings, rows)


def contingency_parts(frame: Frame) -> Iterator[Part]:
    """Return what is done if something happens."""
    rows = [(one.trigger, one.response, one.who, one.contact) for one in frame.meeting.plan.contingencies]
    if frame.omits(Redaction.ACTIONS):
        yield omitted(Redaction.ACTIONS)
    if rows or not frame.omits(Redaction.ACTIONS):
        yield table("If|Then|Who|Contact at any hour", rows, "There is no contingency plan.")
