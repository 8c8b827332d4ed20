"""Whoever reads a meeting whose log is not what was remembered of it is told so, by every command."""

from pathlib import Path

import pytest
from tests.cli.conftest import Chairtui
from tests.cli.every_command import READS, WRITES, lay_out, lines

from chairtui.store.engine import connect
from chairtui.store.heads import beside

APART = {
    "agencies",
    "agencies export",
    "new",
    "import",
    "receive",
    "rebuild",
    "verify",
    "doctor",
    "backup",
    "accept",
    "lock",
}
"""Those that tell nothing of what is in a meeting, or whose own answer is what is wrong."""

TOLD = {name: words for name, words in {**WRITES, **READS}.items() if name not in APART}


@pytest.fixture
def doubted(invented: Path, tmp_path: Path) -> Path:
    lay_out(tmp_path)
    path = tmp_path / "place" / "meetings.db"
    path.parent.mkdir(mode=0o700)
    path.write_bytes(invented.read_bytes())
    beside(path).write_bytes(b"")
    return path


@pytest.mark.parametrize("command", lines(TOLD), ids=" ".join)
def test_every_command_that_tells_of_a_meeting_says_it(
    chairtui: Chairtui, doubted: Path, command: tuple[str, ...]
) -> None:
    ran = chairtui(*command, env={"CHAIRTUI_DB": str(doubted)})
    assert "is not what it was" in ran.err


def test_doctor_is_not_well_and_says_what_is_wrong(chairtui: Chairtui, doubted: Path) -> None:
    ran = chairtui("doctor", env={"CHAIRTUI_DB": str(doubted)})
    assert ran.code == 1
    assert "not as remembered: “chairtui verify” says where" in ran.out


@pytest.mark.parametrize("command", [("list",), ("doctor",), ("verify",), ("rebuild",)], ids=" ".join)
def test_lines_taken_out_of_what_remembers_the_ends_are_said_and_not_mended_by_itself(
    chairtui: Chairtui, doubted: Path, invented: Path, command: tuple[str, ...]
) -> None:
    lines_ = beside(invented).read_bytes().splitlines(keepends=True)
    first = next(line for line in lines_ if line.startswith(b"["))
    beside(doubted).write_bytes(b"".join(line for line in lines_ if line != first))
    env = {"CHAIRTUI_DB": str(doubted)}
    ran = chairtui(*command, env=env)
    said = {"verify": "lines of it are missing", "doctor": "not as remembered", "list": "is not what it was"}
    assert said.get(command[0], "lines of it are missing") in ran.out + ran.err
    assert "a cut before it is not noticed" in chairtui("verify", env=env).out
    assert chairtui("accept", "--because", "Compared with the minutes on paper.", env=env).code == 0
    assert chairtui("verify", env=env).code == 0


def test_doctor_names_a_trigger_that_the_program_did_not_make(
    chairtui: Chairtui, invented: Path, tmp_path: Path
) -> None:
    path = tmp_path / "meetings.db"
    path.write_bytes(invented.read_bytes())
    beside(path).write_bytes(beside(invented).read_bytes())
    signs = chairtui("doctor", "--json", env={"CHAIRTUI_DB": str(path)}).json
    assert signs["logs"]["well"]
    assert signs["triggers"]["well"]
    connection = connect(path)
    connection.execute("CREATE TRIGGER more AFTER INSERT ON drafts BEGIN SELECT 1; END")
    connection.close()
    ran = chairtui("doctor", env={"CHAIRTUI_DB": str(path)})
    assert ran.code == 1
    assert "the trigger more is not as the program made it" in ran.out
