from datetime import date, timedelta

import pytest
from lxml import etree
from msgspec.structs import replace
from tests.records.inbox import NOW as DEMO_NOW
from tests.records.inbox import Inbox
from tests.records.prepared import HOSTILE
from tests.records.returns.scene import FACTS, KIT, NOW, ROB, START, YEAR, held, year
from tests.records.returns.schema import schema_of

from chairtui.core.change import Refused
from chairtui.core.conference import Conference
from chairtui.core.enquiries import CensusFacts
from chairtui.core.meeting import Meeting
from chairtui.core.vocabulary import EnquiryOutcome, Outcome, Sex, YesNo
from chairtui.core.with_ids import find
from chairtui.demonstration import documents
from chairtui.records.returns.census_year import year_of
from chairtui.records.returns.cin import fragments, message
from chairtui.records.returns.cin_elements import YEARS, Element, elements
from chairtui.records.returns.enquiry_rows import enquiry_rows

HELD = START + timedelta(days=14)

IDENTIFIERS_2025 = (
    "LAchildID UPN FormerUPN UPNunknown PersonBirthDate ExpectedPersonBirthDate Sex PersonDeathDate"
)
DETAILS_2025 = (
    "CINreferralDate ReferralSource PrimaryNeedCode CINclosureDate ReasonForClosure DateOfInitialCPC "
    "Assessments* CINPlanDates* Section47* ReferralNFA ChildProtectionPlans*"
)
ORDER = {
    "Message": "Header Children",
    "Header": "CollectionDetails Source",
    "CollectionDetails": "Collection Year ReferenceDate",
    "Source": "SourceLevel LEA SoftwareCode Release SerialNo DateTime",
    "Children": "Child*",
    "Child": "ChildIdentifiers ChildCharacteristics CINdetails*",
    "ChildIdentifiers": IDENTIFIERS_2025,
    "ChildCharacteristics": "Ethnicity Disabilities",
    "Disabilities": "Disability*",
    "CINdetails": DETAILS_2025,
    "Assessments": (
        "AssessmentActualStartDate AssessmentInternalReviewDate AssessmentAuthorisationDate "
        "FactorsIdentifiedAtAssessment"
    ),
    "FactorsIdentifiedAtAssessment": "AssessmentFactors*",
    "CINPlanDates": "CINPlanStartDate CINPlanEndDate",
    "Section47": "S47ActualStartDate InitialCPCtarget DateOfInitialCPC ICPCnotRequired",
    "ChildProtectionPlans": (
        "CPPstartDate CPPendDate InitialCategoryOfAbuse LatestCategoryOfAbuse NumberOfPreviousCPP Reviews"
    ),
    "Reviews": "CPPreviewDate*",
}
"""Copied from CIN_schema_2025.xsd and CIN_schema_2026.xsd of liia-tools-pipeline; a star is “unbounded”."""


def written(*meetings: Meeting, of: str = "2025-26") -> etree._Element:
    content = message(enquiry_rows(meetings), year(of), "305", NOW)
    tree = etree.fromstring(content)
    schema_of(of).assertValid(tree)
    return tree


def order_of(element: Element) -> dict[str, str]:
    found = {element.name: " ".join(f"{one.name}{'*' if one.most is None else ''}" for one in element.inside)}
    for one in element.inside:
        found |= order_of(one) if one.inside else {}
    return found


@pytest.mark.parametrize("name", ["2024-25", "2025-26"])
def test_the_table_has_the_order_of_the_schemas_it_was_compared_with(name: str) -> None:
    assert order_of(elements(name)) == ORDER


def test_the_sex_has_an_element_of_its_own_since_2024_25() -> None:
    assert "GenderCurrent PersonDeathDate" in order_of(elements("2023-24"))["ChildIdentifiers"]
    assert all("Sex PersonDeathDate" in order_of(elements(name))["ChildIdentifiers"] for name in YEARS)


@pytest.mark.parametrize("name", YEARS)
def test_a_message_of_each_year_is_valid(name: str) -> None:
    start = date(int(name[:4]), 11, 4)
    facts = replace(FACTS, referred_on=start)
    tree = written(held(1, start, facts=facts, conference_on=start + timedelta(days=14)), of=name)
    assert tree.findtext("Header/CollectionDetails/ReferenceDate") == f"{start.year + 1}-03-31"
    assert tree.findtext("Header/CollectionDetails/Year") == str(start.year + 1)
    assert tree.findtext(".//S47ActualStartDate") == start.isoformat()


def test_an_enquiry_is_written_as_the_element_table_says() -> None:
    (section,) = written(held(1, conference_on=HELD)).iter("Section47")
    assert [(one.tag, one.text) for one in section] == [
        ("S47ActualStartDate", "2025-11-04"),
        ("InitialCPCtarget", "2025-11-25"),
        ("DateOfInitialCPC", "2025-11-18"),
        ("ICPCnotRequired", "0"),
    ]


def test_truth_is_written_as_0_or_1() -> None:
    (section,) = written(held(1, conference_required=YesNo.NO)).iter("Section47")
    assert section.findtext("ICPCnotRequired") == "1"
    tree = written(held(1, facts=replace(FACTS, referral_nfa=YesNo.YES)))
    assert tree.findtext(".//ReferralNFA") == "1"


@pytest.mark.parametrize(
    ("outcome", "written_as"), [(EnquiryOutcome.SERVICES, "1"), (EnquiryOutcome.CONFERENCE, "0")]
)
def test_the_outcome_says_whether_a_conference_is_needed(outcome: EnquiryOutcome, written_as: str) -> None:
    (section,) = written(held(1, outcomes=(outcome,))).iter("Section47")
    assert section.findtext("ICPCnotRequired") == written_as
    asked = held(1, outcomes=(outcome,), conference_required=YesNo.YES)
    assert written(asked).findtext(".//ICPCnotRequired") == "0"


def test_what_the_meeting_does_not_know_comes_from_the_census_facts() -> None:
    facts = replace(FACTS, upn_unknown="UN3", closed_on=date(2026, 2, 1), closure_reason="RC8")
    tree = written(held(1, facts=facts))
    said = {one.tag: one.text for one in tree.iter() if one.text and one.text.strip()}
    assert {
        "LAchildID": "K1",
        "UPNunknown": "UN3",
        "PersonBirthDate": "2015-05-01",
        "Sex": "F",
        "Ethnicity": "MWBC",
        "CINreferralDate": "2025-11-03",
        "ReferralSource": "2A",
        "PrimaryNeedCode": "N1",
        "CINclosureDate": "2026-02-01",
        "ReasonForClosure": "RC8",
    }.items() <= said.items()
    assert [one.text for one in tree.iter("Disability")] == ["AUT", "LD"]


def test_a_repeat_discussion_makes_no_second_section47() -> None:
    first = held(1)
    assert len(list(written(first, held(2, HELD, earlier=(first,))).iter("Section47"))) == 1


def test_enquiries_of_one_referral_stand_together_and_of_another_apart() -> None:
    first = held(1, conference_on=HELD)
    later = HELD + timedelta(days=30)
    same = written(first, held(2, later))
    assert [len(list(one.iter("Section47"))) for one in same.iter("CINdetails")] == [2]
    apart = written(first, held(2, later, facts=replace(FACTS, referred_on=later)))
    assert [len(list(one.iter("Section47"))) for one in apart.iter("CINdetails")] == [1, 1]
    assert len(list(apart.iter("Child"))) == 1


def test_what_happened_after_the_reference_date_waits_for_the_next_year() -> None:
    start, conference = date(2026, 3, 20), date(2026, 4, 10)
    meeting = held(1, start, facts=replace(FACTS, referred_on=start), conference_on=conference)
    assert written(meeting).find(".//Section47/DateOfInitialCPC") is None
    next_year = written(meeting, of="2026-27")
    assert next_year.findtext(".//Section47/DateOfInitialCPC") == "2026-04-10"


def test_an_enquiry_that_ended_before_the_year_is_not_in_it() -> None:
    start = date(2024, 11, 4)
    rows = enquiry_rows([held(1, start, conference_on=start + timedelta(days=14))])
    assert not YEAR.takes(rows[0])
    assert year("2024-25").takes(rows[0])


def test_an_unborn_child_has_an_expected_date_of_birth() -> None:
    unborn = replace(KIT, born_on=None, expected_on=date(2026, 1, 5))
    tree = written(held(1, START, Outcome.INITIATE, unborn, facts=replace(FACTS, sex=Sex.UNKNOWN)))
    assert tree.findtext(".//ExpectedPersonBirthDate") == "2026-01-05"
    assert tree.find(".//PersonBirthDate") is None


def test_hostile_text_is_text() -> None:
    child = replace(KIT, local_id=f"]]></LAchildID><Sex>M</Sex>&lt; {HOSTILE}")
    tree = written(held(1, START, Outcome.INITIATE, child))
    assert tree.findtext(".//LAchildID").startswith("]]></LAchildID><Sex>M</Sex>&lt;")
    assert len(list(tree.iter("Sex"))) == 1


def test_the_fragments_are_the_same_sections_as_in_the_message() -> None:
    meeting = held(1, conference_on=HELD)
    alone = etree.fromstring(fragments(enquiry_rows([meeting]), YEAR))
    assert alone.tag == "Children"
    assert alone.findtext("Child/ChildIdentifiers/LAchildID") == "K1"
    (inside,) = written(meeting).iter("Section47")
    (section,) = alone.iter("Section47")
    assert [(one.tag, one.text) for one in section] == [(one.tag, one.text) for one in inside]


@pytest.mark.parametrize("words", ["2023-24", "2025", "2025-27x", "", "twenty"])
def test_a_year_that_is_not_known_is_refused(words: str) -> None:
    with pytest.raises(Refused, match="census year"):
        year(words)


@pytest.mark.parametrize("words", ["2025-26", "2025/26", "2025-2026"])
def test_a_year_may_be_written_as_people_do(words: str) -> None:
    assert year(words) == YEAR


def test_the_census_year_begins_on_the_first_of_april() -> None:
    assert (year_of(date(2026, 3, 31)), year_of(date(2026, 4, 1))) == ("2025-26", "2026-27")


def test_the_invented_meetings_make_a_valid_message() -> None:
    meetings = []
    for _, content in documents(DEMO_NOW):
        inbox = Inbox(at=DEMO_NOW)
        inbox.take(content)
        meetings.append(with_facts(inbox.meeting()))
    name = year_of(DEMO_NOW.date())
    tree = written(*meetings, of=name)
    assert len(list(tree.iter("Section47"))) >= 3
    keira = [one for one in tree.iter("Child") if one.findtext(".//LAchildID") == "DEMO10071"]
    assert [len(list(one.iter("Section47"))) for one in keira] == [1]


def with_facts(meeting: Meeting) -> Meeting:
    """Return a meeting with what its case system would add."""
    known = {one.id: one for one in meeting.concern.children}
    facts = tuple(replace(FACTS, id=child) for child in known if not find(meeting.concern.census, child))
    numbered = tuple(
        replace(child, local_id=child.local_id or f"N-{meeting.id}-{child.id}") for child in known.values()
    )
    return replace(meeting, concern=replace(meeting.concern, children=numbered, census=facts))


def test_two_children_are_two_in_the_message() -> None:
    meeting = held(1, START, Outcome.INITIATE, KIT, ROB)
    concern = replace(meeting.concern, census=(FACTS, replace(FACTS, id="rob")))
    tree = written(replace(meeting, concern=concern))
    assert [one.text for one in tree.iter("LAchildID")] == ["K1", "R2"]


def test_the_conference_of_the_plan_stands_where_the_enquiry_has_none() -> None:
    tree = written(held(1, conference=Conference(held_on=HELD)))
    assert tree.findtext(".//Section47/DateOfInitialCPC") == HELD.isoformat()
    assert tree.find("Children/Child/CINdetails/DateOfInitialCPC") is None


def test_facts_that_are_missing_leave_elements_out() -> None:
    bare = held(1, facts=CensusFacts(id="kit"))
    tree = etree.fromstring(message(enquiry_rows([bare]), YEAR, "305", NOW))
    assert tree.find(".//Ethnicity") is None
    assert not schema_of("2025-26").validate(tree)
