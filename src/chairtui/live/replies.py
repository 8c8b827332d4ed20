"""What an agency answered before the meeting, and what that asks of the meeting."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.attendance import NoteWrittenInformation
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.calendar.when import say_when
from chairtui.core.change import Command, Refused, say
from chairtui.core.chronology import Booking, NoteBooking
from chairtui.core.meeting import Meeting
from chairtui.core.people import same_name
from chairtui.core.preparing import NoteReturned
from chairtui.core.round import AskBookings, NoteNothingKnown, Withhold
from chairtui.core.sharing import Contribute, Contribution, Offer, OfferHelp
from chairtui.core.vocabulary import NotShared, Weight, YesNo
from chairtui.core.with_ids import find


class Fact(Struct, frozen=True, kw_only=True):
    """Something that the agency knows."""

    fact: str
    so_what: str = ""
    """What it means for the child."""
    source: str = ""
    as_of_on: date | None = None
    weight: Weight = Weight.CONTEXT
    second_hand: YesNo = YesNo.UNKNOWN


class Booked(Struct, frozen=True, kw_only=True):
    """Something that is booked for the child or family."""

    what: str
    at: datetime
    """When; where the time is not known, no more than some moment of its day."""
    timed: bool = True
    """Whether its time is known, and not only its day."""
    owner: str = ""
    """Who confirms that it happened."""


class Reply(Struct, frozen=True, kw_only=True):
    """An answer to an information request."""

    meeting_id: str = ""
    attendee_id: str = ""
    by: str = ""
    """Who wrote it."""
    written_at: datetime | None = None
    written_on: date | None = None
    """The day on which it was written, where no time stands on it."""
    facts: tuple[Fact, ...] = ()
    bookings: tuple[Booked, ...] = ()
    offers: tuple[str, ...] = ()
    """What only they can do or find out."""
    nothing_known: bool = False
    reason: NotShared | None = None
    """Why they share nothing or hold something back, from the closed list."""
    later_on: date | None = None
    """The day by which it comes, where the reason is “later”."""
    because: str = ""
    """Why they share nothing or hold something back, in their words."""
    nothing_booked: bool = False
    outside: tuple[str, ...] = ()
    """What they wrote outside the answers, such as covering words; a person says what becomes of it."""


AS_OF = "as of “"
"""What stands in a source before words for a day that are no whole day."""

OUTSIDE = "written outside the answers"


def with_outside(reply: Reply, words: str) -> Reply:
    """Return a reply about whose words outside the answers a person decided.

    `words` are those that are taken in, as one thing that they told; none if all are left out.
    """
    told = (Fact(fact=words.strip(), source=OUTSIDE),) if words.strip() else ()
    return replace(reply, facts=(*reply.facts, *told), outside=())


def commands_of(reply: Reply, meeting: Meeting, attendee_id: str = "") -> tuple[Command, ...]:
    """Return what a reply asks of its meeting; one that was taken before asks for nothing twice.

    `attendee_id` says whose reply it is where the reply itself does not.

    Raises:
        Refused: it belongs to another meeting or to nobody on the register, it says nothing, or nobody
            decided about its words outside the answers.
    """
    say(reply.meeting_id in ("", meeting.id), "This reply belongs to another meeting.")
    given = reply.attendee_id or attendee_id
    say(given, "The reply does not say for which line of the register it is.")
    if attendee_id and attendee_id != given:
        raise Refused("This reply belongs to another line of the register.")
    line = meeting.attendance.line(given)
    say(
        not reply.outside,
        "Words stand outside the answers of this reply: say whether they are taken in or left out.",
    )
    say(
        reply.facts
        or reply.bookings
        or reply.offers
        or reply.nothing_known
        or reply.nothing_booked
        or reply.reason
        or reply.because.strip(),
        "Nothing is filled in in this reply.",
    )
    return tuple(_commands(reply, meeting, line.id))


def _commands(reply: Reply, meeting: Meeting, line_id: str) -> Iterator[Command]:
    yield from _shared(reply, meeting, line_id)
    if reply.nothing_known and not reply.facts:
        yield NoteNothingKnown(attendee_id=line_id)
    yield from _withheld(reply, meeting, line_id)
    if reply.nothing_booked and not reply.bookings:
        yield AskBookings(attendee_id=line_id)
    yield NoteWrittenInformation(attendee_id=line_id, at=reply.written_at, on=reply.written_on)
    request = find(meeting.preparing.requests, line_id)
    if request is not None and not request.returned_at:
        yield NoteReturned(attendee_id=line_id)


def _withheld(reply: Reply, meeting: Meeting, line_id: str) -> Iterator[Command]:
    withhold = Withhold(
        attendee_id=line_id, because=reply.because, reason=reply.reason, later_on=reply.later_on
    )
    turn = meeting.sharing.turn(line_id)
    told = (turn.withheld_because, turn.reason, turn.later_on)
    given = (withhold.because, withhold.reason, withhold.later_on)
    if any(given) and given != told:
        yield withhold


def _shared(reply: Reply, meeting: Meeting, line_id: str) -> Iterator[Command]:
    """Yield what is new: what was corrected or followed up since it came stays as it is."""
    sharing = meeting.sharing
    for fact in reply.facts:
        contribution = Contribution(
            id=_id(line_id, "fact", fact.fact, str(fact.as_of_on)),
            attendee_id=line_id,
            fact=fact.fact,
            weight=fact.weight,
            source=_source(reply, fact.source),
            as_of_on=fact.as_of_on,
            second_hand=fact.second_hand,
            so_what=fact.so_what,
            shared_at=reply.written_at,
            shared_on=reply.written_on,
            before_meeting=_came_before(reply, meeting),
        )
        if find(sharing.contributions, contribution.id) is None:
            yield Contribute(contribution=contribution)
    for booked in reply.bookings:
        booking = Booking(
            id=_id(line_id, "booking", booked.what, booked.at.isoformat()),
            attendee_id=line_id,
            what=booked.what,
            at=booked.at,
            timed=booked.timed,
            owner=booked.owner or reply.by,
        )
        if not any(_is_noted(booking, noted) for noted in sharing.bookings):
            yield NoteBooking(booking=booking)
    for words in reply.offers:
        offer = Offer(id=_id(line_id, "offer", words), attendee_id=line_id, words=words)
        if find(sharing.offers, offer.id) is None:
            yield OfferHelp(offer=offer)


def _is_noted(told: Booking, noted: Booking) -> bool:
    """Say whether a booking that a reply tells is noted: one without a time is by its words and its day."""
    alike = told.attendee_id == noted.attendee_id and same_name(told.what, noted.what)
    return told.id == noted.id or (alike and not told.timed and local_day(told.at) == local_day(noted.at))


def _came_before(reply: Reply, meeting: Meeting) -> bool:
    began = meeting.started_at
    if began is None:
        return True
    if reply.written_on:
        return reply.written_on < local_day(began)
    return reply.written_at is not None and reply.written_at < began


def _source(reply: Reply, source: str) -> str:
    written = f"written by {reply.by}" if reply.by else "written before the meeting"
    day = reply.written_on or (local_day(reply.written_at) if reply.written_at else None)
    when = f", {say_when(day)}" if day else ""
    return "; ".join(filter(None, (source, f"{written}{when}")))


def _id(*words: str) -> str:
    return f"reply-{hashlib.sha256(chr(0).join(words).encode('utf-8', 'replace')).hexdigest()[:24]}"
