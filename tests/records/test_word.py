"""Each part of a record as Word has it: a style of its own, boxes that stay whole, columns by their kind."""

import io
from itertools import pairwise
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from tests.records.prepared import NOW
from tests.records.test_same_words import flat, records

from chairtui.records.formats.word import document as word
from chairtui.records.record import (
    Callout,
    Cell,
    Fact,
    Facts,
    Group,
    Paragraph,
    Part,
    Points,
    Quote,
    Record,
    Section,
    Tone,
    table,
)


def record(*parts: Part, **head: Any) -> Record:
    sections = (Section("One", parts),)
    return Record(
        **{"title": "T", "reference": "SM-1", "subtitle": "S", "version": 1, **head}, sections=sections
    )


def opened(made: Record) -> Any:
    return Document(io.BytesIO(word.write(made, NOW)))


def styled(document: Any) -> list[tuple[str, str]]:
    return [(one.style.name, one.text) for one in document.paragraphs]


def test_facts_hang_on_one_edge_and_are_no_table() -> None:
    found = opened(
        record(Facts((Fact("Held", ("In the room", "By phone")), Fact("Chair", ("Ruth",), strong=True))))
    )
    assert styled(found)[-3:] == [
        ("Fact", "Held\tIn the room"),
        ("Fact more", "By phone"),
        ("Fact", "Chair\tRuth"),
    ]
    held, _, chair = found.paragraphs[-3:]
    assert [run.bold for run in held.runs if run.text.strip()] == [True, None]
    assert [run.bold for run in chair.runs if run.text.strip()] == [True, True]
    assert found.tables == []


@pytest.mark.parametrize("tone", Tone)
def test_a_box_has_a_style_for_what_it_is_about_what_it_says_first_and_its_words(tone: Tone) -> None:
    name = tone.value.capitalize()
    found = opened(record(Callout(tone, "Lead", ("One", "Two"), "Theo"), Callout(tone, "Other")))
    assert styled(found)[-5:] == [
        (f"{name} label", "Theo"),
        (name, "Lead"),
        (f"{name} words", "One"),
        (f"{name} words", "Two"),
        (name, "Other"),
    ]
    first, other = found.paragraphs[-5:-1], found.paragraphs[-1]
    assert [one.paragraph_format.keep_with_next for one in first] == [True, True, True, None]
    assert other.paragraph_format.keep_with_next is None


@pytest.mark.parametrize(("one", "other"), [(one, other) for one in Tone for other in Tone])
def test_two_boxes_that_touch_are_two_boxes(one: Tone, other: Tone) -> None:
    """Word draws paragraphs with the same borders and the same indents as one box."""
    found = opened(
        record(Callout(one, "Lead", ("Words",)), Callout(other, "Lead", ("Words",)), Callout(one, "Lead"))
    )
    boxes = [_box(paragraph) for paragraph in found.paragraphs[-5:]]
    first, second, third = boxes[:2], boxes[2:4], boxes[4:]
    assert all(len(set(each)) == 1 for each in (first, second, third))
    assert first[0] != second[0] != third[0]


def _box(paragraph: Any) -> tuple[str, int]:
    borders = paragraph.style.element.pPr.find(qn("w:pBdr"))
    sides = [(one.tag, *sorted(one.items())) for one in borders]
    indent = paragraph.paragraph_format.right_indent or paragraph.style.paragraph_format.right_indent
    return str(sides), indent


def test_a_quotation_says_by_whom_and_a_group_is_a_heading() -> None:
    found = opened(record(Group("The plan"), Quote("I want to stay", "To Nina"), Quote("No")))
    assert styled(found)[-4:] == [
        ("Heading 3", "The plan"), ("Quote", "“I want to stay”"), ("Quote by", "To Nina"), ("Quote", "“No”"),
    ]  # fmt: skip


def test_a_cell_has_its_smaller_lines_below_it_and_columns_are_as_wide_as_their_kind() -> None:
    rows = ((Cell("1"), Cell("Ring", ("Why: to know",), strong=True), "Ruth", "Wed 25 Nov 2026 09:30"),) * 2
    both = [
        opened(record(table("No.:number|What|Who:person|By when:date", each))).tables[0]
        for each in (rows, ((Cell("1"), Cell("Ring " * 300), "Ruth", ""),))
    ]
    cell = both[0].rows[1].cells[1]
    assert [(one.style.name, one.text) for one in cell.paragraphs] == [
        ("Table text", "Ring"),
        ("Cell small", "Why: to know"),
    ]
    assert [run.bold for run in cell.paragraphs[0].runs if run.text] == [True]
    widths = [[int(one.get(qn("w:w"))) for one in each._tbl.tblGrid] for each in both]
    assert widths[0] == widths[1]
    number, what, _, day = widths[0]
    assert number < day < what
    for each, grid in zip(both, widths, strict=True):
        for row in each._tbl.tr_lst:
            own = [int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in row.tc_lst]
            assert own == grid


def test_each_page_but_the_first_says_whose_it_is_and_every_page_how_it_is_kept() -> None:
    head = {"running": "Theo Marsh, born 26 October 2018", "footer": "· copy for Ruth", "document": "Record"}
    found = opened(record(Paragraph("Words"), draft=True, **head)).sections[0]
    assert found.different_first_page_header_footer
    assert found.first_page_header.paragraphs[0].text == ""
    assert flat(found.header.paragraphs[0].text) == flat("Theo Marsh, born 26 October 2018 SM-1 · DRAFT")
    for foot in (found.footer, found.first_page_footer):
        assert foot.paragraphs[0].text.startswith("CONFIDENTIAL · copy for Ruth\tPage ")
        fields = [one.get(qn("w:instr")) for one in foot._element.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]
    signed = opened(record(Paragraph("Words"), **head)).sections[0]
    assert flat(signed.header.paragraphs[0].text) == flat("Theo Marsh, born 26 October 2018 SM-1")


def test_a_list_of_facts_that_is_short_stays_whole_and_a_long_one_may_break() -> None:
    for many, kept in ((3, [True, True, None]), (40, [None] * 40)):
        found = opened(record(Facts(tuple(Fact(str(number), ("Words",)) for number in range(many)))))
        assert [one.paragraph_format.keep_with_next for one in found.paragraphs[-many:]] == kept


def test_no_paragraph_of_a_record_is_empty_and_no_two_tables_touch() -> None:
    for _, made in records("9-exemplary"):
        found = opened(made)
        assert all(paragraph.text.strip() for paragraph in found.paragraphs)
        kinds = [type(one) for one in found.iter_inner_content()]
        assert not [1 for one, other in pairwise(kinds) if one is other is Table]


def test_points_are_marked_with_a_letter_that_every_font_has() -> None:
    found = opened(record(Points(("One", "Two"))))
    assert [one.style.name for one in found.paragraphs[-2:]] == ["List Bullet"] * 2
    marks = [one.get(qn("w:val")) for one in found.part.numbering_part.element.iter(qn("w:lvlText"))]
    assert "•" in marks
    assert not [one for one in marks if any("\ue000" <= letter <= "\uf8ff" for letter in one)]
