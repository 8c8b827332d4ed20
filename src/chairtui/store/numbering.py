"""Numbers of texts, in the order of when their meetings are held: the index of words gives them newest first.

The number of a text is that of its meeting and, in the lowest bits, its own in it; the number of a meeting is
the minute in which it is held (planned, or first written down) and, in its lowest bits, its own in that one.
"""

from __future__ import annotations

from chairtui.store.engine import Connection

TEXTS = "texts"
OWN = 18
"""Bits of a text's own number in its meeting."""
IN_A_MINUTE = 12
"""Bits of a meeting's own number in its minute."""

NEXT_ID = f"""
SELECT coalesce(
    (SELECT max(id) FROM texts WHERE id BETWEEN number << {OWN} AND ((number + 1) << {OWN}) - 1),
    number << {OWN}
) + 1 FROM searched WHERE meeting_id = ?1
"""
"""The number for one more text of a meeting (?1)."""

_KNOWN = """
SELECT coalesce(unixepoch(nullif(newest, '')) / 60, 0), number
FROM meetings LEFT JOIN searched USING (meeting_id) WHERE meeting_id = ?
"""
_LAST_OF_MINUTE = "SELECT max(number) FROM searched WHERE number BETWEEN ? AND ?"
_RENUMBER = f"UPDATE texts SET id = id + ((?1 - ?2) << {OWN}) WHERE meeting_id = ?3"

_STRANGE = f"SELECT 1 FROM texts WHERE meeting_id = ? AND id >> {OWN} <> ? LIMIT 1"


def first_of(minute: int) -> int:
    """Return the lowest number of a meeting in a minute since 1970."""
    return max(0, minute) << IN_A_MINUTE


def put_in_order(connection: Connection, meeting_id: str) -> None:
    """Give a meeting, which stands in the list of meetings, its number; its texts move with it."""
    minute, number = connection.execute(_KNOWN, (meeting_id,)).fetchone()
    first, beyond = first_of(minute), first_of(max(0, minute) + 1)
    if number is not None and first <= number < beyond:
        return
    last = connection.execute(_LAST_OF_MINUTE, (first, beyond - 1)).fetchone()[0]
    new = first if last is None else last + 1
    if number is None:
        connection.execute("INSERT INTO searched (number, meeting_id) VALUES (?, ?)", (new, meeting_id))
    else:
        connection.execute(_RENUMBER, (new, number, meeting_id))
        connection.execute("UPDATE searched SET number = ? WHERE meeting_id = ?", (new, meeting_id))


def is_searched(connection: Connection, meeting_id: str) -> bool:
    """Say whether the texts of a meeting are in the index: after a change of version they come later."""
    return bool(connection.execute("SELECT 1 FROM searched WHERE meeting_id = ?", (meeting_id,)).fetchone())


def is_in_order(connection: Connection, meeting_id: str) -> bool:
    """Say whether a meeting that is searched has a number of its minute, and its texts have theirs by it."""
    minute, number = connection.execute(_KNOWN, (meeting_id,)).fetchone() or (0, None)
    if number is None:
        return True
    strange = connection.execute(_STRANGE, (meeting_id, number)).fetchone()
    return strange is None and first_of(minute) <= number < first_of(max(0, minute) + 1)


def take_out_of_order(connection: Connection, meeting_id: str) -> None:
    """Take a meeting's texts and its number away, so that it gets both anew."""
    connection.execute("DELETE FROM texts WHERE meeting_id = ?", (meeting_id,))
    connection.execute("DELETE FROM searched WHERE meeting_id = ?", (meeting_id,))
