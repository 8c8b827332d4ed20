"""Searching while somebody types, and the lists over all meetings, against the bare queries behind them.

Run as `searching.py`, or as `searching.py FILE` on a database that `invented_meetings.py` made before.
Ours and the bare query take turns in one run.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from chairtui.core.vocabulary import ActionStatus
from chairtui.live.library import ActionsOf, SearchFor
from chairtui.store.connect import Database
from chairtui.store.library import SqliteLibrary

ENDED = datetime(2026, 11, 20, 9, tzinfo=UTC)
COUNT = 1_000
ROUNDS = 15
SHOWN = 20
TYPED = (
    "b br bru brui bruis bruises",
    "the father",
    "o'brien",
    "zoe okoro",
    "bruises landlord",
    "belt police school",
    "lukasz",
    "cannabis hand nan",
    "nothing-like-it",
    "a",
)
"""What is typed; the first is one word as it grows."""

BARE = "SELECT rowid, highlight(found, 0, '', '') FROM found WHERE found MATCH ? ORDER BY rowid DESC LIMIT ?"
KEYSET = {
    "list": "SELECT * FROM meetings ORDER BY newest DESC, meeting_id DESC LIMIT 200",
    "actions": (
        "SELECT * FROM actions JOIN meetings USING (meeting_id) WHERE status = 'open' "
        "ORDER BY due_on = '', due_on, coalesce(due_at, ''), meeting_id, action_id LIMIT 200"
    ),
}
MAKER = str(Path(__file__).with_name("invented_meetings.py"))


def took(act: Callable[[], object]) -> float:
    """Return how many milliseconds it took."""
    begun = perf_counter()
    act()
    return (perf_counter() - begun) * 1_000


def at(times: list[float], share: float) -> float:
    """Return the time that so many of them do not exceed."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def report(name: str, ours: list[float], bare: list[float], goal: float) -> None:
    """Print both at the median and at 95 in a hundred, and the ratio of these."""
    ratio = at(ours, 0.95) / at(bare, 0.95)
    print(
        f"{name}\n  {at(ours, 0.5):.2f} / {at(ours, 0.95):.2f} ms   bare {at(bare, 0.5):.2f} / "
        f"{at(bare, 0.95):.2f} ms   {ratio:.2f}x at p95 (goal {goal:g}x)"
    )


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        given = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "many.db"
        if not given.exists():
            subprocess.run([sys.executable, MAKER, str(given), str(COUNT)], check=True)
        database = Database(given, reads=True)
        library = SqliteLibrary(database)
        print(f"{library.count():,} meetings")
        _searches(database, library)
        _lists(database, library)
        _size(database, library.count())
        database.close()


def _searches(database: Database, library: SqliteLibrary) -> None:
    ours, bare = list[float](), list[float]()
    words = [*TYPED[0].split(), *TYPED[1:]]
    for _ in range(ROUNDS):
        for typed in words:
            quoted = " ".join(f'"{word}"' for word in typed.replace("'", " ").split()) + "*"
            with database.reading() as connection:
                asked = (BARE, (quoted, 3 * SHOWN))
                bare.append(took(lambda asked=asked: connection.execute(*asked).fetchall()))  # type: ignore[misc]
            of = SearchFor(words=typed)
            ours.append(took(lambda of=of: library.search(of, limit=SHOWN)))  # type: ignore[misc]
    report(f"search, a page of {SHOWN} meetings", ours, bare, 2)
    counts = [took(lambda typed=typed: library.search_count(SearchFor(words=typed))) for typed in words]  # type: ignore[misc]
    print(f"counting what is found, beside it\n  {at(counts, 0.5):.2f} / {at(counts, 0.95):.2f} ms")


def _lists(database: Database, library: SqliteLibrary) -> None:
    asked: dict[str, Callable[[], object]] = {
        "list": library.meetings,
        "actions": lambda: library.agreed(ActionsOf(state=ActionStatus.OPEN), now=ENDED),
    }
    for name, ask in asked.items():
        ours, bare = list[float](), list[float]()
        for _ in range(ROUNDS * 4):
            with database.reading() as connection:
                bare.append(took(lambda name=name: connection.execute(KEYSET[name]).fetchall()))  # type: ignore[misc]
            ours.append(took(ask))
        report(f"{name}, a page of 200", ours, bare, 2)


def _size(database: Database, count: int) -> None:
    with database.reading() as connection:
        index = connection.execute("SELECT sum(length(block)) FROM found_data").fetchone()[0]
        texts = connection.execute("SELECT sum(length(words) + length(also)) FROM texts").fetchone()[0]
        log = connection.execute("SELECT sum(length(body)) FROM events").fetchone()[0]
    of = f"texts {texts / count / 1024:.1f} KiB, log {log / count / 1024:.1f} KiB"
    print(f"the index, a meeting\n  {index / count / 1024:.1f} KiB   ({of})")


if __name__ == "__main__":
    main()
