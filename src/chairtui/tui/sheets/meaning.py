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
from chairtui.core.vocabulary import Category, Threshold, YesNo
from chairtui.core.with_ids import find
from chairtui.standards.verdict import Question
from chairtui.tui.sheets.capture import yes_no
from chairtui.tui.sheets.sheet import Sheet, options, text
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.form import FieldSpec, Kind, Values


def hypothesis_sheet(sitting: Sitting) -> Sheet:
    """Return the form for the working hypothesis; each version stays in the record."""
    now = sitting.live.outcome.meeting.analysis.hypothesis

    def commands(values: Values) -> Sequence[Command]:
        words, supports, against = (text(values, key) for key in ("words", "supports", "against"))
        return (StateHypothesis(words=words, supports=supports, against=against),)

    return Sheet(
        key="hypothesis",
        title="Revise the working hypothesis" if now else "The working hypothesis",
        about="State it early and let it change: the record shows the first and the last.",
        fields=(
            FieldSpec(
                "words",
                "What we think is happening to this child",
                Kind.PROSE,
                True,
                initial=now.words if now else "",
                height=3,
            ),
            FieldSpec(
                "supports", "What speaks for it", Kind.PROSE, initial=now.supports if now else "", height=3
            ),
            FieldSpec(
                "against", "What speaks against it", Kind.PROSE, initial=now.against if now else "", height=3
            ),
        ),
        commands=commands,
    )


def unknown_sheet(sitting: Sitting, unknown_id: str = "") -> Sheet:
    """Return the form for something that is not known, or that contradicts something else."""
    old = find(sitting.live.outcome.meeting.analysis.unknowns, unknown_id)
    now = old or Unknown(id=sitting.desk.clock.new_id(), words="")

    def commands(values: Values) -> Sequence[Command]:
        new = Unknown(
            id=now.id,
            words=text(values, "words"),
            contradicts=yes_no(values, "contradicts") is YesNo.YES,
            how_to_find_out=text(values, "how"),
        )
        return (ListUnknown(unknown=new),)

    return Sheet(
        key=f"unknown/{now.id}" if old else "unknown/new",
        title="What we do not know, or what contradicts",
        fields=(
            FieldSpec("words", "What", Kind.PROSE, True, initial=now.words, height=3),
            FieldSpec(
                "contradicts",
                "Two things that were said contradict each other",
                Kind.YES_NO,
                initial=("yes" if now.contradicts else "no") if old else "",
            ),
            FieldSpec(
                "how", "How it can be found out", initial=now.how_to_find_out, help="a makes it an action"
            ),
        ),
        commands=commands,
    )


def prompt_sheet(sitting: Sitting, question: Question) -> Sheet:
    """Return a question of the deck, with what the room adds."""
    now = find(sitting.live.outcome.meeting.analysis.prompts, question.key)

    def commands(values: Values) -> Sequence[Command]:
        return (AnswerPrompt(prompt=Prompt(id=question.key, answer=text(values, "answer"))),)

    return Sheet(
        key=f"prompt/{question.key}",
        title=question.words,
        about="Put it to the room. Nothing added? Save it empty: the record shows that it was asked.\n"
        f"Why: {question.source}",
        fields=(
            FieldSpec(
                "answer", "What the room adds", Kind.PROSE, initial=now.answer if now else "", height=5
            ),
        ),
        commands=commands,
    )


def threshold_sheet(sitting: Sitting, child: Child) -> Sheet:
    """Return the form for whether the threshold is met for one child, and on what evidence."""
    now = find(sitting.live.outcome.meeting.analysis.judgements, child.id)

    def commands(values: Values) -> Sequence[Command]:
        new = Judgement(
            id=child.id,
            threshold=Threshold(text(values, "threshold")),
            category=Category(text(values, "category") or Category.NONE),
            evidence_for=text(values, "for"),
            evidence_against=text(values, "against"),
        )
        return (JudgeThreshold(judgement=new),)

    return Sheet(
        key=f"threshold/{child.id}",
        title=f"{child.name}: is there reasonable cause to suspect significant harm?",
        about="For this child alone: brothers and sisters may differ.",
        fields=(
            FieldSpec(
                "threshold",
                "There is",
                Kind.CHOICE,
                True,
                options=options(Threshold),
                initial=now.threshold.value if now else "",
            ),
            FieldSpec(
                "category",
                "Category of harm",
                Kind.CHOICE,
                options=options(Category),
                initial=now.category.value if now else "",
            ),
            FieldSpec(
                "for", "Evidence for it", Kind.PROSE, initial=now.evidence_for if now else "", height=3
            ),
            FieldSpec(
                "against",
                "Evidence against it",
                Kind.PROSE,
                initial=now.evidence_against if now else "",
                height=3,
            ),
        ),
        commands=commands,
    )
