"""Every command works on a locked file as it does on one in clear, once it is told what opens it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.cli.conftest import Chairtui, Ran
from tests.cli.every_command import READS, WRITES, lay_out, lines

from chairtui.live.locking import By, Choice
from chairtui.live.recovery_words import in_groups
from chairtui.store.engine import connect
from chairtui.store.heads import beside
from chairtui.store.key_file import PLAIN, key_file
from chairtui.wiring.locking import VARIABLE, DatabaseDoor

PASSPHRASE = "four words are easy"
NAMES = (b"Watford", b"Dee Grant", b"Dr Mir", b"SQLite format 3")


@pytest.fixture(scope="module")
def locked(invented: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the invented meetings, locked, and the recovery key in a folder beside it."""
    folder = tmp_path_factory.mktemp("locked") / "data"
    shutil.copytree(invented.parent, folder)
    done = DatabaseDoor(folder / "meetings.db").lock(Choice(passphrase=PASSPHRASE))
    folder.with_name("sheet.txt").write_text(f"{done.identity}\n")
    return folder


@pytest.fixture
def here(locked: Path, tmp_path: Path) -> Path:
    lay_out(tmp_path)
    shutil.copytree(locked, tmp_path / "data")
    shutil.copyfile(locked.with_name("sheet.txt"), tmp_path / "sheet.txt")
    return tmp_path / "data" / "meetings.db"


def carried_out(chairtui: Chairtui, path: Path, *words: str) -> Ran:
    opens = ("--identity-file", str(path.parents[1] / "sheet.txt"))
    return chairtui(*opens, *words, env={"CHAIRTUI_DB": str(path)})


SECONDS = re.compile(r"-\d{6}\b")
"""When a file was written, in its name."""
OTHERWISE = {"doctor", "lock", "backup", "verify"}
"""What they say names the lock, the file or what is beside it."""


@pytest.mark.parametrize("name", READS)
def test_what_only_reads_says_the_same_of_a_locked_file(
    name: str, chairtui: Chairtui, here: Path, invented: Path, tmp_path: Path
) -> None:
    for command in lines({name: READS[name]}):
        ran = carried_out(chairtui, here, *command)
        shutil.rmtree(tmp_path / "written")
        (tmp_path / "written").mkdir()
        clear = chairtui(*command, env={"CHAIRTUI_DB": str(invented)})
        assert ran.code == clear.code, ran.err
        if command[0] not in OTHERWISE:
            assert SECONDS.sub("", ran.out) == SECONDS.sub("", clear.out)
        shutil.rmtree(tmp_path / "written")
        (tmp_path / "written").mkdir()
    assert here.read_bytes()[:16] != PLAIN


@pytest.mark.parametrize("command", lines(WRITES), ids=" ".join)
def test_what_writes_writes_into_a_locked_file_and_leaves_no_name_beside_it(
    command: tuple[str, ...], chairtui: Chairtui, here: Path, invented: Path, tmp_path: Path
) -> None:
    ran = carried_out(chairtui, here, *command)
    shutil.rmtree(tmp_path / "written")
    (tmp_path / "written").mkdir()
    shutil.copytree(invented.parent, tmp_path / "clear")
    clear = chairtui(*command, env={"CHAIRTUI_DB": str(tmp_path / "clear" / "meetings.db")})
    assert ran.code == clear.code, ran.err
    for file in here.parent.iterdir():
        assert not [name for name in NAMES if name in file.read_bytes()], file.name


def test_without_a_terminal_a_locked_file_is_refused_and_it_is_said_how_it_opens(here: Path) -> None:
    for command in (("list",), ("new",), ("verify",), ("backup", "written/copy.db")):
        ran = alone(*command, path=here)
        assert ran.returncode == 4, command
        assert b"--passphrase-file FILE" in ran.stderr
        assert ran.stdout == b""


def alone(*words: str, path: Path) -> subprocess.CompletedProcess[bytes]:
    """Carry out a command where there is no terminal at all."""
    env = {**os.environ, "CHAIRTUI_DB": str(path), "XDG_CONFIG_HOME": str(path.parents[1] / "config")}
    env.pop(VARIABLE, None)
    return subprocess.run(
        ["python", "-m", "chairtui", *words],
        env=env,
        cwd=path.parents[1],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        start_new_session=True,
        check=False,
    )


def test_without_a_terminal_nothing_is_made_unless_a_file_says_how_it_is_locked(tmp_path: Path) -> None:
    path = tmp_path / "data" / "meetings.db"
    ran = alone("new", path=path)
    assert ran.returncode == 2
    assert b"Nothing was made" in ran.stderr
    assert b"--passphrase-file FILE" in ran.stderr
    assert not path.parent.exists()
    (tmp_path / "passphrase.txt").write_text(f"{PASSPHRASE}\n")
    assert alone("--passphrase-file", "passphrase.txt", "new", path=path).returncode == 0
    assert path.read_bytes()[:16] != PLAIN
    assert DatabaseDoor(path).open(By(passphrase=PASSPHRASE))


def test_a_file_stays_in_clear_only_with_a_reason_which_is_said(tmp_path: Path) -> None:
    path = tmp_path / "data" / "meetings.db"
    assert alone("--not-locked", "a trial with invented names", "new", path=path).returncode == 0
    assert path.read_bytes()[:16] == PLAIN
    assert b"NOT LOCKED, because a trial with invented names" in alone("lock", path=path).stdout
    assert b"NOT LOCKED: a trial with invented names" in alone("doctor", path=path).stdout


def test_a_wrong_passphrase_shows_nothing_of_the_data(chairtui: Chairtui, here: Path, tmp_path: Path) -> None:
    (tmp_path / "wrong.txt").write_text("four other words\n")
    for command in (("list",), ("show", "DEMO-9"), ("verify",), ("lock", "rekey")):
        ran = chairtui("--passphrase-file", "wrong.txt", *command, env={"CHAIRTUI_DB": str(here)})
        assert ran.code == 4
        assert "It does not open" in ran.err or "Not tried" in ran.err
        assert ran.out == ""


def test_lock_changes_the_passphrase_makes_a_sheet_and_a_new_key(
    chairtui: Chairtui, here: Path, tmp_path: Path
) -> None:
    env = {"CHAIRTUI_DB": str(here)}
    (tmp_path / "new.txt").write_text("five other words are easy\n")
    assert carried_out(chairtui, here, "lock", "sheet", "--to", "new-sheet.txt").code == 0
    assert carried_out(chairtui, here, "list").code == 4
    by_sheet = ("--identity-file", "new-sheet.txt")
    ran = chairtui(*by_sheet, "lock", "rekey", "--new-passphrase-file", "new.txt", env=env)
    assert (ran.code, ran.out.partition(".")[0]) == (0, "Locked with a new key")
    assert chairtui(*by_sheet, "list", env=env).code == 0
    assert chairtui("--passphrase-file", "new.txt", "list", env=env).code == 0


def test_lock_now_locks_a_file_in_clear_and_names_the_backup_that_is_in_clear_still(
    chairtui: Chairtui, invented: Path, tmp_path: Path
) -> None:
    shutil.copytree(invented.parent, tmp_path / "data")
    env = {"CHAIRTUI_DB": str(tmp_path / "data" / "meetings.db")}
    lay_out(tmp_path)
    assert chairtui("backup", "written/friday.db", env=env).code == 0
    ran = chairtui("lock", "now", "--new-passphrase-file", "passphrase.txt", env=env)
    assert ran.code == 0
    assert "friday.db is still in clear" in ran.err
    assert chairtui("--passphrase-file", "passphrase.txt", "verify", env=env).code == 0


def test_a_passphrase_is_no_argument_and_no_variable(chairtui: Chairtui) -> None:
    said = (
        chairtui("--help").out + chairtui("lock", "--help").out + chairtui("lock", "passphrase", "--help").out
    )
    assert "--passphrase " not in said
    assert "CHAIRTUI_PASS" not in said


def test_the_key_file_is_for_its_owner_alone_and_holds_no_key(here: Path, tmp_path: Path) -> None:
    key = DatabaseDoor(here).open(By(identity=(tmp_path / "sheet.txt").read_text().strip()))
    connect(here, key).close()
    content = key_file(here).read_bytes()
    assert key_file(here).stat().st_mode & 0o777 == 0o600
    assert key[:32] not in content
    assert key[:32].hex().encode() not in content


def test_the_groups_of_a_recovery_sheet_open_as_they_are_written_down_and_a_slip_is_named(
    chairtui: Chairtui, here: Path, tmp_path: Path
) -> None:
    identity = (tmp_path / "sheet.txt").read_text().strip()
    groups = in_groups(identity)
    env = {"CHAIRTUI_DB": str(here)}
    (tmp_path / "typed.txt").write_text("\n".join(groups).lower())
    assert chairtui("--identity-file", "typed.txt", "list", env=env).code == 0
    other = "Q" if groups[3][0] != "Q" else "P"
    (tmp_path / "typed.txt").write_text(" ".join((*groups[:3], other + groups[3][1:], *groups[4:])))
    ran = chairtui("--identity-file", "typed.txt", "list", env=env)
    assert (ran.code, ran.out) == (2, "")
    assert "group 4" in ran.err
    assert groups[0] not in ran.err


def test_a_file_that_was_copied_without_its_key_file_is_not_said_to_be_in_clear(
    chairtui: Chairtui, here: Path
) -> None:
    key_file(here).unlink()
    new = here.with_name("new.txt")
    new.write_text("another four words\n")
    for words in (["lock"], ["list"], ["lock", "now", "--new-passphrase-file", str(new)]):
        ran = chairtui(*words, env={"CHAIRTUI_DB": str(here)})
        assert ran.code == 4
        assert "meetings.db.key beside it is not there" in ran.err
        assert "NOT LOCKED" not in ran.out
        assert not key_file(here).exists()  # a new key would open nothing of it


def test_the_key_file_of_another_database_is_said_where_the_lock_is_shown(
    chairtui: Chairtui, here: Path, tmp_path: Path
) -> None:
    DatabaseDoor(tmp_path / "other.db").lock(Choice(passphrase=PASSPHRASE))
    shutil.copyfile(key_file(tmp_path / "other.db"), key_file(here))
    ran = chairtui("lock", env={"CHAIRTUI_DB": str(here)})
    assert ran.code == 4
    assert "does not hold its key" in ran.err


def test_putting_a_backup_in_clear_in_the_place_of_a_locked_file_says_that_nothing_is_locked_then(
    chairtui: Chairtui, here: Path, invented: Path
) -> None:
    backup = shutil.copyfile(invented, here.with_name("in-clear.db"))
    shutil.copyfile(beside(invented), beside(backup))
    ran = carried_out(chairtui, here, "restore", str(backup), "--yes")
    assert ran.code == 0, ran.err
    assert "The backup is NOT LOCKED" in ran.out
    assert "chairtui lock now" in ran.out
