"""The record as PDF: tagged for screen readers (PDF/UA-1); the same record and time give the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec

from chairtui.core.change import Refused
from chairtui.live.ports import NotSaved
from chairtui.records.formats.glyphs import FONTS, breakable, plainest, shown
from chairtui.records.formats.letterhead import NONE, Letterhead, checked, letterhead_in, size_of
from chairtui.records.formats.texts import texts_of
from chairtui.records.record import Record

_HEIGHT, _WIDTH = 16, 60
"""Millimetres that a logo takes at most."""
TEMPLATE = Path(__file__).with_name("templates") / "record.typ"


def export(record: Record, made_at: datetime, own: Path | None) -> bytes:
    """Return the record as a PDF, below the council's head if it has one, beside its own Word template.

    Raises:
        NotSaved: the head cannot be used.
    """
    try:
        head = letterhead_in(own.parent) if own else NONE
    except OSError as error:
        fault = f"cannot be read: {(error.strerror or type(error).__name__).lower()}"
    except Refused as refused:
        fault = f"cannot be used: {refused}"
    else:
        return write(record, made_at, head)
    raise NotSaved(
        f"Your council's head for PDFs {fault} Nothing was written. Give it again with "
        "“chairtui template head”, or take it away with “chairtui template head --none”."
    )


def write(record: Record, made_at: datetime, head: Letterhead = NONE) -> bytes:
    """Return the record as a PDF, below a council's head; `made_at` is the only time in it."""
    import typst

    try:
        return _compiled(record, shown, made_at, head)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return _compiled(record, plainest, made_at, head)


def tried(head: Letterhead, made_at: datetime) -> Letterhead:
    """Return a letterhead with which a PDF was made.

    Raises:
        Refused: none can be made.
    """
    import typst

    used = checked(head)
    blank = Record(title="Record", reference="R", subtitle="", version=1, sections=())
    try:
        write(blank, made_at, used)
    except typst.TypstError:
        raise Refused("The logo is damaged: no PDF can be made with it.") from None
    return used


def _compiled(record: Record, show: Callable[[str], str], made_at: datetime, head: Letterhead) -> bytes:
    import typst

    def text(words: str) -> str:
        return breakable(show(words.replace("\t", " ")))

    texts = texts_of(record, text)
    texts["file_title"] = " · ".join(filter(None, (texts["name"], texts["title"])))
    return typst.compile(
        TEMPLATE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={
            "record": msgspec.json.encode(texts).decode(),
            "head": msgspec.json.encode(_above(head, text)).decode(),
        },
        pdf_standards="ua-1",
        timestamp=int(made_at.timestamp()),
    )


def _above(head: Letterhead, text: Callable[[str], str]) -> dict[str, object] | None:
    """Return what stands above the record: the lines of the head, and the logo with its longer side."""
    if not head.words:
        return None
    width, height = size_of(head.logo) if head.logo else (1, 1)
    wide = width * _HEIGHT > height * _WIDTH
    return {
        "lines": [text(line) for line in head.words.splitlines()],
        "logo": list(head.logo) or None,
        "width": _WIDTH if wide else None,
        "height": None if wide else _HEIGHT,
    }
