"""The tables, and how an older database becomes one of this version."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from chairtui.store import heads
from chairtui.store.faults import CannotOpen

VERSION = 10
"""The database version that this program writes; kept in `PRAGMA user_version`."""

_BY_VERSION = (
    "0004-people",
    "0005-to-send",
    "0006-continued",
    "0007-machines",
    "0008-owners",
    "0009-undecided",
    "0010-indexes",
    "0011-readiness",
    "0012-listed",
)
FIRST_NOT_IN = dict(enumerate(_BY_VERSION, start=1))
"""The step that made each version one of the past."""

APPLICATION = 0x63747569
"""Marks the file as chairtui's: "ctui"."""


def apply(connection: Any, path: Path, *, reads: bool = False) -> None:
    """Bring a database to this version, in one transaction: if it breaks off, nothing has changed.

    The library that numbers the steps is loaded only when a step is due: it takes 40 ms. Who only `reads`
    does not make one of an empty file.

    Raises:
        CannotOpen: the database is newer than this program, or another program's, or was emptied.
    """
    if _version(connection, path) == VERSION:
        return
    if _is_empty(connection) and heads.recall(heads.beside(path)).heads:
        raise CannotOpen(
            f"{path} is empty, though meetings were kept in it. Nothing was changed. Put the last backup in "
            f"its place; to begin anew, move {heads.beside(path).name} away as well."
        )
    if reads:
        raise CannotOpen(f"{path} is empty: there is no database in it. “chairtui new” makes one there.")
    database = _library(connection)
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _version(connection, path) != VERSION:  # another copy of the program may have been faster
            _steps().apply(database)
            _refill(connection)
            connection.execute(f"PRAGMA user_version={VERSION}")
            connection.execute(f"PRAGMA application_id={APPLICATION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def is_older(connection: Any) -> bool:
    """Say whether a database of this program has steps to go."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    return application == APPLICATION and version < VERSION


def expected_schema(version: int = VERSION) -> set[tuple[str, str, str]]:
    """Return what `schema_of` gives for a database of a version that nobody tampered with."""
    connection = sqlite.connect(":memory:", isolation_level=None)
    make(connection, version)
    schema = schema_of(connection)
    connection.close()
    return schema


def make(connection: Any, version: int) -> None:
    """Make the tables of a version in an empty database."""
    _steps().apply(_library(connection), stop_before=FIRST_NOT_IN.get(version))
    connection.execute(f"PRAGMA user_version={version}")
    connection.execute(f"PRAGMA application_id={APPLICATION}")


def schema_of(connection: Any) -> set[tuple[str, str, str]]:
    """Return kind, name and SQL of everything in the schema."""
    rows = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_schema")
    return {(str(kind), str(name), str(sql)) for kind, name, sql in rows}


def _version(connection: Any, path: Path) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    foreign = application != APPLICATION if version else not _is_empty(connection)
    if foreign:
        raise CannotOpen(
            f"{path} is a database of another program. Nothing in it was changed. "
            "Choose another file with --db."
        )
    if version > VERSION:
        raise CannotOpen(
            f"{path} was written by a newer chairtui (database version {version}; this one knows {VERSION}). "
            "Nothing in it was changed. Update chairtui to open it."
        )
    return version


def _is_empty(connection: Any) -> bool:
    return bool(connection.execute("SELECT count(*) = 0 FROM sqlite_schema").fetchone()[0])


def _library(connection: Any) -> Any:
    """Return the connection as sqlite_utils sees it, on the same engine."""
    import sqlcipher3

    sys.modules.setdefault("pysqlite3", sqlcipher3)
    sys.modules.setdefault("pysqlite3.dbapi2", sqlcipher3.dbapi2)
    from sqlite_utils import Database

    return Database(connection, execute_plugins=False, recursive_triggers=False)


def _steps() -> Any:
    from sqlite_utils.migrations import Migrations

    steps = Migrations("chairtui")

    @steps(name="0001-events")
    def _events(database: Any) -> None:
        _run(database, EVENTS)

    @steps(name="0002-drafts")
    def _drafts(database: Any) -> None:
        _run(database, DRAFTS)

    @steps(name="0003-lists")
    def _lists(database: Any) -> None:
        _run(database, LISTS)

    @steps(name="0004-people")
    def _people(database: Any) -> None:
        _run(database, PEOPLE)

    @steps(name="0005-to-send")
    def _to_send(database: Any) -> None:
        _run(database, TO_SEND)

    @steps(name="0006-continued")
    def _continued(database: Any) -> None:
        _run(database, CONTINUED)

    @steps(name="0007-machines")
    def _machines(database: Any) -> None:
        _run(database, MACHINES)

    @steps(name="0008-owners")
    def _owners(database: Any) -> None:
        _run(database, OWNERS)

    @steps(name="0009-undecided")
    def _undecided(database: Any) -> None:
        _run(database, UNDECIDED)

    @steps(name="0010-indexes")
    def _indexes(database: Any) -> None:
        _run(database, INDEXES)

    @steps(name="0011-readiness")
    def _readiness(database: Any) -> None:
        _run(database, READINESS)

    @steps(name="0012-listed")
    def _listed(database: Any) -> None:
        _run(database, LISTED)

    return steps


def _refill(connection: Any) -> None:
    """Compute the lists from the log once all their columns are there."""
    if not connection.execute("SELECT 1 FROM events LIMIT 1").fetchone():
        return
    from chairtui.store.lists import fill

    fill(connection)


def _run(database: Any, statements: str) -> None:
    for statement in statements.split(";;"):
        if statement.strip():
            database.execute(statement.strip())


EVENTS = """
CREATE TABLE events (
    meeting_id TEXT NOT NULL, device_id TEXT NOT NULL, seq INTEGER NOT NULL CHECK (seq > 0),
    event_id TEXT NOT NULL UNIQUE, act_id TEXT NOT NULL, lamport INTEGER NOT NULL, seen TEXT NOT NULL,
    kind TEXT NOT NULL, version INTEGER NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL,
    body TEXT NOT NULL, hash TEXT NOT NULL,
    PRIMARY KEY (meeting_id, device_id, seq)
) STRICT, WITHOUT ROWID;;
CREATE TRIGGER events_once BEFORE INSERT ON events
WHEN EXISTS (
    SELECT 1 FROM events
    WHERE meeting_id = new.meeting_id AND device_id = new.device_id AND seq = new.seq
) OR EXISTS (SELECT 1 FROM events WHERE event_id = new.event_id)
BEGIN SELECT RAISE(ABORT, 'events are never replaced'); END;;
CREATE TRIGGER events_stay BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;;
CREATE TRIGGER events_stand BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;;
CREATE TABLE probe (openings INTEGER NOT NULL) STRICT;;
INSERT INTO probe VALUES (0);;
"""

DRAFTS = """
CREATE TABLE drafts (
    meeting_id TEXT NOT NULL, field TEXT NOT NULL, words TEXT NOT NULL,
    PRIMARY KEY (meeting_id, field)
) STRICT, WITHOUT ROWID;;
"""

LISTS = """
CREATE TABLE meetings (
    meeting_id TEXT NOT NULL PRIMARY KEY, newest TEXT NOT NULL, reference TEXT NOT NULL,
    authority TEXT NOT NULL, children TEXT NOT NULL, chair TEXT NOT NULL, team TEXT NOT NULL,
    stage TEXT NOT NULL, title TEXT NOT NULL, outcome TEXT NOT NULL, urgent INTEGER NOT NULL,
    scheduled_at TEXT, started_at TEXT, decided_at TEXT, signed_at TEXT,
    stops INTEGER NOT NULL, warns INTEGER NOT NULL, actions_open INTEGER NOT NULL,
    next_due_on TEXT NOT NULL, unsent INTEGER NOT NULL
) STRICT, WITHOUT ROWID;;
CREATE INDEX meetings_newest ON meetings (newest, meeting_id);;
CREATE TABLE children (
    meeting_id TEXT NOT NULL, child_id TEXT NOT NULL, name TEXT NOT NULL, born_on TEXT NOT NULL,
    local_id TEXT NOT NULL, nhs_number TEXT NOT NULL, upn TEXT NOT NULL,
    PRIMARY KEY (meeting_id, child_id)
) STRICT, WITHOUT ROWID;;
CREATE INDEX children_local_id ON children (local_id) WHERE local_id <> '';;
CREATE INDEX children_nhs_number ON children (nhs_number) WHERE nhs_number <> '';;
CREATE INDEX children_upn ON children (upn) WHERE upn <> '';;
CREATE INDEX children_name ON children (name, born_on) WHERE born_on <> '';;
CREATE TABLE actions (
    meeting_id TEXT NOT NULL, action_id TEXT NOT NULL, what TEXT NOT NULL, owner TEXT NOT NULL,
    agency TEXT NOT NULL, due_on TEXT NOT NULL, due_at TEXT, horizon TEXT NOT NULL, status TEXT NOT NULL,
    PRIMARY KEY (meeting_id, action_id)
) STRICT, WITHOUT ROWID;;
CREATE INDEX actions_due ON actions (status, due_on, meeting_id);;
CREATE TABLE attendance (
    meeting_id TEXT NOT NULL, attendee_id TEXT NOT NULL, agency TEXT NOT NULL, sector TEXT NOT NULL,
    unit TEXT NOT NULL, area TEXT NOT NULL, health TEXT NOT NULL, name TEXT NOT NULL,
    invited TEXT NOT NULL, present INTEGER, held_at TEXT,
    PRIMARY KEY (meeting_id, attendee_id)
) STRICT, WITHOUT ROWID;;
CREATE INDEX attendance_absent ON attendance (agency, present, unit, area, held_at);;
CREATE TABLE warnings (
    meeting_id TEXT NOT NULL, warning_id TEXT NOT NULL, code TEXT NOT NULL, subject TEXT NOT NULL,
    severity TEXT NOT NULL, raised_at TEXT NOT NULL, cleared_at TEXT, answered INTEGER NOT NULL,
    PRIMARY KEY (meeting_id, warning_id)
) STRICT, WITHOUT ROWID;;
CREATE INDEX warnings_code ON warnings (code, cleared_at, answered);;
CREATE TABLE texts (
    id INTEGER PRIMARY KEY, meeting_id TEXT NOT NULL, place TEXT NOT NULL, words TEXT NOT NULL,
    UNIQUE (meeting_id, place)
) STRICT;;
CREATE VIRTUAL TABLE found USING fts5 (
    words, content='texts', content_rowid='id', prefix='2 3', tokenize='unicode61 remove_diacritics 2'
);;
INSERT INTO found (found, rank) VALUES ('secure-delete', 1);;
CREATE TRIGGER texts_in AFTER INSERT ON texts
BEGIN INSERT INTO found (rowid, words) VALUES (new.id, new.words); END;;
CREATE TRIGGER texts_out AFTER DELETE ON texts
BEGIN INSERT INTO found (found, rowid, words) VALUES ('delete', old.id, old.words); END;;
CREATE TRIGGER texts_changed AFTER UPDATE ON texts
BEGIN
    INSERT INTO found (found, rowid, words) VALUES ('delete', old.id, old.words);
    INSERT INTO found (rowid, words) VALUES (new.id, new.words);
END;;
"""

PEOPLE = """
CREATE TABLE people (
    meeting_id TEXT NOT NULL, attendee_id TEXT NOT NULL, name TEXT NOT NULL, job TEXT NOT NULL,
    agency TEXT NOT NULL, area TEXT NOT NULL,
    PRIMARY KEY (meeting_id, attendee_id)
) STRICT, WITHOUT ROWID;;
"""

TO_SEND = """
ALTER TABLE meetings ADD COLUMN send_due_at TEXT;;
ALTER TABLE meetings ADD COLUMN returned INTEGER NOT NULL DEFAULT 0;;
ALTER TABLE meetings ADD COLUMN outdated INTEGER NOT NULL DEFAULT 0;;
CREATE INDEX meetings_to_send ON meetings (send_due_at, meeting_id) WHERE unsent > 0;;
"""

CONTINUED = """
ALTER TABLE actions ADD COLUMN continues TEXT NOT NULL DEFAULT '';;
CREATE INDEX actions_continued ON actions (action_id, continues) WHERE continues <> '';;
"""

MACHINES = """
CREATE TABLE machines (
    number INTEGER PRIMARY KEY, machine TEXT NOT NULL, device_id TEXT NOT NULL UNIQUE,
    former TEXT NOT NULL, because TEXT NOT NULL
) STRICT;;
"""

OWNERS = """
CREATE TABLE owned (
    meeting_id TEXT NOT NULL, field TEXT NOT NULL, owner TEXT NOT NULL, words TEXT NOT NULL,
    PRIMARY KEY (meeting_id, field, owner)
) STRICT, WITHOUT ROWID;;
INSERT INTO owned SELECT meeting_id, field, '', words FROM drafts;;
DROP TABLE drafts;;
ALTER TABLE owned RENAME TO drafts;;
"""

UNDECIDED = """
ALTER TABLE meetings ADD COLUMN undecided TEXT NOT NULL DEFAULT '';;
"""

INDEXES = """
CREATE INDEX meetings_reference ON meetings (reference COLLATE NOCASE, meeting_id);;
DROP INDEX actions_due;;
CREATE INDEX actions_due ON actions (
    status, due_on = '', due_on, coalesce(due_at, ''), meeting_id, action_id
);;
DROP TABLE found;;
CREATE VIRTUAL TABLE found USING fts5 (
    words, content='texts', content_rowid='id', prefix='1 2 3', tokenize='unicode61 remove_diacritics 2'
);;
INSERT INTO found (found, rank) VALUES ('secure-delete', 1);;
INSERT INTO found (found) VALUES ('rebuild');;
"""

READINESS = """
CREATE TABLE readiness (meeting_id TEXT NOT NULL PRIMARY KEY, ready TEXT NOT NULL) STRICT, WITHOUT ROWID;;
"""

LISTED = """
ALTER TABLE meetings ADD COLUMN recipients INTEGER NOT NULL DEFAULT 0;;
CREATE INDEX meetings_without_ledger ON meetings (meeting_id)
WHERE signed_at IS NOT NULL AND recipients = 0;;
"""
