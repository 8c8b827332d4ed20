"""A writer that is killed at random moments, again and again, and what must still be there each time."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.live.pretend import BEGIN, PretendClock, PretendJudge, live

from chairtui.core.attendance import RecordPresence
from chairtui.core.history.log import broken_links, fold
from chairtui.core.sharing import Contribute, Contribution
from chairtui.core.vocabulary import Mode
from chairtui.live.live_meeting import LiveMeeting
from chairtui.store import migrations
from chairtui.store.connect import Database
from chairtui.store.drafts import SqliteDrafts
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.lists import differences
from chairtui.store.verify import verify

LIVES_PER_MEETING = 20
STARTING_UP = 0.15
"""Part of the kills that come while the file is made, migrated or opened."""

SAVED_EVERY = 6
"""Letters between two saves of the draft: 0.3 seconds of fast typing, at 20 letters a second."""

MAY_BE_LOST = 10
"""Letters typed in half a second."""


@dataclass
class Found:
    """What the kills left behind."""

    kills: int = 0
    while_starting: int = 0
    acknowledged: int = 0
    drafts: int = 0
    letters_lost: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def kill_often(folder: Path, kills: int, seed: int, key: bytes | None = None) -> Found:
    """Kill a writer that many times and check the file after each."""
    migrations.expected_schema()  # loads what a first start needs, so that each life begins at once
    chance = random.Random(seed)
    found = Found()
    path = folder / "meetings.db"
    for number in range(kills):
        if chance.random() < STARTING_UP:
            found.while_starting += 1
            fresh = chance.random() < 0.5
            place = folder / f"new-{number}.db" if fresh else path
            said = one_life(place, f"start-{number}", number, key, chance.uniform(0, 0.012), at_once=True)
        else:
            place = path
            meeting_id = f"meeting-{number // LIVES_PER_MEETING}"
            said = one_life(place, meeting_id, number, key, chance.uniform(0.005, 0.04), at_once=False)
        found.kills += 1
        check(place, said, key, found)
    found.faults += verify(path, key)
    return found


def one_life(
    path: Path, meeting_id: str, number: int, key: bytes | None, seconds: float, *, at_once: bool
) -> list[str]:
    """Start a writer, kill it after so long, and return what it said before."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            write(path, meeting_id, number, key, writing)
        finally:
            os._exit(1)
    os.close(writing)
    said = b"" if at_once else os.read(reading, 1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    while part := os.read(reading, 1 << 16):
        said += part
    os.close(reading)
    lines = said.decode().split("\n")[:-1]
    if not os.WIFSIGNALED(status):
        lines.append("died it ended by itself")
    return lines


def write(path: Path, meeting_id: str, number: int, key: bytes | None, out: int) -> None:
    """Tick, write and type until killed; say each thing once it is acknowledged."""
    database = Database(path, key)
    log, drafts = SqliteEventLog(database), SqliteDrafts(database)
    meeting = live(log, PretendClock(name=f"life-{number}"), PretendJudge(), meeting_id=meeting_id)
    say(out, "at", meeting_id)
    if not meeting.outcome.meeting.id:
        acknowledge(out, meeting, [prepare(meeting_id), *BEGIN[1:]])
    letters = len(drafts.all(meeting_id).get("fact", ""))
    for turn in range(1_000_000):
        acknowledge(out, meeting, [RecordPresence(attendee_id="police", mode=Mode.IN_ROOM)])
        letters = type_on(out, drafts, meeting_id, letters)
        fact = Contribution(id=f"f{number}-{turn}", attendee_id="police", fact=f"Fact {turn}")
        acknowledge(out, meeting, [Contribute(contribution=fact)])
        acknowledge(out, meeting, [RecordPresence(attendee_id="police", mode=None)])


def prepare(meeting_id: str) -> object:
    from msgspec.structs import replace

    return replace(BEGIN[0], meeting_id=meeting_id)


def acknowledge(out: int, meeting: LiveMeeting, commands: list) -> None:  # type: ignore[type-arg]
    before = len(meeting.history)
    meeting.do(*commands)
    for one in meeting.history[before:]:
        say(out, "event", one.row.event_id)


def type_on(out: int, drafts: SqliteDrafts, meeting_id: str, letters: int) -> int:
    for _ in range(SAVED_EVERY):
        letters += 1
        say(out, "typed", str(letters))
    drafts.keep(meeting_id, "fact", "x" * letters)
    say(out, "draft", str(letters))
    return letters


def say(out: int, what: str, words: str) -> None:
    os.write(out, f"{what} {words}\n".encode())


def check(path: Path, said: list[str], key: bytes | None, found: Found) -> None:
    """Open the file as the next start would, and compare it with what was acknowledged."""
    found.faults += [line for line in said if line.startswith("died")]
    database = Database(path, key)
    meeting_id = next(told(said, "at"), "")
    if meeting_id:
        check_meeting(database, meeting_id, said, found)
    database.close()
    if path.name.startswith("new-"):
        found.faults += verify(path, key)


def check_meeting(database: Database, meeting_id: str, said: list[str], found: Found) -> None:
    history = SqliteEventLog(database).read(meeting_id)
    stored = {one.row.event_id for one in history}
    lost = set(told(said, "event")) - stored
    found.acknowledged += len(set(told(said, "event")))
    found.faults += [f"{event_id}: acknowledged, and lost" for event_id in lost]
    found.faults += broken_links(one.row for one in history)
    with database.reading() as connection:
        found.faults += differences(connection, meeting_id, fold(history)) if history else []
    check_draft(database, meeting_id, said, found)


def check_draft(database: Database, meeting_id: str, said: list[str], found: Found) -> None:
    kept = len(SqliteDrafts(database).all(meeting_id).get("fact", ""))
    typed = max(map(int, told(said, "typed")), default=kept)
    acknowledged = max(map(int, told(said, "draft")), default=0)
    found.drafts += len(list(told(said, "draft")))
    found.letters_lost.append(max(0, typed - kept))
    if kept < acknowledged:
        found.faults.append(f"a draft of {acknowledged} letters was acknowledged, and {kept} are left")
    if typed - kept > MAY_BE_LOST:
        found.faults.append(f"{typed - kept} letters were lost")


def told(said: list[str], what: str) -> Iterator[str]:
    return (line.partition(" ")[2] for line in said if line.startswith(f"{what} "))
