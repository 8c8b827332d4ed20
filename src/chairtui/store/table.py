"""What a list over all meetings is: its columns, and how each meeting makes its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from chairtui.core.meeting import Meeting

Value = str | int | None
Row = tuple[Value, ...]
Rows = dict[Row, Row]
"""The rows of one meeting in one table, by key."""
Source = tuple[Any, Any]
"""The value that a row is made from, and what else it depends on."""


class Made(NamedTuple):
    """The rows that a meeting makes in one table, and what each was made from."""

    rows: Rows
    sources: dict[int, tuple[Source, Row]]
    """By the identity of the value: values never change, so the same value makes the same row."""


class Table(NamedTuple):
    """One list: its columns, the key among them, and what makes its rows."""

    name: str
    columns: tuple[str, ...]
    parts: tuple[str, ...]
    """The fields of the meeting that its rows are made from."""
    sources: Callable[[Meeting], Iterator[Source]]
    make: Callable[[str, Any, Any], Row]
    """From the meeting's id, a value, and what else the row depends on; empty where it makes none."""
    keys: int = 2
    """How many columns, from the first, are the key."""
    part: str = ""
    """Of several lists in one table: which one, by its column `part`."""

    @property
    def called(self) -> tuple[str, str]:
        """What names it among all lists."""
        return self.name, self.part

    def rows(self, meeting_id: str, meeting: Meeting) -> Rows:
        """Return the meeting's rows, by key."""
        return self.made(meeting_id, meeting, None).rows

    def made(self, meeting_id: str, meeting: Meeting, before: Made | None) -> Made:
        """Return the meeting's rows; those whose source is the same as before are not made again."""
        known = before.sources if before else {}
        made = Made({}, {})
        for source in self.sources(meeting):
            old = known.get(id(source[0]))
            row = old[1] if old and old[0] == source else self.make(meeting_id, *source)
            if row:
                made.rows[row[: self.keys]] = row
            made.sources[id(source[0])] = (source, row)
        return made

    def same(self, before: Meeting, after: Meeting) -> bool:
        """Say whether the rows cannot have changed."""
        return all(getattr(before, part) is getattr(after, part) for part in self.parts)
