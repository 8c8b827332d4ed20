"""What was prepared, told as the events that say so."""

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
from chairtui.live.outcome import Told
from chairtui.records.interchange.times import Times


def told_preparing(preparing: Preparing, times: Times) -> Iterator[Told]:
    """Yield what was prepared, each at its time."""
    at = times.prepared
    if preparing.agenda:
        yield Told(AgendaSet(items=preparing.agenda), at)
    for availability in preparing.availability:
        yield Told(AvailabilityNoted(availability=availability), at)
    for request in preparing.requests:
        yield Told(InformationRequested(request=replace(request, returned_at=None)), at)
        if request.returned_at:
            returned = RequestReturned(attendee_id=request.id, at=request.returned_at)
            yield Told(returned, request.returned_at)
    for sent in preparing.sent:
        sent_at = sent.sent_at or at
        yield Told(PaperSent(sent=replace(sent, sent_at=sent_at)), sent_at)
    if preparing.joining != Joining():
        yield Told(JoiningSaid(joining=preparing.joining), at)
    if preparing.cancelled_because:
        yield Told(MeetingCancelled(because=preparing.cancelled_because), at)
