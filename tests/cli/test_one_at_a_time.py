"""What is asked over all meetings holds one meeting at a time, and reads none that it does not need."""

import gc
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace
from tests.live.pretend import PretendClock, live
from tests.records.returns.scene import KIT, held

from chairtui.core.children import DescribeChild
from chairtui.core.meeting import Meeting
from chairtui.records.returns.enquiry_rows import enquiry_rows
from chairtui.store.connect import Database
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.library import SqliteLibrary


def alive() -> int:
    gc.collect()
    return sum(isinstance(one, Meeting) for one in gc.get_objects())


def test_the_rows_of_the_returns_keep_no_meeting() -> None:
    before = alive()
    counted: list[int] = []

    def each() -> Iterator[Meeting]:
        for number in range(1, 6):
            counted.append(alive() - before)
            yield held(number)

    assert enquiry_rows(each())
    assert max(counted) <= 1


def test_a_case_number_leads_to_the_meetings_about_its_child_and_no_other(tmp_path: Path) -> None:
    database = Database(tmp_path / "m.db")
    log = SqliteEventLog(database)
    for meeting_id, number in (("one", "007 A"), ("two", "7a"), ("three", "8"), ("four", "")):
        meeting = live(log, PretendClock(name=meeting_id), meeting_id=meeting_id)
        meeting.do(DescribeChild(child=replace(KIT, local_id=number)))
    library = SqliteLibrary(database)
    assert library.numbered(["7A"]) == ["one", "two"]
    assert library.numbered(["0008", "9"]) == ["three"]
    assert library.numbered([""]) == []
    log.close()
    database.close()
