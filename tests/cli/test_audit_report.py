"""The audit as a report: in each form, read by another program, and with what a chart shows in words."""

import json
import os
import stat
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from lxml import html
from openpyxl import load_workbook
from pypdf import PdfReader
from pypdf.generic import IndirectObject
from tests.audit.fifteen import OTHERS, documents
from tests.cli.conftest import Chairtui

from chairtui.cli.running import run

FORMS = ("docx", "pdf", "html", "md", "xlsx")
MINIMUM = "The minimum was together when it was decided"
IN_WORDS = f"Chart of “{MINIMUM}” by month: 2020-01 9 of 15, 2020-02 9 of 15."


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fifteen meetings of January and the same of February, in a database that nobody writes to."""
    folder = tmp_path_factory.mktemp("two-months")
    names = []
    for number, made in enumerate(documents(OTHERS), 1):
        for month, prefix in (("01", "a"), ("02", "b")):
            words = made.decode().replace("2020-01-", f"2020-{month}-").replace("audit-", f"{prefix}-")
            names.append(folder / f"{prefix}{number}.json")
            names[-1].write_text(words.replace("SM-2020-", f"SM-{month}-"))
    database = folder / "meetings.db"
    assert run(["import", "--db", str(database), *map(str, names)]) == 0
    return database


@pytest.fixture
def two_months(chairtui: Chairtui, places: dict[str, str], kept: Path) -> Chairtui:
    places["CHAIRTUI_DB"] = str(kept)
    return chairtui


def made(chairtui: Chairtui, folder: Path, form: str, *more: str) -> bytes:
    ran = chairtui("audit", *more, "--as", form, "--output", f"report.{form}")
    assert ran.code == 0, ran.err
    file = folder / f"report.{form}"
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    return file.read_bytes()


def texts(content: bytes, form: str) -> str:
    """Return what another program reads in a report."""
    if form == "docx":
        word = Document(BytesIO(content))
        cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(one.text for one in word.paragraphs), *cells])
    if form == "pdf":
        return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())
    if form == "html":
        return str(html.fromstring(content).text_content())
    if form == "xlsx":
        book = load_workbook(BytesIO(content))
        return "\n".join(str(cell) for page in book for row in page.values for cell in row)
    return content.decode()


@pytest.mark.parametrize("form", FORMS)
def test_a_report_has_every_figure_with_its_definition_in_each_form(
    two_months: Chairtui, tmp_path: Path, form: str
) -> None:
    told = two_months("audit", "--json").json["figures"]
    read = texts(made(two_months, tmp_path, form), form).replace("\\", "")
    for one in told:
        assert one["title"] in read
        assert one["definition"] in read
        assert one["source"] in read
    assert ("18 of 30" in read) is (form != "xlsx")


def charts_in(content: bytes, form: str) -> list[str]:
    """Return the words of the charts of a report, as the file has them for whoever does not see them."""
    if form == "docx":
        shapes = Document(BytesIO(content)).inline_shapes
        return [str(shape._inline.docPr.get("descr")) for shape in shapes]
    if form == "html":
        return [str(one.get("aria-label")) for one in html.fromstring(content).iter("figure")]
    with zipfile.ZipFile(BytesIO(content)) as packed:
        drawn = packed.read("xl/drawings/drawing1.xml").decode()
        assert len([name for name in packed.namelist() if name.startswith("xl/charts/")]) > 10
    return [str(one.get("descr")) for one in html.fromstring(drawn.encode()).iter() if one.get("descr")]


@pytest.mark.parametrize("form", ["docx", "html", "xlsx"])
def test_each_chart_says_in_words_what_it_shows(two_months: Chairtui, tmp_path: Path, form: str) -> None:
    words = charts_in(made(two_months, tmp_path, form, "--by", "month"), form)
    assert words[0].startswith(IN_WORDS)
    assert all(one.startswith("Chart of “") for one in words)


def alternatives(value: Any) -> Iterator[str]:
    """Yield the words of every figure in the structure of a PDF."""
    value = value.get_object() if isinstance(value, IndirectObject) else value
    if isinstance(value, list):
        for item in value:
            yield from alternatives(item)
    elif isinstance(value, dict):
        if value.get("/S") == "/Figure":
            yield str(value["/Alt"])
        yield from alternatives(value.get("/K", []))


def test_a_pdf_has_its_charts_as_figures_with_words_and_says_that_it_is_ua_1(
    two_months: Chairtui, tmp_path: Path
) -> None:
    content = made(two_months, tmp_path, "pdf", "M-MINIMUM", "--by", "month")
    root: Any = PdfReader(BytesIO(content)).trailer["/Root"]
    (words,) = alternatives(root["/StructTreeRoot"])
    assert words.startswith(IN_WORDS)
    assert "pdfuaid" in root["/Metadata"].get_data().decode()


@pytest.mark.parametrize("form", FORMS)
def test_a_summary_for_a_committee_names_no_meeting_and_no_small_number(
    two_months: Chairtui, tmp_path: Path, form: str
) -> None:
    read = texts(made(two_months, tmp_path, form, "--summary", "--by", "month"), form)
    assert "SM-0" not in read
    assert "Worker " not in read
    told = two_months("audit", "--summary", "--by", "month", "--json").json["figures"]
    withheld = [one for one in told if one["met"] is None]
    assert withheld
    if form == "xlsx":
        page = load_workbook(tmp_path / "report.xlsx")["Figures"]
        for row in page.iter_rows(min_row=2, values_only=True):
            met, of, unknown, sign = row[4:8]
            assert (met is None) == (of is None) == (unknown is None) == (sign == "c")
            assert met is None or not {met, of - met - unknown, unknown} & set(range(1, 6))


def test_a_withheld_month_has_no_chart_from_which_it_could_be_read(
    two_months: Chairtui, tmp_path: Path
) -> None:
    told = two_months("audit", "--summary", "--by", "month", "--json").json["figures"]
    withheld = {one["title"] for one in told if one["part"] and one["met"] is None}
    charts = charts_in(made(two_months, tmp_path, "html", "--summary", "--by", "month"), "html")
    assert withheld
    assert not [words for words in charts for title in withheld if f"“{title}”" in words]


def test_a_what_if_stands_beside_in_a_report_and_says_by_whose_rules(
    two_months: Chairtui, tmp_path: Path
) -> None:
    asked = ("--profile", "working-together-2018", "--by", "team")
    read = texts(made(two_months, tmp_path, "md", *asked), "md").replace("\\", "")
    assert "What if: beside each figure the same meetings judged by working-together-2018." in read
    page: Any = load_workbook(BytesIO(made(two_months, tmp_path, "xlsx", *asked)))["Figures"]
    assert [cell.value for cell in page[1]][-2:] == ["What if: met", "What if: of"]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("--as", "pdf"), "with --output into which file"),
        (("--output", "x.pdf"), "Say with --as one of"),
        (("--as", "json", "--output", "x.pdf"), "--json prints its figures"),
        (("--as", "pdf", "--output", "x.pdf", "--json"), "Say with --as one of"),
        (("--as", "pdf", "--output", "x.pdf", "--team", "Nobody"), "nothing was written"),
        (("--as", "pdf", "--output", "x.pdf", "--summary", "--by", "chair"), "A summary is split by"),
    ],
)
def test_half_of_what_a_report_needs_is_refused_and_nothing_is_written(
    two_months: Chairtui, tmp_path: Path, asked: tuple[str, ...], words: str
) -> None:
    ran = two_months("audit", *asked)
    assert ran.code == 2
    assert words in ran.err
    assert not (tmp_path / "x.pdf").exists()


def test_a_team_that_bears_a_formula_or_markup_is_text_in_every_form(
    chairtui: Chairtui, tmp_path: Path
) -> None:
    hostile = "=1+1 <b>x</b> {{7*7}}"
    for number, document in enumerate(documents(OTHERS), 1):
        whole = json.loads(document)
        whole["meeting"]["concern"]["team"] = {"name": hostile}
        (tmp_path / f"{number}.json").write_text(json.dumps(whole))
    assert chairtui("import", *(f"{number}.json" for number in range(1, 16))).code == 0
    for form in FORMS:
        content = made(chairtui, tmp_path, form, "M-POLICE", "--by", "team")
        assert hostile in texts(content, form).replace("\\", "").replace("&lt;", "<").replace("&gt;", ">")
