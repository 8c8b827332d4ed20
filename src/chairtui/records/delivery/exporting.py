"""Exporting a meeting: its document or its record, as bytes or as a file that is whole or not there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from chairtui.core.calendar.deadlines import london
from chairtui.core.history.log import Row
from chairtui.core.meeting import Meeting
from chairtui.core.naming import folder_name, safe_reference
from chairtui.core.vocabulary import Gate
from chairtui.directory.naming import title_in, unnamed_in
from chairtui.live.desk import Desk
from chairtui.live.ports import NotSaved
from chairtui.records.content.frame import Frame
from chairtui.records.content.versions import since, versions
from chairtui.records.delivery.comparing import frame_at
from chairtui.records.formats.markdown import write as write_markdown
from chairtui.records.interchange.document import write as write_document
from chairtui.records.record import Record
from chairtui.records.redaction.kinds import record_in
from chairtui.records.unwritten import not_written

FORMS = ("json", "md", "html", "docx", "pdf", "csv", "xlsx", "fhir", "ics")
PARTS = {"csv": ("actions.csv", "attendance.csv")}
"""The files of a form that is more than one."""

BEAR_NO_VERSION = ("xlsx", *PARTS["csv"], "ics")
"""Forms to work with, which say how the meeting stands."""

_ENDS = {"fhir": ".fhir.json"}


def export(desk: Desk, meeting_id: str, form: str, *, history: bool = True) -> bytes:
    """Return a meeting as a document (json, fhir), a record (md, html, docx, pdf), tables or dates (ics).

    Of csv, `form` is one of its files: actions.csv or attendance.csv.

    A signed record is as it was signed, or last added to, and its file says that it was made then; what was
    noted since stands below, apart. Tables and dates bear no version: they are as the meeting stands.

    Raises:
        Damaged: its history does not hold.
        NotSaved: the council's own Word template is faulty.
    """
    live = desk.open(meeting_id)
    rows = [one.row for one in live.history]
    if form == "json":
        return write_document(live.outcome.meeting, rows if history else None, live.now)
    made, frame = versions(rows), frame_of(desk, live.outcome.meeting, rows)
    if not made:
        frame = replace(frame, meeting=desk.told_now(live.outcome.meeting), counted=None)
        made_at = live.now
    elif form in BEAR_NO_VERSION:
        made_at = rows[-1].at
    else:
        made_at = made[-1].at
        frame = replace(frame_at(frame), since=since(rows, made[-1], frame.title))
    return written(frame, form, made_at, desk.word_template)


def written(frame: Frame, form: str, made_at: datetime, word_template: Path | None = None) -> bytes:
    """Return a meeting, whole or cut to what one reader may see (kinds.frame_for), in a form other than json.

    Raises:
        NotSaved: the council's own Word template is faulty.
    """
    if form.endswith(("csv", "xlsx")):
        return _tables(frame, form, made_at)
    if form == "fhir":
        from chairtui.records.formats.fhir import write as write_fhir

        return write_fhir(frame, record_in(frame), made_at)
    if form == "ics":
        from chairtui.records.formats.due_dates import calendar

        return calendar(frame.meeting, frame.title, made_at, frame.clocks)
    return render(record_in(frame), form, made_at, word_template)


def render(record: Record, form: str, made_at: datetime, word_template: Path | None = None) -> bytes:
    """Return a record in a form: md, html, docx (from a council's own template, if there is one), pdf or txt.

    Raises:
        NotSaved: the council's own template is faulty.
    """
    if form == "docx":
        return _as_word(record, made_at, word_template)
    if form == "pdf":
        return _as_pdf(record, made_at, word_template)
    if form == "html":
        from chairtui.records.formats.html import write as write_html

        return write_html(record, made_at)
    if form == "txt":
        from chairtui.records.formats.plain import write as write_plain

        return write_plain(record).encode()
    return write_markdown(record).encode()


def _as_pdf(record: Record, made_at: datetime, word_template: Path | None) -> bytes:
    from chairtui.core.change import Refused
    from chairtui.records.formats.letterhead import NONE, letterhead_in
    from chairtui.records.formats.pdf import write

    try:
        head = letterhead_in(word_template.parent) if word_template else NONE
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


def _as_word(record: Record, made_at: datetime, word_template: Path | None) -> bytes:
    from chairtui.records.formats.word.apart import checked, write_apart
    from chairtui.records.formats.word.document import write
    from chairtui.records.formats.word.places import FaultyTemplate

    if word_template is None or not word_template.exists():
        return write(record, made_at)
    try:
        return write_apart(record, made_at, checked(word_template.read_bytes()))
    except OSError as error:
        fault = f"{word_template} cannot be read: {(error.strerror or type(error).__name__).lower()}."
    except FaultyTemplate as found:
        fault = str(found)
    raise NotSaved(
        f"Your council's Word template cannot be used. {fault} Nothing was written. Correct it and run "
        "“chairtui template use” again, or go back with “chairtui template use --shipped”."
    )


def _tables(frame: Frame, form: str, made_at: datetime) -> bytes:
    from chairtui.records.spreadsheets.sheets import actions_of, attendance_of
    from chairtui.records.spreadsheets.workbook import write_csv, write_workbook

    sheets = (actions_of(frame.meeting, frame.title), attendance_of(frame.meeting, frame.title))
    if form == "xlsx":
        return write_workbook(sheets, safe_reference(frame.meeting), made_at)
    return write_csv(sheets[PARTS["csv"].index(form)])


def export_to(folder: Path, desk: Desk, meeting_id: str, form: str) -> Path:
    """Write a meeting into a folder; return the file, or for several the folder; nobody else may read them.

    Raises:
        NotSaved: the folder cannot be written to; no half file is left.
    """
    now, meeting = desk.clock.now(), desk.open(meeting_id).outcome.meeting
    contents = {
        folder / name_of(meeting, part, now): export(desk, meeting_id, part)
        for part in PARTS.get(form, (form,))
    }
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_all(contents)
    except OSError as error:
        raise not_written(error, folder) from None
    return folder if len(contents) > 1 else next(iter(contents))


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write several files, all of them or none.

    Raises:
        OSError: one could not be written; those before it are gone again.
    """
    written: list[Path] = []
    try:
        for file, content in contents.items():
            write_whole(file, content)
            written.append(file)
    except OSError:
        for file in written:
            file.unlink(missing_ok=True)
        raise


def name_of(meeting: Meeting, form: str, now: datetime) -> str:
    """Return a file name made of reference and dates, in letters that every system takes."""
    held = meeting.started_at or meeting.scheduled_at
    day = f"-{london(held):%Y-%m-%d}" if held else ""
    end = _ENDS.get(form) or (f"-{form}" if "." in form else f".{form}")
    return f"{folder_name(meeting)}{day}-made-{london(now):%Y%m%d-%H%M%S}{end}"


def write_whole(file: Path, content: bytes) -> None:
    """Write a file beside its place and put it there when it is on disk.

    Raises:
        OSError: it could not be written; what was there before is as it was.
    """
    part = file.with_name(f"{file.name}.part")
    try:
        part.unlink(missing_ok=True)  # what a broken-off run left, or a link that somebody planted
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    except BaseException:  # also when somebody breaks it off
        part.unlink(missing_ok=True)
        raise


def frame_of(desk: Desk, meeting: Meeting, rows: list[Row]) -> Frame:
    """Return a meeting with everything around it that its record shows."""

    def source_of(code: str) -> str:
        rule = desk.judge.explain(code, meeting)
        return rule.source if rule else ""

    def closes(code: str) -> bool:
        rule = desk.judge.explain(code, meeting)
        return rule is None or Gate.CLOSE in rule.gates

    asked = {question.key: question.words for question in desk.judge.deck(meeting)}
    unnamed = [(one.key, one.title) for one in desk.judge.expected(meeting) if not one.attendee_id]
    return Frame(
        meeting=meeting,
        rows=rows,
        title=title_in(meeting, desk.agencies),
        unnamed=unnamed_in(meeting, unnamed),
        stale_days=desk.judge.figures(meeting).get("stale_days"),
        source_of=source_of,
        closes=closes,
        judged_now=desk.judge.profile_of(meeting),
        guidance=desk.judge.guidance(meeting),
        question_of=lambda key: asked.get(key, key),
    )
