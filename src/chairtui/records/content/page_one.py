"""The first page of a record: what kind of meeting it was, who was there, the decision, and who does what."""

from __future__ import annotations

from collections.abc import Iterator

from chairtui.core.actions import Action
from chairtui.core.decision import Decision
from chairtui.core.listing import and_words
from chairtui.core.register import Attendee, Minimum
from chairtui.core.rooms import (
    RecordType,
    Room,
    each_room,
    lacking,
    record_type,
    rooms,
    the_decision,
    together,
)
from chairtui.core.views import (
    again_words,
    agency_of,
    ended,
    outcome_words,
    urgent_words,
    without_minimum_words,
)
from chairtui.core.vocabulary import ActionStatus, Form, RecordKind, Redaction, Stage
from chairtui.records.content.frame import Frame, said
from chairtui.records.content.last_pages import TELLING
from chairtui.records.record import Paragraph, Part, Section, listed, table

NOT_DECIDED = "No decision about section 47 was taken."
KIND, ROOM, WITHOUT = "What kind of meeting it was", "In the room at the decision", "Who was missing"
DECISION, ACTIONS = "Decision", "Actions"


def page_one(frame: Frame) -> Iterator[Section]:
    """Return the sections of the first page."""
    yield Section(KIND, tuple(_kind(frame)))
    yield Section(ROOM, tuple(_room(frame)))
    yield Section(WITHOUT, tuple(_without(frame)))
    yield Section(DECISION, tuple(_decision(frame)))
    yield Section(ACTIONS, tuple(actions_parts(frame)))


def _kind(frame: Frame) -> Iterator[Part]:
    yield from copy_words(frame)
    meeting = frame.meeting
    if meeting.stage is Stage.PREPARING:
        yield Paragraph("The meeting has not begun.")
        return
    kind = record_type(meeting)
    yield Paragraph(f"{kind.title}. {kind_words(frame, kind)}", strong=not kind.minimum.met)
    if urgent := urgent_words(meeting):
        yield Paragraph(urgent)
    if without := without_minimum_words(meeting):
        yield Paragraph(without, strong=True)


def copy_words(frame: Frame) -> Iterator[Part]:
    """Return what a copy says of itself; nothing for the whole record."""
    copy = frame.copy
    about = f", about {copy.child} alone" if copy.child else ""
    left = "; ".join(one.value for one in Redaction if one in copy.left_out)
    said_of_it = [
        f"This copy is for {copy.recipient}{about}." if copy.recipient else "",
        f"This copy is about {copy.child} alone." if copy.child and not copy.recipient else "",
        f"It leaves out: {left}." if left and copy.kind is not RecordKind.NOTICE else "",
        "Your own numbers of the child are in it." if _numbers_kept(frame) else "",
        f"{_texts(copy.withheld)} left out that may speak of another child." if copy.withheld else "",
    ]
    if words := " ".join(filter(None, said_of_it)):
        yield Paragraph(words)


def _numbers_kept(frame: Frame) -> bool:
    children = frame.meeting.concern.children
    return frame.omits(Redaction.NUMBERS) and any(
        one.nhs_number or one.upn or one.local_id for one in children
    )


def _texts(number: int) -> str:
    return "1 text is" if number == 1 else f"{number} texts are"


def kind_words(frame: Frame, kind: RecordType) -> str:
    """Return why the meeting is called what it is called."""
    if frame.meeting.form is Form.CALLS:
        return "It was a chain of one-to-one calls, in which nobody hears everybody."
    held = "It was held by telephone. " if frame.meeting.form is Form.TELEPHONE else ""
    decisions = rooms(frame.meeting)
    if kind.minimum.met:
        return held + _met(decisions)
    missed = [(one, _missing(together(frame.meeting, one))) for one in decisions]
    said_of = {words for _, words in missed}
    if len(said_of) == 1:
        when = "when the decision was taken" if decisions[0] else "so far"
        return f"{held}Missing {when}: {missed[0][1]}."
    return held + " ".join(_of_minimum(the_decision(frame.meeting, one), words) for one, words in missed)


def _of_minimum(decision: str, missing: str) -> str:
    """Say who of the minimum was missing at one of several decisions."""
    if missing:
        return f"Missing when {decision} was taken: {missing}."
    return f"Everybody of the minimum was there when {decision} was taken."


def _met(decisions: tuple[Decision | None, ...]) -> str:
    three = "a local authority social worker, the police and health"
    if decisions[0] is None:
        return f"The minimum attendance is met: {three} are together."
    when = "when the decision was taken" if len(decisions) == 1 else "at each decision"
    return f"The minimum attendance was met: {three} were together {when}."


def _missing(reached: Minimum) -> str:
    return ", ".join(part.words for part in lacking(reached))


def _room(frame: Frame) -> Iterator[Part]:
    meeting = frame.meeting
    if meeting.stage is Stage.PREPARING:
        yield Paragraph("The meeting has not begun.")
        return
    for room in each_room(meeting):
        if room.first is None:
            yield Paragraph("No decision was taken yet: these are here now.")
        elif room.about:
            yield Paragraph(f"At the decision about {room.about}:", strong=True)
        here = [
            (line.name or "not named", line.job, agency_of(line, frame.title), _mode(line, room))
            for line in room.people
        ]
        yield table("Name|Role|Agency|How", here, "Nobody.")


def _mode(line: Attendee, room: Room) -> str:
    instant = room.first.decided_at if room.first else None
    here = [stay for stay in line.stays if instant is None or stay.covers(instant)]
    return here[-1].mode.value if here else ""


def _without(frame: Frame) -> Iterator[Part]:
    if not frame.meeting.deciding.decisions:
        begun = frame.meeting.stage is not Stage.PREPARING
        yield Paragraph(NOT_DECIDED if begun else "The meeting has not begun.")
        return
    yield from without_parts(frame)
    if note := frame.meeting.deciding.without_note:
        yield Paragraph(ended(f"The chair adds: {note}"))


def without_parts(frame: Frame) -> Iterator[Part]:
    """Return the statement of who was missing at each decision.

    A copy that leaves out what others shared, their actions, or what warnings speak of, has only the names:
    it could not say what came from them, was arranged or was noted.
    """
    cut = frame.omits(*TELLING)
    short = cut or frame.copy.kind in (RecordKind.NOTICE, RecordKind.EXTRACT)
    for decided in frame.without:
        about = f" when the decision about {decided.about} was taken" if decided.about else ""
        nobody = f"Nobody who was expected or invited was missing{about}."
        yield Paragraph((decided.names if short else decided.words) or nobody, strong=bool(decided.missing))


def _decision(frame: Frame) -> Iterator[Part]:
    deciding = frame.meeting.deciding
    if not deciding.decisions:
        yield Paragraph(NOT_DECIDED, strong=True)
        return
    for decision in deciding.decisions:
        yield Paragraph(decision_words(frame, decision), strong=True)
    if undecided := frame.meeting.undecided:
        yield Paragraph(f"No decision for {and_words([one.name for one in undecided])}.", strong=True)


def decision_words(frame: Frame, decision: Decision) -> str:
    """Return what was decided for whom, and when."""
    children = ", ".join(frame.child(child_id) for child_id in decision.children)
    again, disputed = again_words(frame.meeting, decision), frame.disputed("decision", *decision.children)
    decided = f"{children}: {outcome_words(decision)}. Decided {said(decision.decided_at)}."
    return f"{decided} {again}".rstrip() + disputed


def actions_parts(frame: Frame) -> Iterator[Part]:
    """Return the actions, each with owner and due date."""
    plan = frame.meeting.plan
    cut = frame.omits(Redaction.ACTIONS)
    rows = [_action(frame, action) for action in plan.actions]
    about = "that is about this child" if frame.copy.of_several else "in this meeting"
    nothing = f"No action {about} is yours." if cut else "No action was agreed."
    yield table("What|Who|Agency|By when|Why|State", rows, nothing)
    if cut and rows:
        yield Paragraph("Only your own actions stand here.")
    if plan.nothing_needed:
        yield listed(ended(f"No {one.id.value} action: {one.because}") for one in plan.nothing_needed)


def _action(frame: Frame, action: Action) -> tuple[str, ...]:
    due = said(action.due_at or action.due_on, "NO DAY")
    agency = frame.agency(action.agency, action.owner_id) or "NO AGENCY"
    state = f"{action.horizon.value}, {action.status.value}"
    if action.status is not ActionStatus.OPEN and action.evidence:
        state += f": {action.evidence}"
    if action.acknowledged_at:
        state += f"; {action.owner} knows of it since {said(action.acknowledged_at)}"
    return (action.what, action.owner or "NOBODY NAMED", agency, due, action.why or "not written", state)
