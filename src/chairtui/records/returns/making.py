"""Makes the files of a return, and says before what would be wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.calendar.deadlines import local_day, london
from chairtui.core.change import Refused
from chairtui.records.returns import annex_a, cin, dfe_api, ssd
from chairtui.records.returns.census_year import census_year, until, year_of
from chairtui.records.returns.cin_elements import AUTHORITY, CHECKED
from chairtui.records.returns.enquiry_rows import EnquiryRow
from chairtui.records.returns.lint import CENSUS_RULES, Case, Finding, Rule, Weight, lint
from chairtui.records.returns.schema_rules import BIRTH, SCHEMA, SCHEMA_RULES
from chairtui.records.spreadsheets.workbook import write_csv, write_workbook

BLOCKING = frozenset({SCHEMA, "8500", "8615"})
"""Rules without which a message is none: it would not pass the schema, or an enquiry has no beginning."""

_EVERYWHERE = frozenset({"2884", "2885", "8500", "8615", "8870Q", "8875", "not signed"})
"""Rules that hold for an enquiry whatever the return and the year."""


NOT_WHOLE = "The whole message cannot be written yet: it would not be taken. --fragment writes what there is."
NO_ASSESSMENTS = (
    "Assessments and plans are kept in the case system and are not in this file: "
    "the census will ask for them (2991Q)."
)


class Asked(Struct, frozen=True, kw_only=True):
    """What is asked of a return."""

    year: str = ""
    """Census year; empty for the one that today is in."""
    since: date | None = None
    until: date | None = None
    """Enquiries that began in this time; for Annex A, the day that its list is of."""
    authority: str = ""
    """The three-digit code of the local authority."""
    fragment: bool = False
    """For the census: only what concerns section 47."""


class Made(Struct, frozen=True, kw_only=True):
    """The files of a return by name, and what is wrong or has to be known."""

    files: dict[str, bytes]
    findings: tuple[Finding, ...]
    enquiries: int
    notes: tuple[str, ...] = ()

    @property
    def faulty(self) -> bool:
        """Whether an error stands."""
        return any(one.weight is Weight.ERROR for one in self.findings)


class _Return(Struct, frozen=True, kw_only=True):
    """A return that is looked at and not yet written."""

    enquiries: int
    findings: tuple[Finding, ...]
    files: Callable[[], dict[str, bytes]]
    notes: tuple[str, ...] = ()


def make(kind: str, rows: Iterable[EnquiryRow], asked: Asked, now: datetime, *, writes: bool = True) -> Made:
    """Return a return: cin, annex-a, ssd or dfe-api; `now` (UTC) names the files.

    Without `writes` it only says what would be wrong.

    Raises:
        Refused: something that the return needs was not given, or is wrong.
    """
    returned = _KINDS[kind](tuple(rows), asked, now)
    files = returned.files() if writes and returned.enquiries else {}
    return Made(files=files, findings=returned.findings, enquiries=returned.enquiries, notes=returned.notes)


def _cin(rows: tuple[EnquiryRow, ...], asked: Asked, now: datetime) -> _Return:
    year = census_year(asked.year or year_of(local_day(now)))
    episodes = cin.episodes(rows, year)
    findings = lint((*CENSUS_RULES, *SCHEMA_RULES, _SIGNED), episodes, year, local_day(now))
    whole = not any(one.rule in BLOCKING for one in findings)
    notes = () if CHECKED[year.name] else (_unchecked(year.name),)

    def files() -> dict[str, bytes]:
        if asked.fragment:
            return {_name(f"cin-{year.name}-section47", "xml", now): cin.fragments(rows, year)}
        if not whole:
            return {}
        return {_name(f"cin-{year.name}", "xml", now): cin.message(rows, year, _authority(asked), now)}

    return _Return(
        enquiries=sum(len(one.rows) for one in episodes),
        findings=findings,
        files=files,
        notes=notes if asked.fragment else (*notes, NO_ASSESSMENTS if whole else NOT_WHOLE),
    )


def _unchecked(year: str) -> str:
    return (
        f"The elements of {year} are taken from the year before: no schema of {year} was compared with them."
    )


def _annex_a(rows: tuple[EnquiryRow, ...], asked: Asked, now: datetime) -> _Return:
    as_of = asked.until or local_day(now)

    def files() -> dict[str, bytes]:
        sheet = annex_a.list_5(rows, as_of)
        name = f"annex-a-list-5-{as_of}"
        return {
            _name(name, "xlsx", now): write_workbook((sheet,), "Annex A, list 5", now),
            _name(name, "csv", now): write_csv(annex_a.as_written(sheet)),
        }

    listed = _plain_return(annex_a.listed(rows, as_of), as_of, files, (*annex_a.RULES, BIRTH))
    lacks = {rule.number for rule in annex_a.RULES} & {one.rule for one in listed.findings}
    return replace(listed, notes=(annex_a.WHERE,)) if lacks else listed


def _ssd(rows: tuple[EnquiryRow, ...], asked: Asked, now: datetime) -> _Return:
    wanted = _in_time(rows, asked)

    def files() -> dict[str, bytes]:
        sheets = (ssd.enquiries(wanted), ssd.conferences(wanted))
        return {_name(sheet.name, "csv", now): write_csv(sheet) for sheet in sheets}

    return _plain_return(wanted, local_day(now), files)


def _dfe_api(rows: tuple[EnquiryRow, ...], asked: Asked, now: datetime) -> _Return:
    wanted = _in_time(rows, asked)

    def files() -> dict[str, bytes]:
        return {_name("dfe-api-section-47", "json", now): dfe_api.write(wanted, _authority(asked))}

    return _plain_return(wanted, local_day(now), files, (BIRTH,))


_KINDS: dict[str, Callable[[tuple[EnquiryRow, ...], Asked, datetime], _Return]] = {
    "cin": _cin,
    "annex-a": _annex_a,
    "ssd": _ssd,
    "dfe-api": _dfe_api,
}


def _plain_return(
    rows: tuple[EnquiryRow, ...],
    day: date,
    files: Callable[[], dict[str, bytes]],
    own: tuple[Rule, ...] = (),
) -> _Return:
    """Return what is no census: only what holds whatever the year is looked at, and its own rules."""
    rules = [rule for rule in (*CENSUS_RULES, *SCHEMA_RULES, _SIGNED) if rule.number in _EVERYWHERE]
    rules += own
    alone = (cin.Episode(child=row.child, facts=row.facts, rows=(row,)) for row in rows)
    return _Return(enquiries=len(rows), findings=lint(rules, alone, until(day)), files=files)


def _in_time(rows: tuple[EnquiryRow, ...], asked: Asked) -> tuple[EnquiryRow, ...]:
    since, last = asked.since or date.min, asked.until or date.max
    return tuple(row for row in rows if since <= (row.started_on or row.discussions[0].day) <= last)


def _authority(asked: Asked) -> str:
    if not re.fullmatch(AUTHORITY, asked.authority, re.ASCII):
        raise Refused("Give the three-digit code of the local authority with --la.")
    return asked.authority


def _name(what: str, form: str, now: datetime) -> str:
    """Return the name of a file, with nothing of anybody in it."""
    return f"{what}-made-{london(now):%Y%m%d-%H%M%S}.{form}"


def _not_signed(case: Case) -> str:
    unsigned = ", ".join(case.row.unsigned)
    return f"The record of {unsigned} is not signed yet, so the enquiry may change." if unsigned else ""


_SIGNED = Rule("not signed", "", _not_signed, Weight.QUERY)
