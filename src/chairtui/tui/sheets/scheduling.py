"""The forms about the time: when the meeting is, who cannot come then, and calling it off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from chairtui.core.agenda import length
from chairtui.core.attendance import ListAttendee
from chairtui.core.calendar.clocks import say_clock
from chairtui.core.change import Command, Refused
from chairtui.core.concern import ExplainLateness
from chairtui.core.joining import MOST, SayHowToJoin
from chairtui.core.meeting import Meeting, PrepareMeeting
from chairtui.core.preparing import Availability, CancelMeeting, NoteAvailability
from chairtui.core.register import Attendee
from chairtui.core.scheduling import (
    Proposal,
    allowed_days,
    best,
    day_number,
    due_on,
    is_late,
    propose,
    unable_at,
)
from chairtui.core.vocabulary import Form
from chairtui.core.with_ids import find
from chairtui.tui.sheets.of_a_value import FieldsOf, corrected
from chairtui.tui.sheets.sheet import Sheet, options, text
from chairtui.tui.sitting.sitting import Sitting, agency_title
from chairtui.tui.typed.dates import said
from chairtui.tui.typed.periods import read_periods, say_periods
from chairtui.tui.widgets.form import FieldSpec, Kind, Values
from chairtui.tui.widgets.options import Option


def schedule_sheet(sitting: Sitting) -> Sheet:
    """Return the form for when the meeting is: proposed times, or another."""
    meeting = sitting.live.outcome.meeting
    figures = sitting.desk.judge.figures(meeting)
    proposed = best(propose(meeting, figures, sitting.now, length(meeting)))
    planned = meeting.scheduled_at
    choices = [_option(sitting, meeting, one) for one in proposed if one.starts_at != planned]
    if meeting.scheduled_at:
        words = f"leave it at {said(meeting.scheduled_at)}"
        choices.insert(0, Option(meeting.scheduled_at.isoformat(), words))

    def commands(values: Values) -> Sequence[Command]:
        now = sitting.live.outcome.meeting
        other, picked = text(values, "other"), text(values, "proposed")
        at = sitting.dates.instant(other) or datetime.fromisoformat(picked)
        why = text(values, "why")
        if is_late(now, figures, at) and not why:
            raise Refused(
                f"That is {_day(now, at, allowed_days(now, figures))}: write why it is late. "
                "The record shows the reason."
            )
        new = PrepareMeeting(
            meeting_id=now.id,
            reference=now.reference,
            authority=now.authority,
            form=Form(text(values, "form")),
            scheduled_at=at,
        )
        return (new, ExplainLateness(because=why)) if why else (new,)

    return Sheet(
        key="schedule",
        title="When is the meeting",
        about=clock_words(sitting, meeting),
        fields=(
            FieldSpec(
                "proposed",
                "Proposed: half-hours in working hours, the best first",
                Kind.CHOICE,
                True,
                options=tuple(choices),
                initial=choices[0].value,
            ),
            FieldSpec(
                "other",
                "Or another time, which counts before those above",
                Kind.WHEN,
                understand=lambda typed: _understood(sitting, typed),
                help="fri 10:30",
            ),
            FieldSpec(
                "why",
                "If it is late: why",
                initial=meeting.concern.late_because,
                help="needed for a time after the due day",
            ),
            FieldSpec("form", "How", Kind.CHOICE, True, options=options(Form), initial=meeting.form.value),
        ),
        commands=commands,
        focus="proposed",
    )


def joining_sheet(sitting: Sitting) -> Sheet:
    """Return the form for how to join: it is said once, and stands in every invitation, entry and pack."""
    now = sitting.live.outcome.meeting.preparing.joining
    field = FieldsOf(now)
    fields = (
        field("link", "Link", limit=MOST, help="https://… copied whole"),
        field("number", "Telephone number, with its code", limit=MOST),
        field("room", "Room", limit=MOST),
    )
    return Sheet(
        key="joining",
        title="How to join the meeting",
        about="It stands in every invitation, calendar entry and agenda pack, and in no record. "
        "Whoever is not invited or has declined is not told.",
        fields=fields,
        commands=lambda values: (SayHowToJoin(joining=corrected(now, fields, values)),),
    )


def clock_words(sitting: Sitting, meeting: Meeting) -> str:
    """Return what the clock says: when the concern was raised, and by when the meeting is due."""
    figures = sitting.desk.judge.figures(meeting)
    raised_at, due = meeting.concern.raised_at, due_on(meeting, figures)
    if raised_at is None:
        return "When the concern was raised is not written yet (step 2), so no clock runs."
    if due is None:
        return (
            f"The concern was raised {said(raised_at)}. The rules that hold here set no time to the meeting."
        )
    days = allowed_days(meeting, figures)
    within = f"{days} working days" if days else "the same day, as your own rules say"
    return f"The concern was raised {said(raised_at)}: the meeting is due by {said(due)} ({within})."


def when_words(sitting: Sitting, meeting: Meeting) -> str:
    """Return the meeting's time with its place on the clock and who cannot come."""
    at = meeting.scheduled_at
    if at is None:
        return "no time yet"
    figures = sitting.desk.judge.figures(meeting)
    day = _day(meeting, at, allowed_days(meeting, figures)) if meeting.concern.raised_at else ""
    unable = _names(sitting, meeting, unable_at(meeting, at, at + length(meeting)))
    late = "LATE" if is_late(meeting, figures, at) else ""
    return " · ".join(filter(None, (said(at), day, late, f"cannot come: {unable}" if unable else "")))


def _day(meeting: Meeting, at: datetime, days: int | None) -> str:
    return f"day {day_number(meeting, at)}{f' of {days}' if days is not None else ''}"


def _option(sitting: Sitting, meeting: Meeting, proposal: Proposal) -> Option:
    unable = _names(sitting, meeting, proposal.unable)
    day = f"day {proposal.day}" if meeting.concern.raised_at else ""
    who = f"cannot come: {unable}" if unable else "nobody is known to be busy"
    return Option(
        proposal.starts_at.isoformat(),
        f"{said(proposal.starts_at)} to {say_clock(proposal.ends_at)}",
        " · ".join(filter(None, (day, "LATE" if proposal.late else "", who))),
    )


def _understood(sitting: Sitting, typed: str) -> str:
    """Return how a typed time is understood, with its place on the clock."""
    understood, at = sitting.dates.understood_meeting(typed), sitting.dates.instant(typed)
    meeting = sitting.live.outcome.meeting
    if at is None or meeting.concern.raised_at is None:
        return understood
    figures = sitting.desk.judge.figures(meeting)
    late = ", LATE: write why" if is_late(meeting, figures, at) else ""
    return f"{understood} · {_day(meeting, at, allowed_days(meeting, figures))}{late}"


def _names(sitting: Sitting, meeting: Meeting, ids: Sequence[str]) -> str:
    lines = (find(meeting.attendance.register, one) for one in ids)
    return ", ".join(agency_title(sitting, line) for line in lines if line)


def availability_sheet(sitting: Sitting, line: Attendee) -> Sheet:
    """Return the form for when somebody cannot come."""
    old = find(sitting.live.outcome.meeting.preparing.availability, line.id)

    def understand(typed: str) -> str:
        try:
            return "; ".join(say_periods(read_periods(typed, sitting.now)).split("\n"))
        except ValueError:
            return "not read yet; saving says what is wrong"

    def commands(values: Values) -> Sequence[Command]:
        unable = read_periods(text(values, "unable"), sitting.now)
        return (
            ListAttendee(attendee=line),
            NoteAvailability(availability=Availability(id=line.id, unable=unable)),
        )

    return Sheet(
        key=f"unable/{line.id}",
        title=f"{agency_title(sitting, line)}: when can they not come?",
        fields=(
            FieldSpec(
                "unable",
                "One time a line",
                Kind.PROSE,
                initial=say_periods(old.unable) if old else "",
                help="fri 9am to 11am; a day alone is the whole of it",
                understand=understand,
            ),
        ),
        commands=commands,
    )


def call_off_sheet() -> Sheet:
    """Return the form that cancels the meeting."""

    def commands(values: Values) -> Sequence[Command]:
        return (CancelMeeting(because=text(values, "because")),)

    return Sheet(
        key="call-off",
        title="Cancel this meeting",
        about="It stays in the list, under “Cancelled”, with the reason. ^z takes it back.",
        fields=(FieldSpec("because", "Why", required=True),),
        commands=commands,
    )
