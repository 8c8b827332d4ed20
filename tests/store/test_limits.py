"""What the store keeps of several: both streams, meetings of one hour, and one that is known to be gone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.live.pretend import MEETING, PretendClock, begun, live
from tests.store.files import GONE, HERE, cut, keep_a_meeting, opened

from chairtui.core.children import Child, DescribeChild
from chairtui.core.continuity import Flaw
from chairtui.core.meeting import PrepareMeeting
from chairtui.store.backup import back_up, put_back
from chairtui.store.connect import Database
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.heads import Accepted, beside, recall
from chairtui.store.library import SqliteLibrary
from chairtui.store.memory import MemoryEventLog


def test_of_a_history_that_is_taken_in_the_end_of_every_stream_is_remembered_at_once(path: Path) -> None:
    elsewhere = MemoryEventLog()
    begun(elsewhere)
    live(elsewhere, PretendClock(name="tablet"), device_id="tablet").do(HERE)
    with opened(path) as log:
        log.take_in([one.row for one in elsewhere.read(MEETING)])
        assert {one.device_id for one in recall(beside(path)).heads} == {"laptop", "tablet"}


def test_a_meeting_that_somebody_accepted_is_gone_is_in_doubt_no_more(path: Path) -> None:
    keep_a_meeting(path)
    cut(path, 0)
    with opened(path) as log:
        assert {one.flaw for one in log.doubts()[MEETING]} == {Flaw.CUT}
        at = datetime(2026, 3, 6, tzinfo=UTC)
        log.accept_gone(Accepted(meeting_id="another", by="Sam Three", at=at, because="Another"))
        assert MEETING in log.doubts()
        log.accept_gone(Accepted(meeting_id=MEETING, by="Sam Three", at=at, because="A practice meeting"))
        assert log.doubts() == {}


def test_a_backup_of_what_is_there_takes_nothing_away_and_an_older_one_says_how_much(path: Path) -> None:
    database = Database(path)
    log = SqliteEventLog(database)
    meeting = begun(log)
    older = back_up(database, path.with_name("older.db")).file
    before = log.size(MEETING)
    meeting.do(HERE)
    meeting.do(GONE)
    after = log.size(MEETING)
    newest = back_up(database, path.with_name("newest.db")).file
    log.close()
    database.close()
    assert put_back(newest, path).lost == {}
    assert put_back(older, path).lost == {MEETING: after - before}


def test_of_two_meetings_of_one_hour_about_a_child_each_may_be_the_earlier(path: Path) -> None:
    database = Database(path)
    log, at = SqliteEventLog(database), datetime(2026, 3, 5, 10, tzinfo=UTC)
    meetings = {name: live(log, PretendClock(name=name), meeting_id=name) for name in ("a", "b")}
    for name, meeting in meetings.items():
        meeting.do(PrepareMeeting(meeting_id=name, reference=name, scheduled_at=at))
        meeting.do(DescribeChild(child=Child(id="kit", name="Kit", local_id="K1")))
    found = [SqliteLibrary(database).series_of(meeting.outcome.meeting) for meeting in meetings.values()]
    database.close()
    assert found == [["b"], ["a"]]
