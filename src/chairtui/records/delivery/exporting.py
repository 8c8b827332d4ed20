"""Exporting a meeting: its document or its record, as bytes or as a file that is whole or not there."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from msgspec import structs

from chairtui.core.calendar.deadlines import london
from chairtui.core.change import Refused
from chairtui.core.history.log import Row
from chairtui.core.meeting import Meeting
from chairtui.core.naming import folder_name
from chairtui.core.vocabulary import Gate
from chairtui.directory.naming import title_in, unnamed_in
from chairtui.live.desk import Desk
from chairtui.live.formats import Kind, format_of
from chairtui.records.content.annex import annex as annex_of
from chairtui.records.content.frame import Frame
from chairtui.records.content.versions import since, versions
from chairtui.records.delivery.comparing import frame_at
from chairtui.records.formats.asked import Asked
from chairtui.records.record import Record
from chairtui.records.redaction.kinds import record_in
from chairtui.records.unwritten import not_written
from chairtui.standards.verdict import Verdict

NO_ANNEX = "Only a form to read has an annex for the chair: Word, PDF, a web page or Markdown."

AsRecord = Callable[[Record, datetime, Path | None], bytes]
"""Writes a record made at a time (UTC), from the council's own Word template or below its head, if any."""


def export(desk: Desk, meeting_id: str, form: str, *, history: bool = True, annex: bool = False) -> bytes:
    """Return a meeting in a form of the table, or one of the files of a form that is several.

    A signed record is as it was signed, or last added to, and its file says that it was made then; what was
    noted since stands below, apart. Tables and dates bear no version: they are as the meeting stands, and so
    is the `annex` for the chair, which is a file of its own.

    Raises:
        Refused: the form is none to read, and has no annex.
        Damaged: its history does not hold.
        NotSaved: the council's own Word template is faulty.
    """
    live, wanted = desk.open(meeting_id), format_of(form)
    rows = [one.row for one in live.history]
    frame = frame_of(desk, live.outcome.meeting, rows)
    if annex:
        if wanted.kind is not Kind.RECORD:
            raise Refused(NO_ANNEX)
        return _annex(desk, frame, form, live.now)
    if wanted.kind is Kind.MEETING:
        return written(frame if history else replace(frame, rows=()), form, live.now)
    made = versions(rows)
    if not made:
        frame = replace(frame, meeting=desk.told_now(live.outcome.meeting), counted=None)
        made_at = live.now
    elif wanted.bears_version:
        made_at = made[-1].at
        frame = replace(frame_at(frame), since=since(rows, made[-1], frame.title))
    else:
        made_at = rows[-1].at
    return written(frame, form, made_at, desk.word_template)


def _annex(desk: Desk, frame: Frame, form: str, now: datetime) -> bytes:
    made = versions(frame.rows)
    if made:
        frame = replace(frame, since=since(frame.rows, made[-1], frame.title))
    made_at = frame.rows[-1].at if made else now
    frame = replace(frame, meeting=reworded(frame.meeting, desk.judge(frame.meeting, made_at)))
    return render(annex_of(frame), form, made_at, desk.word_template)


def reworded(meeting: Meeting, verdicts: Iterable[Verdict]) -> Meeting:
    """Return a meeting whose warnings that stand bear the words that they have by now."""
    say = {verdict.id: verdict.say for verdict in verdicts}
    warnings = [
        warning if warning.cleared_at else structs.replace(warning, words=say.get(warning.id, warning.words))
        for warning in meeting.warnings
    ]
    return structs.replace(meeting, warnings=tuple(warnings))


def written(frame: Frame, form: str, made_at: datetime, own: Path | None = None) -> bytes:
    """Return a meeting, whole or cut to what one reader may see (kinds.frame_for), in a form.

    Raises:
        NotSaved: the council's own Word template is faulty.
    """
    if format_of(form).kind is Kind.RECORD:
        return render(record_in(frame), form, made_at, own)
    write: Callable[[Asked], bytes] = _writer(form)
    return write(Asked(frame=frame, made_at=made_at, compose=record_in, part=form))


def render(record: Record, form: str, made_at: datetime, own: Path | None = None) -> bytes:
    """Return a record in a form that is to be read, from a council's own template where there is one.

    Raises:
        NotSaved: the council's own template is faulty.
    """
    write: AsRecord = _writer(form)
    return write(record, made_at, own)


def _writer(form: str) -> Any:
    module, _, name = format_of(form).writer.partition(":")
    return getattr(import_module(module), name)


def export_to(folder: Path, desk: Desk, meeting_id: str, form: str, *, annex: bool = False) -> Path:
    """Write a meeting into a folder; return the file, or for several the folder; nobody else may read them.

    With `annex` the annex for the chair is written beside the record, as a file of its own.

    Raises:
        Refused: the form is none to read, and has no annex.
        NotSaved: the folder cannot be written to; no half file is left.
    """
    now, meeting = desk.clock.now(), desk.open(meeting_id).outcome.meeting
    contents = {
        folder / name_of(meeting, part, now): export(desk, meeting_id, part) for part in format_of(form).files
    }
    if annex:
        beside = folder / name_of(meeting, form, now, annex=True)
        contents[beside] = export(desk, meeting_id, form, annex=True)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_all(contents)
    except OSError as error:
        raise not_written(error, folder) from None
    return folder if len(format_of(form).files) > 1 else next(iter(contents))


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


def write_into(folder: Path, name: str, ending: str, content: bytes, now: datetime) -> Path:
    """Write a file, named by the time (UTC) in England, that nobody else may read; return it.

    Raises:
        NotSaved: it could not be written; no half file is left.
    """
    file = folder / f"{name}-{london(now):%Y-%m-%d-%H%M%S}.{ending}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(file, content)
    except OSError as error:
        raise not_written(error, folder) from None
    return file


def name_of(meeting: Meeting, part: str, now: datetime, *, annex: bool = False) -> str:
    """Return the name of an exported file, or of one of several."""
    ending = format_of(part).ending_of(part)
    return dated_name(meeting, f"-annex-for-the-chair{ending}" if annex else ending, now)


def dated_name(meeting: Meeting, ending: str, now: datetime) -> str:
    """Return a file name made of reference and dates, in letters that every system takes."""
    held = meeting.started_at or meeting.scheduled_at
    day = f"-{london(held):%Y-%m-%d}" if held else ""
    return f"{folder_name(meeting)}{day}-made-{london(now):%Y%m%d-%H%M%S}{ending}"


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


def _expected_of(desk: Desk, meeting: Meeting, child_id: str) -> frozenset[str]:
    """Return the keys of the roles that the meeting would expect if it was about this child alone."""
    concern = meeting.concern
    alone = structs.replace(
        concern,
        children=tuple(one for one in concern.children if one.id == child_id),
        family=tuple(one for one in concern.family if not one.children or child_id in one.children),
    )
    return frozenset(one.key for one in desk.judge.expected(structs.replace(meeting, concern=alone)))


def frame_of(desk: Desk, meeting: Meeting, rows: list[Row]) -> Frame:
    """Return a meeting with everything around it that its record shows."""

    def source_of(code: str) -> str:
        rule = desk.judge.explain(code, meeting)
        return rule.source if rule else ""

    def closes(code: str) -> bool:
        rule = desk.judge.explain(code, meeting)
        return rule is None or Gate.CLOSE in rule.gates

    def step_of(code: str) -> int | None:
        rule = desk.judge.explain(code, meeting)
        return rule.step if rule else None

    asked = {question.key: question.words for question in desk.judge.deck(meeting)}
    unnamed = [(one.key, one.title) for one in desk.judge.expected(meeting) if not one.attendee_id]
    return Frame(
        meeting=meeting,
        rows=rows,
        title=title_in(meeting, desk.agencies),
        unnamed=unnamed_in(meeting, unnamed),
        expected_of=partial(_expected_of, desk, meeting),
        stale_days=desk.judge.figures(meeting).get("stale_days"),
        source_of=source_of,
        closes=closes,
        step_of=step_of,
        judged_now=desk.judge.profile_of(meeting),
        guidance=desk.judge.guidance(meeting),
        question_of=lambda key: asked.get(key, key),
    )
