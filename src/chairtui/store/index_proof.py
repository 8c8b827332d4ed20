"""Proves that the index of words is that of the texts: no word too few, none too many, each at its place.

The texts are indexed once more, some at a time and in memory alone; what both say is added up. Nothing is
written, no lock is held, and no word is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from sqlcipher3 import dbapi2 as sqlite

from chairtui.store.engine import Connection

TOKENS = "unicode61 remove_diacritics 2"
"""How a text is cut into words, as the step that made the index says."""

_AT_ONCE = 2_000
_MODULUS = (1 << 61) - 1
_SUM = """
SELECT term, sum(((doc % 1000003) * 131 + (col = 'also') * 65599 + offset * 31 + 7) % 1000003)
FROM {} GROUP BY term
"""
_TEXTS = "SELECT id, words, also FROM texts WHERE id > ? ORDER BY id LIMIT ?"


def index_faults(connection: Connection) -> Iterator[str]:
    """Give a sentence if the index of words is not that of the texts."""
    connection.execute("CREATE VIRTUAL TABLE temp.indexed USING fts5vocab('main', 'found', 'instance')")
    try:
        there = _added_up(connection, "temp.indexed")
    finally:
        connection.execute("DROP TABLE temp.indexed")
    if there != _of_texts(connection):
        yield (
            "The index of words is not that of the texts: a search finds too little or too much. "
            "“chairtui rebuild” makes it anew."
        )


def _of_texts(connection: Connection) -> int:
    with closing(sqlite.connect(":memory:", isolation_level=None)) as scratch:
        scratch.execute(
            f"CREATE VIRTUAL TABLE found USING fts5 (words, also, content='', tokenize='{TOKENS}')"
        )
        scratch.execute("CREATE VIRTUAL TABLE indexed USING fts5vocab('found', 'instance')")
        total, last = 0, -1
        while texts := connection.execute(_TEXTS, (last, _AT_ONCE)).fetchall():
            scratch.execute("BEGIN")
            scratch.executemany("INSERT INTO found (rowid, words, also) VALUES (?, ?, ?)", texts)
            total = (total + _added_up(scratch, "indexed")) % _MODULUS
            scratch.execute("INSERT INTO found (found) VALUES ('delete-all')")
            scratch.execute("COMMIT")
            last = texts[-1][0]
        return total


def _added_up(connection: Connection, instances: str) -> int:
    """Return one number for all words and their places."""
    added = sum(hash(term) * int(places) for term, places in connection.execute(_SUM.format(instances)))
    return added % _MODULUS
