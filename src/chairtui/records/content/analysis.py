"""What the room thinks is happening, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator

from chairtui.core.analysis import Hypothesis
from chairtui.core.calendar.clocks import say_clock
from chairtui.core.listing import ended
from chairtui.core.threshold import harm_words
from chairtui.records.content.frame import Frame
from chairtui.records.record import Fact, Group, Paragraph, Part, fact, facts


def think_parts(frame: Frame) -> Iterator[Part]:
    """Return the hypothesis with its revisions, what is not known, and what was asked of the room."""
    analysis = frame.meeting.analysis
    versions = analysis.hypotheses
    if not versions:
        yield Paragraph("No hypothesis was stated.", strong=True)
    else:
        changed = len(versions) - 1
        label = f"After {changed} revision{'s' if changed > 1 else ''}" if changed else "Hypothesis"
        first = _first_version(versions[0], versions[-1]) if changed else ()
        between = [told for one in reversed(versions[1:-1]) for told in _version("Before that", one)]
        yield from facts(*_version(label, versions[-1]), *between, *first)
    unknown = [
        f"{'Contradiction: ' if unknown_point.contradicts else ''}{ended(unknown_point.words)}"
        f"{' To find out: ' + ended(unknown_point.how_to_find_out) if unknown_point.how_to_find_out else ''}"
        for unknown_point in analysis.unknowns
    ]
    yield from facts(
        fact("Not known", *unknown) if unknown else fact("Not known", "Nothing is listed as not known."),
        *_judged(frame),
    )
    if analysis.prompts:
        yield Group("Asked of the room")
        yield from facts(
            *(
                Fact(frame.question_of(prompt.id), (prompt.answer or "nothing was added",))
                for prompt in analysis.prompts
            )
        )


def _version(label: str, hypothesis: Hypothesis) -> tuple[Fact, ...]:
    by = ", ".join(
        filter(
            None,
            (
                say_clock(hypothesis.stated_at) if hypothesis.stated_at else "",
                hypothesis.by or "nobody named",
            ),
        )
    )
    return (
        fact(label, f"{ended(hypothesis.words)} ({by})"),
        fact("For", hypothesis.supports or "not written"),
        fact("Against", hypothesis.against or "not written"),
    )


def _first_version(first: Hypothesis, last: Hypothesis) -> tuple[Fact, ...]:
    """Return how it was stated at first; for and against only where they were others then."""
    stated, supports, against = _version("First stated as", first)
    others = (first.supports, first.against) != (last.supports, last.against)
    return (stated, supports, against) if others else (stated,)


def _judged(frame: Frame) -> Iterator[Fact]:
    """Yield the evidence for and against the threshold, of each child that was judged."""
    several = len(frame.meeting.concern.children) > 1
    for judgement in frame.meeting.analysis.judgements:
        whose = f"{frame.child(judgement.id)}: " if several else ""
        disputed = frame.disputed("threshold", judgement.id)
        if several or not frame.meeting.deciding.decisions:
            said = harm_words(judgement, frame.meeting.deciding.about(judgement.id))
            yield fact("Threshold", f"{whose}{said}{disputed}")
        yield fact("Evidence for", judgement.evidence_for or "not written")
        yield fact("Evidence against", judgement.evidence_against or "not written")
