"""Invented meetings many times over: as many as a large place has in years, in minutes.

Run as `invented_again.py FILE MANY TIMES` with a FILE that `invented_meetings.py` made, best after
`chairtui audit` counted what depends on other meetings. MANY gets each meeting of it so many times: once as
it is, and then at the same time about another family, with ids, a reference, case numbers and names of
children of its own, chained anew. What lists, home and audit keep of it is taken over with those words
changed, and is what its log makes of it: `chairtui verify` proves it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from chairtui.core.children import name_key
from chairtui.core.history.log import GENESIS, hash_of
from chairtui.store.connect import Database
from chairtui.store.engine import Connection
from chairtui.store.heads import Head
from chairtui.store.numbering import OWN
from chairtui.store.projections import TABLES
from chairtui.store.rows import COLUMNS, from_columns
from chairtui.store.spellings import other_spellings
from invented_meetings import Bulk, BulkLog
from invented_words import FIRST

IN_ONE = 50
"""Meetings of the first file, with all that come of them, in one transaction."""
APART = 256
"""Numbers of the search between two of one minute; no minute of the first file has as many."""

KEPT = {
    **{table.name: ("meeting_id", *table.columns) for table in TABLES},
    "events": ("meeting_id", *COLUMNS.split(", ")),
    "searched": ("meeting_id", "number", "meeting_id"),
    "texts": ("meeting_id", "id", "meeting_id", "place", "part", "about", "fields", "words", "also"),
    "readiness": ("meeting_id", "meeting_id", "ready"),
    "audited": (
        "meeting_id", "number", "meeting_id", "touched", "rules", "since", "until", "held", "month", "team",
        "authority", "profile", "chair", "circumstances", "reference",
    ),
}  # fmt: skip
"""What is kept of a meeting: its tables, and their columns after the one that they are found by."""
SUMS = """
SELECT measure, subject, month, team, authority, profile, count(*), sum(counted), sum(met), sum(unknown)
FROM measured JOIN audited USING (number) GROUP BY 1, 2, 3, 4, 5, 6
"""
TALLIED = "measure, subject, month, team, authority, profile, meetings, counted, met, unknown"
MEASURED = "number, measure, subject, held, look, counted, met, unknown"
Rows = list[list[Any]]


def again(source: Connection, into: Connection, meeting_id: str, times: int, of: int) -> Iterator[Head]:
    """Write a meeting so many times; yield the last row of each. `of` is how many the source has."""
    kept = {
        name: source.execute(
            f"SELECT {', '.join(columns[1:])} FROM {name} WHERE {columns[0]} = ?", (meeting_id,)
        ).fetchall()
        for name, columns in KEPT.items()
    }
    number = kept["audited"][0][0]
    measured = source.execute(f"SELECT {MEASURED} FROM measured WHERE number = ?", (number,)).fetchall()
    names = _names(kept)
    as_text = msgspec.json.encode(kept).decode()
    for time_over in range(times):
        said = as_text
        for old, new in _changes(meeting_id, kept, names, time_over, of):
            said = said.replace(old, new)
        rows: dict[str, Rows] = msgspec.json.decode(said)
        _finish(rows, time_over, of)
        for name, columns in KEPT.items():
            marks = ", ".join("?" * (len(columns) - 1))
            into.executemany(f"INSERT INTO {name} ({', '.join(columns[1:])}) VALUES ({marks})", rows[name])
        more = [(row[0] + time_over * of, *row[1:]) for row in measured]
        into.executemany(f"INSERT INTO measured ({MEASURED}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", more)
        last = rows["events"][-1]
        yield Head(last[0], last[1], last[2], last[-1])


def _names(kept: dict[str, Rows]) -> list[str]:
    """Return the children's names as they were written."""
    said = [row[-2] for row in kept["events"] if row[7] == "ChildDescribed"]
    return [msgspec.json.decode(body)["child"]["name"] for body in said]


def _changes(
    meeting_id: str, kept: dict[str, Rows], names: Sequence[str], time_over: int, of: int
) -> Iterator[tuple[str, str]]:
    """Yield what is written instead of what, in a meeting that is there once more."""
    if not time_over:
        return
    reference = next(iter(kept["meetings"]))[2]
    number = int(reference.removeprefix("SM-"))
    start = meeting_id[:24]
    yield f"{start}{number:06x}", f"{start}{number + time_over * of:06x}"
    yield reference, f"SM-{number + time_over * of:06}"
    for case in {row[4][1:7] for row in kept["children"]}:
        yield f'"c{case}', f'"c{int(case) + time_over * of:06}'  # ids have such digits in them too
        yield f"C{case}", f"C{int(case) + time_over * of:06}"
    renamed = {name: _another(name, time_over) for name in names}
    renamed |= {name_key(old): name_key(new) for old, new in renamed.items()}
    marked = {name: f"\x00{place}\x00" for place, name in enumerate(renamed)}
    yield from marked.items()  # in two goes, for one may get the name that another had
    yield from ((mark, renamed[name]) for name, mark in marked.items())


def _another(name: str, time_over: int) -> str:
    first, _, last = name.partition(" ")
    return f"{FIRST[(FIRST.index(first) + 5 * time_over) % len(FIRST)]} {last}"


def _finish(rows: dict[str, Rows], time_over: int, of: int) -> None:
    """Make what follows from the words that were changed: hashes, numbers, spellings."""
    before = GENESIS
    for row in rows["events"]:
        before = row[-1] = hash_of(from_columns(row), before)
    for row in rows["texts"]:
        row[0] += time_over * APART << OWN
        row[-1] = other_spellings(row[-2])
    rows["searched"][0][0] += time_over * APART
    rows["audited"][0][0] += time_over * of


def make(source: Path, file: Path, times: int) -> None:
    """Write all meetings of one file so many times into another, which is new."""
    begun, first, into = time.monotonic(), Database(source, reads=True), Bulk(file)
    log = BulkLog(into)
    with first.reading() as reading:
        ids = [row[0] for row in reading.execute("SELECT meeting_id FROM meetings ORDER BY meeting_id")]
        for start in range(0, len(ids), IN_ONE):
            with into.writing() as writing:
                some = ids[start : start + IN_ONE]
                heads = [head for one in some for head in again(reading, writing, one, times, len(ids))]
            log.remember(*heads)
            done = f"{(start + len(some)) * times:,} meetings, {time.monotonic() - begun:.0f} s"
            print(f"\r{done}", end="", file=sys.stderr, flush=True)
    with into.writing() as writing:
        writing.execute(f"INSERT INTO tallies ({TALLIED}) {SUMS}")
    print(file=sys.stderr)
    log.close()
    for database in (first, into):
        database.close()


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
