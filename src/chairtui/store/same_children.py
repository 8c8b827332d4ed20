"""Which meetings are about the same children, or perhaps: an index answers each way of being alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from chairtui.core.calendar.deadlines import day_of
from chairtui.store.engine import Connection

if TYPE_CHECKING:
    from chairtui.core.children import Child
    from chairtui.core.meeting import Meeting

_ALIKE = (
    ("local_id = ? AND local_id <> ''", "local_id"),
    ("nhs_number = ? AND nhs_number <> ''", "nhs_number"),
    ("upn = ? AND upn <> ''", "upn"),
    ("name = ? AND born_on = ? AND born_on <> ''", "name", "born_on"),
)
"""When a child may be the same (`same_child` says it), and the fields that say so; an index answers each."""


def earlier_about(connection: Connection, meeting: Meeting, *, same: bool | None = True) -> list[str]:
    """Return the ids of earlier meetings about any of the same children, or of those who may be the same."""
    known: dict[str, bool | None] = {}
    for child in meeting.concern.children:
        for other, is_same in about(connection, child):
            known[other] = known.get(other) or is_same
    newest = {other: _newest(connection, other) for other in (*known, meeting.id)}
    now = newest.pop(meeting.id)
    earlier = [other for other, at in newest.items() if known.get(other) is same and (not now or at <= now)]
    return sorted(earlier, key=lambda other: (newest[other], other))


def about(connection: Connection, child: Child) -> Iterator[tuple[str, bool | None]]:
    """Yield the meetings about a child who is, or perhaps is, this one, and whether that is sure."""
    from chairtui.core.children import NUMBERS, Child, same_child

    for where, *values in _ALIKE:
        given = [_compared(child, name) for name in values]
        if all(given):
            asked = f"SELECT meeting_id, name, born_on, {', '.join(NUMBERS)} FROM children WHERE {where}"
            for row in connection.execute(asked, given):
                meeting_id, name, born_on, *numbers = map(str, row)
                there = Child(id="", name=name, born_on=day_of(born_on))
                is_same = same_child(child, replace(there, **dict(zip(NUMBERS, numbers, strict=True))))
                if is_same is not False:
                    yield meeting_id, is_same


def _compared(child: Child, field: str) -> str:
    from chairtui.core.children import name_key, plain  # they come with the whole meeting

    if field == "born_on":
        return child.born_on.isoformat() if child.born_on else ""
    value = str(getattr(child, field))
    return name_key(value) if field == "name" else plain(value)


def _newest(connection: Connection, meeting_id: str) -> str:
    row = connection.execute("SELECT newest FROM meetings WHERE meeting_id = ?", (meeting_id,)).fetchone()
    return str(row[0]) if row else ""
