"""Each requirement of the audit is judged by a rule, or it is said why it is not."""

import pytest

from chairtui.standards.reading import read_profiles

FILES = read_profiles()

NO_RULE = {
    "R30": "The register of agencies is a file: adding one needs no rule.",
    "R37": "Keeping order, source and ids of imported rows is what the import does.",
    "R69": "The list of gaps at the close is made of all these rules; no rule is about it.",
}
"""Why a requirement is not a rule."""


def judged() -> set[str]:
    rules = {one for file in FILES for rule in file.rule if not rule.off for one in rule.requirements}
    roles = {one for file in FILES for role in file.expected for one in role.requirements}
    return rules | roles | {one for file in FILES for card in file.question for one in card.requirements}


@pytest.mark.parametrize("requirement", [f"R{number}" for number in range(2, 77)])
def test_a_requirement_is_judged_or_it_is_said_why_not(requirement: str) -> None:
    assert (requirement in judged()) != (requirement in NO_RULE)


def test_the_twelve_codes_of_the_audit_are_there() -> None:
    codes = {rule.id for file in FILES for rule in file.rule}
    wanted = (
        "MIN-HEALTH MIN-POLICE MIN-SW HEALTH-PROXY NOFIRSTHAND POL-UNIT BORDER EXPECTED-UNKNOWN SILENT CHRON "
        "ORPHAN-CONCERN ICPC-FIRST"
    )
    assert codes >= {f"W-{code}" for code in wanted.split()}
