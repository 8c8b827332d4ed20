"""The papers of preparation as files: invitations, information requests and the agenda pack."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from chairtui.core.change import Refused
from chairtui.core.meeting import Meeting
from chairtui.core.preparing import Paper
from chairtui.core.register import UNASKED, Attendee
from chairtui.core.sentences.names import told_apart
from chairtui.directory.naming import title_in
from chairtui.live.desk import Desk
from chairtui.live.formats import Use, keys
from chairtui.live.series import Reader
from chairtui.records.content.frame import Frame
from chairtui.records.content.over_time import over_time_sections
from chairtui.records.delivery.exporting import render, write_whole
from chairtui.records.delivery.naming import file_name
from chairtui.records.preparation.invitations import calendar, mail_link, message
from chairtui.records.preparation.pack import compose_pack
from chairtui.records.preparation.requests import compose_request
from chairtui.records.preparation.seeing import expected_seen_by, seen_by
from chairtui.records.record import Record, Section
from chairtui.records.unwritten import not_written

FORMS: dict[Paper, tuple[str, ...]] = {
    Paper.INVITATION: ("ics", "txt"),
    Paper.UPDATE: ("ics", "txt"),
    Paper.CANCELLATION: ("ics", "txt"),
    Paper.REQUEST: keys(Use.REQUEST),
    Paper.PACK: keys(Use.PACK),
}
"""In which forms each paper can be written."""


def write_paper(desk: Desk, meeting_id: str, paper: Paper, form: str, attendee_id: str, folder: Path) -> Path:
    """Write a paper of a meeting into a folder; return the file, which nobody else may read.

    Raises:
        Refused: the paper cannot be made so; nothing was written.
        NotSaved: the folder cannot be written to; no half file is left.
    """
    meeting = desk.open(meeting_id).outcome.meeting
    now = desk.clock.now()
    content = paper_of(desk, meeting, paper, form, attendee_id, now)
    agency = _line(meeting, attendee_id).agency if attendee_id else ""
    file = folder / file_name(meeting, paper, agency, form, now)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = _free(file)
        write_whole(file, content)
    except OSError as error:
        raise not_written(error, folder) from None
    return file


def paper_of(desk: Desk, meeting: Meeting, paper: Paper, form: str, attendee_id: str, now: datetime) -> bytes:
    """Return a paper of a meeting in a form, as one recipient may see it.

    Raises:
        Refused: the paper has no such form, or what it needs is missing.
    """
    if form not in FORMS[paper]:
        raise Refused(f"The {paper.value} can be written as {', '.join(FORMS[paper])}, not as {form}.")
    if paper is Paper.REQUEST:
        return render(_request(desk, meeting, attendee_id), form, now)
    if paper is Paper.PACK:
        return render(pack_of(desk, meeting, attendee_id), form, now)
    if form == "ics":
        return calendar(meeting, paper, _invited(meeting, attendee_id), desk.agencies, now)
    line = _line(meeting, attendee_id) if attendee_id else None
    return message(meeting, paper, line, title_in(meeting, desk.agencies)).encode()


def mail_link_of(desk: Desk, meeting_id: str, paper: Paper, attendee_id: str) -> str:
    """Return the link that opens the message to a line of the register in the mail program.

    Raises:
        Refused: there is no such line, the meeting has no time, or the message is too long for a link.
    """
    meeting = desk.open(meeting_id).outcome.meeting
    return mail_link(meeting, paper, _line(meeting, attendee_id), desk.agencies)


def pack_of(desk: Desk, meeting: Meeting, attendee_id: str = "") -> Record:
    """Return the agenda pack, whole or as the agency on a line may see it.

    Raises:
        Refused: there is no such line.
    """
    expected = expected_seen_by(desk.judge.expected(meeting), meeting, attendee_id)
    over = () if attendee_id else tuple(_over_time(desk, meeting))
    return compose_pack(_frame(desk, seen_by(meeting, attendee_id)), expected, attendee_id, over)


def _over_time(desk: Desk, meeting: Meeting) -> Iterator[Section]:
    """Yield each child over the meetings before this one; nothing of a child of whom there was none."""
    reader, children = Reader(desk, meeting), told_apart(meeting).concern.children
    for child, shown in zip(meeting.concern.children, children, strict=True):
        over = reader.over_time(meeting, child)
        if len(over.meetings) > 1:
            name = shown.name if len(children) > 1 else ""
            yield from over_time_sections(over, title_in(meeting, desk.agencies), desk.clock.now(), name)


def _request(desk: Desk, meeting: Meeting, attendee_id: str) -> Record:
    if not attendee_id:
        raise Refused("A request goes to one agency: choose its line of the register.")
    seen = seen_by(meeting, attendee_id)
    return compose_request(_frame(desk, seen), _line(seen, attendee_id), desk.settings.name)


def _frame(desk: Desk, meeting: Meeting) -> Frame:
    return Frame(meeting=meeting, rows=(), title=title_in(meeting, desk.agencies))


def _invited(meeting: Meeting, attendee_id: str) -> tuple[Attendee, ...]:
    if attendee_id:
        return (_line(meeting, attendee_id),)
    return tuple(line for line in meeting.attendance.register if line.invitation.answer not in UNASKED)


def _line(meeting: Meeting, attendee_id: str) -> Attendee:
    return meeting.attendance.line(attendee_id)


def _free(file: Path) -> Path:
    """Return a name that no file has yet: two lines of one agency are two files."""
    number, free = 1, file
    while free.exists():
        number += 1
        free = file.with_stem(f"{file.stem}-{number}")
    return free
