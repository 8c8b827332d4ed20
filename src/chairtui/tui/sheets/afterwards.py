"""The forms of what follows: conference, next meeting, and how actions ended."""

from __future__ import annotations

from collections.abc import Sequence

from chairtui.core.actions import Action, CloseAction
from chairtui.core.change import Command
from chairtui.core.conference import Conference, NoteConferenceHeld, PlanConference, PlanNextMeeting
from chairtui.core.conference_clocks import first_due
from chairtui.core.questions import AnswerQuestion, Question
from chairtui.core.vocabulary import ActionStatus
from chairtui.tui.sheets.agreed import closing_fields
from chairtui.tui.sheets.of_a_value import FieldsOf, corrected
from chairtui.tui.sheets.sheet import Sheet
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.form import Kind, Values


def closing_sheet(sitting: Sitting, action: Action, status: ActionStatus) -> Sheet:
    """Return the form for how we know that an action was done, or why it is withdrawn."""
    done = status is ActionStatus.DONE
    closed = CloseAction(
        action_id=action.id,
        status=status,
        evidence=action.evidence,
        ended_on=action.ended_on or sitting.dates.today(),
    )
    fields = closing_fields(closed, sitting.dates)
    return Sheet(
        key=f"{status.value}/{action.id}",
        title="Done: how do we know?" if done else "Withdraw this action: why?",
        about=action.what,
        fields=fields,
        commands=lambda values: (corrected(closed, fields, values),),
        after_signing=True,
    )


def answer_sheet(sitting: Sitting, question: Question) -> Sheet:
    """Return the form for what was found out about a question of the enquiry; empty, it is open again."""
    answer = AnswerQuestion(
        question_id=question.id,
        answer=question.answer,
        answered_by=question.answered_by or question.owner,
        answered_on=question.answered_on or sitting.dates.today(),
    )
    field = FieldsOf(answer, sitting.dates)
    again = "" if question.is_open else "Left empty, the question is open again."
    fields = (
        field("answer", "Answer", Kind.PROSE, help=again, height=3),
        field("answered_by", "Who found it out, by name", key="by"),
        field("answered_on", "When", key="on", past=True),
    )
    return Sheet(
        key=f"answer/{question.id}",
        title="What was found out",
        about=question.words,
        fields=fields,
        commands=lambda values: (corrected(answer, fields, values),),
        after_signing=True,
    )


def conference_sheet(sitting: Sitting) -> Sheet:
    """Return the form for a conference as one part of the plan, and for the day it was held."""
    now = sitting.live.outcome.meeting.plan.conference
    due = first_due(sitting.counted())
    shown = now or Conference(target_on=due)
    field = FieldsOf(shown, sitting.dates)
    fields = (
        field("reason", "Why it is planned", Kind.PROSE, True, height=3),
        field("target_on", "Target", key="target", understand=sitting.dates.understood_meeting),
        field("held_on", "Held on", key="held", past=True, help="leave empty until it has been held"),
    )

    def commands(values: Values) -> Sequence[Command]:
        new = corrected(shown, fields, values)
        return (PlanConference(reason=new.reason, target_on=new.target_on), *_held(new))

    about = f"15 working days from the discussion that initiated the enquiries: {said(due)}." if due else ""
    return Sheet(
        key="conference",
        title="Initial child protection conference",
        about=f"One part of the plan, never the decision itself. {about}",
        fields=fields,
        commands=commands,
    )


def held_sheet(sitting: Sitting) -> Sheet:
    """Return the form for the day the conference was held: what may still be noted after signing."""
    now = sitting.live.outcome.meeting.plan.conference or Conference()
    fields = (FieldsOf(now, sitting.dates)("held_on", "Held on", required=True, key="held", past=True),)
    return Sheet(
        key="conference/held",
        title="The conference was held",
        fields=fields,
        commands=lambda values: _held(corrected(now, fields, values)),
        after_signing=True,
    )


def _held(conference: Conference) -> tuple[Command, ...]:
    return (NoteConferenceHeld(held_on=conference.held_on),) if conference.held_on else ()


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
