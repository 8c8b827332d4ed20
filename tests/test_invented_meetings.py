"""Meetings that are invented in bulk are such as the program itself would have written."""

import subprocess
import sys
from pathlib import Path

from chairtui.store.connect import Database
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.library import SqliteLibrary
from chairtui.store.verify import verify

MAKER = Path(__file__).parents[1] / "benchmarks" / "invented_meetings.py"


def made(file: Path, seed: int = 1) -> list[str]:
    """Make twelve of them, and return the last hash of each."""
    subprocess.run([sys.executable, MAKER, file, "12", str(seed)], check=True, capture_output=True)
    database = Database(file, reads=True)
    log = SqliteEventLog(database)
    heads = [log.read(one)[-1].row.hash for one in log.meeting_ids()]
    database.close()
    return heads


def test_invented_meetings_are_the_same_for_the_same_seed_and_others_for_another(tmp_path: Path) -> None:
    first = made(tmp_path / "a.db")
    assert len(first) == 12
    assert made(tmp_path / "b.db") == first
    assert not set(made(tmp_path / "c.db", seed=2)) & set(first)


def test_invented_meetings_prove_and_are_listed_with_what_the_rules_say(tmp_path: Path) -> None:
    file = tmp_path / "many.db"
    made(file)
    assert verify(file) == []
    database = Database(file, reads=True)
    listed = SqliteLibrary(database).meetings()
    assert len({one.stage for one in listed}) > 1
    assert len(SqliteLibrary(database).ready([one.id for one in listed])) == 12
    database.close()
