"""The first page of a record: what kind of meeting it was, who was there, the decision, and who does what."""

from __future__ import annotations

from collections.abc import Iterator

from chairtui.core.actions import Action
from chairtui.core.decision import Decision, RecordType, record_type
from chairtui.core.register import Minimum, present
from chairtui.core.views import absences, agency_of, decided_without, ended, names_without
from chairtui.core.vocabulary import ActionStatus, Form, Outcome, RecordKind, Redaction, Stage
from chairtui.records.frame import Frame, said
from chairtui.records.record import Paragraph, Part, Section, listed, table

NOT_DECIDED = "No decision about section 47 was taken."
KIND, ROOM, WITHOUT = "What kind of meeting it was", "In the room at the decision", "Who was missing"
DECISION, ACTIONS = "Decision", "Actions"


def title_of(frame: Frame) -> str:
    """Return what the record is called; nobody can type it."""
    if frame.meeting.stage is Stage.PREPARING:
        return "Meeting in preparation"
    return record_type(frame.meeting).title


def page_one(frame: Frame) -> Iterator[Section]:
    """Return the sections of the first page."""
    yield Section(KIND, tuple(_kind(frame)), first_page=True)
    yield Section(ROOM, tuple(_room(frame)), first_page=True)
    yield Section(WITHOUT, tuple(_without(frame)), first_page=True)
    yield Section(DECISION, tuple(_decision(frame)), first_page=True)
    yield Section(ACTIONS, tuple(actions_parts(frame)), first_page=True)


def _kind(frame: Frame) -> Iterator[Part]:
    yield from copy_words(frame)
    meeting = frame.meeting
    if meeting.stage is Stage.PREPARING:
        yield Paragraph("The meeting has not begun.")
        return
    kind = record_type(meeting)
    yield Paragraph(f"{kind.title}. {kind_words(frame, kind)}", strong=not kind.minimum.met)
    if meeting.urgent:
        because = f": {meeting.urgent_because}" if meeting.urgent_because else ""
        yield Paragraph(ended(f"It was held in the urgent mode{because}"))
    if override := meeting.attendance.override:
        reason = f": {override.reason}" if override.reason else ""
        words = ended(f"{override.chair} went on without the minimum{reason}")
        yield Paragraph(f"{words} They meet again {said(override.reconvene_at)}.", strong=True)


def copy_words(frame: Frame) -> Iterator[Part]:
    """Return what a copy says of itself; nothing for the whole record."""
    copy = frame.copy
    about = f", about {copy.child} alone" if copy.child else ""
    left = "; ".join(one.value for one in Redaction if one in copy.left_out)
    said_of_it = [
        f"This copy is for {copy.reader}{about}." if copy.reader else "",
        f"This copy is about {copy.child} alone." if copy.child and not copy.reader else "",
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
    return held + _minimum(kind.minimum, decided=frame.decided_at is not None)


def _minimum(reached: Minimum, *, decided: bool) -> str:
    parts = {
        "a local authority social worker": reached.social_worker,
        "the police": reached.police,
        "a health practitioner": reached.health,
    }
    missing = ", ".join(name for name, there in parts.items() if not there)
    if missing:
        return f"Missing {'when the decision was taken' if decided else 'so far'}: {missing}."
    three = "a local authority social worker, the police and health"
    if decided:
        return f"The minimum attendance was met: {three} were together when the decision was taken."
    return f"The minimum attendance is met: {three} are together."


def _room(frame: Frame) -> Iterator[Part]:
    meeting = frame.meeting
    if meeting.stage is Stage.PREPARING:
        yield Paragraph("The meeting has not begun.")
        return
    instant = frame.decided_at
    if instant is None:
        yield Paragraph("No decision was taken yet: these are here now.")
    here = [
        (line.name or "not named", line.job, agency_of(line, frame.title), _mode(frame, line.id))
        for line in present(meeting.attendance, instant)
    ]
    yield table("Name|Role|Agency|How", here, "Nobody.")


def _mode(frame: Frame, attendee_id: str) -> str:
    line = frame.attendee(attendee_id)
    stays = line.stays if line else ()
    instant = frame.decided_at
    here = [stay for stay in stays if instant is None or stay.covers(instant)]
    return here[-1].mode.value if here else ""


def _without(frame: Frame) -> Iterator[Part]:
    if not frame.meeting.deciding.decisions:
        begun = frame.meeting.stage is not Stage.PREPARING
        yield Paragraph(NOT_DECIDED if begun else "The meeting has not begun.")
        return
    missing = without_words(frame)
    yield Paragraph(missing or "Nobody who was expected or invited was missing.", strong=bool(missing))
    if note := frame.meeting.deciding.without_note:
        yield Paragraph(ended(f"The chair adds: {note}"))


def without_words(frame: Frame) -> str:
    """Return the statement of who was missing; empty when nobody was.

    A copy that leaves out the actions of others has only the names: it could not say what was arranged.
    """
    missing = absences(frame.meeting, frame.title, frame.unnamed)
    short = frame.copy.kind in (RecordKind.NOTICE, RecordKind.EXTRACT) or frame.omits(Redaction.ACTIONS)
    return names_without(missing) if short else decided_without(missing)


def _decision(frame: Frame) -> Iterator[Part]:
    deciding = frame.meeting.deciding
    if not deciding.decisions:
        yield Paragraph(NOT_DECIDED, strong=True)
        return
    for decision in deciding.decisions:
        yield Paragraph(decision_words(frame, decision), strong=True)
    undecided = [c.name for c in frame.meeting.concern.children if deciding.about(c.id) is None]
    if undecided:
        yield Paragraph(f"No decision for {', '.join(undecided)}.", strong=True)


def decision_words(frame: Frame, decision: Decision) -> str:
    """Return what was decided for whom, and when."""
    children = ", ".join(frame.child(child_id) for child_id in decision.children)
    until = (
        f", until {said(decision.adjourned_until, 'no time set')}"
        if decision.outcome is Outcome.ADJOURN
        else ""
    )
    disputed = frame.disputed("decision", *decision.children)
    return f"{children}: {decision.outcome.value}{until}. Decided {said(decision.decided_at)}.{disputed}"


def actions_parts(frame: Frame) -> Iterator[Part]:
    """Return the actions, each with owner and due date."""
    plan = frame.meeting.plan
    cut = frame.omits(Redaction.ACTIONS)
    rows = [_action(frame, action) for action in plan.actions]
    nothing = "No action in this meeting is yours." if cut else "No action was agreed."
    yield table("What|Who|Agency|By when|Why|State", rows, nothing)
    if cut and rows:
        yield Paragraph("Only your own actions stand here.")
    if plan.nothing_needed:
        yield listed(ended(f"No {one.id.value} action: {one.because}") for one in plan.nothing_needed)


def _action(frame: Frame, action: Action) -> tuple[str, ...]:
    due = said(action.due_at or action.due_on, "NO DAY")
    agency = frame.title(action.agency) if action.agency else "NO AGENCY"
    state = f"{action.horizon.value}, {action.status.value}"
    if action.status is not ActionStatus.OPEN and action.evidence:
        state += f": {action.evidence}"
    if action.acknowledged_at:
        state += f"; {action.owner} knows of it since {said(action.acknowledged_at)}"
    return (action.what, action.owner or "NOBODY NAMED", agency, due, action.why or "not written", state)
