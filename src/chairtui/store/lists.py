"""Keeps the lists in line with the log: after each event, or only compared."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from chairtui.core.history.log import Damaged, fold
from chairtui.core.meeting import Meeting
from chairtui.store.engine import Connection
from chairtui.store.figures import dependent, fall_behind
from chairtui.store.numbering import NEXT_ID, TEXTS, is_in_order, is_searched, put_in_order
from chairtui.store.projections import TABLES
from chairtui.store.rows import COLUMNS, from_columns, history_of
from chairtui.store.table import Made, Rows, Table

NAMES = (*dict.fromkeys(table.name for table in TABLES), "searched")
"""The tables of all lists."""
TO_SEARCH = (TEXTS, "circumstances")
"""Those that only a search needs: after a change of version they come in one meeting after the other."""

MEETINGS = "SELECT DISTINCT meeting_id FROM events"


class Shown(NamedTuple):
    """What the lists show of a meeting."""

    meeting: Meeting
    made: dict[tuple[str, str], Made]
    """By what the table is called."""


def update(
    connection: Connection, meeting_id: str, before: Shown | None, after: Meeting, *, searched: bool = True
) -> Shown:
    """Write what a meeting's lists have become, in the transaction of the events that made it so.

    `before` is what the lists show now, if that is known: then only what differs is looked at. What only a
    search needs may be left for later (`catch_up`).
    """
    made: dict[tuple[str, str], Made] = {}
    same_children = before is not None and before.meeting.concern is after.concern
    leaning = set() if same_children else dependent(connection, meeting_id)
    for table in TABLES:
        if table.name in TO_SEARCH and not searched:
            continue
        known = before.made[table.called] if before else None
        if before and known and table.same(before.meeting, after):
            made[table.called] = known
            continue
        made[table.called] = table.made(meeting_id, after, known)
        old = known.rows if known else stored(connection, table, meeting_id)
        _replace(connection, table, old, made[table.called].rows)
        if table.name == "meetings" and searched:
            put_in_order(connection, meeting_id)
    fall_behind(connection, {meeting_id} | leaning | dependent(connection, meeting_id))
    return Shown(after, made)


def fill(connection: Connection, *, searched: bool) -> None:
    """Compute all lists from the log, for a database of an older version; those of damaged meetings stay.

    It runs within the transaction that changed the tables. What only a search needs may be left for later.
    """
    for (meeting_id,) in connection.execute(MEETINGS).fetchall():
        with suppress(Damaged):
            update(connection, meeting_id, None, _folded(connection, meeting_id), searched=searched)


def catch_up(connection: Connection, after: str = "") -> str:
    """Take the texts of the next meeting into the index that are not in it; return its id, empty at the end.

    `after` is the last one: what cannot be read, because its log is damaged, is passed over.
    """
    following = connection.execute(_NOT_SEARCHED, (after,)).fetchone()
    if not following:
        return ""
    with suppress(Damaged):
        meeting = _folded(connection, following[0])
        put_in_order(connection, following[0])
        for table in TABLES:
            if table.name in TO_SEARCH:
                old = stored(connection, table, following[0])
                _replace(connection, table, old, table.rows(following[0], meeting))
    return str(following[0])


def _folded(connection: Connection, meeting_id: str) -> Meeting:
    rows = connection.execute(f"SELECT {COLUMNS} FROM events WHERE meeting_id = ?", (meeting_id,))
    return fold(history_of([from_columns(row) for row in rows]))


_NOT_SEARCHED = """
SELECT meeting_id FROM meetings WHERE meeting_id > ?
AND NOT EXISTS (SELECT 1 FROM searched WHERE searched.meeting_id = meetings.meeting_id)
ORDER BY meeting_id LIMIT 1
"""


def differences(connection: Connection, meeting_id: str, meeting: Meeting) -> Iterator[str]:
    """Give a sentence for each list that is not what a meeting makes; no content is named."""
    later = () if is_searched(connection, meeting_id) else TO_SEARCH
    differ = {
        table.name: None
        for table in TABLES
        if table.name not in later
        and stored(connection, table, meeting_id) != table.rows(meeting_id, meeting)
    }
    yield from (f"{meeting_id}: the list of {name} does not follow from the log" for name in differ)
    if not is_in_order(connection, meeting_id):
        yield f"{meeting_id}: its place in the order of the search does not follow from the log"


def strays(connection: Connection) -> Iterator[str]:
    """Give a sentence for each meeting that stands in a list but not in the log."""
    for name in NAMES:
        for stray in strays_of(connection, name):
            yield f"{stray}: stands in the list of {name} but not in the log"


def strays_of(connection: Connection, name: str) -> list[str]:
    """Return the meetings that stand in a list and not in the log."""
    missing = "NOT EXISTS (SELECT 1 FROM events WHERE events.meeting_id = list.meeting_id)"
    asked = f"SELECT DISTINCT meeting_id FROM {name} AS list WHERE {missing} ORDER BY meeting_id"
    return [str(row[0]) for row in connection.execute(asked)]


def stored(connection: Connection, table: Table, meeting_id: str) -> Rows:
    """Return a meeting's rows as the database has them."""
    columns = ", ".join(table.columns)
    asked, given = f"SELECT {columns} FROM {table.name} WHERE meeting_id = ?", [meeting_id]
    if table.part:
        asked, given = f"{asked} AND part = ?", [meeting_id, table.part]
    rows = connection.execute(asked, given)
    return {tuple(row[: table.keys]): tuple(row) for row in rows}


def _replace(connection: Connection, table: Table, old: Rows, new: Rows) -> None:
    gone = [key for key in old if key not in new]
    changed = [row for key, row in new.items() if (was := old.get(key)) is not row and was != row]
    if gone:
        keys = " AND ".join(f"{column} = ?" for column in table.columns[: table.keys])
        connection.executemany(f"DELETE FROM {table.name} WHERE {keys}", gone)
    if changed:
        connection.executemany(_UPSERTS[table.called], changed)


def _upsert(table: Table) -> str:
    columns, keys = table.columns, table.columns[: table.keys]
    sets = ", ".join(f"{column} = excluded.{column}" for column in columns[table.keys :])
    marks = ", ".join(f"?{number}" for number in range(1, len(columns) + 1))
    names = ", ".join(columns)
    if table.name == TEXTS:
        names, marks = f"id, {names}", f"({NEXT_ID}), {marks}"
    do = f"UPDATE SET {sets}" if sets else "NOTHING"
    return f"INSERT INTO {table.name} ({names}) VALUES ({marks}) ON CONFLICT ({', '.join(keys)}) DO {do}"


_UPSERTS = {table.called: _upsert(table) for table in TABLES}
