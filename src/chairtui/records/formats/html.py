"""The record as one HTML file: no scripts, nothing fetched, made to be read and to be printed."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from chairtui.records.formats.texts import texts_of
from chairtui.records.record import Record

_TIME = re.compile(r"\u00a0(\d{1,2}:\d{2})\b")
"""The time of a date: on a narrow screen it may stand below its day."""
TEMPLATE = Path(__file__).with_name("templates") / "record.html"


def export(record: Record, made_at: datetime, _own: Path | None) -> bytes:
    """Return the record as an HTML page."""
    return write(record, made_at)


def write(record: Record, made_at: datetime) -> bytes:
    """Return the record as an HTML page; `made_at` is the only time in it."""
    from jinja2 import Environment

    sheet = Environment(autoescape=True).from_string(TEMPLATE.read_text(encoding="utf-8"))
    texts = texts_of(record, lambda words: _TIME.sub(r" \1", words))
    return sheet.render(record=texts, made_at=f"{made_at:%Y-%m-%dT%H:%M:%SZ}").encode()
