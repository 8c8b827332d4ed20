"""What the section 47 enquiry has to find out, and what was found."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.change import Command, Event, Stamp, decide, evolve, say, within
from chairtui.core.people import is_person
from chairtui.core.what_changes import changes, drops, keeps, of
from chairtui.core.with_ids import change, find, find_or_refuse

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting


class Question(Struct, frozen=True, kw_only=True):
    """What the section 47 enquiry has to find out."""

    id: str
    words: str
    owner: str = ""
    method: str = ""
    due_on: date | None = None
    answer: str = ""
    """What was found out; empty while the question is open."""
    answered_by: str = ""
    """A person's name."""
    answered_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether it still has to be answered."""
        return not self.answer.strip()


class AskQuestion(Command, frozen=True, kw_only=True):
    """Say what the enquiry has to find out."""

    question: Question


class QuestionAsked(Event, frozen=True, kw_only=True):
    """The enquiry has a question."""

    question: Question


class AnswerQuestion(Command, frozen=True, kw_only=True):
    """Write what was found out, by whom and when; an empty answer opens the question again."""

    question_id: str
    answer: str
    answered_by: str = ""
    answered_on: date | None = None


@changes(of("question of the enquiry", "question_id", "answer", "answer", "answered_by", "answered_on"))
class QuestionAnswered(Event, frozen=True, kw_only=True):
    """A question of the enquiry was answered, or is open again."""

    question_id: str
    answer: str
    answered_by: str = ""
    answered_on: date | None = None


class QuestionRemoved(Event, frozen=True, kw_only=True):
    """A question was taken out."""

    id: str


@decide.register(AskQuestion)
def _(command: AskQuestion, meeting: Meeting) -> tuple[Event, ...]:
    new = command.question
    say(new.words.strip(), "Write the question.")
    old = find(meeting.plan.questions, new.id)
    return (QuestionAsked(question=replace(new, **answer_of(old)) if old else new),)


def answer_of(question: Question) -> dict[str, Any]:
    """Return the fields of a question that its answer sets: correcting the question keeps them."""
    return {name: getattr(question, name) for name in ("answer", "answered_by", "answered_on")}


@decide.register(AnswerQuestion)
def _(command: AnswerQuestion, meeting: Meeting) -> tuple[Event, ...]:
    find_or_refuse(meeting.plan.questions, command.question_id, "question")
    if not command.answer.strip():
        return (QuestionAnswered(question_id=command.question_id, answer=""),)
    say(is_person(command.answered_by), "Say who found it out, by name.")
    say(command.answered_on, "Say when it was found out: today, yesterday, or a date.")
    return (
        QuestionAnswered(
            question_id=command.question_id,
            answer=command.answer,
            answered_by=command.answered_by,
            answered_on=command.answered_on,
        ),
    )


keeps(
    QuestionAsked,
    "plan",
    "questions",
    "question",
    "question of the enquiry",
    answer="answer answered_by answered_on",
)


@evolve.register(QuestionAnswered)
def _(event: QuestionAnswered, meeting: Meeting, stamp: Stamp) -> Meeting:
    fields = {"answer": event.answer, "answered_by": event.answered_by, "answered_on": event.answered_on}
    return within(meeting, "plan", questions=change(meeting.plan.questions, event.question_id, **fields))


drops(QuestionRemoved, "plan", "questions", "id", "question of the enquiry")
