"""A council's Word template that was made for an earlier record goes on working, and loses nothing."""

import io
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from tests.records.prepared import NOW, hostile_record
from tests.records.test_record import exemplary, record_of
from tests.records.test_templates import saved

from chairtui.records.formats.word.apart import checked
from chairtui.records.formats.word.checking import INVENTED, MADE_AT, written
from chairtui.records.formats.word.document import TEMPLATE
from chairtui.records.formats.word.filling import knows
from chairtui.records.formats.word.knowing import EVERYTHING, TOLD, newer
from chairtui.records.formats.word.spots import FaultyTemplate
from chairtui.records.record import Callout, Facts, Record, Section, Tone, fact, texts_in

EARLIER = Path(__file__).with_name("templates") / "record-of-0.2.docx"
"""The template that came with the program when a record had paragraphs, points and tables of texts alone."""


def of_a_council() -> bytes:
    """Return that template in the look of a council: its letters, a table with its address, its words."""
    document = Document(str(EARLIER))
    document.styles["Heading 2"].font.size = Pt(31)
    document.sections[0].header.paragraphs[0].text = "Invented Council · {{ record.reference }}"
    address = document.add_table(rows=1, cols=2)
    address.rows[0].cells[0].text = "1 Long Street"
    document.element.body.insert(0, address._tbl)
    return saved(document)


def words_of(content: bytes) -> str:
    found = (one.text or "" for one in Document(io.BytesIO(content)).element.body.iter(qn("w:t")))
    return flat("".join(found))


def flat(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize("template", [EARLIER.read_bytes(), of_a_council()], ids=["shipped", "a council's"])
def test_a_template_of_an_earlier_record_can_be_used_as_it_is(template: bytes) -> None:
    assert checked(template) == template


def test_a_template_of_an_earlier_record_shows_every_text_of_a_record_in_its_order() -> None:
    record = record_of(exemplary())
    found = words_of(written(record, NOW, of_a_council()))
    at = 0
    for section in record.sections:
        at = found.index(flat(section.title), at)
        for part in section.parts:
            for words in filter(None, map(flat, texts_in(part))):
                assert words in found[at:]
    assert flat(record.name) in found
    assert flat(record.subtitle) in found


def test_a_template_of_an_earlier_record_shows_any_text() -> None:
    assert written(hostile_record(), NOW, of_a_council())


def test_what_an_earlier_template_does_not_know_is_named_by_its_field() -> None:
    assert not knows(EARLIER.read_bytes())
    assert len(list(newer(knows(EARLIER.read_bytes())))) == len(TOLD)
    assert knows(TEMPLATE.read_bytes()) == EVERYTHING
    assert list(newer(EVERYTHING)) == []
    assert {one.partition(" (")[2].partition("):")[0] for one in newer(frozenset())} == {
        field for field, _, _ in TOLD.values()
    }


def test_a_template_that_learnt_one_kind_is_given_that_kind_and_the_others_as_before() -> None:
    document = Document(str(EARLIER))
    [points] = [one for one in document.paragraphs if one.text == "{%p elif part.kind == 'points' %}"]
    for line in (
        "{%p elif part.kind == 'facts' %}",
        "{%p for one in part.rows %}",
        "{{ one.label }} = {{ one.words | first }}",
        "{%p endfor %}",
    ):
        points.insert_paragraph_before(line)
    parts = (
        Facts((fact("Held", "In the room"),)),
        Callout(Tone.ALARM, "Nobody came", ("The chair: it was late.",)),
    )
    record = Record(title="T", reference="R", subtitle="S", version=1, sections=(Section("One", parts),))
    made = Document(io.BytesIO(written(record, NOW, saved(document))))
    assert "Held = In the room" in [one.text for one in made.paragraphs]
    assert "Nobody came\nThe chair: it was late." in [one.text for one in made.paragraphs]
    assert made.tables == []


@pytest.mark.parametrize(
    ("old", "left_out"),
    [
        ("{{ record.title }}", "record.title"),
        ("{{ record.subtitle }}", "record.subtitle"),
        ("{{ cell }}", "part.rows of a table"),
        ("{{ part.words }}", "part.words of a paragraph"),
    ],
)
def test_an_earlier_template_that_leaves_something_out_is_told_the_field_that_it_knows(
    old: str, left_out: str
) -> None:
    document: Any = Document(str(EARLIER))
    for text in document.element.body.iter(qn("w:t")):
        text.text = (text.text or "").replace(old, "")
    template = saved(document)
    with pytest.raises(FaultyTemplate, match=f"leaves out {left_out}"):
        written(INVENTED[0], MADE_AT, template)


def test_facts_that_follow_on_facts_are_one_table_in_an_earlier_template() -> None:
    parts = (Facts((fact("Held", "In the room"),)), Facts((fact("Chair", "Ruth"), fact("There", "All"))))
    record = Record(title="T", reference="R", subtitle="S", version=1, sections=(Section("One", parts),))
    [table] = Document(io.BytesIO(written(record, NOW, EARLIER.read_bytes()))).tables
    assert [[cell.text for cell in row.cells] for row in table.rows[1:]] == [
        ["Held", "In the room"],
        ["Chair", "Ruth"],
        ["There", "All"],
    ]
