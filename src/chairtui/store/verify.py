"""Proves that a database is what was written: chains, heads, pages, schema and lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from chairtui.core.continuity import Flaw
from chairtui.core.history.log import Damaged, Recorded, Row, broken_links, decode, fold, in_order
from chairtui.core.meeting import Meeting
from chairtui.live.audited import Audited
from chairtui.store import audits, figures, leaving, migrations, older
from chairtui.store.doubts import doubts
from chairtui.store.engine import Connection, connect, looking, options_of
from chairtui.store.event_log import MEETINGS, read_rows
from chairtui.store.faults import UNREADABLE, CannotOpen, cannot_open
from chairtui.store.heads import Memory, beside, recall
from chairtui.store.index_proof import index_faults
from chairtui.store.lists import differences, strays
from chairtui.store.rows import COLUMNS, from_columns, history_of
from chairtui.store.same_children import earlier_about


class Proof(NamedTuple):
    """What proving a database found."""

    faults: list[str]
    """A sentence for everything that is not as it was written; none is good."""
    opened: bool
    """Whether it could be read at all."""


class Measuring(NamedTuple):
    """How the measures are asked again of each meeting, to prove what is kept of what they said."""

    measure: Callable[[Meeting, Sequence[Meeting]], Audited]
    """From a meeting, and the earlier ones that are kept here."""
    now: datetime
    told: Callable[[int, int], None]
    """Hears how many meetings are proved, and of how many."""


def verify(
    path: Path, key: bytes | None = None, heads: Path | None = None, memory: Memory | None = None
) -> list[str]:
    """Return a sentence for everything in a database that is not as it was written; none is good."""
    return prove(path, key, heads, memory).faults


def prove(
    path: Path,
    key: bytes | None = None,
    heads: Path | None = None,
    memory: Memory | None = None,
    measuring: Measuring | None = None,
) -> Proof:
    """Look at everything in a database.

    `heads` is the file that remembers the ends of its logs, and `memory` what it told before a copy was made.
    Without `measuring`, of what the measures said only the sums are proved. It changes nothing, names places
    and never contents, and never raises, whatever the file holds.
    """
    if not path.is_file():
        return Proof([f"{path} is not there."], opened=False)
    heads = heads or beside(path)
    memory = memory or recall(heads)  # before the rows: others may go on writing, and rows come first
    try:
        connection = connect(path, key, mode=looking(path))
    except (*UNREADABLE, OSError) as error:
        return Proof([str(cannot_open(error, path))], opened=False)
    except CannotOpen as refused:
        return Proof([str(refused)], opened=False)
    try:
        return Proof(_all_faults(connection, (heads, memory), path, key, measuring), opened=True)
    finally:
        connection.close()


@contextmanager
def _of_this_version(path: Path, key: bytes | None, connection: Connection) -> Iterator[Connection]:
    """Give the lists; those of an older version once they are, in memory, of this one."""
    if not migrations.is_older(connection):
        yield connection
        return
    with closing(older.in_memory(path, key, options_of(path, looking(path)))) as copy:
        yield copy


def _all_faults(
    connection: Connection,
    remembered: tuple[Path, Memory],
    path: Path,
    key: bytes | None,
    measuring: Measuring | None,
) -> list[str]:
    faults: list[str] = []
    checks: tuple[Callable[[], Iterable[str]], ...] = (
        lambda: _schema(connection),
        lambda: _pages(connection),
        lambda: _heads(connection, *remembered),
        lambda: _meetings(connection, path, key, measuring),
        lambda: () if migrations.is_older(connection) else index_faults(connection),
        lambda: _beside_the_log(connection, path, key),
    )
    connection.execute("BEGIN")
    for check in checks:
        try:
            faults += check()
        except Exception as error:
            faults.append(f"A check broke off ({_named(error)}): what it covers is not proved.")
    return faults


def _named(error: Exception) -> str:
    """Return what kind of error it was; its text may hold somebody's name."""
    return str(getattr(error, "sqlite_errorname", type(error).__name__))


def _beside_the_log(connection: Connection, path: Path, key: bytes | None) -> Iterator[str]:
    """Yield what is said of what stands in no chain: samples, views of auditors, tombstones."""
    with _of_this_version(path, key, connection) as lists:
        yield from audits.faults(lists)
        yield from leaving.faults(lists)


def _schema(connection: Connection) -> Iterator[str]:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if not 0 < version <= migrations.VERSION:
        yield f"The database version is {version}, and this program knows {migrations.VERSION}."
        return
    schema, expected = migrations.schema_of(connection), migrations.expected_schema(version)
    for kind, name, _ in sorted(schema ^ expected):
        yield f"The {kind} {name} is not as the program made it."


def _pages(connection: Connection) -> Iterator[str]:
    for row in connection.execute("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield f"The file is damaged: {row[0]}"


def _meetings(
    connection: Connection, path: Path, key: bytes | None, measuring: Measuring | None
) -> Iterator[str]:
    """Prove the chains and the lists of one meeting after the other: none is held longer than it takes."""
    with _of_this_version(path, key, connection) as copy:
        ids = connection.execute(MEETINGS).fetchall()
        for number, (meeting_id,) in enumerate(ids):
            if measuring:
                measuring.told(number, len(ids))
            try:
                yield from _meeting(connection, copy, meeting_id, measuring)
            except Exception as error:  # the other meetings are proved all the same
                yield f"{meeting_id}: a check broke off ({_named(error)}): the meeting is not proved."
        yield from strays(copy)
        yield from figures.faults(copy)


def _meeting(
    connection: Connection, copy: Connection, meeting_id: Any, measuring: Measuring | None
) -> Iterator[str]:
    rows, faults = _readable(connection, meeting_id)
    history, broken = _decoded(meeting_id, rows)
    yield from (*faults, *broken_links(rows), *broken)
    meeting = fold(in_order(history))
    yield from differences(copy, meeting_id, meeting)
    if measuring:
        audited = measuring.measure(meeting, [*_earlier(connection, copy, meeting)])
        if figures.differs(copy, meeting_id, audited, measuring.now):
            yield f"{meeting_id}: what the measures say of it does not follow from the log"


def _earlier(connection: Connection, copy: Connection, meeting: Meeting) -> Iterator[Meeting]:
    """Yield the earlier meetings that are kept here, as `Desk.kept_about` has them."""
    ids = [*(one.id for one in meeting.series.earlier), *earlier_about(copy, meeting)]
    for meeting_id in dict.fromkeys(ids):
        with suppress(Damaged):
            yield fold(history_of(read_rows(connection, meeting_id)))


def _decoded(meeting_id: str, rows: Iterable[Row]) -> tuple[list[Recorded], list[str]]:
    history: list[Recorded] = []
    faults: list[str] = []
    for row in rows:
        try:
            history.append(decode(row))
            if type(history[-1].event).__name__ != row.kind:
                faults.append(f"{meeting_id}: {row.device_id}/{row.seq}: its kind is not its event's")
        except Damaged as damage:
            faults.append(f"{meeting_id}: {damage}")
    return history, faults


def _readable(connection: Connection, meeting_id: Any) -> tuple[list[Row], list[str]]:
    rows: list[Row] = []
    faults: list[str] = []
    for columns in connection.execute(f"SELECT {COLUMNS} FROM events WHERE meeting_id = ?", (meeting_id,)):
        try:
            rows.append(from_columns(columns))
        except Damaged as damage:
            faults.append(f"{meeting_id}: {damage}")
    return rows, faults


_FLAWS = {
    Flaw.CUT: "{place}, remembered in {file}, was cut off, or an older copy was put back",
    Flaw.REWRITTEN: "{place}, remembered in {file}, was rewritten",
    Flaw.UNPROVED: (
        "{place} was only found there when {file}, or lines of it, were missing: "
        "a cut before it is not noticed"
    ),
}


def _heads(connection: Connection, path: Path, memory: Memory) -> Iterator[str]:
    if not memory.tells and connection.execute("SELECT 1 FROM events LIMIT 1").fetchone():
        what = "tells nothing any more" if path.exists() else "is missing"
        yield f"{path.name} {what}: rows cut off the end of the log would not be noticed."
        return
    if memory.gap:
        yield f"{path.name} was changed, or lines of it are missing: what they told of would not be noticed."
    for meeting_id, several in doubts(connection, memory).items():
        firsts = {doubt.device_id: doubt for doubt in reversed(several)}
        for device_id, doubt in firsts.items():
            place = f"{meeting_id}/{device_id}: row {doubt.seq}"
            yield _FLAWS[doubt.flaw].format(place=place, file=path.name)
