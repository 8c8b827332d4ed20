"""The forms of the round: withheld, no action, a challenge, an offer, what is booked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from chairtui.core.actions import Action, AllotAction
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.change import Command, Refused, say
from chairtui.core.chronology import Booking, NoteBooking, NoteBookingOutcome
from chairtui.core.register import Attendee
from chairtui.core.round import AskBookings, Withhold, calls
from chairtui.core.sentences.names import brief
from chairtui.core.sharing import (
    Challenge,
    ChallengeInformation,
    Contribution,
    ExplainNoAction,
    Offer,
    OfferHelp,
)
from chairtui.core.vocabulary import BookingOutcome, Horizon, NotShared, Weight
from chairtui.core.with_ids import find
from chairtui.tui.sheets.capture import action_sheet, agencies_as_options
from chairtui.tui.sheets.concern import instant_or_kept
from chairtui.tui.sheets.sheet import Sheet, options, text
from chairtui.tui.sitting.sitting import Sitting, agency_title
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.form import FieldSpec, Kind, Values
from chairtui.tui.widgets.options import Option

ASKED_DAYS = 14
"""Days ahead for which each agency is asked what is booked."""


def withheld_sheet(sitting: Sitting, line: Attendee) -> Sheet:
    """Return the form for why an agency shares nothing, or holds something back."""
    dates, turn = sitting.dates, sitting.live.outcome.meeting.sharing.turn(line.id)

    def commands(values: Values) -> Sequence[Command]:
        reason = text(values, "reason")
        withhold = Withhold(
            attendee_id=line.id,
            reason=NotShared(reason) if reason else None,
            later_on=dates.day(text(values, "later_on")),
            because=text(values, "because"),
        )
        return (*calls(sitting.live.outcome.meeting, line.id), withhold)

    return Sheet(
        key=f"withheld/{line.id}",
        title=f"{agency_title(sitting, line)} shares nothing, or holds something back",
        about="Consent is not needed where a child may be at risk. The record shows the reason: that it is "
        "written down is good practice, not law.",
        fields=(
            FieldSpec(
                "reason",
                "Reason",
                Kind.CHOICE,
                options=options(NotShared),
                initial=turn.reason.value if turn.reason else "",
                help="Children Act 2004, section 16LA, once its duty has started",
            ),
            FieldSpec(
                "later_on",
                "If later: by when",
                Kind.WHEN,
                initial=said(turn.later_on),
                understand=dates.understood_due,
            ),
            FieldSpec("because", "In their words", Kind.PROSE, initial=turn.withheld_because, height=3),
        ),
        commands=commands,
    )


def no_action_sheet(contribution: Contribution) -> Sheet:
    """Return the form for why nothing follows from a contribution."""

    def commands(values: Values) -> Sequence[Command]:
        return (ExplainNoAction(contribution_id=contribution.id, because=text(values, "because")),)

    return Sheet(
        key=f"no-action/{contribution.id}",
        title="Nothing follows from this",
        about=contribution.fact,
        fields=(
            FieldSpec(
                "because", "Because", Kind.PROSE, True, initial=contribution.no_action_because, height=3
            ),
        ),
        commands=commands,
    )


def challenge_sheet(sitting: Sitting, line: Attendee, old: Challenge | None = None) -> Sheet:
    """Return the form for a question or challenge to what an agency said, or its answer."""
    now = old or Challenge(id=sitting.desk.clock.new_id(), attendee_id=line.id, words="")

    def commands(values: Values) -> Sequence[Command]:
        new = Challenge(
            id=now.id,
            attendee_id=line.id,
            words=text(values, "words"),
            by=text(values, "by"),
            answer=text(values, "answer"),
        )
        return (ChallengeInformation(challenge=new),)

    return Sheet(
        key=f"challenge/{now.id}" if old else f"challenge/new/{line.id}",
        title=f"Questions and challenge to {agency_title(sitting, line)}",
        fields=(
            FieldSpec("words", "What is questioned", Kind.PROSE, True, initial=now.words, height=3),
            FieldSpec("by", "By whom", initial=now.by, help="name or agency"),
            FieldSpec("answer", "Answer", Kind.PROSE, initial=now.answer, height=3),
        ),
        commands=commands,
        focus="answer" if old else "words",
    )


def offer_sheet(sitting: Sitting, line: Attendee, old: Offer | None = None) -> Sheet:
    """Return the form for what only this agency can do or find out."""
    now = old or Offer(id=sitting.desk.clock.new_id(), attendee_id=line.id, words="")

    def commands(values: Values) -> Sequence[Command]:
        return (OfferHelp(offer=Offer(id=now.id, attendee_id=line.id, words=text(values, "words"))),)

    return Sheet(
        key=f"offer/{now.id}" if old else f"offer/new/{line.id}",
        title=f"{agency_title(sitting, line)}: what can only you do or find out?",
        about="It becomes an action with a.",
        fields=(FieldSpec("words", "Only they can", Kind.PROSE, True, initial=now.words, height=3),),
        commands=commands,
    )


def booking_sheet(sitting: Sitting, line: Attendee, old: Booking | None = None) -> Sheet:
    """Return the form for what is booked, with an action for whoever confirms that it happened."""
    new_id = old.id if old else sitting.desk.clock.new_id()

    def commands(values: Values) -> Sequence[Command]:
        what = text(values, "what")
        at = instant_or_kept(sitting, values, "at", old.at if old else None)
        turn = () if old else calls(sitting.live.outcome.meeting, line.id)
        if old is None and not what and at is None:
            return (*turn, AskBookings(attendee_id=line.id))
        if at is None:
            raise Refused("Say when it is booked: a day, and the time if it is known.")
        say(what, "Write what is booked.")
        outcome = BookingOutcome(text(values, "outcome")) if old else BookingOutcome.PENDING
        booking = Booking(
            id=new_id,
            attendee_id=line.id,
            what=what,
            at=at,
            owner=text(values, "owner"),
            outcome=old.outcome if old else outcome,
            risk=text(values, "risk") if "risk" in values else "",
        )
        happened = (NoteBookingOutcome(booking_id=new_id, outcome=outcome),) if old else ()
        return (
            *turn,
            NoteBooking(booking=booking),
            *happened,
            *_confirming(sitting, booking, text(values, "agency")),
        )

    return Sheet(
        key=f"booking/{old.id}" if old else f"booking/new/{line.id}",
        title=f"{agency_title(sitting, line)}: what is booked in the next {ASKED_DAYS} days?",
        about=""
        if old
        else "Nothing more is booked? Leave it empty and save: the record shows that they were asked.",
        empty_says="" if old else "nothing is booked",
        fields=_booking_fields(sitting, line, old),
        commands=commands,
    )


def _risk_field(sitting: Sitting, line: Attendee, old: Booking | None) -> tuple[FieldSpec, ...]:
    """Return the field for the risk that a booking belongs to; their only one is proposed."""
    risks = [one for one in sitting.live.outcome.meeting.sharing.contributions if one.weight is Weight.RISK]
    if not risks:
        return ()
    own = [one.id for one in risks if one.attendee_id == line.id]
    proposed = own[0] if len(own) == 1 else ""
    field = FieldSpec(
        "risk",
        "Which risk it belongs to",
        Kind.CHOICE,
        options=tuple(Option(one.id, brief(one.fact)) for one in risks),
        initial=old.risk if old else proposed,
        help="If it is missed, this risk is open again.",
    )
    return (field,)


def _booking_fields(sitting: Sitting, line: Attendee, old: Booking | None) -> tuple[FieldSpec, ...]:
    fields = [
        FieldSpec(
            "what", "What, and for whom", initial=old.what if old else "", help="CAMHS appointment, Kit"
        ),
        FieldSpec(
            "at",
            "When",
            Kind.WHEN,
            initial=said(old.at) if old else "",
            understand=sitting.dates.understood,
            help="tomorrow 14:00, fri 9am",
        ),
        FieldSpec(
            "owner",
            "Who confirms that it happened, by name",
            initial=old.owner if old else "",
            help="they get an action, due that day",
        ),
        FieldSpec(
            "agency",
            "Their agency (taken from the register if the name is there)",
            Kind.CHOICE,
            options=agencies_as_options(sitting),
        ),
        *_risk_field(sitting, line, old),
    ]
    if old:
        happened = options(BookingOutcome)
        fields.append(
            FieldSpec("outcome", "It was", Kind.CHOICE, True, options=happened, initial=old.outcome.value)
        )
    return tuple(fields)


def _confirming(sitting: Sitting, booking: Booking, agency: str) -> tuple[Command, ...]:
    """Return the action of whoever confirms a booking; one for today or tomorrow is immediate.

    Their agency is that of the register or the one picked, never guessed: it decides who is sent what.
    """
    if not booking.owner or booking.outcome is not BookingOutcome.PENDING:
        return ()
    meeting = sitting.live.outcome.meeting
    named = [one for one in meeting.attendance.register if one.name == booking.owner]
    owner = named[0] if len({one.agency for one in named}) == 1 else None
    known = find(meeting.plan.actions, f"{booking.id}-confirm")
    before = known.agency if known and known.owner == booking.owner and not named else ""
    agency = owner.agency if owner else agency or before
    say(agency, f"{booking.owner} is not on the register: pick their agency.")
    soon = local_day(booking.at) <= sitting.dates.today() + timedelta(days=1)
    action = Action(
        id=f"{booking.id}-confirm",
        what=f"Confirm that this happened, and tell the social worker: {booking.what}",
        owner=booking.owner,
        owner_id=owner.id if owner else "",
        agency=agency,
        due_on=local_day(booking.at),
        due_at=booking.at,
        why="It is booked already, and nobody else would notice that it was missed.",
        horizon=Horizon.IMMEDIATE if soon else Horizon.SHORT_TERM,
        answers=(booking.id,),
    )
    return (AllotAction(action=action),)


def action_from(sitting: Sitting, thing: Contribution | Challenge | Offer | Booking) -> Sheet:
    """Return the form for an action that answers what an agency brought."""
    match thing:
        case Contribution():
            return action_sheet(sitting, why=thing.so_what or thing.fact, answers=(thing.id,))
        case Offer():
            what, why = thing.words, "Only they can do this or find it out."
        case Challenge():
            what, why = f"Find out: {thing.words}", f"It was questioned: {thing.words}"
        case Booking():
            what, why = f"Make sure that this happens: {thing.what}", "It is booked already."
    return action_sheet(sitting, what=what, why=why, answers=(thing.id,), attendee_id=thing.attendee_id)
