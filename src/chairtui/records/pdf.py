"""The record as PDF: tagged for screen readers (PDF/UA-1); the same record and time give the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec

from chairtui.records.glyphs import FONTS, breakable, plainest, shown
from chairtui.records.record import Record
from chairtui.records.texts import texts_of

TEMPLATE = Path(__file__).with_name("templates") / "record.typ"


def write(record: Record, made_at: datetime) -> bytes:
    """Return the record as a PDF; `made_at` is the only time in it."""
    import typst

    try:
        return _compiled(record, shown, made_at)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return _compiled(record, plainest, made_at)


def _compiled(record: Record, show: Callable[[str], str], made_at: datetime) -> bytes:
    import typst

    texts = texts_of(record, lambda words: breakable(show(words.replace("\t", " "))))
    return typst.compile(
        TEMPLATE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"record": msgspec.json.encode(texts).decode()},
        pdf_standards="ua-1",
        timestamp=int(made_at.timestamp()),
    )
