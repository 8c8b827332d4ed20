from datetime import date

import pytest
from msgspec.structs import replace
from tests.records.returns.scene import FACTS, KIT, NOW, ROB, START, held

from chairtui.core.enquiries import CensusFacts
from chairtui.core.meeting import Meeting, decide
from chairtui.core.vocabulary import Outcome, Sex, YesNo
from chairtui.records.returns.census_table import Read, read
from chairtui.records.table_reading import read_table

CENSUS = (
    "LAchildID,Sex,Ethnicity,Disability,CINreferralDate,ReferralSource,PrimaryNeedCode,ReferralNFA,"
    "CINclosureDate,ReasonForClosure,FormerUPN,UPNunknown,PersonDeathDate"
)
BARE = held(1, START, Outcome.INITIATE, KIT, ROB, facts=None)


def taken(*lines: str, meeting: Meeting = BARE) -> Read:
    return read(read_table("facts.csv", "\n".join(lines).encode()), meeting, NOW)


def test_a_line_with_the_headings_of_the_census_says_everything() -> None:
    line = "K1,F,mwbc,AUT; LD,2025-11-03,2A,N1,false,01/02/2026,RC8,,UN3,"
    assert taken(CENSUS, line).facts == (
        CensusFacts(
            id="kit",
            sex=Sex.FEMALE,
            ethnicity="MWBC",
            disabilities=("AUT", "LD"),
            referred_on=date(2025, 11, 3),
            referral_source="2A",
            need="N1",
            referral_nfa=YesNo.NO,
            closed_on=date(2026, 2, 1),
            closure_reason="RC8",
            upn_unknown="UN3",
        ),
    )


def test_plain_headings_do_as_well() -> None:
    (facts,) = taken("Child ID;Gender;Date of referral;Disabled", "k1;female;3 Nov 2025;yes").facts
    assert (facts.sex, facts.referred_on, facts.disabled) == (Sex.FEMALE, date(2025, 11, 3), YesNo.YES)


def test_an_empty_cell_leaves_what_is_known() -> None:
    known = held(1)
    (facts,) = taken("LAchildID,Ethnicity,Sex", "K1,,M", meeting=known).facts
    assert facts == replace(FACTS, sex=Sex.MALE)


def test_lines_about_other_children_are_left_out_and_counted() -> None:
    done = taken("LAchildID,Sex", "K1,F", "Z9,M", ",M")
    assert [one.id for one in done.facts] == ["kit"]
    assert done.elsewhere == (3, 4)


@pytest.mark.parametrize(
    ("heading", "cell", "why"),
    [
        ("Sex", "boy", "does not say the sex"),
        ("Ethnicity", "WELSH", "“WELSH” is no code for an ethnicity: WBRI, WIRI"),
        ("Disability", "AUT DEAF", "“DEAF” is no code for a disability"),
        ("UPNunknown", "UN8", "“UN8” is no code"),
        ("FormerUPN", "A1", "UPN"),
        ("CINreferralDate", "30/02/2026", "30 February 2026"),
        ("CINreferralDate", "soon", "no date"),
        ("ReferralSource", "5E", "no code for a source"),
        ("PrimaryNeedCode", "N1 N2", "one code"),
        ("ReferralNFA", "perhaps", "yes or no"),
    ],
)
def test_a_wrong_cell_is_refused_with_its_line_and_why(heading: str, cell: str, why: str) -> None:
    done = taken(f"LAchildID,{heading}", f"R2,{cell}")
    assert [one.number for one in done.failed] == [2]
    assert why in done.failed[0].why
    assert done.facts == ()


def test_a_table_without_the_childs_number_is_refused() -> None:
    assert "LAchildID" in taken("Name,Sex", "Kit,F").failed[0].why


def test_what_was_read_can_be_noted_after_signing() -> None:
    (command,) = taken("LAchildID,Sex", "K1,F").commands
    assert decide(command, BARE)
