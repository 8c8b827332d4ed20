"""What the census asks of a child and a referral, by its rules or its schema, before a file is refused.

Source: csc-validator-be-cin 0.1.13, rules 8500, 8772 and 8805 of 2022-23, and 1570, 1580 and 8750 of 2024-25;
the element table of `cin_elements`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from chairtui.core.births import awaited, birth_words, is_certain, is_written
from chairtui.core.vocabulary import Sex, YesNo
from chairtui.records.returns.cin import disabilities
from chairtui.records.returns.cin_elements import UPN, codes
from chairtui.records.returns.lint import Case, Rule, Weight

SCHEMA = "schema"
"""Stands where a census rule has its number."""
LONGEST_NUMBER = 20


def _needs(field: str, value: Callable[[Case], object], words: str) -> Rule:
    return Rule(SCHEMA, field, lambda case: words if case.last and not value(case) else "")


def _pupil_number(field: str, value: Callable[[Case], str], what: str) -> Rule:
    def check(case: Case) -> str:
        wrong = case.last and value(case) and not re.fullmatch(UPN, value(case), re.ASCII)
        return f"{what} is not a letter and twelve digits." if wrong else ""

    return Rule(SCHEMA, field, check)


def _coded(field: str, kind: str, value: Callable[[Case], tuple[str, ...]], what: str) -> Rule:
    def check(case: Case) -> str:
        known = codes(case.year.name, kind)
        wrong = [code for code in value(case) if code and code not in known] if case.last else []
        return f"“{wrong[0]}” is no code for {what}." if wrong else ""

    return Rule(SCHEMA, field, check)


def _number_missing(case: Case) -> str:
    missing = case.last and not _number(case)
    return "The child's number in the case system is missing." if missing else ""


def _number_long(case: Case) -> str:
    long = case.last and len(_number(case)) > LONGEST_NUMBER
    return f"The child's number has more than {LONGEST_NUMBER} characters." if long else ""


def _number_signs(case: Case) -> str:
    other = case.last and _number(case) and not _number(case).isalnum()
    return "The child's number has other characters than letters and digits." if other else ""


def _number(case: Case) -> str:
    return case.row.child.local_id.strip()


def _sex_of_unborn(case: Case) -> str:
    child = case.row.child
    unborn = case.last and awaited(child)
    return "Of an unborn child the sex is U." if unborn and case.facts.sex is not Sex.UNKNOWN else ""


def _birth_not_exact(case: Case) -> str:
    child = case.row.child
    if not case.last or not is_written(child) or (is_certain(child) and child.born_on):
        return ""
    if child.born_on:
        return "The age is disputed: the day of birth is written as it was said."
    return f"The day of birth is not known, so none is written: {birth_words(child)}."


BIRTH = Rule("birth", "PersonBirthDate", _birth_not_exact, Weight.QUERY)
"""A day that is only estimated is written nowhere: the return has no place for an estimate."""


def _closed_without_reason(case: Case) -> str:
    closed = case.last and case.facts.closed_on and case.facts.closed_on <= case.year.ends_on
    return (
        "The case is closed, and the reason is missing." if closed and not case.facts.closure_reason else ""
    )


def _no_number_for_no_action(case: Case) -> str:
    wrong = case.last and case.facts.upn_unknown == "UN7" and case.facts.referral_nfa is not YesNo.YES
    return "UN7 is for a referral without further action, and this one went on." if wrong else ""


SCHEMA_RULES = (
    Rule("8500", "LAchildID", _number_missing),
    Rule("1570", "LAchildID", _number_long),
    Rule("1580", "LAchildID", _number_signs),
    Rule("8750", "Sex", _sex_of_unborn),
    BIRTH,
    Rule("8772", "UPNunknown", _no_number_for_no_action),
    Rule("8805", "ReasonForClosure", _closed_without_reason),
    _pupil_number("UPN", lambda case: case.row.child.upn, "The unique pupil number"),
    _pupil_number("FormerUPN", lambda case: case.facts.former_upn, "The former unique pupil number"),
    _coded(
        "UPNunknown",
        "upn-unknown",
        lambda case: (case.facts.upn_unknown,),
        "why there is no unique pupil number",
    ),
    _needs("Ethnicity", lambda case: case.facts.ethnicity, "The ethnicity is missing."),
    _coded("Ethnicity", "ethnicity", lambda case: (case.facts.ethnicity,), "an ethnicity"),
    _coded("Disability", "disability", lambda case: disabilities(case.facts), "a disability"),
    _needs("CINreferralDate", lambda case: case.facts.referred_on, "The day of the referral is missing."),
    _needs(
        "ReferralSource", lambda case: case.facts.referral_source, "The source of the referral is missing."
    ),
    _coded("ReferralSource", "source", lambda case: (case.facts.referral_source,), "a source of a referral"),
    _coded("PrimaryNeedCode", "need", lambda case: (case.facts.need,), "a primary need"),
    _coded("ReasonForClosure", "closure", lambda case: (case.facts.closure_reason,), "closing a case"),
)
"""What a message would be refused for."""
