"""The forms around the decision: who agrees, what is settled after it, and going on without the minimum."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from chairtui.core.chairing import OverrideMinimum
from chairtui.core.change import Command, say
from chairtui.core.decision import AnnotateWithout, Decision, TakePosition, position_of
from chairtui.core.register import Attendee
from chairtui.core.rooms import the_decision
from chairtui.core.topics import Settle, Settled
from chairtui.core.vocabulary import Topic, View
from chairtui.core.with_ids import find
from chairtui.tui.sheets.of_a_value import FieldsOf, corrected
from chairtui.tui.sheets.sheet import Sheet, options, text
from chairtui.tui.sitting.sitting import Sitting, agency_title
from chairtui.tui.widgets.form import Kind, Values

ANSWERS = {
    Topic.JOINT: "joint with police; single agency: social work; single agency: police",
    Topic.MEDICAL: "needed, where and by when; not needed; to be decided by whom",
    Topic.INTERVIEW: "planned by whom and when; not now; not needed",
    Topic.LEGAL: "legal planning meeting; emergency protection; none needed now",
    Topic.INFORM_FAMILY: "who tells whom, when, and what is not said for now",
}
"""What an answer may look like, for each topic."""


def position_sheet(sitting: Sitting, line: Attendee, decision: Decision | None) -> Sheet:
    """Return the form for one agency's view of a decision."""
    meeting = sitting.live.outcome.meeting
    known = meeting.deciding.view(line.id, decision.id) if decision else None
    now = position_of(line, decision, view=View.AGREE, reason="", escalation="")
    if known:
        now = replace(now, view=known.view, reason=known.reason, escalation=known.escalation)
    took_part = bool(line.stays or line.written_at)
    field = FieldsOf(now)
    fields = (
        field(
            "view",
            "They",
            required=True,
            options=options(view for view in View if took_part or view is not View.AGREE),
            initial=None if known else "",
        ),
        field(
            "reason",
            "Why, in their words",
            Kind.PROSE,
            help="needed when they disagree: the record shows it",
            height=3,
        ),
        field("escalation", "How a disagreement is taken further", help="who raises it with whom, by when"),
    )
    name = f" · {line.name}" if line.name else ""
    return Sheet(
        key=f"position/{line.id}/{decision.id}" if decision else f"position/{line.id}",
        title=f"{agency_title(sitting, line)}{name}: their view of {the_decision(meeting, decision)}",
        about="" if took_part else "They are not here, so they cannot be recorded as agreeing.",
        fields=fields,
        commands=lambda values: (TakePosition(position=corrected(now, fields, values)),),
    )


def topic_sheet(sitting: Sitting, topic: Topic) -> Sheet:
    """Return the form for one of the questions after the decision."""
    now = find(sitting.live.outcome.meeting.deciding.settled, topic) or Settled(id=topic, answer="")
    field = FieldsOf(now)
    fields = (
        field("answer", "What was settled", required=True, help=ANSWERS[topic]),
        field("reason", "Why", Kind.PROSE, height=3),
    )
    return Sheet(
        key=f"topic/{topic.name}",
        title=topic.value[0].upper() + topic.value[1:],
        fields=fields,
        commands=lambda values: (Settle(settled=corrected(now, fields, values)),),
    )


def without_sheet(sitting: Sitting, statement: str) -> Sheet:
    """Return the form for the chair's words beside the statement, which itself stays as it is."""
    now = AnnotateWithout(words=sitting.live.outcome.meeting.deciding.without_note)
    help_words = "The statement is written from the register and cannot be changed."
    fields = (FieldsOf(now)("words", "Words", Kind.PROSE, help=help_words),)
    return Sheet(
        key="without",
        title="Decided without: the chair's words beside it",
        about=statement,
        fields=fields,
        commands=lambda values: (corrected(now, fields, values),),
    )


def override_sheet(sitting: Sitting) -> Sheet:
    """Return the form for going on without the minimum attendance."""
    attendance = sitting.live.outcome.meeting.attendance
    old, leads = attendance.override, attendance.chair.name if attendance.chair else ""
    now = OverrideMinimum(
        reason=old.reason if old else "",
        chair=old.chair if old else leads,
        reconvene_at=old.reconvene_at if old else sitting.now,
    )
    field = FieldsOf(now, sitting.dates)
    fields = (
        field("reason", "Why it cannot wait", Kind.PROSE, True, height=3),
        field("chair", "Decided by", required=True),
        field(
            "reconvene_at",
            "Held again with everyone",
            required=True,
            key="reconvene",
            shown=None if old else "",
        ),
    )

    def commands(values: Values) -> Sequence[Command]:
        say(text(values, "reconvene"), "Say when the meeting is held again with everyone.")
        return (corrected(now, fields, values),)

    return Sheet(
        key="override",
        title="The child cannot wait: going on without the minimum",
        about="The record says so in its title. Who was missing is asked for again before signing.",
        fields=fields,
        commands=commands,
    )
