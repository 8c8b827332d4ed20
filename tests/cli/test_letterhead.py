"""A council's head and logo above a record in PDF: checked before use, read out, and the same each time."""

import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from tests.cli.conftest import Chairtui
from tests.records.prepared import NOW, hostile_record
from tests.records.test_forms import pdf_words

from chairtui.core.change import Refused
from chairtui.records.formats import pdf
from chairtui.records.formats.letterhead import MOST_BYTES, MOST_PIXELS, Letterhead, checked

WORDS = "Invented Council\nCivic Centre, 1 Long Street"


def png(width: int = 8, height: int = 4) -> bytes:
    """Return a picture of one colour."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        whole = kind + content
        return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))

    rows = (b"\0" + b"\x20\x60\xa0" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + packed


def spoken(content: bytes, folder: Path) -> list[str]:
    """Return what a screen reader reads out instead of pictures."""
    file = folder / "made.pdf"
    file.write_bytes(content)
    found: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            if "/Alt" in node:
                found.append(str(node["/Alt"]))
            walk(node.get("/K", []))

    walk(PdfReader(file).trailer["/Root"]["/StructTreeRoot"])  # type: ignore[index]
    return found


@pytest.mark.parametrize("size", [(8, 4), (400, 10), (10, 400)])
def test_head_and_logo_stand_in_the_pdf_and_the_logo_is_read_out(
    size: tuple[int, int], tmp_path: Path
) -> None:
    head = checked(Letterhead(words=WORDS, logo=png(*size)))
    made = pdf.write(hostile_record(), NOW, head)
    words = " ".join(pdf_words(made).split())
    assert words.startswith("Invented Council Civic Centre, 1 Long Street")
    assert spoken(made, tmp_path) == ["Logo of Invented Council"]
    assert made == pdf.write(hostile_record(), NOW, head)
    bare = pdf.write(hostile_record(), NOW)
    assert "Invented Council" not in pdf_words(bare)
    assert spoken(bare, tmp_path) == []


@pytest.mark.parametrize(
    ("words", "logo", "why"),
    [
        (" \n ", b"", "Give the words of the head"),
        ("", png(), "Give the words of the head"),
        ("A\n" * 7, b"", "at most 6 lines"),
        ("A" * 121, b"", "at most 120 letters"),
        ("A", b"GIF89a", "no PNG picture"),
        ("A", b"\x89PNG\r\n\x1a\n", "no PNG picture"),
        ("A", png()[:60], "damaged"),
        ("A", png(MOST_PIXELS + 1, 1), "wider or higher"),
        ("A", png() + b"\0" * MOST_BYTES, "more than 300 kB"),
    ],
)
def test_a_head_that_cannot_be_used_is_refused_in_a_sentence(words: str, logo: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        pdf.tried(Letterhead(words=words, logo=logo), NOW)


@pytest.mark.parametrize("words", ["#panic() $x$ *b*", "\u202eevil", "日本 <b>", '"} ]'])
def test_words_of_a_head_are_words_and_nothing_else(words: str) -> None:
    made = pdf.write(hostile_record(), NOW, pdf.tried(Letterhead(words=words), NOW))
    assert made.startswith(b"%PDF")


def test_records_have_the_head_until_it_is_taken_away(
    chairtui: Chairtui, document: Path, tmp_path: Path
) -> None:
    (tmp_path / "logo.png").write_bytes(png())
    (tmp_path / "bad.png").write_bytes(b"no picture")
    assert chairtui("import", str(document)).code == 0
    export = ("export", "SM-1", "--to", "pdf")
    assert "Civic Centre" not in pdf_words(chairtui(*export).raw)
    assert chairtui("template", "head", *WORDS.splitlines(), "--logo", "logo.png").code == 0
    (tmp_path / "logo.png").unlink()
    assert "Civic Centre" in pdf_words(chairtui(*export).raw)
    refused = chairtui("template", "head", "Other", "--logo", "bad.png")
    assert (refused.code, "no PNG picture" in refused.err) == (3, True)
    assert "Civic Centre" in pdf_words(chairtui(*export).raw)
    kept = tmp_path / "config" / "chairtui" / "record-logo.png"
    assert kept.stat().st_mode & 0o777 == 0o600
    kept.write_bytes(b"spoilt")
    spoilt = chairtui(*export)
    assert (spoilt.code, spoilt.raw) == (4, b"")
    assert "chairtui template head" in spoilt.err
    assert chairtui("template", "head", "--none").code == 0
    assert "Civic Centre" not in pdf_words(chairtui(*export).raw)
    assert chairtui("template", "head").code == 2
