"""Every command that opens the meetings refuses to on a network drive; the system's answer is made up."""

from pathlib import Path

import pytest
from tests.cli.every_command import MEETING, READS, WRITES, lay_out, lines, state

from chairtui.cli.running import run
from chairtui.store import drives
from chairtui.store.heads import beside

OPEN_NOTHING = {"verify", "agencies"}
"""What may prove a copy wherever it lies, and what needs no meetings."""


@pytest.fixture
def share(invented: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Meetings in a folder that the system calls one of another computer."""
    lay_out(tmp_path)
    path = tmp_path / "share" / "meetings.db"
    path.parent.mkdir(mode=0o700)
    path.write_bytes(invented.read_bytes())
    beside(path).write_bytes(beside(invented).read_bytes())
    monkeypatch.setattr(
        drives,
        "drive_of",
        lambda one: ("nfs4, mounted at /share", True) if "share" in one.parts else ("ext4", False),
    )
    monkeypatch.setenv("CHAIRTUI_DB", str(path))
    for name in ("CONFIG", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    monkeypatch.chdir(tmp_path)
    return path


def test_no_command_opens_meetings_on_a_network_drive(
    share: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = state(share.parent)
    for command in (*lines(READS), *lines(WRITES)):
        if command[0] in OPEN_NOTHING:
            continue
        code = run(command)
        said = capsys.readouterr()
        assert code == 4, (command, said)
        assert "network drive (nfs4, mounted at /share)" in said.out + said.err, command
        assert state(share.parent) == before, command


def test_the_program_does_not_open_there(share: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = state(share.parent)
    assert run(["--plain"]) == 4
    said = capsys.readouterr().err
    assert "(SQLite's WAL)" in said
    assert f"chairtui restore {share} --db FILE" in said
    assert state(share.parent) == before


def test_meetings_come_from_there_by_being_restored_here(
    share: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = tmp_path / "here" / "meetings.db"
    assert run(["restore", str(share), "--yes", "--db", str(here)]) == 0
    assert run(["show", MEETING, "--db", str(here)]) == 0
    assert MEETING in capsys.readouterr().out


def test_nothing_is_restored_to_there(
    share: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = tmp_path / "here.db"
    here.write_bytes(share.read_bytes())
    beside(here).write_bytes(beside(share).read_bytes())
    before = state(share.parent)
    assert run(["restore", str(here), "--yes"]) == 4
    assert "network drive" in capsys.readouterr().err
    assert state(share.parent) == before


def test_the_doctor_says_what_the_database_lies_on(
    share: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = tmp_path / "Dropbox" / "meetings.db"
    here.parent.mkdir()
    here.write_bytes(share.read_bytes())
    run(["doctor", "--db", str(here)])
    line = next(line for line in capsys.readouterr().out.splitlines() if "its disk" in line)
    assert line.startswith("NOT WELL")
    assert "synchronised" in line
