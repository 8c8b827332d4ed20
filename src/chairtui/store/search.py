"""Finding words in all meetings, newest first."""

from __future__ import annotations

import re

from chairtui.live.ports import Found
from chairtui.store.connect import Connection

# By row number, not by rank: while somebody types, a common word must not cost 100 ms.
_SEARCH = """
SELECT texts.meeting_id, coalesce(meetings.reference, ''), texts.place,
       snippet(found, 0, '', '', '…', 16)
FROM found JOIN texts ON texts.id = found.rowid LEFT JOIN meetings USING (meeting_id)
WHERE found MATCH ? ORDER BY found.rowid DESC LIMIT ?
"""

_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 12


def search(connection: Connection, words: str, limit: int) -> list[Found]:
    """Return where all the words stand, newest first; the last word may be unfinished."""
    query = match(words)
    if not query:
        return []
    found = connection.execute(_SEARCH, (query, limit))
    return [
        Found(meeting_id=one, reference=two, where=three, excerpt=four) for one, two, three, four in found
    ]


def match(words: str) -> str:
    """Return what FTS5 is asked: every word quoted, so that nothing typed is syntax."""
    asked = _WORD.findall(words)[:_MOST_WORDS]
    if not asked:
        return ""
    return " ".join(f'"{word}"' for word in asked) + "*"
