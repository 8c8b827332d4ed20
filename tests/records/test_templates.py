"""A council's own Word template: tried out before it is used, and every fault named with its place."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.records.prepared import NOW, a_desk, hostile_record
from tests.records.test_record import exemplary, record_of

from chairtui.live.ports import NotSaved
from chairtui.records.delivery.exporting import export, export_to
from chairtui.records.formats.word import document as word
from chairtui.records.formats.word.checking import INVENTED, MADE_AT, written
from chairtui.records.formats.word.document import TEMPLATE
from chairtui.records.formats.word.filling import MOST_BYTES
from chairtui.records.formats.word.spots import FaultyTemplate

SHIPPED = TEMPLATE.read_bytes()


def checked(template: bytes) -> bytes:
    """Try a template out as `apart.checked` does, in this process and without limits."""
    try:
        for record in INVENTED:
            written(record, MADE_AT, template)
    except (FaultyTemplate, MemoryError):
        raise
    except Exception:  # a damaged template may have lost anything that python-docx takes for granted
        raise FaultyTemplate("The file is damaged: no document can be made from it.") from None
    return template


def saved(document: Any) -> bytes:
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def changed(old: str, new: str, nth: int = 1, *, footer: bool = False) -> bytes:
    """Return the shipped template with a text in it changed where it stands for the nth time."""
    document = Document(io.BytesIO(SHIPPED))
    element = document.sections[0].footer._element if footer else document.element.body
    found = [one for one in element.iter(qn("w:t")) if old in (one.text or "")]
    found[nth - 1].text = found[nth - 1].text.replace(old, new)
    return saved(document)


def spoilt(spoil: Callable[[Any], object]) -> bytes:
    document = Document(io.BytesIO(SHIPPED))
    spoil(document)
    return saved(document)


def with_part(name: str, old: str, new: str) -> bytes:
    """Return the shipped template with a text in one of its parts changed."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SHIPPED)) as before, zipfile.ZipFile(content, "w") as after:
        for one in before.namelist():
            data = before.read(one)
            if one == name:
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode())
            after.writestr(one, data)
    return content.getvalue()


FETCHING = (
    "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r>"
    "<w:instrText> INCLUDE</w:instrText></w:r><w:r><w:instrText>PICTURE http://tracker.example/x.png"
    "</w:instrText></w:r></w:p><w:sectPr"
)
"""A field in two runs, behind another one."""

FAULTS: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    "an unknown field": (
        lambda: changed("record.title", "record.titel"),
        "Paragraph 7 (“{{ record.titel }}”): there is no field “titel”.",
    ),
    "an unknown field in a cell": (
        lambda: changed("{{ cell.main }}", "{{ cel.main }}", 2),
        "Table 2, row 3, cell 2 (“{{ cel.main }}”): there is no field “cel”.",
    ),
    "an unknown field in the footer": (
        lambda: changed("record.marking", "council", footer=True),
        "The footer, paragraph 1 (“{{ council }}”): there is no field “council”.",
    ),
    "an unknown field where another of its name stands": (
        lambda: changed("{{ section.title }}", "{{ section.title }} {{ section.titel }}", 2),
        "Paragraph 19 (“{{ section.titel }}”): there is no field “titel”.",
    ),
    "a field of a text": (
        lambda: changed("{{ point }}", "{{ point.words }}"),
        "Paragraph 27 (“{{ point.words }}”): there is no field “words”.",
    ),
    "an expression that breaks off": (
        lambda: changed("{{ point }}", "{{ point + }}"),
        "Paragraph 27 (“{{ point + }}”): this is not understood (unexpected 'end of print statement').",
    ),
    "an unknown filter": (
        lambda: changed("{{ heading }}", "{{ heading | big }}"),
        "Table 1, row 1, cell 2 (“{{ heading | big }}”): this is not understood (No filter named 'big').",
    ),
    "an unknown command": (
        lambda: changed("{%p else %}", "{%p esle %}"),
        "Paragraph 8 (“{%p esle %}”): this is not understood (Encountered unknown tag 'esle').",
    ),
    "a brace that is not closed": (
        lambda: changed("{{ cell }}", "{{ cell }"),
        "Table 1, row 3, cell 2 (“{{ cell }”): each brace has to be closed in the same line.",
    ),
    "a loop that is not closed": (
        lambda: changed("{%p endfor %}", "", 8),
        "Paragraph 14 (“{%p for section in record.sections %}”): it is not closed by “endfor”.",
    ),
    "an end without a beginning": (
        lambda: changed("{%tr endfor %}", "{%tr endif %}"),
        "Table 1, row 4, cell 1 (“{%tr endif %}”): it closes what was not opened before it.",
    ),
    "a way out of the sandbox": (
        lambda: changed("{{ point }}", "{{ point.__class__.__mro__ }}"),
        "Paragraph 27 (“{{ point.__class__.__mro__ }}”): a template may not do this.",
    ),
    "a loop without an end": (
        lambda: changed("{{ point }}", "{% for a in range(9999) %}{{ a }}{% endfor %}"),
        "Paragraph 27 (“{% for a in range(9999) %}”): a template may not do this.",
    ),
    "a text of a thousand million letters": (
        lambda: changed("{{ point }}", "{{ 'a' * 999999999 }}"),
        "Paragraph 27 (“{{ 'a' * 999999999 }}”): a template may not do this.",
    ),
    "a text that is filled up": (
        lambda: changed("{{ point }}", "{{ '{:>999999999}'.format(1) }}"),
        "Paragraph 27 (“{{ '{:>999999999}'.format(1) }}”): a template may not do this.",
    ),
    "a field that fetches a picture": (
        lambda: with_part("word/document.xml", "<w:sectPr", FETCHING),
        "The template has a field of Word that fetches or runs something, or that no record needs (INCL",
    ),
    "a sum that cannot be done": (
        lambda: changed("{{ point }}", "{{ 1 / 0 }}"),
        "Paragraph 27 (“{{ 1 / 0 }}”): a template may not do this.",
    ),
    "an old Word file": (b"\xd0\xcf\x11\xe0" + bytes(600), "This is an old Word file (.doc) or a locked one"),
    "nothing": (b"", "This is no Word document (.docx)."),
    "no packed file": (b"hello", "This is no Word document (.docx)."),
    "a packed file without a text": (spoilt(lambda _: None)[:3000], "This is no Word document (.docx)."),
    "a text that is no XML": (
        lambda: with_part("word/document.xml", "<w:body>", "<w:body"),
        "This is no Word document (.docx), or it is damaged.",
    ),
    "a Word file with macros": (
        lambda: with_part(
            "[Content_Types].xml",
            "openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "ms-word.document.macroEnabled.main+xml",
        ),
        "This is no Word document (.docx), or it is damaged.",
    ),
    "too large a file": (bytes(MOST_BYTES + 1), "The file has more than 10 MB, which no template has."),
    "a picture from elsewhere": (
        lambda: spoilt(lambda one: one.part.relate_to(
            "http://tracker.example/x.png",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image", is_external=True)),
        "The template fetches something from elsewhere when it is opened (image: http://tracker.example/x.png)",
    ),
}  # fmt: skip


PARTS = (
    "word/document.xml",
    "word/styles.xml",
    "word/settings.xml",
    "[Content_Types].xml",
    "word/footer1.xml",
)
PIECES = ("", "<", "</w:p>", "{{", "{% if x %}", "&xxe;", "<w:tbl/>", "é", "{{ record }}")


def bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", bytes(60_000_000))
    return content.getvalue()


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_named_with_its_place(case: str) -> None:
    template, sentence = FAULTS[case]
    with pytest.raises(FaultyTemplate) as fault:
        checked(template if isinstance(template, bytes) else template())
    assert str(fault.value).startswith(sentence)
    assert "\n" not in str(fault.value)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PARTS), st.integers(0, 1_000_000), st.integers(1, 400), st.sampled_from(PIECES))
def test_a_damaged_template_is_refused_in_a_sentence_or_loses_nothing(
    part: str, at: int, length: int, piece: str
) -> None:
    with zipfile.ZipFile(io.BytesIO(SHIPPED)) as packed:
        words = packed.read(part).decode()
    at %= len(words)
    template = with_part(part, words, words[:at] + piece + words[at + length :])
    found = "."
    try:
        assert checked(template) == template
    except FaultyTemplate as fault:
        found = str(fault)
    assert found.endswith(".")
    assert "\n" not in found


def test_a_link_and_a_page_number_may_stay() -> None:
    field = "<w:p><w:r><w:instrText>HYPERLINK http://council.example/LINK</w:instrText></w:r></w:p><w:sectPr"
    template = with_part("word/document.xml", "<w:sectPr", field)
    assert checked(template) == template


def test_a_file_that_would_unpack_to_far_more_is_not_opened() -> None:
    with pytest.raises(FaultyTemplate, match="far more than a template has, so it was not opened"):
        checked(bomb())


@pytest.mark.parametrize(
    ("old", "nth", "left_out"),
    [
        ("{{ record.title }}", 1, "record.title"),
        ("{{ record.title }}", 2, "record.title"),
        ("{{ record.name }}", 1, "record.name"),
        (
            "{{ record.subtitle }}",
            1,
            "record.subtitle, or else record.authority, record.document, record.state",
        ),
        ("{{ record.state }}", 1, "record.subtitle, or else record.authority, record.document, record.state"),
        ("{{ section.title }}", 1, "section.title of a section with section.new_page"),
        ("{{ section.title }}", 2, "section.title"),
        ("{{ part.words }}", 1, "part.words of a paragraph with part.strong"),
        ("{{ part.words }}", 2, "part.words of a paragraph"),
        ("{{ part.words }}", 3, "part.words of a group"),
        ("{{ part.words }}", 4, "part.words of a quote"),
        ("{{ part.by }}", 1, "part.by of a quote"),
        ("{{ point }}", 1, "part.points of points"),
        ("{{ fact.label }}", 1, "fact.label of part.rows of facts"),
        ("{{ line }}", 1, "the first of fact.words with fact.strong of part.rows of facts"),
        ("{{ line }}", 2, "the first of fact.words of part.rows of facts"),
        ("{{ line }}", 4, "the second of fact.words of part.rows of facts"),
        ("{{ part.label }}", 1, "part.label of a callout with part.tone == 'alarm'"),
        ("{{ part.lead }}", 2, "part.lead of a callout with part.tone == 'answer'"),
        ("{{ line }}", 7, "part.lines of a callout with part.tone == 'decision'"),
        ("{{ heading }}", 2, "part.headings of a table"),
        ("{{ cell.main }}", 1, "cell.main of part.rows of a table with cell.strong"),
        ("{{ cell.main }}", 2, "cell.main of part.rows of a table"),
        ("{{ line }}", 8, "cell.small of part.rows of a table"),
    ],
)
def test_a_template_that_leaves_out_what_a_record_says_is_refused(old: str, nth: int, left_out: str) -> None:
    with pytest.raises(
        FaultyTemplate,
        match=f"leaves out {left_out}(, record.whole_reference)?: no record may lose what was said",
    ):
        checked(changed(old, "", nth))


def test_a_template_is_read_once_however_many_records_are_made_from_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from jinja2.sandbox import SandboxedEnvironment

    read: list[str] = []
    parse = SandboxedEnvironment._parse

    def counted(self: Any, source: str, *rest: Any) -> Any:
        read.append(source)
        return parse(self, source, *rest)

    monkeypatch.setattr(SandboxedEnvironment, "_parse", counted)
    template = changed("{{ record.title }}", "Once: {{ record.title }}")
    for record in (*INVENTED, *INVENTED):
        word.write(record, NOW, template)
    assert read
    assert len(read) == len(set(read))


def test_the_shipped_template_leaves_nothing_out() -> None:
    assert checked(SHIPPED) == SHIPPED


def test_a_field_that_word_has_cut_into_pieces_with_curled_quotes_is_understood() -> None:
    def cut(document: Any) -> None:
        [first] = [one for one in document.paragraphs if one.text == "{%p elif part.kind == 'points' %}"]
        first.runs[0].text = "{%p elif part.kind =="
        first.add_run(" ‘poi").bold = True
        first.add_run("nts’ %}")

    assert checked(spoilt(cut))


def test_a_record_is_made_in_the_look_of_the_council(tmp_path: Path) -> None:
    def look(document: Any) -> None:
        document.styles["Heading 2"].font.size = Pt(31)
        document.sections[0].header.paragraphs[0].text = "Invented Council · {{ record.reference }}"

    own = tmp_path / "record.docx"
    own.write_bytes(spoilt(look))
    desk, meeting = a_desk(tmp_path, "9-exemplary")
    made = export(replace(desk, word_template=own), meeting.id, "docx")
    found = Document(io.BytesIO(made))
    assert found.styles["Heading 2"].font.size == Pt(31)
    assert found.sections[0].header.paragraphs[0].text == "Invented Council · DEMO-9"
    shipped = Document(io.BytesIO(export(desk, meeting.id, "docx")))
    texts = [[one.text or "" for one in each.element.body.iter(qn("w:t"))] for each in (found, shipped)]
    assert texts[0] == texts[1]


def test_a_table_of_the_council_s_own_leaves_those_of_the_record_their_widths() -> None:
    def letterhead(document: Any) -> None:
        table = document.add_table(rows=1, cols=2)
        table.rows[0].cells[0].text = "Invented Council"
        document.element.body.insert(0, table._tbl)

    def widths(template: bytes) -> list[list[str]]:
        tables = Document(io.BytesIO(word.write(record_of(exemplary()), NOW, template))).tables
        return [[one.get(qn("w:w")) for one in table._tbl.tblGrid] for table in tables]

    assert widths(spoilt(letterhead))[1:] == widths(SHIPPED)
    assert len({tuple(one) for one in widths(SHIPPED)}) > 2


def test_a_template_that_cannot_be_read_writes_nothing(tmp_path: Path) -> None:
    desk, meeting = a_desk(tmp_path, "9-exemplary")
    (tmp_path / "record.docx").mkdir()
    with pytest.raises(NotSaved, match=r"record.docx cannot be read: is a directory\. Nothing was written"):
        export(replace(desk, word_template=tmp_path / "record.docx"), meeting.id, "docx")


def test_a_template_that_was_spoilt_after_it_was_taken_writes_nothing_and_says_where(tmp_path: Path) -> None:
    own = tmp_path / "record.docx"
    own.write_bytes(changed("record.title", "record.titel"))
    desk, meeting = a_desk(tmp_path, "9-exemplary")
    with pytest.raises(NotSaved) as trouble:
        export_to(tmp_path / "out", replace(desk, word_template=own), meeting.id, "docx")
    assert str(trouble.value).startswith(
        "Your council's Word template cannot be used. Paragraph 7 (“{{ record.titel }}”): there is no field"
    )
    assert not (tmp_path / "out").exists()


def test_a_template_that_is_not_there_leaves_the_shipped_one(tmp_path: Path) -> None:
    desk, meeting = a_desk(tmp_path, "9-exemplary")
    own = replace(desk, word_template=tmp_path / "record.docx")
    assert export(own, meeting.id, "docx").startswith(b"PK")


def test_who_made_a_template_and_from_which_it_was_made_is_in_no_record() -> None:
    def signed(document: Any) -> None:
        document.core_properties.author = document.core_properties.comments = "Rufus Invented"
        settings = document.settings.element
        made_from = settings.makeelement(qn("w:attachedTemplate"))
        where = "file:///C:/Users/Rufus/letter.dotx"
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
        [part] = [one for one in document.part.package.iter_parts() if one.partname.endswith("settings.xml")]
        made_from.set(qn("r:id"), part.rels.get_or_add_ext_rel(kind, where))
        settings.insert(0, made_from)

    made = word.write(record_of(exemplary()), NOW, checked(spoilt(signed)))
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        assert not [name for name in packed.namelist() if b"Rufus" in packed.read(name)]
        assert b"attachedTemplate" not in packed.read("word/settings.xml")


def test_the_page_for_users_names_every_field_of_the_shipped_template() -> None:
    page = (Path(__file__).parents[2] / "docs" / "records.md").read_text(encoding="utf-8")
    words = "".join(one.text or "" for one in Document(io.BytesIO(SHIPPED)).element.body.iter(qn("w:t")))
    fields = set(re.findall(r"(?:record|section|part|fact|cell)\.\w+", words))
    assert len(fields) > 8
    assert [one for one in fields if one not in page] == []


def test_text_of_a_meeting_is_never_part_of_the_template() -> None:
    found = Document(io.BytesIO(word.write(hostile_record("{{ record.titel }} {% for %} {{"), NOW, SHIPPED)))
    [name] = [one for one in found.paragraphs if one.style and one.style.name == "Heading 1"]
    assert name.text == "{{ record.titel }} {% for %} {{"
