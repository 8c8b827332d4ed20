"""Meetings whose record is in the case system leave this machine: what stands in the way, and doing it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.calendar.deadlines import local_day
from chairtui.core.calendar.when import say_when
from chairtui.core.change import Refused, Stamp
from chairtui.core.continuity import HandedOver
from chairtui.core.leaving import leaves_on
from chairtui.core.listing import how_many
from chairtui.core.vocabulary import Change
from chairtui.live.ledger import unsent
from chairtui.live.library import Part

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting
    from chairtui.live.desk import Desk
    from chairtui.live.library import Listed
    from chairtui.live.live_meeting import LiveMeeting
    from chairtui.standards.verdict import Judge

FIGURE = "leave_after_days"
"""The council's own figure: days from the record being in the case system until the meeting leaves."""


class Leaving(Struct, frozen=True, kw_only=True):
    """Whether a meeting may leave this machine, and what stays behind elsewhere."""

    due_on: date | None
    """From when it is due to; None where the council says no time, or something keeps it."""
    in_the_way: tuple[str, ...]
    """Sentences, each for something that has to be done before; none: it may leave."""
    copies: tuple[str, ...]
    """Sentences, each for a copy that was made and that nothing here can take back."""


class Due(Struct, frozen=True, kw_only=True):
    """A meeting that is due to leave this machine by the council's own policy."""

    meeting_id: str
    reference: str
    due_on: date
    in_the_way: tuple[str, ...]


def due(desk: Desk) -> Iterator[Due]:
    """Yield the meetings that are due to leave this machine today, or were before, the longest due first.

    Damaged ones are passed over: they say so themselves.
    """
    from chairtui.core.history.log import Damaged

    today = local_day(desk.clock.now())
    several = []
    for listed in every_signed(desk):
        with suppress(Damaged):
            stands = leaving(desk, desk.open(listed.id))
            if stands.due_on and stands.due_on <= today:
                several.append((stands.due_on, listed, stands))
    for day, listed, stands in sorted(several, key=lambda one: (one[0], one[1].reference)):
        yield Due(meeting_id=listed.id, reference=listed.reference, due_on=day, in_the_way=stands.in_the_way)


def every_signed(desk: Desk) -> Iterator[Listed]:
    """Yield all meetings whose record is signed."""
    for part in (Part.TO_SEND, Part.DONE):
        yield from desk.library.meetings(part=part, limit=-1)


def due_on(meeting: Meeting, judge: Judge) -> date | None:
    """Return the day from which a meeting is due to leave by the council's own policy; None without one.

    It is the policy as the rules have it now: those that judge a meeting are settled when it begins.
    """
    days = judge.figures(replace(meeting, profile="")).get(FIGURE) if meeting.closing.filed else None
    return leaves_on(meeting, int(days)) if isinstance(days, (int, float)) else None


def leaving(desk: Desk, live: LiveMeeting) -> Leaving:
    """Return whether a meeting may leave this machine, and which copies of it there are."""
    meeting = live.outcome.meeting
    return Leaving(
        due_on=due_on(meeting, desk.judge),
        in_the_way=tuple(_in_the_way(desk, meeting)),
        copies=tuple(_copies(live)),
    )


def leave(desk: Desk, live: LiveMeeting, named: str, because: str) -> bool:
    """Take every word of a meeting off this machine; `named` is its reference, as somebody typed it.

    Return whether nothing is left in the file at once: what another program reads just now goes with it.

    Raises:
        Refused: something stands in the way, or the name is another.
        NotSaved: nothing was taken away.
    """
    meeting = live.outcome.meeting
    if way := tuple(_in_the_way(desk, meeting)):
        raise Refused(" ".join(way))
    if named.strip() != meeting.reference.strip():
        raise Refused(f"Type its reference as it stands here, {meeting.reference}. Nothing was changed.")
    if not because.strip():
        raise Refused("Say why it leaves: the policy, or who asked for it.")
    if desk.audits:
        desk.audits().catch_up(desk)
    started = meeting.started_at
    assert started is not None  # nobody signs a meeting that was not held
    by = Stamp(event_id="", at=desk.clock.now(), actor=desk.settings.name)
    return desk.log.leave(meeting.id, meeting.reference, local_day(started), by, because.strip())


def _in_the_way(desk: Desk, meeting: Meeting) -> Iterator[str]:
    closing = meeting.closing
    if closing.hold:
        yield f"A legal hold keeps it: {closing.hold.because.rstrip('.')}."
    if not closing.signature:
        yield "Its record is not signed."
        return
    if closing.filed is None:
        yield "Nobody noted that its record is in the case system."
    if meeting.conflicts:
        yield "Two machines changed it apart, and which stands is not settled."
    if closing.changed is Change.UNDECIDED:
        yield "Information came late, and nobody has said whether it changes the decision."
    if owed := unsent(meeting).count:
        yield f"{how_many(owed, 'recipient has', 'recipients have')} still to be sent its record."
    if due := desk.library.still_due(meeting.id):
        yield f"It is still to be followed up: {'; '.join(due)}."


def _copies(live: LiveMeeting) -> Iterator[str]:
    meeting = live.outcome.meeting
    for delivery in meeting.closing.distribution:
        if delivery.sent_at:
            by = f" by {delivery.channel}" if delivery.channel else ""
            yield f"{delivery.recipient} was sent the record{by}, {say_when(delivery.sent_at)}."
        elif delivery.prepared_at:
            yield f"A file for {delivery.recipient} was written, {say_when(delivery.prepared_at)}."
    for entry in live.history:
        if isinstance(entry.event, HandedOver) and entry.event.written:
            to = entry.event.to.strip() or "somebody who was not named"
            yield f"It was handed over to {to}, {say_when(entry.row.at)}."
    yield "Exports, backups and copies kept before an upgrade are not known here: they keep what they hold."
