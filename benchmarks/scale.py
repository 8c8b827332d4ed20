"""A file of very many meetings: what must not grow with their number, each against the bare query behind it.

Run as `scale.py FILE` on a database that `invented_meetings.py` made (and `invented_again.py` made greater),
which is written to, or without one on a few hundred. Ours and the bare query take turns in one run; told are
milliseconds of the processor at the median and at 95 in a hundred. Home, opening a meeting and a tick are
measured on it and on a file of fifty, in turns.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from chairtui.audit.counting import ALL, CROSSED, Within
from chairtui.core.attendance import RecordPresence
from chairtui.core.vocabulary import ActionStatus, Mode
from chairtui.live.library import ActionsOf, DuePart, Part, SearchFor
from chairtui.live.live_meeting import LiveMeeting
from chairtui.store.auditing import SqliteFigures
from chairtui.store.connect import Database
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.library import SqliteLibrary
from chairtui.wiring import workplace
from searching import BARE, KEYSET, MAKER, TYPED, at
from start import Start, start
from timing import compare

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
COUNT, ROUNDS, HOMES = 300, 11, 5
CHOSEN: tuple[dict[str, Any], ...] = (
    {"owner": "kaur"},
    {"team": "MASH"},
    {"child": "noah"},
    {"words": ("landlord",)},
    {"agency": "school"},
)
SUMS = (
    "SELECT measure, subject, sum(met), sum(counted), sum(unknown) FROM tallies GROUP BY 1, 2",
    "SELECT measure, subject, month, sum(met), sum(counted), sum(unknown) FROM tallies GROUP BY 1, 2, 3",
)
BENEATH = (
    "SELECT measured.*, audited.* FROM measured JOIN audited USING (number) "
    "WHERE measure = ? AND subject = '' ORDER BY look, measured.held DESC, number LIMIT 200"
)
CELLS = (
    "SELECT one.met, two.met, count(*) FROM measured AS one JOIN measured AS two USING (number) "
    "WHERE one.measure = ? AND one.subject = '' AND two.measure = ? AND two.subject = '' GROUP BY 1, 2"
)


def took(act: Callable[[], object]) -> float:
    """Return how many milliseconds of the processor it took."""
    begun = time.process_time()
    act()
    return (time.process_time() - begun) * 1_000


def against(
    what: str, ours: Callable[[], object], bare: Callable[[], object] | None, rounds: int = ROUNDS
) -> None:
    """Measure and print one line of the table."""
    mine, theirs = list[float](), list[float]()
    for _ in range(rounds):
        if bare:
            theirs.append(took(bare))
        mine.append(took(ours))
    told = f"{at(mine, 0.5):.2f} / {at(mine, 0.95):.2f} ms"
    if bare:
        told += f"   bare {at(theirs, 0.5):.2f} / {at(theirs, 0.95):.2f} ms"
        told += f"   {at(mine, 0.5) / at(theirs, 0.5):.2f}x"
    print(f"{what:48} {told}", flush=True)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "many.db"
        if not file.exists():
            subprocess.run([sys.executable, MAKER, str(file), str(COUNT)], check=True)
        database = Database(file, reads=True)
        library = SqliteLibrary(database)
        print(f"{library.count():,} meetings", flush=True)
        with database.reading() as connection:
            _all(database, library, lambda asked, *given: connection.execute(asked, given).fetchall())
        database.close()
        few = Path(folder) / "few.db"
        subprocess.run([sys.executable, MAKER, str(few), "50"], check=True)
        _ticks(file, few)
        os.environ["XDG_CONFIG_HOME"] = folder
        _homes(file, few)


def _all(database: Database, library: SqliteLibrary, bare: Callable[..., Any]) -> None:
    for typed in (*TYPED[0].split(), *TYPED[1:]):
        quoted = " ".join(f'"{word}"' for word in typed.replace("'", " ").split()) + "*"
        of = SearchFor(words=typed)
        found, asked = partial(library.search, of, limit=20), partial(bare, BARE, quoted, 60)
        against(f"search “{typed}”", found, asked)
        against("  how many meetings", lambda of=of: library.search_count(of), None)
    for part in Part:
        against(f"list, {part}", lambda part=part: library.meetings(part=part), lambda: bare(KEYSET["list"]))
        against(f"  how many, {part}", lambda part=part: library.count(part), None)
    some = library.meetings(limit=1000)
    further = partial(library.meetings, after=some[-1].id)
    against("list, a page further on", further, lambda: bare(KEYSET["list"]))
    against("ready of a page", lambda: library.ready([one.id for one in some[:200]]), None)
    of = ActionsOf(state=ActionStatus.OPEN)
    against("actions, open", lambda: library.agreed(of, now=NOW), lambda: bare(KEYSET["actions"]))
    against("actions, all", lambda: library.agreed(ActionsOf(), now=NOW), lambda: bare(KEYSET["actions"]))
    for given in CHOSEN:
        of = ActionsOf(state=ActionStatus.OPEN, **given)
        against(f"actions, {given}", lambda of=of: library.agreed(of, now=NOW), None)
    for due in DuePart:
        against(f"due, {due}", lambda due=due: library.due(part=due, now=NOW), None)
        against(f"  how many, {due}", lambda due=due: library.due_count(due, NOW), None)
    against("to follow up", library.following, None)
    against("to follow up, late", lambda: library.following_late("2026-11-28"), None)
    against("people", library.people, None)
    against("named by reference", lambda: library.named("SM-000123"), None)
    against("named by its beginning", lambda: library.named("SM-0001"), None)
    against("numbered", lambda: library.numbered(["C0000120"]), None)
    _audit(SqliteFigures(database), bare)
    _opening(database, library, some[len(some) // 2].id)


def _audit(figures: SqliteFigures, bare: Callable[..., Any]) -> None:
    for by, asked in (("", SUMS[0]), ("month", SUMS[1])):
        against(f"every measure, by {by or 'nothing'}", partial(figures.sums, ALL, by), partial(bare, asked))
    for by in ("team", "authority", "profile", "chair"):
        against(f"every measure, by {by}", partial(figures.sums, ALL, by), None, 1 if by == "chair" else 5)
    year = Within(since=(NOW - timedelta(days=365)).date(), until=NOW.date())
    against("every measure, a year from a day in a month", lambda: figures.sums(year, ""), None, 3)
    against("in time and together", lambda: figures.crossed(ALL, *CROSSED), lambda: bare(CELLS, *CROSSED), 5)
    against("the meetings meant", lambda: figures.span(ALL), None)
    for measure in CROSSED:
        against(
            f"drill down, {measure}",
            lambda one=measure: figures.beneath(ALL, one, "", limit=200, after=0),
            lambda one=measure: bare(BENEATH, one),
        )
    far = partial(figures.beneath, ALL, "M-MINIMUM", "", limit=200, after=20_000)
    against("drill down, 20,000 further on", far, None)
    against("what fell behind", lambda: figures.behind("", NOW) and None, None, 1)


def _opening(database: Database, library: SqliteLibrary, meeting_id: str) -> None:
    from chairtui.core.history.log import fold

    log = SqliteEventLog(database, proved=True)
    meeting = fold(log.read(meeting_id))
    against("reading and folding a meeting", lambda: fold(log.read(meeting_id)), None)
    against("the earlier meetings about its children", lambda: library.series_of(meeting), None)
    against("those that are perhaps about them", lambda: library.perhaps_of(meeting), None)
    against("what is doubted of it", lambda: log.doubts(meeting_id), None)


def _ticks(file: Path, few: Path) -> None:
    """Open a meeting that is not signed, and tick somebody in it, in both files."""
    with workplace(few) as small, workplace(file) as great:
        opened, ticked = [], []
        for place in (great, small):
            desk = place.for_somebody().desk
            meeting_id = desk.library.meetings(part=Part.OPEN)[-1].id
            live = desk.open(meeting_id)  # the rules are compiled, and what is remembered was read once
            opened.append(partial(desk.open, meeting_id))
            ticked.append(partial(_tick, live, count()))
        against("opening a meeting, against a file of 50", *opened, rounds=40)
        against("a tick, committed, against a file of 50", *ticked, rounds=40)


def _tick(live: LiveMeeting, turn: Iterator[int]) -> None:
    line = live.outcome.meeting.attendance.register[0]
    live.do(RecordPresence(attendee_id=line.id, mode=Mode.PHONE if next(turn) % 2 else None))


def _homes(file: Path, few: Path) -> None:
    """Start the program on both files, until the second line of home answers, and until all is quiet."""
    with workplace(few) as place:  # whose name is not known is asked for it, and sees no home
        mine = place.desk.settings
        place.desk.for_person(replace(mine, name="Ruth Calloway", role="Team manager", authority="Bromley"))
    runs = []
    for one in (file, few):
        database = Database(one, reads=True)
        first, second = (each.reference for each in SqliteLibrary(database).meetings(part=Part.OPEN)[:2])
        database.close()
        runs.append((("-m", "chairtui", "--db", str(one)), first, second))
    told: list[list[Start]] = [[], []]
    for _ in range(HOMES + 1):
        for number, run in enumerate(runs):
            told[number].append(start(*run))
    great, small = ([*zip(*one[1:], strict=True)] for one in told)
    for what, place, unit in (
        ("home, until a key was answered", 1, "ms"),
        ("home, until all is quiet", 2, "ms"),
        ("home, peak memory", 3, "MiB"),
    ):
        compare(f"{what}, against a file of 50", great[place], small[place], unit=unit)


if __name__ == "__main__":
    main()
