"""How an older database becomes one of this version."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from chairtui.store import heads
from chairtui.store.faults import CannotOpen
from chairtui.store.steps import STEPS

_AS_IT_BEGAN = 3
"""How many steps made the first version; each after them made one more."""

VERSION = len(STEPS) - _AS_IT_BEGAN + 1
"""The database version that this program writes; kept in `PRAGMA user_version`."""

FIRST_NOT_IN = dict(enumerate([*STEPS][_AS_IT_BEGAN:], start=1))
"""The step that made each version one of the past."""

APPLICATION = 0x63747569
"""Marks the file as chairtui's: "ctui"."""


def apply(connection: Any, path: Path, *, reads: bool = False, later: bool = False) -> None:
    """Bring a database to this version, in one transaction: if it breaks off, nothing has changed.

    The library that numbers the steps is loaded only when a step is due: it takes 40 ms. Who only `reads`
    does not make one of an empty file. What only a search needs is put off if it can come `later`.

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
            _refill(connection, searched=not later)
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
    for name, statements in STEPS.items():
        steps(name=name)(_running(statements))
    return steps


def _refill(connection: Any, *, searched: bool) -> None:
    """Compute the lists from the log once all their columns are there."""
    if not connection.execute("SELECT 1 FROM events LIMIT 1").fetchone():
        return
    from chairtui.store.lists import fill

    fill(connection, searched=searched)


def _running(statements: str) -> Callable[[Any], None]:
    def run(database: Any) -> None:
        for statement in statements.split(";;"):
            if statement.strip():
                database.execute(statement.strip())

    return run
