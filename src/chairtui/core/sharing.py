"""What each agency knows: the round, the facts, the chronology and what is already booked."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.calendar.when import Dated
from chairtui.core.change import Command, Event, Stamp, becomes, decide, evolve, say, within
from chairtui.core.chronology import Booking, ChronologyAnalysis, ChronologyRow, look_again
from chairtui.core.round import Turn
from chairtui.core.vocabulary import Weight, YesNo
from chairtui.core.what_changes import changes, keeps, of, out, value
from chairtui.core.with_ids import change, find, find_or_refuse, put

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
    """When it was shared; of what was written on a day without a time, when it was taken in."""
    shared_on: date | None = None
    """The day on which it was written, where it came in writing and no time stands on it."""
    before_meeting: bool = False

    @property
    def shared(self) -> Dated | None:
        """When it was shared, as far as it is known."""
        return Dated(self.shared_at, self.shared_on) if self.shared_at else None


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

    def heard(self, attendee_id: str) -> bool:
        """Say whether an agency shared something, said that it holds nothing, or why it withholds."""
        turn = self.turn(attendee_id)
        shared = any(one.attendee_id == attendee_id for one in self.contributions)
        return shared or turn.nothing_known or turn.withholds

    def spoke_at(self) -> dict[str, datetime]:
        """Return, by id of a line of the register, when it last was given its turn or shared something here.

        Of two at one instant the one that was written down later comes last.
        """
        moments = [(turn.id, turn.called_at) for turn in self.turns]
        moments += [(one.attendee_id, one.shared_at) for one in self.contributions if not one.before_meeting]
        last: dict[str, datetime] = {}
        for line_id, at in moments:
            if at is not None and (line_id not in last or last[line_id] <= at):
                last.pop(line_id, None)
                last[line_id] = at
        return last


class Contribute(Command, frozen=True, kw_only=True):
    """Write down something an agency shared, or correct it."""

    contribution: Contribution


@changes(value("contribution", "contribution", no_action="no_action_because"))
class ContributionShared(Event, frozen=True, kw_only=True):
    """An agency shared something."""

    contribution: Contribution


class RemoveContribution(Command, frozen=True, kw_only=True):
    """Take back a contribution that was written down by mistake."""

    contribution_id: str


@changes(out("contribution", "contribution_id"))
class ContributionRemoved(Event, frozen=True, kw_only=True):
    """A contribution was taken back."""

    contribution_id: str


class ExplainNoAction(Command, frozen=True, kw_only=True):
    """Say why nothing follows from a contribution."""

    contribution_id: str
    because: str


@changes(of("contribution", "contribution_id", "no_action", "because"))
class NoActionExplained(Event, frozen=True, kw_only=True):
    """It is known why nothing follows from a contribution."""

    contribution_id: str
    because: str


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
    ContributionShared | ContributionRemoved | NoActionExplained | InformationChallenged | HelpOffered
)


def _check_contribution(command: Contribute, meeting: Meeting) -> None:
    say(command.contribution.fact.strip(), "Write what was shared.")
    find_or_refuse(meeting.attendance.register, command.contribution.attendee_id, "agency in the register")


def _check_no_action(command: ExplainNoAction, meeting: Meeting) -> None:
    find_or_refuse(meeting.sharing.contributions, command.contribution_id, "contribution")
    say(command.because.strip(), "Write why nothing follows from it.")


def _check_challenge(command: ChallengeInformation, meeting: Meeting) -> None:
    say(command.challenge.words.strip(), "Write the question or challenge.")
    meeting.attendance.line(command.challenge.attendee_id)


def _check_offer(command: OfferHelp, meeting: Meeting) -> None:
    say(command.offer.words.strip(), "Write what they can do or find out.")
    meeting.attendance.line(command.offer.attendee_id)


becomes(Contribute, ContributionShared, _check_contribution)
becomes(ExplainNoAction, NoActionExplained, _check_no_action)
becomes(ChallengeInformation, InformationChallenged, _check_challenge)
becomes(OfferHelp, HelpOffered, _check_offer)


@decide.register(RemoveContribution)
def _(command: RemoveContribution, meeting: Meeting) -> tuple[Event, ...]:
    linked = [action for action in meeting.plan.actions if command.contribution_id in action.answers]
    say(not linked, "An action answers this contribution; it stays in the record.")
    if find(meeting.sharing.contributions, command.contribution_id) is None:
        return ()
    return (ContributionRemoved(contribution_id=command.contribution_id),)


keeps(HelpOffered, "sharing", "offers", "offer", "offer")
keeps(InformationChallenged, "sharing", "challenges", "challenge", "challenge")


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
    return look_again(within(meeting, "sharing", contributions=new), (event.contribution_id,))
