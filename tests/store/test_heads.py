"""Lines that were taken out of what remembers the ends of the logs are a fault; a lost end is a power cut."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from tests.live.pretend import BEGIN, PretendClock, live
from tests.store.files import HERE, opened, tamper
from tests.store.test_devices import changes, use

from chairtui.core.continuity import AcceptLog, Because, Flaw
from chairtui.core.meeting import PrepareMeeting
from chairtui.store import migrations
from chairtui.store.connect import Database
from chairtui.store.heads import Head, HeadsFile, beside, recall
from chairtui.store.rebuilding import rebuild
from chairtui.store.verify import verify

WRITER = """
import sys
from pathlib import Path
from chairtui.store.heads import Head, HeadsFile

file = HeadsFile(Path(sys.argv[1]))
for number in range(1, 301):
    file.write([Head(sys.argv[2], "laptop", number, "x")])
"""


def keep_three(path: Path) -> None:
    """Keep three meetings, and go on with the first and the last another day."""
    for names in (("m1", "m2", "m3"), ("m1", "m3")):
        with opened(path) as log:
            for name in names:
                meeting = live(log, PretendClock(name=f"{name}-{log.size(name)}"), meeting_id=name)
                made = PrepareMeeting(meeting_id=name, reference=name, authority="Bromley")
                meeting.do(*([HERE] if meeting.history else [made, *BEGIN[1:]]))


def lines(path: Path) -> list[bytes]:
    return beside(path).read_bytes().splitlines(keepends=True)


def without(path: Path, words: str) -> None:
    beside(path).write_bytes(b"".join(line for line in lines(path) if words.encode() not in line))


def doubted(path: Path) -> set[str]:
    with opened(path) as log:
        found = log.doubts()
    assert {one.flaw for several in found.values() for one in several} <= {Flaw.UNPROVED}
    return set(found)


def test_one_meeting_s_lines_taken_out_are_named_until_somebody_accepts_it(path: Path) -> None:
    keep_three(path)
    without(path, '"m1"')
    faults = verify(path)
    assert "was changed, or lines of it are missing" in faults[0]
    assert any(fault.startswith("m1/") for fault in faults)
    with opened(path) as log:
        database = Database(path)
        rebuild(database, log)
        database.close()
    assert any(fault.startswith("m1/") for fault in verify(path))
    for meeting_id in doubted(path):
        with opened(path) as log:
            said = AcceptLog(doubts=log.doubts(meeting_id)[meeting_id], because="Looked at on paper.")
            live(log, PretendClock(name=f"later-{meeting_id}"), meeting_id=meeting_id).do(said)
    assert verify(path) == []
    assert doubted(path) == set()


def test_no_line_that_another_follows_can_be_taken_out_or_changed_unnoticed(path: Path) -> None:
    keep_three(path)
    whole = lines(path)
    written = [number for number, line in enumerate(whole) if line.startswith(b"[")]
    for number in written[:-1]:
        for instead in (b"", whole[number].replace(b"laptop", b"tablet")):
            beside(path).write_bytes(b"".join((*whole[:number], instead, *whole[number + 1 :])))
            assert recall(beside(path)).gap, whole[number]
    for number in range(written[0], len(whole) + 1):
        beside(path).write_bytes(b"".join(whole[:number]))
        assert not recall(beside(path)).gap  # a power cut loses an end


def test_a_meeting_wholly_taken_out_of_both_files_leaves_others_doubted(path: Path) -> None:
    keep_three(path)
    without(path, '"m2"')
    trigger = next(sql for kind, name, sql in migrations.expected_schema() if name == "events_stay")
    tamper(path, "DROP TRIGGER events_stay", "DELETE FROM events WHERE meeting_id = 'm2'", trigger)
    assert doubted(path)
    assert verify(path)


def test_what_was_written_since_does_not_hide_it(path: Path) -> None:
    keep_three(path)
    without(path, '"m1"')
    HeadsFile(beside(path)).write([Head("m4", "laptop", 1, "from a program that was open already")])
    assert recall(beside(path)).gap


def test_lines_of_an_earlier_version_go_on_and_are_covered_by_those_that_follow(path: Path) -> None:
    file = path.with_name("old.jsonl")
    old = b'\n"begun"\n\n["m1","laptop",1,"a"]\n\n["m2","laptop",1,"b",true]\n'
    file.write_bytes(old)
    assert not recall(file).gap
    later = HeadsFile(file)
    later.write([Head("m3", "laptop", 1, "c")])
    later.close()
    memory = recall(file)
    assert ([one.meeting_id for one in memory.heads], memory.gap) == (["m1", "m2", "m3"], False)
    file.write_bytes(file.read_bytes().replace(b'["m1","laptop",1,"a"]\n', b""))
    assert recall(file).gap


def test_programs_that_write_at_once_leave_no_gap(tmp_path: Path) -> None:
    file = tmp_path / "heads.jsonl"
    command = [sys.executable, "-c", WRITER, str(file)]
    writers = [subprocess.Popen([*command, name]) for name in ("m1", "m2")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    memory = recall(file)
    assert (len(memory.heads), memory.gap) == (600, False)


def test_a_line_written_between_another_s_look_and_its_writing_is_no_gap_and_is_covered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "heads.jsonl"
    one, other = HeadsFile(file), HeadsFile(file)
    one.write([Head("m1", "laptop", 1, "a")])
    look = HeadsFile._marked

    def late(self: HeadsFile) -> str:
        mark = look(self)
        monkeypatch.setattr(HeadsFile, "_marked", look)
        other.write([Head("m2", "laptop", 1, "b")])
        return mark

    monkeypatch.setattr(HeadsFile, "_marked", late)
    one.write([Head("m1", "laptop", 2, "c")])
    one.write([Head("m1", "laptop", 3, "d")])
    assert not recall(file).gap
    content = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(line for line in content if b'"m2"' not in line))
    assert recall(file).gap


def test_a_power_cut_that_writes_sectors_in_any_order_leaves_no_gap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, sure = tmp_path / "heads.jsonl", 0

    def to_disk(number: int) -> None:
        nonlocal sure
        sure = os.fstat(number).st_size

    monkeypatch.setattr("chairtui.store.heads.os.fsync", to_disk)
    chance = random.Random(7)
    writer = HeadsFile(file)
    for number in range(1, 60):
        writer.write([Head(f"m{number % 3}-{one}", "laptop", number, "x" * 64) for one in range(number % 4)])
        content = bytearray(file.read_bytes())
        for _ in range(20):
            left = content[:]
            for at in range(sure, len(left), 32):
                if chance.random() < 0.5:
                    left[at : at + 32] = bytes(len(left[at : at + 32]))
            (tmp_path / "left").write_bytes(left)
            assert not recall(tmp_path / "left").gap


def test_a_torn_line_is_covered_like_every_other(tmp_path: Path) -> None:
    file = tmp_path / "heads.jsonl"
    HeadsFile(file).write([Head("m1", "laptop", 1, "a")])
    for torn in (b'\n["m1","lap', b"\x00" * 40, b"\n"):
        with file.open("ab") as opened_:
            opened_.write(torn)
        HeadsFile(file).write([Head("m2", "laptop", 1, "b")])
        assert not recall(file).gap


def test_a_machine_whose_last_entries_nobody_can_tell_takes_a_new_id(path: Path) -> None:
    use(path, acts=3)
    first = use(path, acts=1)
    content = lines(path)
    beside(path).write_bytes(b"".join(content).replace(next(one for one in content if b"[" in one), b""))
    second = use(path)
    assert second.id != first.id
    assert "lines of it are missing" in second.told
    assert changes(path)[0].because is Because.GAP
    assert use(path).id == second.id
