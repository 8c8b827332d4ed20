"""What the schema of the census asks of a child and a referral, said before a file is refused for it.

Source: the element table of `cin_elements`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from chairtui.records.returns.cin import disabilities
from chairtui.records.returns.cin_elements import UPN, codes
from chairtui.records.returns.lint import Case, Rule

SCHEMA = "schema"
"""Stands where a census rule has its number."""


def _needs(field: str, value: Callable[[Case], object], words: str) -> Rule:
    return Rule(SCHEMA, field, lambda case: words if case.last and not value(case) else "")


def _pupil_number(field: str, value: Callable[[Case], str], what: str) -> Rule:
    def check(case: Case) -> str:
        wrong = case.last and value(case) and not re.fullmatch(UPN, value(case))
        return f"{what} is not a letter and twelve digits." if wrong else ""

    return Rule(SCHEMA, field, check)


def _coded(field: str, kind: str, value: Callable[[Case], tuple[str, ...]], what: str) -> Rule:
    def check(case: Case) -> str:
        known = codes(case.year.name, kind)
        wrong = [code for code in value(case) if code and code not in known] if case.last else []
        return f"“{wrong[0]}” is no code for {what}." if wrong else ""

    return Rule(SCHEMA, field, check)


SCHEMA_RULES = (
    _needs(
        "LAchildID",
        lambda case: case.row.child.local_id.strip(),
        "The child's number in the case system is missing.",
    ),
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
