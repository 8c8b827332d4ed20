"""The form about one sampled meeting for one agency's auditor: what that agency may see, and questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from chairtui.audit.auditors import HEADS, QUESTIONS, Sample, SampledMeeting, Seat, View
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.change import Refused
from chairtui.core.delivery import Delivery
from chairtui.core.vocabulary import RecordKind
from chairtui.live.spotless import spotless
from chairtui.records.content.frame import Frame
from chairtui.records.preparation.answering import beside
from chairtui.records.preparation.replies import Form, bytes_of, document_of, form_of, is_json
from chairtui.records.record import Blank, Blanks, Paragraph, Record, Section
from chairtui.records.redaction.kinds import frame_for, record_in
from chairtui.tables.days import Days
from chairtui.text import clean

FORMAT = "chairtui.audit-view/1"
TITLE = "Audit of a strategy discussion"
_GUIDE = (
    "You are asked as the auditor for {agency}. What stands above is what your agency may see of the "
    "meeting. Answer in the right-hand column; leave empty what you cannot say. Your view stands beside the "
    "meeting and changes nothing of it."
)


@dataclass(frozen=True)
class Answered:
    """What a form says, by the names that it bears."""

    sample_id: str
    name: str
    """Of the meeting, in that sample."""
    view: View


class _Json(msgspec.Struct, frozen=True, kw_only=True):
    sample: str
    meeting: str
    agency: str
    answers: dict[str, str] = {}


def compose_form(frame: Frame, sample: Sample, sampled: SampledMeeting, seat: Seat) -> Record:
    """Return the form; `frame` is the meeting as a whole, of which only what the agency may see is shown."""
    shown = record_in(frame_for(frame, _delivery(seat)))
    heads = dict(zip(HEADS, (sample.id, sampled.name, seat.agency), strict=True))
    rows = (
        *(Blank(key, "Leave as it is", given) for key, given in heads.items()),
        *(Blank(key, words) for key, words in QUESTIONS.items()),
    )
    asked = Section("Your view", (Paragraph(_GUIDE.format(agency=seat.title)), Blanks(rows)), new_page=True)
    return msgspec.structs.replace(
        shown,
        title=TITLE,
        grave=False,
        document=f"Form for the auditor: {seat.title}",
        sections=(*shown.sections, asked),
        footer=f"· For the auditor: {seat.title} · {sampled.name}",
    )


def _delivery(seat: Seat) -> Delivery:
    """Return as whom the auditor sees the meeting: as their agency, or as one that nobody stood for."""
    kind = RecordKind.EXTRACT if seat.attendee_id else RecordKind.NOTICE
    return Delivery(
        id="audit", recipient=seat.title, agency=seat.agency, attendee_id=seat.attendee_id, record=kind
    )


def blank_json(sample: Sample, sampled: SampledMeeting, seat: Seat) -> bytes:
    """Return the form as JSON: the questions, and an empty answer to each."""
    form = {
        "format": FORMAT,
        **dict(zip(HEADS, (sample.id, sampled.name, seat.agency), strict=True)),
        "questions": dict(QUESTIONS),
        "answers": dict.fromkeys(QUESTIONS, ""),
    }
    return msgspec.json.format(msgspec.json.encode(form), indent=2) + b"\n"


Printed = Callable[[str, str, str], bytes | None]
"""Writes the form of a sample, a meeting's name and an agency again, if there is such a form."""


def read_form(source: Path | bytes, now: datetime, printed: Printed) -> Answered:
    """Return what a filled-in form says; `now` is when it is taken in.

    What stands outside its rows and was not printed there is theirs; where the meeting changed since, the
    words that changed count as theirs too: nothing that may be theirs is left out.

    Raises:
        Refused: it cannot be read, is none, or a row of it is not of the form.
    """
    content = bytes_of(source)
    form = None if is_json(content) else form_of(content, _QUESTIONS)
    rows = _of_json(content) if form is None else form.rows
    texts = {key: clean(words).strip() for key, words in rows.items()}
    unknown = sorted(set(texts) - set(_QUESTIONS))
    if unknown:
        raise Refused(f"There is no row “{clean(unknown[0], multiline=False, limit=60)}” in this form.")
    lacking = [key for key in HEADS if not texts.get(key)]
    if lacking:
        raise Refused(f"The row “{lacking[0]}” is empty: it says what the form is about.")
    sample_id, name = texts["sample"].upper(), texts["meeting"].upper()
    again = printed(sample_id, name, texts["agency"]) if form else None
    outside = _theirs(form, form_of(again, _QUESTIONS)) if form and again else ()
    return Answered(sample_id, name, _view(texts, outside, now))


_QUESTIONS: Mapping[str, str] = {**dict.fromkeys(HEADS, "Leave as it is"), **QUESTIONS}


def _view(texts: Mapping[str, str], outside: tuple[str, ...], now: datetime) -> View:
    written = texts.get("day", "")
    day = Days([written], now, past=True).read(written).on if written else None
    day = day if day is None or day <= local_day(now) else None
    answers = {key: texts[key] for key in QUESTIONS if key not in ("by", "day") and texts.get(key)}
    if not answers:
        raise Refused("No question of the form is answered: nothing was taken in.")
    return View(
        sample_id=texts["sample"].upper(),
        meeting_id="",
        agency=texts["agency"],
        taken_at=now,
        by=clean(texts.get("by", ""), multiline=False),
        written_on=day,
        dated=written if day is None else "",
        answers=answers,
        outside=outside,
    )


def _theirs(form: Form, printed: Form) -> tuple[str, ...]:
    return beside([one for one in map(clean, form.outside) if one.strip()], printed.outside)


def _of_json(content: bytes) -> dict[str, str]:
    raw = document_of(content, FORMAT, _Json, ("questions",))
    form = spotless(msgspec.convert(raw, _Json))
    return {"sample": form.sample, "meeting": form.meeting, "agency": form.agency, **form.answers}
