"""The forms of the plan: who does what, what if it goes wrong, what is found out, who is seen."""

from __future__ import annotations

from dataclasses import replace

from msgspec.structs import replace as changed

from chairtui.core.plan import (
    Contingency,
    ExplainNothingNeeded,
    Further,
    NeedFurther,
    NothingNeeded,
    PlanContingency,
    PlanSeeing,
    Seeing,
)
from chairtui.core.questions import AskQuestion, Question
from chairtui.core.sentences.names import name_of
from chairtui.core.vocabulary import Horizon
from chairtui.core.with_ids import find
from chairtui.tui.sheets.capture import action_sheet
from chairtui.tui.sheets.of_a_value import FieldsOf, corrected
from chairtui.tui.sheets.sheet import Sheet
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.form import Kind


def new_action_sheet(
    sitting: Sitting, horizon: Horizon, *, what: str = "", why: str = "", answers: tuple[str, ...] = ()
) -> Sheet:
    """Return the form for a new action at one horizon."""
    sheet = action_sheet(sitting, what=what, why=why, answers=answers)
    fields = tuple(
        changed(spec, initial=horizon.value) if spec.key == "horizon" else spec for spec in sheet.fields
    )
    return replace(
        sheet,
        key=f"{sheet.key}/{horizon.value}",
        fields=fields,
        again=lambda _values: new_action_sheet(sitting, horizon),
    )


def nothing_sheet(sitting: Sitting, horizon: Horizon) -> Sheet:
    """Return the form for why a horizon has no action."""
    known = find(sitting.live.outcome.meeting.plan.nothing_needed, horizon)
    now = known or NothingNeeded(id=horizon, because="")
    fields = (FieldsOf(now)("because", "Because", Kind.PROSE, True, height=3),)
    return Sheet(
        key=f"nothing/{horizon.value}",
        title=f"No {horizon.value} action is needed",
        about="If one is needed after all: esc, then F3.",
        fields=fields,
        commands=lambda values: (ExplainNothingNeeded(nothing=corrected(now, fields, values)),),
    )


def contingency_sheet(sitting: Sitting, old: Contingency | None = None) -> Sheet:
    """Return the form for what is done if something happens."""
    shown = old or Contingency(id=sitting.desk.clock.new_id(), trigger="", response="")
    field = FieldsOf(shown)
    fields = (
        field("trigger", "If", Kind.PROSE, True, height=2),
        field("response", "Then", Kind.PROSE, True, height=2),
        field("who", "Who does it, by name"),
        field("contact", "Whom to reach out of hours, and how", help="a name or duty team, and a number"),
    )
    return Sheet(
        key=f"contingency/{shown.id}" if old else "contingency/new",
        title="If it goes wrong",
        fields=fields,
        commands=lambda values: (PlanContingency(contingency=corrected(shown, fields, values)),),
    )


def question_sheet(sitting: Sitting, old: Question | None = None) -> Sheet:
    """Return the form for what the enquiry has to find out."""
    shown = old or Question(id=sitting.desk.clock.new_id(), words="")
    field = FieldsOf(shown, sitting.dates)
    fields = (
        field("words", "Question", Kind.PROSE, True, height=2),
        field("owner", "Who answers it, by name"),
        field("method", "How", help="seeing the child alone, medical, records"),
        field("due_on", "By when", key="due", understand=sitting.dates.understood_due),
    )
    return Sheet(
        key=f"question/{shown.id}" if old else "question/new",
        title="What the enquiry has to find out",
        fields=fields,
        commands=lambda values: (AskQuestion(question=corrected(shown, fields, values)),),
    )


def further_sheet(sitting: Sitting, old: Further | None = None) -> Sheet:
    """Return the form for what else is needed while an assessment is under way."""
    shown = old or Further(id=sitting.desk.clock.new_id(), what="")
    field = FieldsOf(shown, sitting.dates)
    fields = (
        field("what", "What is needed", Kind.PROSE, True, height=2),
        field("how", "How it is obtained"),
        field("who", "By whom, by name"),
        field("due_on", "By when", key="due", understand=sitting.dates.understood_due),
        field("recorded_in", "Where it is recorded"),
    )
    return Sheet(
        key=f"further/{shown.id}" if old else "further/new",
        title="Further information for the assessment under way",
        fields=fields,
        commands=lambda values: (NeedFurther(further=corrected(shown, fields, values)),),
    )


def seeing_sheet(sitting: Sitting, person_id: str, *, seen: bool = False) -> Sheet:
    """Return the form for who sees somebody, or for the day they were seen."""
    meeting = sitting.live.outcome.meeting
    shown = find(meeting.plan.seeing, person_id) or Seeing(id=person_id, by="")
    field = FieldsOf(shown, sitting.dates)
    fields = (
        field("by", "Who sees them, by name", required=True),
        field("due_on", "By when", key="due", understand=sitting.dates.understood_due),
        field("alone", "Alone"),
        field("seen_on", "Seen on", key="seen", past=True, help="leave empty until it has happened"),
    )
    return Sheet(
        key=f"seeing/{person_id}",
        title=f"Who sees {name_of(meeting, person_id)}",
        fields=fields,
        commands=lambda values: (PlanSeeing(seeing=corrected(shown, fields, values)),),
        after_signing=True,
        focus="seen" if seen and shown.by else "by",
    )
