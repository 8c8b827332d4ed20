from datetime import date

import pytest
from msgspec.structs import replace
from tests.records.returns.scene import FACTS, KIT, NOW, ROB, START, held

from chairtui.core.enquiries import CensusFacts
from chairtui.core.meeting import Meeting, decide
from chairtui.core.vocabulary import Outcome, Sex, YesNo
from chairtui.records.returns.census_table import About, Read, numbers_of, read
from chairtui.tables.days import Order
from chairtui.tables.reading import read_table
from chairtui.tables.table import Kind

CENSUS = (
    "LAchildID,Sex,Ethnicity,Disability,CINreferralDate,ReferralSource,PrimaryNeedCode,ReferralNFA,"
    "CINclosureDate,ReasonForClosure,FormerUPN,UPNunknown,PersonDeathDate"
)
BARE = held(1, START, Outcome.INITIATE, KIT, ROB, facts=None)


def taken(
    *lines: str, meeting: Meeting = BARE, chosen: tuple[int, ...] = (), order: Order | None = None
) -> Read:
    book = read_table("facts.csv", "\n".join(lines).encode())
    return read(book, numbers_of([About.of(meeting)]), NOW, lines=chosen, order=order)


def facts(*lines: str, meeting: Meeting = BARE) -> tuple[CensusFacts, ...]:
    return taken(*lines, meeting=meeting).facts(About.of(meeting))


def wrong(*lines: str, chosen: tuple[int, ...] = ()) -> list[tuple[int, str]]:
    return [(one.number, one.why) for one in taken(*lines, chosen=chosen).failed]


def test_a_line_with_the_headings_of_the_census_says_everything() -> None:
    line = "K1,F,mwbc,AUT; LD,2025-11-03,2A,N1,false,01/02/2026,RC8,,UN3,"
    assert facts(CENSUS, line) == (
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
    (one,) = facts("Child ID;Gender;Date of referral;Disabled", "k1;female;3 Nov 2025;yes")
    assert (one.sex, one.referred_on, one.disabled) == (Sex.FEMALE, date(2025, 11, 3), YesNo.YES)


def test_an_empty_cell_leaves_what_is_known() -> None:
    known = held(1)
    (one,) = facts("LAchildID,Ethnicity,Sex", "K1,,M", meeting=known)
    assert one == replace(FACTS, sex=Sex.MALE)


def test_lines_about_other_children_are_left_out_and_counted() -> None:
    done = taken("LAchildID,Sex", "K1,F", "Z9,M", ",M")
    assert [one.id for one in done.facts(About.of(BARE))] == ["kit"]
    assert done.elsewhere == (3, 4)


@pytest.mark.parametrize(
    ("heading", "cell", "why"),
    [
        ("Sex", "boy", "does not say the sex"),
        ("Ethnicity", "White Welsh", "“White Welsh” is no code for an ethnicity: WBRI, WIRI"),
        ("Disability", "AUT DEAF", "“DEAF” is no code for a disability"),
        ("UPNunknown", "UN8", "“UN8” is no code"),
        ("FormerUPN", "A1", "UPN"),
        ("CINreferralDate", "30/02/2026", "30 February 2026"),
        ("CINreferralDate", "soon", "no date"),
        ("CINreferralDate", "10:30", "“10:30” is no date"),
        ("CINreferralDate", "+2w", "no date"),
        ("CINreferralDate", "today", "no date"),
        ("CINreferralDate", "12 March", "the year is missing"),
        ("CINreferralDate", "01/01/2030", "Tue 1 Jan 2030 lies ahead"),
        ("CINclosureDate", "00/01/1900", "an empty date"),
        ("PersonDeathDate", "46056", "counts days (it would be Tue 3 Feb 2026); write it as"),
        ("CINreferralDate", "#REF!", "an error of the spreadsheet"),
        ("FormerUPN", "1.0090E+11", "damaged number"),
        ("ReferralSource", "5E", "no code for a source"),
        ("PrimaryNeedCode", "N1 N2", "one code"),
        ("ReferralNFA", "perhaps", "yes or no"),
    ],
)
def test_a_wrong_cell_is_refused_with_its_line_and_why(heading: str, cell: str, why: str) -> None:
    done = taken(f"LAchildID,{heading}", f"R2,{cell}")
    assert [one.number for one in done.failed] == [2]
    assert why in done.failed[0].why
    assert heading in done.failed[0].why
    assert done.facts(About.of(BARE)) == ()


def test_a_table_without_the_childs_number_is_refused() -> None:
    assert "LAchildID" in taken("Name,Sex", "Kit,F").failed[0].why


def test_what_was_read_can_be_noted_after_signing() -> None:
    (command,) = taken("LAchildID,Sex", "K1,F").commands(About.of(BARE))
    assert decide(command, BARE)


def test_two_lines_that_differ_about_one_child_are_named_until_somebody_says_which_counts() -> None:
    lines = ("LAchildID,Sex,Ethnicity", "K1,M,WBRI", "K1,F,WBRI", "R2,M,WIRI")
    ((number, why),) = wrong(*lines)
    assert (number, why.startswith("line 2 says otherwise of the same child, K1: Sex “M” and “F”")) == (
        3,
        True,
    )
    assert wrong(*lines, chosen=(2, 3)) == wrong(*lines)
    assert wrong(*lines, chosen=(3,)) == []
    (kit, _) = taken(*lines, chosen=(3,)).facts(About.of(BARE))
    assert kit.sex is Sex.FEMALE


def test_two_lines_that_say_the_same_of_one_child_are_one_and_are_named() -> None:
    done = taken("LAchildID,Sex", "K1,M", "k1,M")
    assert [(one.number, one.why) for one in done.twice] == [(3, "line 2 says the same of K1")]
    assert (done.failed, len(done.facts(About.of(BARE)))) == ((), 1)


def test_a_childs_number_that_a_spreadsheet_has_damaged_is_refused() -> None:
    ((number, why),) = wrong("LAchildID,Sex", "1.0090E+04,M")
    assert (number, "a spreadsheet has cut" in why) == (2, True)
    child = replace(BARE.concern.children[0], local_id="0010090")
    meeting = replace(BARE, concern=replace(BARE.concern, children=(child,)))
    (lost,) = taken("LAchildID,Sex", "10090,M", meeting=meeting).failed
    assert "0010090 is: the zeros before it seem lost" in lost.why


def test_all_wrong_cells_are_named_at_once() -> None:
    found = wrong("LAchildID,Sex,Ethnicity,CINreferralDate", "K1,boy,Welsh,10:30", "R2,M,WBRI,12 March")
    assert [number for number, _ in found] == [2, 2, 2, 3]


def test_what_a_code_stands_for_is_taken_for_the_code() -> None:
    (one,) = facts(
        "LAchildID,Ethnicity,ReferralSource,PrimaryNeedCode", "K1,White British,Schools,low income"
    )
    assert (one.ethnicity, one.referral_source, one.need) == ("WBRI", "2A", "N7")


def test_two_orders_of_dates_in_one_table_are_asked_about() -> None:
    lines = ("LAchildID,CINreferralDate", "K1,03/04/2025", "Z9,02/28/2025")
    assert ["may come first" in why for _, why in wrong(*lines)] == [True]
    (one,) = taken(*lines, order=Order.MONTH).facts(About.of(BARE))
    assert one.referred_on == date(2025, 3, 4)


def test_a_years_table_is_for_all_meetings_and_what_is_not_taken_is_named() -> None:
    done = taken("Extract of 2026", "LAchildID,Sex,Surname", "K1,F,Bell", "R2,M,Bell")
    kinds = [one.kind for one in done.remarks]
    assert kinds == [Kind.ABOVE, Kind.COLUMN]
    other = held(2, START, Outcome.INITIATE, replace(KIT, id="x"), facts=None)
    assert [one.id for one in done.facts(About.of(other))] == ["x"]
    assert (
        done.commands(About.of(held(3, START, Outcome.INITIATE, replace(KIT, local_id="Q"), facts=None)))
        == ()
    )


def test_a_line_that_its_commas_parted_is_refused() -> None:
    ((number, why),) = wrong("LAchildID,Sex", "K1,M,a, b")
    assert (number, "more cells than there are headings" in why) == (2, True)
