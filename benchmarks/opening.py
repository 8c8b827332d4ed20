"""Opening a meeting of 2,000 events from SQLite: read, verify the chain, fold, judge."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from chairtui.core.attendance import RecordPresence
from chairtui.core.history.log import Row
from chairtui.core.vocabulary import Mode
from chairtui.directory.agencies import Agencies
from chairtui.live.clock import SystemClock
from chairtui.live.live_meeting import LiveMeeting
from chairtui.live.ports import EventLog
from chairtui.standards.judge import ProfileJudge
from chairtui.standards.verdict import Judge
from chairtui.store.connect import Database
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.memory import MemoryEventLog
from meetings import ABSENT, full_meeting, noon
from timing import machine, tell

GOAL = 50.0
EVENTS = 2_000
ROUNDS = 40


def open_meeting(log: EventLog, judge: Judge) -> LiveMeeting:
    """Open the long meeting."""
    return LiveMeeting("long", log, judge, SystemClock(), actor="Ruth Calloway", device_id="bench")


def long_meeting(judge: Judge) -> list[Row]:
    """Return the rows of a full meeting in which somebody comes and goes until there are enough events."""
    live = open_meeting(MemoryEventLog(), judge)
    for command in full_meeting("long", noon()):
        live.do(command)
    number = 0
    while len(live.history) < EVENTS:
        number += 1
        live.do(RecordPresence(attendee_id=ABSENT, mode=Mode.PHONE if number % 2 else None))
    return [one.row for one in live.history[:EVENTS]]


def main() -> None:
    """Measure and print."""
    print(f"opening · {machine()}")
    judge = ProfileJudge(Agencies.load())
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "bench.db")
        SqliteEventLog(database).take_in(long_meeting(judge))
        database.close()

        whole, reading = [], []
        judge = ProfileJudge(Agencies.load())
        for _ in range(ROUNDS):
            database = Database(Path(folder) / "bench.db")
            log = SqliteEventLog(database)
            began = time.perf_counter()
            open_meeting(log, judge)
            whole.append((time.perf_counter() - began) * 1000)
            began = time.perf_counter()
            history = log.read("long")
            reading.append((time.perf_counter() - began) * 1000)
            database.close()
        print(f"the first opening in a process, when the rules are compiled\n  {whole.pop(0):.1f} ms")
        tell(f"opening {len(history):,} events", whole, GOAL)
        tell("of it, reading and verifying", reading)


if __name__ == "__main__":
    main()
