"""Lists and searches over all meetings; each call reads by a connection of its own, from any thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from chairtui.core.vocabulary import ActionStatus, Stage
from chairtui.live.ports import Due, Found, Listed, Person
from chairtui.store.connect import Connection, Database
from chairtui.store.faults import damaged
from chairtui.store.search import search

if TYPE_CHECKING:
    from chairtui.core.children import Child
    from chairtui.core.meeting import Meeting

T = TypeVar("T", bound=msgspec.Struct)

_COLUMNS = (
    "meeting_id, reference, children, chair, team, stage, scheduled_at, started_at, signed_at, "
    "stops, warns, actions_open, next_due_on, unsent, send_due_at, returned, outdated"
)
_FIRST = f"SELECT {_COLUMNS} FROM meetings ORDER BY newest DESC, meeting_id DESC LIMIT ?1"
_NEXT = f"""
SELECT {_COLUMNS} FROM meetings
WHERE (newest, meeting_id) < (SELECT newest, meeting_id FROM meetings WHERE meeting_id = ?2)
ORDER BY newest DESC, meeting_id DESC LIMIT ?1
"""
_TO_SEND = f"""
SELECT {_COLUMNS} FROM meetings WHERE unsent > 0 AND stage = ?
ORDER BY send_due_at IS NULL, send_due_at, meeting_id LIMIT ?
"""
_DUE = """
SELECT meeting_id, reference, action_id, what, owner, agency, due_on
FROM actions JOIN meetings USING (meeting_id)
WHERE status = ? AND NOT EXISTS (
    SELECT 1 FROM actions AS later
    WHERE later.action_id = actions.action_id AND later.continues = actions.meeting_id
    AND later.continues <> ''
)
ORDER BY due_on = '', due_on, due_at, meeting_id LIMIT ?
"""
_PEOPLE = """
SELECT name, job, agency, area, max(newest) AS last FROM people JOIN meetings USING (meeting_id)
GROUP BY name, agency, area ORDER BY last DESC, name LIMIT ?
"""
"""SQLite takes the job from the row with the newest meeting."""
_SAME_CHILD = (
    ("local_id = ? AND local_id <> ''", "local_id"),
    ("nhs_number = ? AND nhs_number <> ''", "nhs_number"),
    ("upn = ? AND upn <> ''", "upn"),
    ("name = ? AND born_on = ? AND born_on <> ''", "name", "born_on"),
)
"""When a child is the same, and the fields that say so; the second condition lets an index answer."""


class SqliteLibrary:
    """All meetings of one database; it fulfils `live.ports.Library`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def meetings(self, *, limit: int = 200, before: str = "") -> list[Listed]:
        """Return a page of meetings, newest first; `before` is the id of the last one seen."""
        with self._database.reading() as connection:
            found = (
                connection.execute(_NEXT, (limit, before)) if before else connection.execute(_FIRST, (limit,))
            )
            return [_as(Listed, row) for row in found]

    def to_send(self, *, limit: int = 200) -> list[Listed]:
        """Return signed meetings whose record somebody has still to be sent, the most overdue first."""
        with self._database.reading() as connection:
            return [_as(Listed, row) for row in connection.execute(_TO_SEND, (Stage.SIGNED.value, limit))]

    def due(self, *, limit: int = 200) -> list[Due]:
        """Return open actions, the most overdue first; those without a day come last.

        One that a later meeting took up again stands there, once.
        """
        with self._database.reading() as connection:
            found = connection.execute(_DUE, (ActionStatus.OPEN.value, limit))
            return [_as(Due, row) for row in found]

    def search(self, words: str, *, limit: int = 50) -> list[Found]:
        """Return where the words stand, newest first."""
        with self._database.reading() as connection:
            return search(connection, words, limit)

    def people(self, *, limit: int = 5_000) -> list[Person]:
        """Return who stood on earlier registers, those of the newest meetings first, each once."""
        with self._database.reading() as connection:
            found = connection.execute(_PEOPLE, (limit,))
            return [_as(Person, row) for row in found]

    def series_of(self, meeting: Meeting) -> list[str]:
        """Return the ids of earlier meetings about any of the same children.

        A child is the same by case number, NHS number or pupil number, or by name and date of birth.
        A meeting that is newer than this one is not earlier.
        """
        with self._database.reading() as connection:
            ids = {other for child in meeting.concern.children for other in _about(connection, child)}
            newest = {other: _newest(connection, other) for other in ids | {meeting.id}}
        now = newest.pop(meeting.id)
        earlier = [other for other, at in newest.items() if not now or at <= now]
        return sorted(earlier, key=lambda other: (newest[other], other))


def _about(connection: Connection, child: Child) -> list[str]:
    found: list[str] = []
    for where, *values in _SAME_CHILD:
        given = [_compared(child, name) for name in values]
        if all(given):
            rows = connection.execute(f"SELECT meeting_id FROM children WHERE {where}", given)
            found += [str(row[0]) for row in rows]
    return found


def _compared(child: Child, field: str) -> str:
    from chairtui.store.projections import name_key, plain  # they come with the whole meeting

    if field == "born_on":
        return child.born_on.isoformat() if child.born_on else ""
    value = str(getattr(child, field))
    return name_key(value) if field == "name" else plain(value)


def _newest(connection: Connection, meeting_id: str) -> str:
    row = connection.execute("SELECT newest FROM meetings WHERE meeting_id = ?", (meeting_id,)).fetchone()
    return str(row[0]) if row else ""


def _as(kind: type[T], row: Sequence[Any]) -> T:
    """Return a row as a value whose fields are its columns, in their order.

    Raises:
        NotSaved: it holds what no list holds: the file is damaged.
    """
    try:
        return msgspec.convert(dict(zip(kind.__struct_fields__, row, strict=False)), kind)
    except msgspec.ValidationError:
        raise damaged() from None
