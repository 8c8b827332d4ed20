"""Cuts the power of a writer at random moments, as `strace` saw it write, and prints what was lost.

What was brought to the disk (fsync) stays. Of what was written since, each sector of 512 bytes came to the
disk or did not, in any order; so did a shortening, and a file that was removed may be there again.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.live.pretend import BEGIN, MEETING, PretendClock, PretendJudge, live

from chairtui.core.attendance import RecordPresence
from chairtui.core.sharing import Contribute, Contribution
from chairtui.core.vocabulary import Mode
from chairtui.store import engine
from chairtui.store.connect import Database
from chairtui.store.drafts import SqliteDrafts
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.verify import verify

SECTOR = 512
FOLDER = "."
TURNS = 30
CALLS = "pwrite64,write,fsync,fdatasync,ftruncate,unlink,rename"
_CALL = re.compile(r"^\d+ +(?P<name>\w+)\((?P<given>.*)\) += (?P<result>\d+)")
_FILE = re.compile(r"^(?P<number>\d+)<(?P<file>[^>]*)>(?:, )?(?P<rest>.*)$", re.DOTALL)
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


def write(path: Path, synchronous: str) -> None:
    """Tick, write and type, and say each event once it is saved."""
    kept = {"FULL": 2, "NORMAL": 1, "OFF": 0}[synchronous]
    engine.SETTINGS = tuple(
        (name, synchronous, kept) if name == "synchronous" else (name, value, expected)
        for name, value, expected in engine.SETTINGS
    )
    database = Database(path)
    log, drafts = SqliteEventLog(database), SqliteDrafts(database)
    meeting = live(log, PretendClock(), PretendJudge())
    for turn in range(TURNS):
        fact = Contribution(id=f"f{turn}", attendee_id="police", fact=f"Fact {turn} " * 40)
        mode = Mode.IN_ROOM if turn % 2 == 0 else None
        first = BEGIN if turn == 0 else ()
        before = len(meeting.history)
        meeting.do(*first, RecordPresence(attendee_id="police", mode=mode), Contribute(contribution=fact))
        drafts.keep(MEETING, "fact", "x" * turn)
        for one in meeting.history[before:]:
            sys.stdout.write(f"{one.row.event_id}\n")
        sys.stdout.flush()
    log.close()
    database.close()


class Disk:
    """The files of one folder: what is on the disk, and what is not yet."""

    def __init__(self) -> None:
        self.sure: dict[str, bytearray] = {}
        self.waiting: dict[str, list[tuple[int, bytes | None]]] = {}
        """Place and words of each write; no words for a shortening to that place."""
        self.gone: dict[str, bytearray] = {}
        self.named: set[str] = set()
        self.new: set[str] = set()
        """Files whose names are not on the disk yet."""

    def take(self, name: str, file: str, given: str) -> None:
        """Follow one call."""
        if file == FOLDER:
            self.gone.clear()  # what was removed stays so, and what was made stays
            self.new.clear()
            return
        if file not in self.named:
            self.named.add(file)
            self.new.add(file)
        if name in ("fsync", "fdatasync"):
            whole = self.sure.setdefault(file, bytearray())
            for place, words in self.waiting.pop(file, []):
                _put(whole, place, words)
        elif name == "unlink":
            self.gone[file] = self.sure.pop(file, bytearray())
            self.waiting.pop(file, None)
            self.named.discard(file)
            self.new.discard(file)
        else:
            self.waiting.setdefault(file, []).append(self._written(name, file, given))

    def _written(self, name: str, file: str, given: str) -> tuple[int, bytes | None]:
        if name == "ftruncate":
            return int(given), None
        words = bytes.fromhex(_TEXT.search(given)[1].replace("\\x", ""))  # type: ignore[index]
        if name == "pwrite64":
            return int(given.rsplit(", ", 1)[1]), words
        ends = [place + len(one or b"") for place, one in self.waiting.get(file, [])]
        return max([len(self.sure.get(file, b"")), *ends]), words  # it is only appended to

    def left(self, chance: random.Random) -> dict[str, bytes]:
        """Return what is there when the power comes back."""
        files = {file: bytearray(whole) for file, whole in self.sure.items()}
        for file, writes in self.waiting.items():
            whole = files.setdefault(file, bytearray())
            for place, words in writes:
                for at in range(0, len(words or b" "), SECTOR):
                    if chance.random() < 0.5:
                        _put(whole, place + at, words and words[at : at + SECTOR])
        for file in self.new & files.keys():
            if chance.random() < 0.5:
                del files[file]
        for file, whole in self.gone.items():
            if file not in files and chance.random() < 0.5:
                files[file] = whole
        return {file: bytes(whole) for file, whole in files.items()}


def _put(whole: bytearray, place: int, words: bytes | None) -> None:
    if words is None:
        del whole[place:]
        return
    if len(whole) < place:
        whole.extend(bytes(place - len(whole)))
    whole[place : place + len(words)] = words


def calls(trace: Path, folder: Path) -> Iterator[tuple[str, str, str]]:
    """Return name, file and words of each call: on the folder's files, and what was said (file "1")."""
    for line in trace.read_text(errors="replace").splitlines():
        found = _CALL.match(line)
        if not found:
            continue
        if found["name"] == "unlink":
            path = bytes.fromhex(_TEXT.search(found["given"])[1].replace("\\x", "")).decode()  # type: ignore[index]
            file, rest = path, ""
        else:
            named = _FILE.match(found["given"])
            if not named:
                continue
            file, rest = named["file"], named["rest"]
            file = bytes.fromhex(file.replace("\\x", "")).decode() if file.startswith("\\x") else file
            if named["number"] == "1" and found["name"] == "write":
                yield "say", "1", rest
                continue
        if Path(file) == folder:
            yield found["name"], FOLDER, rest
        elif Path(file).parent == folder and not file.endswith("-shm"):
            yield found["name"], Path(file).name, rest


def record(folder: Path, synchronous: str) -> list[tuple[str, str, str]]:
    """Let the writer run under `strace`; return its calls."""
    trace = folder.with_name("trace")
    command = ["strace", "-f", "-y", "-xx", "-s", "1000000", "-e", f"trace={CALLS}", "-o", str(trace)]
    program = [sys.executable, __file__, "--write", str(folder / "meetings.db"), "--synchronous", synchronous]
    subprocess.run([*command, *program], check=True, stdout=subprocess.PIPE)
    return list(calls(trace, folder))


def cut(
    seen: list[tuple[str, str, str]], at: int, chance: random.Random, place: Path
) -> tuple[int, list[str]]:
    """Cut the power before a call; return how many events were acknowledged, and what is wrong afterwards."""
    disk, said = Disk(), b""
    for name, file, given in seen[:at]:
        if name == "say":
            said += bytes.fromhex(_TEXT.search(given)[1].replace("\\x", ""))  # type: ignore[index]
        else:
            disk.take(name, file, given)
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for file, words in disk.left(chance).items():
        (place / file).write_bytes(words)
    acknowledged = set(said.decode().split())
    try:
        database = Database(place / "meetings.db")
        stored = {one.row.event_id for one in SqliteEventLog(database).read(MEETING)}
        database.close()
    except Exception as error:
        return len(acknowledged), [f"{type(error).__name__}: {error}"]
    faults = [f"{one}: acknowledged, and lost" for one in acknowledged - stored]
    return len(acknowledged), faults + verify(place / "meetings.db")


def main() -> int:
    """Run and print; the exit status is 1 if anything was lost."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--cuts", type=int, default=1500)
    arguments.add_argument("--seed", type=int, default=int(time.time()))
    arguments.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    arguments.add_argument(
        "--synchronous", default="FULL", choices=("FULL", "NORMAL", "OFF"), help="less, as a control"
    )
    asked = arguments.parse_args()
    if asked.write:
        write(asked.write, asked.synchronous)
        return 0
    chance, faults, most = random.Random(asked.seed), [], 0
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder).resolve() / "place"
        place.mkdir()
        seen = record(place, asked.synchronous)
        for _ in range(asked.cuts):
            number, found = cut(seen, chance.randrange(1, len(seen) + 1), chance, Path(folder) / "after")
            most = max(most, number)
            faults += found
    print(
        f"{asked.cuts} cuts (seed {asked.seed}) among {len(seen)} calls; up to {most} events acknowledged; "
        f"{len(faults)} faults"
    )
    print(*faults[:20], sep="\n", end="")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
