"""Lists made anew and proved, meeting by meeting."""

import gc
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.live.pretend import PretendClock, live
from tests.store.files import tamper

from chairtui.core.history.log import Damaged, Recorded, fold
from chairtui.core.meeting import Meeting, PrepareMeeting
from chairtui.live.library import SearchFor
from chairtui.store import verify as proving
from chairtui.store.connect import Database
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.library import SqliteLibrary
from chairtui.store.rebuilding import rebuild

IDS = [f"meeting-{number}" for number in range(1, 6)]


def keep_meetings(path: Path) -> None:
    database = Database(path)
    log = SqliteEventLog(database)
    for number, meeting_id in enumerate(IDS, 1):
        meeting = live(log, PretendClock(name=meeting_id), meeting_id=meeting_id)
        at = datetime(2026, 3, number, 10, tzinfo=UTC)
        meeting.do(PrepareMeeting(meeting_id=meeting_id, reference=f"SD-{number}", scheduled_at=at))
    log.close()
    database.close()


@pytest.fixture
def kept(path: Path) -> Path:
    keep_meetings(path)
    return path


@pytest.fixture
def database(kept: Path) -> Iterator[Database]:
    tamper(kept, "UPDATE meetings SET reference = 'wrong'", "DELETE FROM texts")
    database = Database(kept)
    yield database
    database.close()


def references(path: Path) -> list[str]:
    database = Database(path, reads=True)
    try:
        return sorted(one.reference for one in SqliteLibrary(database).meetings(limit=-1))
    finally:
        database.close()


class Watching(SqliteEventLog):
    """A log that looks, whenever a meeting is read, at what another program sees of the lists."""

    seen: list[int]

    def read(self, meeting_id: str) -> list[Recorded]:
        self.seen.append(references(self._database.path).count("wrong"))
        return super().read(meeting_id)


def test_each_meeting_is_a_transaction_of_its_own_so_that_others_can_save(database: Database) -> None:
    log = Watching(database)
    log.seen = []
    rebuild(database, log)
    assert log.seen == [5, 4, 3, 2, 1]


def test_a_damaged_meeting_keeps_no_other_from_being_rebuilt(kept: Path) -> None:
    damage = "UPDATE events SET body = '{}' WHERE meeting_id = 'meeting-2'"
    tamper(kept, "UPDATE meetings SET reference = 'wrong'", "DROP TRIGGER events_stand", damage)
    database = Database(kept)
    with pytest.raises(Damaged):
        rebuild(database, SqliteEventLog(database))
    database.close()
    assert references(kept) == ["SD-1", "SD-3", "SD-4", "SD-5", "wrong"]


@pytest.mark.parametrize("spoilt", ["delete-all", "rebuild"])
def test_words_are_found_again_after_the_index_was_spoilt(kept: Path, spoilt: str) -> None:
    database = Database(kept)
    if spoilt == "rebuild":  # an index that knows words which stand nowhere
        tamper(kept, "INSERT INTO found (rowid, words) VALUES (99, 'nowhere')")
    else:
        tamper(kept, "INSERT INTO found (found) VALUES ('delete-all')")
    rebuild(database, SqliteEventLog(database))
    library = SqliteLibrary(database)
    assert library.search_count(SearchFor(words="SD")) == 5
    assert library.search_count(SearchFor(words="nowhere")) == 0
    database.close()


def test_what_stands_in_a_list_and_not_in_the_log_goes(database: Database) -> None:
    tamper(database.path, "INSERT INTO children VALUES ('gone', 'c', 'n', '', '', '', '')")
    assert rebuild(database, SqliteEventLog(database)) == 5
    assert proving.verify(database.path) == []


def test_verify_holds_one_meeting_at_a_time(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alive: list[int] = []
    folded = fold

    def watched(history: Sequence[Recorded]) -> Meeting:
        gc.collect()
        ids = {one.id for one in gc.get_objects() if isinstance(one, Meeting)}
        alive.append(len(ids & set(IDS)))
        return folded(history)

    monkeypatch.setattr(proving, "fold", watched)
    assert proving.verify(kept) == []
    assert len(alive) == len(IDS)
    assert max(alive) <= 1


def test_verify_goes_on_after_a_meeting_that_breaks_its_check(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tamper(kept, "UPDATE meetings SET reference = 'wrong' WHERE meeting_id = 'meeting-4'")
    folded = fold

    def breaks(history: Sequence[Recorded]) -> Meeting:
        if history[0].row.meeting_id == "meeting-2":
            raise RecursionError
        return folded(history)

    monkeypatch.setattr(proving, "fold", breaks)
    assert proving.verify(kept) == [
        "meeting-2: a check broke off (RecursionError): the meeting is not proved.",
        "meeting-4: the list of meetings does not follow from the log",
    ]
