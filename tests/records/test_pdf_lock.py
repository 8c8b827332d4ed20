"""A PDF with a password opens for nobody else, and keeps what a screen reader needs."""

import io
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pypdf import PasswordType, PdfReader
from pypdf.errors import FileNotDecryptedError
from tests.records.prepared import NOW
from tests.records.test_record import exemplary, record_of

from chairtui.core.change import Refused
from chairtui.records.encryption.pdf import protect
from chairtui.records.formats import pdf

PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def plain() -> bytes:
    return pdf.write(record_of(exemplary()), NOW)


@pytest.fixture(scope="module")
def locked(plain: bytes) -> bytes:
    return protect(plain, PASSWORD)


def opened(content: bytes, password: str) -> PdfReader:
    reader = PdfReader(io.BytesIO(content))
    assert reader.is_encrypted
    assert reader.decrypt(password) is not PasswordType.NOT_DECRYPTED
    return reader


def test_without_the_password_nothing_is_read(plain: bytes, locked: bytes) -> None:
    reader = PdfReader(io.BytesIO(locked))
    assert reader.decrypt("correct horse batterz") is PasswordType.NOT_DECRYPTED
    with pytest.raises(FileNotDecryptedError):
        reader.pages[0].extract_text()
    for words in (b"Strategy discussion", b"Theo Marsh", b"DEMO-9", b"pdfuaid"):
        assert words not in locked
    assert b"pdfuaid" in plain


def test_with_the_password_the_pages_are_the_same(plain: bytes, locked: bytes) -> None:
    before, after = PdfReader(io.BytesIO(plain)), opened(locked, PASSWORD)
    assert [one.extract_text() for one in after.pages] == [one.extract_text() for one in before.pages]


def test_title_language_tags_and_the_mark_of_pdf_ua_are_kept(plain: bytes, locked: bytes) -> None:
    before, after = PdfReader(io.BytesIO(plain)), opened(locked, PASSWORD)
    root: Any = after.root_object
    original: Any = before.root_object
    assert root["/Lang"] == "en-GB"
    assert bool(root["/MarkInfo"]["/Marked"])
    assert after.metadata == before.metadata
    assert root["/Metadata"].get_data() == original["/Metadata"].get_data()
    assert b"pdfuaid" in root["/Metadata"].get_data()


@pytest.mark.needs("pdfinfo")
def test_poppler_finds_the_same_tags_and_aes_256(plain: bytes, locked: bytes, tmp_path: Path) -> None:
    def told(content: bytes, *options: str) -> str:
        file = tmp_path / "record.pdf"
        file.write_bytes(content)
        made = subprocess.run(["pdfinfo", *options, file], capture_output=True, check=True)
        return made.stdout.decode(errors="replace")

    assert "AES-256" in told(locked, "-upw", PASSWORD)
    structure = told(locked, "-struct", "-upw", PASSWORD).split("\n")
    # The names of a tag's attributes may come in another order.
    assert sorted(map(str.strip, structure)) == sorted(map(str.strip, told(plain, "-struct").split("\n")))
    assert any("TH" in line for line in structure)


def test_a_password_with_accents_opens_however_it_was_typed(plain: bytes) -> None:
    locked = protect(plain, "cre\u0301me bru\u0302le\u0301e four")
    assert opened(locked, "cr\u00e9me br\u00fbl\u00e9e four").pages


@pytest.mark.parametrize(("password", "sentence"), [("short", "at least 12"), ("é" * 64, "at most 127")])
def test_a_password_that_protects_nothing_or_is_cut_off_is_refused(password: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        protect(b"", password)
