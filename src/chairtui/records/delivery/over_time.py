"""A child over time as a file: read from the meetings, cut to the child, and written in a form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from chairtui.core.child_over_time import About, ChildOverTime, child_over_time
from chairtui.core.meeting import Meeting
from chairtui.core.naming import folder_name
from chairtui.core.views import Title, plain_title
from chairtui.core.with_ids import find_or_refuse
from chairtui.directory.naming import title_in
from chairtui.live.desk import Desk
from chairtui.live.series import Reader
from chairtui.records.content.over_time import over_time_record
from chairtui.records.delivery.exporting import render, write_whole
from chairtui.records.redaction.cutting import cut
from chairtui.records.redaction.one_child import WHOLE, OneChild
from chairtui.records.unwritten import not_written


def series_as(desk: Desk, meeting: Meeting, child_id: str, form: str, now: datetime) -> bytes:
    """Return a child of a meeting over time, in a form that is to be read.

    Raises:
        Refused: the meeting has no such child.
        NotSaved: the database cannot be read, or the council's own Word template is faulty.
    """
    over, _ = _read(desk, meeting, child_id)
    return _as_file(desk, meeting, over, form, now)


def _as_file(desk: Desk, meeting: Meeting, over: ChildOverTime, form: str, now: datetime) -> bytes:
    record = over_time_record(over, meeting.authority, title_in(meeting, desk.agencies), now)
    return render(record, form, now, desk.word_template)


def _read(desk: Desk, meeting: Meeting, child_id: str) -> tuple[ChildOverTime, About]:
    """Return a child of a meeting over time, and the newest meeting about it, by which it is named."""
    child = find_or_refuse(meeting.concern.children, child_id, "child")
    reader = Reader(desk, meeting)
    about, unread = reader.about(meeting, child)
    over = of_one_child(about, partial(title_in, agencies=desk.agencies), reader.beside(about))
    newest = {one.meeting.id: one for one in about}[over.newest.id if over.newest else meeting.id]
    return replace(over, unread=unread), newest


def of_one_child(
    about: tuple[About, ...],
    titled: Callable[[Meeting], Title] = lambda _: plain_title,
    beside: Iterable[Meeting] = (),
) -> ChildOverTime:
    """Return a child over time of whom nothing is told that is, or may be, about a brother or sister.

    The days of its enquiries are counted before anything is cut, as those of a record are.
    """
    alone = child_over_time((About(_narrowed(one), one.child) for one in about), titled, beside)
    return replace(alone, enquiries=child_over_time(about).enquiries)


def _narrowed(about: About) -> Meeting:
    only = OneChild(about.meeting, about.child.id)
    meeting, _ = only.narrowed(cut(about.meeting, WHOLE, only.drops))
    return replace(meeting, id=about.meeting.id)


def write_series(desk: Desk, meeting_id: str, child_id: str, form: str, folder: Path) -> Path:
    """Write a child of a meeting over time into a folder; return the file, which nobody else may read.

    The file is named by the reference of the newest meeting, which it bears as well, and the place of the
    child among its children.

    Raises:
        Refused: the meeting has no such child.
        NotSaved: it could not be written; no half file is left.
    """
    now, meeting = desk.clock.now(), desk.open(meeting_id).outcome.meeting
    over, newest = _read(desk, meeting, child_id)
    content = _as_file(desk, meeting, over, form, now)
    place = [child.id for child in newest.meeting.concern.children].index(newest.child.id) + 1
    file = folder / f"{folder_name(newest.meeting)}-child-{place}-over-time-made-{now:%Y%m%d-%H%M%S}.{form}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(file, content)
    except OSError as error:
        raise not_written(error, folder) from None
    return file
