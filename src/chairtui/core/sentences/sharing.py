"""Sentences for what was shared and what it means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chairtui.core.analysis import (
    HypothesisStated,
    PromptAnswered,
    ThresholdJudged,
    UnknownListed,
    UnknownRemoved,
)
from chairtui.core.calendar.when import say_when
from chairtui.core.change import Event
from chairtui.core.chronology import BookingNoted, BookingOutcomeNoted, ChronologyAdded, ChronologyAnalysed
from chairtui.core.listing import ended, how_many
from chairtui.core.round import AgencyCalled, BookingsAsked, NothingKnownNoted, Withheld, withheld_words
from chairtui.core.sentences.names import Names
from chairtui.core.sharing import (
    ContributionRemoved,
    ContributionShared,
    HelpOffered,
    InformationChallenged,
    NoActionExplained,
)
from chairtui.core.threshold import harm_words
from chairtui.core.vocabulary import YesNo


def _joined(words: str, *more: tuple[str, str]) -> str:
    """Return sentences one after the other; what is empty is left out."""
    return " ".join([ended(words), *(ended(f"{name}: {said}") for name, said in more if said.strip())])


def _shared(event: ContributionShared, names: Names) -> str:
    shared = event.contribution
    told = f"{names.line(shared.attendee_id)} shared ({shared.weight.value}): {shared.fact}"
    return _joined(
        told,
        ("About", names.children(shared.children) if shared.children else ""),
        ("Source", shared.source),
        ("As of", say_when(shared.as_of_on) if shared.as_of_on else ""),
        ("Second-hand", "" if shared.second_hand is YesNo.UNKNOWN else shared.second_hand.value),
        ("Written on", say_when(shared.shared_on) if shared.shared_on else ""),
        ("What it means", shared.so_what),
        ("Nothing follows from it", shared.no_action_because),
    )


def _challenged(event: InformationChallenged, names: Names) -> str:
    challenge = event.challenge
    by = f" by {challenge.by}" if challenge.by else ""
    question = f"Question{by} to {names.line(challenge.attendee_id)}: {challenge.words}"
    return _joined(question, ("Answer", challenge.answer))


def _hypothesis(event: HypothesisStated, names: Names) -> str:
    return _joined(f"Working hypothesis: {event.words}", ("For", event.supports), ("Against", event.against))


def _rows_added(event: ChronologyAdded, names: Names) -> str:
    dated = names.count_before("sharing", "chronology", (row.id for row in event.rows))
    added = len(event.rows) - dated
    parts = []
    if added or not dated:
        parts.append(f"{how_many(added, 'row')} added to the chronology.")
    if dated:
        parts.append(f"{how_many(dated, 'row')} of the chronology got a day.")
    return " ".join(parts)


def _analysed(event: ChronologyAnalysed, names: Names) -> str:
    analysis = event.analysis
    return (
        f"What the chronology shows: {analysis.pattern or 'not written'}; "
        f"for the hypothesis: {analysis.changes_hypothesis or 'not written'}; "
        f"for the decision: {analysis.changes_decision or 'not written'}"
    )


def _threshold(event: ThresholdJudged, names: Names) -> str:
    judged = event.judgement
    words = f"{names.child(judged.id)}: {harm_words(judged, None)}"
    return _joined(words, ("For", judged.evidence_for), ("Against", judged.evidence_against))


SHARING_WORDS: dict[type[Event], Callable[[Any, Names], str]] = {
    ContributionShared: _shared,
    ContributionRemoved: lambda event, names: (
        f"{names.quoted('sharing', 'contributions', event.contribution_id, 'fact')} was taken back."
    ),
    NoActionExplained: lambda event, names: (
        f"Nothing follows from {names.quoted('sharing', 'contributions', event.contribution_id, 'fact')}: "
        f"{event.because}"
    ),
    AgencyCalled: lambda event, names: f"{names.line(event.attendee_id)} has the word.",
    NothingKnownNoted: lambda event, names: (
        f"{names.line(event.attendee_id)} holds nothing about the family."
    ),
    Withheld: lambda event, names: f"{names.line(event.attendee_id)} {withheld_words(event)}",
    BookingsAsked: lambda event, names: f"{names.line(event.attendee_id)} was asked what is booked.",
    InformationChallenged: _challenged,
    HelpOffered: lambda event, names: (
        f"{names.line(event.offer.attendee_id)} can do or find out: {event.offer.words}"
    ),
    ChronologyAdded: _rows_added,
    ChronologyAnalysed: _analysed,
    BookingNoted: lambda event, _: f"Booked for {say_when(event.booking.when)}: {event.booking.what}",
    BookingOutcomeNoted: lambda event, names: (
        f"What was booked, {names.quoted('sharing', 'bookings', event.booking_id, 'what')}: "
        f"{event.outcome.value}."
    ),
    HypothesisStated: _hypothesis,
    UnknownListed: lambda event, _: (
        f"{'Contradiction' if event.unknown.contradicts else 'Not known'}: {event.unknown.words}"
    ),
    UnknownRemoved: lambda event, names: (
        f"Known after all: {names.quoted('analysis', 'unknowns', event.unknown_id, 'words')}."
    ),
    PromptAnswered: lambda event, _: (
        f"Asked the room ({event.prompt.id}): {event.prompt.answer or 'nothing was added'}"
    ),
    ThresholdJudged: _threshold,
}
