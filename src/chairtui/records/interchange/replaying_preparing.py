"""What was prepared, replayed as the events that say so."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from chairtui.core.joining import Joining, JoiningSaid
from chairtui.core.preparing import (
    AgendaSet,
    AvailabilityNoted,
    InformationRequested,
    MeetingCancelled,
    PaperSent,
    Preparing,
    RequestReturned,
)
from chairtui.live.outcome import Replayed
from chairtui.records.interchange.times import Times


def replayed_preparing(preparing: Preparing, times: Times) -> Iterator[Replayed]:
    """Yield what was prepared, each at its time."""
    at = times.prepared
    if preparing.agenda:
        yield Replayed(AgendaSet(items=preparing.agenda), at)
    for availability in preparing.availability:
        yield Replayed(AvailabilityNoted(availability=availability), at)
    for request in preparing.requests:
        yield Replayed(InformationRequested(request=replace(request, returned_at=None)), at)
        if request.returned_at:
            returned = RequestReturned(attendee_id=request.id, at=request.returned_at)
            yield Replayed(returned, request.returned_at)
    for sent in preparing.sent:
        sent_at = sent.sent_at or at
        yield Replayed(PaperSent(sent=replace(sent, sent_at=sent_at), elsewhere=True), sent_at)
    if preparing.joining != Joining():
        yield Replayed(JoiningSaid(joining=preparing.joining), at)
    if preparing.cancelled_because:
        yield Replayed(MeetingCancelled(because=preparing.cancelled_because), at)
