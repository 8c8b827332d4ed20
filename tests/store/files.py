"""Files of meetings to be spoilt."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite
from tests.live.pretend import begun

from chairtui.core.attendance import RecordPresence
from chairtui.core.vocabulary import Mode
from chairtui.store import migrations
from chairtui.store.connect import Database
from chairtui.store.drafts import SqliteDrafts
from chairtui.store.engine import connect
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.heads import beside

HERE = RecordPresence(attendee_id="police", mode=Mode.IN_ROOM)
GONE = RecordPresence(attendee_id="police", mode=None)
KEY = bytes(range(32))


def keep_a_meeting(path: Path, key: bytes | None = None) -> None:
    with opened(path, key) as log:
        begun(log).do(HERE)


@contextmanager
def opened(path: Path, key: bytes | None = None) -> Iterator[SqliteEventLog]:
    database = Database(path, key)
    log = SqliteEventLog(database)
    try:
        yield log
    finally:
        log.close()
        database.close()


@contextmanager
def program(path: Path, *, reads: bool = False) -> Iterator[SqliteDrafts]:
    """Give the drafts of a program that is open until the block ends."""
    database = Database(path, reads=reads)
    drafts = SqliteDrafts(database)
    try:
        yield drafts
    finally:
        drafts.end()
        database.close()


def tamper(path: Path, *statements: str, key: bytes | None = None) -> None:
    """Do what somebody with the file and an SQLite program can do."""
    connection = connect(path, key)
    for statement in statements:
        connection.execute(statement).fetchall()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def cut(path: Path, seq: int) -> None:
    trigger = next(sql for kind, name, sql in migrations.expected_schema() if name == "events_stay")
    tamper(path, "DROP TRIGGER events_stay", f"DELETE FROM events WHERE seq > {seq}", trigger)


def make_older(current: Path, path: Path, version: int) -> None:
    """Make a database of a version with the meetings of another, as that version had written it."""
    path.touch(0o600)
    older = sqlite.connect(str(path), isolation_level=None)
    migrations.make(older, version)
    older.execute("ATTACH ? AS newer", (str(current),))
    tables = older.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%STRICT%'"
    ).fetchall()
    for (table,) in tables:
        columns = ", ".join(row[1] for row in older.execute(f"PRAGMA table_info({table})"))
        older.execute(f"DELETE FROM {table}")
        older.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM newer.{table}")
    older.execute("DETACH newer")
    older.execute("PRAGMA journal_mode=WAL").fetchall()
    older.close()
    beside(path).write_bytes(beside(current).read_bytes())
