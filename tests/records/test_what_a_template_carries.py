"""What a council's Word template may say and carry, and what comes out of filling it in."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from tests.records.prepared import NOW, hostile_record
from tests.records.test_record import exemplary, record_of
from tests.records.test_templates import SHIPPED, changed, checked, saved, spoilt, with_part

from chairtui import apart
from chairtui.records.formats.word import document as word
from chairtui.records.formats.word.apart import checked as checked_apart
from chairtui.records.formats.word.apart import write_apart
from chairtui.records.formats.word.checking import INVENTED, written
from chairtui.records.formats.word.spots import FaultyTemplate
from chairtui.records.record import Points, Record, Section

XML = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def into(words: str) -> bytes:
    """Return the shipped template with Word's XML before the end of its text."""
    return with_part("word/document.xml", "<w:sectPr", f"{words}<w:sectPr")


def with_field(code: str) -> str:
    """Return a paragraph with a field of Word whose code is in one run."""
    return (
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>"
        f"{code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"
    )


def with_other_part(kind: str, content: bytes, *, used: str = "") -> bytes:
    """Return the shipped template with a part of some kind; `used` points at it from the text."""
    document = Document(io.BytesIO(SHIPPED))
    part = Part(PackURI("/word/other.bin"), "application/octet-stream", content, document.part.package)
    name = document.part.relate_to(part, kind)
    if used:
        document.element.body.insert(0, parse_xml(used.format(name=name)))
    return saved(document)


def whole(content: bytes) -> bytes:
    """Return all parts of a packed file, one behind the other."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return b"\n".join(name.encode() + packed.read(name) for name in packed.namelist())


DOUBLED = "{% set a = record.title %}" + "{% set a = a ~ a %}" * 32 + "{{ a }}"
NESTED = "".join(f"{{% for a{at} in record.sections %}}" for at in range(8)) + "x" + "{% endfor %}" * 8


@pytest.mark.parametrize(
    "words",
    [
        DOUBLED,
        NESTED,
        "{{ record.title ~ record.title }}",
        "{{ record.title + record.title }}",
        "{{ record.title | replace('e', record.title) }}",
        "{{ [record.title, record.title] | join(record.title) }}",
        "{{ record.title[:3] }}",
        "{% macro a() %}{{ a() }}{% endmacro %}",
        "{% for a in record.sections recursive %}{{ loop(a) }}{% endfor %}",
        "{% include 'other' %}",
        "{{ record.title | wordwrap(1) }}",
    ],
)
def test_a_template_shows_fields_and_works_nothing_out(words: str) -> None:
    with pytest.raises(FaultyTemplate, match=r"Paragraph 27 .*: (a template may not|this is not underst)"):
        checked(changed("{{ point }}", words + "{{ point }}"))


@pytest.mark.parametrize("filter_", ["upper", "lower", "title", "capitalize", "trim"])
def test_a_template_may_show_a_title_in_capitals_whatever_stands_in_it(filter_: str) -> None:
    template = changed("{{ section.title }}", f"{{{{ section.title | {filter_} }}}}", 2)
    template_2 = changed("{{ section.title }}", "{{ section.title.upper() }}", 2)
    for one in (template, template_2):
        made = written(hostile_record("Risk & <need> of a_b’s {_{ x }_}"), NOW, checked(one))
        assert "risk & <need> of a_b’s {_{ x }_}" in " ".join(
            one.text.casefold() for one in Document(io.BytesIO(made)).paragraphs
        )


@pytest.mark.parametrize("own", ["Bromley: {{ record.title }}", "{{ record.title }} (minutes)"])
def test_own_words_may_stand_beside_a_field(own: str) -> None:
    assert checked(changed("{{ record.title }}", own))


def test_own_words_do_not_stand_for_a_field() -> None:
    with pytest.raises(FaultyTemplate, match=r"leaves out record\.title"):
        checked(changed("{{ record.title }}", "A title"))


def test_the_title_may_stand_in_the_head_of_each_page() -> None:
    def head(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ record.title }}"
        for paragraph in document.paragraphs:
            if "record.title" in paragraph.text:
                paragraph.clear()

    assert checked(spoilt(head))


def test_a_template_that_leaves_something_out_of_one_record_only_makes_none() -> None:
    template = changed("{{ point }}", "{% if point != 'Uncle Rufus' %}{{ point }}{% endif %}")
    sections = (Section("Who", (Points(("Aunt Rufina", "Uncle Rufus")),)),)
    record = Record(title="T", reference="R", subtitle="S", version=1, sections=sections)
    with pytest.raises(FaultyTemplate, match="leaves out “Uncle Rufus”: no record may lose what was said"):
        written(record, NOW, checked(template))


INCLUDE = "INCLUDEPICTURE http://tracker.example/x.png"
FIELDS_OF_WORD = {
    "that fetches": INCLUDE,
    "that includes a text": "INCLUDETEXT //server/share/a.docx",
    "that starts a program": "DDEAUTO excel a",
    "that is linked": "LINK Excel.Sheet c:\\a.xlsx",
    "that merges": "MERGEFIELD name",
    "with the path of the file": "FILENAME \\p",
    "that nobody knows": "EVIL",
    "that is empty": " ",
    "made of a constant": "{{ 'INCLUDE' }}PICTURE http://tracker.example/x.png",
    "made of a text of the record": "HYPERLINK {{ record.title }}",
    "made of a condition": "{% if record.title %}INCLUDEPICTURE{% endif %} http://tracker.example/x.png",
    "that is a link to a server": "HYPERLINK \\\\server\\share",
    "that is a link to a file": 'HYPERLINK "file://server/share"',
    "that is a link to a file behind a switch": "HYPERLINK \\o tip c:\\a.docx",
}


@pytest.mark.parametrize("case", FIELDS_OF_WORD)
def test_no_field_of_word_fetches_runs_or_names_a_file(case: str) -> None:
    code = FIELDS_OF_WORD[case].replace('"', "&quot;")
    simple = f'<w:p><w:fldSimple w:instr="{code}"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
    for words in (with_field(code), simple):
        with pytest.raises(FaultyTemplate, match=r"field|link to a file or a server"):
            checked(into(words))


def test_a_field_of_word_in_another_is_looked_at_by_itself() -> None:
    inner = with_field(INCLUDE).removeprefix("<w:p>").removesuffix("</w:p>")
    begin, end = (f"<w:r><w:fldChar w:fldCharType='{one}'/></w:r>" for one in ("begin", "end"))
    harmless = with_field("PAGE").removeprefix("<w:p>").removesuffix("</w:p>")
    for before, within, behind in (
        ("IF ", inner, " = 1 a b"),
        ("INCLUDE", harmless, "x"),
        ("", harmless, "x"),
    ):
        words = f"<w:r><w:instrText xml:space='preserve'>{before}</w:instrText></w:r>"
        more = f"<w:r><w:instrText>{behind}</w:instrText></w:r>"
        with pytest.raises(FaultyTemplate, match="field of Word that fetches or runs"):
            checked(into(f"<w:p>{begin}{words}{within}{more}{end}</w:p>"))


@pytest.mark.parametrize(
    "code",
    [
        "PAGE",
        "NUMPAGES \\* MERGEFORMAT",
        "= 2 + 2",
        "=SUM(ABOVE)",
        "HYPERLINK \\l here",
        "DATE \\@ dd.MM.yyyy",
        "HYPERLINK mailto:office@council.example",
        "HYPERLINK https://council.example",
    ],
)
def test_a_field_of_word_that_shows_what_is_there_may_stay(code: str) -> None:
    assert checked(into(with_field(code)))


def test_what_comes_out_of_a_filling_is_looked_through() -> None:
    """Of the pieces of a field, those that stay are chosen while the template is filled in."""
    pieces = ("{%p if record.reference == 'none' %}", "PAGE", "{%p endif %}", INCLUDE)
    begin, end = (f"<w:p><w:r><w:fldChar w:fldCharType='{one}'/></w:r></w:p>" for one in ("begin", "end"))
    inside = "".join(
        f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>"
        if "{" in one
        else f"<w:p><w:r><w:instrText xml:space='preserve'> {one} </w:instrText></w:r></w:p>"
        for one in pieces
    )
    with pytest.raises(FaultyTemplate, match="field"):
        checked(into(f"{begin}{inside}{end}"))


def test_macros_and_other_data_are_not_carried_into_a_record() -> None:
    kinds = {
        "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
        "http://schemas.microsoft.com/office/2006/relationships/keyMapCustomizations",
        "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
        f"{OFFICE}/customXml",
        f"{OFFICE}/glossaryDocument",
        f"{OFFICE}/webSettings",
    }
    for kind in kinds:
        made = written(hostile_record("Words."), NOW, checked(with_other_part(kind, b"Rufus Invented")))
        assert b"Rufus" not in whole(made), kind


@pytest.mark.parametrize(
    ("kind", "used"),
    [
        ("aFChunk", "<w:altChunk {ns} r:id='{name}'/>"),
        ("oleObject", "<w:p {ns}><w:r><w:object><o:OLEObject r:id='{name}'/></w:object></w:r></w:p>"),
        ("control", "<w:p {ns}><w:r><w:control r:id='{name}'/></w:r></w:p>"),
        ("subDocument", "<w:p {ns}><w:subDoc r:id='{name}'/></w:p>"),
    ],
)
def test_a_part_that_is_shown_and_that_no_record_carries_is_refused(kind: str, used: str) -> None:
    spaces = f"xmlns:w='{XML}' xmlns:r='{OFFICE}' xmlns:o='urn:schemas-microsoft-com:office:office'"
    with pytest.raises(FaultyTemplate, match=rf"something in it that no record carries \({kind}\)"):
        checked(with_other_part(f"{OFFICE}/{kind}", b"<html/>", used=used.replace("{ns}", spaces)))


@pytest.mark.parametrize(
    "target", ["file://server/share/a.docx", "\\\\server\\share", "c:\\a.docx", "a.docx"]
)
def test_a_link_to_a_file_or_a_server_is_refused(target: str) -> None:
    def linked(document: Any) -> None:
        document.part.relate_to(target, f"{OFFICE}/hyperlink", is_external=True)

    with pytest.raises(FaultyTemplate, match="link to a file or a server"):
        checked(spoilt(linked))


@pytest.mark.parametrize("mark", ["ins", "del", "moveFrom", "moveTo"])
def test_changes_that_word_tracked_have_to_be_accepted_or_rejected_first(mark: str) -> None:
    words = f"<w:p><w:{mark} w:id='1' w:author='Rufus Invented'><w:r><w:t>Own</w:t></w:r></w:{mark}></w:p>"
    looks = "<w:p><w:pPr><w:pPrChange w:id='2' w:author='Rufus'><w:pPr/></w:pPrChange></w:pPr></w:p>"
    for one in (words, looks):
        with pytest.raises(FaultyTemplate, match=r"tracked.*accept or reject them first"):
            checked(into(one))


@pytest.mark.parametrize("looks", ["<w:vanish/>", "<w:vanish w:val='true'/>", "<w:rStyle w:val='Unseen'/>"])
def test_hidden_text_is_refused(looks: str) -> None:
    def unseen(document: Any) -> None:
        document.styles.add_style("Unseen", 2).font.hidden = True
        text = f"<w:p xmlns:w='{XML}'><w:r><w:rPr>{looks}</w:rPr><w:t>Own</w:t></w:r></w:p>"
        document.element.body.insert(0, parse_xml(text))

    with pytest.raises(FaultyTemplate, match=r"hidden text \(“Own”\): show it, or take it out"):
        checked(spoilt(unseen))


def test_text_that_is_marked_as_not_hidden_may_stay() -> None:
    assert checked(into("<w:p><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>Own</w:t></w:r></w:p>"))


def test_no_comment_of_a_template_and_nobody_s_name_is_in_a_record() -> None:
    def commented(document: Any) -> None:
        document.add_comment(document.paragraphs[0].runs, "Change this", author="Rufus Invented")
        for name in ("author", "last_modified_by", "category", "content_status", "keywords", "version"):
            setattr(document.core_properties, name, "Rufus Invented")

    template = spoilt(commented)
    assert b"Rufus" in whole(template)
    made = whole(written(hostile_record("Words."), NOW, checked(template)))
    assert b"Rufus" not in made
    assert b"Change this" not in made
    assert b"commentR" not in made
    assert b"comments.xml" not in made


def test_the_shipped_template_carries_nothing_that_it_does_not_need() -> None:
    for content in (SHIPPED, word.write(hostile_record("Words."), NOW)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            assert not [
                one for one in packed.namelist() if re.search("Effects|customXml|thumb|app.xml|web", one)
            ]


def test_a_template_that_takes_too_long_is_stopped_and_nothing_hangs() -> None:
    with pytest.raises(FaultyTemplate, match="takes more than 20 seconds or 1,000 MB of memory"):
        write_apart(INVENTED[0], NOW, SHIPPED, seconds=0.01)


@pytest.mark.parametrize("most", [apart.MOST_MEMORY, 10_000_000_000])
def test_a_process_that_takes_too_much_memory_ends_by_the_limit_or_by_itself(most: int) -> None:
    code = f"""
import time
from chairtui import apart
apart.MOST_MEMORY = {most}
apart.set_limits(20)
apart.MOST_MEMORY = {apart.MOST_MEMORY} if {most} == {apart.MOST_MEMORY} else 1
words = "a" * {apart.MOST_MEMORY if most == apart.MOST_MEMORY else 1}
time.sleep(60)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == (1 if most == apart.MOST_MEMORY else 4)


def test_what_the_program_itself_has_taken_does_not_count_against_a_template() -> None:
    """Linux counts for a new process, until it says otherwise, what the one that started it has taken."""
    code = "from chairtui import apart; print(apart._memory())"
    held = bytearray(b"a") * 300_000_000
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert 0 < int(done.stdout) < len(held) // 2


def test_a_record_made_apart_is_the_one_made_here() -> None:
    record = record_of(exemplary())
    assert whole(write_apart(record, NOW, SHIPPED)) == whole(written(record, NOW, SHIPPED))


def test_a_fault_comes_back_from_the_other_process_as_its_sentence() -> None:
    with pytest.raises(
        FaultyTemplate, match=r"Paragraph 7 \(“{{ record.titel }}”\): there is no field “titel”"
    ):
        checked_apart(changed("record.title", "record.titel"))
    with pytest.raises(FaultyTemplate, match="accept or reject"):
        checked_apart(into("<w:p><w:ins w:id='1' w:author='A'><w:r><w:t>Own</w:t></w:r></w:ins></w:p>"))
