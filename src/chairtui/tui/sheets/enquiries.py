"""The forms of what became of a child's enquiry, and of what returns ask about a child beyond the meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chairtui.core import census_codes as codes
from chairtui.core.change import Command
from chairtui.core.enquiries import (
    CensusFacts,
    Counting,
    Enquiry,
    NoteCensusFacts,
    NoteEnquiry,
    enquiry_of,
)
from chairtui.core.meeting import Meeting
from chairtui.core.numbers import upn
from chairtui.core.sentences.names import told_apart
from chairtui.core.vocabulary import EnquiryOutcome, Sex
from chairtui.core.with_ids import find
from chairtui.tui.sheets.capture import from_yes_no, yes_no
from chairtui.tui.sheets.sheet import Sheet, options, several, text
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.form import FieldSpec, Kind, Values
from chairtui.tui.widgets.options import Option


def enquiry_sheet(sitting: Sitting, child_id: str = "") -> Sheet:
    """Return the form for what became of the enquiry about a child; without one, about all of them."""
    meeting = sitting.live.outcome.meeting
    now = enquiry_of(meeting.plan, child_id)

    def commands(values: Values) -> Sequence[Command]:
        new = Enquiry(
            id=child_id,
            outcomes=tuple(EnquiryOutcome(one) for one in several(values, "outcomes")),
            words=text(values, "words"),
            ended_on=sitting.dates.day(text(values, "ended"), past=True),
            conference_required=yes_no(values, "required"),
            conference_on=sitting.dates.day(text(values, "held"), past=True),
            plan_followed=yes_no(values, "plan"),
            worker=text(values, "worker"),
            team=text(values, "team"),
        )
        return (NoteEnquiry(enquiry=new),)

    return Sheet(
        key=f"enquiry/{child_id}" if child_id else "enquiry",
        title=f"What became of the section 47 enquiry{_about(meeting, child_id)}",
        about=_conference_by(sitting.counted(), child_id),
        fields=_enquiry_fields(sitting, now, meeting.concern.team.name),
        commands=commands,
        after_signing=True,
    )


def _about(meeting: Meeting, child_id: str) -> str:
    child = find(told_apart(meeting).concern.children, child_id)
    return f" about {child.name}" if child else ""


def _conference_by(clocks: Sequence[Counting], child_id: str) -> str:
    counted = [one.clocks for one in clocks if not child_id or child_id in one.children]
    if not counted:
        return ""
    first = min(counted, key=lambda one: one.from_initiating)
    last = f"; counted from the last one, by {said(first.from_last)}" if first.differ else ""
    return f"A conference is due by {said(first.from_initiating)}, from the initiating discussion{last}."


def _enquiry_fields(sitting: Sitting, now: Enquiry, team: str) -> tuple[FieldSpec, ...]:
    understood = sitting.dates.understood_past
    outcomes = tuple(one.value for one in now.outcomes)
    required, followed = from_yes_no(now.conference_required), from_yes_no(now.plan_followed)
    return (
        FieldSpec("outcomes", "Outcomes", Kind.MANY, options=options(EnquiryOutcome), initial=outcomes),
        FieldSpec("words", "In words", Kind.PROSE, initial=now.words, height=3),
        FieldSpec("ended", "Ended on", Kind.WHEN, initial=said(now.ended_on), understand=understood),
        FieldSpec("required", "A conference is required", Kind.YES_NO, initial=required),
        FieldSpec(
            "held",
            "Conference held on",
            Kind.WHEN,
            initial=said(now.conference_on),
            understand=understood,
            help="leave empty until it has been held",
        ),
        FieldSpec("plan", "It made a child protection plan", Kind.YES_NO, initial=followed),
        FieldSpec("worker", "Allocated worker", initial=now.worker, help="as the case system has them"),
        FieldSpec("team", "Allocated team", initial=now.team or team),
    )


def census_sheet(sitting: Sitting, child_id: str) -> Sheet:
    """Return the form for what returns ask about a child that the meeting does not need."""
    meeting = sitting.live.outcome.meeting
    now = find(meeting.concern.census, child_id) or CensusFacts(id=child_id)

    def commands(values: Values) -> Sequence[Command]:
        new = CensusFacts(
            id=child_id,
            sex=Sex(text(values, "sex") or Sex.UNKNOWN),
            ethnicity=text(values, "ethnicity"),
            disabled=yes_no(values, "disabled"),
            disabilities=several(values, "disabilities"),
            former_upn=upn(text(values, "former_upn")),
            upn_unknown=text(values, "upn_unknown"),
            died_on=sitting.dates.day(text(values, "died"), past=True),
            referred_on=sitting.dates.day(text(values, "referred"), past=True),
            referral_source=text(values, "source"),
            referral_nfa=yes_no(values, "nfa"),
            need=text(values, "need"),
            closed_on=sitting.dates.day(text(values, "closed"), past=True),
            closure_reason=text(values, "closure"),
        )
        return (NoteCensusFacts(facts=new),)

    return Sheet(
        key=f"returns/{child_id}",
        title=f"For returns{_about(meeting, child_id)}",
        about="The case system knows all this; “chairtui census” takes it from a table.",
        fields=(*_child_fields(sitting, now), *_case_fields(sitting, now)),
        commands=commands,
        after_signing=True,
    )


def _child_fields(sitting: Sitting, now: CensusFacts) -> tuple[FieldSpec, ...]:
    no_number = tuple(Option(code, code) for code in codes.NO_PUPIL_NUMBER)
    return (
        _choice("sex", "Sex", codes.SEXES, now.sex.value),
        _choice("ethnicity", "Ethnicity", codes.ETHNICITIES, now.ethnicity),
        FieldSpec("disabled", "Has a disability", Kind.YES_NO, initial=from_yes_no(now.disabled)),
        FieldSpec(
            "disabilities",
            "Which disabilities",
            Kind.MANY,
            options=_coded(codes.DISABILITIES),
            initial=now.disabilities,
        ),
        FieldSpec("upn_unknown", "No UPN: why", Kind.CHOICE, options=no_number, initial=now.upn_unknown),
        FieldSpec(
            "former_upn",
            "Former UPN",
            Kind.NUMBER,
            initial=now.former_upn,
            understand=upn,
            help="a letter, which is checked, and twelve digits",
        ),
        _past(sitting, "died", "Died on", said(now.died_on)),
    )


def _case_fields(sitting: Sitting, now: CensusFacts) -> tuple[FieldSpec, ...]:
    return (
        _past(sitting, "referred", "Referred on", said(now.referred_on)),
        _choice("source", "Source of the referral", codes.SOURCES, now.referral_source),
        _choice("need", "Primary need", codes.NEEDS, now.need),
        FieldSpec("nfa", "Referral: no further action", Kind.YES_NO, initial=from_yes_no(now.referral_nfa)),
        _past(sitting, "closed", "Case closed on", said(now.closed_on)),
        _choice("closure", "Why it was closed", codes.CLOSURES, now.closure_reason),
    )


def _past(sitting: Sitting, key: str, label: str, initial: str) -> FieldSpec:
    understood = sitting.dates.understood_past
    return FieldSpec(key, label, Kind.WHEN, initial=initial, understand=understood, help="5 mar, 5 mar 2026")


def _choice(key: str, label: str, known: Mapping[str, str], initial: str) -> FieldSpec:
    return FieldSpec(key, label, Kind.CHOICE, options=_coded(known), initial=initial)


def _coded(known: Mapping[str, str]) -> tuple[Option, ...]:
    return tuple(Option(code, words, code) for code, words in known.items())
