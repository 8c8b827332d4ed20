"""The Word template from the command line: written out, tried out, used, and put back."""

import io
from pathlib import Path

import pytest
from docx import Document
from tests.cli.conftest import Chairtui
from tests.records.test_earlier_templates import EARLIER
from tests.records.test_templates import SHIPPED, changed, saved

from chairtui.records.formats.word.knowing import TOLD

FAULT = "Paragraph 7 (“{{ record.titel }}”): there is no field “titel”."


@pytest.fixture
def own(tmp_path: Path) -> Path:
    document = Document(io.BytesIO(SHIPPED))
    document.sections[0].header.paragraphs[0].text = "Invented Council"
    file = tmp_path / "own.docx"
    file.write_bytes(saved(document))
    return file


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    file = tmp_path / "faulty.docx"
    file.write_bytes(changed("record.title", "record.titel"))
    return file


def header_of(chairtui: Chairtui, document: Path) -> str:
    chairtui("import", str(document))
    made = chairtui("export", "SM-1", "--to", "docx").raw
    return str(Document(io.BytesIO(made)).sections[0].header.paragraphs[0].text)


def test_the_shipped_template_is_written_out_and_can_be_used(chairtui: Chairtui, tmp_path: Path) -> None:
    assert chairtui("template", "export", "mine.docx").err == "mine.docx\n"
    assert (tmp_path / "mine.docx").read_bytes() == SHIPPED
    assert chairtui("template", "export", "-").raw == SHIPPED
    ran = chairtui("template", "check", "mine.docx")
    assert (ran.code, ran.out) == (0, "mine.docx: it can be used.\n")


def test_a_template_of_ones_own_is_used_until_the_shipped_one_is_wanted_again(
    chairtui: Chairtui, own: Path, document: Path, tmp_path: Path
) -> None:
    place = tmp_path / "config" / "chairtui" / "record.docx"
    assert chairtui("template").out == "the one that comes with the program\n"
    assert chairtui("template", "use", "own.docx").out == (
        f"Records in Word are made from {place}. For a PDF: “chairtui template head”.\n"
    )
    assert place.read_bytes() == own.read_bytes()
    assert place.stat().st_mode & 0o777 == 0o600
    own.unlink()
    assert chairtui("template", "--json").json == {"own": str(place)}
    assert header_of(chairtui, document) == "Invented Council"
    assert chairtui("template", "use", "--shipped").code == 0
    assert chairtui("template", "--json").json == {"own": None}
    assert header_of(chairtui, document).startswith("Kit · ")


def test_a_faulty_template_is_named_with_its_place_and_not_used(
    chairtui: Chairtui, own: Path, faulty: Path, document: Path
) -> None:
    assert chairtui("template", "use", own.name).code == 0
    ran = chairtui("template", "use", faulty.name)
    assert (ran.code, ran.out, ran.err) == (3, "", f"{FAULT}\n")
    assert header_of(chairtui, document) == "Invented Council"
    ran = chairtui("template", "check", faulty.name)
    assert (ran.code, ran.out) == (3, f"faulty.docx: {FAULT}\n")
    assert chairtui("template", "check", faulty.name, "--json").json == {
        "sound": False,
        "fault": FAULT,
        "newer": [],
    }


def test_a_template_in_use_that_was_spoilt_ends_an_export_with_one_sentence(
    chairtui: Chairtui, own: Path, faulty: Path, document: Path, tmp_path: Path
) -> None:
    chairtui("import", str(document))
    chairtui("template", "use", own.name)
    (tmp_path / "config" / "chairtui" / "record.docx").write_bytes(faulty.read_bytes())
    ran = chairtui("export", "SM-1", "--to", "docx", "--output", "record.docx")
    assert ran.code == 4
    assert ran.err.startswith(f"Your council's Word template cannot be used. {FAULT} Nothing was written.")
    assert ran.err.count("\n") == 1
    assert not (tmp_path / "record.docx").exists()
    assert chairtui("export", "SM-1", "--to", "pdf", "--output", "record.pdf").code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("use",), 2, "Give a file, or --shipped."),
        (("use", "own.docx", "--shipped"), 2, "Give a file, or --shipped."),
        (("use", "nowhere.docx"), 3, "nowhere.docx cannot be read: no such file"),
        (("export", "no/folder/x.docx"), 4, "Nothing was written to no/folder/x.docx: no such file"),
    ],
)
def test_what_cannot_be_done_with_a_template_is_said(
    chairtui: Chairtui, own: Path, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    ran = chairtui("template", *arguments)
    assert ran.code == code
    assert ran.err.startswith(sentence)


def test_a_template_that_was_made_for_an_earlier_record_is_told_by_field_what_is_new(
    chairtui: Chairtui,
) -> None:
    ran = chairtui("template", "check", str(EARLIER))
    assert ran.code == 0
    first, then, *fields = ran.out.splitlines()
    assert first == f"{EARLIER}: it can be used."
    assert then.startswith("It has no field for these, so a record from it shows them in another form.")
    assert "  Facts (part.kind == 'facts'): told as a table of two columns." in fields
    found = chairtui("template", "check", str(EARLIER), "--json").json
    assert (found["sound"], found["fault"]) == (True, None)
    assert [f"  {one}" for one in found["newer"]] == fields
    assert len(fields) == len(TOLD)
    used = chairtui("template", "use", str(EARLIER))
    assert (used.code, used.out.splitlines()[1]) == (
        0,
        f"It was made for an earlier record: “chairtui template check {EARLIER}” says what is new.",
    )
