"""Keeps the lists in line with the log: after each event, or only compared."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from chairtui.core.history.log import Damaged, fold
from chairtui.core.meeting import Meeting
from chairtui.store.engine import Connection
from chairtui.store.figures import dependent, fall_behind
from chairtui.store.projections import TABLES
from chairtui.store.rows import COLUMNS, from_columns, history_of
from chairtui.store.table import Made, Rows, Table

MEETINGS = "SELECT DISTINCT meeting_id FROM events"


class Shown(NamedTuple):
    """What the lists show of a meeting."""

    meeting: Meeting
    made: dict[str, Made]
    """By table."""


def update(connection: Connection, meeting_id: str, before: Shown | None, after: Meeting) -> Shown:
    """Write what a meeting's lists have become, in the transaction of the events that made it so.

    `before` is what the lists show now, if that is known: then only what differs is looked at.
    """
    made: dict[str, Made] = {}
    same_children = before is not None and before.meeting.concern is after.concern
    leaning = set() if same_children else dependent(connection, meeting_id)
    for table in TABLES:
        known = before.made[table.name] if before else None
        if before and known and table.same(before.meeting, after):
            made[table.name] = known
            continue
        made[table.name] = table.made(meeting_id, after, known)
        old = known.rows if known else stored(connection, table, meeting_id)
        _replace(connection, table, old, made[table.name].rows)
    fall_behind(connection, {meeting_id} | leaning | dependent(connection, meeting_id))
    return Shown(after, made)


def fill(connection: Connection) -> None:
    """Compute all lists from the log, for a database of an older version; those of damaged meetings stay.

    It runs within the transaction that changed the tables.
    """
    for (meeting_id,) in connection.execute(MEETINGS).fetchall():
        rows = connection.execute(f"SELECT {COLUMNS} FROM events WHERE meeting_id = ?", (meeting_id,))
        with suppress(Damaged):
            update(connection, meeting_id, None, fold(history_of([from_columns(row) for row in rows])))


def differences(connection: Connection, meeting_id: str, meeting: Meeting) -> Iterator[str]:
    """Give a sentence for each list that is not what a meeting makes; no content is named."""
    for table in TABLES:
        if stored(connection, table, meeting_id) != table.rows(meeting_id, meeting):
            yield f"{meeting_id}: the list of {table.name} does not follow from the log"


def strays(connection: Connection) -> Iterator[str]:
    """Give a sentence for each meeting that stands in a list but not in the log."""
    for table in TABLES:
        for stray in strays_of(connection, table):
            yield f"{stray}: stands in the list of {table.name} but not in the log"


def strays_of(connection: Connection, table: Table) -> list[str]:
    """Return the meetings that stand in a list and not in the log."""
    missing = "NOT EXISTS (SELECT 1 FROM events WHERE events.meeting_id = list.meeting_id)"
    asked = f"SELECT DISTINCT meeting_id FROM {table.name} AS list WHERE {missing} ORDER BY meeting_id"
    return [str(row[0]) for row in connection.execute(asked)]


def stored(connection: Connection, table: Table, meeting_id: str) -> Rows:
    """Return a meeting's rows as the database has them."""
    columns = ", ".join(table.columns)
    rows = connection.execute(f"SELECT {columns} FROM {table.name} WHERE meeting_id = ?", (meeting_id,))
    return {tuple(row[: table.keys]): tuple(row) for row in rows}


def _replace(connection: Connection, table: Table, old: Rows, new: Rows) -> None:
    gone = [key for key in old if key not in new]
    changed = [row for key, row in new.items() if (was := old.get(key)) is not row and was != row]
    if gone:
        keys = " AND ".join(f"{column} = ?" for column in table.columns[: table.keys])
        connection.executemany(f"DELETE FROM {table.name} WHERE {keys}", gone)
    if changed:
        connection.executemany(_UPSERTS[table.name], changed)


def _upsert(table: Table) -> str:
    columns, keys = table.columns, table.columns[: table.keys]
    sets = ", ".join(f"{column} = excluded.{column}" for column in columns[table.keys :])
    marks = ", ".join("?" for _ in columns)
    changed = f"UPDATE SET {sets}" if sets else "NOTHING"
    return (
        f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks}) "
        f"ON CONFLICT ({', '.join(keys)}) DO {changed}"
    )


_UPSERTS = {table.name: _upsert(table) for table in TABLES}
