"""Meetings that are invented in bulk are such as the program itself would have written."""

import subprocess
import sys
from pathlib import Path

from chairtui.core.history.log import fold
from chairtui.store.connect import Database
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.library import SqliteLibrary
from chairtui.store.projections import TABLES
from chairtui.store.rows import COLUMNS
from chairtui.store.verify import verify
from chairtui.wiring.opening import prove

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


def test_many_at_once_leave_the_same_rows_as_each_act_written_by_itself(tmp_path: Path) -> None:
    made(tmp_path / "many.db")
    bulk = Database(tmp_path / "many.db", reads=True)
    by_act = Database(tmp_path / "each.db")
    written, log = SqliteEventLog(bulk), SqliteEventLog(by_act, proved=True)
    for meeting_id in reversed(written.meeting_ids()):
        history = written.read(meeting_id)
        for count, recorded in enumerate(history, start=1):
            log.append([recorded.row], fold(history[:count]))
    assert contents(bulk) == contents(by_act)
    log.close()
    for database in (bulk, by_act):
        database.close()


def contents(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of the log and of every list, in an order of their own."""
    columns = {"events": COLUMNS} | {table.name: ", ".join(table.columns) for table in TABLES}
    with database.reading() as connection:
        return {
            name: sorted(connection.execute(f"SELECT {these} FROM {name}").fetchall(), key=repr)
            for name, these in columns.items()
        }


def test_what_the_audit_counts_of_them_is_what_their_logs_make_of_it(tmp_path: Path) -> None:
    file = tmp_path / "many.db"
    made(file)
    with Database(file, reads=True).reading() as connection:
        counted = connection.execute("SELECT count(*) FROM audited WHERE rules <> ''").fetchone()[0]
    assert 6 < counted <= 12
    assert prove(file).faults == []


def test_invented_meetings_that_are_there_many_times_are_each_what_its_log_makes_of_it(
    tmp_path: Path,
) -> None:
    made(tmp_path / "few.db")
    asked: list[str | Path] = [
        sys.executable,
        MAKER.with_name("invented_again.py"),
        tmp_path / "few.db",
        tmp_path / "many.db",
        "4",
    ]
    subprocess.run(asked, check=True, capture_output=True)
    assert prove(tmp_path / "many.db").faults == []
    assert references(tmp_path / "many.db") == 48
    assert len(families(tmp_path / "many.db")) == 4 * len(families(tmp_path / "few.db"))


def references(file: Path) -> int:
    """Return how many references there are."""
    with Database(file, reads=True).reading() as connection:
        return int(connection.execute("SELECT count(DISTINCT reference) FROM meetings").fetchone()[0])


def families(file: Path) -> set[tuple[str, ...]]:
    """Return the case numbers and the names of all children."""
    with Database(file, reads=True).reading() as connection:
        return set(connection.execute("SELECT local_id, name FROM children"))
