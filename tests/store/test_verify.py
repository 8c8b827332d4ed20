"""Nothing that was done to a file behind the program's back goes unnoticed."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlcipher3 import dbapi2 as sqlite
from tests.live.pretend import CHILD, MEETING, PREPARE, PretendClock, live
from tests.store.files import GONE, HERE, cut, keep_a_meeting, opened, tamper

from chairtui.core.continuity import Flaw
from chairtui.core.history.log import GENESIS, Damaged, chained
from chairtui.live.ports import NotSaved
from chairtui.store import migrations
from chairtui.store.connect import Database
from chairtui.store.engine import connect
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.heads import beside, recall
from chairtui.store.rebuilding import rebuild
from chairtui.store.rows import to_columns
from chairtui.store.verify import verify


def test_the_log_refuses_to_be_changed(path: Path) -> None:
    keep_a_meeting(path)
    for statement in (
        "UPDATE events SET actor = 'X'",
        "DELETE FROM events",
        "REPLACE INTO events SELECT * FROM events",
    ):
        with pytest.raises(sqlite.Error, match="events are never"):
            tamper(path, statement)
    assert verify(path) == []


def test_edited_words_are_noticed_and_the_meeting_is_not_shown(path: Path) -> None:
    keep_a_meeting(path)
    trigger = next(sql for kind, name, sql in migrations.expected_schema() if name == "events_stand")
    edit = "UPDATE events SET body = replace(body, 'SD-1', 'SD-2') WHERE seq = 1"
    tamper(path, "DROP TRIGGER events_stand", edit, trigger)
    faults = verify(path)
    assert f"{MEETING}/laptop: row 1 was changed" in faults
    with opened(path) as log, pytest.raises(Damaged, match=r"row 1 was changed.*chairtui verify"):
        live(log)
    assert "SD-2" not in " ".join(faults)


def test_a_dropped_or_added_trigger_is_noticed(path: Path) -> None:
    keep_a_meeting(path)
    tamper(path, "DROP TRIGGER events_stay", "CREATE TRIGGER more AFTER INSERT ON drafts BEGIN SELECT 1; END")
    assert verify(path) == [
        "The trigger events_stay is not as the program made it.",
        "The trigger more is not as the program made it.",
    ]


def test_a_tail_cut_off_is_noticed_by_the_heads_remembered_outside(path: Path) -> None:
    keep_a_meeting(path)
    cut(path, 3)
    with opened(path) as log:
        live(log).reread()
        database = Database(path)
        rebuild(database, log)
        database.close()
    assert any("was cut off" in fault for fault in verify(path))
    # Going on from there does not hide it either.
    with opened(path) as log:
        clock = PretendClock(name="later")
        for number in range(10):
            live(log, clock).do(HERE if number % 2 else GONE)
    assert any("was rewritten" in fault or "was cut off" in fault for fault in verify(path))


def test_the_first_row_of_a_meeting_is_remembered_at_once_and_not_when_the_program_ends(path: Path) -> None:
    with opened(path) as log:
        meeting = live(log)
        meeting.do(PREPARE)
        assert [one.meeting_id for one in recall(beside(path)).heads] == [MEETING]
        meeting.do(CHILD)
        other = live(log, PretendClock(name="other"), meeting_id="other")
        other.do(replace(PREPARE, meeting_id="other"))
        assert [one.meeting_id for one in recall(beside(path)).heads] == [MEETING, "other"]
    assert verify(path) == []


def test_a_log_hashed_anew_is_noticed_by_the_heads_remembered_outside(path: Path) -> None:
    keep_a_meeting(path)
    with opened(path) as log:
        rows = [one.row for one in log.read(MEETING)]
    triggers = [
        sql for kind, name, sql in migrations.expected_schema() if name in ("events_stay", "events_stand")
    ]
    connection = connect(path)
    connection.execute("DROP TRIGGER events_stay")
    connection.execute("DROP TRIGGER events_stand")
    connection.execute("DELETE FROM events")
    previous = GENESIS
    for row in rows:
        forged = chained(replace(row, actor="Somebody else"), previous)
        previous = forged.hash
        connection.execute(f"INSERT INTO events VALUES ({', '.join('?' * 13)})", to_columns(forged))
    for trigger in triggers:
        connection.execute(trigger)
    connection.close()
    database = Database(path)
    rebuild(database, SqliteEventLog(database))
    database.close()
    assert verify(path)
    assert all("was rewritten" in fault for fault in verify(path))


def test_a_lost_heads_file_is_said(path: Path) -> None:
    keep_a_meeting(path)
    beside(path).unlink()
    assert verify(path) == [
        f"{beside(path).name} is missing: rows cut off the end of the log would not be noticed."
    ]


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"\x00\xff garbage \n[1, 2]\n"], ids=["emptied", "blank", "garbage"]
)
def test_a_heads_file_that_tells_nothing_is_said_as_one_that_is_lost(path: Path, content: bytes) -> None:
    keep_a_meeting(path)
    beside(path).write_bytes(content)
    assert verify(path) == [
        f"{beside(path).name} tells nothing any more: rows cut off the end of the log would not be noticed."
    ]
    with opened(path) as log:
        assert {one.flaw for several in log.doubts().values() for one in several} == {Flaw.UNPROVED}
    assert all("was only found there" in fault for fault in verify(path))
    assert verify(path)


def test_a_heads_file_that_holds_no_head_yet_is_told_from_one_that_was_emptied(path: Path) -> None:
    with opened(path):
        pass
    assert recall(beside(path)).tells


def test_torn_lines_of_the_heads_file_do_no_harm(path: Path) -> None:
    keep_a_meeting(path)
    with beside(path).open("ab") as file:
        file.write(b'["half a li\xff\x00')
    assert verify(path) == []
    with opened(path) as log:
        live(log, PretendClock(name="again")).do(GONE)
    assert verify(path) == []
    cut(path, 3)
    assert any("was cut off" in fault for fault in verify(path))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "'yesterday'"), ("at", "'2026-03-05T10:00:00'"), ("at", "''"), ("seen", "'[[1,2]]'"),
        ("seen", "'" + "[" * 5000 + "'"), ("body", "'{}'"), ("body", "'" + "[" * 100000 + "'"),
        ("body", "CAST(x'ff00' AS TEXT)"), ("kind", "'Nonsense'"), ("seq", "9223372036854775807"),
        ("lamport", "-5"), ("version", "77"), ("hash", "CAST(x'c328' AS TEXT)"), ("device_id", "''"),
        ("meeting_id", "char(0, 55296)"), ("actor", "CAST(zeroblob(100000) AS TEXT)"),
    ],
)  # fmt: skip
def test_hostile_rows_are_named_and_never_make_the_verifier_raise(
    path: Path, column: str, value: str
) -> None:
    keep_a_meeting(path)
    tamper(path, "DROP TRIGGER events_stand", f"UPDATE events SET {column} = {value} WHERE seq = 2")
    faults = verify(path)
    assert len(faults) >= 2
    with opened(path) as log, pytest.raises((Damaged, NotSaved)):
        live(log)


def test_lists_that_do_not_follow_from_the_log_are_noticed_and_rebuilt(path: Path) -> None:
    keep_a_meeting(path)
    tamper(
        path,
        "UPDATE attendance SET present = 1",
        "INSERT INTO actions VALUES "
        "('m', 'a', 'w', 'o', 'a', '', NULL, 'immediate', 'open', '', '', '', NULL)",
        "DELETE FROM texts",
    )
    assert len(verify(path)) == 3
    database = Database(path)
    assert rebuild(database, SqliteEventLog(database)) == 1
    database.close()
    assert verify(path) == []
