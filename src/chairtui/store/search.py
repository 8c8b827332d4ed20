"""Finding words in all meetings, newest first."""

from __future__ import annotations

from chairtui.live.library import Found
from chairtui.store.engine import Connection
from chairtui.text import pattern

# By row number, not by rank: while somebody types, a common word must not cost 100 ms.
_SEARCH = """
SELECT found.rowid, texts.meeting_id, coalesce(meetings.reference, ''), texts.place,
       snippet(found, 0, '', '', '…', 16)
FROM found JOIN texts ON texts.id = found.rowid LEFT JOIN meetings USING (meeting_id)
WHERE found MATCH ? AND (? = 0 OR found.rowid < ?) ORDER BY found.rowid DESC LIMIT ?
"""

_WORD = pattern(r"[^\W_]+")
_MOST_WORDS = 12


def search(connection: Connection, words: str, limit: int, after: int = 0) -> list[Found]:
    """Return where all the words stand, newest first; the last word may be unfinished.

    `after` is the number of the last one seen.
    """
    query = match(words)
    if not query:
        return []
    rows = connection.execute(_SEARCH, (query, after, after, limit))
    return [
        Found(number=number, meeting_id=meeting_id, reference=reference, where=where, excerpt=excerpt)
        for number, meeting_id, reference, where, excerpt in rows
    ]


def search_count(connection: Connection, words: str) -> int:
    """Return in how many places all the words stand."""
    query = match(words)
    if not query:
        return 0
    return int(connection.execute("SELECT count(*) FROM found WHERE found MATCH ?", (query,)).fetchone()[0])


def match(words: str) -> str:
    """Return what FTS5 is asked: every word quoted, so that nothing typed is syntax."""
    asked = _WORD().findall(words)[:_MOST_WORDS]
    if not asked:
        return ""
    return " ".join(f'"{word}"' for word in asked) + "*"
