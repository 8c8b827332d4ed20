"""A backup is put back by a command that proves it, keeps what was there, and says so in the logs."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.machine import Machine, facts

from chairtui.store.engine import connect
from chairtui.store.heads import beside


@pytest.fixture
def backup(here: Machine) -> Path:
    """A machine that went on for one entry after its backup."""
    here("new", "--reference", "SD-1")
    here.note("SD-1", "First")
    here("backup", str(here.folder / "copy.db"))
    here.note("SD-1", "Second")
    return here.folder / "copy.db"


def test_a_backup_is_put_back_and_what_was_there_is_kept(here: Machine, backup: Path) -> None:
    here("new", "--reference", "SD-2")
    said = here("restore", str(backup), "--yes").out
    assert "is kept as meetings.db.replaced" in said
    assert "One of its meetings has fewer entries than before; its log says so." in said
    assert "1 meeting that was there is not in it" in said
    assert facts(here, "SD-1") == {"First"}
    told = here.told("SD-1")
    assert "A backup that ends" in told
    assert "was put back, without one entry written to this meeting since." in told
    assert "— Ruth" in told.splitlines()[-1]
    here("verify")
    kept = here.folder / "meetings.db.replaced"
    here("verify", "--db", str(kept))
    assert "SD-2" in here("list", "--db", str(kept)).out
    assert backup.exists()


def test_what_was_handed_over_since_comes_back(
    here: Machine,
    backup: Path,
    there: Machine,
) -> None:
    here.hand("SD-1", there)
    here("restore", str(backup), "--yes")
    here.note("SD-1", "Third")
    here.hand("SD-1", there)
    there.hand("SD-1", here)
    assert facts(here, "SD-1") == facts(there, "SD-1") == {"First", "Second", "Third"}
    here("verify")


def test_a_damaged_database_is_replaced_with_all_that_lies_beside_it(
    here: Machine,
    backup: Path,
) -> None:
    here.database.write_bytes(b"nothing that can be read" * 1000)
    here.database.with_name("meetings.db-wal").write_bytes(b"what was in the log")
    here("list", code=4)
    here("restore", str(backup), "--yes")
    assert facts(here, "SD-1") == {"First"}
    assert (here.folder / "meetings.db.replaced-wal").read_bytes() == b"what was in the log"
    assert (here.folder / "meetings.db.replaced").read_bytes().startswith(b"nothing that")
    here("verify")


@pytest.mark.parametrize("spoil", [b"", b"no database", None])
def test_what_is_no_backup_changes_nothing(here: Machine, backup: Path, spoil: bytes | None) -> None:
    before = here.database.read_bytes()
    if spoil is None:
        backup.unlink()
    else:
        backup.write_bytes(spoil)
    ran = here("restore", str(backup), "--yes", code=4)
    assert len(ran.err.splitlines()) == 1
    assert here.database.read_bytes() == before
    assert list(here.folder.glob("*replaced*")) == []


def test_a_backup_that_is_not_sound_is_put_back_only_if_that_is_said(here: Machine, backup: Path) -> None:
    spoilt = connect(backup)
    spoilt.execute("UPDATE meetings SET chair = 'X'")
    spoilt.close()
    ran = here("restore", str(backup), "--yes", code=4)
    assert "--unsound" in ran.err
    assert facts(here, "SD-1") == {"First", "Second"}
    here("restore", str(backup), "--yes", "--unsound")
    assert facts(here, "SD-1") == {"First"}


def test_nobody_s_open_program_loses_its_file(here: Machine, backup: Path) -> None:
    using = connect(here.database)
    using.execute("SELECT count(*) FROM events").fetchone()
    try:
        ran = here("restore", str(backup), "--yes", code=4)
        assert "another program has the database open" in ran.err
    finally:
        using.close()
    assert facts(here, "SD-1") == {"First", "Second"}
    assert list(here.folder.glob("*replaced*")) == []


def test_without_a_terminal_nobody_is_asked(here: Machine, backup: Path) -> None:
    assert "--yes" in here("restore", str(backup), code=2).err
    assert facts(here, "SD-1") == {"First", "Second"}


def test_a_backup_that_was_put_back_by_hand_can_be_backed_up(here: Machine, backup: Path) -> None:
    shutil.copyfile(backup, here.database)
    ran = here("backup", str(here.folder / "another.db"), code=1)
    assert (here.folder / "another.db").exists()
    assert "was cut off, or an older copy was put back" in ran.err


def test_a_cut_log_is_a_fault_everywhere_until_somebody_accepts_it(here: Machine, backup: Path) -> None:
    shutil.copyfile(backup, here.database)
    for _ in range(2):
        assert "the log is not what it was" in here("list").err
        assert "is not what it was: entries were cut off" in here("show", "SD-1").err
        assert here("verify", code=1).out
    here("accept", "--because", " ", code=2)
    here("accept", "SD-1", "--because", "The disk was changed, and I have the paper")
    assert here("list").err == here("show", "SD-1").err == ""
    here("verify")
    assert "accepted as it is, although entries were cut off" in here.told("SD-1")
    assert "I have the paper  — Ruth" in here.told("SD-1").replace(".  —", "  —")
    assert "nothing to accept" in here("accept", "--because", "Again").out


def test_what_remembers_the_ends_is_missing_and_stays_a_fault(here: Machine, backup: Path) -> None:
    beside(here.database).unlink()
    here("verify", code=1)
    here("new", "--reference", "SD-3")
    here("verify", code=1)
    beside(here.database).unlink()
    for _ in range(2):
        here("new")
        assert "SD-1" in here("list").err
        here("verify", code=1)
    here("accept", "--because", "A colleague cleaned up the folder")
    here("verify")
    assert "was missing or emptied, or lines were taken out of it" in here.told("SD-1")
    beside(here.database).unlink()
    here("new")
    here("verify", code=1)


@pytest.mark.parametrize("lose", [Path.unlink, lambda file: file.write_bytes(b"")], ids=["gone", "emptied"])
def test_whoever_only_reads_is_told_as_well_that_nobody_can_tell(
    here: Machine, backup: Path, lose: Callable[[Path], object]
) -> None:
    lose(beside(here.database))
    for command in (("list",), ("show", "SD-1"), ("log", "SD-1"), ("export", "SD-1", "--to", "json")):
        assert "is not what it was" in here(*command).err, command


def test_a_meeting_of_which_nothing_is_left_is_a_fault_until_it_is_accepted(here: Machine) -> None:
    here("new", "--reference", "SD-0")
    here("backup", str(here.folder / "copy.db"))
    here("new", "--reference", "SD-1")
    shutil.copyfile(here.folder / "copy.db", here.database)
    assert "nothing is left of it" in here("list").err
    here("accept", "--because", "It was never held")
    here("verify")
    assert here("list").err == ""
    assert "SD-1" not in here("list").out
