"""The recovery sheet as a page: what stands on it opens the database, by eye and by camera."""

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pypdf
import pyrage
import pytest

from chairtui.live.ports import NotSaved
from chairtui.live.recovery_words import read
from chairtui.records.delivery.recovery_sheet import sheet, write_sheet

NOW = datetime(2026, 11, 28, 2, 30, tzinfo=UTC)


def test_the_page_can_be_typed_in_again_as_it_is_read() -> None:
    key = str(pyrage.x25519.Identity.generate())
    pages = pypdf.PdfReader(BytesIO(sheet(key, NOW))).pages
    assert len(pages) == 1
    text = pages[0].extract_text()
    groups = [group for _, group in re.findall(r"\b(\d\d?)\s+([A-Z0-9]{6}|[A-Z0-9]{4})\b", text)]
    assert read(" ".join(groups)) == key
    assert "delete the file" in text
    assert "28 Nov 2026" in text


def test_it_is_written_for_its_owner_alone_and_names_nobody(tmp_path: Path) -> None:
    file = tmp_path / "sheet.pdf"
    write_sheet(file, str(pyrage.x25519.Identity.generate()), NOW)
    assert file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["sheet.pdf"]
    with pytest.raises(NotSaved):
        write_sheet(tmp_path / "none" / "sheet.pdf", str(pyrage.x25519.Identity.generate()), NOW)
