"""The forms of what became of a child's enquiry, and of what returns ask about a child beyond the meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chairtui.core import census_codes as codes
from chairtui.core.conference_clocks import Counting, needless_words
from chairtui.core.enquiries import CensusFacts, Enquiry, NoteCensusFacts, NoteEnquiry, enquiry_of
from chairtui.core.meeting import Meeting
from chairtui.core.numbers import upn
from chairtui.core.sentences.names import told_apart
from chairtui.core.with_ids import find
from chairtui.tui.sheets.of_a_value import FieldsOf, corrected
from chairtui.tui.sheets.sheet import Sheet
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.form import FieldSpec, Kind
from chairtui.tui.widgets.options import Option


def enquiry_sheet(sitting: Sitting, child_id: str = "") -> Sheet:
    """Return the form for what became of the enquiry about a child; without one, about all of them."""
    meeting = sitting.live.outcome.meeting
    now = enquiry_of(meeting.plan, child_id)
    fields = _enquiry_fields(sitting, now, meeting.concern.team.name)
    return Sheet(
        key=f"enquiry/{child_id}" if child_id else "enquiry",
        title=f"What became of the section 47 enquiry{_about(meeting, child_id)}",
        about=_conference_by(sitting.counted(), child_id),
        fields=fields,
        commands=lambda values: (NoteEnquiry(enquiry=corrected(now, fields, values, id=child_id)),),
        after_signing=True,
    )


def _about(meeting: Meeting, child_id: str) -> str:
    child = find(told_apart(meeting).concern.children, child_id)
    return f" about {child.name}" if child else ""


def _conference_by(clocks: Sequence[Counting], child_id: str) -> str:
    own = [one for one in clocks if not child_id or child_id in one.children]
    counted = [one.clocks for one in own if not one.needless]
    if own and not counted:
        return f"{needless_words('')}."
    if not counted:
        return ""
    first = min(counted, key=lambda one: one.from_initiating)
    last = f"; counted from the last one, by {said(first.from_last)}" if first.differ else ""
    return f"A conference is due by {said(first.from_initiating)}, from the initiating discussion{last}."


def _enquiry_fields(sitting: Sitting, now: Enquiry, team: str) -> tuple[FieldSpec, ...]:
    field = FieldsOf(now, sitting.dates)
    return (
        field("outcomes", "Outcomes"),
        field("words", "In words", Kind.PROSE, height=3),
        field("ended_on", "Ended on", key="ended", past=True),
        field("conference_required", "A conference is required", key="required"),
        field(
            "conference_on",
            "Conference held on",
            key="held",
            past=True,
            help="leave empty until it has been held",
        ),
        field("plan_followed", "It made a child protection plan", key="plan"),
        field("worker", "Allocated worker", help="as the case system has them"),
        field("team", "Allocated team", initial=now.team or team),
    )


def census_sheet(sitting: Sitting, child_id: str) -> Sheet:
    """Return the form for what returns ask about a child that the meeting does not need."""
    meeting = sitting.live.outcome.meeting
    now = find(meeting.concern.census, child_id) or CensusFacts(id=child_id)
    fields = _census_fields(sitting, now)
    return Sheet(
        key=f"returns/{child_id}",
        title=f"For returns{_about(meeting, child_id)}",
        about="The case system knows all this; “chairtui census” takes it from a table.",
        fields=fields,
        commands=lambda values: (NoteCensusFacts(facts=corrected(now, fields, values)),),
        after_signing=True,
    )


def _census_fields(sitting: Sitting, now: CensusFacts) -> tuple[FieldSpec, ...]:
    field = FieldsOf(now, sitting.dates)
    no_number = tuple(Option(code, code) for code in codes.NO_PUPIL_NUMBER)
    upn_help, day_help = "a letter, which is checked, and twelve digits", "5 mar, 5 mar 2026"
    return (
        field("sex", "Sex", options=_coded(codes.SEXES)),
        field("ethnicity", "Ethnicity", options=_coded(codes.ETHNICITIES)),
        field("disabled", "Has a disability"),
        field("disabilities", "Which disabilities", options=_coded(codes.DISABILITIES)),
        field("upn_unknown", "No UPN: why", options=no_number),
        field("former_upn", "Former UPN", Kind.NUMBER, read=upn, help=upn_help),
        field("died_on", "Died on", key="died", past=True, help=day_help),
        field("referred_on", "Referred on", key="referred", past=True, help=day_help),
        field("referral_source", "Source of the referral", key="source", options=_coded(codes.SOURCES)),
        field("need", "Primary need", options=_coded(codes.NEEDS)),
        field("referral_nfa", "Referral: no further action", key="nfa"),
        field("closed_on", "Case closed on", key="closed", past=True, help=day_help),
        field("closure_reason", "Why it was closed", key="closure", options=_coded(codes.CLOSURES)),
    )


def _coded(known: Mapping[str, str]) -> tuple[Option, ...]:
    return tuple(Option(code, words, code) for code, words in known.items())
