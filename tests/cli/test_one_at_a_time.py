"""What is asked over all meetings holds one meeting at a time, and reads none that it does not need."""

import gc
import shutil
import weakref
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.live.pretend import PretendClock, live
from tests.records.returns.scene import KIT, held

from chairtui.cli.running import run
from chairtui.core.children import DescribeChild
from chairtui.core.history.log import Recorded, fold
from chairtui.core.meeting import Meeting
from chairtui.core.vocabulary import Stage
from chairtui.records.returns.enquiry_rows import enquiry_rows
from chairtui.store.connect import Database
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.library import SqliteLibrary
from chairtui.store.verify import verify


def alive() -> int:
    gc.collect()
    return sum(isinstance(one, Meeting) for one in gc.get_objects())


def test_the_rows_of_the_returns_keep_no_meeting() -> None:
    before = alive()
    counted: list[int] = []

    def each() -> Iterator[Meeting]:
        for number in range(1, 6):
            counted.append(alive() - before)
            yield held(number)

    assert enquiry_rows(each())
    assert max(counted) <= 1


def test_a_case_number_leads_to_the_meetings_about_its_child_and_no_other(tmp_path: Path) -> None:
    database = Database(tmp_path / "m.db")
    log = SqliteEventLog(database)
    for meeting_id, number in (("one", "007 A"), ("two", "7a"), ("three", "8"), ("four", "")):
        meeting = live(log, PretendClock(name=meeting_id), meeting_id=meeting_id)
        meeting.do(DescribeChild(child=replace(KIT, local_id=number)))
    library = SqliteLibrary(database)
    assert library.numbered(["7A"]) == ["one", "two"]
    assert library.numbered(["0008", "9"]) == ["three"]
    assert library.numbered([""]) == []
    log.close()
    database.close()


class History(list[Recorded]):
    """A history of which it can be seen whether anybody still has it."""


class Reads:
    """What was read of which meeting, and how many histories were there when the next was read."""

    def __init__(self) -> None:
        self.of: Counter[str] = Counter()
        self.most_held = 0
        self._given: list[weakref.ref[History]] = []

    def give(self, meeting_id: str, history: list[Recorded]) -> History:
        self.of[meeting_id] += 1
        given = History(history)
        self._given.append(weakref.ref(given))
        return given

    def look(self) -> None:
        gc.collect()
        self.most_held = max(self.most_held, sum(one() is not None for one in self._given))


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch, places: dict[str, str], invented: Path, tmp_path: Path) -> Reads:
    """What commands read that are carried out on the invented meetings, all of which are listed as signed."""
    file = tmp_path / "meetings.db"
    for end in ("", ".heads.jsonl"):
        shutil.copy(f"{invented}{end}", f"{file}{end}")
    database = Database(file)
    with database.writing() as connection:
        connection.execute("UPDATE meetings SET stage = ?", (Stage.SIGNED.value,))
    database.close()
    for name, value in places.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("CHAIRTUI_DB", str(file))
    found = Reads()
    as_it_is = SqliteEventLog.read

    def read(log: SqliteEventLog, meeting_id: str) -> list[Recorded]:
        found.look()
        return found.give(meeting_id, as_it_is(log, meeting_id))

    monkeypatch.setattr(SqliteEventLog, "read", read)
    return found


@pytest.mark.parametrize(
    "command",
    ["ledger --all", "trace", "returns annex-a --lint", "returns ssd --lint", "returns cin --lint"],
)
def test_what_goes_over_all_meetings_reads_each_once_and_holds_one_at_a_time(
    reads: Reads, command: str
) -> None:
    assert run(command.split()) in (0, 1)
    assert len(reads.of) > 3
    assert set(reads.of.values()) == {1}
    assert reads.most_held <= 1


def test_a_year_s_table_is_held_against_each_meeting_s_children_read_once(
    reads: Reads, tmp_path: Path
) -> None:
    table = tmp_path / "year.csv"
    table.write_text("LAchildID,Sex\nDEMO10071,F\nDEMO10090,M\n")
    assert run(["census", "--csv", str(table), "--dry-run"]) == 0
    assert len(reads.of) > 1
    assert set(reads.of.values()) == {1}
    assert reads.most_held <= 1


def test_proving_a_database_holds_one_meeting_at_a_time(
    invented: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held_then: list[int] = []
    before = alive()

    def watched(history: list[Recorded]) -> Meeting:
        held_then.append(alive() - before)
        return fold(history)

    monkeypatch.setattr("chairtui.store.verify.fold", watched)
    assert verify(invented) == []
    assert len(held_then) > 3
    assert max(held_then) <= 1
