"""The forms of what follows: conference, next meeting, and how actions ended."""

from __future__ import annotations

from collections.abc import Sequence

from chairtui.core.actions import Action, CloseAction
from chairtui.core.change import Command
from chairtui.core.conference import NoteConferenceHeld, PlanConference, PlanNextMeeting
from chairtui.core.questions import AnswerQuestion, Question
from chairtui.core.vocabulary import ActionStatus
from chairtui.tui.sheets.of_a_value import FieldsOf, corrected
from chairtui.tui.sheets.sheet import Sheet, text
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.form import FieldSpec, Kind, Values


def closing_sheet(action: Action, status: ActionStatus) -> Sheet:
    """Return the form for how we know that an action was done, or why it is withdrawn."""
    done = status is ActionStatus.DONE

    def commands(values: Values) -> Sequence[Command]:
        return (CloseAction(action_id=action.id, status=status, evidence=text(values, "evidence")),)

    return Sheet(
        key=f"{status.value}/{action.id}",
        title="Done: how do we know?" if done else "Withdraw this action: why?",
        about=action.what,
        fields=(
            FieldSpec(
                "evidence",
                "How we know that it was done" if done else "Why it is withdrawn",
                Kind.PROSE,
                True,
                initial=action.evidence,
                help="who said or saw it, and when" if done else "It stays in the record, with the reason.",
                height=3,
            ),
        ),
        commands=commands,
        after_signing=True,
    )


def answer_sheet(sitting: Sitting, question: Question) -> Sheet:
    """Return the form for what was found out about a question of the enquiry; empty, it is open again."""

    def commands(values: Values) -> Sequence[Command]:
        return (
            AnswerQuestion(
                question_id=question.id,
                answer=text(values, "answer"),
                answered_by=text(values, "by"),
                answered_on=sitting.dates.day(text(values, "on"), past=True),
            ),
        )

    return Sheet(
        key=f"answer/{question.id}",
        title="What was found out",
        about=question.words,
        fields=(
            FieldSpec(
                "answer",
                "Answer",
                Kind.PROSE,
                initial=question.answer,
                help="" if question.is_open else "Left empty, the question is open again.",
                height=3,
            ),
            FieldSpec("by", "Who found it out, by name", initial=question.answered_by or question.owner),
            FieldSpec(
                "on",
                "When",
                Kind.WHEN,
                initial=said(question.answered_on or sitting.dates.today()),
                understand=sitting.dates.understood_past,
            ),
        ),
        commands=commands,
        after_signing=True,
    )


def conference_sheet(sitting: Sitting) -> Sheet:
    """Return the form for a conference as one part of the plan, and for the day it was held."""
    meeting = sitting.live.outcome.meeting
    now = meeting.plan.conference
    due = min((one.clocks.from_initiating for one in sitting.counted()), default=None)
    target = now.target_on if now else due

    def commands(values: Values) -> Sequence[Command]:
        held_on = sitting.dates.day(text(values, "held"), past=True)
        planned = PlanConference(
            reason=text(values, "reason"), target_on=sitting.dates.day(text(values, "target"))
        )
        return (planned, NoteConferenceHeld(held_on=held_on)) if held_on else (planned,)

    about = f"15 working days from the discussion that initiated the enquiries: {said(due)}." if due else ""
    return Sheet(
        key="conference",
        title="Initial child protection conference",
        about=f"One part of the plan, never the decision itself. {about}",
        fields=(
            FieldSpec(
                "reason", "Why it is planned", Kind.PROSE, True, initial=now.reason if now else "", height=3
            ),
            FieldSpec(
                "target",
                "Target",
                Kind.WHEN,
                initial=said(target),
                understand=sitting.dates.understood_meeting,
            ),
            FieldSpec(
                "held",
                "Held on",
                Kind.WHEN,
                initial=said(now.held_on if now else None),
                understand=sitting.dates.understood_past,
                help="leave empty until it has been held",
            ),
        ),
        commands=commands,
    )


def held_sheet(sitting: Sitting) -> Sheet:
    """Return the form for the day the conference was held: what may still be noted after signing."""
    now = sitting.live.outcome.meeting.plan.conference

    def commands(values: Values) -> Sequence[Command]:
        held_on = sitting.dates.day(text(values, "held"), past=True)
        return (NoteConferenceHeld(held_on=held_on),) if held_on else ()

    return Sheet(
        key="conference/held",
        title="The conference was held",
        fields=(
            FieldSpec(
                "held",
                "Held on",
                Kind.WHEN,
                True,
                initial=said(now.held_on if now else None),
                understand=sitting.dates.understood_past,
            ),
        ),
        commands=commands,
        after_signing=True,
    )


def next_meeting_sheet(sitting: Sitting) -> Sheet:
    """Return the form for when the next meeting is."""
    plan = sitting.live.outcome.meeting.plan
    fields = (
        FieldsOf(plan, sitting.dates)(
            "next_meeting_at",
            "When",
            key="at",
            understand=sitting.dates.understood_meeting,
            help="tomorrow 14:00, fri 9am, +5wd 10:00; empty for none",
        ),
    )
    return Sheet(
        key="next-meeting",
        title="The next meeting",
        fields=fields,
        commands=lambda values: (PlanNextMeeting(at=corrected(plan, fields, values).next_meeting_at),),
    )
