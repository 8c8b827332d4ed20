"""The first page of a record: who was there, the decision, who was missing, and who does what."""

from __future__ import annotations

from collections.abc import Iterator

from chairtui.core.actions import Action
from chairtui.core.decision import Decision, record_type
from chairtui.core.keyed import find
from chairtui.core.register import Minimum, present
from chairtui.core.views import absences, agency_of, decided_without, ended
from chairtui.core.vocabulary import ActionStatus, Outcome, Stage
from chairtui.records.frame import Frame, said
from chairtui.records.record import NOTHING, Paragraph, Part, Section, listed, named, table

NOT_DECIDED = "No decision about section 47 was taken."


def title_of(frame: Frame) -> str:
    """Return what the record is called; nobody can type it."""
    if frame.meeting.stage is Stage.PREPARING:
        return "Meeting in preparation"
    return record_type(frame.meeting).title


def page_one(frame: Frame) -> Iterator[Section]:
    """Return the sections of the first page."""
    yield Section("In the room at the decision", tuple(_room(frame)), first_page=True)
    yield Section("Decision", tuple(_decision(frame)), first_page=True)
    yield Section("Actions", tuple(_actions(frame)), first_page=True)


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
    yield Paragraph(_minimum(record_type(meeting).minimum), strong=not record_type(meeting).minimum.met)
    if override := meeting.attendance.override:
        words = ended(f"{override.chair} went on without the minimum: {override.reason}")
        yield Paragraph(f"{words} They meet again {said(override.reconvene_at)}.", strong=True)


def _mode(frame: Frame, attendee_id: str) -> str:
    line = frame.attendee(attendee_id)
    stays = line.stays if line else ()
    instant = frame.decided_at
    here = [stay for stay in stays if instant is None or stay.covers(instant)]
    return here[-1].mode.value if here else ""


def _minimum(reached: Minimum) -> str:
    parts = {
        "a local authority social worker": reached.social_worker,
        "the police": reached.police,
        "a health practitioner": reached.health,
    }
    missing = [name for name, there in parts.items() if not there]
    if not missing:
        return "Minimum attendance met: a local authority social worker, the police and health were together."
    return f"Minimum attendance not met. Missing: {', '.join(missing)}."


def _decision(frame: Frame) -> Iterator[Part]:
    deciding = frame.meeting.deciding
    if not deciding.decisions:
        yield Paragraph(NOT_DECIDED, strong=True)
        return
    for decision in deciding.decisions:
        yield from _one(frame, decision)
    undecided = [c.name for c in frame.meeting.concern.children if deciding.about(c.id) is None]
    if undecided:
        yield Paragraph(f"No decision for {', '.join(undecided)}.", strong=True)
    without = decided_without(absences(frame.meeting, frame.title, frame.unnamed))
    if without:
        yield Paragraph(without, strong=True)
    if deciding.without_note:
        yield Paragraph(ended(f"The chair adds: {deciding.without_note}"))


def _one(frame: Frame, decision: Decision) -> Iterator[Part]:
    children = ", ".join(frame.child(child_id) for child_id in decision.children)
    words = f"{children}: {decision.outcome.value}"
    if decision.outcome is Outcome.ADJOURN:
        words += f", until {said(decision.adjourned_until)}"
    yield Paragraph(f"{words}. Decided {said(decision.decided_at)}.", strong=True)
    why = decision.rationale
    yield named(
        (
            ("Risks", why.risks),
            ("Evidence", why.evidence),
            ("Threshold", why.threshold),
            ("Considered and rejected", why.alternatives),
            ("Not known", why.unknown),
        )
    )
    shared = [find(frame.meeting.sharing.contributions, fact_id) for fact_id in decision.facts]
    facts = [f"{one.fact} ({frame.line(one.attendee_id)})" for one in shared if one]
    yield Paragraph("It rests on:")
    yield listed(facts, "No fact that was shared is named.")


def _actions(frame: Frame) -> Iterator[Part]:
    plan = frame.meeting.plan
    rows = [_action(frame, action) for action in plan.actions]
    yield table("What|Who|Agency|By when|Why|State", rows, "No action was agreed.")
    if plan.nothing_needed:
        yield listed(ended(f"No {one.id.value} action: {one.because}") for one in plan.nothing_needed)


def _action(frame: Frame, action: Action) -> tuple[str, ...]:
    due = said(action.due_at or action.due_on, "NO DAY")
    agency = frame.title(action.agency) if action.agency else "NO AGENCY"
    state = f"{action.horizon.value}, {action.status.value}"
    if action.status is not ActionStatus.OPEN and action.evidence:
        state += f": {action.evidence}"
    return (action.what, action.owner or "NOBODY NAMED", agency, due, action.why or NOTHING, state)
