"""Ofsted's Annex A, list 5: section 47 enquiries and initial child protection conferences.

Source: headings and their order, liia-tools, liiatools/spec/annex_a/la-agg.yml; “Sex” for “Gender”,
liia-tools-pipeline, Annex_A_schema_2026.diff.yml; answers, the same, Annex_A_schema.yml; what is counted, the
age of an unborn child and one row for each enquiry, ssd-data-model, AnnexA_sqlserver_v1.2.0_1_20240731.sql,
which quotes Ofsted. Ofsted's own file was not opened.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable
from datetime import date

from msgspec import Struct

from chairtui.core.births import ages, awaited
from chairtui.core.vocabulary import Sex, YesNo
from chairtui.records.returns.cin import disabilities
from chairtui.records.returns.enquiry_rows import EnquiryRow
from chairtui.records.returns.lint import Rule
from chairtui.records.spreadsheets.workbook import Cell, Sheet

NAME = "List 5"
HEADINGS = (
    "Child Unique ID",
    "Gender",
    "Ethnicity",
    "Date of Birth",
    "Age of Child (Years)",
    "Does the Child have a Disability",
    "Strategy discussion initiating Section 47 Enquiry Start Date",
    "Was an Initial Child Protection Conference deemed unnecessary?",
    "Date of Initial Child Protection Conference",
    "Did the Initial Child Protection Conference Result in a Child Protection Plan",
    "Number of Section 47 Enquiries in the last 12 months",
    "Number of ICPCs in the last 12 months",
    "Allocated Team",
    "Allocated Worker",
)
SEX_SINCE = 2026
"""The year from which the second heading is “Sex”."""

_SEX = {Sex.MALE: "a) Male", Sex.FEMALE: "b) Female", Sex.UNKNOWN: "c) Not stated/recorded"}
_ANSWER = {YesNo.YES: "a) Yes", YesNo.NO: "b) No", YesNo.UNKNOWN: ""}
_UNBORN = -1

WHERE = (
    "Ethnicity and disability: “For returns” of the child on step 6, or “chairtui census --csv FILE”. "
    "The worker: “Outcome of the enquiry” on step 6."
)
"""Where that is added which the list asks and the meeting does not need."""


class Lately(Struct, frozen=True, kw_only=True):
    """How often a child was the subject of enquiries and conferences in the year before one."""

    enquiries: int
    conferences: int


def _asks(column: str, value: Callable[[EnquiryRow], object], words: str) -> Rule:
    return Rule("list 5", column, lambda case: "" if value(case.row) else words)


RULES = (
    _asks("Ethnicity", lambda row: row.facts.ethnicity, "The ethnicity is missing."),
    _asks(
        "Does the Child have a Disability",
        lambda row: _ANSWER[_disabled(row)],
        "Whether the child has a disability is missing.",
    ),
    _asks("Allocated Worker", lambda row: row.enquiry.worker.strip(), "The allocated worker is missing."),
)
"""Columns that whoever takes the list in refuses when they are empty.

Source: liia-tools-pipeline, Annex_A_schema.yml.
"""


def list_5(rows: Iterable[EnquiryRow], as_of: date) -> Sheet:
    """Return the list of a day, with its headings in order."""
    known = tuple(rows)
    headings = tuple("Sex" if one == "Gender" and as_of.year >= SEX_SINCE else one for one in HEADINGS)
    return Sheet(NAME, headings, tuple(_cells(row, known, as_of) for row in listed(known, as_of)))


def listed(rows: Iterable[EnquiryRow], as_of: date) -> tuple[EnquiryRow, ...]:
    """Return the enquiries of the last six months, and those that are open still."""
    since = months_before(as_of, 6)
    begun = (row for row in rows if row.started_on and row.started_on <= as_of)
    return tuple(row for row in begun if (row.started_on or as_of) >= since or row.open_on(as_of))


def as_written(sheet: Sheet) -> Sheet:
    """Return a table with its days as text, as they are written in the list: 05/03/2026."""
    rows = tuple(
        tuple(f"{one:%d/%m/%Y}" if isinstance(one, date) else one for one in row) for row in sheet.rows
    )
    return Sheet(sheet.name, sheet.headings, rows)


def lately(row: EnquiryRow, rows: Iterable[EnquiryRow]) -> Lately:
    """Return what else there was about the child in the twelve months before an enquiry began."""
    began = row.started_on or row.discussions[0].day
    since = months_before(began, 12)
    others = [one.course for one in rows if one.person == row.person and one.id != row.id]
    others += row.told
    return Lately(
        enquiries=sum(bool(one.started_on and since <= one.started_on <= began) for one in others),
        conferences=sum(bool(one.conference_on and since <= one.conference_on <= began) for one in others),
    )


def months_before(day: date, months: int) -> date:
    """Return the same day of an earlier month, or its last day where it has none such."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _cells(row: EnquiryRow, known: tuple[EnquiryRow, ...], as_of: date) -> tuple[Cell, ...]:
    child, before = row.child, lately(row, known)
    held = row.conference_on if row.conference_on and row.conference_on <= as_of else None
    aged = ages(child, as_of)
    return (
        child.local_id.strip(),
        _SEX[row.facts.sex],
        row.facts.ethnicity,
        child.expected_on if awaited(child) else child.born_on,
        _UNBORN if awaited(child) else aged[0] if aged and aged[0] == aged[1] else None,
        _ANSWER[_disabled(row)],
        row.started_on,
        _ANSWER[_unnecessary(row, held)],
        held,
        _ANSWER[row.enquiry.plan_followed] if held else "",
        before.enquiries,
        before.conferences,
        row.enquiry.team or row.discussions[-1].team,
        row.enquiry.worker,
    )


def _unnecessary(row: EnquiryRow, held: date | None) -> YesNo:
    """Return whether no conference was needed; not known until it was held or somebody said so."""
    if held or row.enquiry.conference_required is YesNo.YES:
        return YesNo.NO
    return YesNo.YES if row.not_required else YesNo.UNKNOWN


def _disabled(row: EnquiryRow) -> YesNo:
    codes = disabilities(row.facts)
    if codes:
        return YesNo.NO if codes == ("NONE",) else YesNo.YES
    return row.facts.disabled
