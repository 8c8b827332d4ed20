"""A database that is removed, replaced, emptied or put back under the running program."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.live.pretend import MEETING, PretendClock, begun, live
from tests.store.files import GONE, HERE, KEY, keep_a_meeting, opened
from tests.store.files import cut as rows_cut

from chairtui.core.continuity import AcceptLog
from chairtui.core.meeting import PrepareMeeting
from chairtui.live.ports import NotSaved
from chairtui.store import file_still_itself as standing
from chairtui.store.connect import Database
from chairtui.store.drafts import SqliteDrafts
from chairtui.store.engine import connect
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.heads import beside, recall
from chairtui.store.keeping_elsewhere import keep_elsewhere
from chairtui.store.verify import verify


def moved_away(path: Path, backup: Path) -> None:
    path.rename(path.with_name("elsewhere"))


def folder_moved_away(path: Path, backup: Path) -> None:
    path.parent.rename(path.parent.with_name("elsewhere"))


def deleted(path: Path, backup: Path) -> None:
    path.unlink()


def all_deleted(path: Path, backup: Path) -> None:
    for file in path.parent.glob("meetings.db*"):
        file.unlink()


def replaced(path: Path, backup: Path) -> None:
    backup.replace(path)


def overwritten(path: Path, backup: Path) -> None:
    path.write_bytes(backup.read_bytes())


def overwritten_by_nothing_like_it(path: Path, backup: Path) -> None:
    path.write_bytes(b"synchronised" * 100_000)


def emptied(path: Path, backup: Path) -> None:
    os.truncate(path, 0)


def cut(path: Path, backup: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def log_deleted(path: Path, backup: Path) -> None:
    path.with_name("meetings.db-wal").unlink()


def log_replaced(path: Path, backup: Path) -> None:
    log = path.with_name("meetings.db-wal")
    shutil.copyfile(log, log.with_name("copy"))
    log.with_name("copy").replace(log)


def log_emptied(path: Path, backup: Path) -> None:
    os.truncate(path.with_name("meetings.db-wal"), 0)


def index_deleted(path: Path, backup: Path) -> None:
    path.with_name("meetings.db-shm").unlink()


HARM: tuple[Callable[[Path, Path], None], ...] = (
    moved_away, folder_moved_away, deleted, all_deleted, replaced, overwritten,
    overwritten_by_nothing_like_it, emptied, cut, log_deleted, log_replaced, log_emptied, index_deleted,
)  # fmt: skip


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path / "data" / "meetings.db"


def a_backup(path: Path, key: bytes | None) -> Path:
    """Keep a meeting, copy its file, and write some more into the file itself."""
    backup = path.parent.with_name("backup.db")
    keep_a_meeting(path, key)
    shutil.copyfile(path, backup)
    with opened(path, key) as log:
        live(log, PretendClock(name="later")).do(GONE)
    return backup


@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])
@pytest.mark.parametrize("harm", HARM)
def test_nothing_counts_as_saved_once_the_file_is_not_itself(
    place: Path, harm: Callable[[Path, Path], None], key: bytes | None
) -> None:
    backup = a_backup(place, key)
    database = Database(place, key)
    log = SqliteEventLog(database)
    meeting = live(log, PretendClock(name="now"))
    meeting.do(HERE)
    assert database.fault() == ""
    harm(place, backup)
    assert str(place.parent) in database.fault()
    for _ in range(2):
        with pytest.raises(NotSaved, match=r"was (deleted|replaced|emptied|over).*in another"):
            meeting.do(GONE)
        with pytest.raises(NotSaved):
            SqliteDrafts(database).keep(MEETING, "concern/words", "Half a sen")
    with pytest.raises(NotSaved, match="cannot be read"):
        meeting.reread()
    police = next(line for line in meeting.outcome.meeting.attendance.register if line.id == "police")
    assert police.here
    database.close()


@pytest.mark.parametrize("harm", [moved_away, folder_moved_away])
def test_once_it_is_put_back_all_goes_on_and_nothing_stands_twice(
    place: Path, harm: Callable[[Path, Path], None]
) -> None:
    with opened(place) as log:
        meeting = begun(log)
        meeting.do(HERE)
        before = log.size(MEETING)
        harm(place, place)
        with pytest.raises(NotSaved):
            meeting.do(GONE)
        if harm is moved_away:
            place.with_name("elsewhere").rename(place)
        else:
            place.parent.with_name("elsewhere").rename(place.parent)
        assert len(meeting.do(GONE).events) == 1
        assert log.size(MEETING) == before + 1
    assert verify(place) == []
    with opened(place) as log:
        assert live(log).outcome.meeting == meeting.outcome.meeting


def test_checkpoints_other_programs_and_backups_are_no_harm(place: Path) -> None:
    keep_a_meeting(place)
    with opened(place) as log, opened(place) as other:
        meeting = live(log, PretendClock(name="now"))
        for number in range(40):
            meeting.do(HERE if number % 2 else GONE)
            with log._database.reading() as connection:
                connection.execute("PRAGMA query_only=OFF")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            live(other, device_id="other").reread()
        assert log._database.fault() == other._database.fault() == ""
    with opened(place) as log:
        assert log._database.fault() == ""


def test_a_new_database_gets_its_tables_by_a_checkpoint(place: Path) -> None:
    with opened(place) as log:
        begun(log).do(HERE)
        log._database._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert log._database.fault() == ""
        live(log, PretendClock(name="later")).do(GONE)


def test_a_new_database_that_was_overwritten_is_noticed(place: Path) -> None:
    with opened(place) as log:
        overwritten_by_nothing_like_it(place, place)
        assert "was overwritten" in log._database.fault()


def test_an_older_copy_is_noticed_also_where_the_file_has_nothing_of_its_log_yet(place: Path) -> None:
    backup = a_backup(place, None)
    with opened(place) as log:
        SqliteDrafts(log._database).keep(MEETING, "concern/words", "Half a sen")
        assert log._database._logged().pages > 0
        assert log._database._logged().whole
        assert log._database.fault() == ""
        overwritten(place, backup)
        assert "was overwritten" in log._database.fault()


def test_a_look_that_meets_a_checkpoint_half_done_looks_again(place: Path) -> None:
    keep_a_meeting(place)
    answers = [standing.Alone(5, 10), standing.Alone(-1, -1), standing.Alone(5, 4), standing.Alone(5, 12)]
    stands = standing.Standing(place, 5, lambda: answers.pop(0), lambda: standing.Logged(0, whole=True))
    assert stands.fault() == ""
    os.utime(place)
    assert stands.fault() == ""
    assert answers == []


@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])
@pytest.mark.parametrize("harm", HARM)
def test_all_of_it_is_kept_elsewhere_and_goes_on_there(
    place: Path, tmp_path: Path, harm: Callable[[Path, Path], None], key: bytes | None
) -> None:
    backup = a_backup(place, key)
    database = Database(place, key)
    log = SqliteEventLog(database)
    another = live(log, PretendClock(name="another"), meeting_id="another")
    another.do(PrepareMeeting(meeting_id="another", reference="SD-2", authority="Bromley"))
    meeting = live(log, PretendClock(name="now"))
    meeting.do(HERE)
    SqliteDrafts(database).keep(MEETING, "concern/words", "Half a sen")
    before = [one.row for one in meeting.history]
    harm(place, backup)
    kept = keep_elsewhere(database, tmp_path, before)
    log.moved()
    assert (kept.file.parent, database.path, database.fault()) == (tmp_path, kept.file, "")
    assert [one.row for one in log.read(MEETING)] == before
    if kept.whole:
        assert set(log.meeting_ids()) == {MEETING, "another"}
        assert SqliteDrafts(database).all(MEETING) == {"concern/words": "Half a sen"}
    else:
        assert log.meeting_ids() == [MEETING]
    assert len(meeting.do(GONE).events) == 1
    log.close()
    database.close()
    assert verify(kept.file, key) == []
    assert kept.file.stat().st_mode & 0o077 == 0
    with opened(kept.file, key) as again:
        assert live(again).outcome.meeting == meeting.outcome.meeting
    assert not [*tmp_path.glob("*.part*")]


def test_a_file_that_is_there_already_is_never_written_over(place: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.db"
    mine.write_text("mine")
    (tmp_path / "meetings.db").write_text("mine too")
    with opened(place) as log:
        rows = [one.row for one in begun(log).history]
        place.unlink()
        with pytest.raises(NotSaved, match="There is a file"):
            keep_elsewhere(log._database, mine, rows)
        with pytest.raises(NotSaved, match="is not there, or may not be opened"):
            keep_elsewhere(log._database, tmp_path / "no" / "folder" / "x.db", rows)
        kept = keep_elsewhere(log._database, tmp_path, rows)
        assert kept.file.name == "meetings-2.db"
    assert mine.read_text() == "mine"


def test_where_the_file_was_lost_and_no_meeting_is_open_nothing_is_claimed(
    place: Path, tmp_path: Path
) -> None:
    backup = a_backup(place, None)
    with opened(place) as log:
        emptied(place, backup)
        with pytest.raises(NotSaved, match="nothing is left"):
            keep_elsewhere(log._database, tmp_path / "x.db", ())
        assert not (tmp_path / "x.db").exists()


def heads_deleted(path: Path) -> None:
    path.unlink()


def heads_moved(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))


def heads_replaced(path: Path) -> None:
    path.with_name("other").write_bytes(path.read_bytes()[:10])
    path.with_name("other").replace(path)


def heads_emptied(path: Path) -> None:
    os.truncate(path, 0)


def heads_cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


HEADS_HARM = (heads_deleted, heads_moved, heads_replaced, heads_emptied, heads_cut)


def last_heads(place: Path) -> dict[str, int]:
    """Return the number of the last row of each meeting that is remembered beside a database."""
    found: dict[str, int] = {}
    for head in recall(beside(place)).heads:
        found[head.meeting_id] = max(head.seq, found.get(head.meeting_id, 0))
    return found


@pytest.mark.parametrize("harm", HEADS_HARM)
@pytest.mark.parametrize("acts", [True, False])
def test_what_was_remembered_outside_stands_there_again_when_the_program_ends(
    place: Path, harm: Callable[[Path], None], acts: bool
) -> None:
    keep_a_meeting(place)
    with opened(place) as log:
        another = live(log, PretendClock(name="another"), meeting_id="another")
        another.do(PrepareMeeting(meeting_id="another", reference="SD-2", authority="Bromley"))
    before = last_heads(place)
    with opened(place) as log:
        meeting = live(log, PretendClock(name="now"))
        harm(beside(place))
        if acts:
            meeting.do(GONE)
    after = last_heads(place)
    assert after.keys() == before.keys() == {MEETING, "another"}
    assert all(after[meeting] >= before[meeting] for meeting in before)
    assert beside(place).stat().st_mode & 0o077 == 0
    rows_cut(place, 1)
    assert any(MEETING in fault for fault in verify(place))


@pytest.mark.parametrize("harm", HEADS_HARM)
def test_what_was_remembered_outside_is_not_taken_away_without_a_word(
    place: Path, harm: Callable[[Path], None]
) -> None:
    keep_a_meeting(place)
    with opened(place) as log:
        assert log.doubts() == {}
        harm(beside(place))
        live(log, PretendClock(name="now")).do(GONE)
        assert log.doubts().keys() == {MEETING}
    assert any(MEETING in fault for fault in verify(place))
    for number in range(2):  # what was written meanwhile is found as well
        with opened(place) as log:
            if doubts := log.doubts().get(MEETING, ()):
                said = AcceptLog(doubts=doubts, because="A tool for tidying up took it.")
                live(log, PretendClock(name=f"later{number}")).do(said)
            assert log.doubts() == {}
    assert verify(place) == []


def test_where_the_database_was_put_back_nothing_is_remembered_of_the_one_that_is_gone(place: Path) -> None:
    backup = a_backup(place, None)
    heads = backup.with_name("heads")
    shutil.copyfile(beside(place), heads)
    with opened(place) as log:
        live(log, PretendClock(name="now")).do(HERE)
        backup.replace(place)
        heads.replace(beside(place))
        before = beside(place).read_bytes()
    assert beside(place).read_bytes() == before


def test_a_page_counted_twice_while_another_program_writes_does_not_make_the_whole_file_a_foreign_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing, "_PAUSE", 0.0)
    path = tmp_path / "meetings.db"
    path.write_bytes(b"pages")
    counted, logged = [10], [standing.Logged(0, whole=True)]
    stands = standing.Standing(path, 1, lambda: standing.Alone(1, counted[-1]), lambda: logged[-1])

    def look(events: int) -> str:
        counted.append(events)
        os.utime(path, ns=(0, len(counted)))
        return stands.fault()

    assert look(14) == ""  # half of a checkpoint was written
    assert look(12) == ""  # the whole of it
    assert standing.OVERWRITTEN in look(9)
    assert look(12) == ""
    monkeypatch.setattr(standing, "_SETTLED", 0.0)
    assert stands.fault() == ""  # nobody has written for a while: 12 are surely there
    monkeypatch.setattr(standing, "_SETTLED", 60.0)
    assert standing.OVERWRITTEN in look(11)
    assert look(12) == ""


def test_while_somebody_reads_the_file_by_itself_is_a_mixture_and_no_foreign_one(path: Path) -> None:
    with opened(path) as log:
        meeting = begun(log)
        reader, other = connect(path), connect(path)
        for number in range(60):
            meeting.do(GONE if number % 2 else HERE)
            if number % 10 == 0:
                reader.execute("BEGIN")
                reader.execute("SELECT count(*) FROM events").fetchone()
            if number % 10 == 5:
                other.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            if number % 10 == 9:
                reader.execute("COMMIT")
        reader.close()
        other.close()
    assert verify(path) == []
