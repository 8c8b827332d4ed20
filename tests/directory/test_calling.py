"""Whom to call: one function says it for every screen and command, from the register of agencies."""

from __future__ import annotations

import pytest

from chairtui.directory.agencies import Agencies
from chairtui.directory.calling import call_words, number_of

NONE = Agencies.load()
LEAD = '[[{0}.contacts]]\nname = "Mo Khan"\njob = "safeguarding lead"\nphone = "020 7946 0555"\n'


def with_numbers(**duties: str) -> Agencies:
    words = "".join(f'["{key}"]\nduty = "{duty}"\n' for key, duty in duties.items())
    return NONE.under("own.toml", words)


def test_an_agency_without_any_number_says_so() -> None:
    assert call_words("housing", NONE) == "Call: Housing, no number in the agency register"


def test_a_person_of_the_agency_answers_where_the_agency_has_no_number() -> None:
    agencies = NONE.under("own.toml", "[school]\n" + LEAD.format("school"))
    assert call_words("school", agencies) == "Call: School, Mo Khan, safeguarding lead 020 7946 0555"


def test_the_police_have_the_number_of_a_unit_that_answers_child_abuse_first() -> None:
    agencies = with_numbers(**{"police-response": "101", "police-child-abuse": "020 7946 0001"})
    assert number_of("police", agencies) == ("Police: child abuse investigation", "020 7946 0001")
    assert number_of("police", with_numbers(**{"police-response": "101"}))[1] == "101"
    assert number_of("police", with_numbers(**{"police": "999", "police-response": "101"}))[1] == "999"


def test_one_force_or_unit_does_not_answer_for_another() -> None:
    agencies = with_numbers(**{"police-response": "101", "british-transport-police": "61016"})
    assert number_of("police@Kent Police", agencies)[1] == ""
    assert number_of("police-gangs", agencies)[1] == ""
    assert number_of("police", with_numbers(**{"british-transport-police": "61016"}))[1] == ""


def test_mash_health_without_a_number_is_answered_by_the_named_nurse() -> None:
    agencies = with_numbers(**{"safeguarding-health": "020 7946 0777"})
    assert number_of("mash-health", agencies)[1] == "020 7946 0777"
    assert number_of("paediatrician", agencies)[1] == ""


OWN = """
[harris]
name = "Harris Primary Academy"
sector = "education"
also = ["Harris"]
duty = "020 7946 0123"
"""


@pytest.mark.parametrize("named", ["Harris Primary Academy", "harris  primary academy", "Harris"])
def test_a_school_named_in_a_role_is_that_of_the_register(named: str) -> None:
    agencies = NONE.under("own.toml", OWN)
    assert call_words(f"school@{named}", agencies) == "Call: Harris Primary Academy 020 7946 0123"
    assert agencies.get(f"health@{named}").name == f"Health, {named}"
