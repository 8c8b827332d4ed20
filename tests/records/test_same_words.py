"""Every form of a record says the same texts in the same order, whoever opens it.

Each file is opened by a reader that did not write it: the XML of the Word file, the tree of the web page, the
Markdown as a common reader shows it, the PDF as its text is laid out.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from pypdf import PdfReader
from tests.records.test_golden import NAMES, kinds
from tests.records.test_kinds import framed

from chairtui.records.content.annex import annex
from chairtui.records.delivery.exporting import render
from chairtui.records.formats.glyphs import BREAK, shown
from chairtui.records.record import (
    Callout,
    Cell,
    Column,
    Fact,
    Facts,
    Group,
    Paragraph,
    Points,
    Quote,
    Record,
    Section,
    Table,
    Tone,
    Width,
    texts_in,
)
from chairtui.text import clean

MADE = datetime(2026, 11, 27, 12, tzinfo=UTC)
FORMS = ("docx", "html", "md", "txt", "pdf")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def flat(words: str) -> str:
    return "".join(words.replace(BREAK, "").split())


def read(content: bytes, form: str, record: Record) -> str:
    """Return what a foreign reader finds in a file, in its order, without its spaces."""
    match form:
        case "docx":
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                tree = etree.fromstring(packed.read("word/document.xml"))
            return flat("".join(one.text or "" for one in tree.iter(f"{W}t")))
        case "html":
            return flat(lxml_html.document_fromstring(content).find("body").text_content())
        case "md":
            page = MarkdownIt("commonmark").enable("table").render(content.decode())
            return flat(lxml_html.document_fromstring(page.replace("<br>", "\n")).text_content())
        case "pdf":
            return "".join(_page(words, record) for words in pages(content))
    return flat(content.decode())


@cache
def pages(content: bytes) -> tuple[str, ...]:
    """Return what a foreign reader finds on each page of a PDF; both tests look at the same files."""
    return tuple(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def _page(words: str, record: Record) -> str:
    """Return the text of a page without what stands at its edges."""
    found = flat(words)
    head = re.escape(flat(shown(record.running))) + re.escape(flat(record.reference)) + "(·DRAFT)?"
    foot = re.escape(flat(record.marking + shown(record.footer))) + r"Page\d+of\d+"
    return re.sub(f"{head}|{foot}", "", found)


def said(record: Record, form: str) -> Iterator[str]:
    """Yield the texts that a form has to say, in order; plain text says the heads of a table in each row."""
    for section in record.sections:
        if not section.leads:
            yield section.title
        for part in section.parts:
            if isinstance(part, Table) and form == "txt":
                part = Table((), part.rows)
            yield from texts_in(part)


def missing(record: Record, form: str, content: bytes) -> list[str]:
    """Return the texts that are not in a file, or not in their place."""
    found, at, lost = read(content, form, record), 0, []
    for words in said(record, form):
        wanted = flat(shown(clean(words)) if form == "pdf" else clean(words))
        place = found.find(wanted, at)
        if place < 0:
            lost.append(words)
        else:
            at = place + len(wanted)
    return lost


@cache
def records(name: str) -> tuple[tuple[str, Record], ...]:
    frame = framed(Path("nowhere"), name)
    return (*kinds(frame), ("annex", annex(frame)))


@cache
def files(name: str, form: str) -> tuple[tuple[str, Record, bytes], ...]:
    return tuple((kind, record, render(record, form, MADE)) for kind, record in records(name))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_every_form_says_the_same_texts_in_the_same_order(name: str, form: str) -> None:
    lost = {kind: missing(record, form, content) for kind, record, content in files(name, form)}
    assert {kind: texts for kind, texts in lost.items() if texts} == {}


TEXT = st.text(
    st.sampled_from("abcdefghij KLMNO.,;:!?()“”é&<*_|`#-0123456789"), min_size=1, max_size=60
).filter(str.strip)
LINES = st.lists(TEXT, max_size=3).map(tuple)
CELL = st.builds(Cell, TEXT, LINES, st.booleans())
PARTS = st.one_of(
    st.builds(Paragraph, TEXT, st.booleans()),
    st.lists(TEXT, min_size=1, max_size=4).map(lambda items: Points(tuple(items))),
    st.lists(st.builds(Fact, TEXT, LINES.filter(bool), st.booleans()), min_size=1, max_size=4).map(
        lambda rows: Facts(tuple(rows))
    ),
    st.builds(Callout, st.sampled_from(Tone), TEXT, LINES, TEXT),
    st.builds(Quote, TEXT, TEXT),
    st.builds(Group, TEXT),
    st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=3).map(
        lambda rows: Table(
            (Column("One", Width.NUMBER), Column("Two", Width.DATE), Column("Three")), tuple(rows)
        )
    ),
)
SECTIONS = st.lists(
    st.builds(Section, TEXT, st.lists(PARTS, min_size=1, max_size=6).map(tuple), st.booleans()),
    min_size=1,
    max_size=3,
)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_every_form_says_whom_a_record_is_about_what_it_is_and_for_whom(name: str, form: str) -> None:
    for kind, record, content in files(name, form):
        found = head(content, form)
        said = (record.name, record.title, record.authority, record.document, record.state, record.reference)
        for words in (*said, record.marking, record.footer):
            assert flat(shown(clean(words))) in found, (kind, words)


def head(content: bytes, form: str) -> str:
    """Return a whole file as text, with what stands at the edges of its pages."""
    match form:
        case "docx":
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                names = [one for one in packed.namelist() if re.match(r"word/(document|header|footer)", one)]
                trees = [etree.fromstring(packed.read(one)) for one in names]
            return flat("".join(one.text or "" for tree in trees for one in tree.iter(f"{W}t")))
        case "pdf":
            return flat("".join(pages(content)))
    return flat(re.sub(r"\\|\*", "", lxml_html.document_fromstring(content).text_content()))


@settings(max_examples=25, deadline=None)
@given(SECTIONS)
def test_whatever_a_record_is_made_of_every_form_says_it_in_its_order(sections: list[Section]) -> None:
    record = Record(
        title="T", reference="SM-1", subtitle="S", version=1, name="N", document="D", running="R",
        footer="· F", sections=tuple(sections),
    )  # fmt: skip
    lost = {form: missing(record, form, render(record, form, MADE)) for form in FORMS}
    assert {form: texts for form, texts in lost.items() if texts} == {}
