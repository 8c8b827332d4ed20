"""Facts about the plan: actions, questions, further information, when to meet again."""

from collections.abc import Iterable, Set

from chairtui.core.actions import Action, owner_knows
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.plan import Further
from chairtui.core.questions import Question
from chairtui.core.vocabulary import ActionStatus, Horizon, Weight, YesNo
from chairtui.core.with_ids import find
from chairtui.standards.facts.fact import fact, subjects
from chairtui.standards.facts.sight import Sight


def _answered(sight: Sight, horizon: Horizon) -> bool:
    nothing = find(sight.meeting.plan.nothing_needed, horizon)
    return bool(sight.meeting.plan.actions_for(horizon)) or bool(nothing and nothing.because.strip())


@fact("plan.immediate")
def _(sight: Sight) -> bool:
    """Whether there is an immediate action, or it is written why none is needed."""
    return _answered(sight, Horizon.IMMEDIATE)


@fact("plan.keeps_safe")
def _(sight: Sight) -> bool | None:
    """Whether an immediate action keeps a child safe, or answers a risk; not known where nobody said of one.

    An action that answers something else, and of which nobody said that it keeps a child safe, does not.
    """
    risks = {one.id for one in sight.meeting.sharing.contributions if one.weight is Weight.RISK}
    immediate = sight.meeting.plan.actions_for(Horizon.IMMEDIATE)
    answers = [_keeps_safe(one, risks) for one in immediate]
    return True if True in answers else None if None in answers else False


def _keeps_safe(action: Action, risks: Set[str]) -> bool | None:
    if action.keeps_safe is not YesNo.UNKNOWN:
        return action.keeps_safe is YesNo.YES
    return not risks.isdisjoint(action.answers) if action.answers else None


@fact("plan.short_term")
def _(sight: Sight) -> bool:
    """Whether there is a short-term action, or it is written why none is needed."""
    return _answered(sight, Horizon.SHORT_TERM)


@fact("plan.contingencies")
def _(sight: Sight) -> int:
    """How many things are planned for, should they happen."""
    return len(sight.meeting.plan.contingencies)


@fact("plan.contingencies_reachable")
def _(sight: Sight) -> bool:
    """Whether each of them says who acts and how to reach them at any hour."""
    return all(one.who.strip() and one.contact.strip() for one in sight.meeting.plan.contingencies)


@fact("plan.questions")
def _(sight: Sight) -> int:
    """How many questions the enquiry has to answer."""
    return len(sight.meeting.plan.questions)


@fact("plan.further")
def _(sight: Sight) -> int:
    """How many pieces of further information are needed."""
    return len(sight.meeting.plan.further)


@fact("plan.only_conference")
def _(sight: Sight) -> bool:
    """Whether a conference is the only line of the plan."""
    plan = sight.meeting.plan
    lines = (plan.standing, plan.contingencies, plan.questions, plan.further, plan.seeing)
    return plan.conference is not None and not any(lines)


@fact("plan.next_meeting")
def _(sight: Sight) -> bool:
    """Whether there is a time to meet again, planned or promised, after the last decision or the start."""
    override, began = sight.meeting.attendance.override, sight.meeting.started_at
    after = max((one.decided_at for one in sight.standing if one.decided_at), default=began)
    until = [one.adjourned_until for one in sight.standing]
    times = (sight.meeting.plan.next_meeting_at, *until, override.reconvene_at if override else None)
    return any(after is None or at > after for at in times if at)


@subjects("action")
def _(sight: Sight) -> Iterable[tuple[int, Action]]:
    """Each action of the plan that was not withdrawn, with its place among all of them."""
    plan = sight.meeting.plan
    standing = {one.id for one in plan.standing}
    return ((number, one) for number, one in enumerate(plan.actions, 1) if one.id in standing)


@fact("action.id", "action")
def _(one: tuple[int, Action]) -> str:
    """Its id."""
    return one[1].id


@fact("action.number", "action")
def _(one: tuple[int, Action]) -> int:
    """Its place in the plan."""
    return one[0]


@fact("action.owner", "action")
def _(one: tuple[int, Action]) -> str:
    """Who does it."""
    return one[1].owner or "nobody"


def _who(sight: Sight, written: str) -> tuple[str, ...]:
    """Return what is missing of who does something: nothing, them, or their name beside what is written."""
    if sight.is_person(written):
        return ()
    return ("who, by name",) if written.strip() else ("who",)


@fact("action.has_person", "action")
def _(sight: Sight, one: tuple[int, Action]) -> bool:
    """Whether a person does it, and not an agency or nobody."""
    return sight.is_person(one[1].owner)


@fact("action.blank", "action")
def _(sight: Sight, numbered: tuple[int, Action]) -> tuple[str, ...]:
    """Which of its parts are not written."""
    action = numbered[1]
    parts = {"the agency": action.agency, "why": action.why, "what": action.what}
    blank = (*_who(sight, action.owner), *(name for name, words in parts.items() if not words.strip()))
    return blank if action.due_on or action.due_at else (*blank, "by when")


@fact("action.open", "action")
def _(one: tuple[int, Action]) -> bool:
    """Whether it is still to be done."""
    return one[1].status is ActionStatus.OPEN


@fact("action.done", "action")
def _(one: tuple[int, Action]) -> bool:
    """Whether it was done."""
    return one[1].status is ActionStatus.DONE


@fact("action.done_in_time", "action")
def _(numbered: tuple[int, Action]) -> bool | None:
    """Whether it was done by its day; not known without one, or where nobody said when it was done."""
    action = numbered[1]
    due = action.due_on or (local_day(action.due_at) if action.due_at else None)
    if action.status is not ActionStatus.DONE or due is None or action.ended_on is None:
        return None
    return action.ended_on <= due


@fact("action.overdue", "action")
def _(sight: Sight, numbered: tuple[int, Action]) -> bool:
    """Whether its day, or its time on it, has passed and it is not done."""
    return numbered[1].is_overdue(sight.now)


@fact("action.owner_knows", "action")
def _(sight: Sight, numbered: tuple[int, Action]) -> bool:
    """Whether its owner was in the meeting, leads it, or said that they know."""
    return owner_knows(sight.meeting, numbered[1])


@fact("action.owner_is_told", "action")
def _(sight: Sight, one: tuple[int, Action]) -> bool:
    """Whether another action is to tell its owner."""
    return any(other.tells == one[1].id for other in sight.meeting.plan.standing)


@subjects("question")
def _(sight: Sight) -> Iterable[tuple[int, Question]]:
    """Each question that the enquiry has to answer."""
    return enumerate(sight.meeting.plan.questions, 1)


@fact("question.id", "question")
def _(one: tuple[int, Question]) -> str:
    """Its id."""
    return one[1].id


@fact("question.number", "question")
def _(one: tuple[int, Question]) -> int:
    """Its place in the list."""
    return one[0]


@fact("question.blank", "question")
def _(sight: Sight, numbered: tuple[int, Question]) -> tuple[str, ...]:
    """Which of its parts are not written; an answered question lacks none."""
    question = numbered[1]
    if not question.is_open:
        return ()
    blank = {"how": not question.method.strip(), "by when": not question.due_on}
    return (*_who(sight, question.owner), *(name for name, is_blank in blank.items() if is_blank))


@subjects("further")
def _(sight: Sight) -> Iterable[tuple[int, Further]]:
    """Each piece of further information that is needed."""
    return enumerate(sight.meeting.plan.further, 1)


@fact("further.id", "further")
def _(one: tuple[int, Further]) -> str:
    """Its id."""
    return one[1].id


@fact("further.number", "further")
def _(one: tuple[int, Further]) -> int:
    """Its place in the list."""
    return one[0]


@fact("further.blank", "further")
def _(sight: Sight, numbered: tuple[int, Further]) -> tuple[str, ...]:
    """Which of its parts are not written."""
    parts = numbered[1]
    blank = {
        "how": not parts.how.strip(),
        "by when": not parts.due_on,
        "where it is recorded": not parts.recorded_in.strip(),
    }
    return (*_who(sight, parts.who), *(name for name, is_blank in blank.items() if is_blank))
