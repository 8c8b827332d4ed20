"""What does not hold in a file of measures whose shape is right: what could not be counted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial

from chairtui.standards.expressions import MET, NOT_ASKED, UNKNOWN, UNMET, Condition, Language, question
from chairtui.standards.facts import FACTS, MEETING, SCOPES
from chairtui.standards.measure import Measure, MeasureFile
from chairtui.standards.rule import Answer, Mark
from chairtui.standards.soundness import Unsound, in_scope, misexemplified, misexpressed, uncompiled

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_TITLE = 100

_CODE = re.compile(r"M(-[A-Z0-9]+)+")
_NAMES = {MET: Answer.MET, UNMET: Answer.UNMET, UNKNOWN: Answer.UNKNOWN, NOT_ASKED: Answer.NOT_ASKED}


def unsound_measures(file: MeasureFile, figures: Mapping[str, str]) -> Iterator[Unsound]:
    """Yield everything that does not hold in a file of measures; each example is worked out.

    `figures` are the kinds of the figures that every profile has, by ``figure.NAME``.
    """
    if not _NAME.fullmatch(file.name):
        yield Unsound(field="name", words="a name is small letters, digits and hyphens, as in our-measures.")
    language = Language(figures)
    codes: set[str] = set()
    for number, measure in enumerate(file.measure):
        fault = partial(Unsound, table="measure", number=number, name=measure.id)
        if measure.id in codes:
            yield fault(field="id", words=f"“{measure.id}” stands twice; only one can be meant.")
        codes.add(measure.id)
        for field, words in _measure(measure, language):
            yield fault(field=field, words=words)


def _measure(measure: Measure, language: Language) -> Iterator[tuple[str, str]]:
    if not _CODE.fullmatch(measure.id):
        yield "id", "a code is M- and words in capitals, as in M-OUR-MEETINGS."
    for field in ("title", "definition", "source"):
        if not getattr(measure, field).strip():
            yield field, "it is empty."
    if len(measure.title) > LONGEST_TITLE:
        yield "title", f"it is longer than {LONGEST_TITLE} letters; lists and charts have room for no more."
    if measure.mark is Mark.UNCONFIRMED and not measure.off:
        yield "mark", "what is not confirmed (M) must be off = true."
    if measure.scope != MEETING and measure.scope not in SCOPES:
        known = f"meeting, {', '.join(sorted(SCOPES))}"
        yield "scope", f"there is no scope “{measure.scope}”. There are: {known}."
        return
    if measure.each and not _names_words(measure):
        yield "each", f"there is no fact “{measure.each}” for the scope {measure.scope} that names something."
    wrong = [
        *misexpressed("of", measure.of, measure.scope, language),
        *misexpressed("met", measure.met, measure.scope, language),
        *misexemplified(measure.example, language),
    ]
    wrong = wrong or [*uncompiled("met", question(measure.of, measure.met), language)]
    yield from wrong
    if not wrong:
        yield from _examples(measure, language)


def _names_words(measure: Measure) -> bool:
    fact = FACTS.get(measure.each)
    return fact is not None and fact.kind == "words" and in_scope(measure.each, measure.scope)


def _examples(measure: Measure, language: Language) -> Iterator[tuple[str, str]]:
    """Work out each example; without one that is met and one that is not, nobody sees what it counts."""
    condition = Condition(measure.of, measure.met, language)
    for example in measure.example:
        came = _NAMES[condition.answer(example.facts)]
        if came is not example.verdict:
            yield "example", f"with {example.facts} it comes to “{came}”, not “{example.verdict}”."
    if not {Answer.MET, Answer.UNMET} <= {one.verdict for one in measure.example}:
        yield "example", "it needs one example that is met, and one that is not."
