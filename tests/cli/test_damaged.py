"""A file that is damaged, in whatever way, is said in one sentence by every command."""

import random
from pathlib import Path

import pytest
from tests.cli.conftest import Chairtui
from tests.cli.every_command import ELSEWHERE, READS, WRITES, lay_out, lines

from chairtui.store.heads import beside

COMMANDS = [*lines({name: several[:1] for name, several in READS.items()}), *lines(WRITES), *lines(ELSEWHERE)]
NEEDS_NONE = {
    "lock",
    "demo",
    "help",
    "completion",
    "key",
    "schema",
    "agencies",
    "template",
    "rules",
    "restore",
}


@pytest.fixture
def spoilt(invented: Path, tmp_path: Path) -> Path:
    lay_out(tmp_path)
    path = tmp_path / "place" / "meetings.db"
    path.parent.mkdir()
    path.write_bytes(invented.read_bytes())
    beside(path).write_bytes(beside(invented).read_bytes())
    return path


def schema_page(whole: bytes) -> bytes:
    """Put bytes that are no text where the words of the tables stand."""
    place = whole.index(b"CREATE TABLE meetings") - 40
    return whole[:place] + random.Random(1).randbytes(400) + whole[place + 400 :]


def no_text(whole: bytes) -> bytes:
    """Spoil a statement in the schema, so that the message of the engine repeats what is no text."""
    place = whole.index(b"CREATE TABLE probe")
    return whole[:place] + b"CREATE TABL\xff\xfe\x81" + whole[place + 14 :]


def cut_short(whole: bytes) -> bytes:
    return whole[: len(whole) // 3]


def no_bytes_of_ours(whole: bytes) -> bytes:
    return random.Random(2).randbytes(len(whole))


@pytest.mark.parametrize("spoil", [schema_page, no_text, cut_short, no_bytes_of_ours])
def test_every_command_says_that_the_file_is_damaged_and_ends_with_4(
    chairtui: Chairtui, spoilt: Path, spoil: object
) -> None:
    spoilt.write_bytes(spoil(spoilt.read_bytes()))  # type: ignore[operator]
    before = spoilt.read_bytes()
    for command in COMMANDS:
        if not command or command[0] in NEEDS_NONE:
            continue
        ran = chairtui(*command, env={"CHAIRTUI_DB": str(spoilt)})
        said = ran.err + ran.out
        assert ran.code == 4, (command, said)
        assert "is damaged" in said, (command, said)
        assert "put the last backup in its place" in said
        if command[0] != "doctor":
            assert len(said.splitlines()) == 1, (command, said)
        assert spoilt.read_bytes() == before, command


@pytest.mark.parametrize("seed", range(3))
def test_no_command_is_taken_by_surprise_by_flipped_bytes(
    chairtui: Chairtui, spoilt: Path, seed: int
) -> None:
    chance = random.Random(seed)
    whole = bytearray(spoilt.read_bytes())
    for place in chance.sample(range(100, len(whole)), 300 * (1 + seed % 3)):
        whole[place] ^= chance.randrange(1, 256)
    for command in COMMANDS:
        spoilt.write_bytes(whole)
        ran = chairtui(*command, env={"CHAIRTUI_DB": str(spoilt)})
        assert ran.code in (0, 1, 2, 3, 4), (command, ran.err)
        if ran.code == 4 and command[0] != "doctor":
            assert len(ran.err.splitlines()) <= 2, (command, ran.err)
