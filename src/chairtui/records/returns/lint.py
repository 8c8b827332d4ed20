"""What the census would find wrong with the enquiries, by the numbers of its rules and in plain words.

Source: csc-validator-be-cin, cin_validator/rules/cin2022_23/rule_*.py, which quotes each rule; its version
0.1.13 has these unchanged up to 2026-27. The Department's own list was not opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.calendar.deadlines import add_working_days
from chairtui.core.calendar.when import say_when
from chairtui.core.enquiries import CensusFacts
from chairtui.core.vocabulary import YesNo
from chairtui.records.returns.census_year import CensusYear
from chairtui.records.returns.cin import Episode
from chairtui.records.returns.enquiry_rows import EnquiryRow


class Weight(StrEnum):
    """How grave a finding is."""

    ERROR = "error"
    QUERY = "query"
    """The census asks whether it is right."""


class Finding(Struct, frozen=True, kw_only=True):
    """Something that a return would be sent back for."""

    rule: str
    """The number of the census rule; “schema” for what the schema asks."""
    weight: Weight
    field: str
    """The element of the census."""
    meeting_id: str
    """The meeting at which it can be put right."""
    reference: str
    child: str
    """The child's number in the case system; without one, the name as the meeting has it."""
    words: str


class Case(Struct, frozen=True, kw_only=True):
    """One enquiry as a rule looks at it: with those of the same referral, in a census year."""

    row: EnquiryRow
    episode: Episode
    year: CensusYear
    today: date
    """The reference date, if the year is over."""

    @property
    def facts(self) -> CensusFacts:
        """What the census asks beyond the meeting."""
        return self.episode.facts

    @property
    def started(self) -> date | None:
        """When the enquiry was initiated."""
        return self.row.started_on

    @property
    def held(self) -> date | None:
        """The day of the conference, if it was held by the reference date."""
        return self.year.held(self.row)

    @property
    def waits(self) -> bool:
        """Whether there is neither a conference nor a note that none is needed."""
        return self.held is None and not self.row.not_required

    @property
    def others(self) -> tuple[Case, ...]:
        """The other enquiries of the same referral."""
        rows = (row for row in self.episode.rows if row is not self.row)
        return tuple(replace(self, row=row) for row in rows)

    @property
    def last(self) -> bool:
        """Whether it is the one at which what concerns the child is said."""
        return self.row is self.episode.rows[-1]

    def goes_on(self, day: date) -> bool:
        """Say whether a day falls from its start to its conference; without one, to the end of the year."""
        if self.started is None or day < self.started:
            return False
        return day <= self.held if self.held else not self.row.not_required


class Rule(Struct, frozen=True):
    """One rule: its number, the element it is about, and what says how a case breaks it."""

    number: str
    field: str
    check: Callable[[Case], str]
    """Empty where nothing is wrong."""
    weight: Weight = Weight.ERROR


def lint(
    rules: Iterable[Rule], episodes: Iterable[Episode], year: CensusYear, today: date | None = None
) -> tuple[Finding, ...]:
    """Return everything that breaks a rule, enquiry by enquiry.

    Before the year is over, what may still come by its end is only asked for once it is late `today`.
    """
    rules = tuple(rules)
    by = min(today or year.ends_on, year.ends_on)
    cases = (Case(row=row, episode=one, year=year, today=by) for one in episodes for row in one.rows)
    return tuple(
        _finding(rule, case.row, words) for case in cases for rule in rules if (words := rule.check(case))
    )


def _finding(rule: Rule, row: EnquiryRow, words: str) -> Finding:
    return Finding(
        rule=rule.number,
        weight=rule.weight,
        field=rule.field,
        meeting_id=row.discussions[-1].meeting_id,
        reference=row.reference,
        child=row.child.local_id.strip() or row.child.name,
        words=words,
    )


def _conference_before_referral(case: Case) -> str:
    held, referred = case.held, case.facts.referred_on
    if held and referred and held < referred:
        return f"The conference ({say_when(held)}) is before the referral ({say_when(referred)})."
    return ""


def _two_conference_days(case: Case) -> str:
    """The census takes the day in one of two places; here it can be noted in two and differ."""
    own, plan = case.row.enquiry.conference_on, case.row.plan_held_on
    if own and plan and own != plan:
        return f"The conference has two days: {say_when(own)} by the enquiry, {say_when(plan)} by the plan."
    return ""


def _plan_without_conference(case: Case) -> str:
    if case.row.enquiry.plan_followed is YesNo.YES and case.row.conference_on is None:
        return "A child protection plan followed; the day of the conference, on which it began, is missing."
    return ""


def _begun_before_referral(case: Case) -> str:
    started, referred = case.started, case.facts.referred_on
    if started and referred and started < referred:
        return f"The enquiry began {say_when(started)}, before the referral ({say_when(referred)})."
    return ""


def _after_closing(case: Case) -> str:
    closed = case.facts.closed_on
    late = [day for day in (case.started, case.held) if day and closed and day > closed]
    if closed and late:
        return f"Something happened {say_when(max(late))}, after the case was closed ({say_when(closed)})."
    return ""


def _start_and_conference(case: Case) -> str:
    if case.started is None:
        return "No discussion is known here that initiated this enquiry: it was only continued."
    if case.held and case.started > case.held:
        return f"The enquiry began {say_when(case.started)}, after the conference ({say_when(case.held)})."
    return ""


def _no_conference_by_year_end(case: Case) -> str:
    latest = add_working_days(case.today, -15)
    if case.waits and case.started and case.started < latest:
        return (
            f"The enquiry began {say_when(case.started)}, more than 15 working days ago or before the year's "
            "end. Was a conference held, or was none needed?"
        )
    return ""


def _conference_outside_year(case: Case) -> str:
    if case.held and not case.year.covers(case.held):
        return f"The conference ({say_when(case.held)}) is not in the census year {case.year.name}."
    return ""


def _open_from_another_year(case: Case) -> str:
    if case.waits and case.started and not case.year.covers(case.started):
        return (
            f"The enquiry began {say_when(case.started)}, outside the census year {case.year.name}, "
            "and there is neither a conference nor a note that none is needed."
        )
    return ""


def _no_further_action(case: Case) -> str:
    if case.facts.referral_nfa is YesNo.YES:
        return "The referral is marked as no further action, and here is an enquiry."
    return ""


def _several_open(case: Case) -> str:
    waiting = [other.row.reference for other in case.others if other.waits]
    if case.waits and waiting:
        return f"Another enquiry of the same referral is open too: {waiting[0]}."
    return ""


def _closed_unfinished(case: Case) -> str:
    closed = case.facts.closed_on
    if closed and closed <= case.year.ends_on and case.waits:
        return (
            f"The case was closed {say_when(closed)}, and the enquiry has neither a conference nor a note "
            "that none is needed."
        )
    return ""


def _weekend_target(case: Case) -> str:
    days = [day for day in (case.row.target_on, case.row.planned_for) if day and day.weekday() >= 5]
    return f"The target for the conference ({say_when(days[0])}) is at a weekend." if days else ""


def _weekend_conference(case: Case) -> str:
    if case.held and case.held.weekday() >= 5:
        return f"The conference ({say_when(case.held)}) is at a weekend."
    return ""


def _begun_while_another(case: Case) -> str:
    started = case.started
    going = [other.row.reference for other in case.others if started and other.goes_on(started)]
    if started and going:
        return f"The enquiry began {say_when(started)}, while another went on: {going[0]}."
    return ""


CENSUS_RULES = (
    Rule("1104", "DateOfInitialCPC", _conference_before_referral),
    Rule("2884", "DateOfInitialCPC", _two_conference_days),
    Rule("2885", "DateOfInitialCPC", _plan_without_conference),
    Rule("2889", "S47ActualStartDate", _begun_before_referral),
    Rule("8565", "CINclosureDate", _after_closing),
    Rule("8615", "S47ActualStartDate", _start_and_conference),
    Rule("8675Q", "DateOfInitialCPC", _no_conference_by_year_end, Weight.QUERY),
    Rule("8715", "DateOfInitialCPC", _conference_outside_year),
    Rule("8740", "S47ActualStartDate", _open_from_another_year),
    Rule("8831", "ReferralNFA", _no_further_action),
    Rule("8839", "DateOfInitialCPC", _several_open),
    Rule("8868", "CINclosureDate", _closed_unfinished),
    Rule("8870Q", "InitialCPCtarget", _weekend_target, Weight.QUERY),
    Rule("8875", "DateOfInitialCPC", _weekend_conference),
    Rule("8890", "S47ActualStartDate", _begun_while_another),
)
"""The numbered rules that what is written here can break."""
