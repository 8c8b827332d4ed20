"""Each return is made of the same rows, and text from people stays text in all of them."""

import csv
import io
import json
from datetime import date, timedelta

import pytest
from lxml import etree
from msgspec.structs import replace
from openpyxl import load_workbook
from tests.records.prepared import HOSTILE
from tests.records.returns.scene import FACTS, KIT, NOW, START, held

from chairtui.core.change import Refused
from chairtui.core.enquiries import CensusFacts
from chairtui.core.vocabulary import EnquiryOutcome, Outcome, YesNo
from chairtui.records.returns.annex_a import WHERE
from chairtui.records.returns.enquiry_rows import enquiry_rows
from chairtui.records.returns.lint import Weight
from chairtui.records.returns.making import NO_ASSESSMENTS, NOT_WHOLE, Asked, make

HELD = START + timedelta(days=14)
CENSUS = Asked(year="2025-26", authority="305")
CLEAN = enquiry_rows([held(1, conference_on=HELD)])
BAD = enquiry_rows(
    [
        held(
            1,
            START,
            Outcome.INITIATE,
            replace(KIT, local_id=HOSTILE, name=HOSTILE, upn=HOSTILE),
            facts=replace(FACTS, ethnicity=HOSTILE, referral_source=HOSTILE),
            words=HOSTILE,
            worker=f"=cmd {HOSTILE}",
            team=f"@{HOSTILE}",
            outcomes=(EnquiryOutcome.OTHER,),
        )
    ]
)


@pytest.mark.parametrize("kind", ["cin", "annex-a", "ssd", "dfe-api"])
def test_the_files_are_named_by_return_and_date_alone(kind: str) -> None:
    for name in make(kind, CLEAN, CENSUS, NOW).files:
        assert "-made-20260309-120000." in name
        assert name.isascii()
        assert not any(part in name for part in ("K1", "Kit", "SD-1"))


@pytest.mark.parametrize("kind", ["cin", "annex-a", "ssd", "dfe-api"])
def test_looking_writes_nothing_and_needs_no_code(kind: str) -> None:
    looked = make(kind, CLEAN, Asked(year="2025-26"), NOW, writes=False)
    assert looked.files == {}
    assert looked.enquiries == 1


def test_a_message_in_order_says_only_what_is_kept_elsewhere() -> None:
    made = make("cin", CLEAN, CENSUS, NOW)
    assert made.findings == ()
    assert made.notes == (NO_ASSESSMENTS,)
    assert not made.faulty


def test_a_year_whose_schema_was_not_seen_is_said_to_be_so() -> None:
    rows = enquiry_rows([held(1, date(2026, 5, 5), facts=replace(FACTS, referred_on=date(2026, 5, 5)))])
    made = make("cin", rows, Asked(year="2026-27", authority="305"), NOW)
    assert "no schema of 2026-27" in made.notes[0]


def test_a_record_that_is_not_signed_yet_is_a_query() -> None:
    made = make("cin", enquiry_rows([held(1, conference_on=HELD, signed=False)]), CENSUS, NOW)
    (query,) = made.findings
    assert (query.rule, query.weight) == ("not signed", Weight.QUERY)
    assert query.words == f"The record of {query.reference} is not signed yet, so the enquiry may change."
    assert made.files


def test_what_the_schema_would_refuse_makes_no_message_but_a_fragment() -> None:
    assert make("cin", BAD, CENSUS, NOW).files == {}
    assert NOT_WHOLE in make("cin", BAD, CENSUS, NOW).notes
    (content,) = make("cin", BAD, replace(CENSUS, fragment=True), NOW).files.values()
    assert "{{ 7*7 }}" in str(etree.fromstring(content).findtext(".//LAchildID"))


def test_what_annex_a_asks_and_nobody_wrote_is_said_by_enquiry_with_where_it_is_added() -> None:
    asked = Asked(until=date(2025, 12, 31))
    bare = [
        replace(row, facts=CensusFacts(id="k"), enquiry=replace(row.enquiry, worker=" ")) for row in CLEAN
    ]
    made = make("annex-a", bare, asked, NOW, writes=False)
    said = [(one.field, one.reference, one.weight) for one in made.findings if one.rule == "list 5"]
    columns = ("Ethnicity", "Does the Child have a Disability", "Allocated Worker")
    assert said == [(column, row.reference, Weight.ERROR) for row in bare for column in columns]
    assert made.notes == (WHERE,)
    facts = CensusFacts(id="k", ethnicity="WBRI", disabled=YesNo.NO)
    whole = [replace(row, facts=facts, enquiry=replace(row.enquiry, worker="A. Nwosu")) for row in bare]
    made = make("annex-a", whole, asked, NOW, writes=False)
    assert not [one for one in made.findings if one.rule == "list 5"]
    assert made.notes == ()
    assert not [one for one in make("ssd", bare, asked, NOW).findings if one.rule == "list 5"]


def test_hostile_text_is_text_in_every_file() -> None:
    sheet, table = make("annex-a", BAD, Asked(until=date(2025, 12, 31)), NOW).files.values()
    row = next(load_workbook(io.BytesIO(sheet)).active.iter_rows(min_row=2))
    assert {cell.data_type for cell in row} <= {"s", "d", "n"}
    assert str(row[13].value).startswith("=cmd")
    line = list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))[1]
    assert (line[12][:2], line[13][:2]) == ("'@", "'=")
    (payload,) = make("dfe-api", BAD, CENSUS, NOW).files.values()
    assert "<script>" in json.loads(payload)[0]["Children"]["la_child_id"]
    enquiries, _ = make("ssd", BAD, CENSUS, NOW).files.values()
    line = list(csv.reader(io.StringIO(enquiries.decode("utf-8-sig"))))[1]
    assert "#panic(1)" in json.loads(line[6])["OUTCOME_COMMENTS"]


@pytest.mark.parametrize("code", ["", "30", "3055", "30x", "٣٠٥"])
def test_the_code_of_the_authority_has_three_digits(code: str) -> None:
    for kind in ("cin", "dfe-api"):
        with pytest.raises(Refused, match="three-digit"):
            make(kind, CLEAN, replace(CENSUS, authority=code), NOW)


def test_only_enquiries_of_the_time_asked_for_are_written() -> None:
    later = Asked(since=START + timedelta(days=1))
    assert make("ssd", CLEAN, later, NOW).enquiries == 0
    assert make("ssd", CLEAN, Asked(since=START, until=START), NOW).enquiries == 1
