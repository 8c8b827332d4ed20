"""The middle of a meeting replayed as events: what was shared, and what it means."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec.structs import replace

from chairtui.core.analysis import HypothesisStated, ThresholdJudged
from chairtui.core.calendar.deadlines import day_begins, local_day
from chairtui.core.chronology import (
    Booking,
    BookingNoted,
    BookingOutcomeNoted,
    ChronologyAdded,
    ChronologyAnalysed,
    ChronologyAnalysis,
)
from chairtui.core.meeting import Meeting
from chairtui.core.round import AgencyCalled, BookingsAsked, NothingKnownNoted, Withheld
from chairtui.core.sharing import Contribution, ContributionShared
from chairtui.core.vocabulary import BookingOutcome
from chairtui.live.outcome import Replayed
from chairtui.records.interchange.replaying_kept import replayed_as_kept
from chairtui.records.interchange.times import Times


def replayed_middle(meeting: Meeting, times: Times) -> Iterator[Replayed]:
    """Return the events of steps 3 and 4."""
    yield from _round(meeting, times)
    yield from _sharing(meeting, times)
    yield from _meaning(meeting, times)


def _round(meeting: Meeting, times: Times) -> Iterator[Replayed]:
    for turn in meeting.sharing.turns:
        at = turn.called_at or times.began
        if turn.called_at:
            yield Replayed(AgencyCalled(attendee_id=turn.id, at=turn.called_at), at)
        if turn.nothing_known:
            yield Replayed(NothingKnownNoted(attendee_id=turn.id), at)
        if turn.withholds:
            why = (turn.withheld_because, turn.reason, turn.later_on)
            yield Replayed(Withheld(attendee_id=turn.id, because=why[0], reason=why[1], later_on=why[2]), at)
        if turn.bookings_asked:
            yield Replayed(BookingsAsked(attendee_id=turn.id), at)


def _sharing(meeting: Meeting, times: Times) -> Iterator[Replayed]:
    sharing = meeting.sharing
    for contribution in sharing.contributions:
        at = contribution.shared_at or _shared(contribution, times)
        yield Replayed(ContributionShared(contribution=replace(contribution, shared_at=at)), at)
    yield from replayed_as_kept(meeting, "sharing", times.began, "bookings")
    if sharing.chronology:
        yield Replayed(ChronologyAdded(rows=sharing.chronology), times.began)
    if sharing.chronology_analysis != ChronologyAnalysis():
        yield Replayed(ChronologyAnalysed(analysis=sharing.chronology_analysis), times.began)
    for booking in sharing.bookings:
        pending = replace(booking, outcome=BookingOutcome.PENDING, looked_again=False)
        yield Replayed(BookingNoted(booking=pending), times.began)
        if booking.outcome is not BookingOutcome.PENDING:
            became = BookingOutcomeNoted(booking_id=booking.id, outcome=booking.outcome)
            yield Replayed(became, _known_from(booking, times))
            if booking.looked_again:
                yield Replayed(BookingNoted(booking=booking), _known_from(booking, times))


def _shared(contribution: Contribution, times: Times) -> datetime:
    """Return when something was shared that bears no time."""
    if contribution.before_meeting:
        return times.prepared
    return times.by_end_of(contribution.shared_on) if contribution.shared_on else times.began


def _known_from(booking: Booking, times: Times) -> datetime:
    """Return when it was known what became of a booking: nothing is kept or missed before its time."""
    if booking.outcome is BookingOutcome.CANCELLED:
        return times.followed
    if booking.looked_again and times.sealed:
        return times.sealed  # whoever looked at its risk again did so before the record was signed
    over = booking.at if booking.timed else day_begins(local_day(booking.at) + timedelta(days=1))
    return max(over, times.followed)


def _meaning(meeting: Meeting, times: Times) -> Iterator[Replayed]:
    analysis = meeting.analysis
    for hypothesis in analysis.hypotheses:
        at = hypothesis.stated_at or times.began
        fields = {
            "words": hypothesis.words,
            "supports": hypothesis.supports,
            "against": hypothesis.against,
            "by": hypothesis.by,
        }
        yield Replayed(HypothesisStated(**fields, at=at, elsewhere=True), at)
    yield from replayed_as_kept(meeting, "analysis", times.began)
    for judgement in analysis.judgements:
        yield Replayed(ThresholdJudged(judgement=judgement), times.began)
