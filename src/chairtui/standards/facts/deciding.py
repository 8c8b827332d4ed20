"""Facts about what it means, the threshold, the decision and who agreed."""

from collections.abc import Callable, Iterable, Iterator

from chairtui.core.children import Child
from chairtui.core.decision import Decision, Position, was_there
from chairtui.core.enquiries import running
from chairtui.core.listing import and_words
from chairtui.core.rooms import in_room, the_decision
from chairtui.core.threshold import threshold_of
from chairtui.core.vocabulary import Outcome, Stage, Topic, View
from chairtui.core.with_ids import find
from chairtui.standards.facts.fact import attributes, fact, in_words, subjects
from chairtui.standards.facts.sight import Sight


@fact("hypothesis.stated")
def _(sight: Sight) -> bool:
    """Whether it is written what we think is happening to the child."""
    return sight.meeting.analysis.hypothesis is not None


@fact("hypothesis.tested")
def _(sight: Sight) -> bool:
    """Whether it is written what speaks for it and what against."""
    now = sight.meeting.analysis.hypothesis
    return now is not None and bool(now.supports.strip() and now.against.strip())


@fact("hypothesis.revisited")
def _(sight: Sight) -> bool:
    """Whether it was stated again after the last thing that was shared."""
    now = sight.meeting.analysis.hypothesis
    shared = [one.shared_at for one in sight.meeting.sharing.contributions if one.shared_at]
    return now is not None and (not shared or now.stated_at is None or now.stated_at >= max(shared))


@fact("unknowns.count")
def _(sight: Sight) -> int:
    """How many things are listed as not known or contradicting."""
    return len(sight.meeting.analysis.unknowns)


@fact("prompts.asked")
def _(sight: Sight) -> int:
    """How many questions of the deck were put to the room."""
    asked = {one.id for one in sight.meeting.analysis.prompts}
    return len(asked.intersection(sight.questions)) if sight.questions else len(asked)


@fact("child.decided", "child")
def _(sight: Sight, child: Child) -> bool:
    """Whether a decision about section 47 stands for this child."""
    return sight.meeting.deciding.about(child.id) is not None


@fact("decision.taken")
def _(sight: Sight) -> bool:
    """Whether it was decided for any child if there are enquiries or not: adjourning leaves that open."""
    return any(one.outcome is not Outcome.ADJOURN for one in sight.standing)


@fact("decision.adjourned")
def _(sight: Sight) -> bool:
    """Whether the meeting was adjourned for any child."""
    return any(one.outcome is Outcome.ADJOURN for one in sight.standing)


@fact("conference.planned")
def _(sight: Sight) -> bool:
    """Whether an initial child protection conference is part of the plan."""
    return sight.meeting.plan.conference is not None


@fact("conference.first")
def _(sight: Sight) -> bool:
    """Whether the conference was planned before the decision about section 47."""
    conference, decisions = sight.meeting.plan.conference, sight.meeting.deciding.decisions
    if conference is None:
        return False
    times = [one.decided_at for one in decisions if one.decided_at]
    return not times or (conference.planned_at is not None and conference.planned_at < min(times))


def _settled(sight: Sight, topic: Topic) -> bool:
    found = find(sight.meeting.deciding.settled, topic)
    return found is not None and bool(found.answer.strip() and found.reason.strip())


@fact("settled.joint")
def _(sight: Sight) -> bool:
    """Whether single or joint agency was settled, with the reason."""
    return _settled(sight, Topic.JOINT)


@fact("settled.only_joint")
def _(sight: Sight) -> bool:
    """Whether single or joint agency is the only outcome on record: no decision, or no plan."""
    joint = find(sight.meeting.deciding.settled, Topic.JOINT) is not None
    plan = sight.meeting.plan
    return joint and (not sight.decided or not (plan.standing or plan.nothing_needed))


@fact("settled.medical")
def _(sight: Sight) -> bool:
    """Whether the medical was settled, with the reason."""
    return _settled(sight, Topic.MEDICAL)


@fact("settled.interview")
def _(sight: Sight) -> bool:
    """Whether the interview was settled, with the reason."""
    return _settled(sight, Topic.INTERVIEW)


@fact("settled.legal")
def _(sight: Sight) -> bool:
    """Whether legal action was settled, with the reason."""
    return _settled(sight, Topic.LEGAL)


@fact("settled.family")
def _(sight: Sight) -> bool:
    """Whether telling the family was settled, with the reason."""
    return _settled(sight, Topic.INFORM_FAMILY)


@fact("positions.unasked")
def _(sight: Sight) -> tuple[str, ...]:
    """Who was here at a decision, or at a meeting that took none, and was not asked for their view of it."""
    return _of_all(sight, _unasked)


@fact("positions.gaps")
def _(sight: Sight) -> str:
    """A sentence for those who were not asked, and one for those who agree on paper and were not here."""
    gaps = (
        ("Not asked for their view of", "", _unasked),
        ("Written down as agreeing", ", but not here", _agree_absent),
    )
    return " ".join(words for gap in gaps for words in _gaps(sight, *gap))


@fact("positions.absent")
def _(sight: Sight) -> tuple[str, ...]:
    """Who is written down as agreeing with a decision and was not here when it was taken."""
    return _of_all(sight, _agree_absent)


_Found = Callable[[Sight, Decision | None], tuple[str, ...]]


def _of_all(sight: Sight, found: _Found) -> tuple[str, ...]:
    each = (found(sight, decision) for decision in sight.standing or (None,))
    return tuple(dict.fromkeys(one for several in each for one in several))


def _gaps(sight: Sight, begins: str, ends: str, missing: _Found) -> Iterator[str]:
    """Yield a sentence for each decision about which something is missing, one where it is all the same."""
    about: dict[tuple[str, ...], list[str]] = {}
    for decision in sight.standing or (None,):
        if names := missing(sight, decision):
            about.setdefault(names, []).append(the_decision(sight.meeting, decision))
    for names, decisions in about.items():
        whole = len(decisions) == len(sight.standing) > 1
        which = "the decisions" if whole else and_words(decisions)
        of = f" {which}" if begins.endswith("of") else f" with {which}" if which != "the decision" else ""
        yield f"{begins}{of}{ends}: {in_words(names)}."


def _unasked(sight: Sight, decision: Decision | None) -> tuple[str, ...]:
    register, deciding = sight.meeting.attendance.register, sight.meeting.deciding
    here = [line for line in register if was_there(line, decision)]
    if decision is None:
        here = [line for line in register if line.stays] if sight.over else here
        here = here if sight.meeting.stage is not Stage.PREPARING else []
    views = {line.id: deciding.view(line.id, decision.id) if decision else None for line in here}
    asked = {key for key, view in views.items() if view and view.view is not View.NOT_ASKED}
    due = (line for line in here if sight.speaks(line) and line.id not in asked)
    return tuple(dict.fromkeys(sight.title(line) for line in due))


def _agree_absent(sight: Sight, decision: Decision | None) -> tuple[str, ...]:
    if decision is None or decision.decided_at is None:
        return ()
    people = in_room(sight.meeting, decision)
    here = {line.id for line in people} | {line.deputy_for for line in people}
    agreeing = []
    for line in sight.meeting.attendance.register:
        view = sight.meeting.deciding.view(line.id, decision.id)
        later = line.wrote and line.wrote.is_after(decision.decided_at)
        if view and view.view is View.AGREE and line.id not in here and not later:
            agreeing.append(sight.title(line))
    return tuple(dict.fromkeys(agreeing))


@subjects("decision")
def _(sight: Sight) -> Iterable[Decision]:
    """Each decision about section 47 that stands."""
    return sight.standing


attributes("decision", Decision, id="Its id.")


@fact("decision.outcome", "decision")
def _(one: Decision) -> str:
    """What was decided."""
    return one.outcome.value


@fact("decision.until_known", "decision")
def _(one: Decision) -> bool:
    """Whether it is written until when the meeting is adjourned, if that was decided."""
    return one.outcome is not Outcome.ADJOURN or one.adjourned_until is not None


@fact("decision.children", "decision")
def _(sight: Sight, one: Decision) -> tuple[str, ...]:
    """For which children."""
    return tuple(child.name for child in sight.meeting.concern.children if child.id in one.children)


@fact("decision.under_way", "decision")
def _(sight: Sight, decision: Decision) -> bool:
    """Whether enquiries about any of its children were under way before this meeting."""
    children = (child for child in sight.meeting.concern.children if child.id in decision.children)
    return any(running(sight.meeting, child) for child in children)


@fact("decision.anew_explained", "decision")
def _(one: Decision) -> bool:
    """Whether it is written why enquiries are initiated though some were under way."""
    return bool(one.anew_because.strip())


@fact("decision.blank", "decision")
def _(sight: Sight, decision: Decision) -> tuple[str, ...]:
    """Which parts of its reasons are not written."""
    why = decision.rationale
    parts = {
        "the risks": why.risks,
        "the evidence": why.evidence,
        "the threshold": threshold_of(sight.meeting, decision),
        "what was considered and rejected": why.alternatives,
        "what is not known": why.unknown,
    }
    return tuple(name for name, words in parts.items() if not words.strip())


@fact("decision.facts", "decision")
def _(one: Decision) -> int:
    """How many things that were shared it points at."""
    return len(one.facts)


@subjects("position")
def _(sight: Sight) -> Iterable[Position]:
    """Each agency's recorded view of a decision that stands."""
    stand = {one.id for one in sight.standing}
    positions = sight.meeting.deciding.positions
    return tuple(one for one in positions if not one.decisions or stand.intersection(one.decisions))


attributes("position", Position, id="Its id.")


@fact("position.agency", "position")
def _(sight: Sight, one: Position) -> str:
    """Whose view it is."""
    return sight.title_of(one.whose)


@fact("position.disagrees", "position")
def _(one: Position) -> bool:
    """Whether they disagree."""
    return one.view is View.DISAGREE


@fact("position.escalated", "position")
def _(one: Position) -> bool:
    """Whether it is written how the disagreement is taken further."""
    return bool(one.escalation.strip())
