"""Annex A, the Standard Safeguarding Dataset and the Department's interface."""

import csv
import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook
from tests.records.prepared import HOSTILE
from tests.records.returns.scene import FACTS, KIT, NOW, ROB, START, held

from chairtui.core.births import Birth
from chairtui.core.meeting import Meeting
from chairtui.core.vocabulary import Certainty, EnquiryOutcome, Outcome, Sex, YesNo
from chairtui.records.formats.fhir_resources import patient
from chairtui.records.returns.annex_a import HEADINGS, as_written, lately, list_5, months_before
from chairtui.records.returns.dfe_api import payloads, write
from chairtui.records.returns.enquiry_rows import enquiry_rows
from chairtui.records.returns.making import Asked, make
from chairtui.records.returns.ssd import CONFERENCE_COLUMNS, ENQUIRY_COLUMNS, conferences, enquiries
from chairtui.records.spreadsheets.workbook import Sheet, write_csv, write_workbook

AS_OF = date(2025, 12, 31)
HELD = START + timedelta(days=14)


def the_list(*meetings: Meeting, as_of: date = AS_OF) -> list[dict[str, object]]:
    sheet = list_5(enquiry_rows(meetings), as_of)
    return [dict(zip(sheet.headings, row, strict=True)) for row in sheet.rows]


def test_list_5_has_its_headings_in_order() -> None:
    assert list_5((), AS_OF).headings == HEADINGS
    assert HEADINGS[6] == "Strategy discussion initiating Section 47 Enquiry Start Date"
    assert len(HEADINGS) == 14


def test_the_second_heading_is_sex_from_2026() -> None:
    assert list_5((), date(2026, 1, 1)).headings[1] == "Sex"


def test_a_row_says_what_is_asked() -> None:
    meeting = held(
        1, conference_on=HELD, plan_followed=YesNo.YES, worker="Ada Okoro", conference_required=YesNo.YES
    )
    (row,) = list_5(enquiry_rows([meeting]), AS_OF).rows
    assert row == (
        "K1",
        "b) Female",
        "MWBC",
        date(2015, 5, 1),
        10,
        "a) Yes",
        START,
        "b) No",
        HELD,
        "a) Yes",
        0,
        0,
        "North team",
        "Ada Okoro",
    )


def test_a_conference_that_is_not_needed_is_deemed_unnecessary() -> None:
    (row,) = the_list(held(1, conference_required=YesNo.NO))
    assert row[HEADINGS[7]] == "a) Yes"
    assert row[HEADINGS[8]] is None
    assert row[HEADINGS[9]] == ""


@pytest.mark.parametrize(
    ("noted", "answer"),
    [({}, ""), ({"conference_required": YesNo.YES}, "b) No"), ({"conference_on": HELD}, "b) No")],
)
def test_whether_a_conference_was_unnecessary_is_empty_until_it_is_known(
    noted: dict[str, Any], answer: str
) -> None:
    (row,) = the_list(held(1, **noted))
    assert row[HEADINGS[7]] == answer


def test_enquiries_of_six_months_and_open_ones_are_listed() -> None:
    ended: dict[str, Any] = {"ended_on": date(2025, 2, 1), "outcomes": (EnquiryOutcome.NOTHING,)}
    old = held(1, date(2025, 1, 6), **ended)
    still_open = held(2, date(2025, 1, 6), Outcome.INITIATE, ROB, facts=None)
    recent = held(3, START, conference_on=HELD)
    after = held(4, date(2026, 2, 2), Outcome.INITIATE, replace(ROB, local_id="Z9"), facts=None)
    assert [row["Child Unique ID"] for row in the_list(old, still_open, recent, after)] == ["R2", "K1"]


def test_an_enquiry_is_on_the_list_from_the_day_it_began() -> None:
    assert len(the_list(held(1, START), as_of=START)) == 1
    assert the_list(held(1, START), as_of=START - timedelta(days=1)) == []


def test_six_months_are_counted_to_the_day() -> None:
    ended: dict[str, Any] = {"ended_on": date(2025, 7, 15), "outcomes": (EnquiryOutcome.NOTHING,)}
    assert the_list(held(1, date(2025, 6, 30), **ended))
    assert not the_list(held(1, date(2025, 6, 29), **ended))


def test_the_counts_are_of_the_year_before_and_leave_this_one_out() -> None:
    meetings = [
        held(1, date(2024, 11, 3), conference_on=date(2024, 11, 20)),
        held(2, date(2024, 12, 2), conference_on=date(2024, 12, 16)),
        held(3, date(2025, 6, 2), ended_on=date(2025, 6, 20), outcomes=(EnquiryOutcome.NOTHING,)),
        held(4, START),
    ]
    rows = enquiry_rows(meetings)
    last = lately(rows[-1], rows)
    assert (last.enquiries, last.conferences) == (2, 2)
    assert lately(rows[0], rows).enquiries == 0


def test_an_unborn_child_has_the_age_that_the_list_gives_it() -> None:
    unborn = replace(KIT, born_on=None, expected_on=date(2026, 2, 1))
    (row,) = the_list(held(1, START, Outcome.INITIATE, unborn, facts=replace(FACTS, sex=Sex.UNKNOWN)))
    assert row["Age of Child (Years)"] == -1
    assert row["Date of Birth"] == date(2026, 2, 1)
    assert row["Gender"] == "c) Not stated/recorded"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"disabilities": (), "disabled": YesNo.UNKNOWN}, ""),
        ({"disabilities": (), "disabled": YesNo.NO}, "b) No"),
        ({"disabilities": ("NONE",)}, "b) No"),
        ({"disabilities": (), "disabled": YesNo.YES}, "a) Yes"),
    ],
)
def test_a_disability_is_said_only_as_far_as_it_is_known(changed: dict[str, object], said: str) -> None:
    (row,) = the_list(held(1, facts=replace(FACTS, **changed)))
    assert row["Does the Child have a Disability"] == said


def test_months_end_where_the_month_ends() -> None:
    assert months_before(date(2025, 8, 31), 6) == date(2025, 2, 28)
    assert months_before(date(2026, 1, 15), 12) == date(2025, 1, 15)


def test_the_spreadsheet_has_real_dates_and_no_formula_or_link() -> None:
    child = replace(KIT, local_id='=HYPERLINK("http://x.invalid")')
    sheet = list_5(enquiry_rows([held(1, START, Outcome.INITIATE, child)]), AS_OF)
    page = load_workbook(io.BytesIO(write_workbook((sheet,), "Annex A", NOW)))["List 5"]
    assert [cell.value for cell in page[1]] == list(HEADINGS)
    assert page["G2"].value.date() == START
    assert page["G2"].is_date
    assert page["G2"].number_format == "dd/mm/yyyy"
    assert page["A2"].value == '=HYPERLINK("http://x.invalid")'
    assert page["A2"].data_type == "s"
    assert page["A2"].hyperlink is None


@pytest.mark.parametrize("number", ["0012345", "2015-05-01", "12:30", "1E5"])
def test_a_number_in_a_table_stays_what_another_program_reads(number: str) -> None:
    assert write_csv(Sheet("A", ("B",), ((number,),))).decode("utf-8-sig").splitlines()[1] == number


def test_the_csv_writes_days_as_the_list_does() -> None:
    sheet = list_5(enquiry_rows([held(1, conference_on=HELD)]), AS_OF)
    lines = list(csv.reader(io.StringIO(write_csv(as_written(sheet)).decode("utf-8-sig"))))
    assert lines[0] == list(HEADINGS)
    assert lines[1][3] == "01/05/2015"
    assert lines[1][6] == "04/11/2025"


def test_the_datasets_columns_are_in_its_order() -> None:
    assert enquiries(()).headings == ENQUIRY_COLUMNS
    assert conferences(()).headings == CONFERENCE_COLUMNS
    assert (len(ENQUIRY_COLUMNS), len(CONFERENCE_COLUMNS)) == (9, 13)


def test_an_enquiry_of_the_dataset_has_all_keys_of_its_outcome() -> None:
    meeting = held(
        1,
        outcomes=(EnquiryOutcome.CONFERENCE, EnquiryOutcome.SERVICES),
        words="Conference agreed",
        ended_on=HELD,
        worker="W-17",
    )
    (row,) = enquiries(enquiry_rows([meeting])).rows
    said = dict(zip(ENQUIRY_COLUMNS, row, strict=True))
    assert said["s47e_person_id"] == "K1"
    assert (said["s47e_s47_start_date"], said["s47e_s47_end_date"]) == (START, HELD)
    assert said["s47e_s47_nfa"] == "N"
    assert json.loads(str(said["s47e_s47_outcome_json"])) == {
        "NFA_FLAG": "N",
        "LEGAL_ACTION_FLAG": "N",
        "PROV_OF_SERVICES_FLAG": "Y",
        "PROV_OF_SB_CARE_FLAG": "N",
        "CP_CONFERENCE_FLAG": "Y",
        "NFA_CONTINUE_SINGLE_FLAG": "N",
        "MONITOR_FLAG": "N",
        "OTHER_OUTCOMES_EXIST_FLAG": "N",
        "TOTAL_NO_OF_OUTCOMES": 2,
        "OUTCOME_COMMENTS": "Conference agreed",
    }


def test_an_outcome_that_is_not_known_is_neither_yes_nor_no() -> None:
    (row,) = enquiries(enquiry_rows([held(1)])).rows
    said = dict(zip(ENQUIRY_COLUMNS, row, strict=True))
    assert said["s47e_s47_nfa"] == ""
    assert set(json.loads(str(said["s47e_s47_outcome_json"])).values()) == {""}


def test_every_outcome_has_a_key_of_the_dataset() -> None:
    for outcome in EnquiryOutcome:
        (row,) = enquiries(enquiry_rows([held(1, outcomes=(outcome,))])).rows
        flags = json.loads(str(row[6]))
        assert list(flags.values()).count("Y") == 1


def test_the_target_of_a_conference_is_counted_from_the_initiating_discussion() -> None:
    first = held(1)
    again = held(2, START + timedelta(days=7), earlier=(first,), conference_required=YesNo.YES)
    (row,) = conferences(enquiry_rows([first, again])).rows
    said = dict(zip(CONFERENCE_COLUMNS, row, strict=True))
    assert said["icpc_icpc_target_date"] == date(2025, 11, 25)
    assert said["icpc_icpc_date"] is None


def test_there_is_no_conference_where_none_is_needed_or_known() -> None:
    assert conferences(enquiry_rows([held(1)])).rows == ()
    assert conferences(enquiry_rows([held(1, conference_required=YesNo.NO)])).rows == ()


def test_a_payload_nests_the_enquiries_in_the_episode() -> None:
    meeting = held(1, conference_on=HELD, ended_on=HELD, conference_required=YesNo.YES)
    (payload,) = payloads(enquiry_rows([meeting]), "305")
    assert payload["la_code"] == 305
    child = payload["Children"]
    assert child["la_child_id"] == "K1"
    assert child["child_details"] == {
        "date_of_birth": "2015-05-01",
        "sex": "F",
        "ethnicity": "MWBC",
        "disabilities": ["AUT", "LD"],
        "purge": False,
    }
    (episode,) = child["social_care_episodes"]
    assert episode["referral_date"] == "2025-11-03"
    (assessment,) = episode["section_47_assessments"]
    assert list(assessment) == [
        "section_47_assessment_id",
        "start_date",
        "icpc_required_flag",
        "icpc_date",
        "end_date",
        "purge",
    ]
    assert assessment["icpc_required_flag"] is True


def test_a_payload_leaves_out_what_is_not_known() -> None:
    (payload,) = payloads(enquiry_rows([held(1, facts=None)]), "305")
    (episode,) = payload["Children"]["social_care_episodes"]
    assert set(episode) == {"social_care_episode_id", "section_47_assessments", "purge"}
    assert set(episode["section_47_assessments"][0]) == {"section_47_assessment_id", "start_date", "purge"}


def test_hostile_words_stay_words_in_every_table() -> None:
    rows = enquiry_rows([held(1, words=HOSTILE, worker=f"=1+1 {HOSTILE}", outcomes=(EnquiryOutcome.OTHER,))])
    line = list(csv.reader(io.StringIO(write_csv(enquiries(rows)).decode("utf-8-sig"))))[1]
    assert line[7].startswith("'=1+1")
    assert "{{ 7*7 }}" in json.loads(line[6])["OUTCOME_COMMENTS"]
    assert json.loads(write(rows, "305"))[0]["la_code"] == 305


@pytest.mark.parametrize(
    ("birth", "age"),
    [
        (Birth(year=2012), 13),
        (Birth(year=2012, month=2), 13),
        (Birth(youngest=14, oldest=16, aged_on=START, certainty=Certainty.ESTIMATED), None),
        (Birth(certainty=Certainty.NOT_KNOWN), None),
    ],
)
def test_a_birth_that_is_not_exact_is_no_day_in_any_return_and_the_returns_say_so(
    birth: Birth, age: int | None
) -> None:
    rough = replace(KIT, born_on=None, birth=birth)
    meeting = held(1, START, Outcome.INITIATE, rough)
    (row,) = the_list(meeting)
    assert (row["Date of Birth"], row["Age of Child (Years)"]) in ((None, age), ("", age or ""))
    rows = enquiry_rows([meeting])
    (payload,) = payloads(rows, "305")
    assert "date_of_birth" not in payload["Children"]["child_details"]
    for kind in ("cin", "annex-a", "dfe-api"):
        made = make(kind, rows, Asked(year="2025-26", authority="305", fragment=True), NOW)
        assert "birth" in [one.rule for one in made.findings], kind
        assert all(b"2012-" not in one for one in made.files.values()), kind
    assert patient(meeting, rough).get("birthDate", "") == (
        "2012-02" if birth.month else "2012" if birth.year else ""
    )
