"""Who will do what by when: actions, contingency, enquiry questions and who sees each child."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from chairtui.core.actions import Action
from chairtui.core.change import Command, Event, becomes, decide, say
from chairtui.core.conference import Conference
from chairtui.core.enquiries import Enquiry
from chairtui.core.people import is_person
from chairtui.core.questions import Question, QuestionAnswered, QuestionAsked, QuestionRemoved
from chairtui.core.vocabulary import ActionStatus, Horizon, YesNo
from chairtui.core.what_changes import drops, keeps
from chairtui.core.with_ids import find

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting


class Contingency(Struct, frozen=True, kw_only=True):
    """If this happens, then that is done, by whom, at any hour."""

    id: str
    trigger: str
    response: str
    who: str = ""
    contact: str = ""


class Further(Struct, frozen=True, kw_only=True):
    """What more is needed when an assessment is already under way."""

    id: str
    what: str
    how: str = ""
    who: str = ""
    due_on: date | None = None
    recorded_in: str = ""


class Seeing(Struct, frozen=True, kw_only=True):
    """Who sees a child or a family member, by when, and whether it happened."""

    id: str
    """Id of the child or the family member."""
    by: str
    due_on: date | None = None
    alone: YesNo = YesNo.UNKNOWN
    seen_on: date | None = None

    @property
    def alone_words(self) -> str:
        """What is said of it behind a name, if anything is."""
        return {YesNo.YES: ", alone", YesNo.NO: ", not alone", YesNo.UNKNOWN: ""}[self.alone]


class NothingNeeded(Struct, frozen=True, kw_only=True):
    """Why a horizon of the plan has no action."""

    id: Horizon
    because: str


class Plan(Struct, frozen=True, kw_only=True, dict=True):
    """Everything that was agreed to be done."""

    actions: tuple[Action, ...] = ()
    nothing_needed: tuple[NothingNeeded, ...] = ()
    contingencies: tuple[Contingency, ...] = ()
    questions: tuple[Question, ...] = ()
    further: tuple[Further, ...] = ()
    seeing: tuple[Seeing, ...] = ()
    conference: Conference | None = None
    next_meeting_at: datetime | None = None
    enquiries: tuple[Enquiry, ...] = ()
    """What became of the enquiries, by child."""

    @property
    def ids(self) -> frozenset[str]:
        """The ids of its actions and questions, open or not."""
        return frozenset(one.id for one in self.actions) | {one.id for one in self.questions}

    @cached_property
    def standing(self) -> tuple[Action, ...]:
        """The actions that were not withdrawn, open or done: what is gone answers nothing."""
        return tuple(one for one in self.actions if one.status is not ActionStatus.CANCELLED)

    @cached_property
    def answered(self) -> dict[str, Action]:
        """By id of whatever an action answers: the first action that stands and answers it."""
        return {key: one for one in reversed(self.standing) for key in one.answers}

    def actions_for(self, horizon: Horizon) -> tuple[Action, ...]:
        """Return the actions that stand in a horizon; to tell somebody of an action is none of its own."""
        return tuple(one for one in self.standing if one.horizon is horizon and not one.tells)


class ExplainNothingNeeded(Command, frozen=True, kw_only=True):
    """Say why a horizon of the plan has no action."""

    nothing: NothingNeeded


class NothingNeededExplained(Event, frozen=True, kw_only=True):
    """It is known why a horizon of the plan has no action."""

    nothing: NothingNeeded


class PlanContingency(Command, frozen=True, kw_only=True):
    """Say what is done if something happens."""

    contingency: Contingency


class ContingencyPlanned(Event, frozen=True, kw_only=True):
    """It is planned what is done if something happens."""

    contingency: Contingency


class NeedFurther(Command, frozen=True, kw_only=True):
    """Say what further information is needed."""

    further: Further


class FurtherNeeded(Event, frozen=True, kw_only=True):
    """Further information is needed."""

    further: Further


class PlanSeeing(Command, frozen=True, kw_only=True):
    """Say who sees a child or family member, or that they were seen."""

    seeing: Seeing


class SeeingPlanned(Event, frozen=True, kw_only=True):
    """It is planned who sees a child or family member."""

    seeing: Seeing


class RemoveFromPlan(Command, frozen=True, kw_only=True):
    """Take a contingency, question or piece of further information out of the plan."""

    id: str


class ContingencyRemoved(Event, frozen=True, kw_only=True):
    """A contingency was taken out."""

    id: str


class FurtherRemoved(Event, frozen=True, kw_only=True):
    """A piece of further information was taken out."""

    id: str


PlanEvent = (
    NothingNeededExplained
    | ContingencyPlanned
    | QuestionAsked
    | QuestionAnswered
    | FurtherNeeded
    | SeeingPlanned
    | ContingencyRemoved
    | QuestionRemoved
    | FurtherRemoved
)


@decide.register(RemoveFromPlan)
def _(command: RemoveFromPlan, meeting: Meeting) -> tuple[Event, ...]:
    if find(meeting.plan.contingencies, command.id):
        return (ContingencyRemoved(id=command.id),)
    if find(meeting.plan.questions, command.id):
        return (QuestionRemoved(id=command.id),)
    return (FurtherRemoved(id=command.id),) if find(meeting.plan.further, command.id) else ()


def _check_nothing(command: ExplainNothingNeeded, meeting: Meeting) -> None:
    say(command.nothing.because.strip(), "Write why no action is needed.")


def _check_contingency(command: PlanContingency, meeting: Meeting) -> None:
    complete = command.contingency.trigger.strip() and command.contingency.response.strip()
    say(complete, "Write what may happen and what is done then.")


def _check_further(command: NeedFurther, meeting: Meeting) -> None:
    say(command.further.what.strip(), "Write what information is needed.")


def _check_seeing(command: PlanSeeing, meeting: Meeting) -> None:
    ids = {child.id for child in meeting.concern.children} | {one.id for one in meeting.concern.family}
    say(command.seeing.id in ids, "This meeting has no such child.")
    say(is_person(command.seeing.by), "Say who will see them, by name.")


becomes(ExplainNothingNeeded, NothingNeededExplained, _check_nothing)
becomes(PlanContingency, ContingencyPlanned, _check_contingency)
becomes(NeedFurther, FurtherNeeded, _check_further)
becomes(PlanSeeing, SeeingPlanned, _check_seeing)

keeps(NothingNeededExplained, "plan", "nothing_needed", "nothing", "horizon without action")
keeps(ContingencyPlanned, "plan", "contingencies", "contingency", "contingency")
keeps(FurtherNeeded, "plan", "further", "further", "further information")
keeps(SeeingPlanned, "plan", "seeing", "seeing", "seeing the child")


drops(ContingencyRemoved, "plan", "contingencies", "id", "contingency")
drops(FurtherRemoved, "plan", "further", "id", "further information")
