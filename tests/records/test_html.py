"""The record as a web page: it fetches and runs nothing, can be read aloud, and prints on pages."""

import io
import re
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from lxml import html as lxml_html
from msgspec.structs import replace
from pypdf import PdfReader
from tests.records.prepared import KEPT, NOW, hostile_record
from tests.records.test_record import exemplary, record_of

from chairtui.records.formats import html
from chairtui.records.record import Callout, Facts, Group, Quote, Record, Section, Table
from chairtui.records.record import table as table_of
from chairtui.text import clean

HARMLESS = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "h1", "h2", "h3",
    "p", "dl", "dt", "dd", "div", "blockquote", "small", "b", "strong", "span", "ul", "li",
    "table", "colgroup", "col", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


class Tags(HTMLParser):
    """Notes every tag with its attributes, and which are open in the end."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "col"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(params=[lambda: record_of(exemplary()), hostile_record], ids=["exemplary", "hostile"])
def record(request: pytest.FixtureRequest) -> Record:
    make: Callable[[], Record] = request.param
    return make()


def _groups(section: Section) -> int:
    return sum(isinstance(part, Group) for part in section.parts)


def flat(words: str) -> str:
    return "".join(words.split())


def test_a_page_has_only_harmless_tags_that_all_close(record: Record) -> None:
    found = Tags(html.write(record, NOW).decode())
    assert found.open == []
    assert {tag for tag, _ in found.tags} <= HARMLESS
    names = {name for _, attributes in found.tags for name in attributes}
    assert names <= set("lang charset http-equiv content name class style scope aria-hidden".split())


def test_a_page_forbids_everything_but_its_own_style(record: Record) -> None:
    policy = [one for tag, one in Tags(html.write(record, NOW).decode()).tags if "http-equiv" in one]
    assert policy == [
        {
            "http-equiv": "Content-Security-Policy",
            "content": "default-src 'none'; style-src 'unsafe-inline'",
        }
    ]


def test_a_page_has_language_title_and_headings_in_order(record: Record) -> None:
    page = lxml_html.document_fromstring(html.write(record, NOW))
    assert page.get("lang") == "en-GB"
    assert flat(clean(record.name)) in flat(page.findtext("head/title"))
    assert flat(clean(record.title)) in flat(page.findtext("head/title"))
    headings = [one.tag for one in page.iter("h1", "h2", "h3")]
    boxes = [
        part for section in record.sections for part in section.parts if isinstance(part, Callout | Group)
    ]
    assert headings[0] == "h1"
    assert headings.count("h1") == 1
    assert headings.count("h2") == len(record.sections)
    assert headings.count("h3") == len(boxes)


def test_every_table_says_which_column_and_row_a_cell_belongs_to(record: Record) -> None:
    page = lxml_html.document_fromstring(html.write(record, NOW))
    tables = [part for section in record.sections for part in section.parts if isinstance(part, Table)]
    found = [one for one in page.findall(".//table") if one.get("class") != "form"]
    assert len(found) == len(tables)
    for there, table in zip(found, tables, strict=True):
        heads = there.findall("thead/tr/th")
        assert [one.get("scope") for one in heads] == ["col"] * len(table.headings)
        assert all(flat(one.text_content()) for one in heads)
        rows = there.findall("tbody/tr")
        assert [len(row) for row in rows] == [len(row) for row in table.rows]
        for row, cells in zip(rows, table.rows, strict=True):
            assert row[0].tag == ("th" if cells[0].strong else "td")
            assert row[0].get("scope") == ("row" if cells[0].strong else None)
            assert [len(one.findall("small")) for one in row] == [len(one.small) for one in cells]


def test_facts_are_a_list_of_descriptions_and_what_somebody_said_is_a_quotation(record: Record) -> None:
    page = lxml_html.document_fromstring(html.write(record, NOW))
    parts = [part for section in record.sections for part in section.parts]
    facts = [row for part in parts if isinstance(part, Facts) for row in part.rows]
    assert len(page.findall(".//dl/div/dt")) == len(facts)
    assert len(page.findall(".//dl/div/dd")) == sum(len(row.words) for row in facts)
    assert len(page.findall(".//blockquote")) == sum(isinstance(part, Quote) for part in parts)
    boxes = [part for part in parts if isinstance(part, Callout)]
    assert [one.get("class") for one in page.findall(".//section/section")] == [
        f"callout {one.tone}" for one in boxes
    ]


def luminance(colour: str) -> float:
    """Return how light a colour is. Source: WCAG 2.2, relative luminance."""
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(one * 2 for one in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_letter_of_a_page_stands_out_from_what_is_behind_it() -> None:
    style = html.TEMPLATE.read_text(encoding="utf-8")
    colours = dict(re.findall(r"--(\w+): (#\w+)", style))
    letters = set(re.findall(r"[; {]color: var\(--(\w+)\)", style))
    behind = set(re.findall(r"background: var\(--(\w+)\)", style))
    assert letters == {"ink", "quiet"}
    assert behind == {"tint"}
    for letter in letters:
        for ground in ("#fff", *(colours[one] for one in behind)):
            assert (luminance(ground) + 0.05) / (luminance(colours[letter]) + 0.05) >= 7


def test_hostile_text_is_text_on_a_page() -> None:
    page = lxml_html.document_fromstring(html.write(hostile_record(), NOW))
    for words in (page.findtext(".//h1"), page.findtext("head/title"), page.findtext(".//td")):
        assert words is not None
        assert all(one in words for one in KEPT)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u200b]", words)


def test_the_same_record_and_time_give_the_same_page() -> None:
    record = record_of(exemplary())
    assert html.write(record, NOW) == html.write(record, NOW)
    assert b'content="2026-03-09T12:00:00Z"' in html.write(record, NOW)


def chromium(folder: Path, *options: str) -> bytes:
    # As root, as in most containers, it starts only without its sandbox; it opens nothing but our own page.
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    profile = f"--user-data-dir={folder / 'profile'}"
    page = (folder / "record.html").as_uri()
    ran = subprocess.run([*command, profile, *options, page], capture_output=True, check=True, timeout=120)
    return ran.stdout


@pytest.mark.needs("chromium")
def test_a_browser_shows_hostile_text_as_text(tmp_path: Path) -> None:
    (tmp_path / "record.html").write_bytes(html.write(hostile_record(), NOW))
    page = lxml_html.document_fromstring(chromium(tmp_path, "--dump-dom").decode())
    assert {str(one.tag) for one in page.iter()} <= HARMLESS
    assert all(one in page.findtext(".//h1") for one in KEPT)


@pytest.mark.needs("chromium", "pdfinfo")
def test_a_browser_prints_every_section_and_repeats_the_headings_of_a_table(tmp_path: Path) -> None:
    rows = tuple((f"row {number}", "What was seen and heard. " * 8) for number in range(60))
    record = record_of(exemplary())
    long = Section("Long", (table_of("Quarternary|What", rows),))
    record = replace(record, sections=(*record.sections, long))
    (tmp_path / "record.html").write_bytes(html.write(record, NOW))
    printed = tmp_path / "printed.pdf"
    chromium(tmp_path, f"--print-to-pdf={printed}", "--no-pdf-header-footer")
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(printed.read_bytes())).pages]
    whole = flat("".join(pages))
    assert all(section.leads or flat(section.title) in whole for section in record.sections)
    assert sum("Quarternary" in page for page in pages) >= 3
    assert all("CONFIDENTIAL" in page for page in pages)
