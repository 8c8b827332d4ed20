"""The forms of what it means: the hypothesis, what is not known, the deck of questions, the threshold."""

from __future__ import annotations

from collections.abc import Sequence

from chairtui.core.analysis import (
    AnswerPrompt,
    Judgement,
    JudgeThreshold,
    ListUnknown,
    Prompt,
    StateHypothesis,
    Unknown,
)
from chairtui.core.change import Command
from chairtui.core.children import Child
from chairtui.core.vocabulary import Threshold
from chairtui.core.with_ids import find
from chairtui.standards.verdict import Question
from chairtui.tui.sheets.of_a_value import FieldsOf, corrected
from chairtui.tui.sheets.sheet import Sheet
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.form import Kind, Values


def hypothesis_sheet(sitting: Sitting) -> Sheet:
    """Return the form for the working hypothesis; each version stays in the record."""
    old = sitting.live.outcome.meeting.analysis.hypothesis
    now = StateHypothesis(words="")
    if old:
        now = StateHypothesis(words=old.words, supports=old.supports, against=old.against)
    field = FieldsOf(now)
    fields = (
        field("words", "What we think is happening to this child", Kind.PROSE, True, height=3),
        field("supports", "What speaks for it", Kind.PROSE, height=3),
        field("against", "What speaks against it", Kind.PROSE, height=3),
    )
    return Sheet(
        key="hypothesis",
        title="Revise the working hypothesis" if old else "The working hypothesis",
        about="State it early and let it change: the record shows the first and the last.",
        fields=fields,
        commands=lambda values: (corrected(now, fields, values),),
    )


def unknown_sheet(sitting: Sitting, unknown_id: str = "") -> Sheet:
    """Return the form for something that is not known, or that contradicts something else."""
    old = find(sitting.live.outcome.meeting.analysis.unknowns, unknown_id)
    now = old or Unknown(id=sitting.desk.clock.new_id(), words="")
    field = FieldsOf(now, new=old is None)
    fields = (
        field("words", "What", Kind.PROSE, True, height=3),
        field("contradicts", "Two things that were said contradict each other"),
        field("how_to_find_out", "How it can be found out", key="how", help="a makes it an action"),
    )
    return Sheet(
        key=f"unknown/{now.id}" if old else "unknown/new",
        title="What we do not know, or what contradicts",
        fields=fields,
        commands=lambda values: (ListUnknown(unknown=corrected(now, fields, values)),),
    )


def prompt_sheet(sitting: Sitting, question: Question) -> Sheet:
    """Return a question of the deck, with what the room adds."""
    now = find(sitting.live.outcome.meeting.analysis.prompts, question.key) or Prompt(id=question.key)
    fields = (FieldsOf(now)("answer", "What the room adds", Kind.PROSE, height=5),)
    return Sheet(
        key=f"prompt/{question.key}",
        title=question.words,
        about="Put it to the room. Nothing added? Save it empty: the record shows that it was asked.\n"
        f"Why: {question.source}",
        fields=fields,
        commands=lambda values: (AnswerPrompt(prompt=corrected(now, fields, values)),),
    )


def threshold_sheet(sitting: Sitting, child: Child) -> Sheet:
    """Return the form for whether the threshold is met for one child, and on what evidence."""
    old = find(sitting.live.outcome.meeting.analysis.judgements, child.id)
    now = old or Judgement(id=child.id, threshold=Threshold.UNCLEAR)
    field = FieldsOf(now)
    fields = (
        field("threshold", "There is", required=True, initial=None if old else ""),
        field("category", "Category of harm", initial=None if old else ""),
        field("evidence_for", "Evidence for it", Kind.PROSE, key="for", height=3),
        field("evidence_against", "Evidence against it", Kind.PROSE, key="against", height=3),
    )

    def commands(values: Values) -> Sequence[Command]:
        # Since when it is judged otherwise than at the decision follows from what is judged now.
        return (JudgeThreshold(judgement=corrected(now, fields, values, changed_at=None)),)

    return Sheet(
        key=f"threshold/{child.id}",
        title=f"{child.name}: is there reasonable cause to suspect significant harm?",
        about="For this child alone: brothers and sisters may differ.",
        fields=fields,
        commands=commands,
    )
