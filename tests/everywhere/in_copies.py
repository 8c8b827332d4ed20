"""What the copies say: the full record as each reader sees it, and the record for each child."""

from __future__ import annotations

from collections.abc import Iterator

from tests.everywhere.in_record import first_page
from tests.everywhere.person import Facts, Meeting
from tests.records.reading_copies import record_of

from chairtui.core.vocabulary import RecordKind
from chairtui.records.content.frame import Frame
from chairtui.records.delivery.exporting import frame_of, render
from chairtui.wiring import Workplace


def frame(place: Workplace, meeting: Meeting) -> Frame:
    live = place.desk.open(meeting.id)
    rows = [one.row for one in live.history]
    return frame_of(place.desk, live.outcome.meeting, rows)


def notice(whole: Frame) -> str:
    return _page(whole, RecordKind.NOTICE)


def facts(meeting: Meeting, whole: Frame) -> Iterator[tuple[str, Facts]]:
    """Yield what each copy says, by whose or about whom it is."""
    for line in meeting.document["attendance"]["register"]:
        page = _page(whole, RecordKind.FULL, attendee_id=line["id"])
        yield f"copy for {line['name']}", first_page(meeting, page)
    for child, name in meeting.children.items():
        page = _page(whole, RecordKind.CHILD, child_id=child)
        yield f"record for {name}", {"kind": first_page(meeting, page)["kind"]}


def _page(whole: Frame, kind: RecordKind, child_id: str = "", attendee_id: str = "") -> str:
    made = record_of(whole, kind, child_id, attendee_id)
    return render(made, "md", whole.rows[-1].at).decode()
