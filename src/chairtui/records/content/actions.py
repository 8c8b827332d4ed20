"""The actions, and when one meets again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from chairtui.core.actions import Action
from chairtui.core.calendar.deadlines import CONFERENCE_WITHIN, local_day
from chairtui.core.conference_clocks import whose
from chairtui.core.courses import Clocks
from chairtui.core.listing import ended
from chairtui.core.sentences.reminding import handed_words
from chairtui.core.views import conference_words
from chairtui.core.vocabulary import ActionStatus, RecordKind, Redaction, YesNo
from chairtui.records.content.frame import Frame, capital, omitted, said
from chairtui.records.record import Cell, Paragraph, Part, fact, facts, listed, table

ACTIONS, YOURS = "Actions", "Your actions"
KEEPS_SAFE = "It keeps safe a child who was not safe."


def actions_parts(frame: Frame, most: int | None = None) -> Iterator[Part]:
    """Return the actions, each with owner and due date, and when one meets again."""
    plan = frame.meeting.plan
    cut = frame.omits(Redaction.ACTIONS)
    shown = _first(plan.actions, most)
    rows = [action_row(frame, number, action) for number, action in shown]
    about = "that is about this child" if frame.copy.of_several else "in this meeting"
    nothing = f"No action {about} is yours." if cut else "No action was agreed."
    yield table("No.:number|What:wide|Who:person|By when:date", rows, nothing)
    if cut and frame.copy.kind is not RecordKind.EXTRACT:
        yield omitted(Redaction.ACTIONS)
    elif cut and rows:
        yield Paragraph("Only your own actions stand here.")
    left = [action for action in plan.actions if action not in [one for _, one in shown]]
    if left:
        due = min((day for one in left if (day := _due(one))), default=None)
        first = f", the first due {said(due)}," if due else ""
        verb = "stands" if len(left) == 1 else "stand"
        number = "1 more action" if len(left) == 1 else f"{len(left)} more actions"
        yield Paragraph(f"{number}{first} {verb} under “The plan”.")
    if plan.nothing_needed:
        yield listed(ended(f"No {one.id.value} action: {one.because}") for one in plan.nothing_needed)
    yield from ahead_parts(frame)


def _first(actions: Sequence[Action], most: int | None) -> list[tuple[int, Action]]:
    numbered = list(enumerate(actions, 1))
    if most is None:
        return numbered
    latest = date.max
    urgent = sorted(numbered, key=lambda one: (one[1].horizon.value, _due(one[1]) or latest, one[0]))
    return sorted(urgent[:most], key=lambda one: one[0])


def _due(action: Action) -> date | None:
    return local_day(action.due_at) if action.due_at else action.due_on


def action_row(frame: Frame, number: int, action: Action) -> tuple[str | Cell, ...]:
    """Return an action as a row: its number, what and why, who, and by when."""
    agency = frame.agency(action.agency, action.owner_id) or "NO AGENCY"
    below = [f"Why: {action.why}" if action.why else "Why is not written."]
    if action.keeps_safe is YesNo.YES:
        below.append(KEEPS_SAFE)
    below += [ended(capital(handed_words(one))) for one in action.handed]
    if action.status is not ActionStatus.OPEN:
        on = f" on {said(action.ended_on)}" if action.ended_on else ""
        below.append(ended(": ".join(filter(None, (f"{capital(action.status.value)}{on}", action.evidence)))))
    if action.acknowledged_at:
        below.append(f"{action.owner} knows of it since {said(action.acknowledged_at)}.")
    due: datetime | date | None = action.due_at or action.due_on
    return (
        str(number),
        Cell(action.what, tuple(below)),
        Cell(action.owner or "NOBODY NAMED", (agency,)),
        said(due, "NO DAY"),
    )


def ahead_parts(frame: Frame) -> Iterator[Part]:
    """Return what lies ahead: the next meeting, the conference, the last day for it by either count."""
    plan = frame.meeting.plan
    counted = [one for one in frame.clocks if not one.needless]
    clocks = [line for one in counted for line in _clock(one.clocks, whose(frame.meeting, one.children))]
    planned = conference_words(frame.meeting)
    nothing = "None is planned." if clocks and not planned else ""
    yield from facts(
        fact("Next meeting", said(plan.next_meeting_at, "None is set.")),
        fact("Conference", planned or nothing, *clocks),
    )


def _clock(clocks: Clocks, names: str) -> Iterator[str]:
    about = f" about {names}" if names else ""
    ends = f"The {CONFERENCE_WITHIN} working days{about} end on"
    if not clocks.differ:
        yield f"{ends} {said(clocks.from_initiating)}."
        return
    yield (
        f"{ends} {said(clocks.from_initiating)}, counted from the discussion that started section 47 "
        f"enquiries ({said(clocks.initiated_on)}), and on {said(clocks.from_last)}, counted from the last "
        f"one ({said(clocks.last_on)})."
    )
    yield "Working Together 2023 counts from the first; some local procedures count from the last."
