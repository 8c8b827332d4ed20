"""What it means: the working hypothesis, what is not known, and the threshold."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.change import Command, Event, Stamp, becomes, decide, evolve, say, within
from chairtui.core.vocabulary import Category, Threshold
from chairtui.core.what_changes import changes, drops, keeps, value, whole
from chairtui.core.with_ids import find, find_or_refuse, put

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting


MINUTE = timedelta(minutes=1)
"""What is noted so soon after a decision was noted with it: times are told to the minute."""


class Hypothesis(Struct, frozen=True, kw_only=True):
    """One version of what we think is happening to this child."""

    words: str
    supports: str = ""
    against: str = ""
    stated_at: datetime | None = None
    by: str = ""


class Unknown(Struct, frozen=True, kw_only=True):
    """Something that is not known, or that contradicts something else."""

    id: str
    words: str
    contradicts: bool = False
    how_to_find_out: str = ""


class Prompt(Struct, frozen=True, kw_only=True):
    """The room's answer to a question from the chair's deck."""

    id: str
    """Key of the question in the profile."""
    answer: str = ""
    """Empty when it was asked and nothing was added."""


class Judgement(Struct, frozen=True, kw_only=True):
    """Whether the threshold is met for one child, on what evidence."""

    id: str
    """The child's id: siblings may differ."""
    threshold: Threshold
    category: Category = Category.NONE
    evidence_for: str = ""
    evidence_against: str = ""
    changed_at: datetime | None = None
    """When it became what it is, if that was after the decision about the child; UTC."""


class Analysis(Struct, frozen=True, kw_only=True):
    """Everything that was made of what was shared."""

    hypotheses: tuple[Hypothesis, ...] = ()
    """All versions, oldest first: the record shows the first and the last."""
    unknowns: tuple[Unknown, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    judgements: tuple[Judgement, ...] = ()

    @property
    def hypothesis(self) -> Hypothesis | None:
        """The hypothesis as it stands."""
        return self.hypotheses[-1] if self.hypotheses else None


class StateHypothesis(Command, frozen=True, kw_only=True):
    """State or revise the working hypothesis."""

    words: str
    supports: str = ""
    against: str = ""
    at: datetime | None = None


@changes(whole("hypothesis", "at", "by"))
class HypothesisStated(Event, frozen=True, kw_only=True):
    """The working hypothesis was stated or revised."""

    words: str
    supports: str = ""
    against: str = ""
    at: datetime | None = None
    by: str = ""
    """Who stated it, if not who noted it."""
    elsewhere: bool = False
    """Whether a document told it: then nobody is named where that names nobody."""


class ListUnknown(Command, frozen=True, kw_only=True):
    """Write down what is not known, or what contradicts."""

    unknown: Unknown


class UnknownListed(Event, frozen=True, kw_only=True):
    """Something is not known."""

    unknown: Unknown


class RemoveUnknown(Command, frozen=True, kw_only=True):
    """Take back something that is known after all."""

    unknown_id: str


class UnknownRemoved(Event, frozen=True, kw_only=True):
    """Something is known after all."""

    unknown_id: str


class AnswerPrompt(Command, frozen=True, kw_only=True):
    """Note that a question of the deck was asked, and what the room added."""

    prompt: Prompt


class PromptAnswered(Event, frozen=True, kw_only=True):
    """A question of the deck was asked."""

    prompt: Prompt


class JudgeThreshold(Command, frozen=True, kw_only=True):
    """Say for one child whether the threshold is met, and on what evidence."""

    judgement: Judgement


@changes(value("threshold", "judgement"))
class ThresholdJudged(Event, frozen=True, kw_only=True):
    """It was said whether the threshold is met for a child."""

    judgement: Judgement


AnalysisEvent = HypothesisStated | UnknownListed | UnknownRemoved | PromptAnswered | ThresholdJudged


def _check_unknown(command: ListUnknown, meeting: Meeting) -> None:
    say(command.unknown.words.strip(), "Write what is not known.")


def _check_judgement(command: JudgeThreshold, meeting: Meeting) -> None:
    find_or_refuse(meeting.concern.children, command.judgement.id, "child")


becomes(ListUnknown, UnknownListed, _check_unknown)
becomes(RemoveUnknown, UnknownRemoved)
becomes(AnswerPrompt, PromptAnswered)
becomes(JudgeThreshold, ThresholdJudged, _check_judgement)


@decide.register(StateHypothesis)
def _(command: StateHypothesis, meeting: Meeting) -> tuple[Event, ...]:
    say(command.words.strip(), "Write what we think is happening to this child.")
    now = meeting.analysis.hypothesis
    if now and (now.words, now.supports, now.against) == (command.words, command.supports, command.against):
        return ()
    return (
        HypothesisStated(
            words=command.words, supports=command.supports, against=command.against, at=command.at
        ),
    )


keeps(UnknownListed, "analysis", "unknowns", "unknown", "unknown")
drops(UnknownRemoved, "analysis", "unknowns", "unknown_id", "unknown")
keeps(PromptAnswered, "analysis", "prompts", "prompt", "answer of the room")


@evolve.register(ThresholdJudged)
def _(event: ThresholdJudged, meeting: Meeting, stamp: Stamp) -> Meeting:
    new = event.judgement
    if new.changed_at is None:
        new = replace(new, changed_at=_changed_at(new, meeting, stamp.at))
    return within(meeting, "analysis", judgements=put(meeting.analysis.judgements, new))


def _changed_at(new: Judgement, meeting: Meeting, now: datetime) -> datetime | None:
    """Return since when it is judged otherwise than at the decision about the child; nothing if it is not."""
    old, decision = find(meeting.analysis.judgements, new.id), meeting.deciding.about(new.id)
    if old and old.threshold is new.threshold:
        return old.changed_at
    at = decision.decided_at if decision else None
    return now if at and now - at >= MINUTE else None


@evolve.register(HypothesisStated)
def _(event: HypothesisStated, meeting: Meeting, stamp: Stamp) -> Meeting:
    new = Hypothesis(
        words=event.words,
        supports=event.supports,
        against=event.against,
        stated_at=event.at or stamp.at,
        by=event.by or ("" if event.elsewhere else stamp.actor),
    )
    return within(meeting, "analysis", hypotheses=(*meeting.analysis.hypotheses, new))
