"""The forms of the plan: who does what, what if it goes wrong, what is found out, who is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from msgspec.structs import replace as changed

from chairtui.core.change import Command
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
from chairtui.tui.sheets.capture import action_sheet, from_yes_no, yes_no
from chairtui.tui.sheets.sheet import Sheet, text
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.form import FieldSpec, Kind, Values


def new_action_sheet(
    sitting: Sitting, horizon: Horizon, *, what: str = "", why: str = "", answers: tuple[str, ...] = ()
) -> Sheet:
    """Return the form for a new action at one horizon."""
    sheet = action_sheet(sitting, what=what, why=why, answers=answers)
    fields = tuple(
        changed(spec, initial=horizon.value) if spec.key == "horizon" else spec for spec in sheet.fields
    )
    return replace(sheet, key=f"{sheet.key}/{horizon.value}", fields=fields)


def nothing_sheet(sitting: Sitting, horizon: Horizon) -> Sheet:
    """Return the form for why a horizon has no action."""
    now = find(sitting.live.outcome.meeting.plan.nothing_needed, horizon)

    def commands(values: Values) -> Sequence[Command]:
        return (ExplainNothingNeeded(nothing=NothingNeeded(id=horizon, because=text(values, "because"))),)

    return Sheet(
        key=f"nothing/{horizon.value}",
        title=f"No {horizon.value} action is needed",
        about="If one is needed after all: esc, then F3.",
        fields=(
            FieldSpec("because", "Because", Kind.PROSE, True, initial=now.because if now else "", height=3),
        ),
        commands=commands,
    )


def contingency_sheet(sitting: Sitting, old: Contingency | None = None) -> Sheet:
    """Return the form for what is done if something happens."""
    shown = old or Contingency(id=sitting.desk.clock.new_id(), trigger="", response="")

    def commands(values: Values) -> Sequence[Command]:
        new = Contingency(id=shown.id, **{key: text(values, key) for key in values})
        return (PlanContingency(contingency=new),)

    return Sheet(
        key=f"contingency/{shown.id}" if old else "contingency/new",
        title="If it goes wrong",
        fields=(
            FieldSpec("trigger", "If", Kind.PROSE, True, initial=shown.trigger, height=2),
            FieldSpec("response", "Then", Kind.PROSE, True, initial=shown.response, height=2),
            FieldSpec("who", "Who does it, by name", initial=shown.who),
            FieldSpec(
                "contact",
                "Whom to reach out of hours, and how",
                initial=shown.contact,
                help="a name or duty team, and a number",
            ),
        ),
        commands=commands,
    )


def question_sheet(sitting: Sitting, old: Question | None = None) -> Sheet:
    """Return the form for what the enquiry has to find out."""
    shown = old or Question(id=sitting.desk.clock.new_id(), words="")

    def commands(values: Values) -> Sequence[Command]:
        new = Question(
            id=shown.id,
            words=text(values, "words"),
            owner=text(values, "owner"),
            method=text(values, "method"),
            due_on=sitting.dates.day(text(values, "due")),
        )
        return (AskQuestion(question=new),)

    return Sheet(
        key=f"question/{shown.id}" if old else "question/new",
        title="What the enquiry has to find out",
        fields=(
            FieldSpec("words", "Question", Kind.PROSE, True, initial=shown.words, height=2),
            FieldSpec("owner", "Who answers it, by name", initial=shown.owner),
            FieldSpec("method", "How", initial=shown.method, help="seeing the child alone, medical, records"),
            _by_when(sitting, said(shown.due_on)),
        ),
        commands=commands,
    )


def further_sheet(sitting: Sitting, old: Further | None = None) -> Sheet:
    """Return the form for what else is needed while an assessment is under way."""
    shown = old or Further(id=sitting.desk.clock.new_id(), what="")

    def commands(values: Values) -> Sequence[Command]:
        new = Further(
            id=shown.id,
            what=text(values, "what"),
            how=text(values, "how"),
            who=text(values, "who"),
            due_on=sitting.dates.day(text(values, "due")),
            recorded_in=text(values, "recorded_in"),
        )
        return (NeedFurther(further=new),)

    return Sheet(
        key=f"further/{shown.id}" if old else "further/new",
        title="Further information for the assessment under way",
        fields=(
            FieldSpec("what", "What is needed", Kind.PROSE, True, initial=shown.what, height=2),
            FieldSpec("how", "How it is obtained", initial=shown.how),
            FieldSpec("who", "By whom, by name", initial=shown.who),
            _by_when(sitting, said(shown.due_on)),
            FieldSpec("recorded_in", "Where it is recorded", initial=shown.recorded_in),
        ),
        commands=commands,
    )


def _by_when(sitting: Sitting, initial: str, *, required: bool = False) -> FieldSpec:
    return FieldSpec(
        "due", "By when", Kind.WHEN, required, initial=initial, understand=sitting.dates.understood_due
    )


def seeing_sheet(sitting: Sitting, person_id: str, *, seen: bool = False) -> Sheet:
    """Return the form for who sees somebody, or for the day they were seen."""
    meeting = sitting.live.outcome.meeting
    shown = find(meeting.plan.seeing, person_id) or Seeing(id=person_id, by="")

    def commands(values: Values) -> Sequence[Command]:
        new = Seeing(
            id=person_id,
            by=text(values, "by"),
            due_on=sitting.dates.day(text(values, "due")),
            alone=yes_no(values, "alone"),
            seen_on=sitting.dates.day(text(values, "seen"), past=True),
        )
        return (PlanSeeing(seeing=new),)

    return Sheet(
        key=f"seeing/{person_id}",
        title=f"Who sees {name_of(meeting, person_id)}",
        fields=(
            FieldSpec("by", "Who sees them, by name", required=True, initial=shown.by),
            _by_when(sitting, said(shown.due_on)),
            FieldSpec("alone", "Alone", Kind.YES_NO, initial=from_yes_no(shown.alone)),
            FieldSpec(
                "seen",
                "Seen on",
                Kind.WHEN,
                initial=said(shown.seen_on),
                understand=sitting.dates.understood_past,
                help="leave empty until it has happened",
            ),
        ),
        commands=commands,
        after_signing=True,
        focus="seen" if seen and shown.by else "by",
    )
