"""The forms of the round: withheld, no action, a challenge, an offer, what is booked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from chairtui.core.actions import Action, AllotAction
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.change import Command, say
from chairtui.core.chronology import Booking, NoteBooking, NoteBookingOutcome
from chairtui.core.people import same_name
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
from chairtui.core.vocabulary import BookingOutcome, Horizon, Weight
from chairtui.core.with_ids import find
from chairtui.tui.sheets.capture import action_sheet
from chairtui.tui.sheets.choices import agencies_as_options
from chairtui.tui.sheets.of_a_value import FieldsOf, corrected
from chairtui.tui.sheets.sheet import Sheet, text
from chairtui.tui.sitting.sitting import Sitting, agency_title
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.form import FieldSpec, Kind, Values
from chairtui.tui.widgets.options import Option

ASKED_DAYS = 14
"""Days ahead for which each agency is asked what is booked."""


def withheld_sheet(sitting: Sitting, line: Attendee) -> Sheet:
    """Return the form for why an agency shares nothing, or holds something back."""
    turn = sitting.live.outcome.meeting.sharing.turn(line.id)
    now = Withhold(
        attendee_id=line.id, reason=turn.reason, later_on=turn.later_on, because=turn.withheld_because
    )
    field = FieldsOf(now, sitting.dates)
    fields = (
        field("reason", "Reason", help="Children Act 2004, section 16LA, once its duty has started"),
        field("later_on", "If later: by when", understand=sitting.dates.understood_due),
        field("because", "In their words", Kind.PROSE, height=3),
    )

    def commands(values: Values) -> Sequence[Command]:
        return (*calls(sitting.live.outcome.meeting, line.id), corrected(now, fields, values))

    return Sheet(
        key=f"withheld/{line.id}",
        title=f"{agency_title(sitting, line)} shares nothing, or holds something back",
        about="Consent is not needed where a child may be at risk. The record shows the reason: that it is "
        "written down is good practice, not law.",
        fields=fields,
        commands=commands,
    )


def no_action_sheet(contribution: Contribution) -> Sheet:
    """Return the form for why nothing follows from a contribution."""
    now = ExplainNoAction(contribution_id=contribution.id, because=contribution.no_action_because)
    fields = (FieldsOf(now)("because", "Because", Kind.PROSE, True, height=3),)
    return Sheet(
        key=f"no-action/{contribution.id}",
        title="Nothing follows from this",
        about=contribution.fact,
        fields=fields,
        commands=lambda values: (corrected(now, fields, values),),
    )


def challenge_sheet(sitting: Sitting, line: Attendee, old: Challenge | None = None) -> Sheet:
    """Return the form for a question or challenge to what an agency said, or its answer."""
    now = old or Challenge(id=sitting.desk.clock.new_id(), attendee_id=line.id, words="")
    field = FieldsOf(now)
    fields = (
        field("words", "What is questioned", Kind.PROSE, True, height=3),
        field("by", "By whom", help="name or agency"),
        field("answer", "Answer", Kind.PROSE, height=3),
    )
    return Sheet(
        key=f"challenge/{now.id}" if old else f"challenge/new/{line.id}",
        title=f"Questions and challenge to {agency_title(sitting, line)}",
        fields=fields,
        commands=lambda values: (ChallengeInformation(challenge=corrected(now, fields, values)),),
        focus="answer" if old else "words",
    )


def offer_sheet(sitting: Sitting, line: Attendee, old: Offer | None = None) -> Sheet:
    """Return the form for what only this agency can do or find out."""
    now = old or Offer(id=sitting.desk.clock.new_id(), attendee_id=line.id, words="")
    fields = (FieldsOf(now)("words", "Only they can", Kind.PROSE, True, height=3),)
    return Sheet(
        key=f"offer/{now.id}" if old else f"offer/new/{line.id}",
        title=f"{agency_title(sitting, line)}: what can only you do or find out?",
        about="It becomes an action with a.",
        fields=fields,
        commands=lambda values: (OfferHelp(offer=corrected(now, fields, values)),),
    )


def booking_sheet(sitting: Sitting, line: Attendee, old: Booking | None = None) -> Sheet:
    """Return the form for what is booked, with an action for whoever confirms that it happened."""
    now = old or Booking(id=sitting.desk.clock.new_id(), attendee_id=line.id, what="", at=sitting.now)
    fields = _booking_fields(sitting, now, new=old is None)

    def commands(values: Values) -> Sequence[Command]:
        turn = () if old else calls(sitting.live.outcome.meeting, line.id)
        if old is None and not text(values, "what") and not text(values, "at"):
            return (*turn, AskBookings(attendee_id=line.id))
        say(text(values, "at"), "Say when it is booked: a day, and the time if it is known.")
        say(text(values, "what"), "Write what is booked.")
        timed = sitting.dates.time_of_day(text(values, "at")) is not None
        new = corrected(now, fields, values, timed=timed)
        ahead = new.outcome in (BookingOutcome.KEPT, BookingOutcome.MISSED) and not new.has_come(sitting.now)
        say(not ahead, f"It is booked for {said(new.when)}: it cannot have been kept or missed yet.")
        # Whether it was kept is noted by itself: it may open again the risk that it belongs to.
        booking = replace(new, outcome=now.outcome)
        happened = (NoteBookingOutcome(booking_id=new.id, outcome=new.outcome),) if old else ()
        confirming = _confirming(sitting, booking, text(values, "agency"))
        return (*turn, NoteBooking(booking=booking), *happened, *confirming)

    return Sheet(
        key=f"booking/{now.id}" if old else f"booking/new/{line.id}",
        title=f"{agency_title(sitting, line)}: what is booked in the next {ASKED_DAYS} days?",
        about=""
        if old
        else "Nothing more is booked? Leave it empty and save: the record shows that they were asked.",
        empty_says="" if old else "nothing is booked",
        fields=fields,
        commands=commands,
    )


def what_became(booking: Booking, now: datetime) -> dict[str, str]:
    """Return what can be answered of a booking at `now` (UTC), in words: nothing is kept or missed before."""
    again = ": its concern is open again" if booking.risk else ""
    came = {
        BookingOutcome.KEPT.value: "It was kept",
        BookingOutcome.MISSED.value: f"It was missed{again}",
    }
    return (came if booking.has_come(now) else {}) | {BookingOutcome.CANCELLED.value: "It was cancelled"}


def _booking_fields(sitting: Sitting, now: Booking, *, new: bool) -> tuple[FieldSpec, ...]:
    """Return the fields of a booking; of the risk that it belongs to, the only one of theirs is proposed."""
    contributions = sitting.live.outcome.meeting.sharing.contributions
    risks = [contribution for contribution in contributions if contribution.weight is Weight.RISK]
    own = [risk.id for risk in risks if risk.attendee_id == now.attendee_id]
    field = FieldsOf(now, sitting.dates)
    risk = field(
        "risk",
        "Which risk it belongs to",
        Kind.CHOICE,
        options=tuple(Option(risk.id, brief(risk.fact)) for risk in risks),
        initial=own[0] if new and len(own) == 1 else None,
        help="If it is missed, this risk is open again.",
    )
    return (
        field("what", "What, and for whom", help="CAMHS appointment, Kit"),
        field(
            "at",
            "When",
            shown="" if new else said(now.when),
            help="tomorrow 14:00, fri 9am; a day alone stays a day",
            day_stays=True,
        ),
        field("owner", "Who confirms that it happened, by name", help="they get an action, due that day"),
        FieldSpec(
            "agency",
            "Their agency (taken from the register if the name is there)",
            Kind.CHOICE,
            options=agencies_as_options(sitting),
        ),
        *((risk,) if risks else ()),
        *(() if new else (field("outcome", "It was", required=True),)),
    )


def _confirming(sitting: Sitting, booking: Booking, agency: str) -> tuple[Command, ...]:
    """Return the action of whoever confirms a booking; one for today or tomorrow is immediate.

    Their agency is that of the register or the one picked, never guessed: it decides who is sent what.
    """
    if not booking.owner or booking.outcome is not BookingOutcome.PENDING:
        return ()
    meeting = sitting.live.outcome.meeting
    named = [one for one in meeting.attendance.register if same_name(one.name, booking.owner)]
    owner = named[0] if len({one.agency for one in named}) == 1 else None
    known = find(meeting.plan.actions, f"{booking.id}-confirm")
    before = known.agency if known and same_name(known.owner, booking.owner) and not named else ""
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
        due_at=booking.when.at,
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
