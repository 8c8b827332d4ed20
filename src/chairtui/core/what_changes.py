"""Which things each kind of event changes, as data: two changes of one thing can be in conflict.

A thing is a part of the meeting, an id in it, and a field; the field "" is the thing's own words, and "*" all
of it, for what takes it away. An event that carries several fields changes each of them, because it replaces
what it carries. Kinds that only ever add, and what the program notes itself, change nothing of others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from msgspec import Struct
from msgspec.structs import fields, replace

from chairtui.core import (
    actions,
    analysis,
    attendance,
    chairing,
    children,
    chronology,
    closing,
    concern,
    conference,
    decision,
    distribution,
    enquiries,
    joining,
    plan,
    preparing,
    series,
    sharing,
)
from chairtui.core import meeting as whole
from chairtui.core import round as turns
from chairtui.core.change import Event
from chairtui.core.protecting import SAFETY
from chairtui.core.register import Attendee
from chairtui.core.vocabulary import BookingOutcome

Root = tuple[str, str]
"""The part of the meeting, in the words that people see, and an id in it."""

Change = tuple[Root, str, Any]
"""Root, field, and what the event says about it."""

ALL = "*"
GONE = "taken out"

Changes = Callable[[Any], Iterator[Change]]


def _value(part: str, field: str, **apart: str) -> Changes:
    """Return the changes of an event that carries a value with an id; `apart` are fields of their own."""

    def changes(event: Any) -> Iterator[Change]:
        value = getattr(event, field)
        root = (part, str(value.id))
        kind: type[Struct] = type(value)
        yield root, "", replace(value, **_blank(kind, " ".join(apart.values()))) if apart else value
        for name, kept in apart.items():
            yield root, name, tuple(getattr(value, one) for one in kept.split())

    return changes


@cache
def _blank(kind: type[Struct], names: str) -> dict[str, Any]:
    """Return what some fields of a kind of value hold when nothing was said."""
    return {one.name: one.default for one in fields(kind) if one.name in names.split()}


def _of(part: str, key: str, field: str, *said: str) -> Changes:
    """Return the changes of an event that sets one field of the value whose id it carries."""

    def changes(event: Any) -> Iterator[Change]:
        yield (part, getattr(event, key)), field, tuple(getattr(event, one) for one in said)

    return changes


def _out(part: str, key: str) -> Changes:
    """Return the changes of an event that takes away the value whose id it carries."""

    def changes(event: Any) -> Iterator[Change]:
        yield (part, getattr(event, key)), ALL, GONE

    return changes


def _whole(part: str, *ignored: str) -> Changes:
    """Return the changes of an event that sets something of which the meeting has one."""

    def changes(event: Any) -> Iterator[Change]:
        said = {one: getattr(event, one) for one in event.__struct_fields__ if one not in ignored}
        yield (part, ""), "", tuple(said.values())

    return changes


def _line(event: attendance.AttendeeListed) -> Iterator[Change]:
    line = event.attendee
    root = ("line of the register", line.id)
    blank = Attendee(id=line.id, agency="", sector=line.sector)
    own = {
        one: getattr(blank, one) for one in ("invitation", "stays", "written_at", "first_hand", "authority")
    }
    yield root, "", replace(line, **own)
    yield root, "first_hand", (line.first_hand,)
    yield root, "authority", (line.authority,)


def _booking(event: chronology.BookingNoted) -> Iterator[Change]:
    booking = event.booking
    root = ("booking", booking.id)
    yield root, "", replace(booking, outcome=BookingOutcome.PENDING, looked_again=False)
    yield root, "outcome", (booking.outcome,)


def _decision(event: decision.DecisionRecorded) -> Iterator[Change]:
    decided = replace(event.decision, decided_at=None)
    for child_id in decided.children:
        yield ("decision", child_id), "", replace(decided, id="", children=())
    yield ("decision itself", decided.id), "", decided


def _position(event: decision.PositionTaken) -> Iterator[Change]:
    taken = event.position
    for decision_id in taken.decisions or ("",):
        yield ("position", f"{taken.whose} {decision_id}".strip()), "", replace(taken, id="", decisions=())


def _recipient(event: distribution.RecipientAdded) -> Iterator[Change]:
    delivery = event.delivery
    blank = distribution.Delivery(id=delivery.id, recipient="")
    became = {one: getattr(blank, one) for one in distribution.BECAME}
    yield ("recipient", delivery.id), "", replace(delivery, **became)


def _delivery(event: distribution.DeliveryNoted) -> Iterator[Change]:
    root = ("recipient", event.delivery_id)
    for name in ("prepared", "sent"):
        if (at := getattr(event, f"{name}_at")) is not None:
            yield root, name, (at, event.version, event.mark)
    for name in ("acknowledged", "returned"):  # one who has it did not send it back
        if (at := getattr(event, f"{name}_at")) is not None:
            yield root, "came", (name, at)


_LINE = "line of the register"

THINGS: dict[type[Event], Changes] = {
    whole.MeetingPrepared: _whole("time and form of the meeting"),
    whole.MeetingStarted: _whole("beginning of the meeting", "at"),
    whole.UrgencyChanged: _whole("urgency"),
    preparing.AgendaSet: _whole("agenda"),
    preparing.AvailabilityNoted: _value("availability", "availability"),
    preparing.InformationRequested: _value("information request", "request", returned="returned_at"),
    preparing.RequestReturned: _of("information request", "attendee_id", "returned", "at", "attendee_id"),
    preparing.PaperSent: _value("paper that was sent", "sent"),
    preparing.MeetingCancelled: _whole("cancellation"),
    joining.JoiningSaid: _whole("how to join"),
    attendance.AttendeeListed: _line,
    attendance.AttendeeStruck: _out(_LINE, "attendee_id"),
    attendance.InvitationNoted: _of(_LINE, "attendee_id", "invitation", "invitation"),
    attendance.PresenceRecorded: _of(_LINE, "attendee_id", "presence", "mode"),
    attendance.FirstHandNoted: _of(_LINE, "attendee_id", "first_hand", "first_hand"),
    attendance.AuthorityNoted: _of(_LINE, "attendee_id", "authority", "authority"),
    attendance.WrittenInformationNoted: _of(_LINE, "attendee_id", "written", "at"),
    chairing.ChairTaken: _whole("chair", "at", "reason"),
    attendance.WhoHasMetAsked: _whole("answer to who has met the child"),
    chairing.MinimumOverridden: _whole("reason to go on without the minimum"),
    children.ChildDescribed: _value("child", "child"),
    children.ChildRemoved: _out("child", "child_id"),
    children.FamilyMemberDescribed: _value("family member", "member"),
    children.FamilyMemberRemoved: _out("family member", "member_id"),
    children.ChildHeard: _value("child's own view", "voice"),
    concern.PlaceNamed: _value("place", "place"),
    concern.PlaceRemoved: _out("place", "place_id"),
    concern.CircumstancesSet: _whole("circumstances"),
    concern.ConcernStated: _whole("concern"),
    concern.LatenessExplained: _whole("reason for being late"),
    concern.TeamNamed: _whole("team"),
    concern.AssessmentNoted: _whole("assessment"),
    concern.SafetyAnswered: _whole(SAFETY),
    concern.MissingDescribed: _whole("missing episode"),
    concern.ImpactSaid: _value("impact on care", "impact"),
    series.SeriesJoined: _whole("series"),
    sharing.ContributionShared: _value("contribution", "contribution", no_action="no_action_because"),
    sharing.ContributionRemoved: _out("contribution", "contribution_id"),
    sharing.NoActionExplained: _of("contribution", "contribution_id", "no_action", "because"),
    turns.Withheld: _of("turn in the round", "attendee_id", "withheld", "because", "reason", "later_on"),
    sharing.InformationChallenged: _value("challenge", "challenge"),
    sharing.HelpOffered: _value("offer", "offer"),
    chronology.ChronologyAnalysed: _whole("analysis of the chronology"),
    chronology.BookingNoted: _booking,
    chronology.BookingOutcomeNoted: _of("booking", "booking_id", "outcome", "outcome"),
    analysis.HypothesisStated: _whole("hypothesis", "at", "by"),
    analysis.UnknownListed: _value("unknown", "unknown"),
    analysis.UnknownRemoved: _out("unknown", "unknown_id"),
    analysis.PromptAnswered: _value("answer of the room", "prompt"),
    analysis.ThresholdJudged: _value("threshold", "judgement"),
    decision.DecisionRecorded: _decision,
    decision.PositionTaken: _position,
    decision.TopicSettled: _value("question after the decision", "settled"),
    decision.WithoutAnnotated: _whole("words beside “decided without”"),
    plan.NothingNeededExplained: _value("horizon without action", "nothing"),
    plan.ContingencyPlanned: _value("contingency", "contingency"),
    plan.ContingencyRemoved: _out("contingency", "id"),
    plan.QuestionAsked: _value(
        "question of the enquiry", "question", answer="answer answered_by answered_on"
    ),
    plan.QuestionAnswered: _of(
        "question of the enquiry", "question_id", "answer", "answer", "answered_by", "answered_on"
    ),
    plan.QuestionRemoved: _out("question of the enquiry", "id"),
    plan.FurtherNeeded: _value("further information", "further"),
    plan.FurtherRemoved: _out("further information", "id"),
    plan.SeeingPlanned: _value("seeing the child", "seeing"),
    conference.ConferencePlanned: _whole("conference", "at"),
    conference.ConferenceHeld: _whole("day of the conference"),
    conference.NextMeetingPlanned: _whole("next meeting"),
    enquiries.EnquiryNoted: _value("outcome of the enquiry", "enquiry"),
    enquiries.CensusFactsNoted: _value("facts for returns", "facts"),
    actions.ActionAllotted: _value(
        "action", "action", status="status evidence", acknowledged="acknowledged_at"
    ),
    actions.ActionClosed: _of("action", "action_id", "status", "status", "evidence"),
    actions.ActionAcknowledged: _of("action", "action_id", "acknowledged", "at", "action_id"),
    closing.SignedOff: _whole("signature", "at"),
    closing.LateInformationAdded: _value("late information", "addendum", answer="change reason"),
    closing.LateInformationAnswered: _of("late information", "addendum_id", "answer", "change", "reason"),
    distribution.RecipientAdded: _recipient,
    distribution.RecipientRemoved: _out("recipient", "delivery_id"),
    distribution.DeliveryNoted: _delivery,
}
"""What each kind of event changes."""

ADDS_ONLY = frozenset(
    {
        "CarriedRead", "PurposeRead", "AgencyCalled", "NothingKnownNoted", "BookingsAsked", "ChronologyAdded",
        "WarningRaised", "WarningCleared", "WarningHandled", "EventsWithdrawn", "ConflictSettled",
        "ClockWentBack", "ClockNotBelieved",
        "MachineChanged", "LogAccepted", "BackupPutBack", "HandedOver", "CopyReceived",
    }
)  # fmt: skip
"""Kinds that change nothing another event could have changed otherwise, or that are followed up apart."""

FIRST_STANDS: tuple[type[Event], ...] = (whole.MeetingStarted, closing.SignedOff)
"""Of these the first in the order of the log stands, of all others the last."""

AFTER_SIGNING: tuple[type[Event], ...] = (
    closing.LateInformationAdded,
    closing.LateInformationAnswered,
    distribution.RecipientAdded,
    distribution.RecipientRemoved,
    distribution.DeliveryNoted,
    actions.ActionClosed,
    actions.ActionAcknowledged,
    chronology.BookingOutcomeNoted,
    conference.ConferenceHeld,
    enquiries.EnquiryNoted,
    enquiries.CensusFactsNoted,
    plan.SeeingPlanned,
    plan.QuestionAnswered,
    closing.SignedOff,
)
"""What may be written to a signed record, so that it is in no conflict with the signature."""


def things(event: Event) -> tuple[Change, ...]:
    """Return the things that an event changes, each with what the event says about it."""
    changes = THINGS.get(type(event))
    return tuple(changes(event)) if changes else ()
