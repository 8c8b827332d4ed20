"""What each agency knows: the round, the facts, the chronology and what is already booked."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.change import (
    Command,
    Event,
    Refused,
    Stamp,
    becomes,
    decide,
    evolve,
    say,
    within,
)
from chairtui.core.chronology import Booking, ChronologyAnalysis, ChronologyRow
from chairtui.core.keyed import change, find, keeps, one, put
from chairtui.core.vocabulary import Weight, YesNo

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting


class Contribution(Struct, frozen=True, kw_only=True):
    """Something an agency shared."""

    id: str
    attendee_id: str
    fact: str
    weight: Weight = Weight.CONTEXT
    source: str = ""
    as_of_on: date | None = None
    """The day to which the fact belongs, not the day it was said."""
    second_hand: YesNo = YesNo.UNKNOWN
    so_what: str = ""
    """What it means for this child."""
    children: tuple[str, ...] = ()
    """Ids of the children it is about; empty means all."""
    no_action_because: str = ""
    """Why nothing follows from it."""
    shared_at: datetime | None = None
    before_meeting: bool = False


class Turn(Struct, frozen=True, kw_only=True):
    """How one agency's turn in the round went."""

    id: str
    """The attendee's id."""
    called_at: datetime | None = None
    nothing_known: bool = False
    withheld_because: str = ""
    bookings_asked: bool = False
    """Whether they were asked what is booked in the next fourteen days."""


class Challenge(Struct, frozen=True, kw_only=True):
    """A question or challenge from others to what an agency said."""

    id: str
    attendee_id: str
    """Whose information is challenged."""
    words: str
    by: str = ""
    answer: str = ""


class Offer(Struct, frozen=True, kw_only=True):
    """What only this agency can do or find out: a candidate for an action."""

    id: str
    attendee_id: str
    words: str


class Sharing(Struct, frozen=True, kw_only=True):
    """Everything that was shared."""

    contributions: tuple[Contribution, ...] = ()
    turns: tuple[Turn, ...] = ()
    challenges: tuple[Challenge, ...] = ()
    offers: tuple[Offer, ...] = ()
    chronology: tuple[ChronologyRow, ...] = ()
    chronology_analysis: ChronologyAnalysis = ChronologyAnalysis()
    bookings: tuple[Booking, ...] = ()

    def turn(self, attendee_id: str) -> Turn:
        """Return how an agency's turn went so far."""
        return find(self.turns, attendee_id) or Turn(id=attendee_id)


class Contribute(Command, frozen=True, kw_only=True):
    """Write down something an agency shared, or correct it."""

    contribution: Contribution


class ContributionShared(Event, frozen=True, kw_only=True):
    """An agency shared something."""

    contribution: Contribution


class RemoveContribution(Command, frozen=True, kw_only=True):
    """Take back a contribution that was written down by mistake."""

    contribution_id: str


class ContributionRemoved(Event, frozen=True, kw_only=True):
    """A contribution was taken back."""

    contribution_id: str


class ExplainNoAction(Command, frozen=True, kw_only=True):
    """Say why nothing follows from a contribution."""

    contribution_id: str
    because: str


class NoActionExplained(Event, frozen=True, kw_only=True):
    """It is known why nothing follows from a contribution."""

    contribution_id: str
    because: str


class CallAgency(Command, frozen=True, kw_only=True):
    """Give an agency its turn in the round."""

    attendee_id: str
    at: datetime | None = None


class AgencyCalled(Event, frozen=True, kw_only=True):
    """An agency had its turn."""

    attendee_id: str
    at: datetime | None = None


class NoteNothingKnown(Command, frozen=True, kw_only=True):
    """Note that an agency said it holds nothing about this child or family."""

    attendee_id: str


class NothingKnownNoted(Event, frozen=True, kw_only=True):
    """An agency holds nothing."""

    attendee_id: str


class Withhold(Command, frozen=True, kw_only=True):
    """Note that an agency holds something that it does not share, and why."""

    attendee_id: str
    because: str


class Withheld(Event, frozen=True, kw_only=True):
    """An agency withheld information, with a reason."""

    attendee_id: str
    because: str


class AskBookings(Command, frozen=True, kw_only=True):
    """Note that an agency was asked what is booked and has nothing more."""

    attendee_id: str


class BookingsAsked(Event, frozen=True, kw_only=True):
    """An agency was asked what is booked."""

    attendee_id: str


class ChallengeInformation(Command, frozen=True, kw_only=True):
    """Write down a question or challenge to what an agency said, or its answer."""

    challenge: Challenge


class InformationChallenged(Event, frozen=True, kw_only=True):
    """What an agency said was questioned."""

    challenge: Challenge


class OfferHelp(Command, frozen=True, kw_only=True):
    """Write down what only this agency can do or find out."""

    offer: Offer


class HelpOffered(Event, frozen=True, kw_only=True):
    """An agency offered what only it can do."""

    offer: Offer


SharingEvent = (
    ContributionShared
    | ContributionRemoved
    | NoActionExplained
    | AgencyCalled
    | NothingKnownNoted
    | Withheld
    | BookingsAsked
    | InformationChallenged
    | HelpOffered
)


def _has_line(command: NoteNothingKnown | AskBookings, meeting: Meeting) -> None:
    one(meeting.attendance.register, command.attendee_id, "line in the register")


def _check_withheld(command: Withhold, meeting: Meeting) -> None:
    one(meeting.attendance.register, command.attendee_id, "line in the register")
    say(command.because.strip(), "Give the reason why it is withheld: the record shows it.")


def _check_contribution(command: Contribute, meeting: Meeting) -> None:
    say(command.contribution.fact.strip(), "Write what was shared.")
    one(meeting.attendance.register, command.contribution.attendee_id, "agency in the register")


def _check_no_action(command: ExplainNoAction, meeting: Meeting) -> None:
    one(meeting.sharing.contributions, command.contribution_id, "contribution")
    say(command.because.strip(), "Write why nothing follows from it.")


def _check_challenge(command: ChallengeInformation, meeting: Meeting) -> None:
    say(command.challenge.words.strip(), "Write the question or challenge.")
    one(meeting.attendance.register, command.challenge.attendee_id, "line in the register")


def _check_offer(command: OfferHelp, meeting: Meeting) -> None:
    say(command.offer.words.strip(), "Write what they can do or find out.")
    one(meeting.attendance.register, command.offer.attendee_id, "line in the register")


becomes(Contribute, ContributionShared, _check_contribution)
becomes(ExplainNoAction, NoActionExplained, _check_no_action)
becomes(NoteNothingKnown, NothingKnownNoted, _has_line)
becomes(Withhold, Withheld, _check_withheld)
becomes(AskBookings, BookingsAsked, _has_line)
becomes(ChallengeInformation, InformationChallenged, _check_challenge)
becomes(OfferHelp, HelpOffered, _check_offer)


@decide.register(RemoveContribution)
def _(command: RemoveContribution, meeting: Meeting) -> tuple[Event, ...]:
    linked = [action for action in meeting.plan.actions if command.contribution_id in action.answers]
    say(not linked, "An action answers this contribution; it stays in the record.")
    if find(meeting.sharing.contributions, command.contribution_id) is None:
        return ()
    return (ContributionRemoved(contribution_id=command.contribution_id),)


@decide.register(CallAgency)
def _(command: CallAgency, meeting: Meeting) -> tuple[Event, ...]:
    one(meeting.attendance.register, command.attendee_id, "line in the register")
    if meeting.series.carried and not meeting.series.read_at and not meeting.urgent:
        raise Refused("First read out what the earlier meeting left open, then begin the round.")
    if meeting.sharing.turn(command.attendee_id).called_at:
        return ()
    return (AgencyCalled(attendee_id=command.attendee_id, at=command.at),)


keeps(HelpOffered, "sharing", "offers", "offer")
keeps(InformationChallenged, "sharing", "challenges", "challenge")


@evolve.register(ContributionShared)
def _(event: ContributionShared, meeting: Meeting, stamp: Stamp) -> Meeting:
    old = find(meeting.sharing.contributions, event.contribution.id)
    shared_at = event.contribution.shared_at or (old.shared_at if old else stamp.at)
    new = replace(event.contribution, shared_at=shared_at)
    return within(meeting, "sharing", contributions=put(meeting.sharing.contributions, new))


@evolve.register(ContributionRemoved)
def _(event: ContributionRemoved, meeting: Meeting, stamp: Stamp) -> Meeting:
    kept = tuple(item for item in meeting.sharing.contributions if item.id != event.contribution_id)
    return within(meeting, "sharing", contributions=kept)


@evolve.register(NoActionExplained)
def _(event: NoActionExplained, meeting: Meeting, stamp: Stamp) -> Meeting:
    new = change(meeting.sharing.contributions, event.contribution_id, no_action_because=event.because)
    return within(meeting, "sharing", contributions=new)


def _turn(meeting: Meeting, attendee_id: str, **fields: object) -> Meeting:
    new = replace(meeting.sharing.turn(attendee_id), **fields)
    return within(meeting, "sharing", turns=put(meeting.sharing.turns, new))


@evolve.register(AgencyCalled)
def _(event: AgencyCalled, meeting: Meeting, stamp: Stamp) -> Meeting:
    return _turn(meeting, event.attendee_id, called_at=event.at or stamp.at)


@evolve.register(NothingKnownNoted)
def _(event: NothingKnownNoted, meeting: Meeting, stamp: Stamp) -> Meeting:
    return _turn(meeting, event.attendee_id, nothing_known=True)


@evolve.register(Withheld)
def _(event: Withheld, meeting: Meeting, stamp: Stamp) -> Meeting:
    return _turn(meeting, event.attendee_id, withheld_because=event.because)


@evolve.register(BookingsAsked)
def _(event: BookingsAsked, meeting: Meeting, stamp: Stamp) -> Meeting:
    return _turn(meeting, event.attendee_id, bookings_asked=True)
