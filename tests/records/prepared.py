"""Prepared meetings for tests of the papers: an invented one, hostile text, and one whose texts are seeds."""

from __future__ import annotations

import io
import types
import typing
import zipfile
from dataclasses import replace as replace_desk
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from pypdf import PdfReader
from pypdf.generic import StreamObject
from tests.records.inbox import demonstrated
from tests.tui.desk import StillClock, desk

from chairtui.core.fields import fields_of
from chairtui.core.meeting import Meeting
from chairtui.core.preparing import Paper
from chairtui.core.register import Attendee
from chairtui.core.vocabulary import Sector
from chairtui.core.with_ids import find
from chairtui.live.desk import Desk
from chairtui.records.preparation.papers import paper_of
from chairtui.records.record import (
    Blank,
    Blanks,
    Callout,
    Cell,
    Column,
    Fact,
    Facts,
    Group,
    Paragraph,
    Points,
    Quote,
    Record,
    Section,
    Table,
    Tone,
)

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
MISSING = "1-missing-from-watford"

HOSTILE = (
    "{{ 7*7 }} {% raw %} {%p x %} {_{ y }_} #panic(1) $x$ @ref <script>&amp;&lt;![CDATA[ ]]> </w:t> "
    "*bold* _it_ `code` = [[end]] \\n "
    "\u202egnp\u202c \x1b[31m\x07\x00 \ud800 \u200b | 👩\u200d👧 😀 中文 שלום مرحبا "
    "é\u0301"
)
KEPT = ("{{ 7*7 }}", "{_{ y }_}", "#panic(1)", "<script>&amp;&lt;", "</w:t>", "*bold*", "שלום")
"""Parts of the hostile text that every form has to show as they are."""


def a_desk(folder: Path, name: str = MISSING, at: datetime = NOW) -> tuple[Desk, Meeting]:
    """Return a desk that knows one of the invented meetings."""
    inbox = demonstrated(name, at)
    here = replace_desk(desk(folder, StillClock(at)), log=inbox.log)
    return here, inbox.meeting()


def paper(here: Desk, meeting: Meeting, kind: Paper, form: str, attendee_id: str = "") -> bytes:
    return paper_of(here, meeting, kind, form, attendee_id, NOW)


def hostile_record(words: str = HOSTILE) -> Record:
    parts = (
        Paragraph(words),
        Paragraph(words, strong=True),
        Points((words, words)),
        Table((Column(words), Column(words)), ((Cell(words, (words,)), Cell(words)),)),
        Facts((Fact(words, (words, words)),)),
        Callout(Tone.ALARM, words, (words,), words),
        Quote(words, words),
        Group(words),
        Blanks((Blank("fact-1", words, words), Blank("by", words))),
    )
    sections = (Section(words, parts), Section("Second", (Paragraph("Words."),), new_page=True))
    return Record(
        title=words,
        reference=words,
        subtitle=words,
        version=1,
        sections=sections,
        name=words,
        authority=words,
        document=words,
        state=words,
        running=words,
    )


def everything_in(content: bytes) -> str:
    """Return all texts in a file: of a Word file every part of it, of a PDF pages and properties."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    if content.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(content))
        pages = [page.extract_text() for page in reader.pages]
        objects = [str(reader.get_object(number)) for number in range(1, len(reader.xref[0]) + 1) if number]
        streams = [
            _unpacked(reader.get_object(number)) for number in range(1, len(reader.xref[0]) + 1) if number
        ]
        return "\n".join([*pages, *objects, *streams, str(reader.metadata), str(reader.xmp_metadata)])
    return content.decode()


def _unpacked(found: Any) -> str:
    """Return what a stream of a PDF holds; nothing for an object that is none."""
    return found.get_data().decode("latin-1") if isinstance(found, StreamObject) else ""


def seeded() -> tuple[Meeting, dict[str, str]]:
    """Return a meeting whose every text is a word of its own, and those words by where they stand.

    Its register has two lines, ``mine`` and ``other``; all that belongs to a line belongs to ``other``.
    """
    seeds: dict[str, str] = {}
    meeting = _filled(Meeting, "meeting", seeds)
    other = replace(meeting.attendance.register[0], id="other", deputy_for="", stays=())
    mine = Attendee(id="mine", agency="housing", sector=Sector.HOUSING, name="Mine")
    whole = _of_other(replace(meeting, scheduled_at=NOW + timedelta(days=1)))
    return replace(whole, attendance=replace(whole.attendance, register=(mine, other))), seeds


def filled_with(words: str) -> Meeting:
    """Return a meeting in which everything that can be written is these words, and a number to tell it by."""
    meeting: Meeting = _filled(Meeting, "meeting", {}, words)
    line = replace(meeting.attendance.register[0], id="other")
    return _of_other(replace(meeting, attendance=replace(meeting.attendance, register=(line,))))


def _filled(kind: Any, place: str, seeds: dict[str, str], words: str = "") -> Any:
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _filled(next(part for part in inside if part is not type(None)), place, seeds, words)
    if origin is tuple:
        return (_filled(inside[0], place, seeds, words),)
    if kind is str:
        return words + seeds.setdefault(place, f"Zq{len(seeds):04}x")
    if issubclass(kind, Struct):
        fields = fields_of(kind)
        values = {one.name: _filled(one.type, f"{place}.{one.name}", seeds, words) for one in fields}
        return kind(**values)
    if issubclass(kind, Enum):
        return next(iter(kind))
    return {bool: True, int: 5, float: 1.0, datetime: NOW, date: NOW.date()}[kind]


def _of_other(meeting: Meeting) -> Meeting:
    """Give everything that points at a line to the other agency."""
    sharing, preparing = meeting.sharing, meeting.preparing

    def theirs(values: tuple[Any, ...], field: str) -> tuple[Any, ...]:
        return tuple(replace(value, **{field: "other"}) for value in values)

    sharing = replace(
        sharing,
        contributions=theirs(sharing.contributions, "attendee_id"),
        turns=theirs(sharing.turns, "id"),
        challenges=theirs(sharing.challenges, "attendee_id"),
        offers=theirs(sharing.offers, "attendee_id"),
        bookings=theirs(sharing.bookings, "attendee_id"),
    )
    preparing = replace(
        preparing,
        agenda=theirs(preparing.agenda, "attendee_id"),
        requests=theirs(preparing.requests, "id"),
        sent=theirs(preparing.sent, "attendee_id"),
        availability=theirs(preparing.availability, "id"),
    )
    return replace(meeting, sharing=sharing, preparing=preparing)


def line(meeting: Meeting, attendee_id: str) -> Any:
    return find(meeting.attendance.register, attendee_id)
