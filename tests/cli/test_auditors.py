"""Samples for partners' auditors: forms out, forms back, beside the meetings and never over them."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from tests.audit.fifteen import OTHERS, documents
from tests.cli.conftest import Chairtui
from tests.store.files import tamper

SECRET = {
    "police": "The officer saw bruises",
    "nurse": "The nurse weighed her",
    "worker": "Mother rang twice",
}
AGENCY = {"police": "police-child-abuse", "nurse": "school-nurse", "worker": "social-care"}


@pytest.fixture
def kept(chairtui: Chairtui, tmp_path: Path) -> Chairtui:
    """Three meetings at which each agency shared something of its own."""
    for number, made in enumerate(list(documents(OTHERS))[3:6], 1):
        whole = json.loads(made)
        whole["meeting"]["sharing"] = {
            "contributions": [
                {"id": line, "attendee_id": line, "fact": words} for line, words in SECRET.items()
            ]
        }
        (tmp_path / f"{number}.json").write_text(json.dumps(whole))
    assert chairtui("import", "1.json", "2.json", "3.json").code == 0
    return chairtui


def drawn(chairtui: Chairtui, form: str = "docx", size: str = "2") -> str:
    ran = chairtui("audit", "sample", size, "--seed", "spring", "--output", "forms", "--as", form)
    assert ran.code == 0, ran.err
    return ran.out.removeprefix("Sample ").partition(":")[0]


def rows_of(file: Path) -> dict[str, Any]:
    """Return the cell for the answer in each row of a form in Word."""
    word = Document(str(file))
    form = next(one for one in word.tables if one.rows[0].cells[0].text == "Row")
    return {row.cells[0].text: row.cells[2] for row in form.rows[1:]}


def agency_of(file: Path) -> str:
    return str(rows_of(file)["agency"].text)


def filled(file: Path, **answers: str) -> Path:
    word = Document(str(file))
    form = next(one for one in word.tables if one.rows[0].cells[0].text == "Row")
    for row in form.rows[1:]:
        key = row.cells[0].text.replace("-", "_")
        if key in answers:
            row.cells[2].text = answers[key]
    content = BytesIO()
    word.save(content)
    file.write_bytes(content.getvalue())
    return file


def forms(folder: Path, ending: str = "docx") -> list[Path]:
    return sorted((folder / "forms").glob(f"*.{ending}"))


def test_a_sample_has_a_form_for_each_agency_of_each_meeting_and_no_name_of_anybody_on_a_file(
    kept: Chairtui, tmp_path: Path
) -> None:
    sample = drawn(kept)
    told = kept("audit", "returns", sample, "--json").json
    asked = [one["agency"] for meeting in told["meetings"] for one in meeting["views"]]
    assert sorted(map(agency_of, forms(tmp_path))) == sorted(asked)
    assert {*AGENCY.values()} <= {*asked}
    for file in forms(tmp_path):
        assert file.name.startswith(f"{sample}-M-")
        assert "SM-" not in file.name


@pytest.mark.parametrize("line", AGENCY)
def test_the_auditor_of_each_agency_gets_what_that_agency_shared_and_not_what_others_did(
    kept: Chairtui, tmp_path: Path, line: str
) -> None:
    drawn(kept)
    for file in forms(tmp_path):
        if agency_of(file) == AGENCY[line]:
            word = Document(str(file))
            texts = [one.text for one in word.paragraphs]
            texts += [cell.text for table in word.tables for row in table.rows for cell in row.cells]
            assert SECRET[line] in "\n".join(texts)
            for other, words in SECRET.items():
                assert other == line or words not in "\n".join(texts)


def test_a_view_stands_beside_the_meeting_which_stays_as_it_was(kept: Chairtui, tmp_path: Path) -> None:
    sample = drawn(kept)
    before = {
        reference: kept("log", reference).out for reference in ("SM-2020-04", "SM-2020-05", "SM-2020-06")
    }
    file = next(one for one in forms(tmp_path) if agency_of(one) == "school-nurse")
    filled(
        file, by="Bola Adeyemi, named nurse", day="4 Mar 2020", decision="no", why="She was safe\nat school"
    )
    ran = kept("audit", "return", str(file))
    assert ran.code == 0
    assert "School nurse: 1 of 2 came back" in ran.out
    told = kept("audit", "returns", sample)
    assert "Would you have decided the same? Yes, no, or not known" in told.out
    assert "in the view of Bola Adeyemi, named nurse, Wed 4 Mar 2020:" in told.out
    assert "    Why?\n      She was safe\n      at school\n" in told.out
    assert "The meeting decided: Child" in told.out
    assert "not returned" in told.out
    whole = kept("audit", "returns", sample, "--json").json
    (view,) = [one["view"] for meeting in whole["meetings"] for one in meeting["views"] if one["view"]]
    assert view["answers"] == {"decision": "no", "why": "She was safe\nat school"}
    assert view["written_on"] == "2020-03-04"
    assert view["outside"] == []
    assert {reference: kept("log", reference).out for reference in before} == before


def test_taken_in_twice_nothing_is_new_and_another_answer_takes_the_place_of_the_first(
    kept: Chairtui, tmp_path: Path
) -> None:
    sample = drawn(kept)
    file = filled(forms(tmp_path)[0], decision="yes")
    assert kept("audit", "return", str(file)).code == 0
    assert "nothing is new" in kept("audit", "return", str(file)).out
    filled(file, decision="no")
    assert "takes the place of what came before" in kept("audit", "return", str(file)).out
    whole = kept("audit", "returns", sample, "--json").json
    assert [
        one["view"]["answers"] for meeting in whole["meetings"] for one in meeting["views"] if one["view"]
    ] == [{"decision": "no"}]


def test_what_was_taken_in_last_stands_though_the_clock_was_put_back(kept: Chairtui, tmp_path: Path) -> None:
    sample = drawn(kept)
    file = filled(forms(tmp_path)[0], decision="yes")
    assert kept("audit", "return", str(file)).code == 0
    (database,) = tmp_path.rglob("*.db")
    tamper(database, "UPDATE audit_views SET view = json_set(view, '$.taken_at', '2999-01-01T00:00:00Z')")
    for answer in ("no", "not known"):
        filled(file, decision=answer)
        assert "takes the place of what came before" in kept("audit", "return", str(file)).out
    whole = kept("audit", "returns", sample, "--json").json
    assert [
        one["view"]["answers"] for meeting in whole["meetings"] for one in meeting["views"] if one["view"]
    ] == [{"decision": "not known"}]


def test_what_is_written_beside_the_rows_is_kept_and_what_was_printed_there_is_not(
    kept: Chairtui, tmp_path: Path
) -> None:
    sample = drawn(kept)
    file = filled(forms(tmp_path)[0], learning="Ring the ward")
    word = Document(str(file))
    word.add_paragraph("We would like to speak about this in person.")
    word.save(str(file))
    assert "1 remark stood beside the answers" in kept("audit", "return", str(file)).out
    assert "Beside the answers: We would like to speak" in kept("audit", "returns", sample).out


@pytest.mark.parametrize("form", ["txt", "json"])
def test_a_form_comes_back_as_text_or_json_too(kept: Chairtui, tmp_path: Path, form: str) -> None:
    sample = drawn(kept, form)
    file = forms(tmp_path, form)[0]
    if form == "json":
        whole = json.loads(file.read_text())
        whole["answers"]["missing"] = "The GP"
        file.write_text(json.dumps(whole))
    else:
        file.write_text(file.read_text().replace("[[missing]]\n", "[[missing]]\nThe GP\n"))
    assert kept("audit", "return", str(file)).code == 0
    whole = kept("audit", "returns", sample, "--json").json
    (view,) = [one["view"] for meeting in whole["meetings"] for one in meeting["views"] if one["view"]]
    assert (view["answers"], view["outside"]) == ({"missing": "The GP"}, [])


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ({}, "No question of the form is answered"),
        ({"sample": "A-BBBBBB", "decision": "no"}, "No such form was sent from here"),
        ({"meeting": "M-BBBBBB", "decision": "no"}, "No such form was sent from here"),
        ({"agency": "housing", "decision": "no"}, "No such form was sent from here"),
        ({"agency": "", "decision": "no"}, "The row “agency” is empty"),
    ],
)
def test_a_form_that_was_not_sent_or_says_nothing_is_refused_and_the_others_are_taken(
    kept: Chairtui, tmp_path: Path, spoil: dict[str, str], words: str
) -> None:
    drawn(kept)
    bad, good = forms(tmp_path)[:2]
    filled(bad, **spoil)
    filled(good, decision="yes")
    ran = kept("audit", "return", str(bad), str(good))
    assert ran.code == 3
    assert f"{bad}: not taken in. {words}" in ran.err
    assert "came back" in ran.out


def test_the_same_seed_draws_the_same_meetings_under_other_names(kept: Chairtui) -> None:
    first, second = drawn(kept), drawn(kept)
    told = [kept("audit", "returns", sample, "--json").json["meetings"] for sample in (first, second)]
    assert [one["meeting_id"] for one in told[0]] == [one["meeting_id"] for one in told[1]]
    assert not {one["name"] for one in told[0]} & {one["name"] for one in told[1]}
    assert kept("audit", "returns").out.count("0 of") == 2


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("sample",), "Say how many meetings"),
        (("sample", "many"), "Say how many meetings"),
        (("sample", "2"), "Say by which words the sample is drawn"),
        (("sample", "2", "--seed", "x"), "Say with --output into which folder"),
        (("sample", "2", "--seed", "x", "--output", "f", "--as", "pdf"), "with --as one of docx, txt, json"),
        (("sample", "2", "--seed", "x", "--output", "f", "--team", "None"), "nothing was drawn"),
        (("return",), "Name the forms"),
        (("returns", "A-XXXXXX"), "There is no sample “A-XXXXXX”"),
    ],
)
def test_half_of_what_is_needed_is_refused_in_a_sentence(
    kept: Chairtui, tmp_path: Path, asked: tuple[str, ...], words: str
) -> None:
    ran = kept("audit", *asked)
    assert ran.code == 2
    assert words in ran.err
    assert not (tmp_path / "f").exists()
