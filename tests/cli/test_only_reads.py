"""Who only reads changes nothing, in a database of any version; whoever writes first keeps what it was."""

import subprocess
from pathlib import Path

import pytest
from tests.cli.conftest import Chairtui
from tests.cli.every_command import ELSEWHERE, MEETING, READS, WRITES, lay_out, lines, names, state
from tests.store.files import make_older

from chairtui.store import migrations
from chairtui.store.heads import beside
from chairtui.store.verify import verify

VERSIONS = range(1, migrations.VERSION + 1)


@pytest.fixture(params=VERSIONS)
def database(request: pytest.FixtureRequest, invented: Path, tmp_path: Path) -> Path:
    """The same in a database of each version."""
    lay_out(tmp_path)
    path = tmp_path / "place" / "meetings.db"
    path.parent.mkdir(mode=0o700)
    make_older(invented, path, request.param)
    return path


def test_every_command_is_in_one_of_the_tables() -> None:
    assert {*READS, *WRITES, *ELSEWHERE} == names()


def tried_on(version: int) -> list[tuple[str, ...]]:
    """Return the commands that are tried on a database of a version: all on the newest and on the oldest.

    One way leads into every older file (`Database`, by way of memory), so that the versions between share the
    commands: each command meets one of them, and each of them some commands.
    """
    every = lines(READS)
    _, *between, _ = VERSIONS
    return every[between.index(version) :: len(between)] if version in between else every


def test_every_command_meets_three_versions() -> None:
    met = [command for version in VERSIONS for command in tried_on(version)]
    assert {met.count(command) for command in lines(READS)} == {3}
    assert all(len(tried_on(version)) > 2 for version in VERSIONS)


def test_who_only_reads_leaves_every_byte_as_it_is(
    chairtui: Chairtui, database: Path, request: pytest.FixtureRequest
) -> None:
    before = state(database.parent)
    for command in tried_on(request.node.callspec.params["database"]):
        ran = chairtui(*command, env={"CHAIRTUI_DB": str(database)})
        assert ran.code in (0, 1), (command, ran.err)
        assert state(database.parent) == before, command


def test_what_is_read_of_an_older_database_is_what_a_newer_one_says(
    chairtui: Chairtui, database: Path, invented: Path
) -> None:
    for command in (
        ("list", "--json"),
        ("list", "--due"),
        ("list", "--to-send"),
        ("log", MEETING),
        ("trace",),
    ):
        older, newer = (chairtui(*command, env={"CHAIRTUI_DB": str(one)}) for one in (database, invented))
        assert (older.code, older.out) == (newer.code, newer.out)


def test_an_older_database_is_proved_as_it_is(database: Path) -> None:
    assert verify(database) == []


def test_whoever_writes_first_keeps_the_older_database_and_says_so(
    chairtui: Chairtui, database: Path
) -> None:
    older = state(database.parent)[database.name]
    version = int.from_bytes(older[1][60:64])
    for number in range(2):
        ran = chairtui("new", env={"CHAIRTUI_DB": str(database)})
        assert ran.code == 0
        kept = database.with_name(f"meetings.db.before-{migrations.VERSION}")
        assert kept.exists() == (version < migrations.VERSION)
        assert (kept.name in ran.err) == (kept.exists() and number == 0)
    assert len(list(database.parent.glob("*before-?"))) <= 1
    if kept.exists():
        assert verify(kept) == []
        assert int.from_bytes(kept.read_bytes()[60:64]) == version
        assert kept.stat().st_mode & 0o777 == 0o600
    assert verify(database) == []


def test_nobody_reads_what_a_killed_program_left_by_changing_it(
    chairtui: Chairtui, invented: Path, tmp_path: Path
) -> None:
    path = tmp_path / "place" / "meetings.db"
    path.parent.mkdir()
    path.write_bytes(invented.read_bytes())
    beside(path).write_bytes(beside(invented).read_bytes())
    program = (
        "import os, sys, pathlib; from chairtui.store.connect import Database\n"
        "database = Database(pathlib.Path(sys.argv[1])); os.kill(os.getpid(), 9)"
    )
    subprocess.run(["python", "-c", program, str(path)], check=False)
    before = state(path.parent)
    assert f"{path.name}-wal" in before
    for command in (("list",), ("show", MEETING), ("verify",), ("doctor",)):
        chairtui(*command, env={"CHAIRTUI_DB": str(path)})
    after = state(path.parent)
    assert after.keys() == before.keys()
    assert after[path.name] == before[path.name]
    assert after[f"{path.name}-wal"] == before[f"{path.name}-wal"]


@pytest.mark.parametrize("command", lines({**READS, **WRITES}), ids=" ".join)
def test_what_is_refused_leaves_no_new_database_behind(
    chairtui: Chairtui, tmp_path: Path, command: tuple[str, ...]
) -> None:
    lay_out(tmp_path)
    (tmp_path / "meeting.json").write_text("{}")
    place = tmp_path / "place"
    place.mkdir(mode=0o700)
    ran = chairtui(*command, env={"CHAIRTUI_DB": str(place / "meetings.db")})
    assert ran.code == 0 or list(place.iterdir()) == []
