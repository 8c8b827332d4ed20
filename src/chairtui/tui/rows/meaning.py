"""The rows of what it means: hypothesis, chronology, parents, unknowns, questions to the room, threshold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from chairtui.core.analysis import Analysis, Judgement, Unknown
from chairtui.core.calendar.clocks import say_clock
from chairtui.core.children import Child
from chairtui.core.listing import how_many
from chairtui.core.meeting import Meeting
from chairtui.core.sentences.names import brief
from chairtui.core.threshold import threshold_said
from chairtui.core.vocabulary import Category, Threshold
from chairtui.core.with_ids import find
from chairtui.standards.verdict import Question
from chairtui.tui.keys import with_keys
from chairtui.tui.rows.concern import impact_rows
from chairtui.tui.rows.known import DONE, OPEN, WARN
from chairtui.tui.rows.parts import MUTED, Part
from chairtui.tui.widgets.columns import Column
from chairtui.tui.widgets.lines import Row
from chairtui.tui.widgets.words import join

MEANING = (
    Column("Question", 15, grows=3),
    Column("Answer", 13, grows=3),
    Column("State", 13, grows=1, most=26),
)
"""The columns of what it means."""


def meaning_rows(meeting: Meeting, deck: Sequence[Question]) -> Iterator[Row]:
    """Yield the rows of this step."""
    yield Row("think", "What we think is happening", selectable=False)
    yield _hypothesis(meeting.analysis)
    if meeting.sharing.chronology:
        yield _chronology(meeting)
    impacts = list(impact_rows(meeting.concern))
    if impacts:
        yield Row("parents", "What it means for this child's care", selectable=False)
        yield from (replace(row, cells=(row.cells[0], row.cells[2], row.cells[3])) for row in impacts)
    yield Row("gaps", "What we do not know, what contradicts", selectable=False)
    yield from _unknowns(meeting)
    if deck:
        yield Row("deck", "Questions to the room", selectable=False)
        yield from (_prompt(meeting.analysis, question) for question in deck)
    yield Row("harm", "Reasonable cause to suspect significant harm", selectable=False)
    for child in meeting.concern.children:
        yield _threshold(meeting, child, find(meeting.analysis.judgements, child.id))


def _hypothesis(analysis: Analysis) -> Row:
    now = analysis.hypothesis
    if now is None:
        words = join(("no working hypothesis yet: say early what we think, and let it change (Enter)", WARN))
        cells = ("What we think", "", join(("not said yet", WARN)))
        return Row("hypothesis", words, join(OPEN), cells=cells, title="What we think is happening")
    parts: list[Part] = [now.words]
    parts += [("\nfor: ", MUTED), now.supports] if now.supports else [("\nwhat speaks for it? (Enter)", WARN)]
    parts += (
        [("\nagainst: ", MUTED), now.against]
        if now.against
        else [("\nwhat speaks against it? (Enter)", WARN)]
    )
    number = len(analysis.hypotheses)
    at = f" at {say_clock(now.stated_at)}" if now.stated_at else ""
    parts.append((f"\n{f'version {number}, ' if number > 1 else ''}stated{at} by {now.by}", MUTED))
    if number > 1:
        first = analysis.hypotheses[0]
        at = f" at {say_clock(first.stated_at)}" if first.stated_at else ""
        parts.append((f"\nfirst{at}: {first.words}", MUTED))
    lacks = [word for word, words in (("for", now.supports), ("against", now.against)) if not words]
    state: Part = (f"what {' and '.join(lacks)}?", WARN) if lacks else f"version {number}"
    mark, cells = join(OPEN if lacks else DONE), ("What we think", now.words, join(state))
    return Row("hypothesis", join(*parts), mark, cells=cells, title="What we think is happening")


def _chronology(meeting: Meeting) -> Row:
    analysis, number = meeting.sharing.chronology_analysis, len(meeting.sharing.chronology)
    asked = {
        "pattern": analysis.pattern,
        "what it changes in what we think": analysis.changes_hypothesis,
        "what it changes in the decision": analysis.changes_decision,
    }
    parts: list[Part] = [f"Chronology, {how_many(number, 'row')}"]
    if not any(asked.values()):
        parts.append((": what is the pattern, and what does it change? (Enter)", WARN))
        counted = how_many(number, "row")
        cells = ("Chronology", counted, join(("not analysed", WARN)))
        return Row("chronology", join(*parts), join(OPEN), cells=cells, title="Chronology")
    for words, answer in asked.items():
        parts += [(f"\n{words}: ", MUTED), answer or ("not written yet (Enter)", WARN)]
    state = join("" if analysis.complete else ("begun", WARN))
    cells = ("Chronology", analysis.pattern or f"{number} rows", state)
    mark = join(DONE if analysis.complete else OPEN)
    return Row("chronology", join(*parts), mark, cells=cells, title="Chronology")


def _unknowns(meeting: Meeting) -> Iterator[Row]:
    if not meeting.analysis.unknowns:
        yield Row(
            "unknown/",
            join((with_keys("nothing written yet: {add_unknown} adds what we do not know"), WARN)),
            join(OPEN),
        )
    answered = meeting.plan.answered
    for unknown in meeting.analysis.unknowns:
        yield _unknown(unknown, has_action=unknown.id in answered)


def _unknown(unknown: Unknown, *, has_action: bool) -> Row:
    kind = "contradiction: " if unknown.contradicts else ""
    how: Part = (
        (f"\nto find out: {unknown.how_to_find_out}", MUTED)
        if unknown.how_to_find_out
        else ("\nhow can it be found out? (Enter)", WARN)
    )
    action: Part = (
        (" → an action answers it", "$success") if has_action else ("  a makes it an action", "$accent")
    )
    cells = (
        unknown.words,
        unknown.how_to_find_out or join(("how? not written", WARN)),
        join(("→ action", "$success") if has_action else ("no action", WARN)),
    )
    words, mark = join((kind, WARN), unknown.words, how, action), "≠" if kind else "?"
    title = "What contradicts" if kind else "What we do not know"
    return Row(f"unknown/{unknown.id}", words, mark, cells=cells, title=title)


def _prompt(analysis: Analysis, question: Question) -> Row:
    prompt = find(analysis.prompts, question.key)
    if prompt is None:
        answer: Part = ("  not asked yet", MUTED)
    elif prompt.answer:
        answer = (f"\n→ {prompt.answer}", "$success")
    else:
        answer = ("\n→ asked, nothing added", "$success")
    state = join(("asked", "$success") if prompt else ("not asked", MUTED))
    cells = (question.words, prompt.answer if prompt else "", state)
    words, mark = join(question.words, answer), join(DONE if prompt else ("·", ""))
    return Row(f"prompt/{question.key}", words, mark, cells=cells, title="A question to the room")


def _threshold(meeting: Meeting, child: Child, judgement: Judgement | None) -> Row:
    key, title = f"threshold/{child.id}", child.name
    if judgement is None and (written := threshold_said(meeting, child.id)):
        later = ("\nas written with the decision; Enter judges it", MUTED)
        words = join(f"{child.name}  ", brief(written), later)
        return Row(key, words, join(DONE), cells=(title, written, "decided"), title=title)
    if judgement is None:
        words = join(f"{child.name}  ", ("not judged yet (Enter)", WARN))
        return Row(key, words, join(OPEN), cells=(title, "", join(("not judged", WARN))), title=title)
    unclear, said = judgement.threshold is Threshold.UNCLEAR, threshold_said(meeting, child.id)
    category = "" if judgement.category is Category.NONE else f" · {judgement.category.value}"
    parts: list[Part] = [
        f"{child.name}  ",
        (said, WARN if unclear else "bold"),
        category,
    ]
    for side, evidence in (("for", judgement.evidence_for), ("against", judgement.evidence_against)):
        parts += [(f"\n{side}: ", MUTED), evidence or ("no evidence written (Enter)", WARN)]
    lacks = not (judgement.evidence_for and judgement.evidence_against)
    state: Part = ("no evidence", WARN) if lacks else category.removeprefix(" · ")
    cells = (title, join((said, WARN if unclear else "bold")), join(state))
    return Row(key, join(*parts), join(OPEN if unclear else DONE), cells=cells, title=title)
