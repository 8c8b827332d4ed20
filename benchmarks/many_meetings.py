"""Very many meetings, each as long as most are: one is held, and the others are written after it.

`many_meetings.py make FILE COUNT` makes a database; `write FILE` goes on writing to it until it is ended, and
`prove FILE ROUNDS` backs it up and proves it meanwhile; `many.py` uses all three.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from chairtui.core.actions import Action, AllotAction
from chairtui.core.attendance import ListAttendee, RecordPresence
from chairtui.core.chairing import TakeChair
from chairtui.core.change import Command
from chairtui.core.children import Child, DescribeChild
from chairtui.core.closing import SignedOff
from chairtui.core.concern import ReadPurpose, StateConcern
from chairtui.core.decision import Decision, DecisionRecorded
from chairtui.core.history.log import GENESIS, Row, chained
from chairtui.core.meeting import PrepareMeeting, StartMeeting
from chairtui.core.register import Attendee
from chairtui.core.sharing import Contribute, Contribution
from chairtui.core.vocabulary import Mode, Outcome, Weight, YesNo
from chairtui.directory.agencies import Agencies
from chairtui.live.clock import SystemClock
from chairtui.live.live_meeting import LiveMeeting
from chairtui.live.outcome import Replayed
from chairtui.standards.judge import ProfileJudge
from chairtui.store.backup import back_up
from chairtui.store.connect import Database
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.memory import MemoryEventLog
from chairtui.store.verify import verify
from meetings import AUTHORITY, CHAIR, PEOPLE

FIRST, WRITTEN = "meeting-000000", "meeting-written"
AGENCIES = Agencies.load()
ENDED = datetime(2026, 11, 1, 12, tzinfo=UTC)


@dataclass
class _Clock(SystemClock):
    """A clock that stands, so that what was noted with it can be moved."""

    wall: datetime = ENDED

    def now(self) -> datetime:
        """Return the time at which it stands."""
        return self.wall


def first_meeting() -> list[Row]:
    """Return the rows of one meeting: six people, ten contributions, six actions, a decision, signed."""
    log = MemoryEventLog()
    live = LiveMeeting(
        FIRST,
        log,
        ProfileJudge(AGENCIES),
        _Clock(),
        actor=CHAIR,
        device_id="bench",
        agencies=AGENCIES,
    )
    for command in _held():
        live.do(command)
    decision = Decision(id="decision", children=("child",), outcome=Outcome.INITIATE, decided_at=ENDED)
    live.take_over(
        [
            Replayed(event=DecisionRecorded(decision=decision), at=ENDED),
            Replayed(event=SignedOff(name=CHAIR), at=ENDED),
        ]
    )
    return [one.row for one in live.history]


def _held() -> Iterator[Command]:
    yield PrepareMeeting(
        meeting_id=FIRST, reference="SM-000000", authority=AUTHORITY, scheduled_at=ENDED - timedelta(hours=1)
    )
    yield TakeChair(name=CHAIR, grade="team manager")
    yield DescribeChild(
        child=Child(
            id="child", name="Child 000000", local_id="C000000", born_on=ENDED.date().replace(year=2014)
        )
    )
    yield StateConcern(
        words="Bruises that nobody explains, seen at school.", raised_at=ENDED - timedelta(hours=5)
    )
    yield ReadPurpose()
    for key, agency, sector, unit, health, name in (*PEOPLE[:5], PEOPLE[-1]):
        line = Attendee(id=key, agency=agency, sector=sector, unit=unit, health=health, name=name)
        yield ListAttendee(attendee=line)
        yield RecordPresence(attendee_id=key, mode=Mode.VIDEO)
    yield StartMeeting(at=ENDED - timedelta(hours=1))
    for number in range(10):
        yield Contribute(
            contribution=Contribution(
                id=f"contribution-{number}",
                attendee_id=PEOPLE[number % 5][0],
                fact=f"Seen on day {number % 7} with a bruise on the arm that the child did not explain.",
                weight=list(Weight)[number % 3],
                source="the worker's own contact",
                as_of_on=ENDED.date(),
                second_hand=YesNo.NO,
                so_what="It may happen again.",
            )
        )
    for number in range(6):
        yield AllotAction(
            action=Action(
                id=f"action-{number}",
                what=f"See the child at school on day {number}",
                owner=PEOPLE[number % 5][5],
                agency=PEOPLE[number % 5][1],
                due_on=ENDED.date() + timedelta(days=2),
                why="Nobody has seen the bruises.",
            )
        )


def another(rows: list[Row], number: int) -> list[Row]:
    """Return the rows of a meeting like the first, of another child and `number` hours before."""
    name, previous, made = f"{number:06}", GENESIS, []
    for row in rows:
        row = replace(
            row,
            meeting_id=FIRST.replace("000000", name),
            event_id=f"{name}-{row.seq}",
            act_id=f"{name}-{row.act_id}",
            at=row.at - timedelta(hours=number),
            body=row.body.replace("000000", name),
        )
        row = chained(row, previous)
        previous = row.hash
        made.append(row)
    return made


def make(file: Path, count: int) -> None:
    """Make a database of so many meetings."""
    database = Database(file)
    log = SqliteEventLog(database)
    rows = first_meeting()
    for number in range(1, count + 1):
        log.take_in(another(rows, number))
    log.close()
    database.close()


def write(file: Path) -> None:
    """Write to a further meeting without an end: somebody comes and goes."""
    database = Database(file)
    log = SqliteEventLog(database)
    judge = ProfileJudge(AGENCIES)
    live = LiveMeeting(WRITTEN, log, judge, SystemClock(), actor=CHAIR, device_id="writer", agencies=AGENCIES)
    if not live.history:
        live.do(replace(next(_held()), meeting_id=WRITTEN))
        key, agency, sector, _, _, name = PEOPLE[0]
        live.do(ListAttendee(attendee=Attendee(id=key, agency=agency, sector=sector, name=name)))
    while True:
        live.do(RecordPresence(attendee_id=PEOPLE[0][0], mode=None))
        live.do(RecordPresence(attendee_id=PEOPLE[0][0], mode=Mode.VIDEO))


def prove(file: Path, rounds: int) -> str:
    """Back a database up and prove it so many times; return how often something was found, and what first."""
    database = Database(file)
    log = SqliteEventLog(database)
    before = log.size(WRITTEN)
    faults: list[list[str]] = []
    for number in range(rounds):
        copy = file.with_name(f"copy-{number}.db")
        faults += [found for found in (back_up(database, copy).faults, verify(file)) if found]
        print(f"{number + 1} rounds: {len(faults)} found a fault", file=sys.stderr, flush=True)
    written = log.size(WRITTEN) - before
    first = f", first: {faults[0][0]}" if faults else ""
    return f"{len(faults)} of {2 * rounds} found a fault{first}; {written} entries were written meanwhile"


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["make", file, count]:
            make(Path(file), int(count))
        case ["write", file]:
            write(Path(file))
        case ["prove", file, rounds]:
            print(prove(Path(file), int(rounds)))
